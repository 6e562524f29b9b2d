"""Fits the logistic maps from logits to probabilities, and the threshold, on the held-out slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from assistant.readers.span_model import (
    CANDIDATES,
    LONGEST_SPAN,
    Calibration,
    combined_logit,
    padded,
    row_logits,
    sigmoid,
)
from assistant.readers.span_net import SpanNet, best_spans
from benchmarks.reading_metrics import auroc, best_f1, mean
from training.batching import Encoded
from training.data import Example

BATCH = 24


@dataclass(frozen=True, slots=True)
class Read:
    """What the network said about one held-out example."""

    margin: float
    answerable: float
    sentences: tuple[float, ...]
    span: tuple[int, int]


def read_all(net: SpanNet, items: Sequence[Encoded]) -> list[Read]:
    """Raw logits and the best span of every item, in order."""
    order = sorted(range(len(items)), key=lambda n: len(items[n].window.ids))
    found: dict[int, Read] = {}
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        batch = padded([items[n].window for n in chosen])
        with torch.inference_mode():
            scores = net(batch)
            values, starts, ends = best_spans(scores, batch, LONGEST_SPAN, CANDIDATES)
        for row, n in enumerate(chosen):
            window = items[n].window
            null, answerable, evidence = row_logits(scores, row)
            present = sorted(set(window.sentence) - {-1})
            left, right = (int(part[row, 0]) - window.first_text for part in (starts, ends))
            place = window.offsets[left][0], window.offsets[right][1]
            found[n] = Read(float(values[row, 0]) - null, answerable, tuple(evidence[s] for s in present), place)
    return [found[n] for n in range(len(items))]


def fitted(features: Tensor, target: Tensor) -> list[float]:
    """Logistic regression with a little ridge: one weight a feature, then the bias."""
    layer = nn.Linear(features.shape[1], 1)
    nn.init.zeros_(layer.weight)
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=200)

    def closure() -> Tensor:
        optimizer.zero_grad()
        logits = layer(features).squeeze(-1)
        loss = nn.functional.binary_cross_entropy_with_logits(logits, target) + 1e-4 * layer.weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return [*layer.weight[0].tolist(), *layer.bias.tolist()]


def rising(features: Tensor, target: Tensor) -> list[float]:
    """As `fitted`, without the features whose weight would be negative: more evidence never lowers the answer."""
    kept = list(range(features.shape[1]))
    weights = fitted(features, target)
    while kept and min(weights[:-1]) < 0:
        kept = [column for column, weight in zip(kept, weights[:-1], strict=True) if weight >= 0]
        weights = fitted(features[:, kept], target)
    by_column = dict(zip(kept, weights[:-1], strict=True))
    return [*(by_column.get(column, 0.0) for column in range(features.shape[1])), weights[-1]]


def calibrated(examples: Sequence[Example], items: Sequence[Encoded], found: Sequence[Read]) -> Calibration:
    """Maps and threshold: the threshold that gives the best mean of answer F1 and right refusals."""
    features = torch.tensor([[r.margin, r.answerable, max(r.sentences, default=0.0)] for r in found])
    target = torch.tensor([float(item.answerable) for item in items])
    margin, answerable, evidence, bias = rising(features, target)
    logits = torch.tensor([[value] for r in found for value in r.sentences])
    gold = [float(s in item.evidence) for item in items for s in sorted(set(item.window.sentence) - {-1})]
    scale, sentence_bias = fitted(logits, torch.tensor(gold))
    draft = Calibration(margin, answerable, evidence, bias, scale, sentence_bias)
    values = {**asdict(draft), "threshold": best_threshold(examples, found, draft)}
    return Calibration(**values)


def probability(read: Read, calibration: Calibration) -> float:
    """The calibrated probability that a passage answers."""
    peak = max(read.sentences, default=0.0)
    return sigmoid(combined_logit(calibration, read.margin, read.answerable, peak))


def credit(example: Example, read: Read) -> float:
    """The token F1 of the best span, were it given."""
    if example.answer is None:
        return 0.0
    text = example.passage.text
    return best_f1(text[slice(*read.span)], [text[slice(*example.answer)]])


def best_threshold(examples: Sequence[Example], found: Sequence[Read], calibration: Calibration) -> float:
    """The threshold with the best overall F1 on the held-out slice."""
    scored = [(probability(r, calibration), e.answerable, credit(e, r)) for e, r in zip(examples, found, strict=True)]

    def overall(threshold: float) -> float:
        return mean((value if p >= threshold else 0.0) if has else float(p < threshold) for p, has, value in scored)

    return max((step / 100 for step in range(5, 96)), key=overall)


def top_sentence(read: Read) -> int:
    """The sentence with the highest evidence logit."""
    return max(range(len(read.sentences)), key=lambda number: read.sentences[number])


def figures_of(examples: Sequence[Example], found: Sequence[Read], calibration: Calibration) -> dict[str, float]:
    """The held-out figures at the fixed threshold, in per cent; `calibration error` is over ten equal bins."""
    scored = [(probability(r, calibration), e, credit(e, r)) for e, r in zip(examples, found, strict=True)]
    threshold = calibration.threshold
    has = [(p, value) for p, e, value in scored if e.answerable]
    none = [p for p, e, _ in scored if not e.answerable]
    given = [value if p >= threshold else 0.0 for p, value in has]
    refused = [float(p < threshold) for p in none]
    evidence = [float(top_sentence(r) in e.evidence) for e, r in zip(examples, found, strict=True) if e.answerable]
    figures = {
        "F1": mean(given + refused),
        "HasAns F1": mean(given),
        "HasAns F1, never refusing": mean(value for _, value in has),
        "NoAns accuracy": mean(refused),
        "AUROC": auroc([p for p, _ in has], none),
        "top sentence is gold": mean(evidence),
        "calibration error": calibration_error([(p, e.answerable) for p, e, _ in scored]),
    }
    return {name: round(100 * value, 2) for name, value in figures.items()}


def calibration_error(scored: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between stated probability and frequency over ten bins, weighted by size."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, has in scored:
        bins.setdefault(min(int(p * 10), 9), []).append((p, has))
    gaps = (abs(sum(p for p, _ in part) - sum(has for _, has in part)) for part in bins.values())
    return sum(gaps) / max(len(scored), 1)
