"""What one write changed in a file, with as much around it as finds it again after others changed the file too."""

from hashlib import sha256
from typing import NamedTuple

from cheatsheet.difference import middle

WINDOW = 256  # bytes on each side, as many times two as make the place the only one of its kind
NEARER = (128, 64, 32, 16)  # bytes, where others have changed what stands farther off
TELLING = 8  # bytes of what was written, from which on it tells its place by itself
SPEAKING = 32  # and from which on what was only added needs nothing around it
BLANK = b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"  # line ends, and marks of an encoding
CREATED = ""  # in the place of the hash of what was before


class Patch(NamedTuple):
    """Bytes `old` at `start` were replaced by `new`; `above` and `below` stood around them, before and after."""

    start: int
    old: bytes
    new: bytes
    above: bytes
    below: bytes
    hash_before: str
    hash_after: str


class TakenBack(NamedTuple):
    """What a file says once a patch is taken back; None: there is no file then.

    `gone`: there is nothing to take back, as the file says already what it said before. `why_not` is set where nobody
    can tell what the file should say.
    """

    data: bytes | None = None
    gone: bool = False
    why_not: str = ""


def patch_of(before: bytes | None, after: bytes) -> Patch:
    """What makes `after` of `before`; None is no file."""
    old = before or b""
    start, old_end, after_end = middle(old, after)
    end = len(after) - after_end
    removed, added = old[start:old_end], after[start:after_end]
    window = WINDOW
    while True:
        above, below = after[max(0, start - window) : start], after[len(after) - end :][:window]
        whole = window >= max(start, end)
        if whole or (once(above + added + below, after) and once(above + removed + below, old)):
            break
        window *= 2
    return Patch(
        start=start,
        old=removed,
        new=added,
        above=above,
        below=below,
        hash_before=CREATED if before is None else hash_of(before),
        hash_after=hash_of(after),
    )


def taken_back(patch: Patch, data: bytes | None) -> TakenBack:
    """The file as it should be without the patch: exactly as before where nobody changed it since."""
    if data is None:
        created = patch.hash_before == CREATED
        return TakenBack(gone=True) if created else TakenBack(why_not="the file is not there any more")
    hashed = hash_of(data)
    if hashed == patch.hash_before:
        return TakenBack(gone=True)
    if hashed == patch.hash_after:
        end = patch.start + len(patch.new)
        back = data[: patch.start] + patch.old + data[end:]
        return TakenBack(None if patch.hash_before == CREATED else back)
    if not (patch.above + patch.below).strip(BLANK):  # it wrote the whole file: nothing vouches for the rest
        emptied = not data.strip(BLANK)
        return TakenBack(gone=emptied, why_not="" if emptied else "others have changed the file since")
    return moved(patch, data)


def moved(patch: Patch, data: bytes) -> TakenBack:
    """The same in a file that others have changed since: by the bytes around the place, at last by the nearest."""
    back = at_its_place(patch, data)
    for window in NEARER if back.why_not and len(patch.new.strip()) >= TELLING else ():
        near = patch._replace(above=patch.above[-window:], below=patch.below[:window])
        found_near = at_its_place(near, data)
        if not found_near.why_not and not found_near.gone:
            return found_near
    return by_itself(patch, data) or back if back.why_not else back


def by_itself(patch: Patch, data: bytes) -> TakenBack | None:
    """The file without lines that were only added, where they stand once, whatever stands around them now."""
    places = found(patch.new, data)
    if patch.old or len(patch.new.strip()) < SPEAKING or len(places) != 1:
        return None
    above, below = data[: places[0]], data[places[0] + len(patch.new) :]
    return None if joins_lines(patch, above, below) else TakenBack(above + below)


def at_its_place(patch: Patch, data: bytes) -> TakenBack:
    """The file without the patch where what it wrote stands once with what stood around it."""
    written, before = patch.above + patch.new + patch.below, patch.above + patch.old + patch.below
    places, old_places = found(written, data), found(before, data)
    # At an end of the file the longer of the two holds the shorter: that is no place of its own.
    more = len(written) - len(before)
    places, old_places = outside(places, old_places, -more), outside(old_places, places, more)
    if not places:
        old_places = [place for place in old_places if is_bare(patch, data[:place], data[place + len(before) :])]
        why_not = "" if old_places else "others have changed that place, or what stands around it, since"
        return TakenBack(gone=not why_not, why_not=why_not)
    if len(places) > 1 or old_places:
        return TakenBack(why_not="what it wrote stands at more than one place now")
    start = places[0] + len(patch.above)
    above, below = data[:start], data[start + len(patch.new) :]
    if joins_lines(patch, above, below):
        return TakenBack(why_not="others have written on the same line since")
    return TakenBack(above + patch.old + below)


def is_bare(patch: Patch, above: bytes, below: bytes) -> bool:
    """Whether nothing stands where the file began or ended: what does may be what was written, changed since."""
    return not ((not patch.above and above.strip(BLANK)) or (not patch.below and below.strip(BLANK)))


def joins_lines(patch: Patch, above: bytes, below: bytes) -> bool:
    """Whether what others wrote, where the file began or ended, would get onto a line with something else."""
    if not patch.above and not ends_a_line(above):
        return True
    if patch.below or not below or below.startswith((b"\n", b"\r")):
        return False
    return not (ends_a_line(above + patch.new) and ends_a_line(above + patch.old))


def ends_a_line(data: bytes) -> bool:
    """Whether what follows begins a line."""
    return not data or data.endswith((b"\n", b"\r"))


def once(part: bytes, data: bytes) -> bool:
    """Whether there is just one such place."""
    return len(found(part, data)) == 1


def outside(places: list[int], others: list[int], longer: int) -> list[int]:
    """The places that do not lie within one of some others, which are longer by so much."""
    return [place for place in places if not any(0 <= place - other <= longer for other in others)]


def found(part: bytes, data: bytes) -> list[int]:
    """The first two places of `part`, also where they lie one over the other."""
    first = data.find(part)
    second = data.find(part, first + 1) if first >= 0 else -1
    return [place for place in (first, second) if place >= 0]


def hash_of(data: bytes) -> str:
    """The hash of a file's content."""
    return sha256(data).hexdigest()
