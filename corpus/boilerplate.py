"""Lines around an article that are not the article: captions, credits, invitations to subscribe, notices.

Every pattern must match the whole line, wants the words that such a line has, and is bounded in length, so that a
sentence which merely contains "subscribe" or "photo" stays.
"""

import re

from corpus.dates import published_of

_LONGEST = 900
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060 "

_PARTICLE = r"(?:(?:al-|el-|(?:de|van|von|bin|der|la)\s+))?"
_NAMED = rf"[A-Z][\w’'.-]*(?:\s+{_PARTICLE}[A-Z][\w’'.-]*){{0,4}}"
_AGENCY = (
    r"(?:AP|AP Photo|AFP|EPA|TNS|DPA|dpa|ANP|TASS|UPI|IRNA|SANA|Reuters|REUTERS|Xinhua|Getty(?: Images)?|Bloomberg|"
    r"Anadolu(?: Agency)?|NurPhoto|Zuma(?: Press)?|ZUMA(?: Press)?|Alamy|Shutterstock|Flickr|iStock|Unsplash|Pool|"
    r"Wikimedia(?: Commons)?|Sputnik|Associated Press|Agence France-Presse|Sipa(?: USA)?|Polaris|Magnum(?: Photos)?|"
    r"UN Photo)"
)
_PICTURE = r"(?:photo(?:graph|graphy)?|picture|image|illustration|graphic|video|footage|infographic)s?"
_PLACED = r"(?:cover|top|main|lead|header|hero|banner|featured?|file|stock|thumbnail)"
_NETWORK = r"(?:twitter|x|facebook|instagram|linkedin|telegram|youtube|mastodon|bluesky|threads|whatsapp|tiktok|reddit)"
_OFFER = (
    r"(?:newsletters?|e-?mails?|inbox|mailing list|channel|podcast|updates|alerts|briefing|digest|feed|for free|"
    r"today|here|now|account|print edition|telegram|whatsapp|community)"
)
_SIGN_UP = r"(?:subscribe|sign[- ]?up|register)"

