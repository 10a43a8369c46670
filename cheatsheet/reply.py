"""From an entry and its values to a finished reply, or to the list of what is missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jinja2.runtime import Macro

from cheatsheet.entry import Entry
from cheatsheet.errors import Missing, MissingValues
from cheatsheet.filters import filters_for, shown
from cheatsheet.layouts import Layouts
from cheatsheet.letter import GREETS, LEFT_BLANK, LEFT_OVER, SIGNS
from cheatsheet.sandbox import MAX_OUTPUT, Sandbox, Values
from cheatsheet.settings import Settings
from cheatsheet.template import Checked, Checker
from cheatsheet.template_text import FILTER_NAMES, Text
from cheatsheet.text import did_you_mean, printable
from cheatsheet.values import GROUPS, NAMES, clean, prompt_for, shield, template_values, unshield

MACRO_NAME = re.compile(r"{%-?\s*macro\s+(\w+)")
MAX_BLANKS = 100
EXPRESSION = re.compile(r"(?P<raw>{%-?\s*raw\s*-?%}.*?{%-?\s*endraw\s*-?%})|{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)


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
    body = page.text(source.body).strip()
    if not body and not page.sandbox.missing:
        raise source.body.fault(1, "the answer comes out empty")
    subject = None
    if channel == "email":
        subject = page.text(source.subject) if source.subject else page.call(macros, "subject")
        subject = page.checked(" ".join(printable(subject).split()), given)
    frame = {
        "body": body,
        "greets": bool(GREETS.match(body)),
        "names_customer": names_customer(body, values),
        "signs": bool(SIGNS.search(body)),
    }
    framed = page.text(layout, frame)
    if "body" not in page.seen[-1].used:
        raise layout.fault(1, "the layout does not show the answer", "write {{ body }} where it belongs")
    whole = page.checked(tidy(framed), given)
    missing = page.missing(entry, given)
    if missing:
        raise MissingValues(missing)
    return Reply(
        entry=entry,
        channel=channel,
        language=language,
        subject=unshield(subject) if subject is not None else None,
        body=unshield(whole),
        own_wording=source.own_wording or channel == "email",
        names_agent=str(values["agent"].get("name", "")) in unshield(whole),
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
        self.lines: dict[str, tuple[Text, int]] = {}
        self.macro_files: set[str] = set()

    def macros(self, files: list[Text]) -> dict[str, Macro]:
        """The macros of the files; a later one wins. From then on every text may call them."""
        for file in files:
            names = frozenset(MACRO_NAME.findall(file.source))
            calls = names | self.bound.keys()
            checked = replace(self.checker, calls=calls, macros_allowed=True).check(file)
            self.seen.append(checked)
            self.macro_files.add(file.file)
            self.bound |= self.sandbox.macros(checked, {**self.values, **self.bound})
        self.checker = replace(self.checker, calls=frozenset(self.bound))
        return self.bound

    def call(self, macros: Mapping[str, Macro], name: str) -> str:
        """What a macro without arguments says; "" where there is none of that name."""
        return str(macros[name]()) if name in macros else ""

    def text(self, text: Text, more: Mapping[str, Any] | None = None) -> str:
        """A text with its values; what customers wrote is still shielded in it."""
        checked = self.checker.check(text)
        self.seen.append(checked)
        return self.sandbox.render(checked, {**self.values, **self.bound, **(more or {})})

    def checked(self, rendered: str, given: Mapping[str, str]) -> str:
        """A finished text, blanks like [Product Name] filled from `given` or noted as missing.

        Raises Invalid for anything else in it that was never meant for a customer.
        """
        blanks = list(dict.fromkeys(LEFT_BLANK.findall(rendered)))
        if len(blanks) > MAX_BLANKS:
            text = next((c.text for c in self.seen if blanks[0] in c.text.source), self.seen[-1].text)
            line = text.source.count("\n", 0, max(text.source.find(blanks[0]), 0)) + 1
            raise text.fault(line, f"more than {MAX_BLANKS} blanks like {blanks[0]}")
        for blank in blanks:
            value = clean(given.get(blank, ""))
            text, line = self._place_of(blank)
            if value is None:
                missing = Missing(name=blank, prompt="", file=text.file, line=text.file_line(line))
                self.blanks.setdefault(blank, missing)
            elif len(rendered) + rendered.count(blank) * len(value) > MAX_OUTPUT:
                raise text.fault(line, f"gives more than {MAX_OUTPUT:,} characters")
            else:
                rendered = rendered.replace(blank, shield(value))
        left = LEFT_OVER.search(rendered)
        if left:
            text, line = self._place_of(left.group())
            raise text.fault(line, f"`{left.group()}` would be sent as it stands", "write it out")
        return rendered

    def _place_of(self, left: str) -> tuple[Text, int]:
        """The text and line where a blank or left-over stands; that of the answer for one of the settings."""
        texts = [checked.text for checked in self.seen if checked.text.file not in self.macro_files]
        if not self.lines:
            everywhere = [*texts, *(c.text for c in self.seen if c.text.file in self.macro_files)]
            for in_expressions in (False, True):
                for text in everywhere:
                    for part, line in lines_of_left_overs(text, in_expressions).items():
                        self.lines.setdefault(part, (text, line))
        return self.lines.get(left) or (texts[0], 1)

    def missing(self, entry: Entry, given: Mapping[str, str]) -> list[Missing]:
        """Every value that was used and is not known, in the order of use."""
        found = []
        for name in self.sandbox.missing:
            text, line = self._first_use(name)
            if name.partition(".")[0] not in {*GROUPS, *entry.fields}:
                raise text.fault(line, f"unknown value `{name}`", did_you_mean(name, [*NAMES, *entry.fields]))
            place = text.file_line(line)
            prompt = prompt_for(name, entry)
            written = given.get("customer.name" if name == "customer.first_name" else name, "").strip()
            if written:
                prompt += f" ({written!r} is a placeholder)"
            elif name not in {*NAMES, *entry.fields} and name.startswith(("customer.", "order.", "agent.")):
                hint = did_you_mean(name, NAMES)
                prompt += f" ({hint})" if hint else ""
            found.append(Missing(name=name, prompt=prompt, file=text.file, line=place))
        blanks = [blank._replace(prompt=prompt_for(name, entry)) for name, blank in self.blanks.items()]
        return found + blanks

    def _first_use(self, name: str) -> tuple[Text, int]:
        for checked in reversed(self.seen):  # answer and layout before the macros
            if name in checked.used:
                return checked.text, checked.used[name]
        return self.seen[-1].text, 1


def lines_of_left_overs(text: Text, in_expressions: bool) -> dict[str, int]:
    """The first line (1-based) of each blank and left-over among a template's own words, or in all of it."""
    source = text.source
    if not in_expressions:
        source = EXPRESSION.sub(lambda found: found["raw"] or "\n" * found.group().count("\n"), source)
    lines: dict[str, int] = {}
    for pattern in (LEFT_BLANK, LEFT_OVER):
        for found in pattern.finditer(source):
            lines.setdefault(printable(found.group()), source.count("\n", 0, found.start()) + 1)
    return lines
