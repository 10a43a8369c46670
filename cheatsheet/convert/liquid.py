"""Liquid of Zendesk and Freshdesk to Jinja where the two mean the same; the rest is taken out and told."""

import re
from dataclasses import dataclass, field

from cheatsheet.convert.foreign import is_helpscout
from cheatsheet.convert.live import Found, Piece, quoted
from cheatsheet.convert.names import Names
from cheatsheet.values import shield

TAG = re.compile(
    r"\{\{(?P<before>-?)(?P<output>[^{}]*?)(?P<after>-?)\}\}"
    r"|\{%(?P<cut>-?)\s*(?P<tag>\w*)(?P<rest>(?:[^{}%]|%(?!\}))*?)(?P<trim>-?)%\}"
)
NAME = r"[^\W\d][\w.\-]*(?:\[\w+\][\w.\-]*)*"
STRING = r"\"[^\"]*\"|'[^']*'"
PART = re.compile(rf"\s*(?P<part>{STRING}|==|!=|<>|[<>]=?|{NAME}|[^\s\w]|\w+)")
FILTERED = re.compile(rf"(?:{STRING}|[^|\"'])+")
CURLY_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
BLANKS = frozenset({"blank", "nil", "null", "empty", '""', "''"})
NO_CHANGE = frozenset({"strip", "lstrip", "rstrip", "strip_newlines", "strip_html", "escape", "escape_once"})
WRITTEN_SO = {"upcase": "upper", "downcase": "lower"}
NOW = frozenset({"now", "today"})
DATE_LETTERS = frozenset("AadeBbmYy")
ENDS = {"endif", "endunless", "endcase", "endfor", "endcapture", "endtablerow", "endifchanged"}
MIDDLES = {"elsif": {"if", "unless"}, "else": {"if", "unless", "case", "for"}, "when": {"case"}}
MAX_SHOWN = 80
MAX_OPEN = 4  # conditions, one in another
MAX_CLAUSES = 10


@dataclass(slots=True, kw_only=True)
class Open:
    """A block that is not closed yet: which of the pieces are its tags, and whether it can stay one."""

    name: str
    source: str
    kept: bool
    last: bool = False  # whether its `else` was seen
    tags: list[int] = field(default_factory=list)


def liquid_pieces(source: str, names: Names, *, blocks: bool = True) -> Found:
    """The pieces of a text with Liquid in it; without `blocks` no condition is kept."""
    reading = Reading(names, blocks)
    end = 0
    for found in TAG.finditer(source):
        reading.wording(source[end : found.start()])
        reading.found(found)
        end = found.end()
    reading.wording(source[end:])
    return reading.finished()


