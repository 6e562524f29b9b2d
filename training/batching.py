"""Turns examples into padded batches of similar length, with their labels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.readers.span_model import Window, padded, passage_windows
from assistant.readers.span_net import Batch
from training.data import Example

IGNORED = -100
LONGEST_INPUT = 320
WHOLE = 384
POOL_BATCHES = 40


@dataclass(frozen=True, slots=True)
class Encoded:
    """One model input with its labels; start and end are token positions, 0 for the null answer."""

    window: Window
    start: int
    end: int
    answerable: bool
    evidence: frozenset[int]


@dataclass(frozen=True, slots=True)
class Labels:
    """Targets of one batch; `evidence` is -1 where there is no such sentence."""

    start: Tensor
    end: Tensor
    answerable: Tensor
    evidence: Tensor


def encoded(tokenizer: Tokenizer, example: Example) -> Encoded | None:
    """One example as token ids; None where it does not fit or its answer does not fall on tokens."""
    window = next(passage_windows(tokenizer, example.question, example.passage, size=WHOLE))
    if len(window.ids) > LONGEST_INPUT:
        return None
    start = end = 0 if example.has_span else IGNORED
    if example.answer is not None:
        inside = [n for n, (a, b) in enumerate(window.offsets) if a < example.answer[1] and b > example.answer[0]]
        if not inside:
            return None
        start, end = window.first_text + inside[0], window.first_text + inside[-1]
    return Encoded(window, start, end, example.answerable, example.evidence)


def encoded_all(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Encoded]:
    """All examples that fit."""
    return [item for item in (encoded(tokenizer, example) for example in examples) if item is not None]


def batches(items: Sequence[Encoded], size: int, rng: random.Random) -> list[list[Encoded]]:
    """Batches of similar length: sorted within pools of shuffled examples, so that order stays random."""
    order = rng.sample(list(items), len(items))
    grouped: list[list[Encoded]] = []
    for first in range(0, len(order), size * POOL_BATCHES):
        pool = sorted(order[first : first + size * POOL_BATCHES], key=lambda item: len(item.window.ids))
        cut = [pool[at : at + size] for at in range(0, len(pool), size)]
        rng.shuffle(cut)
        grouped.extend(cut)
    return grouped


def tensors(items: Sequence[Encoded]) -> tuple[Batch, Labels]:
    """A batch and its labels."""
    batch = padded([item.window for item in items])
    evidence = torch.full((len(items), max(int(batch.sentence.max()) + 1, 1)), -1.0)
    for row, item in enumerate(items):
        for number in set(item.window.sentence) - {-1}:
            evidence[row, number] = float(number in item.evidence)
    return batch, Labels(
        torch.tensor([item.start for item in items]),
        torch.tensor([item.end for item in items]),
        torch.tensor([float(item.answerable) for item in items]),
        evidence,
    )
