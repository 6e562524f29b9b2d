"""What a document says of itself, in lines of its own: publisher, author, date. Nothing is guessed from the body."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.boilerplate import unmarked
from corpus.bylines import signature_of
from corpus.dates import published_of
from corpus.draft import Stated

_LONGEST_LINE = 2000
_MOST_WORDS_OF_REPRINT = 60
_LONGEST_TITLE = 240
_LONGEST_NAME = 120
_TITLED = re.compile(r"The\s+\S+\s+\S+")
_SUBJECT = (
    r"(?:editor[’']?s note:?\s*)?(?:(?:this|the|an?)(?: \w+){0,2}? "
    r"(?:article|piece|story|essay|commentary|op-ed|analysis|report|post|brief|interview|text|column|version)"
    r"(?: of this \w+)?\s+)?(?:(?:was|is|has been|has|have been) )?"
)
_FROM = (
    r"(?:\s+with (?:the )?(?:kind )?permission)?(?:\s+here)?\s+(?:by|in|on|at|from|of|with|for|courtesy of)\s+"
    r"(?P<outlet>.+?)(?:(?:\s+on|,)\s+(?P<date>[^.]*?\d{4}))?"
    r"(?:,? and (?:is|was|has been)\s.{0,80}|,? (?:under|with) .{0,120}|,? (?:here|where|who|which) .{0,80})?"
    r"(?:\.\s*(?:Read|Click|See|You can)\b.{0,100})?\.?"
)
_REPRINTS = tuple(
    re.compile(form + _FROM, re.IGNORECASE)
    for form in (
        rf"{_SUBJECT}(?:originally|first|previously|initially|also)\s+(?:published|appeared|posted|issued|ran)",
        rf"{_SUBJECT}(?:republished|reprinted|reproduced|syndicated|reposted)",
        r"this (?:article|piece|story|essay|commentary|op-ed|analysis|report|post|interview|column) "
        r"(?:was |is )?(?:published|appeared|appears)",
    )
)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("title", re.compile(r"(?:title|headline)\s*:\s*(?P<words>.+)", re.IGNORECASE)),
    ("publisher", re.compile(r"(?:publisher|publication|outlet)\s*:\s*(?P<words>.+)", re.IGNORECASE)),
    (
        "published",
        re.compile(
            r"(?:(?:first |originally )?(?:published|posted|issued|released)(?: on| at)?|"
            r"(?:publication |release )?date|date published|dated)\s*:?\s+(?P<words>.+?)(?:\s+by\s+(?P<who>.+))?",
            re.IGNORECASE,
        ),
    ),
)
_EDGE = re.compile(
    r"(?:source\s*:|published (?:by|in)\s*:?)\s+(?P<outlet>.+?)(?:,\s+(?P<date>[^,]*,? ?\d{4}))?\.?", re.I
)
_PARTS = re.compile(r"\s+[|·•–—]\s+|\s*\|\s*")
_ABOUT = re.compile(
    r"(?:about )?(?P<outlet>(?:[Tt]he )?[A-Z][^.;:]{2,90}?)(?:\s*\((?P<short>[A-Z][\w&.-]{1,9})\))?,?\s+is an? "
    r"(?P<kind>[^.]{0,160}?\b(?:independent|non-?\s?partisan|non-?profit|not-for-profit|non-for-profit|bipartisan|"
    r"award-winning|digital|online|student-run|public)\b[^.]{0,200})\..*",
    re.DOTALL,
)
_DISCLAIMS = re.compile(
    r"\b(?:advocacy|opinions are their own|editorial (?:control|independence|policy)|donations?|donors|funded by|"
    r"does not (?:take|endorse|engage|necessarily)|views? (?:expressed|are|only|of)|authors?[’'] (?:own )?views|"
    r"subscribe|click here|reflect(?:s)? (?:only )?the|institutional positions?|our work|newsletter|501\(c\))",
    re.IGNORECASE,
)
_VIEW = r"(?:views?|opinions?|statements?|positions?|arguments?|analysis|conclusions?)"
_VIEWS = re.compile(
    rf"(?:note:?\s*)?(?:all |any )?(?:the )?{_VIEW}(?:,? (?:and|or|&) (?:\w+ )?{_VIEW})* "
    r"(?:are |in (?:this|here)|here|(?:(?:that are |are )?(?:expressed|presented|stated|contained|reflected|set out|"
    r"given))|of the authors?\b).*|"
    r"this (?:article|piece|commentary|essay|op-ed|post|paper) (?:only )?(?:reflects|represents) .*|"
    r"[A-Z][\w ’'&-]{2,60} (?:does|do) not (?:necessarily )?(?:endorse|share) .*",
    re.IGNORECASE | re.DOTALL,
)
_OWN = re.compile(r"\b(?:authors?|writers?|contributors?|own|editors?)\b", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:not|solely|own|alone|only|those of|entirely)\b", re.IGNORECASE)
_VIEWS_OF = re.compile(
    r"(?:(?:reflect|represent)s?|endorsed? by)(?: (?:necessarily|those|only|of))* (?:the )?(?:official |editorial )*"
    r"(?:(?:position|view|polic(?:y|ie)|opinion|stance)s?(?:,? (?:or|and) (?:\w+ )?(?:position|view|polic(?:y|ie)|"
    r"opinion|stance)s?)? of )?(?P<outlet>(?:[Tt]he )?[A-Z].+?)(?:[’']s? (?:position|view|polic|opinion)\w*| or | nor |"
    r" and its |,|\.|;|$)"
    r"|\bnot (?:necessarily )?those of (?P<other>(?:[Tt]he )?[A-Z].+?)(?:,| or | nor | and its |\.|;|$)"
    r"|^(?P<first>(?:The )?[A-Z][\w ’'&-]{2,60}?) (?:does|do) not (?:necessarily )?(?:endorse|share) "
)
_OUTLET = re.compile(
    r"\b(?:journal|review|times|post|news|institute|institution|magazine|press|council|cent(?:er|re)|foundation|observer|"
    r"gazette|herald|tribune|monitor|today|forum|diplomat|quarterly|bulletin|chronicle|guardian|telegraph|radio|"
    r"dispatch|digest|affairs|policy|weekly|daily|endowment|society|interpreter|conversation|initiative|network|project)\b",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(
    r"\b(?:government|department|ministry|army|navy|air force|armed forces|employer|agenc(?:y|ies)|authors?|funders?|"
    r"administration|permission|condition|january|february|march|april|june|july|august|september|october|november|"
    r"december|caused)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reader:
    reads: Callable[[str], Stated | None]
    most_words: int


def stated_by(line: str, at_edge: bool = False) -> Stated | None:
    """What a line says of the document if the whole line does nothing else, None for any other line.

    An empty Stated is a notice that names nothing: it is no part of the article either.

    Args:
        line: one paragraph.
        at_edge: whether the line stands before or after the body, where a date, a dateline or "Source: ..." is about
            the document rather than about a figure in it.
    """
    if len(line) > _LONGEST_LINE:
        return None
    words = unmarked(line)
    count = len(words.split())
    for reader in (*_READERS, *_EDGE_READERS) if at_edge else _READERS:
        if count <= reader.most_words and (stated := reader.reads(words)) is not None:
            return stated
    return None


def reprint_of(line: str) -> Stated | None:
    """The original outlet (and date) where the line says that this is a reprint."""
    words = unmarked(line)
    return _of_reprint(words) if len(line) <= _LONGEST_LINE and len(words.split()) <= _MOST_WORDS_OF_REPRINT else None


def _of_label(words: str) -> Stated | None:
    for field, pattern in _LABELS:
        found = pattern.fullmatch(words)
        if found and field == "published":
            published = published_of(found["words"])
            if published:
                return Stated(published=published, author=signature_of(found["who"] or ""))
        elif found and len(found["words"]) <= _LONGEST_TITLE:
            return Stated(**{field: found["words"].strip()})
    return None


def _of_reprint(words: str) -> Stated | None:
    for pattern in _REPRINTS:
        found = pattern.fullmatch(words)
        outlet = _outlet(found["outlet"]) if found else None
        if found and outlet:
            return Stated(publisher=outlet, published=published_of(found["date"] or ""))
    return None


def _of_views(words: str) -> Stated | None:
    if not (_VIEWS.fullmatch(words) and _OWN.search(words) and _LIMITED.search(words)):
        return None
    found = _VIEWS_OF.search(words)
    named = next((name for name in found.groups() if name), "") if found else ""
    return Stated(publisher=_outlet(named) if _OUTLET.search(named) else None)


def _of_date(words: str) -> Stated | None:
    published = published_of(words)
    return Stated(published=published) if published and not words.isdigit() else None


def _of_edge_label(words: str) -> Stated | None:
    found = _EDGE.fullmatch(words)
    outlet = _outlet(found["outlet"]) if found else None
    return Stated(publisher=outlet, published=published_of(found["date"] or "")) if found and outlet else None


def _of_dateline(words: str) -> Stated | None:
    """Outlet, author and date on one line, in any order: every part must be one of them."""
    if words.lower().startswith("by "):
        return None
    parts = _PARTS.split(words)
    if len(parts) == 1:
        outlet, comma, date = words.partition(", ")
        parts = [outlet, date] if comma and published_of(date) else []
    stated = Stated()
    for part in parts:
        said = _of_date(part) or _of_part(part)
        if said is None:
            return None
        stated = stated.or_else(said)
    return stated if stated.published else None


def _of_part(part: str) -> Stated | None:
    author = signature_of(re.sub(r"^[Bb]y\s+", "", part))
    if author:
        return Stated(author=author)
    outlet = _outlet(part) if _OUTLET.search(part) else None
    return Stated(publisher=outlet) if outlet else None


def _of_about(words: str) -> Stated | None:
    found = _ABOUT.fullmatch(words)
    return Stated(publisher=_outlet(found["outlet"])) if found and _DISCLAIMS.search(words) else None


def _outlet(words: str) -> str | None:
    """The outlet's name as it is cited: "The Middle East Institute (MEI)" without article and abbreviation, but "The
    Conversation" with its article. None where the words name none."""
    name = re.sub(r"\s*\([A-Z][\w&.-]{1,9}\)$|\s+(?:web)?(?:site|page)$|\s+blog$", "", words.strip(' *_"“”.'))
    name = re.sub(r"^the\s+", "", name)
    name = name.removeprefix("The ") if _TITLED.match(name) else name
    named = name[:1].isupper() and len(name) <= _LONGEST_NAME and len(name.split()) <= 9
    if not named or _NO_OUTLET.search(name) or published_of(name) or re.search(r"[.!?]\s", name):
        return None
    return name


_READERS = (
    _Reader(_of_label, 30),
    _Reader(_of_reprint, _MOST_WORDS_OF_REPRINT),
    _Reader(_of_views, 110),
    _Reader(_of_about, 160),
)
_EDGE_READERS = (
    _Reader(_of_date, 12),
    _Reader(_of_edge_label, 16),
    _Reader(_of_dateline, 24),
)
