"""JUnit's XML, which nearly every CI service shows: a failed test a problem."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cheatsheet.lint.formats.safe import sentence, visible
from cheatsheet.lint.problem import Problem
from cheatsheet.lint.report import Report

SUITE = "cheatsheet lint"


def render(report: Report) -> str:
    """One suite; where nothing was found a passed test says so, since CI takes an empty suite for no run."""
    count = str(len(report.problems))
    numbers = {"tests": count if report.problems else "1", "failures": count, "errors": "0"}
    root = Element("testsuites", {"name": SUITE, **numbers})
    suite = SubElement(root, "testsuite", {"name": SUITE, **numbers, "skipped": "0"})
    for problem in report.problems:
        add_failed(suite, problem, report.in_repository(problem.file))
    if not report.problems:
        SubElement(suite, "testcase", {"classname": SUITE, "name": "nothing found"})
    indent(root)
    body = tostring(root, encoding="us-ascii").decode("ascii")  # the rest as references: any encoding carries it
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def add_failed(suite: Element, problem: Problem, file: str) -> None:
    """A problem as a test that failed; its name has the place, since services take tests of one name for one."""
    place = f" at {problem.line}:{problem.column}" if problem.line else ""
    names = {"classname": visible(file), "name": f"{problem.rule}{place}", "file": visible(file)}
    case = SubElement(suite, "testcase", names)
    failure = SubElement(case, "failure", {"type": problem.rule, "message": visible(sentence(problem))})
    failure.text = visible(f"{problem.where}: {problem.level} {problem.rule} {sentence(problem)}")
