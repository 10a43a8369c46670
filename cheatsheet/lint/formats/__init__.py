"""The formats in which a report is written, by the name that --format takes."""

from collections.abc import Callable, Mapping
from importlib import import_module

from cheatsheet.lint.report import Report

Render = Callable[[Report], str]
FORMATS: Mapping[str, str] = {
    "full": "full",
    "concise": "concise",
    "json": "json_array",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
}


def renderer(name: str) -> Render:
    """The function that writes a report as one document; KeyError for a name that is not in FORMATS.

    A format is imported only here: its libraries (XML, cell widths) cost up to 20 ms.
    """
    render: Render = import_module(f"{__name__}.{FORMATS[name]}").render
    return render
