"""Chooses examples so that the wording of a question alone does not tell whether its passage answers it.

Whoever writes questions without an answer leaves traces in their wording, and a network that finds them need not read
the passage. A model that sees the questions only, fitted on one half and asked about the other, says how much each
sounds like an unanswerable one; among questions that sound alike, as many are kept that are answered as are not.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

import torch
from torch import Tensor, nn

from training.data import Example

BUCKETS = 1 << 16
BINS = 25
EPOCHS = 3
BATCH = 256
RATE = 0.01
WORD = re.compile(r"[a-z']+|\d+|[^\sa-z\d]")


def traces(question: str) -> list[int]:
    """The words, pairs of words and rough length of a question, as bucket numbers."""
    words = ["<s>", *("#" if word.isdigit() else word for word in WORD.findall(question.lower())), "</s>"]
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    names = {*words, *pairs, f"length {len(words) // 3}"}
    return [zlib.crc32(name.encode("utf-8")) % BUCKETS for name in sorted(names)]


class WordingModel(nn.Module):  # type: ignore[misc]  # torch is Any to the type checker
    """A bag of traces to one logit: does it sound unanswerable?"""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.EmbeddingBag(BUCKETS, 1, mode="sum")
        nn.init.zeros_(self.weights.weight)
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, bags: Sequence[list[int]]) -> Tensor:
        """Logits, shape (len(bags),)."""
        starts = list(accumulate((len(bag) for bag in bags), initial=0))[:-1]
        flat = torch.tensor([number for bag in bags for number in bag])
        logits: Tensor = self.weights(flat, torch.tensor(starts))[:, 0] + self.bias
        return logits


def wording_model(bags: Sequence[list[int]], target: Sequence[float], rng: random.Random) -> WordingModel:
    """A model fitted on these questions; `target` is 1 where the passage does not answer."""
    model = WordingModel()
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    for _ in range(EPOCHS):
        order = rng.sample(range(len(bags)), len(bags))
        for first in range(0, len(order), BATCH):
            chosen = order[first : first + BATCH]
            loss = nn.functional.binary_cross_entropy_with_logits(
                model([bags[n] for n in chosen]), torch.tensor([target[n] for n in chosen])
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model


def wording_scores(examples: Sequence[Example], rng: random.Random) -> list[float]:
    """How unanswerable each question sounds, by a model that was fitted without it and its like."""
    bags = [traces(example.question) for example in examples]
    target = [float(not example.answerable) for example in examples]
    half = [zlib.crc32(example.question.lower().encode("utf-8")) % 2 for example in examples]
    scores = [0.0] * len(examples)
    for side in (0, 1):
        seen, asked = ([n for n in range(len(examples)) if (half[n] == side) == own] for own in (False, True))
        model = wording_model([bags[n] for n in seen], [target[n] for n in seen], rng)
        with torch.inference_mode():
            for n, value in zip(asked, model([bags[n] for n in asked]).tolist(), strict=True):
                scores[n] = value
    return scores


def evened(examples: Sequence[Example], scores: Sequence[float], rng: random.Random) -> list[Example]:
    """As many answered as unanswered examples in every bin of like scores."""
    order = sorted(range(len(examples)), key=lambda n: scores[n])
    bins: dict[int, list[int]] = defaultdict(list)
    for place, n in enumerate(order):
        bins[place * BINS // len(order)].append(n)
    kept: list[Example] = []
    for chosen in bins.values():
        sides = [[n for n in chosen if examples[n].answerable == side] for side in (False, True)]
        size = min(len(side) for side in sides)
        kept += [examples[n] for side in sides for n in rng.sample(side, size)]
    return kept


def matched(examples: Sequence[Example], rng: random.Random, rounds: int = 3) -> list[Example]:
    """The examples that are left after evening, refitted each round on what the last one left."""
    left = list(examples)
    for _ in range(rounds):
        left = evened(left, wording_scores(left, rng), rng)
    rng.shuffle(left)
    return left
