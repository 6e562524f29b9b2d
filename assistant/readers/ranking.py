"""Two small calibrated models read from JSON: which sentence answers, and whether any does.

Both are logistic regressions on named features. Their weights are fitted on the dev half of the sample's questions by
`benchmarks/fit_ranking.py` and kept in `ranking.json`; nothing of the test half enters.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable


@dataclass(frozen=True, slots=True)
class Logistic:
    """Logistic regression on named features."""

    weights: Mapping[str, float]
    intercept: float

    def probabilities(self, names: Sequence[str], rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) probabilities of (n, len(names)) rows; features without a weight count nothing."""
        vector = np.array([self.weights.get(name, 0.0) for name in names])
        logits = np.asarray(rows @ vector + self.intercept, dtype=np.float64)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a reader ranks and refuses by.

    Attributes:
        sentence: probability that a sentence states (part of) the answer.
        answerable: probability that the passages answer the question.
        threshold: least answerability that is answered.
    """

    sentence: Logistic
    answerable: Logistic
    threshold: float


def fingerprint() -> str:
    """Eight hex digits that change with the weights."""
    return hashlib.sha256(Path(__file__).with_name("ranking.json").read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=4)
def ranking_of(reader: str) -> Ranking:
    """The weights of a reader.

    Raises:
        ModelUnavailable: if the weights are missing.
    """
    path = Path(__file__).with_name("ranking.json")
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))[reader]
        return Ranking(
            Logistic(tree["sentence"]["weights"], tree["sentence"]["intercept"]),
            Logistic(tree["answerable"]["weights"], tree["answerable"]["intercept"]),
            float(tree["threshold"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"The weights of the reader {reader!r} cannot be read: {error}.", "Reinstall briefs."
        ) from error
