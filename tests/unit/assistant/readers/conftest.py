"""Passages of invented briefs, and vectors that count words."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.answer import Evidence
from assistant.readers.candidates import Candidate, candidates_of
from assistant.readers.ranking import Logistic, Ranking
from corpus.brief import Chunk, Source, Span
from vectorstore.embedding import HashEmbedder

PassageMaker = Callable[..., Evidence]


@pytest.fixture
def passage() -> PassageMaker:
    """A passage of a brief, `start` code points into its text."""

    def make(text: str, number: int = 1, brief: str = "port", start: int = 0, **given: Any) -> Evidence:
        heading = given.pop("heading", None)
        similarity = given.pop("similarity", 0.5)
        source = Source(brief, **{"title": brief.title(), "file": f"{brief}.md", **given})
        span = Span(start, start + len(text))
        return Evidence(number, Chunk(brief, source, heading, span, text), span, text, 1.0 / number, similarity)

    return make


@pytest.fixture
def sentences_of(passage: PassageMaker) -> Callable[..., tuple[Candidate, ...]]:
    """The sentences of one passage."""

    def make(text: str, **given: Any) -> tuple[Candidate, ...]:
        return candidates_of([passage(text, **given)])

    return make


class WordVectors:
    """What a reader needs to compare a question with sentences; remembers which it was asked for."""

    def __init__(self) -> None:
        self.embedder = HashEmbedder(512)
        self.asked: list[str] = []

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        self.asked += texts
        return self.embedder.embed(texts)


@pytest.fixture
def vectors() -> WordVectors:
    """Texts that share words are similar."""
    return WordVectors()


@pytest.fixture
def fixed_ranking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that do not change with every fit: words in common, and whether names are met."""
    ranking = Ranking(
        Logistic({"overlap": 8.0, "span": 4.0}, -4.0), Logistic({"covered": 6.0, "unmet": -6.0}, -2.0), 0.5
    )
    for module in ("sentences", "extractive"):
        monkeypatch.setattr(f"assistant.readers.{module}.ranking_of", lambda _: ranking)
