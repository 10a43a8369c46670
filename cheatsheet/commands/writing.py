"""What `add` and `edit` make of flags, standard input, questions and the editor: entries ready to be saved."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cheatsheet.commands.session import Session
from cheatsheet.commands.unsaved import keep_values
from cheatsheet.endings import Ended, endings_told, undisturbed
from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, Fault, Invalid, UsageError
from cheatsheet.files import read_entries
from cheatsheet.folder import SPREADSHEET_SUFFIXES, SUFFIXES, entry_names
from cheatsheet.lock import UNSAVED
from cheatsheet.revise import new_entry
from cheatsheet.status import Status
from cheatsheet.text import decode

FIRST_FILE = "answers.yaml"  # of a library that has none yet
STDIN = "standard input"
SIGNED = ("approved_by", "reviewed", "review_by")  # what an approval sets


def answer_of(session: Session, answer: str | None, answer_file: str | None) -> str | None:
    """The answer that flags give; None where they give none."""
    if answer_file is None:
        return answer and with_plain_breaks(answer)
    if answer is not None:
        raise UsageError("--answer and --answer-file both give the answer", "leave one of them out")
    if answer_file == "-":
        return with_plain_breaks(session.read_stdin()).strip("\n")
    try:
        data = (session.outside.cwd / Path(answer_file).expanduser()).read_bytes()
    except OSError as error:
        raise UsageError(f"--answer-file: {answer_file}: {error.strerror or error}") from None
    return with_plain_breaks(decode(data)[0]).strip("\n")


def with_plain_breaks(text: str) -> str:
    """A text with the line breaks of every system as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def new_entries(session: Session, given: Mapping[str, object]) -> list[Entry]:
    """The entries to add: of flags and questions, of standard input, or of the editor; none where one gives up."""
    if given:
        return [entry_of(session, given)]
    if session.asks:
        entry = written_entry(session, {})
        if entry is None:
            session.printer.say("nothing was added")
        return [entry] if entry else []
    return piped_entries(session)


def piped_entries(session: Session) -> list[Entry]:
    """The entries in standard input: YAML, a list of them or a single one."""
    text = session.read_stdin()
    if not text.strip():
        raise UsageError("nothing was given to add", "use --complaint and --answer, or pipe an entry as YAML into it")
    from cheatsheet.skeleton import read_back

    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines[:1] or not lines[0].lstrip().startswith(("-", "[")):
        single = read_back(text, STDIN, default_status=session.default_status)
        return [single] if single else []
    faults: list[Fault] = []
    entries = read_entries(text, ".yaml", STDIN, faults, [], default_status=session.default_status)
    if faults:
        raise Invalid(faults)
    return entries


def entry_of(session: Session, given: Mapping[str, object]) -> Entry:
    """The entry of flags and of what a person answers for what is missing; what was typed is never lost.

    Raises UsageError where nobody can be asked, and where the values are no entry.
    """
    missing = [key for key in ("complaint", "answer") if not given.get(key)]
    if missing and not session.asks:
        flags = " and ".join(f"--{key}" for key in missing)
        raise UsageError(f"an entry needs its {' and its '.join(missing)}", f"give {flags}")
    from cheatsheet.commands.questions import ask_entry

    answers: dict[str, object] = {}

    def keep() -> None:
        with undisturbed():
            if missing:
                keep_values(session, "entry", {**given, **answers})

    with endings_told():
        try:
            if missing:
                ask_entry(session, given, answers)
            entry = new_entry({**given, **answers}, default_status=session.default_status)
            check_new(session, entry)
        except (KeyboardInterrupt, CheatsheetError, Ended, OSError):  # a terminal that is gone cannot be read
            try:
                keep()
            except Ended:  # a window's end comes as a failed read first, and as a signal then
                keep()
            raise
    return entry


def written_entry(session: Session, known: Mapping[str, object]) -> Entry | None:
    """The entry that a person writes in the editor, `known` filled in; None where they give up."""
    from cheatsheet.skeleton import new_entry_text

    def check(entry: Entry) -> None:
        check_new(session, entry)

    return in_editor(session, new_entry_text(known), check)


