"""What an import does with each item: add it, join it with the entry for the same complaint, or leave it out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from cheatsheet.convert.item import Item
from cheatsheet.entry import ENTRY_KEYS, Entry, plain
from cheatsheet.errors import UsageError
from cheatsheet.revise import new_entry
from cheatsheet.status import Status
from cheatsheet.text import slug, words

Kind = Literal["added", "merged", "changed", "skipped"]
LISTS = ("phrases", "check", "tags")
NOT_JOINED = {"id", "complaint", "answer", "status", "reason", *LISTS}
OTHER = "its `{}` is not that of {}, which stays"
OUT_OF_USE = "it is out of use there, and {0} is {1} here: `cheatsheet retire {0} --reason …` takes it out"
ANOTHER_ANSWER = "another answer for the complaint of {}: a draft, for a lead to decide"


class Outcome(NamedTuple):
    """What becomes of an item: `id` is the entry that it is or joins, `near` one that may be meant; "" for none."""

    item: Item
    kind: Kind
    id: str = ""
    why: str = ""
    near: str = ""
    losses: tuple[str, ...] = ()
    before: Mapping[str, object] = {}  # of an entry that is changed: the values that go


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import writes: new entries in the order of the source, and entries that are there as (old, new)."""

    outcomes: tuple[Outcome, ...]
    added: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The entries as they are while items come in: by id, by complaint, by phrase."""

    there: Mapping[str, Entry]  # of the library
    now: dict[str, Entry] = field(default_factory=dict)
    by_complaint: dict[str, list[str]] = field(default_factory=dict)
    by_phrase: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)  # ids of entries that an item is already

    def put(self, entry: Entry) -> None:
        """An entry that is new, or that has changed."""
        self.now[entry.id] = entry
        having = self.by_complaint.setdefault(folded(entry.complaint), [])
        if entry.id not in having:
            having.append(entry.id)
        for phrase in entry.phrases:
            self.by_phrase.setdefault(folded(phrase), entry.id)

    def same(self, entry: Entry, own_id: object) -> Entry | None:
        """The entry of the library that an item is: by its id, else by its complaint.

        Of several, the one with its answer, else one that no other item is.
        """
        if own_id in self.there and own_id not in self.taken:
            return self.now[str(own_id)]
        having = [self.now[each] for each in self.by_complaint.get(folded(entry.complaint), ())]
        exact = (each for each in having if is_answer_of(entry, each))
        free = (each for each in having if each.id in self.there and each.id not in self.taken)
        return next(exact, None) or next(free, None) or next(iter(having), None)

    def with_phrase(self, complaint: str) -> Entry | None:
        """The entry that has a complaint as one of its phrases."""
        return self.now.get(self.by_phrase.get(folded(complaint), ""))

    def free_id(self, wanted: str) -> str:
        """An id like this one that is not taken."""
        number, found = 2, wanted
        while found in self.now:
            found, number = f"{wanted}-{number}", number + 1
        return found


Near = Callable[[Entry], str]  # the id of an entry of the library that an item may be meant for, "" for none
Choice = Literal["add", "phrase", "skip"]
Choose = Callable[[Entry, Entry], Choice]  # what becomes of a new entry that is near one that is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How items are taken in."""

    default_status: Status = Status.APPROVED
    near: Near = lambda _: ""
    choose: Choose = lambda _new, _there: "add"


def planned(items: Iterable[Item], entries: Iterable[Entry], rules: Rules) -> Plan:
    """What an import of these items into these entries does; it changes nothing itself."""
    sheet = Sheet(there={entry.id: entry for entry in entries})
    for entry in sheet.there.values():
        sheet.put(entry)
    outcomes = tuple(noted(placed(item, sheet, rules), sheet) for item in items)
    changed = ((old, sheet.now[key]) for key, old in sheet.there.items())
    return Plan(
        outcomes=outcomes,
        added=tuple(entry for key, entry in sheet.now.items() if key not in sheet.there),
        changed=tuple((old, new) for old, new in changed if old != new),
    )


def noted(outcome: Outcome, sheet: Sheet) -> Outcome:
    """An outcome, its entry noted as one that an item is."""
    sheet.taken.add(outcome.id)
    return outcome


def placed(item: Item, sheet: Sheet, rules: Rules) -> Outcome:
    """Where an item goes; the sheet has it afterwards."""
    if item.skipped:
        return Outcome(item, "skipped", why=item.skipped, losses=item.losses)
    known = {key: value for key, value in item.values.items() if key in ENTRY_KEYS}
    try:
        entry = tidied(new_entry(known, default_status=rules.default_status))
    except UsageError as error:
        return Outcome(item, "skipped", why=error.message, losses=item.losses)
    unwritable = next((name for name, text in item.extra.items() if "\0" in name + text), None)
    if unwritable is not None:
        return Outcome(item, "skipped", why=f"`{unwritable}` holds a NUL character", losses=item.losses)
    if item.extra:
        entry = replace(entry, extra=dict(item.extra))
    same = sheet.same(entry, known.get("id"))
    if same is None:
        other = sheet.with_phrase(entry.complaint)
        if other and is_answer_of(entry, other):
            return joined(item, entry, other, sheet)
        return chosen(item, entry, sheet.now.get(other.id if other else rules.near(entry)), sheet, rules)
    by_id = same.id in sheet.there and known.get("id") == same.id
    if is_answer_of(entry, same) and not by_id:
        return joined(item, entry, same, sheet)
    if same.id in sheet.there and same.id not in sheet.taken:
        return overwritten(item, entry, same, sheet)
    apart = replace(entry, id=slug(entry.complaint) or entry.id, status=Status.DRAFT)
    return added(item, apart, sheet, loss=ANOTHER_ANSWER.format(same.id))


