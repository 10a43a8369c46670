"""Entries as YAML, written as a person would write them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

import yaml


class Dumper(yaml.SafeDumper):
    """Writes YAML as a person would: block scalars for texts of several lines, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """A text of several lines as a block scalar, a date bare, any other in the plainest style that reads back."""
    if len(text) == len("2026-11-22"):
        with suppress(ValueError):
            date.fromisoformat(text)
            return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Dumper.add_representer(str, represent_text)


def dump(mappings: Sequence[Mapping[str, object]]) -> str:
    """Entries as YAML text, a blank line between two; reading it gives the same texts."""
    blocks = [
        yaml.dump([dict(mapping)], Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
        for mapping in mappings
    ]
    return "\n".join(blocks)
