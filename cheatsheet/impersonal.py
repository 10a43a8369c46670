"""A customer's message as a complaint of anybody's: without names, numbers, addresses, and what led up to them."""

import re
from collections.abc import Iterable, Iterator

from cheatsheet.lint.privacy import IBAN_LENGTHS, is_iban, plain
from cheatsheet.mail import FOOTER, SIGN_OFF, without_greeting
from cheatsheet.message import MAX_CHARACTERS, NUMBERED, complaint_in, without_quotes
from cheatsheet.particulars import CODES, INTRODUCTIONS, KEPT, NAMED_OTHERS, PERSON, PLACE, PLACES, WEB
from cheatsheet.text import printable

CUT = "\0"  # stands where something was taken out; `printable` leaves none of its own in a message
LONGEST = 1_000  # characters; a person says in a line what a longer message is about
SHORT_LINE = 45  # characters; a longer line was broken by its length alone

MORE_SIGN_OFFS = re.compile(
    r"(?:(?:mit\s)?(?:viele|liebe|beste|freundliche|herzliche|schöne)n?\s(?:gr[uü](?:ß|ss|e?ss)en?|gru(?:ß|ss))"
    r"|gr[uü](?:ß|ss)e?"
    r"|mfg|vg|(?-i:lg|LG,)|(?:vielen\s|herzlichen\s)?dank|danke(?:\sschön|\sim\svoraus)?|hochachtungsvoll"
    r"|merci(?:\sd['’]avance|\sbeaucoup)?|bien\s(?:à\svous|cordialement)|salutations|saludos|gracias"
    r"|all\sthe\sbest|thx"
    r"|(?:with\s)?love|warmly|take\scare|have\sa\s(?:nice|good|great)\sday|yours|signed|signed\sby)[,.!\s-]*",
    re.I,
)
MORE_GREETINGS = re.compile(
    rf"(?i:guten (?:tag|morgen|abend)|sehr geehrter?|liebe[rs]?|moin|servus|bonjour|salut|hola|ch[eè]re?|ciao)\b"
    rf"(?:\s+(?:und|and|{PERSON})){{0,4}}\s*[,!.]+\s*"
    rf"|(?i:hi|hey|hello|hallo|dear)\s+{PERSON}\s+(?=(?i:my|i|the|your|where|what|why|when|how|can|could|please"
    rf"|we|our|it)\b)"
)
BETWEEN = (
    rf"(?:[\s,.!–—-]|(?i:(?:very|so) much|in advance|again|for (?:your|the) (?:help|patience|reply|support"
    rf"|time)|im voraus)\b"
    rf"|(?:from|aus) {PLACE}(?=\s*[,\n]))*"
)
LONGEST_SIGN_OFF = 5  # words
NEVER_A_NAME = frozenset({
    "a", "again", "all", "already", "and", "any", "anyway", "are", "at", "but", "do", "else", "for", "from",
    "get", "give", "have", "help", "here", "how", "i", "if", "in", "is", "it", "lot", "me", "much", "my",
    "needed", "no", "not", "nothing", "of", "on", "or", "please", "price", "so", "that", "the", "this",
    "though", "to", "us", "was", "what", "when", "you", "your",
})  # fmt: skip
LEADS = re.compile(  # what is nothing without what it led up to
    r"(?:[,;]?\s*\b(?:and|or|but|und|et))?[\s,;(]*(?:"
    r"\b(?:(?:my|our|meine?|mon|ma) (?:[^\W\d_]+[ -]){1,4}(?:is|was|ist|lautet|est)"
    r"|(?:(?:you can|please|or|just) ){0,3}(?:call|reach|contact|text|e-?mail|write(?: to)?|ring|phone|find"
    r"|follow|dm)"
    r" (?:me|us|back)(?: back| again)?(?: (?:at|on|under|via|to))?"
    r"|(?:i|we) (?:live|am|are)(?: (?:at|in|on))?|(?:living|located|based) (?:at|in)|ich wohne(?: in)?"
    r"|date of birth(?: is)?"
    r"|(?:with|under) (?:the |my )?(?:[^\W\d_]+ ){0,2}(?:number|no\.|nr\.|id|code|reference|account|iban)"
    r"|(?:(?:sort|post|postal|zip) code|iban(?: number)?|bic|swift|dob|d\.o\.b\.|tel(?:ephone)?\.?|phone|mobile"
    r"|fax|e-?mail"
    r"|(?:many )?thanks|thank you|ip address|handle|insta(?:gram)?|twitter)(?![\s:#]*\0\s(?:is|was|has|does|did"
    r"|are|will|can)\b)"
    r"|number|no\.|nr\.?|ids?|ref\.?|at|on|in|to|from|under|via|by|with|of|for|see|am|an|bei|unter|mit|von|vom"
    r"|à|the|from ip|over at|address(?=:))"
    r"|#)[\s:#=(]*\0",
    re.I,
)
TOGETHER = re.compile(
    r"\0(?:[\s,;/&|+:-]*(?:\b(?:account|and|case|customer|et|from|invoice|or|order|ticket|und)\b[\s,;/&"
    r"|+:-]*){0,2}\0)+"
)
BRACKETED = re.compile(r"[(\[]\s*(?:[\w.#:-]+\s+){0,2}\0[\s,;.]*[)\]]")
OBJECT = re.compile(  # "Where is JD0002?" asks for it
    r"(\b(?:where (?:is|was)|about|cancel(?:led)?|collect|find|get|locate|lost|received?|return(?:ed)?"
    r"|track))\s*\0(?=\s*(?:[,.;!?]|$))",
    re.I,
)
AT_START = re.compile(r"(?P<before>^|[.!?]\s+|\n)[\s\"(]*\0(?:[\s,;:.!)–—\0-]|(?i:and|und|et|but)\b)*(?P<first>\S*)")
VERB = re.compile(r"(?:arrived|came|does|doesn['’]t|has|hasn['’]t|is|isn['’]t|never|still|was)")  # of what was cut
INSIDE = re.compile(r"[\s,;:–—-]*\0['’]?(?:s\b)?[\s–—:-]*(?P<mark>[,;.!?…]*)")


