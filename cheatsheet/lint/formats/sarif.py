"""SARIF 2.1.0, the interchange format of code scanning."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from cheatsheet.lint.formats.safe import json_document, sentence, visible
from cheatsheet.lint.problem import Fix, Problem
from cheatsheet.lint.report import Report, fingerprint, is_absolute
from cheatsheet.lint.rules import Page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
TOP = "%SRCROOT%"
NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte of a file's name
SENTENCE_END = re.compile(r"(?<=[.!?])\s(?=[A-Z])")
Object = dict[str, object]


def render(report: Report) -> str:
    """A log of one run, with every rule that there is."""
    pages = dict(report.pages())
    for problem in report.problems:
        pages.setdefault(problem.rule, Page(problem.rule, problem.level, "", (), (), ""))
    places = {name: index for index, name in enumerate(pages)}
    run = {
        "tool": {
            "driver": {
                "name": "cheatsheet",
                "version": report.version,
                "rules": [rule(page) for page in pages.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {TOP: {"description": {"text": "The top folder of the repository."}}},
        "results": [result(problem, places, report) for problem in report.problems],
    }
    return json_document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def rule(page: Page) -> Object:
    """What a rule is there for, from its page."""
    reason = page.reason.strip() or page.name
    return {
        "id": page.name,
        "shortDescription": {"text": first_sentence(reason)},
        "fullDescription": {"text": reason},
        "help": {"text": help_text(page, reason), "markdown": help_markdown(page, reason)},
        "defaultConfiguration": {"level": page.level},
    }


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence, on one line."""
    return SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def help_text(page: Page, reason: str) -> str:
    """The page in plain text."""
    parts = [reason, f"Instead: {page.suggestion}" if page.suggestion else ""]
    for title, examples in (("Bad", page.bad), ("Good", page.good)):
        shown = (textwrap.indent(example.rstrip(), "    ") for example in examples)
        parts.append("\n".join([f"{title}:", *shown]) if examples else "")
    return joined(parts)


def help_markdown(page: Page, reason: str) -> str:
    """The page in Markdown, its examples in fences that nothing in them can close."""
    parts = [reason, f"**Instead:** {page.suggestion}" if page.suggestion else ""]
    for title, examples in (("Bad", page.bad), ("Good", page.good)):
        parts += [f"**{title}**" if examples else "", *(fenced(example) for example in examples)]
    return joined(parts)


def fenced(example: str) -> str:
    """An example as a block of code."""
    fence = "```"
    while fence in example:
        fence += "`"
    return f"{fence}text\n{example.rstrip()}\n{fence}"


def joined(parts: Iterable[str]) -> str:
    """The paragraphs that are not empty."""
    return "\n\n".join(part for part in parts if part)


def result(problem: Problem, places: Mapping[str, int], report: Report) -> Object:
    """One problem.

    Braces stay as they are written: the standard doubles them, but no viewer undoes that in a message without
    arguments, and here their number is often what is wrong.
    """
    location: Object = {"physicalLocation": physical(problem, report)}
    if problem.entry:
        location["logicalLocations"] = [{"name": problem.entry}]
    found: Object = {
        "ruleId": problem.rule,
        "ruleIndex": places[problem.rule],
        "level": problem.level,
        "message": {"text": visible(sentence(problem))},
        "locations": [location],
        "partialFingerprints": {"content/v1": fingerprint(problem)},
    }
    if problem.fix:
        found["fixes"] = [mend(problem, problem.fix, report)]
    return found


def physical(problem: Problem, report: Report) -> Object:
    """The file, and the region where there is one."""
    found: Object = {"artifactLocation": artifact(problem.file, report)}
    if problem.line:
        region = {"startLine": problem.line, "startColumn": problem.column}
        region |= {"endLine": problem.end_line, "endColumn": problem.end_column}
        found["region"] = {name: number for name, number in region.items() if number}
    return found


def artifact(file: str, report: Report) -> Object:
    """A file as a URI: absolute, or as seen from the top of the repository."""
    name = NO_BYTE.sub("\ufffd", report.in_repository(file))
    path = quote(name, errors="surrogateescape")  # a name that is not text keeps its bytes
    if not is_absolute(file):
        return {"uri": path, "uriBaseId": TOP}
    return {"uri": f"file://{path}" if file.startswith("/") else f"file:///{path.replace('%3A', ':', 1)}"}


def mend(problem: Problem, fix: Fix, report: Report) -> Object:
    """A safe fix, by offsets in the file."""
    replacement = {
        "deletedRegion": {"charOffset": fix.start, "charLength": fix.end - fix.start},
        "insertedContent": {"text": fix.text},
    }
    change = {"artifactLocation": artifact(problem.file, report), "replacements": [replacement]}
    return {"description": {"text": visible(problem.suggestion or problem.message)}, "artifactChanges": [change]}
