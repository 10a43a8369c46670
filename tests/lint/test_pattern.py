"""The language of banned phrases: what a phrase finds, what it does not, what cannot be read."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cheatsheet.lint.normal import normal
from cheatsheet.lint.pattern import Pattern, parse
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.sentences import clues_in
from cheatsheet.lint.tokens import BadPhrase
from cheatsheet.lint.verbs import forms
from tests.lint.desk import hits, make_rule

SETS = {
    "participle": ["*ed", "read", "sent"],
    "carrier": ["ups", "courier"],
    "office": ["post office", "shop"],
    "it": ["it's"],
}


def may_have(pattern: Pattern, text: str) -> bool:
    """Whether the clues leave it open that a text has a phrase."""
    there = clues_in(normal(text).text)
    return not any(there.isdisjoint(clue) for clue in pattern.clues)


def said(phrase: str, text: str) -> list[str]:
    """What a phrase finds in a text, through its clues as lint does."""
    comparable, pattern = normal(text), parse(phrase, SETS)
    found = [text[slice(*comparable.span(*each.span()))] for each in pattern.find(comparable.text)]
    return found if may_have(pattern, text) else []


MATCHING = [
    ("calm down", "Please calm down.", "calm down"),
    ("calm down", "CALM\n    down", "CALM\n    down"),
    ("calm down", "calm\u00a0down", "calm\u00a0down"),
    ("calm down", "“calm down”", "calm down"),
    ("you are wrong", "you're wrong", "you're wrong"),
    ("you are wrong", "You’re wrong", "You’re wrong"),
    ("you are wrong", "youre wrong", "youre wrong"),
    ("you're wrong", "you are wrong", "you are wrong"),
    ("I do not know", "I don't know", "I don't know"),
    ("I don't know", "I do not know", "I do not know"),
    ("I do not know", "I dont know", "I dont know"),
    ("I cannot say", "I can not say", "I can not say"),
    ("I cannot say", "I can't say", "I can't say"),
    ("I cannot say", "I cant say", "I cant say"),
    ("I can't say", "I cannot say", "I cannot say"),
    ("we will not pay", "we won't pay", "we won't pay"),
    ("we won't pay", "we will not pay", "we will not pay"),
    ("we shall not pay", "we shan't pay", "we shan't pay"),
    ("I have got it", "I've got it", "I've got it"),
    ("it has gone", "it's gone", "it's gone"),
    ("it is", "it's", "it's"),
    ("we would like", "we'd like", "we'd like"),
    ("we had better", "we'd better", "we'd better"),
    ("I will not", "I'll not", "I'll not"),
    ("{settle|simmer} down", "simmer down", "simmer down"),
    ("{settle |}down", "down", "down"),
    ("{settle |}down", "settle down", "settle down"),
    ("you are {really |}wrong", "you're really wrong", "you're really wrong"),
    ("you are {really |}wrong", "you're wrong", "you're wrong"),
    ("{a {b|c}|d e} f", "a c f", "a c f"),
    ("{a {b|c}|d e} f", "d e f", "d e f"),
    ("{is|are} not fine", "isn't fine", "isn't fine"),
    ("{is|are} not fine", "are not fine", "are not fine"),
    ("{is not|are} fine", "isn't fine", "isn't fine"),
    ("I do {really |}not know", "I do really not know", "I do really not know"),
    ("I do {really |}not know", "I don't know", "I don't know"),
    ("I do {really |}not know", "I dont know", "I dont know"),
    ("~contact us", "contacting us", "contacting us"),
    ("~stop it", "stopped it", "stopped it"),
    ("~try it", "tries it", "tries it"),
    ("you ~be late", "you're late", "you're late"),
    ("you ~be late", "you were late", "you were late"),
    ("you ~have lost", "you've lost", "you've lost"),
    ("contact the *2 team", "contact the team", "contact the team"),
    ("contact the *2 team", "contact the very best team", "contact the very best team"),
    ("contact the * team", "contact the after-sales team", "contact the after-sales team"),
    ("should have <participle>", "should have checked", "should have checked"),
    ("should have <participle>", "should have READ", "should have READ"),
    ("<office> lost", "post office lost", "post office lost"),
    ("<it> fine", "it’s fine", "it’s fine"),
    ("whatever{,|.}", "Whatever, pal", "Whatever,"),
    ("100%", "It is 100% safe", "100%"),
    ("100 %", "It is 100 % safe", "100 %"),
    ("100 %", "It is 100% safe", "100%"),
    ("a.s.a.p", "Write a.s.a.p, please", "a.s.a.p"),
    ("money-back", "a money-back offer", "money-back"),
    ("after-sales team", "the after\u2010sales team", "after\u2010sales team"),
    ('so "called" help', "so “called” help", "so “called” help"),
    ("naïve", "nai\u0308ve", "nai\u0308ve"),
    ("fine print", "the ﬁne print", "ﬁne print"),
    ("straße", "STRASSE", "STRASSE"),
    ("customers' fault", "the customers’ fault", "customers’ fault"),
    ("carrier's fault", "the carrier's fault", "carrier's fault"),
    ("are not allowed", "We're not allowed", "'re not allowed"),
    ("{am|is} not allowed", "I'm not allowed", "'m not allowed"),
    ("no matter what", "no matter what's wrong", "no matter what"),
    ("sorry for it", "“sorry for it'll”", "sorry for it"),
    ("calm down", "so-called 'calm down'", "calm down"),
    ("as soon as possible", "as soon as\n\tpossible", "as soon as\n\tpossible"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "text", "found"), MATCHING)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str, found: str) -> None:
    assert said(phrase, text)[:1] == [found]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("calm down", "calmdown"),
        ("calm down", "be calm downstairs"),
        ("calm down", "becalm down"),
        ("calm down", "calm, down"),
        ("calm down", "calm_down"),
        ("you are wrong", "your wrong"),
        ("we are wrong", "were wrong"),
        ("it is", "its"),
        ("I will pay", "ill pay"),
        ("we had better", "wed better"),
        ("{settle|simmer} down", "calm down"),
        ("you are {really |}wrong", "you are reallywrong"),
        ("~contact us", "contract us"),
        ("contact the *2 team", "contact the very best sales team"),
        ("contact the *2 team", "contact the very. Our team"),
        ("should have <participle>", "should have it"),
        ("should have <participle>", "should have ed"),
        ("100%", "1100%"),
        ("whatever{,|.}", "whatever size"),
        ("soon", "sooner"),
        ("soon", "sóon"),
        ("soon", "soon\u0301er"),
        ("100 %", "100 percent"),
        ("you *", "your"),
    ],
)
def test_other_words_are_not_the_phrase(phrase: str, text: str) -> None:
    assert said(phrase, text) == []


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("{calm down", "a brace is not closed"),
        ("calm} down", "'}' is not closed, or stands alone"),
        ("{calm {down}", "a brace is not closed"),
        ("{}", "empty braces"),
        ("{|}", "empty braces"),
        ("", "has no word"),
        ("   ", "has no word"),
        ("^$", "has no word"),
        ("^", "has no word"),
        ("calm ^down", "^ stands at the start"),
        ("$ down", "$ at the end"),
        ("{^calm|x} down", "outside of braces"),
        ("<carrier", "'<' is not closed"),
        ("<nobody> lost", "there is no set <nobody>"),
        ("the *0 team", "a gap has 1 to"),
        ("the *9 team", "a gap has 1 to"),
        ("calm | down", "'|' is not closed, or stands alone"),
        ("~ contact", "'~' is not closed, or stands alone"),
        ("*", "has no word"),
        ("*2 *3", "has no word"),
        ("{calm|}", ""),
        ("{really |} {quite |}", ""),
        ("\u00ad", "has no word"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, why: str) -> None:
    with pytest.raises(BadPhrase) as caught:
        parse(phrase, SETS)
    assert why in str(caught.value)


def test_a_phrase_keeps_how_it_was_written() -> None:
    assert parse(" ^No,  Sir").phrase == " ^No,  Sir"


def test_overlapping_finds_are_all_given() -> None:
    assert said("a *1 a", "a a a") == ["a a a", "a a"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No, Sir.", True), ("Sorry. No, Sir.", True), ("Hi Sam,\nno, Sir.", True), ("Hi Sam, no, Sir.", True),
        ("Well: no, Sir.", True), ("- no, Sir", True), ("“No, Sir.”", True), ("I say no, Sir.", False),
        ("there is\nno, Sir", False), ("Sorry.\n\nNo, Sir.", True), ("Sorry\n\nNo, Sir.", True), ("## No, Sir", True),
    ],
)  # fmt: skip
def test_a_roof_ties_a_phrase_to_the_start_of_a_sentence(text: str, found: bool) -> None:
    assert bool(hits([make_rule("^no,")], text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We cannot help.", True), ("We cannot help", True), ("“We cannot help!”", True),
        ("We cannot help\n\nYours", True), ("We cannot help you", False), ("We cannot help, but", False),
    ],
)  # fmt: skip
def test_a_dollar_ties_a_phrase_to_the_end_of_a_sentence(text: str, found: bool) -> None:
    assert bool(hits([make_rule("we cannot help$")], text)) is found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("contact", {"contact", "contacts", "contacted", "contacting"}),
        ("settle", {"settle", "settles", "settled", "settling"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("try", {"try", "tries", "tried", "trying"}),
        ("stay", {"stay", "stays", "stayed", "staying"}),
        ("pass", {"pass", "passes", "passed", "passing"}),
        ("fix", {"fix", "fixes", "fixed", "fixing"}),
        ("know", {"know", "knows", "knew", "known", "knowing"}),
        ("be", {"be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"}),
        ("team", {"team", "teams"}),
    ],
)
def test_the_forms_of_a_word(word: str, expected: set[str]) -> None:
    assert expected <= set(forms(word))


word_parts = st.sampled_from(
    ["you", "are", "is", "am", "do", "does", "not", "have", "has", "will", "would", "had", "we", "it", "can",
     "wrong", "know", "really", "I", "don't", "you're", "cannot", "won't", "let", "us", "100%", "%", ",", "so",
     "shan't", "I'd", "that's"]
)  # fmt: skip
phrase_parts = st.one_of(
    word_parts,
    st.sampled_from(["~be", "~have", "~do", "~contact", "~let", "*", "*2", "<participle>", "<carrier>", "<it>"]),
    st.lists(
        st.one_of(word_parts, st.tuples(word_parts, word_parts).map(" ".join), st.just("")), min_size=1, max_size=3
    ).map(lambda parts: "{" + " |".join(parts) + "}"),
    st.tuples(word_parts, word_parts, word_parts).map(
        lambda parts: "{" + parts[0] + " {" + parts[1] + "|" + parts[2] + "}|" + parts[0] + "}"
    ),
)
phrases = st.lists(phrase_parts, min_size=1, max_size=5).map(" ".join)
DRAWN = {
    "are": "'re",
    "am": "'m",
    "is": "'s",
    "has": "'s",
    "have": "'ve",
    "will": "'ll",
    "would": "'d",
    "had": "'d",
    "not": "n't",
}


@st.composite
def written(draw: st.DrawFn, phrase: str) -> str:
    """A text that may say a phrase: its own words, contracted here and there."""
    said_so: list[str] = []
    for part in re.findall(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\S+", phrase):
        choice = part
        while "{" in choice:
            choice = re.sub(r"\{([^{}]*)\}", lambda found: draw(st.sampled_from(found[1].split("|"))), choice)
        for word in choice.split():
            if word.startswith("~"):
                said_so.append(draw(st.sampled_from(forms(word[1:]))))
            elif word.startswith("*"):
                said_so += draw(st.lists(st.sampled_from(["very", "best"]), max_size=2))
            elif word.startswith("<"):
                said_so.append(draw(st.sampled_from(SETS[word[1:-1]])).replace("*", "check"))
            else:
                said_so.append(word)
    text, whole = "", False  # whole: the last word has nothing drawn into it
    for word in said_so:
        drawn = DRAWN.get(word, word if word.startswith("'") else None)
        kind = draw(st.sampled_from(["apart", "apart", "drawn", "bare"])) if not word.startswith("'") else "drawn"
        bare = drawn in {"'re", "'m", "'ve", "n't"} and not text.endswith("we")
        if drawn and whole and (kind == "drawn" or (kind == "bare" and bare and word[0] != "'")):
            text, whole = text + (drawn if kind == "drawn" else drawn.replace("'", "")), False
            continue
        plain = "been" if word.startswith("'") else word
        text += draw(st.sampled_from([" ", "\n", "\u00a0"])) * bool(text) + plain
        whole = plain.isalpha()
    return text


around = st.sampled_from(["", "", "'", "\u201c", "'s", "-", "_", "{{ x }}", " very ", "n't", ", ", "'ll"])


@given(data=st.data(), phrase=phrases, before=around, after=around)
def test_a_text_that_has_a_phrase_has_its_clues(data: st.DataObject, phrase: str, before: str, after: str) -> None:
    try:
        pattern = parse(phrase, SETS)
    except BadPhrase:
        assume(False)
        raise
    assume(not re.search(r"\*\d?$", phrase))
    assume(not re.match(pattern.expression, ""))  # see test_a_phrase_that_cannot_be_read_says_why
    text = before + data.draw(written(phrase))
    text += after if "'" not in text.split()[-1] or not after.endswith(("'s", "'ll", "n't")) else ""
    prose = Prose.of(source=text)
    if next(pattern.find(prose.normals[0].text), None):
        assert may_have(pattern, text), (text, pattern)


PLAIN = ("you", "they", "it", "are", "is", "have", "has", "would", "had", "am", "do", "does", "not", "know", "really",
         "{is|was}", "{really |}", "{quite so|}", "let", "~be", "<participle>", "*2", "{you|they}", "you're",
         "don't")  # fmt: skip


@given(data=st.data(), parts=st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6))
def test_a_phrase_finds_itself_however_it_is_contracted(data: st.DataObject, parts: list[str]) -> None:
    phrase = " ".join(["so", *parts])
    text = data.draw(written(phrase))
    assert said(phrase, text), (text, parse(phrase, SETS).expression)


@given(phrase=st.text("ab {}|~*<>^$,.'\u2019%10", max_size=20))
def test_any_text_is_a_phrase_or_says_why_not(phrase: str) -> None:
    try:
        pattern = parse(phrase, SETS)
    except BadPhrase as error:
        assert str(error)
    else:
        assert re.compile(pattern.expression)


@given(phrase=phrases)
def test_a_find_is_never_empty(phrase: str) -> None:
    try:
        pattern = parse(phrase, SETS)
    except BadPhrase:
        return
    assert not re.match(pattern.expression, "")