def impersonal(message: str) -> str:
    """The complaint in a message on one line, without what only this customer has; "" if nothing else was said."""
    message = printable(message).strip()
    said = complaint_in(without_quotes(message)[:MAX_CHARACTERS])[:LONGEST]
    text = unsigned(ungreeted(said if message.startswith(said) else CUT + said))
    return tidy(nameless(numberless(joined(text))))


def ungreeted(text: str) -> str:
    """The text after "Hi Robin," in some languages, also where no mark ends the greeting."""
    for _ in range(2):  # a subject line may stand above it
        rest = without_greeting(text)
        text = MORE_GREETINGS.sub(CUT, text if rest == text else CUT + rest, count=1)
    return text


def joined(text: str) -> str:
    """Lines as sentences: a short line without a mark at its end gets one where the next begins anew."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    ends = [
        ". " if len(line) < SHORT_LINE and line[-1].isalnum() and below[:1].isupper() else " "
        for line, below in zip(lines, [*lines, ""][1:], strict=True)
    ]
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).strip()


def unsigned(text: str) -> str:
    """The text without "Regards, Priya Patel" and a phone's footer, wherever in it."""
    return cut(text, signatures(text))


def cut(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """A text with CUT for some parts of it, in order."""
    kept, at = [], 0
    for start, end in parts:
        if start >= at:
            kept += [text[at:start], CUT]
            at = end
    return "".join([*kept, text[at:]])


def signatures(text: str) -> Iterator[tuple[int, int]]:
    """Where a sign-off and its name stand, or a footer."""
    said = [found.span() for found in re.finditer(r"\S+", text)]
    for number, (start, _) in enumerate(said):
        begins = (
            number == 0 or text[said[number - 1][1] - 1] in ".!?;:,)…-–—" or "\n" in text[said[number - 1][1] : start]
        )
        footer = re.match(r"(?i)sent from|get outlook|von meinem|envoy", text[start : start + 12]) and FOOTER.match(
            text, start
        )
        if begins and footer:
            yield start, footer.end()
        for _, last in reversed(said[number : number + LONGEST_SIGN_OFF]):
            phrase = text[start:last]
            signs = SIGN_OFF.fullmatch(phrase)
            if (signs and not signs["name"]) or MORE_SIGN_OFFS.fullmatch(phrase):
                end = signed_to(text, last, begins or "\n" in phrase, phrase)
                if end:
                    yield start, end
                break


def signed_to(text: str, at: int, begins: bool, phrase: str) -> int:
    """Where the name behind a sign-off ends; 0 if what follows is no name, so that it was no sign-off."""
    rest = text[at:].strip(" \n.!,–—-").lower().split()
    name = re.compile(rf"{BETWEEN}{PERSON}(?:\s*[,|]\s*{PERSON})*(?=\s*(?:[,.;:!\n\0]|$))").match(text, at)
    if not begins:
        certain = phrase.lower() not in {"best", "br", "cheers", "yours", "signed", "love", "with love"}
        ends = name and not text[name.end() :].strip(" .!\n")
        return len(text) if certain and (ends or (len(rest) == 1 and NEVER_A_NAME.isdisjoint(rest))) else 0
    if name:
        return name.end()
    few = len(rest) <= 2 and NEVER_A_NAME.isdisjoint(rest) and phrase.lower() not in {"best", "br"}
    return len(text) if not rest or few else 0


def numberless(text: str) -> str:
    """The text without addresses of any kind, numbers and codes, but with sums, measures, hours and small counts."""
    for pattern in WEB:
        text = re.sub(pattern, lambda found: CUT + found.group()[len(found.group().rstrip(".,;:!?)")) :], text)
    text = cut(text, accounts(text))
    for pattern in (*PLACES, *CODES):
        kept = [found.span() for found in KEPT.finditer(text)]
        text = cut(text, (f.span() for f in re.finditer(pattern, text) if not is_kept(f.span(), kept)))
    return re.sub(NUMBERED, numbered, text)


def is_kept(span: tuple[int, int], kept: list[tuple[int, int]]) -> bool:
    """Whether a span lies in one of those that stay, or begins with one: "1 TB Flash Drive" is no street."""
    return any(start <= span[0] and (span[1] <= end or start == span[0]) for start, end in kept)


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """Where an IBAN stands, in any case and grouping, also with a slip in it."""
    at = 0
    for found in re.finditer(r"(?<!\w)[A-Za-z]{2}[\W_]{0,2}\d[\W_]?\d", text):
        length = IBAN_LENGTHS.get(found.group()[:2].upper(), 0)
        whole = re.compile(rf"(?:[ .,_/–-]{{0,3}}[A-Za-z0-9]){{{length}}}(?!\w)").match(text, found.start())
        if not (length and whole and found.start() >= at):
            continue
        account = plain(whole.group())
        slip = sum(map(str.isdecimal, account)) * 2 > length and not re.search(r"(?<!^)[A-Za-z]{5}", whole.group())
        if is_iban(account) or slip:
            at = whole.end()
            yield whole.span()


def numbered(found: re.Match[str]) -> str:
    """ "order 77" without the number; "order 2 mugs" and "parcel 2 of 3" as they are."""
    behind = found.string[found.end() :]
    counts = re.match(r"\s*(?:of\b|von\b|/|more\b|(?!is\b|was\b|has\b|does\b)[a-z]+s\b)", behind)
    return found.group() if counts else f"{found[1]} {CUT}"


def nameless(text: str) -> str:
    """The text without a name that introduces itself or stands behind what says that it is one."""
    for pattern in INTRODUCTIONS:
        text = re.sub(pattern, CUT, text)
    for pattern in NAMED_OTHERS:
        text = re.sub(pattern, lambda found: found.group().removesuffix(found["cut"]) + " " + CUT, text)
    return text


def tidy(text: str) -> str:
    """The text without the marks of what was cut, the words that led up to it, and what they leave of punctuation."""
    text, before = TOGETHER.sub(CUT, text), ""
    while text != before:
        before = text
        text = TOGETHER.sub(CUT, LEADS.sub(f" {CUT}", text))
        text = BRACKETED.sub(CUT, text)
    text = OBJECT.sub(r"\g<1> it", text)
    text = AT_START.sub(begun, text) if CUT in text else text
    return INSIDE.sub(closed, text).strip(" ,;:-–") if CUT in text else text.strip()


def begun(found: re.Match[str]) -> str:
    """The first word of a sentence whose beginning was cut."""
    first = found["first"]
    if VERB.fullmatch(first):
        return f"{found['before']}It {first}"
    return found["before"] + (first[:1].upper() + first[1:] if first.isalpha() and first.islower() else first)


def closed(found: re.Match[str]) -> str:
    """What stands in a sentence where something was cut: its mark, and a space where words follow."""
    follows = found.end() < len(found.string)
    return found["mark"][:1] + (" " if follows and not found.string[found.end()].isspace() else "")