def tidied(entry: Entry) -> Entry:
    """An entry without phrases that come again, or that are its complaint."""
    if not entry.phrases:
        return entry
    phrases = {folded(phrase): phrase for phrase in reversed(entry.phrases)}
    phrases.pop(folded(entry.complaint), None)
    return replace(entry, phrases=tuple(reversed(phrases.values())))


def chosen(item: Item, entry: Entry, near: Entry | None, sheet: Sheet, rules: Rules) -> Outcome:
    """A new complaint, on its own or, where it is near that of another entry and a person says so, with that one."""
    choice = rules.choose(entry, near) if near else "add"
    if near is None or choice == "add":
        return added(item, entry, sheet, near=near.id if near else "")
    if choice == "skip":
        return Outcome(item, "skipped", why="left out as you said", near=near.id, losses=item.losses)
    sheet.put(widened(near, entry))
    losses = (*item.losses, f"its own answer: that of {near.id} is sent")
    return Outcome(item, "merged", near.id, near=near.id, losses=losses)


def added(item: Item, entry: Entry, sheet: Sheet, *, near: str = "", loss: str = "") -> Outcome:
    """The item as an entry of its own."""
    free = sheet.free_id(entry.id)
    losses = [*item.losses, *([loss] if loss else [])]
    if item.values.get("id") not in {None, free}:
        losses.append(f"its id {item.values['id']} is taken: it is {free} here")
    sheet.put(entry if entry.id == free else replace(entry, id=free))
    return Outcome(item, "added", free, near=near, losses=tuple(losses))


def joined(item: Item, entry: Entry, same: Entry, sheet: Sheet) -> Outcome:
    """The item in the entry that has its answer: what it says in other words, its lists, what that entry lacks."""
    given = [key for key in item.values if key in ENTRY_KEYS and key not in NOT_JOINED]
    lacking = {key: getattr(entry, key) for key in given if not getattr(same, key)}
    losses = [OTHER.format(key, same.id) for key in given if getattr(same, key) and differs(same, entry, key)]
    if is_out_of_use_there(entry, same) and same.id in sheet.there and same.id not in sheet.taken:
        losses.append(OUT_OF_USE.format(same.id, same.status))
    wider = replace(widened(same, entry), **lacking)
    if wider == same:
        return Outcome(item, "skipped", same.id, why="it is there already", losses=(*item.losses, *losses))
    sheet.put(wider)
    return Outcome(item, "merged", same.id, losses=(*item.losses, *losses))


def overwritten(item: Item, entry: Entry, same: Entry, sheet: Sheet) -> Outcome:
    """The item's values in the place of those of the entry with its id, or its complaint."""
    if is_out_of_use_there(entry, same):
        return Outcome(item, "skipped", same.id, why=OUT_OF_USE.format(same.id, same.status), losses=item.losses)
    given = {key: getattr(entry, key) for key in item.values if key in ENTRY_KEYS and key not in {"id", "status"}}
    if item.values.get("id") != same.id:
        given |= {key: united(getattr(same, key), getattr(entry, key)) for key in LISTS}
    new = replace(same, **given)
    if new == same:
        return Outcome(item, "skipped", same.id, why="it is there already", losses=item.losses)
    sheet.put(new)
    before = {key: plain(getattr(same, key)) for key in given if differs(same, new, key) and getattr(same, key)}
    return Outcome(item, "changed", same.id, losses=item.losses, before=before)


def is_out_of_use_there(entry: Entry, same: Entry) -> bool:
    """Whether the source has taken out of use what is in use here."""
    return entry.status is Status.RETIRED and same.status is not Status.RETIRED


def widened(entry: Entry, more: Entry) -> Entry:
    """An entry with what another one has more in its lists; another complaint becomes a phrase."""
    said = {folded(text) for text in (entry.complaint, *entry.phrases)}
    phrases = (text for text in (more.complaint, *more.phrases) if folded(text) not in said)
    return replace(
        entry,
        phrases=united(entry.phrases, tuple(phrases)),
        tags=united(entry.tags, more.tags),
        check=united(entry.check, more.check),
    )


def differs(one: Entry, other: Entry, key: str) -> bool:
    """Whether two entries say different things under a key."""
    return bool(getattr(one, key) != getattr(other, key))


def united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Both lists, without what comes again."""
    return tuple(dict.fromkeys((*one, *other)))


def is_answer_of(entry: Entry, other: Entry) -> bool:
    """Whether two entries have the same answer, but for white space."""
    return entry.answer.split() == other.answer.split()


def folded(text: str) -> str:
    """A complaint for comparison: its words, without case, marks and accents."""
    return " ".join(words(text)) or text.strip()
