"""What speaks for there being an answer at all: one row of numbers a question, read by the calibrated threshold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.readers.asking import Asked
from assistant.readers.candidates import Candidate
from assistant.readers.features import FEATURES, around, coverage, setting_of
from assistant.readers.opposites import contradicted
from corpus.mentions import is_met

ANSWERABILITY = (
    "best",  # probability of the best sentence
    "margin",  # by how much it beats the fifth
    "similarity",  # greatest cosine of question and sentence
    "covered",  # share of the question's words in the best sentence
    "covered_around",  # ... in its paragraph, heading and title
    "unmet",  # share of the question's names, figures and dates that the best paragraph lacks
    "unmet_dates",  # any date or figure among them
    "kind_unmet",  # the best sentence lacks the kind of thing asked for
    "speaker_unmet",  # the speaker asked about is not named there
    "topic_uncovered",  # share of the topic's words that the speaker's sentence and its paragraph lack
    "contradicted",  # it says the opposite of what the question takes for granted
    "wants_many",  # a list, reason or statement is asked for
)


SIDES = 8


def signals_of(
    question: str,
    asked: Asked,
    candidates: Sequence[Candidate],
    rows: NDArray[np.float64],
    probabilities: NDArray[np.float64],
) -> NDArray[np.float64]:
    """(len(ANSWERABILITY),) signals of one question."""
    order = np.argsort(-probabilities, kind="stable")
    best = candidates[order[0]]
    row = dict(zip(FEATURES, rows[order[0]], strict=True))
    # The two sides of a comparison seldom stand in one paragraph.
    looked_at = order[:SIDES] if asked.kind == "comparison" else order[:1]
    here = [setting_of(candidates[i]) for i in looked_at]
    unmet = [mention for mention in asked.mentions if not any(is_met(mention, place) for place in here)]
    fifth = probabilities[order[min(4, len(order) - 1)]]
    return np.array(
        [
            probabilities[order[0]],
            probabilities[order[0]] - fifth,
            max(rows[:, FEATURES.index("similarity_led")]),
            coverage(question, best.whole_text),
            coverage(question, around(best)),
            len(unmet) / max(1, len(asked.mentions)),
            float(any(mention.kind != "name" for mention in unmet)),
            row["kind_unmet"],
            row["speaker_unmet"],
            1.0 - coverage(asked.topic, around(best)) if asked.topic else 0.0,
            float(_takes_for_granted(asked) and contradicted(question, best.whole_text)),
            float(asked.many or asked.kind in {"reason", "statement"}),
        ],
        dtype=np.float64,
    )


def _takes_for_granted(asked: Asked) -> bool:
    """Whether the question presupposes what it names, as "Why did X close?" does and "Did X close?" does not."""
    return asked.kind not in {"whether", "comparison"}
