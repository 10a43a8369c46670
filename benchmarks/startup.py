"""What starting up costs: the bare interpreter, Typer by version, and this program's light commands.

    python benchmarks/startup.py [--typer 0.20.1 0.24.0 0.28.0 0.29.1] [--runs 15]

Makes a virtual environment for each Typer version (downloads it), runs a program with two empty commands
in each, and all candidates in turn, so that a busy machine is busy for all of them. Prints the median CPU
time (user and system, with the interpreter's own) in milliseconds and its ratio to the bare interpreter.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

TRIVIAL = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)

@app.command()
def one() -> None: ...

@app.command()
def two() -> None: ...

app()
"""
OWN = (["--version"], ["--help"], ["list"], ["find", "my parsel never arived"])


def cpu_ms(command: list[str], cwd: Path) -> float:
    """The CPU time of one run, in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def typer_python(version: str, folder: Path) -> str:
    """The interpreter of a fresh environment with one version of Typer."""
    home = folder / version
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", f"typer=={version}"], check=True, stderr=subprocess.DEVNULL)
    return python


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--typer", nargs="*", default=["0.20.1", "0.24.0", "0.27.0", "0.28.0", "0.29.1"])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "trivial.py").write_text(TRIVIAL)
        candidates = {"bare interpreter": [sys.executable, "-c", "pass"]}
        for version in options.typer:
            python = typer_python(version, folder)
            candidates[f"typer {version}, two empty commands"] = [python, "trivial.py", "one"]
        for arguments in OWN:
            candidates["cheatsheet " + " ".join(arguments)] = [sys.executable, "-m", "cheatsheet", *arguments]
        times: dict[str, list[float]] = {name: [] for name in candidates}
        for command in candidates.values():  # once for nothing: bytecode and file caches
            cpu_ms(command, folder)
        for _ in range(options.runs):
            for label, command in candidates.items():
                times[label].append(cpu_ms(command, folder))
    bare = statistics.median(times["bare interpreter"])
    print(f"{'':48}  CPU ms   x bare")
    for label, measured in times.items():
        median = statistics.median(measured)
        print(f"{label:48}  {median:6.1f}   {median / bare:6.1f}")


if __name__ == "__main__":
    main()
