"""What a letter looks like: how it greets and signs, and what was left to fill in."""

import re

# [Product Name], also over two lines, [ ], [?], but neither [1] nor [text](https://…)
LEFT_BLANK = re.compile(
    r"[\[［](?:[^\[\]［］]{0,150}?[^\W\d_][^\[\]［］]{0,150}|[\s?._…-]*)[\]］](?!\((?:https?:|mailto:))"
)
LEFT_OVER = re.compile(r"{{|}}|{%|%}|{ ?\w[\w. -]*}|<[^\W\d_][\w -]{0,60}>|\bX{3,}\b|\b(?:TODO|FIXME|TBD)\b|_{3,}")
GREETS = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten tag|liebe[r]?|sehr geehrte[r]?"
    r"|bonjour|cher|chère|hola|estimad[oa]|ciao|buongiorno|beste|geachte)\b[^\n]{0,60}?[,!.:\n]",
    re.IGNORECASE,
)
SIGNS = re.compile(
    r"(?:^|\n)[^\n]{0,40}\b(?:regards|sincerely|best wishes|warm wishes|yours (?:truly|faithfully)|cheers"
    r"|many thanks|thank you|thanks|best|grüßen?|gruß|cordialement|saludos|saluti|groet(?:en)?)\b ?[,.!]?\n.{1,80}"
    r"(?:\n.{1,80}){0,5}$",
    re.IGNORECASE,
)
