"""From hits to numbered passages: retrieve small, read wide, number by first citation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Claim, Evidence
from corpus.brief import Brief, Chunk, Source, Span
from corpus.mentions import Mention, background_of, is_met
from corpus.sentences import sentence_spans
from corpus.structure import blocks_of
from vectorstore.hit import Hit


def passages_of(hits: Sequence[Hit], brief_of: Callable[[str], Brief | None]) -> tuple[Evidence, ...]:
    """One passage a hit, numbered by rank, widened to the sentence before it in the same paragraph.

    A hit whose brief is no longer held (None) gives no passage: the index follows the library a little later.
    """
    passages: list[Evidence] = []
    for hit in hits:
        brief = brief_of(hit.chunk.brief_id)
        if brief is None:
            continue
        number, text = len(passages) + 1, brief.text
        span = _widened(hit.chunk.span, text)
        passages.append(Evidence(number, hit.chunk, span, text[span.start : span.end], hit.score, hit.similarity))
    return tuple(passages)


def named_sources(
    mentions: Sequence[Mention], sources: Sequence[Source], within: Sequence[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """For each name of a question that is a brief's outlet, author or title word, the ids of those briefs.

    A name that more than half of the briefs carry tells them apart no longer and is left out.
    """
    allowed = [source for source in sources if not within or source.brief_id in within]
    named = []
    for mention in mentions:
        ids = tuple(source.brief_id for source in allowed if mention.kind == "name" and _carries(source, mention))
        if 0 < len(ids) <= len(allowed) / 2:
            named.append(ids)
    return tuple(dict.fromkeys(named))


def _carries(source: Source, mention: Mention) -> bool:
    label = " . ".join(part for part in (source.title, source.publisher, source.author) if part)
    return is_met(mention, background_of(label))


def with_hits(hits: Sequence[Hit], own: Sequence[Hit], most: int) -> tuple[Hit, ...]:
    """The hits with others joined in: what is not there yet takes the place of the last ones."""
    known = {hit.chunk.id for hit in hits}
    fresh = [hit for hit in own if hit.chunk.id not in known]
    kept = list(hits[: most - len(fresh)]) if len(hits) + len(fresh) > most else list(hits)
    return tuple([*kept, *fresh])


def whole_of(brief: Brief) -> tuple[Evidence, ...]:
    """The whole brief as one passage."""
    span = Span(0, len(brief.text))
    return (Evidence(1, Chunk(brief.id, brief.source, None, span, brief.text), span, brief.text, 1.0),)


def _widened(span: Span, text: str) -> Span:
    """The span with the sentence before it, so that "He" at its start has somebody to refer to."""
    block = next((b for b in blocks_of(text) if b.span.start <= span.start < b.span.end), None)
    if block is None or block.kind != "paragraph" or block.span.start == span.start:
        return span
    before = [s for s in sentence_spans(text, block.span) if s.end <= span.start]
    return Span(before[-1].start, span.end) if before else span


def renumber(claims: Sequence[Claim], evidence: Sequence[Evidence]) -> tuple[tuple[Claim, ...], tuple[Evidence, ...]]:
    """Claims and passages with numbers in the order of first citation, then of rank."""
    cited = [citation.evidence for claim in claims for citation in claim.citations]
    order = dict.fromkeys(passage.number for passage in [*cited, *evidence])
    fresh = {old: new for new, old in enumerate(order, 1)}
    by_number = {passage.number: passage for passage in [*cited, *evidence]}
    passages = {old: replace(by_number[old], number=new) for old, new in fresh.items()}
    renumbered = tuple(
        replace(claim, citations=tuple(replace(c, evidence=passages[c.evidence.number]) for c in claim.citations))
        for claim in claims
    )
    return renumbered, tuple(passages.values())


def numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims whose passages were cut one by one, each passage with a number of its own."""
    numbers: dict[str, int] = {}
    for claim in claims:
        for citation in claim.citations:
            numbers.setdefault(citation.evidence.chunk.id, len(numbers) + 1)
    return tuple(
        replace(
            claim,
            citations=tuple(
                replace(c, evidence=replace(c.evidence, number=numbers[c.evidence.chunk.id])) for c in claim.citations
            ),
        )
        for claim in claims
    )
