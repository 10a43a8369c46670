"""A pasted mail down to the complaint: no headers, greeting, signature, quoted thread, phone footer."""

import re

HEADER = re.compile(r"(?:from|to|cc|bcc|date|sent|subject|reply-to|received|message-id|importance)\s?:\s", re.I)
SUBJECT = re.compile(r"subject\s?:\s*(?:(?:re|fwd?|aw|wg)\s?:\s*)*(?P<text>.*)", re.I)
QUOTED = re.compile(r"\s*(?:>|\|\s)")
THREAD_STARTS = re.compile(
    r"""\s*(?:
        on\s.{4,120}\swrote\s?:                       # On Mon, 2 Nov 2026 at 10:00, Acme <x@y.z> wrote:
      | am\s.{4,120}\sschrieb\b.{0,80}:               # the same in German, French, Spanish
      | le\s.{4,120}\sa\s[eé]crit\s?:
      | el\s.{4,120}\sescribi[oó]\s?:
      | -{2,}\s*(?:original|forwarded)\s(?:message|mail)\s*-*
      | begin\sforwarded\smessage\s?:
      | _{10,}
    )\s*$""",
    re.I | re.X,
)
SIGN_OFF = re.compile(
    r"""\s*(?:
        (?:(?:with\s)?(?:kind|kindest|best|warm|warmest)\s)?(?:regards|wishes)
      | best | sincerely | (?:yours|your)\s(?:sincerely|faithfully|truly) | sincerely\syours | respectfully
      | (?:many\s)?thanks(?:\sagain|\sin\sadvance|\sso\smuch|\sa\slot)? | thank\syou(?:\svery\smuch|\sin\sadvance)?
      | cheers | rgds | br | tia | cordially | mit\sfreundlichen\sgr[uü](?:ß|ss)en | cordialement
    )\s*[,.!-]*\s*(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){0,2})?\s*[.!]?\s*$""",
    re.I | re.X,
)
FOOTER = re.compile(
    r"""\s*(?:
        sent\s(?:from|via|with|using)\s(?:my\s\S|(?:the\s)?(?-i:[A-Z])\S|the\s\S+\sapp\b).{0,60}
      | get\soutlook\sfor\s.{1,40} | von\smeinem\s.{1,30}\sgesendet | envoy[eé]\sde\smon\s.{1,30}
      | --\s? | -{3,} | _{3,}
      | this\s(?:e-?mail|message).{0,40}(?:confidential|intended).*
    )$""",
    re.I | re.X,
)
GREETING = re.compile(
    r"""\s*(?:hi|hii+|hey|hello|helo|hallo|dear|good\s(?:morning|afternoon|evening|day)|greetings
        |to\swhom\sit\smay\sconcern)\b(?!-)
        (?:\s(?:
            there|all|team|everyone|everybody|folks|guys|sir|sirs|madam|or|and|again|customer|service|support|care|help
            |(?-i:(?!I\b|My\b|The\b|Your\b)[A-ZÀ-Þ][\w./'’-]*)      # a name as it is written
        )){0,5}
        (?:\s[^\W\d]+(?=\s?(?:[,!]|$)))?                        # or a name in lower case, if the greeting ends there
        \s*(?P<end>[,.!;:]+(?=\s|$)|\s[–—-](?=\s|$)|$)\s*""",
    re.I | re.X,
)
MAX_SIGNATURE_LINES = 10
CONTACT = re.compile(r"\d|@|www\.|https?:")


def complaint_of(text: str) -> str:
    """What a message complains of, of a whole mail or of three words; the message itself if nothing is left."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines, subject = without_headers(lines)
    kept = without_signature(without_thread(lines))
    body = without_greeting("\n".join(kept).strip())
    if not body:  # a forward: all of the complaint is in the quoted part
        quoted = [line.lstrip("> |") for line in lines if not THREAD_STARTS.match(line)]
        quoted, subject_of_quoted = without_headers(quoted)
        subject = subject or subject_of_quoted
        body = without_greeting("\n".join(without_signature(quoted)).strip())
    complaint = "\n".join(part for part in (subject, body) if part)
    return complaint if any(c.isalnum() for c in complaint) else text.strip()


def without_headers(lines: list[str]) -> tuple[list[str], str]:
    """The lines below the header lines on top, and the subject among those; one line alone is no header."""
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < len(lines) and HEADER.match(lines[end].lstrip()):
        end += 1
    subjects = [found["text"].strip() for line in lines[start:end] if (found := SUBJECT.match(line.lstrip()))]
    if end - start < 2 and not subjects:
        return lines, ""
    return lines[end:], " ".join(subjects)


def without_thread(lines: list[str]) -> list[str]:
    """The lines above the quoted thread, and not the lines that are quoted."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        joined = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        wrapped = line.lstrip().lower().startswith(("on ", "am ", "le ", "el ")) and THREAD_STARTS.match(joined)
        if THREAD_STARTS.match(line) or wrapped or header_block(lines, number):
            break
        if not QUOTED.match(line):
            kept.append(line)
    return kept


def header_block(lines: list[str], number: int) -> bool:
    """Whether the header of a quoted mail starts here: From: with Sent:, To: or Subject: right below."""
    if not lines[number].lstrip("*> ").lower().startswith(("from:", "von:", "de:")):
        return False
    below = (line.lstrip("*> ").lower() for line in lines[number + 1 : number + 4])
    return any(line.startswith(("sent:", "date:", "to:", "subject:", "gesendet:")) for line in below)


def without_signature(lines: list[str]) -> list[str]:
    """The lines above a sign-off near the end, and above a phone's footer."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or FOOTER.match(kept[-1])):
        kept.pop()
    for number, line in enumerate(kept):
        signs, foot = SIGN_OFF.match(line), FOOTER.match(line)
        if not (signs or foot):
            continue
        above = any(other.strip() for other in kept[:number])
        below = [other for other in kept[number + 1 :] if other.strip()]
        if above and foot and line.strip() == "--":
            return kept[:number]
        if above and signs and len(below) <= MAX_SIGNATURE_LINES and all(map(is_signature_line, below)):
            return kept[:number]
        if foot and not below:
            return kept[:number]
    return without_contact_block(kept)


def without_contact_block(lines: list[str]) -> list[str]:
    """The lines above a last paragraph that is a name and how to reach it, signed off or not."""
    start = len(lines)
    while start and lines[start - 1].strip():
        start -= 1
    block = lines[start:]
    reachable = any(CONTACT.search(line) for line in block) and block[0][:1].isupper()
    if reachable and any(map(str.strip, lines[:start])) and len(block) >= 2 and all(map(is_signature_line, block)):
        return lines[:start]
    return lines


def is_signature_line(line: str) -> bool:
    """Whether a line may stand below a sign-off: a name, a company, a phone number, a street; no sentence."""
    said = line.split()
    if len(said) <= 2 or CONTACT.search(line):
        return len(said) <= 12
    return sum(word[0].isupper() for word in said) * 2 > len(said) and not line.rstrip().endswith(("?", "!"))


def without_greeting(text: str) -> str:
    """The text after "Hi there," or "Dear Sir or Madam"."""
    found = GREETING.match(text.split("\n", 1)[0])
    rest = text[found.end() :].strip() if found else ""
    return rest or text
