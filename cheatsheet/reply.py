"""From an entry and its values to a finished reply, or to the list of what is missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jinja2.runtime import Macro

from cheatsheet.entry import Entry
from cheatsheet.errors import Missing, MissingValues
from cheatsheet.filters import NAMES as FILTER_NAMES
from cheatsheet.filters import filters_for, shown
from cheatsheet.layouts import Layouts
from cheatsheet.sandbox import MAX_OUTPUT, Sandbox, Values
from cheatsheet.settings import Settings
from cheatsheet.template import Checked, Checker, Text
from cheatsheet.text import did_you_mean, printable
from cheatsheet.values import GROUPS, NAMES, clean, prompt_for, template_values

MACRO_NAME = re.compile(r"{%-?\s*macro\s+(\w+)")
LEFT_BLANK = re.compile(r"\[ *[^\W\d_][^\[\]\n]{0,149}\](?!\()")  # [Product Name], not [1], not [text](link)
MAX_BLANKS = 100
EXPRESSION = re.compile(r"(?P<raw>{%-?\s*raw\s*-?%}.*?{%-?\s*endraw\s*-?%})|{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
LEFT_OVER = re.compile(r"{{|}}|{%|%}|{ ?\w[\w. ]*}|\bX{3,}\b|\bTODO\b|\bFIXME\b|_{3,}")
GREETS = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten tag|liebe[r]?|sehr geehrte[r]?"
    r"|bonjour|cher|chère|hola|estimad[oa]|ciao|buongiorno|beste|geachte)\b[^\n]{0,60}?[,!.:\n]",
    re.IGNORECASE,
)
SIGNS = re.compile(
    r"(?:^|\n)[^\n]{0,40}\b(?:regards|sincerely|best wishes|warm wishes|yours (?:truly|faithfully)|cheers"
    r"|many thanks|thank you|thanks|best|grüßen?|gruß|cordialement|saludos|saluti|groet(?:en)?)\b ?[,.!]?\n.{1,80}"
    r"(?:\n.{1,80}){0,5}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A finished reply: `body` is what is copied, layout included; `subject` is for mails alone."""

    entry: Entry
    channel: str
    language: str
    subject: str | None
    body: str
    own_wording: bool  # whether the entry has a text for this channel
    names_agent: bool  # whether the agent's name stands in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The texts of an entry for one channel and language."""

    body: Text
    subject: Text | None
    own_wording: bool


def compose(
    entry: Entry,
    given: Mapping[str, str],
    settings: Settings,
    layouts: Layouts,
    *,
    channel: str,
    language: str,
    today: date,
) -> Reply:
    """The reply of an entry. `given` has values by dotted name, and texts for `[Blanks]` by their name.

    Raises MissingValues with all that is missing, Invalid for a template that may not run or fails.
    """
    values = template_values(entry, given, settings, today)
    language = language if language in entry.languages else settings.text("library.language") or language
    layout = layouts.layout(channel, language)
    source = source_of(entry, channel, language)
    page = Page(values, settings, today, language)
    macros = page.macros(layouts.macros(language))
    body = page.text(source.body, {}, given).strip()
    if not body and not page.sandbox.missing:
        raise source.body.fault(1, "the answer comes out empty")
    subject = None
    if channel == "email":
        subject = page.text(source.subject, {}, given) if source.subject else page.call(macros, "subject")
        subject = " ".join(subject.split())
    frame = {
        "body": body,
        "greets": bool(GREETS.match(body)),
        "names_customer": names_customer(body, values),
        "signs": bool(SIGNS.search(body)),
    }
    whole = tidy(page.text(layout, frame, given))
    if "body" not in page.seen[-1].used:
        raise layout.fault(1, "the layout does not show the answer", "write {{ body }} where it belongs")
    missing = page.missing(entry, given)
    if missing:
        raise MissingValues(missing)
    return Reply(
        entry=entry,
        channel=channel,
        language=language,
        subject=printable(subject) if subject is not None else None,
        body=whole,
        own_wording=source.own_wording or channel == "email",
        names_agent=str(values["agent"].get("name", "")) in whole,
    )


def source_of(entry: Entry, channel: str, language: str) -> Source:
    """The entry's text for a channel, its `answer` where it has none of its own."""
    wording = entry.wording(language)
    prefix = f"languages.{language}." if language in entry.languages else ""
    own = channel in wording.channels
    key = f"channels.{channel}" if own else "answer"
    body = text_of(entry, prefix + key, wording.channels[channel] if own else wording.answer)
    subject = text_of(entry, f"{prefix}subject", wording.subject) if wording.subject else None
    return Source(body=body, subject=subject, own_wording=own)


def text_of(entry: Entry, key: str, source: str) -> Text:
    """One text of an entry as a template that knows its place."""
    return Text(source=source, file=entry.source.file, place=entry.source.place(key))


def names_customer(body: str, values: Mapping[str, Any]) -> bool:
    """Whether the first sentence already says the customer's first name."""
    first = values["customer"].get("first_name", "")
    return bool(first) and first in re.split(r"[.!?\n]", body, maxsplit=1)[0]


