"""Which columns of somebody's sheet hold what: the header row is found by what people call the two columns."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cheatsheet.entry import ENTRY_KEYS
from cheatsheet.text import words

# As `words` folds them; the surest first. A name of one word is also found among the words of a header.
COMPLAINT = (
    "complaint", "complaints", "question", "questions", "issue", "issues", "customer says", "what the customer says",
    "customer said", "problem", "problems", "scenario", "situation", "query", "queries", "inquiry", "enquiry",
    "request", "concern", "objection", "faq", "title", "name",
    "beschwerde", "reklamation", "frage", "fragen", "kundenfrage", "anliegen", "anfrage", "kunde sagt", "titel",
    "plainte", "reclamation", "demande", "probleme", "titre", "queja", "pregunta", "problema", "consulta", "titulo",
    "reclamo", "domanda", "reclamacao", "pergunta", "klacht", "vraag", "probleem",
)  # fmt: skip
ANSWER = (
    "answer", "answers", "response", "responses", "reply", "replies", "what to say", "what we say", "we say",
    "template", "script", "message", "text", "body", "content", "wording", "macro", "solution", "resolution",
    "antwort", "antworten", "antworttext", "vorlage", "losung", "reponse", "reponses", "modele", "respuesta",
    "plantilla", "risposta", "resposta", "antwoord",
)  # fmt: skip
FURTHER: Mapping[str, Sequence[str]] = {
    "note": (
        "notes", "internal note", "internal notes", "comment", "comments", "remarks", "bemerkung", "bemerkungen",
        "notiz", "notizen", "kommentar", "remarque", "remarques", "notas",
    ),
    "tags": ("tag", "category", "categories", "topic", "topics", "kategorie", "thema", "categorie", "categoria"),
    "phrases": ("phrase", "keywords", "synonyms", "variants", "also asked", "other wordings", "stichworte"),
    "subject": ("subject line", "email subject", "betreff", "objet", "asunto"),
    "channels.sms": ("sms", "text message"),
}  # fmt: skip
FURTHER_BY_NAME = {name: column for column, names in FURTHER.items() for name in names}
DOTTED = frozenset({"channels", "languages", "fields", "proposed"})
HEADER_WORDS = 4  # that the name of a column has at most
HALF_NAMED_WORDS = 6  # beside a name that is known
SEARCHED = 25  # rows that are not blank, in which the header is looked for
PARTLY = 1_000  # a header that has the word among others is less sure than any that is the word
SENTENCE = re.compile(r"[.!,;]\s*$")


class Columns(NamedTuple):
    """The columns of a sheet: the name of each, our own by their keys; `header` is the index of its row, -1 for none.

    `ours` says that this program wrote the sheet; `known` has the columns that are keys of an entry.
    """

    names: Sequence[str]
    known: frozenset[int]
    header: int
    ours: bool = False


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a sheet by its header row, else its first two that are filled; None where it has no two."""
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)][:SEARCHED]
    for index in filled:
        pair = two_columns(rows[index])
        if pair:
            return named(rows, index, pair)
    several = next((index for index in filled if sum(bool(cell.strip()) for cell in rows[index]) > 1), None)
    if several is None:
        return None
    pair = half_named(rows[several])
    if pair:
        return named(rows, several, pair)
    width = max(map(len, rows))
    used = [at for at in range(width) if any(at < len(row) and row[at].strip() for row in rows)]
    names = [f"column {at + 1}" for at in range(width)]
    names[used[0]], names[used[1]] = "complaint", "answer"
    return Columns(names, frozenset(used[:2]), -1)


def two_columns(row: Sequence[str]) -> tuple[int, int] | None:
    """Where a row names the complaint and the answer; None where it does not name both."""
    said = [(at, sureness(cell, COMPLAINT), sureness(cell, ANSWER)) for at, cell in enumerate(row)]
    pairs = [
        (complaint + answer, at, other)
        for at, complaint, _ in said
        if complaint is not None
        for other, _, answer in said
        if answer is not None and other != at
    ]
    return min(pairs)[1:] if pairs else None


def half_named(row: Sequence[str]) -> tuple[int, int] | None:
    """The two columns where only one has a name that is known, and the other stands beside it."""
    texts = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
    if not all(is_name(cell, at_most=HALF_NAMED_WORDS) for _, cell in texts):
        return None
    free = [at for at, cell in texts if not further(cell)]
    answer = next((at for at, cell in texts if folded(cell) in ANSWER), None)
    complaint = next((at for at, cell in texts if folded(cell) in COMPLAINT), None)
    if answer is not None:
        beside = [at for at in free if at < answer] or [at for at in free if at > answer]
        return (beside[-1] if beside[-1] < answer else beside[0], answer) if beside else None
    after = [] if complaint is None else [at for at in free if at > complaint]
    return (complaint, after[0]) if complaint is not None and after else None


def named(rows: Sequence[Sequence[str]], header: int, pair: tuple[int, int]) -> Columns:
    """The columns under a header row whose two are known."""
    row = rows[header]
    ours = [cell.strip() for cell in row[:2]] == ["Complaint", "Answer"] and "id" in row
    names = ["complaint" if at == pair[0] else "answer" if at == pair[1] else "" for at in range(len(row))]
    known = set(pair)
    for at, cell in enumerate(row):
        if at in pair:
            continue
        key = further(cell, ours=ours)
        if key == "id" and not ours and only_numbers(rows, header, at):
            key = ""  # rows that were counted: another sort gives them other numbers
        if key and key not in names:
            known.add(at)
            names[at] = key
        else:
            names[at] = unknown(cell.strip() or f"column {at + 1}", names)
    return Columns(names, frozenset(known), header, ours)


def further(cell: str, *, ours: bool = False) -> str:
    """The key of an entry that a column is, by its name; "" for none."""
    name = cell.strip().casefold()
    head, dot, _ = name.partition(".")
    if (head in DOTTED) if dot else (name in ENTRY_KEYS and name not in {"complaint", "answer"}):
        return name
    return "" if ours else FURTHER_BY_NAME.get(folded(cell), "")


def unknown(name: str, names: Sequence[str]) -> str:
    """The name of a column that means nothing here: like no key of an entry, and like no other column."""
    if name.casefold().split(".")[0] in ENTRY_KEYS:
        name = f"{name.replace('.', ' ')} (2)"
    number, found = 2, name
    while found in names:
        found, number = f"{name} ({number})", number + 1
    return found


def only_numbers(rows: Sequence[Sequence[str]], header: int, at: int) -> bool:
    """Whether a column has numbers and nothing else below the header."""
    cells = [row[at].strip() for row in rows[header + 1 :] if at < len(row)]
    return all(cell.isdecimal() for cell in cells if cell)


def sureness(cell: str, names: Sequence[str]) -> int | None:
    """How surely a cell is one of these names: 0 most; None where it is none."""
    if not is_name(cell):
        return None
    name = folded(cell)
    if name in names:
        return names.index(name)
    found = [names.index(word) for word in name.split() if word in names]
    return PARTLY + min(found) if found else None


def is_name(cell: str, *, at_most: int = HEADER_WORDS) -> bool:
    """Whether a cell could be the name of a column: a few words, no sentence."""
    return 0 < len(words(cell)) <= at_most and not SENTENCE.search(cell)


def folded(cell: str) -> str:
    """A header for comparison."""
    return " ".join(words(cell))
