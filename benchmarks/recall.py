"""How many of the replies with a banned phrase a linter found, and how many without one."""

from collections import Counter
from collections.abc import Collection, Sequence

from bench import Row
from figures import share
from replies import KINDS, Reply


def recall(
    name: str,
    made: Sequence[Reply],
    ids: Collection[str],
    *,
    said: Collection[tuple[str, str]] = (),
    least: float | None = None,
) -> list[Row]:
    """How many of the replies with a banned phrase were found, by its way of writing, and how many without one.

    Where `said` gives entries with rules, the rule must be the right one.
    """
    counted, hits = Counter[str](), Counter[str]()
    for reply in made:
        kind = reply.planted.kind if reply.planted else "clean"
        counted[kind] += 1
        right = (reply.id, reply.planted.rule) in said if said and reply.planted else reply.id in ids
        hits[kind] += right
    parts = [f"{kind} {share(hits[kind], counted[kind]):.1%}" for kind in ("straight", "curly", "wrapped", "clean")]
    worst = min(share(hits[kind], counted[kind]) for kind in KINDS)
    alarms = share(hits["clean"], counted["clean"])
    total = counted.total() - counted["clean"]
    return [
        Row(
            what=f"found of {total:,} banned phrases and of clean replies: {name}",
            measured=", ".join(parts),
            target=f"≥ {least:.0%}, clean ≤ 5%" if least else "",
            met=worst >= least and alarms <= 1 - least if least else None,
        )
    ]
