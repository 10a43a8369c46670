"""What rules may know besides the text: the settings, the layouts, the day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cheatsheet.layouts import Layouts
from cheatsheet.settings import Settings


@dataclass(frozen=True, kw_only=True, eq=False)
class About:
    """The circumstances of one run of lint."""

    settings: Settings
    layouts: Layouts
    today: date

    @cached_property
    def language(self) -> str:
        """The language of texts that say none."""
        return self.settings.text("library.language") or "en"

    @property
    def own_values(self) -> frozenset[str]:
        """The company's own values, such as its telephone number, without the spaces in them."""
        return frozenset("".join(str(value).split()).lower() for value in self.settings.table("company").values())