# The most words that a line has, and what it looks like. Case counts only where a name must be told from a word.
_ANY_CASE: tuple[tuple[int, str], ...] = (
    (4, r"(?:table of )?contents\s*:?|in this (?:issue|edition|newsletter)\s*:?|on this page\s*:?"),
    # pictures
    (90, r"\(?(?:image|photo|picture|pictured|caption|video|illustration)s?(?: credits?)?\s*(?:credits?)?\s*:.*"),
    (40, rf"\(?(?:{_PICTURE} )?credits?\s*:.*"),
    (40, rf"\(?{_PLACED} {_PICTURE}\b.*"),
    (30, rf"\(?{_PICTURE}(?: (?:is|was))? (?:credits?\b|courtesy\b|©).*"),
    (14, rf"\(?{_PICTURE} (?:obtained|provided|taken|via|from)\b.*[^.!?]"),
    (30, rf"\(?{_PICTURE} (?:obtained|provided|taken|via|from|used)\b.*\blicen[cs]ed?\b.*"),
    # networks
    (14, rf"(?:you can )?(?:follow|like|find|join|connect with)(?: \S+){{0,4}} (?:on|at|via) {_NETWORK}"
         rf"(?:(?:,| and| or| &|,? /)+ {_NETWORK})*(?:\s*(?::|@|\(|at\b).*|[.!]?)"),
    (14, rf"(?:follow|contact|tweet(?:s)?(?: at)?|{_NETWORK})\b[^.]{{0,40}}@\w+\.?"),
    (1, r"@\w+"),
    (30, r"join (?:our|us|the|my|more than|over)\b.*\b(?:channel|newsletter|community|mailing list|group|readers|"
         rf"subscribers|conversation|on {_NETWORK})\b.*"),
    # letters
    (32, rf"(?:please )?{_SIGN_UP} (?:to|for|now|here|today|and|via|on|by|our|the|below)\b.*\b{_OFFER}\b.*"),
    (7, rf"(?:please )?(?:{_SIGN_UP}|log[- ]?in|sign[- ]?in|unsubscribe)"
        r"(?: (?:now|here|today|for free|below|(?:to|for|from) (?:our|this|the) [\w -]{1,30}))?[.!]?"),
    (32, r"(?:get|receive)\b.*\b(?:inbox|newsletter|e-?mail)\b.*"),
    (32, rf"(?:if you (?:enjoyed|liked?|found)|don[’']t miss|never miss|want|would you like|to (?:receive|get|"
         rf"(?:un)?subscribe|sign up))\b.*\b(?:{_OFFER}|{_SIGN_UP}|click|donat\w+|share)\b.*"),
    (12, r"(?:view|read) (?:this|it) (?:e-?mail )?in your browser\.?|forward (?:this )?to a friend\.?"),
    # links
    (25, r"(?:please )?click (?:here|below|on (?:the|this)|the (?:link|button|image|icon))\b.*"),
    (22, r"(?:read|see|view|hear|watch|listen to|download|find) (?:the |this )?(?:more|full|original|also|next|pdf|"
         r"rest)(?: (?:here|about|on|of|from|at|report|article|story|text|post|document|version|paper|episode|in)\b"
         r".{0,120}|\s*[:»>→].*|[.!]?)"),
    (25, r"(?:related(?: (?:articles?|posts?|stories|content|reading|topics))?|recommended(?: (?:reading|for you))?|"
         r"further reading|see also|read next|more on this(?: topic| story)?|more from [\w ]{2,30}|trending(?: now)?|"
         r"you (?:may|might) also (?:like|be interested in)|most (?:read|popular)|up next)(?:\s*:.*|)"),
    (1, r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}"),
    (10, r"(?:e-?mail|phone|tel|website|web|contact)\s*:.*"),
    # buttons
    (8, r"(?:share|tweet|print|e-?mail|pin it|copy link|save|bookmark)(?: (?:this|on|via|with|to|link|article|story|"
        r"post|page|friends|facebook|twitter|x|linkedin|whatsapp|e-?mail|a|by|and))*\s*[.!:]?"),
    (8, r"(?:advertisement|sponsored(?: content)?|promoted|loading(?:\.\.\.|…)?|back to top|skip to (?:main )?content|"
        r"menu|(?:leave a |no |view |\d+ )?comments?(?: \(\d+\))?|\d+\+? ?-?min(?:ute)?s?\.? read|listen to (?:this|"
        r"the) (?:article|story)|(?:reading|read) time:?.*|home|search|next|previous|load more|show more)"),
    # notices
    (70, r"(?:we|(?:this|our) (?:web)?site)(?: and our partners)? uses? cookies (?:to|on|for|and|in)\b.*|(?:accept|"
         r"reject|manage|allow)(?: all)?(?: the)? (?:cookies|preferences)|by (?:continuing to (?:use|browse|visit)|"
         r"using (?:this|our) (?:web)?site|clicking)\b.*|(?:cookie|privacy) (?:policy|settings|notice|preferences)|"
         r"terms (?:of (?:use|service)|(?:and|&) conditions).{0,40}"),
    (40, r"(?:copyright\s*(?:©|\(c\)|(?:19|20)\d\d|by\b)|©|\(c\)\s*(?:19|20)\d\d).*|all rights reserved\.?"),
    (60, r"disclaimers?\s*:.*"),
    (40, r"(?:tags?|tagged|categor(?:y|ies)|filed under|keywords|topics?)\s*:.*"),
    (22, r"(?:please )?(?:donate(?:[.!]?| (?:now|today|here|to (?:us|our|support))\b.*)|support (?:us|(?:our|"
         r"independent) (?:work|journalism|mission|reporting|newsroom|writers))\b.*|become a (?:member|subscriber|"
         r"patron)(?: (?:now|today|here|of|and|to)\b.*|[.!]?))"),
    (4, r"about (?:us|the (?:author|writer|contributor|editor)s?|our (?:authors|work))"),
    (40, r"\W*"),
)  # fmt: skip
_CASED: tuple[tuple[int, str], ...] = (
    (14, rf"(?i:(?:please )?{_SIGN_UP} (?:to|for) (?:the )?){_NAMED}(?: (?:for|to) [a-z ]+)?[.!]?"),
    (30, rf"\(?(?i:{_PICTURE} (?:taken )?by)\s+(?:[A-Z@©]).*"),
    (24, r"(?i:(?:copy-?\s?)?(?:edit(?:ed|ing)|reviewed|translat(?:ed|ion)|proofread|fact[- ]checked|compiled|produced|"
         r"curated|(?:additional |with )?report(?:ing|ed)) by):?\s+"
         rf"{_NAMED}(?:(?:,| and|, and| &) {_NAMED})*(?: (?:in|for) [A-Z][\w ]*)?(?:[.;].*\bby .*)?\.?"),
    (20, rf"{_NAMED} (?:tweets|can be (?:followed|found|reached)|is on {_NETWORK})\b.*@\w+\.?"),
)  # fmt: skip
_PATTERNS = tuple((most, re.compile(form, re.IGNORECASE)) for most, form in _ANY_CASE) + tuple(
    (most, re.compile(form)) for most, form in _CASED
)

