"""Imports go downward only: every module of the package may use what stands below it, never what stands above."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cheatsheet

PACKAGE = Path(cheatsheet.__file__).parent
LAYERS: list[set[str]] = [  # from the ground up
    {
        "atomic",
        "errors",
        "nodes",
        "status",
        "folder",
        "sections",
        "vectors",
        "stems",
        "patch",
        "difference",
        "editor_habits",
        "endings",
    },
    {"postings", "letter", "template_text"},
    {"text", "mail", "sms", "meaning", "head"},
    {
        "message",
        "spelling",
        "sentence",
        "store",
        "field",
        "settings",
        "place",
        "user_settings",
        "last",
        "encoding",
        "git",
        "record_file",
        "lock",
        "draft",
        "template",
    },
    {"entry", "reader"},
    {"card", "schema", "yaml_text", "csv_text"},
    {"files", "merge", "confidence", "revise", "proposal"},
    {"edits", "sheet_file"},
    {"skeleton", "desk", "editor"},
    {"library", "build"},
    {"index"},
    {"cache", "match", "journal", "values", "layouts", "sandbox", "filters"},
    {"history"},
    {"reply"},
    {"clipboard", "output"},
    {"lint"},
    {"convert", "impersonal", "particulars", "review", "share"},
    {"picker"},
    {"commands"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
LEVEL |= {"__main__": len(LAYERS), "__init__": -1}


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cheatsheet"):
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("cheatsheet."))


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "starter" not in path.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_upward(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    upward = [name for name in imports(path) if LEVEL[name] > LEVEL[own]]
    assert upward == []


def test_every_module_has_its_layer() -> None:
    names = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert names == set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_reads_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 280
