"""HTML of a helpdesk's editor to plain text that reads well as a mail.

Read by a pattern: html.parser takes 20 s for 200 KB of `<!--`, and raises at `<![`; inscriptis, which does the rest
well, brings lxml and requests with it.
"""

import re
from html import unescape
from typing import NamedTuple

PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "dl", "hr", "figure",
})  # fmt: skip
LINES = frozenset({
    "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "form", "center", "figcaption", "body",
    "html", "address", "main", "aside", "nav", "fieldset", "caption",
})  # fmt: skip
HIDDEN = frozenset({"head", "title", "template", "svg"})  # and script and style, whose text is not HTML
LOST = {
    "img": "image", "iframe": "embedded page", "video": "video", "audio": "sound", "object": "embedded object",
    "s": "struck-out text", "strike": "struck-out text", "del": "struck-out text",
}  # fmt: skip
UNSHOWN = (
    "abbr", "acronym", "b", "base", "bdi", "bdo", "big", "button", "cite", "code", "col", "colgroup", "data",
    "details", "dfn", "em", "embed", "font", "i", "input", "ins", "kbd", "label", "legend", "link", "map", "mark",
    "meta", "noscript", "optgroup", "option", "param", "picture", "q", "rp", "rt", "ruby", "samp", "select", "small",
    "source", "span", "strong", "sub", "summary", "sup", "tbody", "textarea", "tfoot", "thead", "time", "tt", "u",
    "var", "wbr",
)  # fmt: skip
KNOWN = PARAGRAPHS | LINES | HIDDEN | LOST.keys() | {*UNSHOWN, "script", "style", "a", "area", "br", "td", "th"}
MARKUP = re.compile(rf"</?(?:{'|'.join(sorted(KNOWN))})(?=[\s/>])[^<>]*>|<!--|<!doctype", re.IGNORECASE)
BLOCK = re.compile(rf"<(?:br|td|{'|'.join(sorted(PARAGRAPHS | LINES))})(?=[\s/>])", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\f]+")
TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*?)>|<[!?][^<>]*>"
)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
UNSEEN = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None, "\u00ad": None})
SAME_LINK = re.compile(r"\A(?:https?://|mailto:|tel:)?(?:www\.)?|/\Z", re.IGNORECASE)
NO_LINK = re.compile(r"\s*(?:#|javascript:|data:|vbscript:|\Z)", re.IGNORECASE)
QUOTE = ("> ", "> ")
MAX_NESTED = 50
MAX_DEPTH = 8  # lists and quotes that are shown, one in another


class Plain(NamedTuple):
    """A text without markup, and what of the markup was lost."""

    text: str
    losses: tuple[str, ...] = ()


def plain_text(html: str) -> Plain:
    """The text of HTML as a person would write it into a mail; a text without markup stays. Raises nothing."""
    source = html.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not MARKUP.search(source):
        source = unescape(source) if ENTITY.search(source) else source
        return Plain(source.translate(UNSEEN))
    page = Page(breaks_count=not BLOCK.search(source))
    page.read(without_comments(source))
    losses = [f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in page.lost.items()]
    return Plain(page.text(), tuple(losses))


def without_comments(source: str) -> str:
    """HTML without its comments; one without an end stays."""
    parts, at = [], 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        parts.append(source[at:start])
        at = end + 3
    return "".join([*parts, source[at:]])


