"""The reader that needs no trained reading model: similar sentences that hold the kind of thing asked for."""

from collections.abc import Generator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation, Claim, Evidence, Question, Reading
from assistant.readers.answerability import ANSWERABILITY, signals_of
from assistant.readers.asking import Asked, asked_for
from assistant.readers.candidates import Candidate, candidates_of
from assistant.readers.composing import compose
from assistant.readers.features import FEATURES, features_of
from assistant.readers.ranking import ranking_of

CLOSEST = 3


class Embeds(Protocol):
    """Turns a question into a vector."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) unit vectors, in the order of the texts."""
        ...


class Vectors(Protocol):
    """What the reader needs to compare a question with sentences."""

    @property
    def embedder(self) -> Embeds:
        """Turns a question into a vector."""
        ...

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) unit vectors of sentences, kept from when their brief was indexed."""
        ...


class SentencesReader:
    """Ranks every sentence of the passages and cites the best.

    Args:
        vectors: of the question and of the sentences.
    """

    name = "sentences"

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def read(self, question: Question, evidence: Sequence[Evidence]) -> Generator[Claim, None, Reading]:
        """Claims best first; answerability is calibrated on the dev half of the sample's questions."""
        asked = asked_for(question.searched_for)
        candidates = candidates_of(evidence)
        if not candidates:
            return Reading(0.0)
        rows = self.features(question.searched_for, asked, candidates)
        ranking = ranking_of(self.name)
        probabilities = ranking.sentence.probabilities(FEATURES, rows)
        claims = compose(asked, candidates, probabilities)
        yield from claims
        signals = signals_of(question.searched_for, asked, candidates, rows, probabilities)
        answerable = ranking.answerable.probabilities(ANSWERABILITY, signals[None, :])[0]
        return reading_of(float(answerable), candidates, probabilities)

    def features(self, question: str, asked: Asked, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """(n, len(FEATURES)) rows."""
        asked_vector = self._vectors.embedder.embed([question])[0]
        cosines = self._vectors.of(texts_of(candidates)) @ asked_vector
        return features_of(question, asked, candidates, cosines.reshape(len(candidates), 3))


def texts_of(candidates: Sequence[Candidate]) -> list[str]:
    """Three texts a candidate: alone, with what it leans on, with the sentence before it."""
    return [text for c in candidates for text in (c.text, c.whole_text, c.window_text)]


def reading_of(answerable: float, candidates: Sequence[Candidate], probabilities: NDArray[np.float64]) -> Reading:
    """What a ranking of sentences amounts to."""
    order = sorted(range(len(candidates)), key=lambda i: (-probabilities[i], i))
    numbers = tuple(dict.fromkeys(candidates[i].evidence.number for i in order))
    closest = tuple(Citation(candidates[i].evidence, candidates[i].span) for i in order[:CLOSEST])
    return Reading(answerable, ranking=numbers, closest=closest)
