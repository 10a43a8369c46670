"""The layouts that wrap an answer, one a channel, and the macros they share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.folder import shown
from cheatsheet.nodes import Place
from cheatsheet.template_text import Text
from cheatsheet.text import decode, did_you_mean

SUFFIX = ".j2"
MACROS = "macros"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """Template sources by name: `email`, `email.de`, `macros`; the team's own over the built-in ones."""

    built_in: Mapping[str, Text] = field(default_factory=dict)
    own: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def load(cls, built_in: Path, own: Path | None, cwd: Path) -> "Layouts":
        """Every layout of both folders; raises Invalid for one that cannot be read."""
        return cls(built_in=read_folder(built_in, cwd), own=read_folder(own, cwd) if own else {})

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that have a layout."""
        names = {name.partition(".")[0] for name in (*self.built_in, *self.own)}
        return tuple(sorted(names - {MACROS}))

    def layout(self, channel: str, language: str) -> Text:
        """The layout of a channel, in the language where there is one; UsageError for an unknown channel."""
        for name in (f"{channel}.{language}", channel):
            found = self.own.get(name) or self.built_in.get(name)
            if found:
                return found
        hint = did_you_mean(channel, self.channels) or f"there are {', '.join(self.channels)}"
        raise UsageError(f"no layout for the channel {channel!r}", hint)

    def speaks(self, channel: str, language: str) -> bool:
        """Whether there is a layout or a file of macros in a language."""
        names = (f"{channel}.{language}", f"{MACROS}.{language}")
        return any(name in layer for layer in (self.built_in, self.own) for name in names)

    def macros(self, language: str) -> list[Text]:
        """The files of macros, a later one over an earlier."""
        names = (MACROS, f"{MACROS}.{language}")
        return [layer[name] for layer in (self.built_in, self.own) for name in names if name in layer]


def read_folder(folder: Path, cwd: Path) -> dict[str, Text]:
    """The templates of a folder by name; {} where there is no folder."""
    if not folder.is_dir():
        return {}
    found = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name.startswith((".", "_")):
            continue
        name = shown(path, cwd)
        try:
            source, encoding = decode(path.read_bytes())
        except OSError as error:
            raise Invalid([Fault(file=name, message=f"cannot be read: {error.strerror or error}")]) from None
        if encoding != "utf-8":
            raise Invalid([Fault(file=name, message=f"is {encoding}, not UTF-8", hint="save it as UTF-8")])
        source = source.replace("\r\n", "\n")
        place = Place(1, 1)
        found[path.name.removesuffix(SUFFIX)] = Text(source=source, file=name, place=place)
    return found
