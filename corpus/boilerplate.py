"""Lines around an article that are not the article: captions, credits, invitations to subscribe, notices.

Every pattern is anchored to the start of a line, wants the words that such a line has, and is bounded in length, so
that a sentence which merely contains "subscribe" or "photo" stays.
"""

import re

_NAMED = r"[A-Z][\w’'.-]*(?:\s+(?:(?:al-|el-|de|van|von|bin|der|la)\s*)?[A-Z][\w’'.-]*){0,4}"
_AGENCY = (
    r"(?:AP|AFP|EPA|TNS|DPA|dpa|ANP|TASS|UPI|IRNA|SANA|Reuters|REUTERS|Xinhua|Getty(?: Images)?|Anadolu(?: Agency)?|"
    r"NurPhoto|Zuma(?: Press)?|ZUMA(?: Press)?|Bloomberg|Alamy|Shutterstock|Flickr|iStock|Unsplash|Wikimedia(?: Commons)?|"
    r"Sputnik|Associated Press|Agence France-Presse|Sipa(?: USA)?|Polaris|Magnum(?: Photos)?|Pool|UN Photo|AP Photo)"
)
_PICTURE = r"(?:photo(?:graph|graphy)?|picture|image|illustration|graphic|video|footage|caption|infographic)s?"
_INVITED = (
    r"(?:newsletter|e-?mail|inbox|mailing list|channel|podcast|updates|alerts|briefing|digest|feed|for free|today|"
    r"here|now|account|print edition|telegram|whatsapp|community)"
)
_NETWORK = r"(?:twitter|x|facebook|instagram|linkedin|telegram|youtube|mastodon|bluesky|threads|whatsapp|tiktok)"

