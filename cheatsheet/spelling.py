"""Spell repair: against the library's own words, and only for words that common English does not know."""

import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "english.txt"  # sorted; see data/NOTICE
REPAIR_FROM = 4  # letters; a shorter word has too many neighbours
TWO_SLIPS_FROM = 8
COMMON_FROM = 2  # entries that have a word before a neighbour of it counts as its misspelling


def repair(written: Iterable[str], vocabulary: Mapping[str, int]) -> dict[str, str]:
    """Words that neither the library nor common English knows -> the library's nearest word.

    One slip (a letter wrong, missing, too many, or two swapped), two from eight letters on.
    `vocabulary` has the number of entries for each folded word.
    """
    strange = [word for word in set(written) if is_candidate(word) and word not in vocabulary]
    return nearest_words(strange, list(vocabulary), vocabulary)


def slips(vocabulary: Mapping[str, int]) -> dict[str, str]:
    """Misspellings among the library's own words -> the word that was meant.

    Leads write phrases as customers do; "arived" in one entry must not hide "arrived" in ten.
    """
    rare = [word for word, count in vocabulary.items() if count == 1 and is_candidate(word)]
    common = [word for word, count in vocabulary.items() if count >= COMMON_FROM]
    return nearest_words(rare, common, vocabulary)


def is_candidate(word: str) -> bool:
    """Whether a word may be repaired at all: long enough, and of letters only."""
    return len(word) >= REPAIR_FROM and word.isalpha()


def nearest_words(strange: Iterable[str], known: Iterable[str], vocabulary: Mapping[str, int]) -> dict[str, str]:
    """For each strange word that is not English its nearest known word; a same first letter, then use, decide."""
    with english() as is_english:
        unknown = sorted(word for word in strange if not is_english(word))
    if not unknown:
        return {}
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    choices = sorted(word for word in known if len(word) >= REPAIR_FROM - 1)
    found = {}
    for word in unknown:
        distance = 2 if len(word) >= TWO_SLIPS_FROM else 1
        near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=distance, limit=5)
        if near:
            best = min(near, key=lambda n: (n[1], n[0][0] != word[0], -vocabulary[n[0]], n[0]))
            found[word] = best[0]
    return found


@contextmanager
def english() -> Iterator[Callable[[str], bool]]:
    """A test whether a folded word is a common English one; the list is searched where it lies, not loaded."""
    with WORDS.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        yield lambda word: in_sorted_lines(lines, word.encode())


def in_sorted_lines(lines: mmap.mmap, word: bytes) -> bool:
    """Whether `word` is a whole line of a file sorted by byte: a binary search over offsets."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start)
        line = lines[start:end]
        if line == word:
            return True
        if line < word:
            low = end + 1
        else:
            high = start
    return False
