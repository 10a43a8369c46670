"""What an English answer says of a policy: an amount, what it is an amount of, and the words that set it apart.

An amount belongs to the policy nearest to it in its sentence. Words that say when a time starts ("from the day that
your return reaches us") name no policy. Every word that is not known to make no difference sets an amount apart:
"30 days" for shoes say nothing of "100 days" for mattresses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from cheatsheet.lint.amounts import MONEY, Amount, amounts_of, may_have_amount, pattern
from cheatsheet.lint.normal import normal
from cheatsheet.lint.sentences import KEPT, sentences

MARK = "\x02"  # an amount, among the words of a sentence
TOKEN = re.compile(rf"{MARK}|[,;:()\u2013\u2014-]|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
SHORT_FORM = re.compile("(?:n['\u2019]t|['\u2019](?:s|m|d|ll|re|ve))$")
PAUSES = frozenset(",;:()\u2013\u2014-")
PAUSE = 3  # words that a pause counts for
FAR = 12  # words between an amount and its policy
REACH = 4  # words between the two of IN_TWO_WORDS


def one_of(words: str) -> frozenset[str]:
    """Each of the words."""
    return frozenset(words.split())


def by_word(said: Mapping[str, str]) -> dict[str, str]:
    """Each of the words -> what it stands for."""
    return {word: meant for meant, words in said.items() for word in words.split()}


POLICIES = by_word({
    "return": "return returns returned returning returnable",
    "refund": "refund refunds refunded refunding reimburse reimbursed reimbursement",
    "exchange": "exchange exchanges exchanged exchanging swap swaps swapped",
    "delivery": "delivery deliveries deliver delivers delivered shipping",
    "dispatch": "dispatch dispatches dispatched ship ships shipped",
    "warranty": "warranty warranties guarantee guarantees guaranteed",
    "cancellation": "cancel cancels cancelled canceled cancellation cancellations withdraw withdrawal",
    "reply": "reply replies replied respond responds response answer answers answered",
    "repair": "repair repairs repaired repairing mend mended",
    "search": "search investigation investigate trace",
    "collection": "collect collected collection pickup",
    "notice": "notice",
    "trial": "trial",
    "fee": "fee fees surcharge deposit",
})  # fmt: skip
IN_TWO_WORDS = {  # the second word -> the first, at which the policy stands
    "back": by_word({
        "return": "send sends sent sending bring post give giving",
        "refund": "money pay pays paid",
        "reply": "get",
    }),
    "up": by_word({"collection": "pick picked"}),
    "leave": by_word({"dispatch": "order orders"}),
    "leaves": by_word({"dispatch": "order orders"}),
    "us": {"hear": "reply"},
    "me": {"hear": "reply"},
}  # fmt: skip
WEAK = by_word({  # where the sentence names no other
    "delivery": "arrive arrives arrival",
    "refund": "money",
    "validity": "valid validity expire expires expired expiry",
})  # fmt: skip
NAMES = frozenset({*POLICIES, *WEAK, *IN_TWO_WORDS})
BY_US = frozenset({"return", "cancellation"})  # "we cancel" is another thing than "you may cancel"
PRICED = frozenset({"return", "exchange", "delivery", "dispatch", "repair", "cancellation", "fee"})
ENDING = frozenset({"return", "exchange", "warranty", "cancellation", "validity", "trial", "collection"})
STARTS = one_of("after once when whenever since until before")
STARTS_AFTER_AMOUNT = STARTS | {"of", "from", "following", "starting", "counting", "counted"}
DAYS = frozenset({"day", "date", "moment", "time"})
GOES_ON = one_of("and but can may must will should for in if unless only except with")
NO_VERBS = one_of("you us me your our the a it that this")  # after "to"
HELPERS = one_of("can may will must should could shall would have to not just also always then")
NOT_WHOLE_BEFORE = one_of("another more over least extra additional further last past every each previous")
NOT_WHOLE_AFTER = one_of("ago late later earlier old more left overdue longer extra")
ENDINGS = re.compile("(?:ing|ed|es|s)$")
NEUTRAL = one_of(
    "a able about accept accepted all allow allowed an and another any anyone anything applied applies apply are as "
    "ask at available away back be been between bought box but buy by can change charge close closed closes cost "
    "costs could cover covered covers customer date day days deadline do does duration each end ends entire every "
    "everyone everything expect extend extends fine first for free from full get gets give gives go goes good goods "
    "guarantee guaranteed guarantees has have he here how i in inside is it item items its just keep keeps last "
    "lasts later less let like limit long make makes may me message messages mind money most must my need needed no "
    "normal not note now of off offer offers on one open or order orders original our ours out own package "
    "packaging parcel parcels part parts period place please policy possible price product products proof purchase "
    "purchases put question questions reason receipt receive received remain remains request requests right rule "
    "rules run runs say send sends set shall she shop should size sizes so sorry stay stays still stop store such "
    "sure take taken takes team tell term terms than thank thanks that the their them then there these they thing "
    "things this those time times to today too under unopened until unused unworn up us use used usual valid via "
    "want way we well what whatever which who whole will window with within would yes yet you your yours"
)


class Claim(NamedTuple):
    """An amount that an answer gives for a policy; `scope` are the words that set it apart."""

    policy: str
    scope: frozenset[str]
    amount: Amount


def claims(answer: str) -> Iterator[Claim]:
    """What an answer says of policies, in order."""
    return claims_in(sentences(normal(answer).text))


def claims_in(said: Iterable[str]) -> Iterator[Claim]:
    """What sentences in the comparable form say of policies, in order; one that comes again counts once."""
    telling = dict.fromkeys([sentence for sentence in said if claims_of(sentence)])
    return chain.from_iterable(map(claims_of, telling))


@lru_cache(maxsize=KEPT)
def claims_of(sentence: str) -> Sequence[Claim]:
    """What one sentence says of policies; replies share sentences."""
    return tuple(find_claims(sentence.replace(MARK, " "))) if may_have_amount(sentence) else ()


def find_claims(sentence: str) -> Iterator[Claim]:
    """What one sentence in the comparable form says of policies."""
    found = list(pattern().finditer(sentence))
    starts = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), len(sentence)]
    words = TOKEN.findall(MARK.join(sentence[start:end] for start, end in zip(starts, ends, strict=True)))
    if not found or NAMES.isdisjoint(words):
        return
    said = Sentence.of(words)
    for at, match in zip(said.amounts(), found, strict=True):
        for policy, place in said.policies_of(at):
            whose, scope = said.whose(policy, place), said.scope(at, place)
            for amount in amounts_of(match):
                if whose and (amount.kind not in MONEY or policy in PRICED):  # a refund is a different sum every time
                    yield Claim(whose, scope, amount)


class Sentence(NamedTuple):
    """The words of a sentence, with pauses and marks of amounts; `timing` are the places that time a start."""

    words: tuple[str, ...]
    timing: frozenset[int]
    policies: Mapping[int, str]

    @classmethod
    def of(cls, said: Sequence[str]) -> "Sentence":
        """The sentence of words as they are written."""
        words = tuple(SHORT_FORM.sub("", word) if "'" in word or "\u2019" in word else word for word in said)
        timing = frozenset(timing_of(words))
        strong = {at: policy for at, policy in policies_in(words) if at not in timing}
        weak = {at: WEAK[word] for at, word in enumerate(words) if word in WEAK and at not in timing}
        return cls(words, timing, strong or weak)

    def word(self, at: int) -> str:
        """The word at a place; "" outside."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def amounts(self) -> list[int]:
        """The places of the amounts."""
        return [at for at, word in enumerate(self.words) if word == MARK]

    def policies_of(self, at: int) -> Iterator[tuple[str, int]]:
        """The policy nearest to an amount, and its place; also the other one of "return or exchange"."""
        before = self.word(at - 1)
        if before in NOT_WHOLE_BEFORE or self.word(at + 1) in NOT_WHOLE_AFTER:
            return
        if before == "than" and self.word(at - 2) in {"more", "longer", "older"}:
            return
        near = min(((self.distance(at, place), place > at, place) for place in self.policies), default=None)
        if near is None or near[0] > FAR:
            return
        for place in (near[2] - 2, near[2], near[2] + 2):
            joined = place == near[2] or self.word((place + near[2]) // 2) in {"and", "or"}
            if joined and place in self.policies and (before != "after" or self.policies[place] in ENDING):
                yield self.policies[place], place

    def distance(self, one: int, other: int) -> int:
        """How many words stand between two places."""
        between = self.words[min(one, other) + 1 : max(one, other)]
        return sum(PAUSE if word in PAUSES else 1 for word in between)

    def whose(self, policy: str, place: int) -> str:
        """The policy, and whether it is ours; "" for an answer that is due in one case, and no policy of replies."""
        at = place - 1
        while self.word(at) in HELPERS:
            at -= 1
        by_us = self.word(at) in {"we", "team"}
        if policy != "reply":
            return f"{policy} by us" if policy in BY_US and (by_us or self.word(at) == "i") else policy
        usual = self.word(place) in {"hear", "replies", "responses"} or self.word(place + 1) in {"time", "times"}
        return policy if by_us or usual else ""

    def scope(self, at: int, place: int) -> frozenset[str]:
        """The words that set an amount apart: up to it and its policy, and behind them up to a pause."""
        policy, last = self.policies[place], max(at, place)
        found = {"before"} if self.word(at + 1) == "before" else set()
        for number in range(self.start(min(at, place)), len(self.words)):
            word = self.words[number]
            if number > last and (word in PAUSES or word in {"and", "but"} or word == MARK):
                break
            if number in self.policies:
                joined = abs(number - place) == 2 and self.word((number + place) // 2) in {"and", "or"}
                if number < last and not joined and word not in NEUTRAL:
                    found.add(self.policies[number])
            elif word == "if" and PAUSES.isdisjoint(self.words[number:at]):
                found.add(word)
            elif word != "if" and number not in self.timing and self.tells(word, policy):
                found.add(ENDINGS.sub("", word))
        return frozenset(found - {policy})

    def start(self, at: int) -> int:
        """Where what is said of an amount starts: behind the one before, where that is said to its end."""
        earlier = max((other for other in self.amounts() if other < at), default=-1) + 1
        return earlier if not (PAUSES | {"and", "but"}).isdisjoint(self.words[earlier:at]) else 0

    def tells(self, word: str, policy: str) -> bool:
        """Whether a word sets an amount for a policy apart."""
        if word in NEUTRAL or word in PAUSES or word == MARK or policy in IN_TWO_WORDS.get(word, {}).values():
            return False
        return not word.endswith("ly") or word == "early"


def timing_of(words: tuple[str, ...]) -> Iterator[int]:
    """The places of words that say when a time starts, not what it is a time for."""
    inside = False
    for at, word in enumerate(words):
        behind, ahead = words[at - 1] if at else "", words[at + 1 : at + 3]
        if word in PAUSES or word == MARK:
            inside = False
        elif inside:
            inside = not (word in GOES_ON or (word == "to" and not NO_VERBS.intersection(ahead[:1])))
        elif behind == MARK:
            inside = word in STARTS_AFTER_AMOUNT
        else:
            the_day = word == "from" and len(ahead) > 1 and ahead[0] == "the" and ahead[1] in DAYS
            inside = word in STARTS or the_day or (word == "as" and ahead[:1] == ("soon",))
        if inside:
            yield at


def policies_in(words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The policies that words name, at their places."""
    for at, word in enumerate(words):
        if word in POLICIES:
            yield at, POLICIES[word]
        elif word in IN_TWO_WORDS:
            firsts = IN_TWO_WORDS[word]
            near = (before for before in range(at - 1, max(at - 2 - REACH, -1), -1) if words[before] in firsts)
            for before in near:
                yield before, firsts[words[before]]
                break
