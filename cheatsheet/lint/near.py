"""Near-copies: entries whose answers or complaints are nearly the same words, each found without comparing pairs.

Every word has a row of bits, one for each entry that came before. Rows are added as numbers in columns, all entries
at once, which is exact and costs the same whether words are common or rare.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cheatsheet.lint.about import About
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.status import Status
from cheatsheet.stems import Stems
from cheatsheet.text import words

RULE = "library/near-duplicate"
FEW = 6  # texts; a word that more have is worth a row
SHORT = 8  # different words; of a shorter answer, only the complaint is compared
# English words that do not part one complaint from another: "the" from "my", "was charged" from "have been charged"
FILLERS = frozenset({
    "a", "an", "the", "my", "our", "your", "this", "that", "it", "its", "i", "im", "ive", "we", "weve", "is", "are",
    "am", "was", "were", "be", "been", "have", "has", "had", "do", "does", "did", "please",
})  # fmt: skip
DENIED = ("isnt", "arent", "wasnt", "werent", "havent", "hasnt", "hadnt", "dont", "doesnt", "didnt")
TWINS = {**dict.fromkeys(DENIED, "not"), "cant": "cannot", "wont": "cannot"}


class Share(NamedTuple):
    """A share of words that both of two texts have, of all words that either has (Jaccard)."""

    part: int
    of: int

    def least(self, one: int, other: int) -> int:
        """How many words texts of so many words must have in common."""
        return -(-self.part * (one + other) // (self.part + self.of))

    def holds(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two texts are that much alike; none is like one without words."""
        return bool(one and other) and len(one & other) >= self.least(len(one), len(other))

    def possible(self, one: int, other: int) -> bool:
        """Whether texts of so many words can be that much alike."""
        return self.of * min(one, other) >= self.part * max(one, other)


ANSWERS = Share(3, 4)  # alike, whatever the complaints say
ANSWERS_TOO = Share(3, 5)  # alike where the complaints are so as well
COMPLAINTS_TOO = Share(1, 2)
SAME = Share(1, 1)


class Rows:
    """The texts that came so far, each a set of words and a bit."""

    def __init__(self) -> None:
        self.count = 0
        self.rare: dict[str, list[int]] = {}  # word -> the few texts that have it: most words need no row
        self.rows: dict[str, int] = {}
        self.sizes: dict[int, int] = {}  # number of words -> the texts of so many

    def add(self, said: frozenset[str]) -> None:
        """The next text."""
        bit = 1 << self.count
        for word in said:
            if word in self.rows:
                self.rows[word] |= bit
                continue
            having = self.rare.setdefault(word, [])
            having.append(self.count)
            if len(having) > FEW:
                self.rows[word] = bits(self.rare.pop(word))
        self.sizes[len(said)] = self.sizes.get(len(said), 0) | bit
        self.count += 1

    def alike(self, said: frozenset[str], shares: Sequence[Share]) -> list[int]:
        """The texts that are alike by each of the shares, as bits; none where nothing is said."""
        rows = [self.rows[word] for word in said if word in self.rows]
        rows += [bits(self.rare[word]) for word in said if word in self.rare]
        columns = added(rows)
        return [self.select(columns, len(said), share) for share in shares]

    def select(self, columns: Sequence[int], size: int, share: Share) -> int:
        """The texts with enough in common, by the numbers in the columns, with a text of so many words."""
        enough: dict[int, int] = {}
        found = 0
        for other, texts in self.sizes.items():
            if other and share.possible(size, other):
                least = share.least(size, other)
                if least not in enough:
                    enough[least] = at_least(columns, least)
                found |= texts & enough[least]
        return found


def bits(numbers: Iterable[int]) -> int:
    """The row of a few texts."""
    return sum(1 << number for number in numbers)


