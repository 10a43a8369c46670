"""Draws docs/reply.svg: the main job as it looks in a terminal, by running it in one.

python docs/picture.py
"""

import os
import pty
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

COMMAND = ["reply", "my parsel never arived and nobody answers me!!", "--name", "Dana Smith", "--order", "1042"]
SHOWN = "cheatsheet reply 'my parsel never arived and nobody answers me!!' --name 'Dana Smith' --order 1042"
WIDTH = 104
MARGIN = 4  # columns kept free at the right: fonts differ a little in width


def terminal_output(arguments: list[str], home: Path) -> str:
    """What the program writes to a terminal that copies through OSC 52, without that sequence."""
    (home / "cheatsheet.toml").write_text('[agent]\nname = "Robin"\n[company]\nname = "Acme"\n')
    (home / "responses").symlink_to(Path(__file__).parents[1] / "responses")
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


def main() -> None:
    """Writes the picture beside this file."""
    with tempfile.TemporaryDirectory() as home, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text.assemble(("$ ", "bold green"), (SHOWN, "bold")))
        shown = Text.from_ansi(terminal_output(COMMAND, Path(home)))
        console.print(Padding(shown, (0, MARGIN, 0, 0)))
        picture = Path(__file__).with_name("reply.svg")
        picture.write_text(console.export_svg(title="cheatsheet"), encoding="utf-8")


if __name__ == "__main__":
    main()
