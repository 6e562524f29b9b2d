"""What a document says of itself, in lines of its own: publisher, author, date. Nothing is guessed from the body."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.boilerplate import unmarked
from corpus.dates import published_of
from corpus.draft import Stated

_LONGEST_TITLE = 240
_LONGEST_NAME = 120
_ON_DATE = r"(?:\s+on\s+(?P<date>[^.]{6,40}?))?"
_REPRINT = re.compile(
    r"(?:editor[’']?s note:?\s*)?(?:(?:this|the|an?)(?: \w+){0,2} )?"
    r"(?:article|piece|story|essay|commentary|op-ed|analysis|report|post|brief|interview|text|version of this \w+)?\s*"
    r"(?:was |is |has been )?(?:(?:originally|first|previously|initially|also) )?"
    r"(?P<how>published|appeared|posted|republished|reprinted|reproduced|syndicated|issued|written)"
    r"(?: with (?:the )?permission)?(?: \w+)?\s+(?:by|in|on|at|from|of|with|for)\s+(?:the )?(?P<outlet>.+?)"
    + _ON_DATE
    + r"(?:,? and (?:is|was|has been) .{0,80}|,? (?:under|with) .{0,120}|,? (?:here|where|who|which) .{0,80})?"
    r"(?:\.\s*(?:Read|Click|See|You can)\b.{0,100})?\.?",
    re.IGNORECASE,
)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("title", re.compile(r"(?:title|headline)\s*:\s*(?P<words>.+)", re.IGNORECASE)),
    (
        "publisher",
        re.compile(
            r"(?:publisher|publication|outlet|source|published by|©?\s*published in)\s*:?\s+(?P<words>.+)", re.I
        ),
    ),
    (
        "published",
        re.compile(
            r"(?:(?:first |originally )?(?:published|posted|issued|released)(?: on| at)?|(?:publication |release )?date|"
            r"date published|dated)\s*:?\s+(?P<words>.+)",
            re.IGNORECASE,
        ),
    ),
)
_ABOUT = re.compile(
    r"(?:about )?(?:the )?(?P<outlet>[A-Z][^.;:]{2,90}?)(?:\s*\((?P<short>[A-Z][\w&.-]{1,9})\))?,?\s+is an? "
    r"(?P<kind>[^.]{0,160}?\b(?:independent|non-?\s?partisan|non-?profit|not-for-profit|non-for-profit|bipartisan|award-winning|"
    r"digital|online|student-run|public)\b[^.]{0,200})\..*",
    re.DOTALL,
)
_DISCLAIMS = re.compile(
    r"\b(?:advocacy|opinions are their own|editorial (?:control|independence|policy)|donations?|donors|funded by|subscribe|"
    r"does not (?:take|endorse|engage|necessarily)|views? (?:expressed|are|only|of)|authors?[’'] (?:own )?views|click here|"
    r"reflect(?:s)? (?:only )?the|institutional positions?|our work|newsletter|501\(c\))",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"(?:disclaimer:?\s*)?(?:note:?\s*)?(?:all |any )?(?:the )?(?:views?|opinions?|statements?|positions?|arguments?|analysis)"
    r"(?:,? (?:and|or|&) (?:views?|opinions?|statements?|positions?|conclusions?))*(?: and [a-z]+)? "
    r"(?:(?:are )?(?:expressed|presented|stated|contained|reflected|set out|given|in this|here|of the authors?)\b).*"
    r"\b(?:authors?|own|reflect|represent|endorse\w*|position|responsibility)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_VIEWS_OF = re.compile(
    r"(?:reflect|represent)s?(?: (?:necessarily|those|only))* (?:the )?(?:official )?(?:editorial )?(?:position|view|polic(?:y|ie)|"
    r"opinion|stance)s?(?: (?:or|and) (?:position|view|polic(?:y|ie)|opinion)s?)? of (?:the )?(?P<outlet>[A-Z].+?)"
    r"(?:,| or | nor | and its |\.|;|$)|\bthose of (?:the )?(?P<other>[A-Z].+?)(?:,| or | nor | and its |\.|;|$)"
)
_OUTLET = re.compile(
    r"\b(?:journal|review|times|post|news|institute|institution|magazine|press|council|cent(?:er|re)|foundation|observer|"
    r"gazette|herald|tribune|monitor|today|forum|diplomat|quarterly|bulletin|chronicle|guardian|telegraph|radio|"
    r"dispatch|digest|affairs|policy|weekly|daily|endowment|society|interpreter|conversation|initiative|network|project)\b",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(
    r"\b(?:government|department|ministry|army|navy|air force|armed forces|employer|agenc(?:y|ies)|authors?|funders?|"
    r"administration|permission|condition|website|blog|author’s)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Reader:
    reads: Callable[[str], Stated | None]
    most_words: int


def stated_by(line: str) -> Stated | None:
    """What a line says of the document if the whole line does nothing else, None for any other line.

    An empty Stated is a notice that names nothing: it is no part of the article either.
    """
    words = unmarked(line)
    count = len(words.split())
    for reader in _READERS:
        if count <= reader.most_words and (stated := reader.reads(words)) is not None:
            return stated
    return None


def is_date_line(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    words = unmarked(line)
    return published_of(words) is not None and not words.isdigit()


def _of_label(words: str) -> Stated | None:
    for field, pattern in _LABELS:
        found = pattern.fullmatch(words)
        if not found:
            continue
        if field == "published":
            published = published_of(found["words"])
            if published:
                return Stated(published=published)
        elif ":" in words[: found.start("words")] or (field == "publisher" and _is_outlet(found["words"])):
            longest = _LONGEST_TITLE if field == "title" else _LONGEST_NAME
            return Stated(**{field: found["words"].strip()}) if len(found["words"]) <= longest else None
    return None


def _of_reprint(words: str) -> Stated | None:
    found = _REPRINT.fullmatch(words)
    if not found:
        return None
    outlet = _without_article(found["outlet"])
    date = published_of(found["date"]) if found["date"] else None
    if not _is_outlet(outlet):
        return None
    return Stated(publisher=outlet, published=date)


def _of_views(words: str) -> Stated | None:
    if not _VIEWS.fullmatch(words):
        return None
    found = _VIEWS_OF.search(words)
    outlet = _without_article((found["outlet"] or found["other"]) if found else "")
    return Stated(publisher=outlet) if _OUTLET.search(outlet) and _is_outlet(outlet) else Stated()


def _of_about(words: str) -> Stated | None:
    found = _ABOUT.fullmatch(words)
    if not found or not _DISCLAIMS.search(words):
        return None
    outlet = _without_article(found["outlet"])
    return Stated(publisher=outlet) if _is_outlet(outlet) else Stated()


def _without_article(outlet: str) -> str:
    bare = re.sub(r"\s*\([A-Z][\w&.-]{1,9}\)$", "", outlet.strip().strip('*_"“”'))
    return re.sub(r"^[Tt]he\s+", "", bare) if _TITLED.match(bare) else bare


# "The Middle East Institute" is cited without its article, "The Conversation" and "The Guardian" are not.
_TITLED = re.compile(r"[Tt]he\s+\S+\s+\S+")


def _is_outlet(words: str) -> bool:
    return (
        words[:1].isupper()
        and len(words) <= _LONGEST_NAME
        and len(words.split()) <= 9
        and not _NO_OUTLET.search(words)
        and published_of(words) is None
        and not re.search(r"[.!?]\s", words)
    )


_READERS = (
    _Reader(_of_label, 30),
    _Reader(_of_reprint, 60),
    _Reader(_of_views, 110),
    _Reader(_of_about, 160),
)
