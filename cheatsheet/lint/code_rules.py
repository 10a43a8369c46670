"""The rules that are code, all but those on wording (they are data: phrases.yaml), and how bad what each finds is."""

from collections.abc import Mapping

from cheatsheet.lint.problem import Level

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE
LEVELS: Mapping[str, Level] = {
    "template/syntax": E, "template/half-open": E, "template/unknown-value": E, "template/refused": E,
    "template/unused-field": W,
    "shape/placeholder": E, "shape/too-long": W, "shape/reading-grade": W, "shape/shouting": W, "shape/no-name": W,
    "shape/no-next-step": W, "shape/no-acknowledgement": W, "shape/no-alternative": W,
    "library/invalid": E, "library/duplicate": E, "library/near-duplicate": W, "library/contradiction": W,
    "library/shadowed": W, "library/review-overdue": W, "library/self-approved": E, "library/missing-variant": N,
    "privacy/email": E, "privacy/phone": E, "privacy/card": E, "privacy/iban": E,
    "text/invisible": E, "text/mixed-script": W,
    "suppress/unused": W, "suppress/expired": W, "suppress/no-reason": W,
}  # fmt: skip
