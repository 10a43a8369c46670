"""What English replies and complaints say when they apologise, refuse, go on: words and short expressions.

All are for texts on one line in the comparable form (normal.py). Expressions stand as text and are compiled when
first used: most texts are settled by one word of a set.
"""

from cheatsheet.lint.normal import OPAQUE


def any_of(*expressions: str) -> str:
    """One of several expressions, as whole words."""
    return rf"\b(?:{'|'.join(expressions)})\b"


# Acknowledgement: the trouble was understood.
FEELING = frozenset(
    {"sorry", "apologise", "apologised", "apologize", "apologized", "apologies", "apology", "regret", "forgive",
     "understandable", "understandably", "frustrating", "frustration", "frustrated", "annoying", "annoyed",
     "annoyance", "upsetting", "upset", "disappointing", "disappointed", "disappointment", "worrying", "worry",
     "worries", "unpleasant", "stressful", "distressing", "inconvenience", "inconvenient", "mistake", "stings"}
)  # fmt: skip
ACKNOWLEDGEMENT = any_of(
    "thank(?:s| you) (?:so much |very much )?for (?:telling|letting|bringing|reporting|raising|writing|pointing)",
    "thank(?:s| you) (?:so much |very much )?for (?:sharing|your (?:honest|message|note|photos?|feedback|report))",
    r"(?:i|we) (?:\w+ )?(?:understand|appreciate (?:how|that|your)|see (?:why|how|that)|hear you|know (?:how|that))",
    r"(?:i|we) can (?:see|imagine|hear|tell)",
    r"(?:you are|you're) (?:quite |absolutely )?right",
    r"(?:let|left) you (?:down|waiting|without|guessing)",
    r"our (?:fault|error|slip|doing)|(?:is|was|are) ours|on our side",
    r"not (?:good enough|what you (?:ordered|paid|expected|hoped)|how (?:it|this) should)",
    r"(?:should|must) (?:not|never) have|shouldn't have|must (?:be|have been)",
)

# Complaints: what tells of a fault of ours.
BROKEN = (
    "damaged|broken|cracked|smashed|shattered|torn|ripped|faulty|defective|leak(?:s|ed|ing)|dented|scratched|mou?ldy"
    "|rotten|spoiled|expired|missing|unacceptable|fell apart|came apart|stopped working|out of order"
)
HOPED_FOR = (
    r"arriv\w+|com(?:e|ing)|came|receiv\w+|deliver\w+|turn(?:ed)? up|show(?:ed|n)? up|got|work(?:ing|s)?|answer\w*"
    "|repl(?:y|ied|ies)|refunded|credited|dispatched|shipped|switch on|turn on|call(?:ed)? (?:me )?back"
)
GONE_WRONG = any_of(
    BROKEN,
    "(?<!too )(?<!how )late|delay(?:ed|s)?",  # not "too late to cancel"
    rf"(?:not|never|hasnt|havent|didnt|wasnt|isnt|doesnt|nothing|nobody|no one)\b[^.?!]{{0,25}}\b(?:{HOPED_FOR})",
    rf"\w+n't\b[^.?!]{{0,25}}\b(?:{HOPED_FOR})",
    r"(?<!i )(?:broke|lost (?:my|our|the))|(?:parcel|package|order|letter|return) (?:\w+ )?(?:is|was|got) lost",
    r"(?:you|sent|received|got|delivered|charged|billed|shipped|packed)\b[^.?!]{0,15}\bwrong",
    "(?:^|the )wrong (?:item|product|colou?r|amount|parcel|model)",
    r"(?:charged|billed|debited|paid|taken)\b[^.?!]{0,20}\b(?:twice|two times|double|too much)",
    "overcharged|double charged?",
    "(?:still|been|am|was|have) waiting|waited (?:too|so|far|for|all)",
    "(?:poor|bad|terrible) (?:quality|service)|rude|unfriendly|ignored|hung up on|cut (?:me )?off",
)
QUESTION = r"\W*(?:how|what|which|can|could|may|do you|are you|is it|is there|are there)\b"
WISH = r"\W*(?:where|when|who|please|(?:i|we)(?: would|'d)? (?:want|need|like|have a question|changed|forgot))\b"
OWN_DOING = r"\bi (?:have )?(?:\w+ )?(?:ordered|chose|picked|entered|typed|gave|put|selected|wrote)\b.{0,20}\bwrong\b"
PRAISE = (
    r"\b(?:love|great|wonderful|excellent|amazing|(?<!not )(?:happy|pleased)|praise|thank|good review|compliment)"
)

