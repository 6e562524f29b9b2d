"""The held-out slice: whole paragraphs of articles that training never saw, half of the questions unanswerable."""

from __future__ import annotations

import random
from pathlib import Path

from training.data import Example, negative, positive, training_rows, without_answer
from training.edited import edited_rows
from training.mixing import made
from training.written import brief_edits, brief_rows, same_paragraphs, written_rows, written_section


def held_out_examples(folder: Path, rng: random.Random) -> list[Example]:
    """Unanswerable questions over held-out paragraphs, and as many that are answered there.

    People's own words stand on both sides, changed and unchanged, beside questions written whole: what is fitted here
    must not lean on the manner of writing.
    """
    squad, qed = (training_rows(folder, name, True) for name in ("train_squad1", "train_qed"))
    some, none = written_rows(squad)
    miss, same, originals = edited_rows(squad)
    half = 2 * len(miss)
    parts = (
        (miss, negative, len(miss)),
        (none, negative, round(0.35 * half)),
        (squad, without_answer, round(0.15 * half)),
        (originals, positive, round(0.3 * half)),
        (same, positive, len(same)),
        (some, positive, round(0.2 * half)),
        (same_paragraphs(squad), positive, round(0.23 * half)),
        (qed, positive, round(0.15 * half)),
    )
    return [e for source, make, number in parts for e in made(source, make, number, rng, whole=True)]


def apart_examples(rng: random.Random) -> list[Example]:
    """Questions over those of our briefs that training never saw.

    Each stands over a section that answers it and over one that does not; some have one detail changed.
    """
    (here, beside), (miss, same) = brief_rows(apart=True), brief_edits(apart=True)
    made_of = (written_section(row, rng) for row in (*here, *beside, *miss, *same))
    return [example for example in made_of if example is not None]
