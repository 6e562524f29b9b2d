"""The nouns of the assistant: Question, Evidence, Citation, Claim, Reading, Answer, Refusal.

A claim cannot be built without a citation, nor an answer without a claim: "always cites" is a property of the types.
"""

from dataclasses import dataclass

from corpus.brief import Chunk, Source, Span


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    Attributes:
        text: as typed.
        searched_for: the question made self-contained; equals `text` where nothing was carried over.
        within: ids of the briefs that the question is limited to; empty means all.
    """

    text: str
    searched_for: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that is given to the reader.

    Attributes:
        number: 1-based; order of first citation, then of rank.
        chunk: the chunk that was retrieved.
        span: the passage in the brief; may reach beyond the chunk (retrieve small, read wide).
        text: exactly the brief's text at `span`.
        score: compares within one reply only.
        similarity: cosine of question and chunk, -1 to 1; None where unknown.
    """

    number: int
    chunk: Chunk
    span: Span
    text: str
    score: float
    similarity: float | None = None

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError("evidence text must be as long as its span")

    @property
    def source(self) -> Source:
        """Whose words the passage is."""
        return self.chunk.source


@dataclass(frozen=True, slots=True)
class Citation:
    """A range of a passage. It stores where, never the words, so a quote cannot be invented.

    Attributes:
        evidence: the passage.
        span: code points of the brief's text, inside the passage.
    """

    evidence: Evidence
    span: Span

    def __post_init__(self) -> None:
        if not self.evidence.span.contains(self.span) or len(self.span) == 0:
            raise ValueError("a citation must lie inside its passage")

    @property
    def quote(self) -> str:
        """The cited words, cut from the stored text."""
        offset = self.evidence.span.start
        return self.evidence.text[self.span.start - offset : self.span.end - offset]


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """The words inside a citation that answer the question.

    Attributes:
        citation: index into the claim's citations.
        span: code points of the brief's text.
    """

    citation: int
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer with the passages it rests on.

    Attributes:
        text: the statement, without markers.
        citations: at least one.
        support: 0 to 1: how far the cited passages carry the statement; 1.0 where it is verbatim.
        answer: the words that answer the question, inside the citations.
    """

    text: str
    citations: tuple[Citation, ...]
    support: float
    answer: tuple[AnswerSpan, ...] = ()

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a claim needs a citation")
        if not 0.0 <= self.support <= 1.0:
            raise ValueError(f"support is not between 0 and 1: {self.support}")

    @property
    def verbatim(self) -> bool:
        """Whether the statement stands word for word in its citations, joined by single spaces."""
        said = " ".join(self.text.split())
        quotes = [" ".join(citation.quote.split()) for citation in self.citations]
        return any(said in quote for quote in quotes) or said == " ".join(quotes)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found out besides its claims.

    Attributes:
        answerability: 0 to 1: how sure the reader is that the passages answer the question.
        missing: what the question asks and the passages lack, in the question's words.
        dropped: statements that failed their check and were not shown.
        ranking: evidence numbers, most useful first.
        closest: the sentences that come nearest, best first: what a refusal shows.
    """

    answerability: float
    missing: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    ranking: tuple[int, ...] = ()
    closest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer. Cannot be built without a claim."""

    question: Question
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reader: str = ""
    seconds: float = 0.0
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("an answer needs a claim")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The briefs do not say: a reply, not an error and not an empty string.

    Attributes:
        text: what the page shows.
        evidence: the closest passages.
        missing: what was asked and not found.
    """

    question: Question
    text: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    reader: str = ""
    seconds: float = 0.0


Reply = Answer | Refusal
