"""The held-out slice: whole paragraphs of articles that training never saw, half of the questions unanswerable."""

from __future__ import annotations

import random
from pathlib import Path

from training.data import Example, negative, positive, training_rows
from training.mixing import made
from training.written import same_paragraphs, written_rows


def held_out_examples(folder: Path, rng: random.Random) -> list[Example]:
    """Every unanswerable question written over held-out paragraphs, and as many that are answered there.

    Half of the answered ones are the data sets' own: what is fitted here must not lean on the manner of writing.
    """
    squad, qed = (training_rows(folder, name, True) for name in ("train_squad1", "train_qed"))
    some, none = written_rows(squad)
    count = len(none)
    parts = (
        (none, negative, count),
        (some, positive, round(0.45 * count)),
        (same_paragraphs(squad), positive, round(0.4 * count)),
        (qed, positive, round(0.15 * count)),
    )
    return [e for source, make, number in parts for e in made(source, make, number, rng, whole=True)]
