"""Whether sheets of LibreOffice come in, and ours open there: a slow check that the test suite does not need.

    python tools/libreoffice.py

Needs LibreOffice (`apt-get install libreoffice-calc`) and `pip install ".[sheets]"`. Has LibreOffice make an .xlsx
and an .ods of a sheet, reads both, writes them as .xlsx, and has LibreOffice open that again. Exit 1 where a text
differs.
"""

import csv
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cheatsheet.convert import csv_format, workbook
from cheatsheet.convert.item import Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.entry import Entry
from cheatsheet.revise import new_entry

ROWS = (
    ("Answers of the shop", "", ""),
    ("", "", ""),
    ("Customer says", "Answer", "Tags"),
    ("Where is my lamp?", "It left today.\nYou will have it on Friday.", "lamps"),
    ("My number is 007", "007", "numbers"),
    ("It costs too much", "It is €49.90 with “everything” in it; that's all.", ""),
    ("=1+1 is on my bill", "I look at it: -5 and @home are fine.", ""),
    ("Ich möchte mein Geld zurück", "Sie haben es am Montag. 😀", "geld"),
)


def converted(office: str, path: Path, form: str, *filters: str) -> Path:
    """A file as LibreOffice writes it in another form."""
    target = path.parent / form
    command = [office, "--headless", f"-env:UserInstallation=file://{path.parent}/profile", *filters]
    command += ["--convert-to", form, "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return target / f"{path.stem}.{form.partition(':')[0]}"


def texts(source: Source) -> list[tuple[str, str]]:
    """The complaints and answers that came in."""
    return [(str(item.values["complaint"]), str(item.values["answer"])) for item in source.items if not item.skipped]


def check(what: str, found: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> int:
    """Says whether the same came in; 1 where not."""
    print(f"{'ok  ' if found == wanted else 'FAIL'} {what}")
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            print(f"     {one!r}\n     instead of {other!r}")
    return int(found != wanted)


def main() -> int:
    """Checks all of it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is not installed: apt-get install libreoffice-calc")
        return 1
    table, wanted = Table.load({}), [(row[0], row[1]) for row in ROWS[3:]]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "old.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(ROWS)
        as_text = "--infilter=CSV:44,34,76,1,1/2/2/2/3/2"  # UTF-8, every column a text
        for form in ("xlsx", "ods"):
            made = converted(office, path, form, as_text)
            found = texts(workbook.read(made.read_bytes(), made.name, table))
            wrong += check(f"an .{form} of LibreOffice comes in", found, wanted)
        entries: list[Entry] = [new_entry({"complaint": said, "answer": answer}) for said, answer in wanted]
        ours = folder / "ours.xlsx"
        ours.write_bytes(workbook.written(entries).data)
        back = converted(office, ours, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false")
        rows = list(csv.reader(io.StringIO(back.read_text(encoding="utf-8-sig"))))
        again = texts(csv_format.read(back.read_bytes(), back.name, table))
        wrong += check("our .xlsx opens there, and what it saves as CSV comes in", again, wanted)
        wrong += check("no cell of ours runs there", [(row[0][:1], "") for row in rows[4:5]], [("'", "")])
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