def added(rows: list[int]) -> list[int]:
    """How many of the rows have each bit: in binary, the ones first, a number standing in one column of all."""
    columns = []
    while rows:
        carried = []
        while len(rows) > 1:
            one, two, three = rows.pop(), rows.pop(), rows.pop() if rows else 0
            either = one ^ two
            rows.append(either ^ three)
            carried.append(one & two | either & three)
        columns.append(rows[0])
        rows = carried
    return columns


def at_least(columns: Sequence[int], least: int) -> int:
    """The bits whose number is not below `least`, which is 1 or more."""
    more, same = 0, -1
    for level in range(max(len(columns), least.bit_length()) - 1, -1, -1):
        column = columns[level] if level < len(columns) else 0
        if least >> level & 1:
            same &= column
        else:
            more |= same & column
            same &= ~column
    return more | same


def near_duplicate(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Entries that say nearly what an earlier one says, each named once, with the first of those.

    A complaint that is the same word by word is a duplicate, and not said here again.
    """
    stems = Stems(language=about.language)
    live = [facts for facts in entries if facts.status != Status.RETIRED]
    answers, complaints = Rows(), Rows()
    written: dict[str, int] = {}
    for number, facts in enumerate(live):
        answer, complaint = words_of_answer(facts), complaint_words(facts.texts[0].split(), stems)
        near, rather_near = answers.alike(answer, (ANSWERS, ANSWERS_TOO))
        same, rather_same = complaints.alike(complaint, (SAME, COMPLAINTS_TOO))
        twins = written.get(facts.texts[0], 0)
        by_answer = near | rather_near & rather_same
        found = by_answer | same & ~twins
        if found:
            bit = found & -found
            yield remark(facts, live[bit.bit_length() - 1], "answer" if bit & by_answer else "complaint")
        answers.add(answer)
        complaints.add(complaint)
        written[facts.texts[0]] = twins | 1 << number


def near_copy(own: Facts, earlier: Iterable[Facts], about: About) -> list[Remark]:
    """What near_duplicate says of an entry after these, which are read as far as the first that is alike."""
    stems = Stems(language=about.language)
    answer, complaint = words_of_answer(own), complaint_words(own.texts[0].split(), stems)
    for other in earlier:
        told, meant = words_of_answer(other), complaint_words(other.texts[0].split(), stems)
        rather = ANSWERS_TOO.holds(answer, told) and COMPLAINTS_TOO.holds(complaint, meant)
        by_answer = rather or ANSWERS.holds(answer, told)
        if by_answer or (SAME.holds(complaint, meant) and own.texts[0] != other.texts[0]):
            return [remark(own, other, "answer" if by_answer else "complaint")]
    return []


def words_of_answer(facts: Facts) -> frozenset[str]:
    """The different words of an answer; none of a short one, whose words say too little."""
    found = frozenset(words(facts.answer))
    return found if len(found) >= SHORT else frozenset()


def complaint_words(said: list[str], stems: Stems) -> frozenset[str]:
    """The stems that tell what a complaint is about; none where there is but one, which says too little."""
    if stems.code == "en":
        said = [TWINS.get(word, word) for word in said if word not in FILLERS]
    found = frozenset(stems.of(said))
    return found if len(found) > 1 else frozenset()


def remark(facts: Facts, first: Facts, key: str) -> Remark:
    """What is said of an entry whose answer, or complaint, is nearly that of an earlier one."""
    where = f"`{first.id}` ({first.file}:{first.place(key).line})"
    if key == "answer":
        one, other = words_of_answer(facts), words_of_answer(first)
        percent = 100 * len(one & other) // len(one | other)
        message = f"the answer is nearly that of {where}: {percent}% of the words are the same"
    else:
        message = f"the complaint is nearly that of {where}: {first.said[0]!r}"
    suggestion = f"make the complaint a phrase of `{first.id}`, or say in both what sets them apart"
    return Remark(facts, key, RULE, message, suggestion, said=f"{first.id}: {facts.said[0]}")
