"""One call of the program: what a command gets from the world outside."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cheatsheet.commands.outside import Outside
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.output import Printer
from cheatsheet.place import LibraryPlace, find_library, starter_folder
from cheatsheet.settings import USER_FILE_NAME, Settings, load_settings
from cheatsheet.text import decode

if TYPE_CHECKING:  # heavier than a command that only reads settings needs
    from cheatsheet.card import Card
    from cheatsheet.clipboard import Clipboard
    from cheatsheet.entry import Entry
    from cheatsheet.journal import Journal
    from cheatsheet.last import LastReplyStore
    from cheatsheet.layouts import Layouts
    from cheatsheet.library import Library
    from cheatsheet.lint.about import About
    from cheatsheet.lint.packs import PhraseRule
    from cheatsheet.match import Finder
    from cheatsheet.status import Status

MAX_INPUT = 10_000_000  # bytes of one message or batch from standard input
LONGEST_TYPED = 4095  # bytes of a line, its break counted, that a terminal hands on; what is longer it cuts off
CUT_OFF = "a line was too long for the terminal, which cut it off: break it up, or read it from a file (see --help)"
USES_STARTER = frozenset({"find", "reply", "pick", "show", "list", "doctor"})


class Session:
    """What a command works with; each part is made when it is first asked for."""

    def __init__(self, ctx: typer.Context) -> None:
        root = ctx.find_root()
        self.outside: Outside = root.obj if isinstance(root.obj, Outside) else Outside.real()
        self.library_flag: str | None = root.params.get("library")
        self.config_flag: str | None = root.params.get("config")
        self.command = ctx.info_name or ""
        self.names: dict[str, str] = {}  # of files, as a person reads them
        self.said: set[str] = set()  # what is said once a call
        self.kept: set[str] = set()  # the names of what was typed and is kept beside the library
        self.stamps: dict[str, tuple[int, int]] = {}  # of the files, when the library was read
        self.many = bool(ctx.params.get("batch"))  # messages will be asked in this call

    @cached_property
    def printer(self) -> Printer:
        """The printer."""
        return Printer(out=self.outside.stdout, err=self.outside.stderr, environ=self.outside.environ)

    @property
    def today(self) -> date:
        """The local date."""
        return self.outside.clock().astimezone().date()

    @property
    def asks(self) -> bool:
        """Whether there is a person who can answer."""
        return self.outside.stdin.isatty()

    @cached_property
    def user_file(self) -> Path:
        """The user's own settings."""
        if self.config_flag is None:
            return self.outside.config_folder / USER_FILE_NAME
        named = self.outside.cwd / Path(self.config_flag).expanduser()
        if not named.is_file():
            raise UsageError(f"--config: {named} is not a file")
        return named

    @cached_property
    def place(self) -> LibraryPlace:
        """Where the library lies."""
        outside = self.outside
        starter = self.command in USES_STARTER
        return find_library(self.library_flag, outside.environ, outside.cwd, starter_allowed=starter)

    @cached_property
    def settings(self) -> Settings:
        """The effective settings."""
        from cheatsheet.folder import shown

        files = [file for file in (self.place.settings_file, self.user_file) if file]
        names = {file: shown(file, self.outside.cwd) for file in files}
        return load_settings(self.place.settings_file, self.user_file, self.outside.environ, names)

    @cached_property
    def responses(self) -> Path:
        """The folder of the entry files."""
        if self.place.responses:
            return self.place.responses
        folder = self.own_folder("library.responses")
        if folder.is_dir():
            return folder
        if self.settings.known["library.responses"].origin != "default":
            raise UsageError(f"[library] responses: {folder} is not a folder", "create it, or change the setting")
        return self.place.root

    def own_folder(self, setting: str) -> Path:
        """A folder of the library that a setting names; Invalid where it leads out of the library."""
        name = self.settings.text(setting)
        if Path(name).is_absolute() or ".." in Path(name).parts:
            file = self.settings.known[setting].origin
            raise Invalid([Fault(file=file, message=f"`{setting}` is {name!r}", hint="name a folder of the library")])
        return self.place.root / name

    @property
    def default_status(self) -> "Status":
        """The status of entries that name none."""
        from cheatsheet.status import Status

        return Status.DRAFT if self.settings.flag("review.required") else Status.APPROVED

    @cached_property
    def library(self) -> "Library":
        """The library, its warnings said."""
        from cheatsheet.folder import stamps
        from cheatsheet.library import Library

        self.stamps = stamps(self.responses)
        library = Library.load(self.responses, self.outside.cwd, default_status=self.default_status)
        self.warn(library.warnings)
        return library

    @cached_property
    def finder(self) -> "Finder":
        """What finds the entries of the library, its warnings said."""
        from cheatsheet.cache import Cache
        from cheatsheet.match import Finder

        cache = Cache(
            store=self.outside.cache_folder,
            folder=self.responses,
            cwd=self.outside.cwd,
            language=self.settings.text("library.language"),
            default_status=str(self.default_status),
            now=int(self.outside.clock().timestamp() * 1e9),
            semantic=self.settings.text("match.semantic"),
            many=self.many,
        )
        opened = cache.open()
        self.warn(opened.warnings)
        if opened.problem:
            self.printer.warn(f"the search index cannot be kept, so every search makes it anew: {opened.problem}")
        return Finder(index=opened.index)

    def warn(self, warnings: "Iterable[Fault]") -> None:
        """Says warnings of the library's files, each once a call."""
        for warning in map(str, warnings):
            if warning not in self.said:
                self.said.add(warning)
                self.printer.warn(warning)

    def forget_library(self) -> None:
        """Makes what was read of the library out of date: it was written to."""
        for name in ("library", "finder"):
            self.__dict__.pop(name, None)

    def uses(self, ids: Iterable[str]) -> Mapping[str, int]:
        """How often this agent used each of these entries."""
        return self.journal.uses(ids)

    def shown(self, card: "Card") -> str:
        """The file of a card as a person reads it."""
        from cheatsheet.folder import shown

        if card.file not in self.names:
            self.names[card.file] = shown(self.responses / card.file, self.outside.cwd)
        return self.names[card.file]

    def entry_of(self, card: "Card") -> "Entry":
        """The entry of a card, read from its file alone."""
        from cheatsheet.files import read_file

        found = read_file(self.responses / card.file, self.shown(card), default_status=self.default_status)
        own = (entry for entry in found.entries if entry.id == card.id)
        return next(own, None) or self.library.get(card.id)

    @cached_property
    def layouts(self) -> "Layouts":
        """The layouts: the library's own over the built-in ones."""
        from cheatsheet.layouts import Layouts

        own = None if self.place.starter else self.own_folder("library.templates")
        return Layouts.load(starter_folder("templates"), own, self.outside.cwd)

    @cached_property
    def wording(self) -> "tuple[tuple[PhraseRule, ...], About]":
        """The rules on wording, and what they may know besides the text."""
        from cheatsheet.commands.linting import about_of, rules_of

        return rules_of(self), about_of(self)

    @cached_property
    def clipboard(self) -> "Clipboard":
        """The clipboards that can be reached."""
        from cheatsheet.clipboard import Clipboard

        return Clipboard(via=self.settings.text("clipboard.via"), environ=self.outside.environ)

    @cached_property
    def last_reply(self) -> "LastReplyStore":
        """Where the last reply is kept."""
        from cheatsheet.last import LastReplyStore

        return LastReplyStore(folder=self.outside.runtime_folder)

    @cached_property
    def journal(self) -> "Journal":
        """The local record of use, which may be switched off."""
        from cheatsheet.journal import FILE_NAME, Journal

        path = self.outside.state_folder / FILE_NAME
        return Journal(path=path, library=self.responses, on=self.settings.flag("journal.keep"))

    def say_starter(self) -> None:
        """Says that the starter library answers, where it does."""
        if self.place.starter:
            self.printer.say(
                "starter library (there is no cheatsheet.toml here; `cheatsheet init` makes your own)", "dim"
            )

    def message(self, words: list[str] | None) -> str:
        """The complaint: the words of the command line, or standard input for `-` and where it is piped."""
        if words and words != ["-"]:
            if not " ".join(words).strip():
                raise UsageError("the complaint is empty", "type or paste what the customer says")
            return " ".join(words)
        if not words and self.asks:
            raise UsageError("no complaint was given", 'for instance: "my parcel has not arrived", or - to paste one')
        text = self.read_stdin()
        if not text.strip():
            raise UsageError("the complaint is empty", "type or paste what the customer says")
        return text

    def read_stdin(self) -> str:
        """Standard input as text, whatever its encoding."""
        if self.asks:
            self.printer.say("paste the message, then Ctrl-D on a line of its own:", "dim")
        data = self.read_bytes(MAX_INPUT)
        if self.asks and any(len(line) >= LONGEST_TYPED - 1 for line in data.split(b"\n")):
            raise UsageError(CUT_OFF, "nothing was done")
        return decode(data)[0]

    def read_bytes(self, most: int) -> bytes:
        """Standard input, so many bytes at most."""
        data = self.outside.stdin.read(most + 1)
        if len(data) > most:
            raise UsageError(f"standard input is longer than {most:,} bytes")
        return data

    def ask(self, prompt: str) -> str:
        """One line from a person, without the space around it; KeyboardInterrupt at the end of input."""
        line = self.line(f"{prompt}: ")
        if line is None:
            raise KeyboardInterrupt
        return line.strip()

    def line(self, prompt: str) -> str | None:
        """One line from a person as it was typed; None at the end of input."""
        while True:
            self.printer.ask(prompt)
            line = self.outside.stdin.readline()
            if not line:
                self.printer.say()
                return None
            if not (self.asks and len(line) >= LONGEST_TYPED):
                return decode(line)[0].rstrip("\r\n")
            self.printer.say(CUT_OFF, "yellow")
