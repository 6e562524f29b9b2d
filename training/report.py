"""Held-out figures of a trained network, in fp32 and from fp16 weights, as a table and as JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from assistant.readers.span_model import Calibration
from assistant.readers.span_net import SpanNet
from training.batching import Encoded, encoded
from training.calibrate import calibrated, figures_of, read_all
from training.data import Example
from training.export import in_half_precision
from training.holding_out import apart_examples, held_out_examples

Pairs = tuple[list[Example], list[Encoded]]


def held_out(folder: Path, tokenizer: Tokenizer, seed: int) -> Pairs:
    """The held-out examples that fit in one window, with their encodings."""
    return fitting(tokenizer, held_out_examples(folder, random.Random(seed)))


def kept_apart(tokenizer: Tokenizer, seed: int) -> Pairs:
    """The examples over our briefs that training never saw."""
    return fitting(tokenizer, apart_examples(random.Random(seed)))


def fitting(tokenizer: Tokenizer, examples: Sequence[Example]) -> Pairs:
    """The examples that fit in one window, with their encodings."""
    pairs = [(example, item) for example in examples if (item := encoded(tokenizer, example)) is not None]
    return [example for example, _ in pairs], [item for _, item in pairs]


Found = tuple[Calibration, dict[str, float]]


def calibrated_in_half(net: SpanNet, pairs: Pairs) -> Found:
    """Calibration and figures of the weights that ship: rounded to fp16, computing in fp32."""
    examples, items = pairs
    half = read_all(in_half_precision(net.eval()), items)
    calibration = calibrated(examples, items, half)
    return calibration, figures_of(examples, half, calibration)


def on_briefs(net: SpanNet, pairs: Pairs, calibration: Calibration) -> dict[str, float]:
    """Figures over our briefs; many answers have no marked words there, so those that count words are left out."""
    figures = figures_of(pairs[0], read_all(in_half_precision(net.eval()), pairs[1]), calibration)
    return {name: value for name, value in figures.items() if "F1" not in name}


def in_full(net: SpanNet, pairs: Pairs, calibration: Calibration) -> dict[str, float]:
    """The same figures of the weights before rounding."""
    examples, items = pairs
    return figures_of(examples, read_all(net.eval(), items), calibration)


def written(path: Path, calibration: Calibration, figures: dict[str, dict[str, float]], kinds: Sequence[str]) -> None:
    """Print the table and write it as JSON."""
    print(f"threshold {calibration.threshold}")
    names = list(next(iter(figures.values())))
    print(f"{'held out':<28}" + "".join(f"{name:>18}" for name in figures))
    for name in names:
        print(f"{name:<28}" + "".join(f"{column.get(name, float('nan')):>18.1f}" for column in figures.values()))
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    text = json.dumps({"threshold": calibration.threshold, "figures": figures, "examples": counts}, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")
