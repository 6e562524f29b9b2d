"""The sentences of the passages, each with what it needs to be understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Evidence
from corpus.brief import Span
from corpus.sentences import sentence_spans
from corpus.structure import blocks_of

# Words at the head of a sentence that point back to the one before.
_LEANS = re.compile(
    r"^[\"“‘']?(?:(?:In|By|For|To|With|At|On|From|Since|Of) (?:his|her|their|its|this|these|that|those|them|it)\b|"
    r"(?:More recently|Even so|Still|Yet|But|And|Now|Later|Instead),? (?:he|she|they|it|this|these|such)\b|"
    r"(?:He|She|They|It|His|Her|Their|Its|Him|This|These|Those|Such|That|Both|Each|Neither|Another|Instead|"
    r"Moreover|Likewise|Similarly|Afterwards|Otherwise|Then|Thus|Hence|Therefore|Consequently|As a result|"
    r"Among them|In doing so|In this|At the same time)\b|"
    r"The (?:group|report|document|meeting|conference|move|decision|two|latter|former|regime|deal|agreement|attack|"
    r"statement|article|author|country|body|resolution|paper|assessment)\b)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be part of the answer.

    Attributes:
        evidence: the best passage that holds it.
        span: where it stands in the brief.
        text: the sentence.
        lead: the sentence before it in the same paragraph; None at a paragraph's start or outside the passage.
        leans: whether it cannot be understood without `lead`.
        paragraph: the part of its paragraph that lies in the passage.
        order: 0-based rank of its passage.
    """

    evidence: Evidence
    span: Span
    text: str
    lead: Span | None
    leans: bool
    paragraph: Span
    order: int

    @property
    def whole(self) -> Span:
        """The sentence with the one it leans on."""
        return Span(self.lead.start, self.span.end) if self.lead and self.leans else self.span

    def cut(self, span: Span) -> str:
        """Words of the brief at a span inside the passage."""
        offset = self.evidence.span.start
        return self.evidence.text[span.start - offset : span.end - offset]

    @property
    def whole_text(self) -> str:
        """The words of `whole`."""
        return self.cut(self.whole)

    @property
    def window_text(self) -> str:
        """The sentence with the one before it, whether it leans on it or not."""
        return self.cut(Span(self.lead.start, self.span.end)) if self.lead else self.text


def candidates_of(evidence: Sequence[Evidence]) -> tuple[Candidate, ...]:
    """Every sentence of the passages once, in the order of the passages."""
    seen: dict[tuple[str, int], Candidate] = {}
    for order, passage in enumerate(evidence):
        for candidate in _sentences(passage, order):
            seen.setdefault((passage.chunk.brief_id, candidate.span.end), candidate)
    return tuple(seen.values())


def _sentences(passage: Evidence, order: int) -> list[Candidate]:
    offset = passage.span.start
    candidates = []
    for block in blocks_of(passage.text):
        if block.kind != "paragraph":
            continue
        spans = [Span(s.start + offset, s.end + offset) for s in sentence_spans(passage.text, block.span)]
        paragraph = Span(block.span.start + offset, block.span.end + offset)
        for before, span in zip([None, *spans], spans, strict=False):
            text = passage.text[span.start - offset : span.end - offset]
            candidates.append(Candidate(passage, span, text, before, leans(text), paragraph, order))
    return candidates


def leans(sentence: str) -> bool:
    """Whether the sentence points back to the one before it."""
    return bool(_LEANS.match(sentence))
