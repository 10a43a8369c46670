"""What rules may know besides the text: the settings, the layouts, the day."""

from datetime import date
from typing import NamedTuple

from cheatsheet.layouts import Layouts
from cheatsheet.settings import Settings


class About(NamedTuple):
    """The circumstances of one run of lint."""

    settings: Settings
    layouts: Layouts
    today: date

    @property
    def language(self) -> str:
        """The language of texts that say none."""
        return self.settings.text("library.language") or "en"

    @property
    def own_values(self) -> frozenset[str]:
        """The company's own values, such as its telephone number, without the spaces in them."""
        return frozenset("".join(str(value).split()).lower() for value in self.settings.table("company").values())