class Reading:
    """Goes through a text once, with a stack of open blocks."""

    def __init__(self, names: Names, blocks: bool) -> None:
        self.names = names
        self.blocks = blocks
        self.pieces: list[Piece] = []
        self.open: list[Open] = []
        self.verbatim = ""  # the tag that ends a comment or a raw text
        self.comment: list[str] = []
        self.notes: list[str] = []
        self.losses: dict[str, None] = {}
        self.draft = False

    def wording(self, text: str) -> None:
        """What a person wrote, for the customer or in a comment."""
        if self.verbatim == "endcomment":
            self.comment.append(text)
        else:
            self.pieces.append(Piece(text))

    def found(self, found: "re.Match[str]") -> None:
        """A tag or an output."""
        if self.verbatim:
            if found["tag"] == self.verbatim:
                self.verbatim = ""
                self.notes += [note for note in ["".join(self.comment).strip()] if note]
                self.comment = []
            else:
                self.wording(found.group())
        elif found["output"] is not None:
            self.output(found)
        elif is_helpscout(found.group(), self.names):
            self.wording(found.group())
        elif found["tag"] in {"comment", "raw"}:
            self.verbatim = f"end{found['tag']}"
        else:
            self.tag(found)

    def output(self, found: "re.Match[str]") -> None:
        """`{{ name | filters }}`; one that cannot be ours is asked for."""
        said = found["output"].translate(CURLY_QUOTES).strip()
        name, *filters = [part.strip() for part in FILTERED.findall(said)] or [""]
        if re.fullmatch(STRING, name) and not filters:
            self.pieces.append(Piece(name[1:-1]))
            return
        ours = self.filtered(name, filters)
        if not ours:
            self.lose(found.group(), "it is asked for", draft=True)
            ours = self.names.asked(said)
        self.pieces.append(Piece(f"{{{{{found['before']} {ours} {found['after']}}}}}", live=True))

    def filtered(self, name: str, filters: list[str]) -> str:
        """A value with its filters; "" where one of them means nothing here."""
        now = name[1:-1] in NOW and bool(filters)
        if not now and not re.fullmatch(NAME, name):
            return ""
        known = "today" if now else self.names.known(name)
        written = [self.one_filter(one, known) for one in filters]
        if None in written:
            return ""
        ours = known if now else self.names.ours(name)
        if any(one.startswith("date") for one in filters) and ours in self.names.fields:
            self.names.fields[ours]["type"] = "date"
        return " | ".join([ours, *(one for one in written if one)])

    def one_filter(self, said: str, known: str) -> str | None:
        """A filter of ours; "" for one that changes nothing here, None for one that has no equal."""
        name, _, argument = (part.strip() for part in said.partition(":"))
        text = argument[1:-1] if re.fullmatch(STRING, argument) else None
        if name in NO_CHANGE and not argument:
            return ""
        if name in WRITTEN_SO and not argument:
            return WRITTEN_SO[name]
        if name == "capitalize" and not argument:
            if known != "customer.first_name":
                self.losses["capitalize gives every word a capital here"] = None
            return "title"
        if name == "default" and text is not None:
            return f"default({quoted(text)})" if text.strip() else ""
        if name == "date" and text is not None and known in {"", "today", "order.date"}:
            return date_filter(text)
        return None

    def tag(self, found: "re.Match[str]") -> None:
        """`{% word … %}`: a condition, or something that has no equal."""
        word, top = found["tag"], self.open[-1] if self.open else None
        if word in {"if", "unless", "case", "for", "capture", "tablerow", "ifchanged"}:
            top = Open(name=word, source=found.group(), kept=self.keeps(word))
            self.open.append(top)
        elif not top or (top.name not in MIDDLES.get(word, ()) and word != f"end{top.name}"):
            self.lose(found.group(), "it is left out", draft=True)
            return
        top.tags.append(len(self.pieces))
        tag = self.jinja(word, found["rest"]) if top.kept else ""
        top.kept = bool(tag) and not (top.last and word in MIDDLES)
        top.last = top.last or word == "else"
        self.pieces.append(Piece(f"{{%{found['cut']} {tag} {found['trim']}%}}", live=True))
        if word in ENDS:
            self.open.pop()
            if not top.kept:
                self.take_out(top)

    def keeps(self, word: str) -> bool:
        """Whether a block can become one of ours, which are not nested deep."""
        return self.blocks and word in {"if", "unless"} and len(self.open) < MAX_OPEN

    def jinja(self, word: str, rest: str) -> str:
        """The tag in Jinja; "" where its condition cannot be ours."""
        if word in {"else", "endif", "endunless"}:
            return "endif" if word != "else" else "else"
        said = condition(rest.translate(CURLY_QUOTES), self.names)
        if not said:
            return ""
        return {"if": f"if {said}", "elsif": f"elif {said}", "unless": f"if not ({said})"}[word]

    def take_out(self, block: Open) -> None:
        """Removes a block's tags; all its texts stay, one after another."""
        self.lose(block.source, "all its texts stay, one after another", draft=True)
        first, last = block.tags[0], block.tags[-1]
        for index in block.tags:
            before = self.pieces[index - 1].text[-1:] if index else ""
            after = self.pieces[index + 1].text[:1] if index + 1 < len(self.pieces) else ""
            between = first < index < last and before.strip() and after.strip()
            self.pieces[index] = Piece(" " if between else "")

    def lose(self, source: str, then: str, *, draft: bool) -> None:
        """Notes what could not be translated."""
        shown = " ".join(source.split())
        shown = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
        self.losses[f"untranslated: {shown}: {then}"] = None
        self.draft = self.draft or draft

    def finished(self) -> Found:
        """All pieces, blocks that were never closed taken out."""
        for block in self.open:
            self.take_out(block)
        if self.verbatim == "endcomment":
            self.lose("{% comment %}", "it has no end, its text stays", draft=True)
            self.pieces.append(Piece("".join(self.comment)))
        return Found(self.pieces, tuple(self.losses), self.draft, tuple(self.notes))


def date_filter(pattern: str) -> str | None:
    """Our date filter with a pattern of Liquid's; None for one with letters that ours does not have."""
    ours = pattern.replace("%-d", "%e").replace("%h", "%b").replace("%F", "%Y-%m-%d")
    if not set(re.findall(r"%(.?)", ours, re.DOTALL)) <= DATE_LETTERS or "%" not in ours:
        return None
    return f"date({quoted(ours)})"


def condition(said: str, names: Names) -> str:
    """A condition on values that we have, in Jinja; "" for any other. Liquid reads `and` and `or` from the right."""
    parts = [found["part"] for found in PART.finditer(said)]
    clauses: list[list[str]] = [[]]
    joints: list[str] = []
    for part in parts:
        if part in {"and", "or"}:
            joints.append(part)
            clauses.append([])
        else:
            clauses[-1].append(part)
    written = [clause_of(clause, names) for clause in clauses]
    if not all(written) or len(written) > MAX_CLAUSES:
        return ""
    whole = written.pop()
    for clause, joint in zip(reversed(written), reversed(joints), strict=True):
        whole = f"{clause} {joint} ({whole})" if " and " in whole or " or " in whole else f"{clause} {joint} {whole}"
    return whole


def clause_of(parts: list[str], names: Names) -> str:
    """`name`, `name == "text"`, `name contains "text"`, `name == blank`, in Jinja; "" for any other.

    A bare name asks whether there is a value; a comparison asks the agent for a value that is not known.
    """
    match parts:
        case [name]:
            return f"{ours} is defined" if (ours := names.known(name)) else ""
        case [name, "==" | "!=" | "<>" as sign, what] if what in BLANKS and (ours := names.known(name)):
            return f"{ours} is not defined" if sign == "==" else f"{ours} is defined"
        case [what, "==" | "!=" | "<>" as sign, name] if re.fullmatch(STRING, what):
            return clause_of([name, sign, what], names) if not re.fullmatch(STRING, name) else ""
        case [name, sign, what] if re.fullmatch(STRING, what) and (ours := names.known(name)):
            if ours == "today" or shield(what) != what:  # a customer's brackets are kept apart while a reply is made
                return ""
            match sign:
                case "==":
                    return f"{ours} == {quoted(what[1:-1])}"
                case "!=" | "<>":
                    return f"{ours} != {quoted(what[1:-1])}"
                case "contains":
                    return f"{quoted(what[1:-1])} in {ours}"
    return ""
