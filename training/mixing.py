"""Which examples each stage of training sees, in which order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from training.data import Example, Row, negative, positive, training_rows, without_answer

Maker = Callable[[Row, random.Random, bool], Example | None]


def made(source: list[Row], maker: Maker, count: int, rng: random.Random, whole: bool = False) -> Iterator[Example]:
    """`count` examples from shuffled rows, skipping rows that the maker refuses."""
    order = rng.sample(source, len(source))
    left = count
    for row in order:
        if left == 0:
            return
        example = maker(row, rng, whole)
        if example is not None:
            left -= 1
            yield example


def of_type(source: list[Row], *names: str) -> list[Row]:
    """Synthetic negatives of the named types."""
    return [row for row in source if row["neg_type"] in names]


def basic_examples(folder: Path, count: int, rng: random.Random) -> list[Example]:
    """First stage: mostly answerable questions, with the easier negatives."""
    squad, synthetic = (training_rows(folder, name, False) for name in ("train_squad1", "train_unans_synth"))
    qed, news = (training_rows(folder, name, False) for name in ("train_qed", "qamr_dev"))
    parts = (
        (squad, positive, 0.56),
        (qed, positive, 0.06),
        (news, positive, 0.04),
        (squad, without_answer, 0.14),
        (of_type(synthetic, "same_article_overlap"), negative, 0.12),
        (of_type(synthetic, "antonym_negation", "year_swap"), negative, 0.05),
        (of_type(synthetic, "entity_swap"), negative, 0.03),
    )
    examples = [e for source, maker, share in parts for e in made(source, maker, round(count * share), rng)]
    rng.shuffle(examples)
    return examples
