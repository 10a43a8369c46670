"""`find`: ranked entries for a person, for a program, for a whole batch."""

import json
from pathlib import Path

from tests.conftest import Run


def test_the_entry_is_found_in_spite_of_typos(run: Run, library: Path) -> None:
    result = run("find", "my parsel has not arived", "--json")
    found = json.loads(result.out)
    assert result.code == 0
    assert found["matches"][0]["id"] == "parcel-late"
    assert found["confident"] is True
