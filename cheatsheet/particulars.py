"""What only one customer has, as patterns: names that are introduced, postal and web addresses, dates, codes."""

import re

from cheatsheet.message import ADDRESS, DATE, MONTH, STREET, TIME

UP = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽΑ-ΩА-Я]"
NO_NAME = (
    r"(?!(?i:(?:I|A)(?!\.)|An|And|But|Can|Could|Did|Do|Es|Für|He|How|Ich|Help|If|In|Is|It|Its|Je|Mein|Meine|Mon"
    r"|My|No|Not|On|Our|PS"
    r"|Please|She|So|Sorry|Still|Thanks?|That|The|There|They|This|To|Was|We|What|When|Where|Which|Who|Why|Wo"
    r"|You|Your)\b)"
)
WORD = rf"{NO_NAME}(?:{UP}\.|{UP}(?!\.\s?{UP})[^\W\d_]*(?:['’-][^\W\d_]+)*)"
TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Madame|Monsieur|Señora?|Sir)\b\.?"
BRAND = r"(?!(?:Oetker|Martens|Pepper|Muscle|Coffee|Bronner|Scholl|Beckmann|Best|Meyer['’]s|Beats|Hauschka)\b)"
PARTICLE = r"(?:v[ao]n|de[rnl]?|del+a|d[aiu]|l[ae]|bin|al|zu|ter|y)"
PERSON = rf"(?:{TITLE}\s+)*{WORD}(?:\s*(?<=\.){WORD}|\s+(?:{PARTICLE}\s+){{0,2}}{WORD}){{0,3}}"
PLACE = rf"{WORD}(?:[ -]{WORD}){{0,2}}"
LOWER_NAME = (
    r"(?!(?:already|also|being|correct|different|gone|in|incorrect|is|listed|misspel\w+|missing|no|not|now|on|printed"
    r"|shown|spel\w+|still|the|there|too|unknown|wrong\w*|written)\b)[^\W\d_][\w'’-]*(?: (?!and\b|i\b|my\b"
    r"|the\b)[^\W\d_]+)?"
    r"(?=\s*(?:[,.;:!\n]|$|and\b|i\b|my\b|the\b))"
)
FROM = rf"(?:\s+(?:speaking|here|again|calling|writing))?(?:,?\s+(?:from|of|aus|de)\s+{PLACE})?"
NO_ORIGIN = r"(?!\w+(?:ish|ese)\b|(?:American|Dutch|French|German|Italian|Muslim|Jewish|Prime)\b)"
NO_CUSTOMER = r"(?!\s+(?:account|buyer|client|customer|fan|member|owner|seller|subscriber|user|Kund\w+)\b)"
INTRODUCTIONS = (
    rf"(?i:\b(?:my (?:full |first |last )?name(?: is|['’]?s)|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle"
    rf"|mon nom est"
    rf"|me llamo|i am called|i go by|\bname\s*:))\s+(?:{PERSON}|(?i:{LOWER_NAME})){FROM}",
    rf"(?i:\b(?:i am|i['’]?m|ich bin|je suis))\s+(?!{UP}{{2}}){NO_ORIGIN}{PERSON}\b{NO_CUSTOMER}{FROM}",
    rf"(?i:\b(?:this is|here is|hier (?:ist|spricht)|ici|it['’]s))\s+(?!{UP}{{2}}){PERSON}"
    rf"(?:(?:,?\s+from\s+{PLACE}|\s+(?:speaking|here|calling|writing))|(?=\s*(?:[,;:!–—]|\.(?:\s|$)|and\b|$)))",
    rf"\s+[–—-]+\s?(?!{UP}{{2}}){PERSON}[.!]?\s*$",
    rf"(?:^|(?<=[.!?\n\0] )|(?<=\0)){PERSON}\s+here\b(?=\s*[,.;:!–—-])",
    rf"(?<=[a-zß-ÿ)][,.!?])\s+{WORD}(?:\s+{WORD}){{1,2}}[\s,.()<>\0]*$",  # a name that ends the message
    rf"^{WORD}(?:\s+{WORD}){{1,2}}\s*(?:[<(\0][\s<>()\0]*)?[:\0]",  # or begins it, as in a header
)
KIN = (
    r"wife|husband|partner|son|daughter|mother|mum|mom|father|dad|sister|brother|friend|neighbou?r|boss|aunt|uncle"
    r"|grandmother|grandfather|colleague|agent|employee|assistant|driver|courier|manager|technician|Frau|Mann|Sohn"
    r"|Tochter|Kolleg(?:e|in|en)"
)
NAMED_OTHERS = (  # the name of someone else, behind what says that it is one
    rf"(?i:\b(?:my|your|our|his|her|the|meine?|ihre?) (?:{KIN})),?(?P<cut>\s+(?:(?:called|named)\s+)?{PERSON})",
    rf"(?i:\b(?:account|card|ticket|licence|contract) ?holder)(?P<cut>\s+{PERSON})",
    rf"(?i:\b(?:sp(?:oke|eak|oken)|talk(?:ed)?|chatted|signed))(?P<cut> (?:for )?(?:to|with|by) {PERSON})",
    rf"(?P<cut>(?i:,? ?\b(?:on behalf of|in the name of|under the name(?: of)?|addressed to|c/o|attn:?)) {PERSON})",
    rf"(?P<cut>(?:\b(?:to|with|by|from|for|von|mit|bei|an|avec) )?\b{TITLE}\s+{BRAND}{PERSON})",
)

