"""Folded words -> the stems by which entries are found, by language; and the words that tell nothing."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

DATA = Path(__file__).parent / "data"
STEMMERS: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Stems:
    """The stems of one language. A language without a stemmer keeps its words whole."""

    language: str

    def of(self, words: Iterable[str]) -> list[str]:
        """The stems of folded words, in order; text without spaces (Chinese, Thai) by pairs of characters."""
        return list(chain.from_iterable(map(self.known.__getitem__, words)))

    @cached_property
    def known(self) -> "Known":
        """The stems of every word that was asked."""
        return Known(self.stem)

    @cached_property
    def code(self) -> str:
        """The language without its region: pt of pt-BR."""
        return re.split("[-_]", self.language, maxsplit=1)[0].lower()

    @cached_property
    def stem(self) -> Callable[[list[str]], list[str]]:
        """The stemmer."""
        name = STEMMERS.get(self.code)
        if name is None:
            return list
        import Stemmer

        stemmer: Callable[[list[str]], list[str]] = Stemmer.Stemmer(name).stemWords
        return stemmer

    @property
    def version(self) -> str:
        """Of the stemmers: another one may stem otherwise."""
        if self.code not in STEMMERS:
            return ""
        import Stemmer

        return str(Stemmer.version())

    @cached_property
    def faint(self) -> frozenset[str]:
        """Stems of words like "and" and "my", which say little in any sheet; none where there is no list."""
        path = DATA / f"function-words-{self.code}.txt"
        return frozenset(self.of(path.read_text(encoding="utf-8").split())) if path.is_file() else frozenset()


class Known(dict[str, list[str]]):
    """Word -> its stem, or its stems where it is written without spaces; filled as it is asked."""

    def __init__(self, stem: Callable[[list[str]], list[str]]) -> None:
        super().__init__()
        self.stem = stem

    def __missing__(self, word: str) -> list[str]:
        self[word] = found = self.stem(pieces(word))
        return found


def pieces(word: str) -> list[str]:
    """A word as it is; of a run that is written without spaces, the pairs of its characters."""
    if word.isascii() or not re.search(UNSPACED, word):
        return [word]
    found: list[str] = []
    for part in re.split(f"({UNSPACED})", word):
        paired = re.fullmatch(UNSPACED, part)
        found += [part[i : i + 2] for i in range(len(part) - 1)] if paired else [part] if part else []
    return found
