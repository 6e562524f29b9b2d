"""What kind of thing a question asks for, read off its wording."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.mentions import Mention, mentions_of

Kind = Literal["person", "date", "number", "place", "reason", "list", "statement", "comparison", "whether", "other"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        kind: the kind of thing that would answer it.
        many: whether more than one thing is asked for.
        speaker: whose words are asked for; None where nobody's in particular.
        topic: what the speaker's words are to be about; empty where that is open.
        one_person: whether only a person would answer ("Who leads ...?").
        mentions: names, figures and dates of the question.
    """

    kind: Kind
    many: bool
    speaker: str | None
    mentions: tuple[Mention, ...]
    topic: str = ""
    one_person: bool = False


_COMPARISON = re.compile(
    r"\b(compar\w+|differ\w*|versus|vs|side by side|respectively|how does each|in both|more than one of the briefs|"
    r"(?:both|two|three|several) (?:of the )?(?:briefs|articles|pieces|authors|outlets)|do the briefs)\b|"
    r"\bwhich (?:was|is|were|one|of the two)\b.*\bor\b|\band (?:who|what|which|how many|where|when|why)\b|"
    r"\b(?:both|each) (?:say|find|describe|put|mention|argue|see|warn|call)\b|\beach\b.*\b(?:brief|side)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|often|few)\b|\b(?:number|percentage|proportion|share|amount|death toll|how large)\b|"
    r"\bwhat (?:share|number|percentage)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:and )?when\b|\bwhen (?:did|was|were|is|are|do|does|has|had|will)\b|\bsince when\b|\buntil when\b|"
    r"\b(?:what|which|during which|in which) (?:years?|months?|dates?|days?)\b|\bhow long\b|\bwhat date\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:countr\w+|cit\w+|province|town|region|place|capital|border crossing|"
    r"city's)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:who|whom|whose)\b|\b(?:which|what) (?:official|minister|author|person|leader|envoy)\b", re.I
)
_REASON = re.compile(
    r"\bwhat (?:is|are|was|were) .{3,60} for\s*[,?]|\bwhy\b|\bhow come\b|"
    r"\bwhat (?:\w+ )?(?:reasons?|led|caused?|made|makes|drove|prompted|explains|"
    r"is driving|explanation)"
    r"\b|\b(?:for what|what) reasons?\b|\bon what grounds\b|\breasons?\b|\bwhat.{0,20}\bexplanation\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:list|examples?|name (?:the|all|some|two|three))\b|"
    r"\bwhat are the\b|\bwho (?:exactly )?(?:was|were) (?:taking part|left out|present|excluded)\b|\bwho are\b|"
    r"\bwhat (?:\w+ ){0,3}(?:conditions|recommendations|steps|measures|demands|questions)\b",
    re.IGNORECASE,
)
# A plural noun behind "which" or "what"; a verb in -s or a name in -s is none.
_PLURAL = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat)(?: (?!did|do|was|were|had|has|is|are)[a-z-]+){0,2} "
    r"(?!does|makes|says|means|explains|happens|keeps|comes|wants|needs|drives|causes|gives|lets|shows|leads|stops|holds)"
    r"(?:[a-z]{3,}[^su\W]s|countries|parties|policies)\b"
)
_NAME = r"((?:[A-Z][\w.’'-]*|al-[A-Z]\w+|the)(?:\s+(?:[A-Z][\w.’'-]*|of|for|the|on|al-[A-Z]\w+))*)"
_SPEECH = (
    r"(?:say|said|says|think|thinks|thought|argue|argues|argued|state|stated|claim|claims|claimed|warn|warned|propose|"
    r"proposed|recommend|recommends|recommended|advise|advised|suggest|suggested|describe|describes|described|call|"
    r"called|write|wrote|demand|demanded|conclude|concluded|report|reported|tell|told|fear|fears|expect|add|added|"
    r"announce|announced|explain|explained|believe|believes|see|want|wants|criticise|criticised|judge|mean)"
)
_SPEAKERS = (
    re.compile(rf"\b(?:did|does|do|has|had|would|should)\s+{_NAME}\s+(?:\w+\s+){{0,2}}?{_SPEECH}\b"),
    re.compile(rf"\b[Aa]ccording to\s+{_NAME}"),
    re.compile(
        rf"{_NAME}[’']s?\s+(?:\w+\s+)?(?:view|opinion|words|advice|comment|comments|remarks?|message|statement|position|"
        r"explanation|argument|assessment|account|verdict|warning|take)\b"
    ),
    re.compile(rf"\b(?:[Ff]or|[Pp]er)\s+{_NAME}\s*[,?]"),
    re.compile(rf"\b[Ii]n\s+{_NAME}[’']s?\s+(?:view|opinion|eyes|account|judge?ment)\b"),
    re.compile(rf"\b(?:view|opinion|position|words|comments?|stance) of\s+{_NAME}"),
    re.compile(rf"^{_NAME}\s+(?:speaks?|says|said|writes|wrote|calls?|called|warns?|warned|argues?|argued)\b"),
)
_STATEMENT = re.compile(
    rf"\bwhat (?:did|does|do|has|had|was|were|is|are)\b.*\b{_SPEECH}\b|\baccording to\b|"
    r"\b(?:view|opinion|words|advice|comments?|remarks?|message|statement|position|stance|quote)\b|\bhow do(?:es)?\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning)\s+(.+?)\s*\??$", re.IGNORECASE)
_ONE_PERSON = re.compile(
    r"\bwho (?:leads?|led|heads?|headed|replaced|succeeded|wrote|chairs?|chaired|commands?|commanded|runs?|founded|"
    r"is the)\b"
    r"|\bname of the (?:\w+ ){0,2}(?:leader|ambassador|envoy|head|minister|chief|author|president)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"^(?:(?:and|so|but),? )?(?:is|are|was|were|do|does|did|has|have|had|can|could|should|would|will)\b", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def asked_for(question: str) -> Asked:
    """What the question asks for."""
    mentions = mentions_of(question)
    many = bool(_LIST.search(question) or _PLURAL.search(question))
    speaker = _speaker(question)
    topic = _TOPIC.search(question) if speaker else None
    return Asked(
        _kind(question, many),
        many,
        speaker,
        mentions,
        topic[1] if topic else "",
        _ONE_PERSON.search(question) is not None,
    )


def _kind(question: str, many: bool) -> Kind:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("comparison", _COMPARISON),
        ("number", _NUMBER),
        ("date", _DATE),
        ("reason", _REASON),
        ("place", _PLACE),
        ("person", _PERSON),
    )
    for kind, pattern in kinds:
        if pattern.search(question):
            return kind
    if many:
        return "list"
    if _STATEMENT.search(question):
        return "statement"
    return "whether" if _WHETHER.search(question) else "other"


def _speaker(question: str) -> str | None:
    names = {mention.text for mention in mentions_of(question) if mention.kind == "name"}
    for pattern in _SPEAKERS:
        for found in pattern.finditer(question):
            said = re.sub(r"[’']s?$", "", re.sub(r"^the\s+", "", found[1].strip(" .,")))
            for name in names:
                if name == said or name in said or said in name:
                    return name
    return None
