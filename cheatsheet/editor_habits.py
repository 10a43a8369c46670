"""How the editors that people use open a file at a line, and which of them must be told to wait."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Habit(NamedTuple):
    """How a program opens a file at a line, and the flags that make it wait: without one the first is added."""

    at_line: tuple[str, ...]
    waits: tuple[str, ...] = ()


PLUS = ("+{line}", "{file}")
COLON = ("{file}:{line}",)
WAIT = ("--wait", "-w")
HABITS: Mapping[str, Habit] = {
    **dict.fromkeys(("vi", "vim", "nvim", "view", "nvi", "elvis", "vis", "ex", "kak", "micro"), Habit(PLUS)),
    **dict.fromkeys(("nano", "rnano", "pico", "joe", "jmacs", "jstar", "jpico", "ne", "mcedit"), Habit(PLUS)),
    **dict.fromkeys(("emacs", "emacsclient", "zile", "mg"), Habit(PLUS)),
    **dict.fromkeys(("gvim", "mvim"), Habit(PLUS, ("--nofork", "-f"))),
    **dict.fromkeys(("gedit", "bbedit"), Habit(PLUS, WAIT)),
    **dict.fromkeys(("hx", "helix"), Habit(COLON)),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "atom", "pulsar"), Habit(COLON, WAIT)),
    **dict.fromkeys(
        ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"),
        Habit(("--goto", "{file}:{line}"), WAIT),
    ),
    **dict.fromkeys(
        ("idea", "pycharm", "webstorm", "phpstorm", "rubymine", "goland", "clion", "rider"),
        Habit(("--line", "{line}", "{file}"), ("--wait",)),
    ),
    "kate": Habit(("--line", "{line}", "{file}"), ("--block", "-b")),
    "mate": Habit(("--line", "{line}", "{file}"), WAIT),
    "geany": Habit(PLUS, ("--new-instance", "-i")),
    "notepad++": Habit(("-n{line}", "{file}"), ("-multiInst",)),
    "gnome-text-editor": Habit(("{file}",), ("--standalone", "-s")),
    "open": Habit(("{file}",), ("-W",)),
}


def habit_of(program: str) -> Habit | None:
    """What is known of a program by its name; None where nothing is."""
    name = Path(program).name.lower()
    return HABITS.get(name) or HABITS.get(name.partition(".")[0])  # vim.basic, code.cmd


def opening(command: Sequence[str], path: Path, line: int = 0) -> list[str]:
    """The whole command line on a file: at a line, and so that it waits, where the program is known."""
    habit = habit_of(command[0])
    if habit is None:
        return [*command, str(path)]
    wait = habit.waits[:1] if not set(habit.waits) & set(command[1:]) else ()
    place = [part.format(file=path, line=line) for part in habit.at_line] if line else [str(path)]
    return [*command, *wait, *place]
