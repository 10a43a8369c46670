"""Draws docs/reply.svg and docs/pick.svg: the program as it looks in a terminal, by running it in one.

python docs/picture.py

Needs tmux for the second.
"""

import os
import pty
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

COMMAND = ["reply", "my parsel never arived and nobody answers me!!", "--name", "Dana Smith", "--order", "1042"]
SHOWN = "cheatsheet reply 'my parsel never arived and nobody answers me!!' --name 'Dana Smith' --order 1042"
WIDTH = 104
SEARCHED = "my parsel never arived"
SCREEN = (112, 26)
PATIENCE = 20.0  # seconds for the screen to be drawn
MARGIN = 4  # columns kept free at the right: fonts differ a little in width


def library(home: Path) -> None:
    """The starter library with a name and a company."""
    (home / "cheatsheet.toml").write_text('[agent]\nname = "Robin"\n[company]\nname = "Acme"\n')
    (home / "responses").symlink_to(Path(__file__).parents[1] / "responses")


def terminal_output(arguments: list[str], home: Path) -> str:
    """What the program writes to a terminal that copies through OSC 52, without that sequence."""
    environ = {**os.environ, "COLUMNS": str(WIDTH), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"):
        environ.pop(name, None)
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(home)
        os.execve(sys.executable, [sys.executable, "-m", "cheatsheet", *arguments], environ)  # noqa: S606
    written = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        written += data
    os.waitpid(pid, 0)
    before, _, rest = written.decode().partition("\x1b]52;c;")
    return (before + rest.partition("\x07")[2]).replace("\r\n", "\n")


def screen_of(arguments: list[str], home: Path, shown: str) -> str:
    """The full screen of the program once it shows a text."""
    tmux = ["tmux", "-f", os.devnull, "-S", str(home / "tmux")]
    width, height = map(str, SCREEN)
    program = shlex.join([sys.executable, "-m", "cheatsheet", *arguments])
    environ = {**os.environ, "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home), "COLORTERM": "truecolor"}
    environ.pop("NO_COLOR", None)
    start = [*tmux, "-u", "new-session", "-d", "-x", width, "-y", height, "-c", str(home), program]
    subprocess.run(start, env=environ, check=True)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            screen = subprocess.run([*tmux, "capture-pane", "-e", "-p"], capture_output=True, text=True, check=True)
            if shown in screen.stdout or time.monotonic() > end:
                return screen.stdout
            time.sleep(0.2)
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


def draw(name: str, width: int, *parts: Text | Padding) -> None:
    """Writes a picture beside this file."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=width, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(*parts, sep="\n")
        path = Path(__file__).with_name(name)
        path.write_text(console.export_svg(title="cheatsheet", unique_id=path.stem), encoding="utf-8")


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        library(home)
        call = Text.assemble(("$ ", "bold green"), (SHOWN, "bold"))
        draw("reply.svg", WIDTH, call, Padding(Text.from_ansi(terminal_output(COMMAND, home)), (0, MARGIN, 0, 0)))
        screen = screen_of(["pick", SEARCHED], home, "before you send")
        draw("pick.svg", SCREEN[0] + MARGIN, Text.from_ansi(screen))


if __name__ == "__main__":
    main()
