"""The full-screen picker: the only package that knows its UI library, which is imported when it opens."""

import gc

from cheatsheet.endings import Ended, endings_told
from cheatsheet.errors import CheatsheetError
from cheatsheet.picker.offer import Choice, Finding, Found, Offer, Preview, Question, Row

__all__ = ["Choice", "Finding", "Found", "Offer", "Preview", "Question", "Row", "run"]


def run(offer: Offer) -> Choice | None:
    """Opens the screen on the terminal of standard error; what a person took, None where they left."""
    gc.enable()  # a call does without, but here a person may stay for hours
    from cheatsheet.picker.app import Picker

    picker = Picker(offer)
    with endings_told():
        choice = picker.run()
        if picker.ended_by:
            raise Ended(picker.ended_by)
    if picker.return_code:
        raise CheatsheetError("the picker failed; nothing was copied", "`cheatsheet reply` does without a screen")
    return choice
