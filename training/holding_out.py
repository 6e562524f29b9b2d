"""The held-out slice: whole paragraphs of articles that training never saw, half of the questions unanswerable."""

from __future__ import annotations

import random
from pathlib import Path

from training.data import Example, negative, positive, training_rows, without_answer
from training.mixing import made, of_type
from training.negatives import swap_maker


def held_out_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """`count` examples, as much like people's own unanswerable questions as rules can make them."""
    squad, synthetic = (training_rows(folder, name, True) for name in ("train_squad1", "train_unans_synth"))
    qed = training_rows(folder, "train_qed", True)
    parts = (
        (squad, positive, 0.4),
        (qed, positive, 0.1),
        (squad, swap_maker(base), 0.32),
        (squad, without_answer, 0.05),
        (of_type(synthetic, "same_article_overlap"), negative, 0.05),
        (of_type(synthetic, "antonym_negation", "year_swap", "entity_swap"), negative, 0.08),
    )
    return [e for source, make, share in parts for e in made(source, make, round(count * share), rng, whole=True)]
