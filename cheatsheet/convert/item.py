"""One answer of another tool on its way into the sheet, and a sheet on its way out; each with what is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An answer of another tool: plain values under an entry's YAML keys, as a template of this program.

    `place` is where it stands in the source (`macros[3]`, `row 7`); `losses` says what could not be kept. `skipped`
    says why it is no entry, and then `values` may lack what an entry needs; `extra` has unknown columns of a sheet.
    """

    values: Mapping[str, object]
    place: str
    losses: tuple[str, ...] = ()
    skipped: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What a person knows it by."""
        return str(self.values.get("complaint") or "")


class Source(NamedTuple):
    """All that was read of a file, and what of the file as a whole was lost."""

    items: tuple[Item, ...]
    losses: tuple[str, ...] = ()


class Loss(NamedTuple):
    """What another format cannot hold of an entry; `id` is "" where it is about all."""

    id: str
    what: str


class Exported(NamedTuple):
    """A file of another format, and what it could not hold."""

    data: bytes
    losses: tuple[Loss, ...] = ()