# The next step: what happens, or what to do.
AHEAD = frozenset({"will", "'ll", "ll", "shall", "tomorrow", "tonight", "within"})
NO_DEED = r"(?:accept|understand|forgive|excuse|bear|be|know|rest|note|do not|don't|feel|believe)\b"  # please …
NO_OFFER = r"n't|'t| ?(?:not|no longer|see|hear|imagine|understand)\b"  # I can …, we could …
DEEDS = (
    "add|allow|answer|ask|attach|book|bring|call|change|charge|check|choose|clean|click|close|collect|compare|confirm"
    "|contact|download|email|enter|fill|find|follow|forward|give|go|hand|hold|install|keep|leave|let|load|log|look|open"
    "|pack|pick|plug|post|press|print|pull|push|put|read|remove|reply|request|reset|restart|return|scan|see|select|send"
    "|set|show|sign|start|stick|stop|switch|take|tap|tell|try|turn|type|unplug|update|upload|use|visit|wait|wash|write"
)
DAY = "today|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
START = r"(?:^|[.!?:;,\n]|\b(?:then|first|next|now|and|or|just|also|do))[\s*\u2022\"'()-]{0,8}(?:\d+[.)]\s*)?"
COMMAND = rf"{START}(?:{DEEDS})\b"
STEP = any_of(
    rf"please (?!{NO_DEED})\w+|let (?:me|us)|going to|next (?:step|week|day)|{DAY}",
    rf"you (?:can|may|could|need|have to|are free|get|receive|keep|choose)|(?:i|we) can(?!{NO_OFFER})",
    r"you have (?:\w+ )?(?:days|options|ways|choices)",
    "should (?:receive|get|arrive|have it|see|hear|take|reach|be (?:with|there|here|able))",
    r"(?:i am|i'm|we are|we're) (?:now |also |just )?(?!sorry)\w+ing",
    "(?:is|are) (?:now )?(?:on (?:its|the|their) way|due|booked|ready|cancelled|refunded|replaced)",
    r"(?:arrives?|leaves?|reach(?:es)?|follows?|goes out|comes?) (?:\w+ ){0,3}(?:in|on|by|after|you)",
    r"takes? (?:\w+ ){0,3}(?:days?|weeks?|hours?|minutes?)",
    "(?:would like|would be (?:glad|happy)) to|need from you|helps? (?:me|us) if",
)
BY_THEN = rf"\b(?:by|on|until|from|before) (?:the )?(?:end of|\d|{OPAQUE})"

# Bad news, and the way out of it.
REFUSING = frozenset(
    {"cannot", "cant", "wont", "unable", "longer", "sold", "stock", "discontinued", "unavailable", "refuse",
     "refused", "decline", "declined", "reject", "rejected", "deny", "denied", "impossible", "ineligible"}
)  # fmt: skip
NOT_HINTS = (
    "can't", "can not", "couldn't", "will not", "won't", "do not", "don't", "isn't", "aren't", "not able",
    "not allowed", "not in a", "not possible", "not available", "not eligible", "not covered",
    "not refundable", "not returnable",
)  # fmt: skip
WISHES = (
    "accept|approve|arrange|cancel|change|compensate|cover|credit|deliver|do|exchange|extend|give|grant|help|make|match"
    "|meet|offer|pay|process|provide|reduce|refund|repair|replace|reserve|return|sell|send|ship|take|waive"
)
NOT = "(?:cannot|can not|can't|cant|couldn't|will not|won't|wont|do not|don't)"
STATES = "possible|available|eligible|covered|refundable|returnable|made|sold|in stock"
REFUSAL = any_of(
    rf"(?:i|we) (?:\w+ )?{NOT} (?:\w+ )?(?:{WISHES})",
    rf"(?:unable|not able|not allowed|not in a position) to (?:{WISHES})",
    rf"(?:is|are|was|were|be|it's|that's) (?:\w+ )?(?:not|no longer) (?:{STATES})|(?:isn't|aren't) (?:{STATES})",
    "sold out|out of stock|discontinued|unavailable|impossible|ineligible",
    "(?:refuse|decline|reject|deny) (?:your|the|this|to)",
    r"(?:request|claim|refund|application|return|exchange) (?:\w+ ){0,3}(?:refused|declined|rejected|denied)",
)
ONLY_IF = any_of("if|when|where|whether|unless|in case|should")  # before a refusal that may never come
CHOICE = frozenset(
    {"instead", "alternative", "alternatives", "alternatively", "option", "options", "choice", "choices", "choose",
     "rather"}
)  # fmt: skip
WAY_OUT = any_of(
    rf"(?:i|we|you|they|he|she|it|which|that)(?: \w+)? (?:can|could|may|might)(?!{NO_OFFER})|what (?:i|we) can",
    "(?:i|we|you|they|it)(?:'ll| will| shall)(?! not)|(?:happy|glad|pleased) to|let (?:me|us)",
    rf"would you (?:like|prefer)|if you (?:like|wish|prefer|want|would)|please (?!{NO_DEED})\w+",
    r"(?:i am|i'm|we are|we're) (?:now |also )?(?!sorry|asking you)\w+ing",
    r"you (?:are free|have (?:\w+ )?(?:ways|choices|options))|(?:comes?|arrives?|is due) (?:\w+ ){0,2}(?:on|by|in)",
)
# A closing that offers help with anything else is no way out.
CLOSING = any_of(
    r"(?:let (?:me|us) know|contact|reach out|feel free|hesitate|reply|write)\b.{0,120}"
    r"\b(?:questions?|anything else|any(?:thing)? (?:other|further)|further (?:help|assistance))"
)
