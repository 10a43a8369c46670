"""The entry point of `cheatsheet` and `python -m cheatsheet`."""

import sys

from cheatsheet.commands.app import run_from_shell


def main() -> None:
    sys.exit(run_from_shell())


if __name__ == "__main__":
    main()