def edited_entry(session: Session, old: Entry) -> Entry | None:
    """The entry as standard input has it, if that is piped, else as a person makes it in the editor.

    None where it stays as it is.
    """
    text = "" if session.asks else session.read_stdin()
    if text.strip():
        from cheatsheet.skeleton import read_back

        piped = read_back(text, STDIN, default_status=session.default_status, was=old)
        if piped is not None:
            check_edit(session, piped, old)
        return piped
    from cheatsheet.skeleton import entry_text

    def check(entry: Entry) -> None:
        check_edit(session, entry, old)

    return in_editor(session, entry_text(old, None), check, was=old)


def in_editor(
    session: Session, text: str, check: Callable[[Entry], None], *, was: Entry | None = None
) -> Entry | None:
    """What a person makes of a text in the editor, opened again until it is an entry that may be saved."""
    from cheatsheet.editor import edit_until
    from cheatsheet.skeleton import NAME, read_back

    def read(written: str) -> Entry | None:
        entry = read_back(written, default_status=session.default_status, was=was)
        try:
            if entry is not None:
                check(entry)
        except UsageError as error:
            raise Invalid([Fault(file=NAME, message=error.message, hint=error.hint)]) from None
        return entry

    outside = session.outside
    return edit_until(text, outside.environ, outside.state_folder / UNSAVED, read, session.printer.say)


def check_all(session: Session, entries: Sequence[Entry]) -> None:
    """UsageError where one of several entries cannot be added: then none is."""
    seen: set[str] = set()
    for entry in entries:
        check_new(session, entry)
        if entry.id in seen:
            raise UsageError(f"two of the entries have the id {entry.id!r}", "give one of them another `id:`")
        seen.add(entry.id)


def check_new(session: Session, entry: Entry) -> None:
    """UsageError where the id is taken, or where the status is not one to begin with."""
    library = session.library
    if entry.id in library.by_id:
        there = library.get(entry.id)
        hint = f"{there.source.file}:{there.source.line} has it; name another --id, or edit that one"
        raise UsageError(f"the id {entry.id!r} is taken", hint)
    check_status(session, entry, None)


def check_edit(session: Session, new: Entry, old: Entry) -> None:
    """UsageError where a new id is taken, or where the status is one that an edit does not set."""
    if new.id != old.id and new.id in session.library.by_id:
        raise UsageError(f"the id {new.id!r} is taken", "choose another id")
    check_status(session, new, old)
    check_signed(session, new, old)


def check_signed(session: Session, new: Entry, old: Entry) -> None:
    """UsageError where what an approval says of an entry was changed by hand, and review is required."""
    if old.status is Status.APPROVED and session.settings.flag("review.required"):
        keys = [key for key in SIGNED if getattr(new, key) != getattr(old, key)]
        if keys:
            raise UsageError(
                f"{' and '.join(f'`{key}`' for key in keys)} of {old.id} cannot be proposed",
                "an approval sets this itself: leave it as it was",
            )


def check_status(session: Session, new: Entry, old: Entry | None) -> None:
    """UsageError where a status is set that only review or `retire` may set."""
    if old is not None and old.status is new.status:
        return
    if new.status is Status.RETIRED:
        raise UsageError("an entry is retired with a reason", f"cheatsheet retire {new.id} --reason …")
    required = session.settings.flag("review.required")
    if required and old is not None and old.status is Status.APPROVED:
        raise UsageError(f"{old.id} stays approved until a review decides", "edit its text: the change is proposed")
    if required and new.status is Status.APPROVED:
        raise UsageError("review is required here: only `review approve` approves", "leave --status out")


def file_for(session: Session, file: str | None, near: Sequence[str]) -> Path:
    """The file of a new entry: the one named, else that of its nearest neighbour, else the library's first."""
    folder = session.responses
    if file is None:
        own = [
            name for name in (*near, *entry_names(folder)) if Path(name).suffix.lower() not in SPREADSHEET_SUFFIXES
        ]
        return folder / (own[0] if own else FIRST_FILE)
    path = Path(file)
    if not path.name:
        raise UsageError("--file is empty", "for instance --file delivery.yaml")
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"--file {file}: name a file below {folder}", "for instance --file delivery.yaml")
    if path.suffix.lower() not in SUFFIXES - SPREADSHEET_SUFFIXES:
        raise UsageError(
            f"--file {file}: entries are kept in .yaml, .json or .csv files", f"name it {path.stem}.yaml"
        )
    if any(part.startswith((".", "_")) for part in path.parts):
        raise UsageError(f"--file {file}: names that begin with . or _ are not read", "choose another name")
    return folder / path
