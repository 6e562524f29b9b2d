"""What a search returns, and who can be asked for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.brief import Chunk


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found.

    Attributes:
        chunk: the chunk.
        score: fused score; compares within one search only.
        ranks: 1-based rank in each ranking that found it, e.g. `{"dense": 3, "lexical": 1}`.
        similarity: cosine of question and chunk, -1 to 1; None where only words found it.
    """

    chunk: Chunk
    score: float
    ranks: Mapping[str, int]
    similarity: float | None = None


class Retriever(Protocol):
    """Finds the chunks that may answer a question."""

    def retrieve(self, question: str, k: int, within: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best `k` chunks, best first; `within` limits the search to these brief ids (empty: no limit)."""
        ...