# Pattern and the most words that such a line has.
_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, 0 if cased else re.IGNORECASE), most)
    for pattern, most, cased in (
        (r"(?:table of )?contents\s*:?|in this (?:issue|edition|newsletter)\s*:?|(?:on|in) this page\s*:?", 4, False),
        (r"(?:image|photo|picture|pictured|caption|video|illustration)s?(?: credits?)?\s*:.*", 90, False),
        (rf"\(?(?:{_PICTURE} )?credits?\s*:.*", 40, False),
        (r"\(?(?:(?:cover|top|main|lead|header|hero|banner|featured?|file|stock|thumbnail) )?(?:"
         + _PICTURE + r")(?: (?:is|was))?(?: (?:credits?|by|courtesy|credited|via|obtained|provided|from|taken by|licensed)\b"
         r"|\s*(?:©|:|/)).*", 30, False),
        (rf"(?:featured?|cover|header|banner|thumbnail|hero) {_PICTURE}\b.*", 40, False),
        (rf"(?i:(?:copy-?\s?)?(?:edited|reviewed|translated|proofread|fact[- ]checked|compiled|produced|"
         rf"(?:additional |with )?report(?:ing|ed)|editing|curated) by):?\s+{_NAMED}(?:(?:,| and|, and| &) {_NAMED})*"
         r"(?: (?:in|for) [A-Z][\w ]*)?\.?", 18, True),
        (rf"(?:(?:you can )?(?:follow|like|find|join|connect with)\b.{{0,50}}?\b(?:on|at|via)\s+{_NETWORK}\b.*)", 18, False),
        (r"(?:follow|like|join) (?:us|me|him|her|them)\b.*", 12, False),
        (rf"(?:follow|contact|tweet(?:s)?(?: at)?|{_NETWORK})\b[^.]{{0,40}}@\w+\.?", 14, False),
        (rf"{_NAMED} (?:tweets|can be (?:followed|found|reached)|is on {_NETWORK})\b.*@\w+\.?", 20, True),
        (r"@\w+", 1, False),
        (rf"join (?:our|us|the|my|more than|over)\b.*\b(?:channel|newsletter|community|mailing list|{_NETWORK}|readers|"
         r"subscribers|conversation)\b.*", 30, False),
        (rf"(?:please )?(?:subscribe|sign[- ]?up|register)\b.*\b{_INVITED}\b.*", 32, False),
        (r"(?:please )?(?:subscribe|sign[- ]?up|register|log[- ]?in|sign[- ]?in)(?: (?:now|here|today|for free|to .{1,40}))?[.!]?",
         7, False),
        (r"(?:get|receive|want|enjoy(?:ed)?)\b.*\b(?:in|to|straight to|newsletter|our)\b.*\b(?:inbox|newsletter|e-?mail)\b.*",
         32, False),
        (r"(?:please )?click (?:here|below|on|the)\b.*", 25, False),
        (r"(?:read|see|view|hear|watch|listen to|download|find) (?:the |this )?(?:more|full|original|also|next|pdf|rest)\b.{0,160}",
         22, False),
        (r"(?:related(?: (?:articles?|posts?|stories|content|reading))?|recommended(?: reading)?|further reading|see also|"
         r"more (?:on this|from)|you (?:may|might) also like|most (?:read|popular)|trending|up next)\b(?:\s*:.*|.{0,30})", 20, False),
        (r"(?:share|tweet|print|e-?mail|pin it|copy link|save|bookmark|like)(?: (?:this|on|via|with|to|link|article|story|post|"
         r"page|friends|facebook|twitter|x|linkedin|whatsapp|e-?mail|a|by|and))*[.!]?", 8, False),
        (r"(?:advertisement|sponsored(?: content)?|promoted|loading(?:\.\.\.|…)?|back to top|skip to (?:main )?content|menu|"
         r"(?:leave a |no |view |\d+ )?comments?(?: \(\d+\))?|\d+\+? ?-?min(?:ute)?s?\.? read|(?:reading|read) time:?.*|"
         r"home|search|next|previous|load more|show more|listen to (?:this|the) (?:article|story))", 8, False),
        (r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies\b.*|(?:accept|reject|manage|allow)"
         r"(?: all)?(?: the)? (?:cookies|preferences)|by (?:continuing|using|clicking)\b.*\b(?:cookies|site|terms|policy)\b.*|"
         r"(?:cookie|privacy) (?:policy|settings|notice|preferences)|terms (?:of (?:use|service)|(?:and|&) conditions).{0,40}",
         70, False),
        (r"(?:copyright\b|©|\(c\)\s*(?:19|20)\d\d).*|all rights reserved\.?", 40, False),
        (r"(?:tags?|tagged|categor(?:y|ies)|filed under|keywords|topics?)\s*:.*", 40, False),
        (r"(?:please )?(?:donate|support (?:our|us|independent)|become a (?:member|subscriber|patron))\b.{0,120}", 22, False),
        (r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}", 1, False),
        (r"(?:last )?(?:updated|modified|edited)(?: on| at)?\s*:?\s*(?:\w+\.?,? )?\w*\.? ?\d.{0,30}", 9, False),
        (r"[^\w]*", 40, False),
    )
)  # fmt: skip

_CREDIT = re.compile(
    rf"(?:.*[^\s(])?\s*\((?:(?:photo|image|picture|credit|courtesy|via|by)[: ][^()]{{2,80}}|{_AGENCY}(?: (?:via )?[A-Z][^()]{{0,40}})?|"
    rf"[^()]{{2,60}}(?:/| via |, via ){_AGENCY}\b[^()]{{0,30}}|{_NAMED}(?:/[A-Z][^()/]{{1,40}}){{2,}})\)",
    re.DOTALL,
)
_BARE_CREDIT = re.compile(
    rf"(?:.*[\s.|—–-])?(?:{_AGENCY}/{_NAMED}(?: via {_AGENCY})?|{_NAMED}(?:/| via |, via ){_AGENCY}(?:(?:/| via ){_AGENCY})*)\.?",
    re.DOTALL,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^(?:#{1,6} +|[*_>]+ ?)+|[*_]+$")


def unmarked(line: str) -> str:
    """The words of a line without Markdown marks at its ends and without link targets: for recognising, not citing."""
    return _MARKS.sub("", _LINK.sub(r"\1", line)).strip()


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is a caption, a credit, an invitation or a notice rather than a part of the article."""
    words = unmarked(line)
    count = len(words.split())
    if any(count <= most and pattern.fullmatch(words) for pattern, most in _PATTERNS):
        return True
    return is_caption(words)


def is_caption(words: str) -> bool:
    """Whether a short line ends in a photo credit."""
    count = len(words.split())
    return (count <= 70 and bool(_CREDIT.fullmatch(words))) or (count <= 50 and bool(_BARE_CREDIT.fullmatch(words)))
