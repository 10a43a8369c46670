"""Settings: flags over environment over files over defaults. One table says what there is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from cheatsheet.errors import Fault, Invalid
from cheatsheet.text import decode, did_you_mean, place_of_bad_byte

FILE_NAME = "cheatsheet.toml"
USER_FILE_NAME = "config.toml"
Value = str | int | float | bool | list[str]


class Key(NamedTuple):
    """One setting: its dotted name, type, default (None: not set), what it is for, and its choices."""

    name: str
    type: type
    default: Value | None
    doc: str
    choices: tuple[str, ...] = ()
    variable: str = ""


KEYS: Sequence[Key] = (
    Key("library.responses", str, "responses", "folder of the entry files"),
    Key("library.templates", str, "templates", "folder of the team's own layouts"),
    Key("library.language", str, "en", "language of the answers and of the messages"),
    Key("agent.name", str, None, "who signs", variable="CHEATSHEET_AGENT"),
    Key("agent.channel", str, "email", "channel when --channel is not given"),
    Key("clipboard.via", str, "auto", "how replies are copied", ("auto", "tmux", "osc52", "desktop", "off")),
    Key("reply.keep_last", bool, True, "keep the last reply for an hour, for `reply --last`"),
    Key("journal.keep", bool, True, "remember on this machine which entries are used, never a message"),
    Key("match.wanted_precision", float, 0.9, "share of confident answers that must be right, 0.5 to 0.99"),
    Key("match.semantic", str, "auto", "use of the semantic extra", ("auto", "always", "never")),
    Key("review.required", bool, False, "entries without a status are drafts"),
    Key("review.months", int, 6, "months until an entry is due for review"),
    Key("review.self_approval", bool, False, "owners may approve their own text"),
    Key("lint.fail_on", str, "error", "lowest level that fails", ("error", "warning", "note")),
    Key("lint.packs", list, ["phrases.yaml"], "the team's own rule files, beside cheatsheet.toml"),
    Key("orders.source", str, None, "file or database of orders"),
    Key("orders.key", str, None, "column that --order matches"),
    Key("orders.email_key", str, None, "column that an email address matches"),
    Key("orders.query", str, None, "query of a database"),
    Key("orders.command", list, None, "command that prints one order as JSON"),
)
BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
OPEN_TABLES = ("company", "facts", "orders.columns", "placeholders")  # any key
USER_WINS = ("agent.", "clipboard.", "reply.", "journal.")  # elsewhere the team's file wins
TEAM_ONLY = "review.self_approval"  # where there is a team's file
SECTIONS = sorted({name.split(".")[0] for name in [*BY_NAME, *OPEN_TABLES]})


class Setting(NamedTuple):
    """One effective value and where it comes from."""

    value: Value | date
    origin: str


class Settings(NamedTuple):
    """The effective settings by dotted name; a key without a value is not there."""

    known: Mapping[str, Setting]

    def text(self, name: str) -> str:
        """A text setting; "" where it is not set."""
        found = self.known.get(name)
        return str(found.value) if found else ""

    def flag(self, name: str) -> bool:
        """A yes/no setting."""
        found = self.known.get(name)
        return bool(found and found.value)

    def number(self, name: str) -> float:
        """A number setting."""
        value = self.known[name].value
        return float(value) if isinstance(value, (int, float)) else 0.0

    def table(self, name: str) -> dict[str, Value | date]:
        """The keys of an open table, e.g. `company`."""
        prefix = f"{name}."
        return {key[len(prefix) :]: found.value for key, found in self.known.items() if key.startswith(prefix)}


def load_settings(
    team_file: Path | None, user_file: Path | None, environ: Mapping[str, str], shown: Mapping[Path, str]
) -> Settings:
    """The effective settings; raises Invalid with every fault of both files.

    `shown` has the name of each file as messages call it.
    """
    faults: list[Fault] = []
    team = read_settings(team_file, shown, faults) if team_file else {}
    user = read_settings(user_file, shown, faults) if user_file else {}
    if faults:
        raise Invalid(faults)
    known = {key.name: Setting(value=key.default, origin="default") for key in KEYS if key.default is not None}
    if team_file and team_file.is_file():  # who may approve what is not for each to say
        user = {name: setting for name, setting in user.items() if not name.startswith(TEAM_ONLY)}
    for name in {**user, **team}:
        user_first = name.startswith(USER_WINS)
        layers = (team, user) if user_first else (user, team)
        for layer in layers:
            if name in layer:
                known[name] = layer[name]
    for key in KEYS:
        value = environ.get(key.variable, "").strip() if key.variable else ""
        if value:
            known[key.name] = Setting(value=value, origin=f"${key.variable}")
    return Settings(known=dict(sorted(known.items(), key=order_of)))


def order_of(item: tuple[str, Setting]) -> tuple[int, str]:
    """Keys of the table first, in its order; then open keys by name."""
    names = list(BY_NAME)
    return (names.index(item[0]) if item[0] in BY_NAME else len(names), item[0])


def read_settings(path: Path, shown: Mapping[Path, str], faults: list[Fault]) -> dict[str, Setting]:
    """The settings of one file by dotted name; {} where there is no file."""
    name = shown.get(path, str(path))
    try:
        data = path.read_bytes()
        text, encoding = decode(data)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        faults.append(Fault(file=name, message=f"cannot be read: {error.strerror or error}"))
        return {}
    if encoding != "utf-8":
        line, column = place_of_bad_byte(data)
        message = f"is {encoding}, not UTF-8"
        faults.append(Fault(file=name, line=line, column=column, message=message, hint="save it as UTF-8"))
        return {}
    import tomllib  # only where there is a file

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(toml_fault(name, error, len(text.splitlines())))
        return {}
    check = Checker(name, text.splitlines(), faults)
    return check.settings(table)


def toml_fault(name: str, error: Exception, last_line: int) -> Fault:
    """A syntax error with the place that tomllib names in its message; the last line for the end."""
    message = str(error)
    found = re.search(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (last_line, 0)
    text = message[: found.start()] if found else "nested too deep"
    return Fault(file=name, line=line, column=column, message=f"{text} (not readable as TOML)")


class Checker:
    """Checks the values of one file against the table."""

    def __init__(self, file: str, lines: Sequence[str], faults: list[Fault]) -> None:
        self.file = file
        self.lines = lines
        self.faults = faults

    def settings(self, data: Mapping[str, object]) -> dict[str, Setting]:
        """Every setting in `data` that is as it should be; the rest are faults."""
        found = {}
        for name, value in flatten(data):
            if is_open(name):
                problem = open_problem(value)
            elif name in BY_NAME:
                problem = key_problem(BY_NAME[name], value)
            else:
                self.unknown(name)
                continue
            if problem:
                self.fault(name, f"`{name}` {problem}")
            else:
                found[name] = Setting(value=cast("Value | date", value), origin=self.file)
        return found

    def unknown(self, name: str) -> None:
        """A key that the table does not have."""
        section = name.split(".", maxsplit=1)[0]
        if section not in SECTIONS:
            self.fault(section, f"unknown section `[{section}]`", did_you_mean(section, SECTIONS))
        else:
            near = did_you_mean(name, [key for key in BY_NAME if key.startswith(section)])
            self.fault(name, f"unknown setting `{name}`", near)

    def fault(self, name: str, message: str, hint: str = "") -> None:
        """Notes a fault at the line where the key stands."""
        line = line_of(self.lines, name)
        self.faults.append(Fault(file=self.file, line=line, column=1 if line else 0, message=message, hint=hint))


def flatten(data: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, object]]:
    """Dotted names and values; an empty table of ours gives nothing."""
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and (value or name in SECTIONS) and not is_open(name):
            yield from flatten(value, f"{name}.")
        else:
            yield name, value


def is_open(name: str) -> bool:
    """Whether `name` is a key of a table that takes any key."""
    return any(name.startswith(f"{table}.") for table in OPEN_TABLES)


def open_problem(value: object) -> str:
    """What is wrong with the value of an open key, else ""."""
    plain = isinstance(value, (str, int, float, bool, date))
    return "" if plain else "must be a text, a number, a date or true/false"


def key_problem(key: Key, value: object) -> str:
    """What is wrong with a value of a known key, else ""."""
    if key.type is float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return f"must be a number, like {key.default}"
        return "" if 0.5 <= value <= 0.99 else "must lie between 0.5 and 0.99"
    if key.type is list:
        texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return "" if texts else "must be a list of texts"
    if not isinstance(value, key.type) or (key.type is int and isinstance(value, bool)):
        return {str: "must be text", bool: "must be true or false", int: "must be a whole number"}[key.type]
    if isinstance(value, int) and key.type is int and not 1 <= value <= 120:
        return "must lie between 1 and 120"
    if key.choices and value not in key.choices:
        return f"is {value!r}; it is one of {', '.join(key.choices)}"
    return ""


def line_of(lines: Sequence[str], name: str) -> int:
    """The 1-based line on which a dotted key is set, else that of the table it stands in, else 0."""
    section, quote, parents = "", "", {}
    for number, line in enumerate(lines, 1):
        inside, quote = quote, open_quote(line, quote)
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        written = re.match(r"\s*([\w.\"' -]+?)\s*=", line)
        if inside:
            continue
        if header:
            section = found = unquoted(header[1])
        elif written:
            found = f"{section}.{unquoted(written[1])}".lstrip(".")
        else:
            continue
        if found == name:
            return number
        if name.startswith(f"{found}."):
            parents[number] = len(found)
    return max(parents, key=lambda number: parents[number], default=0)


def open_quote(line: str, quote: str) -> str:
    """The triple quote that is open at the end of a line, else ""."""
    for found in re.findall(r'"""|\'\'\'', line):
        quote = "" if quote == found else quote or found
    return quote


def unquoted(key: str) -> str:
    """A TOML key without quotes and spaces."""
    return re.sub(r"[\"' ]", "", key)