def tidy(text: str) -> str:
    """A text without trailing blanks, and with at most one empty line between two paragraphs."""
    lines = "\n".join(line.rstrip() for line in printable(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


class Page:
    """Renders the texts of one reply and collects what is missing in any of them."""

    def __init__(self, values: Mapping[str, Any], settings: Settings, today: date, language: str) -> None:
        filters: Mapping[str, Callable[..., Any]] = filters_for(today, language, settings.text("company.currency"))
        self.sandbox = Sandbox(filters, shown)
        self.values = {name: Values(name, v) if isinstance(v, dict) else v for name, v in values.items()}
        self.checker = Checker(filters=frozenset(FILTER_NAMES))
        self.bound: dict[str, Macro] = {}
        self.seen: list[Checked] = []
        self.blanks: dict[str, Missing] = {}

    def macros(self, files: list[Text]) -> dict[str, Macro]:
        """The macros of the files; a later one wins. From then on every text may call them."""
        for file in files:
            names = frozenset(MACRO_NAME.findall(file.source))
            calls = names | self.bound.keys()
            checked = replace(self.checker, calls=calls, macros_allowed=True).check(file)
            self.seen.append(checked)
            self.bound |= self.sandbox.macros(checked, {**self.values, **self.bound})
        self.checker = replace(self.checker, calls=frozenset(self.bound))
        return self.bound

    def call(self, macros: Mapping[str, Macro], name: str) -> str:
        """What a macro without arguments says; "" where there is none of that name."""
        return str(macros[name]()) if name in macros else ""

    def text(self, text: Text, more: Mapping[str, Any], given: Mapping[str, str]) -> str:
        """A text with its values; blanks like [Product Name] are filled from `given` or noted as missing."""
        checked = self.checker.check(text)
        self.seen.append(checked)
        rendered = self.sandbox.render(checked, {**self.values, **self.bound, **more})
        return self._fill_blanks(rendered, text, given)

    def _fill_blanks(self, rendered: str, text: Text, given: Mapping[str, str]) -> str:
        from_values = "\n".join(spoken(self.values))
        lines = lines_of_left_overs(text)
        blanks = list(dict.fromkeys(LEFT_BLANK.findall(rendered)))
        if len(blanks) > MAX_BLANKS:
            raise text.fault(lines.get(blanks[0], 1), f"more than {MAX_BLANKS} blanks like {blanks[0]}")
        for blank in blanks:
            value = clean(given.get(blank, ""))
            if value is not None:
                if len(rendered) + rendered.count(blank) * len(value) > MAX_OUTPUT:
                    raise text.fault(lines.get(blank, 1), f"gives more than {MAX_OUTPUT:,} characters")
                rendered = rendered.replace(blank, value)
            elif blank not in from_values:
                place = text.file_line(lines.get(blank, 1))
                missing = Missing(name=blank, prompt="", file=text.file, line=place)
                self.blanks.setdefault(blank, missing)
        for left in LEFT_OVER.findall(rendered):
            if left not in from_values:
                raise text.fault(lines.get(left, 1), f"`{left}` would be sent as it stands", "write it out")
        return rendered

    def missing(self, entry: Entry, given: Mapping[str, str]) -> list[Missing]:
        """Every value that was used and is not known, in the order of use."""
        found = []
        for name in self.sandbox.missing:
            text, line = self._first_use(name)
            if name.partition(".")[0] not in {*GROUPS, *entry.fields}:
                raise text.fault(line, f"unknown value `{name}`", did_you_mean(name, [*NAMES, *entry.fields]))
            place = text.file_line(line)
            prompt = prompt_for(name, entry)
            if given.get(name, "").strip():
                prompt += f" ({given[name].strip()!r} is a placeholder)"
            elif name not in {*NAMES, *entry.fields} and name.startswith(("customer.", "order.", "agent.")):
                hint = did_you_mean(name, NAMES)
                prompt += f" ({hint})" if hint else ""
            found.append(Missing(name=name, prompt=prompt, file=text.file, line=place))
        blanks = [replace(blank, prompt=prompt_for(name, entry)) for name, blank in self.blanks.items()]
        return found + blanks

    def _first_use(self, name: str) -> tuple[Text, int]:
        for checked in reversed(self.seen):  # answer and layout before the macros
            if name in checked.used:
                return checked.text, checked.used[name]
        return self.seen[-1].text, 1


def spoken(values: Mapping[str, Any]) -> list[str]:
    """Every text among the values: what a customer wrote is not a blank of ours."""
    texts = []
    for value in values.values():
        texts.extend(spoken(value) if isinstance(value, Mapping) else [value] if isinstance(value, str) else [])
    return texts


def lines_of_left_overs(text: Text) -> dict[str, int]:
    """The first line (1-based) of each blank and left-over in a template; its own words before its expressions."""
    lines: dict[str, int] = {}
    words = EXPRESSION.sub(lambda found: found["raw"] or "\n" * found.group().count("\n"), text.source)
    for source in (words, text.source):
        for number, line in enumerate(source.split("\n"), 1):
            for pattern in (LEFT_BLANK, LEFT_OVER):
                for left in pattern.findall(line):
                    lines.setdefault(left, number)
    return lines
