"""Questions about the collection itself, answered by counting rather than by searching."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation, Claim, Evidence
from corpus.brief import Brief, Chunk, Source, Span
from corpus.mentions import Mention, background_of, is_named, mentions_of
from corpus.sentences import sentence_spans
from corpus.structure import blocks_of
from corpus.words import stems
from prompts.prompt import prompt

Topic = Literal["list", "count", "mentions", "short"]
# A reply carries at most twelve passages on the wire, whoever makes it.
MOST = 12
_QUOTES = " “”„‘’\"'"
_DOCUMENTS = r"(?:briefs?|documents?|articles?|sources?|texts?|pieces?|files?)"
_HOLD = r"(?:do you (?:have|hold|know)|have you got)"
_HERE = r"(?:are (?:there|available)|are in (?:here|the (?:library|collection)))"
_LIST = re.compile(
    rf"^(?:which|what) {_DOCUMENTS} (?:{_HOLD}|{_HERE})(?: about)?\s*\??$|"
    rf"^(?:please )?(?:list|show)(?: me)?(?: all)?(?: the| your)? {_DOCUMENTS}\s*[.?]?$|"
    rf"^what (?:{_HOLD}|is in (?:the|this|your) (?:library|collection))\s*\??$",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"^how many {_DOCUMENTS} (?:{_HERE}|{_HOLD})\s*\??$", re.IGNORECASE)
_SPEAK = (
    r"(?:mentions?|names?|speaks? of|talks? about|refers? to|(?:is|are) about|discuss(?:es)?|deals? with|covers?|"
    r"contains?)"
)
_MENTIONS = (
    re.compile(
        rf"^(?:how many|which|what)(?: of the)? {_DOCUMENTS} (?:that )?{_SPEAK} (?P<what>.+?)\s*\??$", re.IGNORECASE
    ),
    re.compile(
        rf"^in (?:how many|which|what)(?: of the)? {_DOCUMENTS} (?:is|are|does|do) (?P<what>.+?) "
        r"(?:mentioned|named|discussed|appear|occur)\s*\??$",
        re.IGNORECASE,
    ),
)
_SHORT = re.compile(
    r"^(?:please )?(?:summari[sz]e|sum up|give (?:me )?a summary of)(?: the)? (?P<a>.+?)\s*[.?]?$|"
    rf"^what (?:does|is in) (?:the )?(?P<b>.+?) {_DOCUMENTS}(?: say)?(?: in short| briefly)?\s*\??$|"
    rf"^what does (?:the )?{_DOCUMENTS} (?:on|about|by|from|called) (?P<c>.+?) say(?: in short)?\s*\??$|"
    r"^what does [“„‘\"'](?P<d>.+)[“”’\"'] say (?:in short|in brief|briefly)\s*\??$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|salam|thanks?(?: you)?|help|"
    r"what can (?:you do|i ask)(?: here)?|who are you)(?:[ ,]+(?:there|all|everyone|so much))?\s*[!.?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class About:
    """A question about the collection.

    Attributes:
        topic: which briefs there are, how many, how many mention something, what one says in short.
        what: the name or the brief that is meant.
    """

    topic: Topic
    what: str = ""


def is_greeting(question: str) -> bool:
    """Whether nothing is asked."""
    return bool(_GREETING.match(question.strip()))


def about_collection(question: str) -> About | None:
    """What the question asks about the collection; None where it asks about its content."""
    text = question.strip()
    if _LIST.match(text):
        return About("list")
    if _COUNT.match(text):
        return About("count")
    for pattern in _MENTIONS:
        if found := pattern.match(text):
            return About("mentions", found["what"].strip(_QUOTES))
    if found := _SHORT.match(text):
        return About("short", next(what for what in found.groups() if what).strip(_QUOTES))
    return None


def answer_about(about: About, sources: Sequence[Source], brief_of: Callable[[str], Brief | None]) -> tuple[Claim, ...]:
    """Claims that answer; empty where the collection cannot (no brief of that name, nothing mentions it).

    At most `MOST` briefs are listed or cited; briefs that are no longer held (None) are not counted.
    """
    held = (brief_of(source.brief_id) for source in sources)
    briefs = [brief for brief in held if brief is not None]
    if about.topic == "mentions":
        return _mentions(about.what, briefs)
    if about.topic == "short":
        return _short(about.what, briefs)
    return _listed(briefs)


def notices_about(about: About, count: int) -> tuple[str, ...]:
    """That a list of `count` briefs is not shown whole, and where it is; nothing for all else."""
    cut = about.topic in ("list", "count") and count > MOST
    return (prompt("first_listed", shown=MOST, count=count),) if cut else ()


def _listed(briefs: Sequence[Brief]) -> tuple[Claim, ...]:
    claims = []
    for number, brief in enumerate(briefs[:MOST], 1):
        opening = _first_sentence(brief)
        if opening is not None:
            claims.append(Claim(f"{number} of {len(briefs)}: {_named(brief)}.", (opening,), 1.0))
    return tuple(claims)


def _named(brief: Brief) -> str:
    source = brief.source
    return ", ".join(part for part in (f"“{source.title}”", source.publisher, source.author, source.published) if part)


def _mentions(what: str, briefs: Sequence[Brief]) -> tuple[Claim, ...]:
    wanted = _wanted(what)
    found = [(brief, span) for brief in briefs if (span := _first_mention(wanted, what, brief)) is not None]
    if not found:
        return ()
    cited = tuple(_citation(brief, span) for brief, span in found[:MOST])
    titles = "; ".join(f"“{brief.source.title}”" for brief, _ in found[:MOST])
    if len(found) > MOST:
        titles += f" and {len(found) - MOST} more"
    verb = "mentions" if len(found) == 1 else "mention"
    return (Claim(f"{len(found)} of {len(briefs)} briefs {verb} {what}: {titles}.", cited, 1.0),)


def _wanted(what: str) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions_of(f"of {what}") if mention.kind == "name")


def _first_mention(wanted: Sequence[Mention], what: str, brief: Brief) -> Span | None:
    asked = set(stems(what))
    for span in sentence_spans(brief.text):
        text = brief.text[span.start : span.end]
        if wanted and all(is_named(mention, background_of(text)) for mention in wanted):
            return span
        if not wanted and asked and asked <= set(stems(text)):
            return span
    return None


def _short(what: str, briefs: Sequence[Brief]) -> tuple[Claim, ...]:
    brief = _meant(what, briefs)
    if brief is None:
        return ()
    spans: list[Span] = []
    heading: object = spans
    for block in blocks_of(brief.text):
        if block.kind == "paragraph" and block.heading != heading:
            spans += sentence_spans(brief.text, block.span)[:1]
            heading = block.heading
    if len(spans) < 2:
        spans = list(sentence_spans(brief.text)[:3])
    return tuple(Claim(citation.quote, (citation,), 1.0) for citation in (_citation(brief, span) for span in spans[:5]))


def _meant(what: str, briefs: Sequence[Brief]) -> Brief | None:
    """The one brief of this title; else whose title, publisher, author or file shares most words, if one is meant."""
    titled = [brief for brief in briefs if _plain(brief.source.title) == _plain(what)]
    if len(titled) == 1:
        return titled[0]
    asked = set(stems(what))
    shares = [(len(asked & _labels(brief)) / max(1, len(asked)), brief) for brief in briefs]
    best = max((share for share, _ in shares), default=0.0)
    meant = [brief for share, brief in shares if share == best]
    return meant[0] if best >= 0.6 and len(meant) == 1 else None


def _plain(title: str) -> str:
    return " ".join(title.split()).strip(_QUOTES).casefold()


def _labels(brief: Brief) -> set[str]:
    source = brief.source
    file = source.file.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
    return set(stems(" ".join(part for part in (source.title, source.publisher, source.author, file) if part)))


def _first_sentence(brief: Brief) -> Citation | None:
    spans = sentence_spans(brief.text)
    return _citation(brief, spans[0]) if spans else None


def _citation(brief: Brief, span: Span) -> Citation:
    text = brief.text[span.start : span.end]
    chunk = Chunk(brief.id, brief.source, None, span, text)
    return Citation(Evidence(1, chunk, span, text, 1.0), span)
