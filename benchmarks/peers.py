"""What a team would use otherwise, each given the same phrases: fuzzy matching, full-text search, fzf."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing

from rapidfuzz import fuzz, process, utils
from sheets import Entry

Ranker = Callable[[str], list[str]]  # a message -> the ids of the entries found, best first
BEST = 5  # entries are asked for
WORD = re.compile(r"\w+")


def phrases_of(entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """All phrases, complaints among them, and beside each the id of its entry."""
    pairs = [(text, entry.id) for entry in entries for text in (entry.complaint, *entry.phrases)]
    return [text for text, _ in pairs], [entry for _, entry in pairs]


def first_of_each(entries: Iterable[str]) -> list[str]:
    """The entries of phrases in order, each at its best phrase."""
    return list(dict.fromkeys(entries))[:BEST]


def fuzzy(scorer: Callable[..., float]) -> Callable[[Sequence[Entry]], Ranker]:
    """rapidfuzz over all phrases, in lower case and without punctuation."""

    def build(entries: Sequence[Entry]) -> Ranker:
        texts, owners = phrases_of(entries)
        folded = [utils.default_process(text) for text in texts]
        enough = (BEST - 1) * max((len(entry.phrases) + 1 for entry in entries), default=1) + 1

        def rank(message: str) -> list[str]:
            found = process.extract(utils.default_process(message), folded, scorer=scorer, limit=enough)
            return first_of_each(owners[at] for _, _, at in found)

        return rank

    return build


def full_text(entries: Sequence[Entry]) -> Ranker:
    """SQLite FTS5 with Porter stems, a document an entry, any word of the message, BM25."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table sheet using fts5 (entry unindexed, text, tokenize = 'porter unicode61')")
    documents = ((entry.id, "\n".join((entry.complaint, *entry.phrases))) for entry in entries)
    base.executemany("insert into sheet values (?, ?)", documents)

    def rank(message: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(message))
        query = "select entry from sheet where sheet match ? order by bm25(sheet), rowid limit ?"
        with closing(base.execute(query, (words or '""', BEST))) as found:
            return [str(entry) for (entry,) in found]

    return rank


def fzf(entries: Sequence[Entry]) -> Ranker:
    """`fzf --filter` over lines "phrase<TAB>entry", the best line of an entry counts.

    fzf wants every word of a query in the line, so that a message as it was written mostly finds nothing, and
    reads ! ^ $ ' | as operators. The fairest way found: words only, any of them will do, longest first, since
    of alternatives fzf scores the first that it finds.
    """
    lines = fzf_lines(entries)

    def rank(message: str) -> list[str]:
        found = subprocess.run(fzf_command(message), input=lines, capture_output=True, text=True, check=False).stdout
        return first_of_each(line.rpartition("\t")[2] for line in found.splitlines())

    return rank


def fzf_lines(entries: Sequence[Entry]) -> str:
    """What fzf filters: a line a phrase, its entry behind a tab."""
    texts, owners = phrases_of(entries)
    return "".join(f"{' '.join(text.split())}\t{owner}\n" for text, owner in zip(texts, owners, strict=True))


def fzf_command(message: str) -> list[str]:
    """fzf asked for a message, as a filter."""
    words = sorted(dict.fromkeys(WORD.findall(message.lower())), key=len, reverse=True)
    return ["fzf", "--exact", "--delimiter", "\t", "--nth", "1", "--filter", " | ".join(words)]


def peers() -> tuple[Mapping[str, Callable[[Sequence[Entry]], Ranker]], list[str]]:
    """The peers that are on this machine, by name, and a note for each that is not."""
    found: dict[str, Callable[[Sequence[Entry]], Ranker]] = {
        "rapidfuzz token_set_ratio": fuzzy(fuzz.token_set_ratio),
        "rapidfuzz WRatio": fuzzy(fuzz.WRatio),
        "SQLite FTS5 porter": full_text,
    }
    if shutil.which("fzf"):
        return {**found, "fzf --filter": fzf}, []
    return found, ["fzf is not installed (Debian: apt-get install fzf)"]
