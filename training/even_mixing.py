"""The last stages' examples: people's and written questions whose wording does not tell whether they are answered."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.reading_metrics import data_rows
from training.data import (
    Example,
    Row,
    negative,
    positive,
    selqa_example,
    training_rows,
    without_answer,
)
from training.edited import edited_rows
from training.matching import matched
from training.mixing import Maker, made, of_type, policy_examples, shuffled_written
from training.negatives import swap_maker
from training.written import brief_edits, brief_rows, elsewhere, written_section

Part = tuple[list[Row], Maker, int, bool]
EVERYTHING = 10**9


def examples_of(parts: tuple[Part, ...], rng: random.Random) -> list[Example]:
    """The examples of all parts, each a source, a maker, how many, and whether passages stay whole."""
    return [e for source, make, count, whole in parts for e in made(source, make, count, rng, whole)]


def question_pool(folder: Path, base: Path, rng: random.Random) -> list[Example]:
    """People's and written questions with and without an answer, many more than a stage needs."""
    squad, synthetic = (training_rows(folder, name, False) for name in ("train_squad1", "train_unans_synth"))
    qed = training_rows(folder, "train_qed", False)
    none, some, _ = shuffled_written(squad, rng)
    people, swap = rng.sample(squad, len(squad)), swap_maker(base)
    parts: tuple[Part, ...] = (
        (none[3_000:], negative, EVERYTHING, False),
        (none[:3_000], negative, EVERYTHING, True),
        (some[1_500:], positive, EVERYTHING, False),
        (some[:1_500], positive, EVERYTHING, True),
        (people[4_000:], positive, 36_000, False),
        (people[:4_000], positive, EVERYTHING, True),
        (qed, positive, EVERYTHING, False),
        (people[:60_000], swap, 8_000, False),
        (people[60_000:], swap, 1_500, True),
        (people, without_answer, 8_000, False),
        (qed, without_answer, 2_500, False),
        (of_type(synthetic, "same_article_overlap"), negative, 5_000, False),
        (of_type(synthetic, "entity_swap", "year_swap", "antonym_negation"), negative, 2_500, False),
    )
    return examples_of(parts, rng)


def edited_pool(folder: Path, rng: random.Random) -> list[Example]:
    """People's questions as they were and with one detail changed."""
    miss, same, originals = edited_rows(training_rows(folder, "train_squad1", False))
    parts: tuple[Part, ...] = (
        (miss, negative, EVERYTHING, False),
        (same, positive, EVERYTHING, False),
        (originals, positive, len(miss) - len(same), False),
        (miss, negative, len(miss) // 6, True),
        (originals, positive, len(miss) // 6, True),
    )
    return examples_of(parts, rng)


def brief_examples(folder: Path, count: int, rng: random.Random) -> list[Example]:
    """About `count` examples over sections and pages, with questions of a desk's kind."""
    here, beside = brief_rows()
    parts: tuple[Part, ...] = (
        (here, written_section, round(7 / 18 * count), False),
        (beside, written_section, round(6 / 18 * count), False),
        (elsewhere(here, rng), written_section, round(2 / 18 * count), False),
        (list(data_rows(folder, "selqa_dev")), selqa_example, round(1.5 / 18 * count), False),
    )
    return examples_of(parts, rng) + policy_examples(folder, round(1.5 / 18 * count), rng)


def even_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """Seventh stage: questions whose wording does not tell, with some of our briefs."""
    examples = matched(question_pool(folder, base, rng), rng)[: round(count * 0.82)]
    examples += brief_examples(folder, round(count * 0.18), rng)
    rng.shuffle(examples)
    return examples


def changed_beside_others(folder: Path, base: Path, count: int, share: float, rng: random.Random) -> list[Example]:
    """`share` of `count` examples: changed and unchanged questions, and others, whose wording does not tell."""
    others = rng.sample(question_pool(folder, base, rng), round(count * 0.6))
    return matched([*edited_pool(folder, rng), *others], rng)[: round(count * share)]


def edited_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """Eighth stage: changed questions of people's, as many unchanged ones, and the others of the stage before."""
    examples = changed_beside_others(folder, base, count, 0.8, rng)
    examples += list(made(training_rows(folder, "train_qed", False), positive, round(count * 0.08), rng))
    examples += brief_examples(folder, round(count * 0.12), rng)
    rng.shuffle(examples)
    return examples


def desk_examples(folder: Path, base: Path, count: int, rng: random.Random) -> list[Example]:
    """Last stage: our briefs with changed and unchanged questions, beside paragraphs as before."""
    examples = changed_beside_others(folder, base, count, 0.5, rng)
    miss, same = brief_edits()
    parts: tuple[Part, ...] = (
        (miss, written_section, round(count * 0.17), False),
        (same, written_section, round(count * 0.04), False),
        (brief_rows()[0], written_section, round(count * 0.13), False),
        (training_rows(folder, "train_qed", False), positive, round(count * 0.08), False),
    )
    examples += examples_of(parts, rng) + brief_examples(folder, round(count * 0.08), rng)
    rng.shuffle(examples)
    return examples