_UPDATED = re.compile(r"(?:last )?(?:updated|modified|edited|revised)(?: on| at)?\s*:?\s+(?P<date>.+)", re.IGNORECASE)
_CREDITS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?:.*[^\s(])?\s*\((?i:photo|image|picture|credit|courtesy|via)(?i: by| of| credit)*:? [^()]{2,80}\)",
        rf"(?:.*[^\s(])?\s*\({_AGENCY}(?: (?:via )?[A-Z][^()]{{0,40}})?\)",
        rf"(?:.*[^\s(])?\s*\([^()]{{2,60}}(?:/| via |, via ){_AGENCY}\b[^()]{{0,30}}\)",
        rf"(?:.*[^\s(])?\s*\({_NAMED}(?:/[A-Z][^()/]{{1,40}}){{2,}}\)",
        rf"(?:.*[\s.|—–-])?{_AGENCY}/{_NAMED}(?: via {_AGENCY})?\.?",
        rf"(?:.*[\s.|—–-])?{_NAMED}(?:/| via |, via ){_AGENCY}(?:(?:/| via ){_AGENCY})*\.?",
        rf".*[.!?)\]”\"|]\s*(?i:(?:photo|image|picture)s?(?: credits?| courtesy(?: of)?| by)?|credits?)\s*:?\s+{_NAMED}"
        rf"(?:(?:/|, | via | and ){_NAMED})*\.?",
    )
)
_MOST_WORDS_OF_CAPTION = 70
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^(?:#{1,6} +|[*_>]+ ?)+|[*_]+$")


def unmarked(line: str) -> str:
    """The words of a line without Markdown marks at its ends and without link targets: for recognising, not citing."""
    return _MARKS.sub("", _LINK.sub(r"\1", line.strip(_INVISIBLE))).strip()


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is a caption, a credit, an invitation or a notice rather than a part of the article."""
    if len(line) > _LONGEST:
        return False
    words = unmarked(line)
    count = len(words.split())
    if any(count <= most and pattern.fullmatch(words) for most, pattern in _PATTERNS):
        return True
    updated = _UPDATED.fullmatch(words)
    return is_caption(words) or bool(updated and published_of(updated["date"]))


def is_caption(words: str) -> bool:
    """Whether a short line ends in a photo credit."""
    if len(words) > _LONGEST or len(words.split()) > _MOST_WORDS_OF_CAPTION:
        return False
    return any(credit.fullmatch(words) for credit in _CREDITS)
