"""Runs of the program here find the rules that travel with it already read: reading them is most of a run's time."""

import shutil
from pathlib import Path

import pytest

from cheatsheet.lint.packs import BUILT_IN, BUILT_IN_NAME
from cheatsheet.lint.ready import NAME, ready_rules
from tests.conftest import Run


@pytest.fixture(scope="session")
def rules_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the program keeps of its own rules in the cache folder."""
    folder = tmp_path_factory.mktemp("rules")
    ready_rules([(BUILT_IN, BUILT_IN_NAME)], folder)
    return folder / NAME


@pytest.fixture
def run(run: Run, tmp_path: Path, rules_file: Path) -> Run:
    """As everywhere, with the rules ready."""
    cache = tmp_path.parent / f"{tmp_path.name}-home" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    shutil.copy(rules_file, cache / NAME)
    return run
