"""What the picker asks while it is open, answered from one library. Prints nothing: the screen is not ours then."""

from collections.abc import Mapping
from functools import cached_property

from cheatsheet.card import Card
from cheatsheet.commands.deliver import Wish
from cheatsheet.commands.filling import composed, errors_in_body, errors_in_entry, language_of
from cheatsheet.commands.marking import Marked, marked
from cheatsheet.commands.questions import problem_with, questions_for
from cheatsheet.commands.select import offered
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, Invalid, UnknownId
from cheatsheet.files import read_file
from cheatsheet.match import Ranking
from cheatsheet.picker import Finding, Found, Preview, Row
from cheatsheet.reply import Reply
from cheatsheet.sections import Pieces
from cheatsheet.sms import segments
from cheatsheet.values import BLANK_TO_FILL, GROUPS

ROWS = 50  # that are listed: who does not find it among them types another word


class Picking:
    """Searches, previews and checks for one call of `pick`."""

    def __init__(self, session: Session, wish: Wish) -> None:
        self.session = session
        self.wish = wish
        self.finder = session.finder
        self.allowed = offered(self.finder.index, tags=[], statuses=wish.statuses)
        self.files: dict[str, dict[str, Entry]] = {}
        self.cards: dict[str, Card] = {}  # that were listed
        self.errors: dict[tuple[str, str], list[Finding]] = {}  # by entry id and channel

    def rank(self, text: str) -> Ranking:
        """The entries for a message, as `find` ranks them."""
        wanted = self.session.settings.number("match.wanted_precision")
        return self.finder.rank(
            text, limit=ROWS, wanted_precision=wanted, allowed=self.allowed, uses=self.session.uses
        )

    def search(self, text: str) -> Found:
        """The rows for a message; for none, the entries that are used most."""
        try:
            return self.found(text)
        except CheatsheetError as error:
            return Found((), "; ".join(error.lines()))
        except OSError as error:
            return Found((), f"{error.filename}: {error.strerror or error}")

    def found(self, text: str) -> Found:
        """The same; what hinders it is raised."""
        if not text.strip():
            self.cards |= {card.id: card for card in self.usual}
            return Found(tuple(Row(card.id, card.complaint) for card in self.usual), self.nothing)
        found = self.rank(text)
        self.cards |= {match.card.id: match.card for match in found.matches}
        sure = {found.best.card.id} if found.best and found.confident else set()
        rows = tuple(Row(m.card.id, m.card.complaint, m.card.id in sure) for m in found.matches)
        return Found(rows, self.nothing or self.note(found))

    @cached_property
    def usual(self) -> list[Card]:
        """The entries that this agent uses most, then the others in the library's order."""
        cards = Card.load_all(bytes(Pieces.of(self.finder.index.sections, "cards").blob))
        if self.allowed is not None:
            cards = [cards[number] for number in sorted(self.allowed)]
        uses = self.session.uses([card.id for card in cards])
        return sorted(cards, key=lambda card: (-uses.get(card.id, 0), card.file, card.line))[:ROWS]

    @property
    def nothing(self) -> str:
        """Why there is nothing to list, else ""."""
        if not self.finder.index.count:
            return "the library has no entries yet: `cheatsheet add` adds one"
        return "" if self.usual else "no entry is approved yet: `cheatsheet review` shows what waits"

    def note(self, found: Ranking) -> str:
        """What a person should know of a search, else ""."""
        if not found.matches:
            return "nothing on the sheet is like this"
        if found.same_phrase:
            return f"these have exactly this phrase: {', '.join(found.same_phrase)}"
        if found.cut:
            return "the message is very long; only its beginning is matched"
        return "" if found.confident else "nothing fits well enough; nearest:"

    def preview(self, entry_id: str, channel: str, typed: Mapping[str, str]) -> Preview:
        """The reply of an entry as it would be sent; what hinders it is said in the preview."""
        try:
            entry = self.entry(entry_id)
            given = self.given(entry, typed)
            language = language_of(self.session, self.wish)

            def compose(entry: Entry, given: Mapping[str, str]) -> Reply:
                return composed(self.session, entry, given, channel, language)

            shown = marked(entry, given, compose)
            if (entry_id, channel) not in self.errors:
                self.errors[entry_id, channel] = errors_in_entry(self.session, entry, channel, language)
            said = "\n\n".join([*([shown.subject] if shown.subject else []), shown.body])
            errors = errors_in_body(self.session, said, entry, channel, language)
        except CheatsheetError as error:
            return Preview(fault="\n".join(error.lines()))
        except OSError as error:
            return Preview(fault=f"{error.filename}: {error.strerror or error}")
        return Preview(
            body=shown.body,
            subject=shown.subject,
            marks=shown.marks,
            questions=tuple(questions_for(entry, shown.missing)),
            findings=tuple(dict.fromkeys([*self.errors[entry_id, channel], *errors])),
            check=entry.check,
            notes=tuple(self.notes(entry, channel, shown)),
        )

    def notes(self, entry: Entry, channel: str, shown: Marked) -> list[str]:
        """What else a person should know before the reply is sent."""
        unused = sorted(set(self.wish.given) - set(self.given(entry, {})))
        found = [f"this entry has no value {name!r}: it is left out" for name in unused]
        if entry.status != "approved":
            found.append(f"this entry is {entry.status}, not approved")
        if not shown.whole:
            found.append("the reply can be seen once its values are known: this is how it stands on the sheet")
        return [*found, str(segments(shown.body))] if channel == "sms" else found

    def problem(self, entry_id: str, name: str, answer: str) -> str:
        """Why an answer cannot be used, else ""."""
        return problem_with(answer, self.entry(entry_id).fields.get(name))

    def given(self, entry: Entry, typed: Mapping[str, str]) -> dict[str, str]:
        """The values of the flags and those that were typed, as far as the entry can use them."""
        both = {**self.wish.given, **typed}
        return {name: value for name, value in both.items() if can_use(entry, name)}

    def entry(self, entry_id: str) -> Entry:
        """A listed entry; its file is read once. Raises Invalid where it cannot be read any more."""
        card = self.cards[entry_id]
        if card.file not in self.files:
            path, session = self.session.responses / card.file, self.session
            read = read_file(path, session.shown(card), default_status=session.default_status)
            if read.faults:
                raise Invalid(read.faults)
            self.files[card.file] = {entry.id: entry for entry in read.entries}
        if entry_id not in self.files[card.file]:
            raise UnknownId(entry_id, None)
        return self.files[card.file][entry_id]


def can_use(entry: Entry, name: str) -> bool:
    """Whether an entry can use a value of this name."""
    group, dot, key = name.partition(".")
    return name in entry.fields or bool(dot and key and group in GROUPS) or bool(BLANK_TO_FILL.fullmatch(name))
