"""Which examples each stage of training sees, in which order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.reading_metrics import data_rows
from training.data import (
    Example,
    Row,
    negative,
    policy_example,
    positive,
    selqa_example,
    training_rows,
    without_answer,
)
from training.negatives import swap_maker
from training.own_texts import own_examples
from training.written import brief_rows, elsewhere, evening, same_paragraphs, written_rows, written_section

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


def basic_examples(folder: Path, _base: Path, count: int, rng: random.Random) -> list[Example]:
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


def policy_examples(folder: Path, count: int, rng: random.Random) -> list[Example]:
    """Policy questions over lines of their own page."""
    source = [row for row in data_rows(folder, "conditionalqa_train") if row["answerable"]]
    pages: dict[str, list[str]] = defaultdict(list)
    for row in source:
        pages[row["url"]].extend(line for line in row["evidence_text"] if 4 < len(line.split()) < 60)
    rich = [row for row in source if len(set(pages[row["url"]])) > 5]
    chosen = rng.sample(rich, min(count, len(rich)))
    return [policy_example(row, sorted(set(pages[row["url"]])), rng) for row in chosen]


def hard_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """Second stage: each changed question or cut passage stands beside the answerable original it was made from."""
    squad, synthetic = (training_rows(folder, name, False) for name in ("train_squad1", "train_unans_synth"))
    qed, news = (training_rows(folder, name, False) for name in ("train_qed", "qamr_dev"))
    chosen = rng.sample(squad, min(len(squad), round(count * 0.5)))
    swap = swap_maker(base)
    parts: tuple[tuple[list[Row], Maker, float, bool], ...] = (
        (chosen, positive, 0.38, False),
        (chosen[::-1], positive, 0.1, True),
        (qed, positive, 0.05, False),
        (news, positive, 0.03, False),
        (chosen, swap, 0.16, False),
        (chosen[::-1], swap, 0.05, True),
        (chosen, without_answer, 0.06, False),
        (of_type(synthetic, "same_article_overlap"), negative, 0.04, False),
        (of_type(synthetic, "antonym_negation", "year_swap"), negative, 0.03, False),
        (of_type(synthetic, "entity_swap"), negative, 0.02, False),
        (list(data_rows(folder, "selqa_dev")), selqa_example, 0.012, False),
    )
    examples = [e for source, make, share, whole in parts for e in made(source, make, round(count * share), rng, whole)]
    examples += policy_examples(folder, round(count * 0.02), rng)
    examples += own_examples(round(count * 0.025), rng)
    rng.shuffle(examples)
    return examples


def broad_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """Fourth stage: people's questions in breadth, all of those with marked evidence, and some hard negatives."""
    squad, synthetic = (training_rows(folder, name, False) for name in ("train_squad1", "train_unans_synth"))
    qed, news = (training_rows(folder, name, False) for name in ("train_qed", "qamr_dev"))
    chosen = rng.sample(squad, len(squad))
    parts: tuple[tuple[list[Row], Maker, float, bool], ...] = (
        (chosen, positive, 0.42, False),
        (chosen[::-1], positive, 0.08, True),
        (qed, positive, 0.18, False),
        (news, positive, 0.05, False),
        (chosen, swap_maker(base), 0.1, False),
        (chosen, without_answer, 0.06, False),
        (of_type(synthetic, "same_article_overlap"), negative, 0.05, False),
        (of_type(synthetic, "antonym_negation", "year_swap", "entity_swap"), negative, 0.03, False),
        (list(data_rows(folder, "selqa_dev")), selqa_example, 0.01, False),
    )
    examples = [e for source, make, share, whole in parts for e in made(source, make, round(count * share), rng, whole)]
    examples += policy_examples(folder, round(count * 0.02), rng)
    rng.shuffle(examples)
    return examples


def shuffled_written(squad: list[Row], rng: random.Random) -> tuple[list[Row], list[Row], list[Row]]:
    """Written questions without and with an answer, and people's own over the same paragraphs."""
    some, none = written_rows(squad)
    none, some, near = (rng.sample(source, len(source)) for source in (none, some, same_paragraphs(squad)))
    return none, some, near


def written_examples(folder: Path, base: Path, _count: int, rng: random.Random) -> list[Example]:
    """Fifth stage: questions written for training, beside people's own over the same paragraphs.

    Without people's questions in both halves, answered and not, the manner of writing would give the answer away.
    """
    squad, synthetic = (training_rows(folder, name, False) for name in ("train_squad1", "train_unans_synth"))
    qed = training_rows(folder, "train_qed", False)
    none, some, near = shuffled_written(squad, rng)
    here, beside = brief_rows()
    asked, answers = none[:11_500], [*some[:6_500], *near[:5_000]]
    parts: tuple[tuple[list[Row], Maker, int, bool], ...] = (
        (asked[:8_500], negative, 8_500, False),
        (asked[8_500:], negative, 3_000, True),
        (answers[:-1_500], positive, 10_000, False),
        (answers[-1_500:], positive, 1_500, True),
        (evening(asked, answers, squad, rng), positive, 6_000, False),
        (near, without_answer, 1_500, False),
        (near, swap_maker(base), 1_500, False),
        (qed, positive, 2_500, False),
        (of_type(synthetic, "same_article_overlap"), negative, 1_000, False),
        (here, written_section, 1_000, False),
        (beside, written_section, 800, False),
        (elsewhere(here, rng), written_section, 300, False),
    )
    examples = [e for source, make, count, whole in parts for e in made(source, make, count, rng, whole)]
    rng.shuffle(examples)
    return examples


def final_examples(folder: Path, _base: Path, _count: int, rng: random.Random) -> list[Example]:
    """Sixth stage: our briefs, people's questions with marked evidence, and paragraphs as before."""
    squad = training_rows(folder, "train_squad1", False)
    qed = training_rows(folder, "train_qed", False)
    none, some, near = shuffled_written(squad, rng)
    here, beside = brief_rows()
    asked, answers = none[:5_500], [*some[:1_750], *near[:1_750]]
    everything = 10**9
    parts: tuple[tuple[list[Row], Maker, int, bool], ...] = (
        (here, written_section, everything, False),
        (beside, written_section, 6_000, False),
        (elsewhere(here, rng), written_section, 400, False),
        (asked[:4_600], negative, 4_600, False),
        (asked[4_600:], negative, 900, True),
        (answers[:-600], positive, 2_900, False),
        (answers[-600:], positive, 600, True),
        (evening(asked, answers, squad, rng), positive, 2_000, False),
        (qed, positive, 2_500, False),
        (list(data_rows(folder, "selqa_dev")), selqa_example, 300, False),
    )
    examples = [e for source, make, count, whole in parts for e in made(source, make, count, rng, whole)]
    examples += policy_examples(folder, 400, rng)
    rng.shuffle(examples)
    return examples
