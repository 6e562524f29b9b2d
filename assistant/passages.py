"""From hits to numbered passages: retrieve small, read wide, number by first citation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Claim, Evidence
from corpus.brief import Brief, Chunk, Span
from corpus.sentences import sentence_spans
from corpus.structure import blocks_of
from vectorstore.hit import Hit


def passages_of(hits: Sequence[Hit], brief_of: Callable[[str], Brief]) -> tuple[Evidence, ...]:
    """One passage a hit, numbered by rank, widened to the sentence before it in the same paragraph."""
    passages = []
    for number, hit in enumerate(hits, 1):
        text = brief_of(hit.chunk.brief_id).text
        span = _widened(hit.chunk.span, text)
        passages.append(Evidence(number, hit.chunk, span, text[span.start : span.end], hit.score, hit.similarity))
    return tuple(passages)


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
