"""The place of a finding, held against a file whose every character was put there by the test.

The oracle reads nothing: it writes a file, in any style, and remembers between which offsets it wrote the phrase.
"""

import json
from collections.abc import Callable
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cheatsheet.lint.problem import Problem
from cheatsheet.text import decode
from tests.conftest import Run, Workspace
from tests.lint.desk import make_check, make_rule, place_of, stretch

CHECK = make_check(make_rule("calm down", "you are wrong", "it is fine", language="*"))
NEWLINES = st.sampled_from(["\n", "\r\n"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
# How the words of a phrase may be written, with a gap between them.
PHRASES = (
    ("calm", "down"), ("CALM", "Down"), ("ｃａｌｍ", "down"), ("ca\u00adlm", "do\u200bwn"), ("c&#97;lm", "d&#x6F;wn"),
    ("you're", "wrong"), ("you\u2019re", "wrong"), ("You&#39;re", "wrong"), ("you&rsquo;re", "wrong"),
    ("youre", "WRONG"), ("you", "are", "wrong"), ("it's", "\ufb01ne"), ("it", "is", "fine"), ("𝐜𝐚𝐥𝐦", "down"),
    ("it&nbsp;is", "fine"),
)  # fmt: skip
WORDS = (
    "lamp", "Ärger", "naïve", "日本語", "😀", "👩\u200d👩\u200d👧", "🇩🇪", "e\u0301te\u0301", "100%", "o'clock", "it,",
    "Sir.", "a-b", "\u201cwell\u201d", "x\\n", "C:\\dir", "\u00ad", "שלום",
)  # fmt: skip
SIGNS = (
    'say "no"', "'so'", '""', "''", "# hash", "a: b", "- dash", "[x]", "{a}", "\\", "*", "&amp;", "&nbsp;", "%", "@",
    "`t`", "a;b", "a,b", "{{ order.number }}", "{# a remark #}", "{{ customer.name }},", "\\ud83d", "|", ">",
)  # fmt: skip
GAPS = st.sampled_from(["space", "space", "space", "spaces", "tab", "nbsp", "wrap", "wrap", "blank"])


class Planted(NamedTuple):
    """A file: what stands before the phrase, the phrase as it is written there, what stands behind it."""

    before: str
    phrase: str
    after: str
    suffix: str = ".yaml"

    def with_newline(self, newline: str) -> "Planted":
        """The same with other line breaks."""
        before, phrase, after = (text.replace("\n", newline) for text in self[:3])
        return Planted(before, phrase, after, self.suffix)


class Pen:
    """Writes one text in one style; what is random about it was drawn."""

    def __init__(self, draw: st.DrawFn, indent: int, *, flow: bool = False) -> None:
        self.random: Random = draw(st.randoms(use_true_random=False))
        self.indent, self.flow = indent, flow
        said = st.sampled_from(WORDS + SIGNS)
        self.before = draw(st.lists(st.tuples(said, GAPS), max_size=6))
        self.phrase: tuple[str, ...] = draw(st.sampled_from(PHRASES))
        self.within = [draw(GAPS.filter("blank".__ne__)) for _ in self.phrase[1:]]
        self.after = draw(st.lists(st.tuples(GAPS, said), max_size=4))

    @property
    def margin(self) -> str:
        """A line break, and the white space in front of the next line."""
        return "\n" + " " * self.indent

    def one_of(self, *choices: str) -> str:
        """One of these."""
        return self.random.choice(choices)

    def write(
        self,
        opening: str,
        word: Callable[[str], str],
        gap: Callable[[str], str],
        closing: str = "",
        fine: Callable[[str], bool] = lambda _: True,
    ) -> Planted:
        """The text; words that this style cannot write are left out."""
        before = [word(said) + gap(kind) for said, kind in self.before if fine(said)]
        phrase = word(self.phrase[0])
        for kind, said in zip(self.within, self.phrase[1:], strict=True):
            phrase += gap(kind) + word(said)
        after = [gap(kind) + word(said) for kind, said in self.after if fine(said)]
        return Planted(opening + "".join(before), phrase, "".join(after) + closing)

    def folded(self, kind: str) -> str:
        """A gap where line breaks are folded into spaces."""
        if kind == "wrap":
            return self.one_of("", " ", "  ") + self.margin + self.one_of("", "   ")
        if kind == "blank":
            return self.one_of("", " ") + "\n" + self.one_of("", "   ") + self.margin
        return self.kept(kind)

    def kept(self, kind: str) -> str:
        """A gap where line breaks stay."""
        return {"space": " ", "spaces": "   ", "tab": "\t", "nbsp": "\u00a0",
                "wrap": self.margin + self.one_of("", "  "), "blank": "\n" + self.margin}[kind]  # fmt: skip


def plain(pen: Pen) -> Planted:
    def fine(word: str) -> bool:
        return word in WORDS and not (pen.flow and "," in word)

    return pen.write(pen.one_of("", "x ", "x" + pen.margin), str, pen.folded, fine=fine)


def single_quoted(pen: Pen) -> Planted:
    return pen.write("'" + pen.one_of("", pen.margin), lambda word: word.replace("'", "''"), pen.folded, "'")


def double_quoted(pen: Pen) -> Planted:
    def sign(character: str) -> str:
        code = ord(character)
        if pen.random.random() < 0.2:
            codes = [f"\\U{code:08X}", *([f"\\u{code:04x}"] * (code < 1 << 16)), *([f"\\x{code:02X}"] * (code < 256))]
            return pen.random.choice(codes)
        return "\\" + character if character in '"\\' else character

    def word(said: str) -> str:
        signs = [sign(each) for each in said]
        if len(signs) > 1 and pen.random.random() < 0.15:  # an escaped line break joins what stands around it
            signs.insert(pen.random.randrange(1, len(signs)), "\\" + pen.margin)
        return "".join(signs)

    def gap(kind: str) -> str:
        match kind:
            case "space":
                return pen.one_of(
                    " ", " ", "\\x20", "\\ ", f" \\{pen.margin}", f"\\{pen.margin}\\ ", f"{pen.margin}\\{pen.margin}"
                )
            case "tab":
                return pen.one_of("\\t", "\t", "\\x09", "\\\t")
            case "nbsp":
                return pen.one_of("\\_", "\\xa0", "\u00a0")
            case "wrap":
                return pen.one_of("\\n", f"\\n\\{pen.margin}", "\\r\\n", "\\N", "\\L", pen.folded("wrap"))
            case "blank":
                return pen.one_of("\\n\\n", "\\P", pen.folded("blank"))
            case _:
                return pen.folded(kind)

    return pen.write('"' + pen.one_of("", pen.margin), word, gap, '"')


def block(sign: str, pen: Pen) -> Planted:
    chomping, number = pen.one_of("", "-", "+"), pen.one_of("", "2")
    remark = pen.one_of("", "  ", "  # a remark: {it} 'is' \"😀\"")
    header = sign + pen.one_of(chomping + number, number + chomping) + remark
    first = pen.margin + ("  " if number else "")  # without a number, the first line tells the indentation
    return pen.write(header + pen.one_of("", "\n", "\n  ") + first, str, pen.kept, pen.one_of("", "\n", "\n\n"))


def literal(pen: Pen) -> Planted:
    return block("|", pen)


def folded(pen: Pen) -> Planted:
    return block(">", pen)


Style = Callable[[Pen], Planted]
FLOW_STYLES: tuple[Style, ...] = (plain, single_quoted, double_quoted)
STYLES: tuple[Style, ...] = (*FLOW_STYLES, literal, folded)
# Keys down to the text, each level two columns further in than the one above; entries stand at column 2.
SLOTS = (("answer",), ("channels", "sms"), ("languages", "de", "answer"), ("languages", "de", "channels", "sms"))
EARLIER = (
    "- {id: one, complaint: 'Tür 😀', answer: \"x\\ty\"}\n",
    "- id: two\n  complaint: 二\n  answer: |\n    Ein 😀\n\n    zwei\n",
    "# a remark 😀\n\n- id: three\n  complaint: >-\n    a\n    b\n  answer: Sorry,\n    Sir.\n",
)
# Line breaks to YAML, none to an editor.
ODD_BREAKS = '- {id: odd, complaint: "a\u2028b", answer: "a\u0085b\u2029c"}  # \u2028# a remark\n'


@st.composite
def yaml_files(draw: st.DrawFn, style: Style) -> Planted:
    """A file of entries in block style."""
    keys = draw(st.sampled_from(SLOTS))
    depth = 2 + 2 * (len(keys) - 1)
    text = style(Pen(draw, depth + 2))
    lines = ["  " + "  " * number + key + ":" for number, key in enumerate(keys)]
    if len(keys) == 4:
        lines.insert(2, "      answer: Schade.")
    opening = "".join(draw(st.lists(st.sampled_from(EARLIER), max_size=3, unique=True)))
    head = "- id: late\n  complaint: My parcel 😀 is late\n" + ("  answer: Sorry.\n" if len(keys) > 1 else "")
    space = " " if text.before[:1] in "|>" else draw(st.sampled_from([" ", "   ", "\n" + " " * (depth + 2)]))
    start = draw(st.sampled_from(["", "---\n", "# 😀\n", "%YAML 1.1\n---\n"]))
    before = start + opening + head + "\n".join(lines) + space + text.before
    return Planted(before, text.phrase, text.after + "\n  note: the end\n")


@st.composite
def flow_files(draw: st.DrawFn, style: Style) -> Planted:
    """A file of entries in flow style."""
    text = style(Pen(draw, 4, flow=True))
    openings = (
        "- {complaint: late 😀, answer: ",
        "[{complaint: late,\n  answer:   ",
        "- answer: Sorry.\n  complaint: late\n  channels: {email: Sorry., sms: ",
    )
    before = draw(st.sampled_from(openings))
    opening = "".join(draw(st.lists(st.sampled_from(EARLIER), max_size=2, unique=True))) if before[0] == "-" else ""
    after = draw(st.sampled_from(["}", ", }" if before[0] == "-" else "}", "\n }"])) + (
        "]" if before[0] == "[" else ""
    )
    return Planted(opening + before + text.before, text.phrase, text.after + after + "\n")


@st.composite
def json_files(draw: st.DrawFn) -> Planted:
    """A file as JSON, characters beyond ASCII also as escapes, of which an emoji has two."""

    def sign(character: str) -> str:
        said = json.dumps(character)[1:-1]
        if pen.random.random() < 0.2:
            return said if len(said) > 2 else "\\u" + f"{ord(character):04x}"
        return said if len(said) == 2 else character

    def word(said: str) -> str:
        return "".join(map(sign, said))

    def gap(kind: str) -> str:
        return {"space": " ", "spaces": "   ", "tab": "\\t", "nbsp": pen.one_of("\u00a0", "\\u00A0"),
                "wrap": pen.one_of("\\n", "\\r\\n", "\\u2028"), "blank": "\\n\\n"}[kind]  # fmt: skip

    pen = Pen(draw, 0)
    text = pen.write('"', word, gap, '"')
    indent = draw(st.sampled_from([None, 1, 2]))
    earlier = [
        {"id": f"e{number}", "complaint": "😀" * number + "x", "answer": "a \U0001f600 \\ud83d\\ude00"}
        for number in range(draw(st.integers(0, 12)))
    ]
    whole = json.dumps(
        [*earlier, {"complaint": "late 😀", "answer": "HERE"}], indent=indent, ensure_ascii=draw(st.booleans())
    )
    before, _, after = whole.rpartition('"HERE"')
    return Planted(before + text.before, text.phrase, text.after + after, ".json")


@st.composite
def csv_files(draw: st.DrawFn) -> Planted:
    """A sheet; cells with quotes where they need them, or everywhere."""
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    quoted = draw(st.booleans())
    pen = Pen(draw, 0)
    if not quoted and any(";" in word for word in pen.phrase):
        pen.phrase, pen.within = PHRASES[0], ["space"]

    def fine(word: str) -> bool:
        return quoted or not set(word) & set('",;\t')

    def gap(kind: str) -> str:
        found = pen.kept(kind)
        return found if quoted or not set(found) & {"\n", "\t"} else "  "

    def cell(text: str) -> str:
        needs_quotes: bool = bool(set(text) & set('",;\t\n')) or draw(st.booleans())
        return '"' + text.replace('"', '""') + '"' if needs_quotes else text

    quote = '"' if quoted else ""
    text = pen.write(quote, lambda word: word.replace('"', '""') if quoted else word, gap, quote, fine)
    columns = {"Complaint": "😀 late", "Answer": "Sorry.", "languages.de.answer": "Schade."}
    names = draw(st.permutations(["Complaint", "Answer", "note", "languages.de.answer"]))
    slot = draw(st.sampled_from(["Answer", "languages.de.answer"]))
    rows = [[cell(name) for name in names]]
    for number in range(draw(st.integers(0, 3))):
        rows.append([cell(f'{name} {number}\n\n"😀", x; y') for name in names])
    at = names.index(slot)
    here = [cell(columns.get(name, "so")) for name in names]
    start = draw(st.sampled_from(["", f"sep={delimiter}\n"]))
    blank = draw(st.sampled_from(["", "\n", delimiter * 3 + "\n"]))
    before = start + "".join(delimiter.join(row) + "\n" for row in rows) + blank
    before += "".join(each + delimiter for each in here[:at])
    after = "".join(delimiter + each for each in here[at + 1 :]) + draw(st.sampled_from(["", "\n"]))
    return Planted(before + text.before, text.phrase, text.after + after, ".csv")


def found_in(planted: Planted, encoding: str = "utf-8") -> list[Problem]:
    """What the rule finds in a file, read from its bytes."""
    text = decode("".join(planted[:3]).encode(encoding))[0]
    problems = CHECK.entries(text, planted.suffix, "sheet").problems
    assert [each.message for each in problems if each.rule == "library/invalid"] == []
    return [each for each in problems if each.rule == "phrase/planted"]


def check_place(planted: Planted, newline: str, encoding: str) -> None:
    """The phrase is found once, between the offsets between which it was written."""
    made = planted.with_newline(newline)
    (problem,) = found_in(made, encoding)
    text = made.before + made.phrase + made.after
    start, end = len(made.before), len(made.before) + len(made.phrase)
    assert stretch(text, problem) == made.phrase
    assert (problem.line, problem.column) == place_of(text, start)
    assert (problem.end_line, problem.end_column) == place_of(text, end)


@pytest.mark.parametrize("style", STYLES)
@given(data=st.data(), newline=NEWLINES, encoding=ENCODINGS)
@settings(deadline=None)
def test_a_phrase_in_a_yaml_file_is_found_where_it_stands(
    style: Style, data: st.DataObject, newline: str, encoding: str
) -> None:
    check_place(data.draw(yaml_files(style)), newline, encoding)


@pytest.mark.parametrize("style", FLOW_STYLES)
@given(data=st.data(), newline=NEWLINES, encoding=ENCODINGS)
@settings(deadline=None)
def test_a_phrase_in_a_mapping_in_braces_is_found_where_it_stands(
    style: Style, data: st.DataObject, newline: str, encoding: str
) -> None:
    check_place(data.draw(flow_files(style)), newline, encoding)


@given(planted=json_files(), newline=NEWLINES, encoding=ENCODINGS)
@settings(deadline=None)
def test_a_phrase_in_json_is_found_where_it_stands(planted: Planted, newline: str, encoding: str) -> None:
    check_place(planted, newline, encoding)


@given(planted=csv_files(), newline=NEWLINES, encoding=ENCODINGS)
@settings(deadline=None)
def test_a_phrase_in_a_sheet_is_found_where_it_stands(planted: Planted, newline: str, encoding: str) -> None:
    check_place(planted, newline, encoding)


@given(planted=st.one_of([yaml_files(style) for style in STYLES]), encoding=ENCODINGS)
@settings(deadline=None)
def test_a_lone_carriage_return_ends_a_line_too(planted: Planted, encoding: str) -> None:
    check_place(planted, "\r", encoding)


@given(planted=st.one_of([flow_files(style) for style in FLOW_STYLES] + [yaml_files(style) for style in STYLES]))
@settings(deadline=None)
def test_breaks_that_only_yaml_knows_move_nothing(planted: Planted) -> None:
    assume(planted.before[0] == "-" and "---\n" not in planted.before)
    check_place(planted._replace(before=ODD_BREAKS + planted.before), "\n", "utf-8")


@pytest.mark.parametrize("sign", "\u2028\u2029\u0085")
@pytest.mark.parametrize("quote", ["'", '"'])
def test_within_a_text_they_move_nothing_either(sign: str, quote: str) -> None:
    before = f"- id: late\n  complaint: late\n  answer: {quote}Well,{sign}please "
    check_place(Planted(before, "calm down", f" now{sign}Sir{quote}\n"), "\n", "utf-8")


SAMPLES = (
    Planted("- complaint: 😀 late\n  answer: 您好 😀 please ", "calm\n    down", "\n"),
    Planted("- complaint: late\n  answer: 'It''s 😀: ", "you''re\n\n    wrong", "'\n"),
    Planted('- complaint: late\n  answer: "\\U0001F600 \\\n    ', "\\x63alm\\\n    \\ down", '"\n'),
    Planted("- complaint: late\n  answer: |-  # 😀\n\n    Ach,\n    😀\t", "calm\n    down", "!\n"),
    Planted("- complaint: late\n  answer: >+2\n      Ach,\n    ", "calm\n    down", "!\n"),
    Planted("[{complaint: late, answer: ", "calm down", "}]\n"),
    Planted('[{"complaint": "late", "answer": "\\ud83d\\ude00 ', "\\u0063alm\\ndown", '"}]', ".json"),
    Planted("sep=;\nComplaint;Answer\nlate;", "calm down", "\n", ".csv"),
    Planted('Answer\tComplaint\n"😀 ""so""\n\n', "calm\ndown", '"\tlate\n', ".tsv"),
)
OWN = """\
rules:
- {name: own/planted, level: error, language: '*', message: m, suggestion: s, reason: r,
   phrases: [calm down, you are wrong, it is fine], bad: [Calm down.], good: [Sorry.]}
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_program_tells_the_same_places(newline: str, encoding: str, run: Run, workspace: Workspace) -> None:
    files = {f"responses/{n}{each.suffix}": each.with_newline(newline) for n, each in enumerate(SAMPLES)}
    texts = {name: "".join(each[:3]) for name, each in files.items()}
    workspace({"cheatsheet.toml": "", "phrases.yaml": OWN})
    workspace({name: text.encode(encoding) for name, text in texts.items()})
    every = json.loads(run("lint", "--format", "json", "--select", "own/planted").out)
    found = [each for each in every if each["rule"] == "own/planted"]  # several entries have one id
    told = {each["file"]: (each["line"], each["column"], each["end_line"], each["end_column"]) for each in found}
    expected = {
        name: (*place_of(texts[name], start), *place_of(texts[name], start + len(each.phrase)))
        for name, each in files.items()
        for start in [len(each.before)]
    }
    assert told == expected
    assert len(found) == len(SAMPLES)
