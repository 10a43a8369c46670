"""How many text messages a text takes: GSM-7 where every character is in it, else UCS-2."""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")  # two septets each


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The size of an SMS: how many segments, units used, units in the last kind of segment, and why UCS-2."""

    count: int
    encoding: str
    units: int
    limit: int
    costly: str = ""  # the characters that GSM-7 does not have

    def __str__(self) -> str:
        plural = "s" if self.count != 1 else ""
        why = f"; {' '.join(self.costly)} not in GSM-7" if self.costly else ""
        return f"{self.count} SMS segment{plural} ({self.units} of {self.limit} {self.encoding} characters{why})"


def segments(text: str) -> Segments:
    """The segments of a text: 160 or 153 GSM-7 characters each, 70 or 67 UCS-2 units."""
    costly = "".join(dict.fromkeys(c for c in text if c not in BASIC and c not in EXTENDED))
    if costly:
        sizes, single, many, encoding = [1 + (ord(c) > 0xFFFF) for c in text], 70, 67, "UCS-2"
    else:
        sizes, single, many, encoding = [1 + (c in EXTENDED) for c in text], 160, 153, "GSM-7"
    units = sum(sizes)
    count = 1 if units <= single else packed(sizes, many)
    limit = single if count <= 1 else count * many
    return Segments(count=count if units else 0, encoding=encoding, units=units, limit=limit, costly=costly[:10])


def packed(sizes: list[int], limit: int) -> int:
    """How many segments characters of these sizes fill; none is cut in two."""
    count, room = 1, limit
    for size in sizes:
        if size > room:
            count, room = count + 1, limit
        room -= size
    return count
