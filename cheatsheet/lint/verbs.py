"""The forms of English verbs: ~lose finds lose, loses, lost and losing."""

from collections.abc import Mapping

IRREGULAR: Mapping[str, str] = {
    "be": "be am is are was were been being 's 're 'm",
    "have": "have has had having 've",
    "do": "do does did done doing",
    "go": "go goes went gone going",
    "lose": "lose loses lost losing",
    "send": "send sends sent sending",
    "tell": "tell tells told telling",
    "know": "know knows knew known knowing",
    "break": "break breaks broke broken breaking",
    "get": "get gets got gotten getting",
    "make": "make makes made making",
    "take": "take takes took taken taking",
    "say": "say says said saying",
    "give": "give gives gave given giving",
    "speak": "speak speaks spoke spoken speaking",
    "write": "write writes wrote written writing",
    "read": "read reads reading",
    "forget": "forget forgets forgot forgotten forgetting",
    "let": "let lets letting",
    "put": "put puts putting",
    "keep": "keep keeps kept keeping",
    "find": "find finds found finding",
    "think": "think thinks thought thinking",
    "see": "see sees saw seen seeing",
    "leave": "leave leaves left leaving",
    "understand": "understand understands understood understanding",
    "misunderstand": "misunderstand misunderstands misunderstood misunderstanding",
    "mistake": "mistake mistakes mistook mistaken mistaking",
    "choose": "choose chooses chose chosen choosing",
    "buy": "buy buys bought buying",
    "pay": "pay pays paid paying",
    "come": "come comes came coming",
}
VOWELS = frozenset("aeiou")


def forms(verb: str) -> list[str]:
    """The forms of an English verb, or of a noun: contact, contacts, contacted, contacting."""
    if verb in IRREGULAR:
        return IRREGULAR[verb].split()
    found = {verb}
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        found.add(f"{verb}es")
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        found.add(f"{verb[:-1]}ies")
    else:
        found.add(f"{verb}s")
    if verb.endswith("e"):
        return sorted(found | {f"{verb}d", f"{verb[:-1]}ing"})
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return sorted(found | {f"{verb[:-1]}ied", f"{verb}ing"})
    short = len(verb) > 2 and verb[-1] not in VOWELS | set("wxy") and verb[-2] in VOWELS and verb[-3] not in VOWELS
    doubled = {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"} if short else set()
    return sorted(found | doubled | {f"{verb}ed", f"{verb}ing"})
