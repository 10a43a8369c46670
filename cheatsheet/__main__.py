"""The program's entry point: `cheatsheet` and `python -m cheatsheet`."""

import gc
import os
import sys


def main() -> None:
    """Runs the command line and ends the process with its exit code.

    A call is over before there is anything to collect, and what it holds goes with the process: collecting, and
    taking everything apart at the end, would cost a quarter of the time of a search (benchmarks/speed.py).
    """
    gc.disable()
    from cheatsheet.commands.app import run_from_shell

    code = run_from_shell()
    if sys.stderr:  # closed by the caller
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