class Page:
    """Writes lines while it reads; with `breaks_count` a line break of the source is one of the text."""

    def __init__(self, *, breaks_count: bool) -> None:
        self.lost: dict[str, int] = {}
        self.lines: list[str] = []
        self.line = ""
        self.gap = False  # whether an empty line comes before the next
        self.hidden: list[str] = []
        self.as_written = int(breaks_count)
        self.lists: list[int | None] = []  # the number of the last item; None for bullets
        self.marks: list[tuple[str, str]] = []  # what a line begins with: of an item's first line, of the others
        self.link: tuple[str, list[str]] | None = None

    def text(self) -> str:
        """All that was read."""
        lines = "\n".join(line.translate(UNSEEN).rstrip() for line in self.lines)
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")

    def read(self, source: str) -> None:
        """Reads a whole page."""
        at = 0
        while found := TAG.search(source, at):
            self.say(unescape(source[at : found.start()]))
            at = found.end()
            name = (found["name"] or "").lower()
            if found["end"]:
                self.end(name)
            elif name in {"script", "style"}:
                end = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(source, at)
                at = end.end() if end else len(source)
            elif name:
                self.begin(name, found)
        self.say(unescape(source[at:]))
        self.end_link()
        self.end_line()

    def begin(self, tag: str, found: "re.Match[str]") -> None:
        """Begins what an element begins in a text."""
        if tag in PARAGRAPHS or tag in LINES:
            if self.hidden == ["head"]:  # its end may be left out
                self.hidden.clear()
            self.boundary(tag)
        if tag in HIDDEN:
            self.hidden.append(tag)
        if self.hidden:
            return
        match tag:
            case "br":
                self.end_line(always=True)
            case "a":
                self.end_link()
                self.link = (attributes(found).get("href", ""), [])
            case "ul" | "ol" | "li" | "blockquote" | "pre":
                self.begin_block(tag, attributes(found).get("start", ""))
            case "td" | "th" if self.line.strip():
                self.line = f"{self.line.rstrip()} | "
            case _ if tag in LOST:
                self.lose(tag, attributes(found).get("alt", ""))
            case _ if tag not in KNOWN and ":" not in tag:
                self.say(found.group())  # <name> is somebody's blank

    def end(self, tag: str) -> None:
        """Ends what an element began."""
        if tag in HIDDEN:
            if tag in self.hidden:
                del self.hidden[self.hidden.index(tag) :]
            return
        if tag == "br":
            self.end_line(always=True)
        elif tag == "a":
            self.end_link()
        elif tag in PARAGRAPHS or tag in LINES:
            self.boundary(tag)
            self.end_block(tag)

    def begin_block(self, tag: str, start: str) -> None:
        """Enters a list, an item, a quote, a text that stands as written."""
        if tag == "li":
            self.item()
        elif tag == "blockquote":
            self.marks += [QUOTE] if len(self.marks) < MAX_NESTED else []
        elif tag == "pre":
            self.as_written += 1
        else:
            first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            self.lists += [None if tag == "ul" else first - 1] if len(self.lists) < MAX_NESTED else []

    def end_block(self, tag: str) -> None:
        """Leaves a list, an item, a quote, a text that stands as written."""
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
            self.end_items(len(self.lists))
        elif tag == "li":
            self.end_item()
        elif tag == "blockquote" and QUOTE in self.marks:
            del self.marks[len(self.marks) - 1 - self.marks[::-1].index(QUOTE) :]
        elif tag == "pre":
            self.as_written = max(self.as_written - 1, 0)

    def say(self, data: str) -> None:
        """Writes text, its white space collapsed as a browser does."""
        if self.hidden:
            return
        if self.link:
            self.link[1].append(data)
        if self.as_written:
            *whole, rest = data.split("\n")
            for part in whole:
                self.line += part
                self.end_line(always=True)
            self.line += rest
            return
        text = SPACES.sub(" ", data)
        self.line += text[1:] if text[:1] == " " and self.line[-1:] in {"", " "} else text

    def item(self) -> None:
        """Begins an item of a list; one whose end was left out ends here."""
        self.end_items(max(len(self.lists) - 1, 0))
        mark = "- "
        if self.lists and (number := self.lists[-1]) is not None:
            self.lists[-1] = number + 1
            mark = f"{number + 1}. "
        self.marks += [(mark, " " * len(mark))] if len(self.marks) < MAX_NESTED else []

    def end_items(self, depth: int) -> None:
        """Ends items until `depth` of them are open."""
        while sum(mark != QUOTE for mark in self.marks) > depth:
            self.end_item()

    def end_item(self) -> None:
        """Ends the innermost item, and quotes in it."""
        while self.marks:
            if self.marks.pop() != QUOTE:
                return

    def boundary(self, tag: str) -> None:
        """The next text is on a line of its own; of a paragraph that is not in a list, behind an empty line."""
        self.end_line()
        if tag in PARAGRAPHS and not any(mark != QUOTE for mark in self.marks):
            self.gap = True

    def end_line(self, *, always: bool = False) -> None:
        """Writes the line, also an empty one if `always`."""
        if not self.line and not always:
            return
        text = self.line.rstrip(" ")
        self.line = ""
        if not text.strip():
            if always and self.lines:
                self.lines.append("")
            return
        if self.gap and self.lines:
            self.lines.append("")
        self.gap = False
        shown = self.marks[:MAX_DEPTH]
        self.lines.append("".join(first for first, _ in shown) + text)
        self.marks = [(rest, rest) for _, rest in self.marks]

    def end_link(self) -> None:
        """Writes the address behind a link's text where the text does not say it."""
        if not self.link:
            return
        said = SPACES.sub(" ", "".join(self.link[1])).strip()
        bare = told_address(self.link[0], said)
        self.link = None
        if not bare:
            return
        space = " " if self.line.endswith(" ") else ""
        self.line = f"{self.line.rstrip(' ')} ({bare}){space}" if said else f"{self.line}{bare}"

    def lose(self, tag: str, sign: str) -> None:
        """Counts what a text cannot hold; an emoji that is drawn is its sign."""
        if sign.strip() and not any(character.isalnum() for character in sign):
            self.say(sign)
        else:
            self.lost[LOST[tag]] = self.lost.get(LOST[tag], 0) + 1


def told_address(link: str, said: str) -> str:
    """The address of a link as a text tells it; "" where its text says it, and where there is none to tell."""
    address = link.strip()
    if NO_LINK.match(address):
        return ""
    spoken = address.lower().startswith(("mailto:", "tel:"))
    bare = address.partition(":")[2].partition("?")[0] if spoken else address
    return "" if SAME_LINK.sub("", said) == SAME_LINK.sub("", bare) else bare


def attributes(found: "re.Match[str]") -> dict[str, str]:
    """The attributes of a tag, in small letters."""
    pairs = ATTRIBUTE.findall(found["attributes"])
    return {name.lower(): unescape(value[1:-1] if value[0] in "\"'" else value) for name, value in pairs}


def is_html(text: str) -> bool:
    """Whether a text has markup in it, and not only signs that look like it."""
    return bool(MARKUP.search(text))