CITY_CODE = (
    rf"(?:(?:{PLACE},?\s+)?\b(?i:[a-z]{{1,2}}\d[a-z\d]?\s\d[a-z]{{2}}|[a-z]\d[a-z]\s\d[a-z]\d)\b"  # LS1 4AB, K1A 0B1
    rf"|(?:{PLACE},?\s+)?\b[A-Z]{{2}},?\s+\d{{5}}(?:-\d{{4}})?\b"
    rf"|\b(?:[A-Z]{{1,2}}-)?\d{{4,5}}(?:\s[A-Z]{{2}})?\s{PLACE})"
)
STRASSE = (
    rf"(?:\b(?:{UP}[^\W\d_]*[ -])?[^\W\d_]*(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Gg]asse|[Pp]latz|[Aa]llee|[Uu]fer"
    rf"|[Dd]amm|weg)"
    r"\s+\d+\s?[a-z]?\b"
    r"|(?i:\b(?:postfach|p\.?\s?o\.?\s?box)\s+\w*\d\w*(?:\s\d+)*)"
    r"|(?i:\b\d{1,5}[a-z]?\s+(?!(?:days?|of|on|in|weeks?|hours?|times?)\b)(?:(?!on|the|in|of|down)[^\W\d_]+\s+){1,2}"
    r"(?:street|road|avenue|lane|rd|ave)\b))"
)
FLAT = r"(?i:(?:\b(?:flat|apt\.?|apartment|unit|suite)\s+\w*\d\w*,?\s+)?)"
POSTAL = rf"{FLAT}(?:{STRASSE}|{CITY_CODE}|{STREET})(?:,?\s+(?:{STRASSE}|{CITY_CODE})|,\s+{PLACE})*"
LIVES = rf"(?i:\b(?:(?:i|we) live|living|ich wohne|j['’]habite) at ){PLACE}"
PLACES = (POSTAL, LIVES)

UNIT = (
    r"(?:%|°\s?[CF]?|[cm]?l|[km]?g|[mck]?m|in|inch(?:es)?|ft|k?wh?|kv|v|m?ah?|[kmgt]b|[kmg]?hz|px|p|k|h|hrs?"
    r"|hours?|min"
    r"|mins|minutes?|s|ms|x|st|nd|rd|th|pcs?|pieces?|pages?|oz|lbs?|mbit|mbps|rpm|days?|weeks?|months?|years?"
    r"|times|people)"
)
MONEY = r"(?:€|\$|£|¥|eur\b|euros?\b|usd\b|gbp\b|chf\b|dollars?\b|pounds?\b|quid\b|cents?\b|zł|kr\b)"
AMOUNT = r"\d{1,6}(?:[.,' ]\d{3}){0,2}(?:[.,]\d{1,2})?"
CLOCK = r"\d{1,2}[.:]\d{2}"
KEPT = re.compile(  # numbers that anybody may have
    rf"(?i)(?<![\w.,#-])(?:{MONEY}\s?{AMOUNT}|{AMOUNT}\s?{MONEY}|{AMOUNT}[ -]?{UNIT}(?!\w)"
    rf"|\d+x\d+(?:x\d+)?\s?{UNIT}?\b"
    rf"|{CLOCK}\s?[-–]\s?{CLOCK}|(?:in|since|from|until|of|seit|{MONTH})\s(?:19|20)\d\d(?![\w-])"
    r"|error\s(?:code\s)?\w?\d+|\d+[.,]\d{1,2}(?![\d.,-]))"
    rf"|{TIME.removeprefix('(?i)')}"
)
MONAT = (
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|janvier|février"
    r"|mars|avril|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre)"
)
ANY_DATE = rf"(?i:{DATE.removeprefix('(?i)')}|\b\d{{1,2}}(?:\.|er)?\s{MONAT}\b(?:\s\d{{4}})?)"
BORN = r"(?i:\b(?:i was |i am |i'm )?(?:born|geboren|née?)\s+(?:(?:on|in|am)\s+)?(?:the\s+)?)"
CODES = (
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b"
    r"|(?<![\w:])(?!\d\d?:\d\d(?::\d\d)?(?!:))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}\b",
    rf"{BORN}(?:{ANY_DATE}|\d{{4}}\b)",
    rf"(?i:(?:\b(?:on|since|from|of|until|by|dated|am|vom|seit|le)\s+(?:the\s+)?)?{ANY_DATE}(?!\s+(?:be|have"
    rf"|not)\b))",
    r"(?<![\w.])\+?\(?\d(?:[ ()/.–-]{0,3}\d){5,}(?!\w)",  # telephone, account, card
    r"(?<!\w)#\s?[\w-]*\d[\w-]*",
    r"(?<![\w.,])(?=(?:[^\W\d]"
    r"|[/_-])*\d)(?=[\w/-]*\d[\w/-]*\d[\w/-]*\d)(?=[\w/-]{4})\w+(?:[/_-]+\w+)*",  # A-1042, JD0002
    r"\b(?=\w*\d\w*\d)(?=\w*[^\W\d])\w{5,}\b|\b[A-Z]{1,3}-\d{2,}\b",  # RR12GB, A-77
)
WEB = (ADDRESS, r"\b[\w-]+(?:\.[\w-]+)+/\S+", r"(?<!\w)@\w[\w.-]*")
