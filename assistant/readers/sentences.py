"""The reader that needs no trained reading model: similar sentences that hold the kind of thing asked for."""

from collections import OrderedDict
from collections.abc import Generator, Sequence
from threading import Lock
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
    """What the reader needs of an embedder."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) unit vectors, in the order of the texts."""
        ...


class Similarities:
    """Cosines of a question and sentences; the vectors of recent sentences are kept.

    Args:
        embedder: turns texts into unit vectors.
        keep: most vectors kept.
    """

    def __init__(self, embedder: Embeds, keep: int = 20_000) -> None:
        self._embedder = embedder
        self._keep = keep
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def of(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n,) cosines of the question and each text."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        with self._lock:
            self._fill([question, *texts])
            asked = self._vectors[question]
            cosines = np.array([float(self._vectors[text] @ asked) for text in texts], dtype=np.float32)
            while len(self._vectors) > self._keep:
                self._vectors.popitem(last=False)
        return cosines

    def _fill(self, texts: Sequence[str]) -> None:
        unknown = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if unknown:
            self._vectors.update(zip(unknown, self._embedder.embed(unknown), strict=True))
        for text in texts:
            self._vectors.move_to_end(text)


class SentencesReader:
    """Ranks every sentence of the passages and cites the best.

    Args:
        embedder: turns texts into unit vectors.
    """

    name = "sentences"

    def __init__(self, embedder: Embeds) -> None:
        self._similarities = Similarities(embedder)

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
        texts = [(c.text, c.whole_text, c.window_text) for c in candidates]
        cosines = self._similarities.of(question, [text for three in texts for text in three])
        return features_of(question, asked, candidates, cosines.reshape(len(candidates), 3))


def reading_of(answerable: float, candidates: Sequence[Candidate], probabilities: NDArray[np.float64]) -> Reading:
    """What a ranking of sentences amounts to."""
    order = sorted(range(len(candidates)), key=lambda i: (-probabilities[i], i))
    numbers = tuple(dict.fromkeys(candidates[i].evidence.number for i in order))
    closest = tuple(Citation(candidates[i].evidence, candidates[i].span) for i in order[:CLOSEST])
    return Reading(answerable, ranking=numbers, closest=closest)
