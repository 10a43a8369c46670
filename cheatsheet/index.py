"""The search index: one Tantivy document an entry, of word stems and letter 3-grams. Derived, in memory."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from cheatsheet.entry import Entry
from cheatsheet.spelling import slips
from cheatsheet.text import words

GRAM_WEIGHT = 0.35  # letters against words; measured, as is every number in match.py
FAINT = 0.3  # of the weight of any other word
DATA = Path(__file__).parent / "data"
WRITER_BYTES = 15_000_000  # the least that Tantivy takes
STEMMERS: Mapping[str, str] = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that shares words or letters with the text; `score` is Tantivy's BM25, of no fixed scale."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Entries ready to be searched. Build it with `Index.of`."""

    entries: tuple[Entry, ...]
    vocabulary: Mapping[str, int]  # folded word -> number of entries that have it
    misspelt: Mapping[str, str]  # a slip in a phrase -> the word that was meant
    weights: Mapping[str, float]  # stem -> inverse document frequency
    unknown_weight: float  # the weight of a stem that no entry has
    exact: Mapping[str, tuple[int, ...]]  # a whole folded phrase -> the numbers of the entries that have it
    faint: frozenset[str]  # stems of words like "and" and "my", which say little in any sheet
    stemmer: tantivy.TextAnalyzer
    grammer: tantivy.TextAnalyzer
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    @classmethod
    def of(cls, entries: Iterable[Entry], language: str = "en") -> "Index":
        """The index of `entries`; their order does not matter. Stems where the language has a stemmer."""
        ordered = tuple(sorted(entries, key=lambda entry: entry.id))
        stemmer, grammer = stem_analyzer(language), gram_analyzer()
        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("number", stored=True)
            .add_text_field("stems", tokenizer_name="stems", index_option="freq")
            .add_text_field("grams", tokenizer_name="grams", index_option="freq")
            .build()
        )
        index = tantivy.Index(schema)
        index.register_tokenizer("stems", stemmer)
        index.register_tokenizer("grams", grammer)
        writer = index.writer(WRITER_BYTES, 1)
        written = [[words(text) for text in (entry.complaint, *entry.phrases)] for entry in ordered]
        vocabulary = Counter(word for texts in written for word in {word for text in texts for word in text})
        misspelt = slips(vocabulary)
        exact: dict[str, tuple[int, ...]] = {}
        frequency: Counter[str] = Counter()
        for number in range(len(ordered)):
            texts = [" ".join(misspelt.get(word, word) for word in text) for text in written[number]]
            joined = " ".join(texts)
            frequency.update(set(stemmer.analyze(joined)))
            for phrase in dict.fromkeys(" ".join(text) for text in written[number]):
                exact[phrase] = (*exact.get(phrase, ()), number)
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("stems", joined)
            for text in texts:
                document.add_text("grams", f" {text} ")
            writer.add_document(document)
        writer.commit()
        index.reload()
        count = len(ordered)
        return cls(
            entries=ordered,
            vocabulary=vocabulary,
            misspelt=misspelt,
            weights={stem: inverse_frequency(count, n) for stem, n in frequency.items()},
            unknown_weight=inverse_frequency(count, 0),
            exact=exact,
            faint=frozenset(stemmer.analyze(function_words(language))),
            stemmer=stemmer,
            grammer=grammer,
            schema=schema,
            searcher=index.searcher(),
        )

    def stems(self, folded_words: Sequence[str]) -> list[str]:
        """The stems of folded words, in order; known slips are read as what was meant."""
        return self.stemmer.analyze(" ".join(self.misspelt.get(word, word) for word in folded_words))

    def weight(self, stem: str) -> float:
        """How much a stem tells: rare ones more."""
        weight = self.weights.get(stem, self.unknown_weight)
        return FAINT * weight if stem in self.faint else weight

    def weigh(self, stems: Iterable[str]) -> float:
        """How much stems tell together."""
        return sum(self.weight(stem) for stem in sorted(stems))

    def same(self, folded_words: Sequence[str]) -> list[Entry]:
        """The entries that have these words as a whole phrase."""
        return [self.entries[number] for number in self.exact.get(" ".join(folded_words), ())]

    def search(self, folded_words: Sequence[str], limit: int) -> list[Hit]:
        """The entries nearest to the words, best first; at most `limit`, none for no words."""
        if not folded_words or not self.entries:
            return []
        terms = [("stems", term, 1.0) for term in self.stems(folded_words)]
        meant = (self.misspelt.get(word, word) for word in folded_words)
        grams = self.grammer.analyze(f" {' '.join(meant)} ")
        terms += [("grams", term, GRAM_WEIGHT) for term in grams]
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term(*term, count)) for term, count in Counter(terms).items()]
        )
        found = self.searcher.search(query, limit=min(limit, len(self.entries))).hits
        hits = []
        for score, address in found:
            number = self.searcher.doc(address).get_first("number")
            hits.append(Hit(entry=self.entries[int(str(number))], score=float(score)))
        return hits

    def _term(self, field: str, term: str, weight: float, count: int) -> tantivy.Query:
        """One term; said again it counts half as much more."""
        query = tantivy.Query.term_query(self.schema, field, term)
        return tantivy.Query.boost_query(query, weight * (1 + 0.5 * (count - 1)))


def inverse_frequency(total: int, having: int) -> float:
    """BM25's weight of a term that `having` of `total` documents have."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def function_words(language: str) -> str:
    """The words of a language that tell nothing of a complaint, folded; "" where it has no list."""
    path = DATA / f"function-words-{language.partition('-')[0].lower()}.txt"
    return path.read_text(encoding="ascii") if path.is_file() else ""


def stem_analyzer(language: str) -> tantivy.TextAnalyzer:
    """Words, stemmed where the language has a stemmer."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    name = STEMMERS.get(language.partition("-")[0].lower())
    if name:
        builder = builder.filter(tantivy.Filter.stemmer(name))
    return builder.build()


def gram_analyzer() -> tantivy.TextAnalyzer:
    """Runs of three letters, over word boundaries too."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(3, 3, False)).build()
