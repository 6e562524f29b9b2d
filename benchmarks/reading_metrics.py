"""Measures and the record of a run, shared by the reader's public-set benchmarks and its calibration."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import platform
import re
import string
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.readers.span_model import WEIGHTS, Passage, SpanModel, SpanReading
from vectorstore.embedding import has_amx

Row = dict[str, Any]
Figures = dict[str, float]
RESULTS = Path(__file__).parent / "results"
PUNCTUATION = str.maketrans("", "", string.punctuation)
STEP = 256


def normalised(text: str) -> str:
    """SQuAD's normal form: lower case, no punctuation, no articles, single spaces."""
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text.lower().translate(PUNCTUATION)).split())


def token_f1(found: str, gold: str) -> float:
    """SQuAD's token F1 of one answer against one gold answer."""
    left, right = normalised(found).split(), normalised(gold).split()
    if not left or not right:
        return float(left == right)
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right))


def best_f1(found: str, golds: Iterable[str]) -> float:
    """The best token F1 over the gold answers."""
    return max((token_f1(found, gold) for gold in golds), default=0.0)


def best_exact(found: str, golds: Iterable[str]) -> float:
    """Whether the answer equals a gold answer in normal form."""
    return float(any(normalised(found) == normalised(gold) for gold in golds))


def mean(values: Iterable[float]) -> float:
    """The mean, 0 for nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a random positive scores above a random negative, ties counted half."""
    ranked = sorted([(score, 1) for score in positive] + [(score, 0) for score in negative])
    total, below, first = 0.0, 0, 0
    while first < len(ranked):
        last = first
        while last < len(ranked) and ranked[last][0] == ranked[first][0]:
            last += 1
        ties = [label for _, label in ranked[first:last]]
        total += sum(ties) * (below + (len(ties) - sum(ties)) / 2)
        below += len(ties) - sum(ties)
        first = last
    return total / max(len(positive) * len(negative), 1)


def average_precision(scores: Sequence[float], gold: set[int]) -> float:
    """Average precision of items ranked by score; equal scores keep their order."""
    hits, total = 0, 0.0
    for rank, item in enumerate(sorted(range(len(scores)), key=lambda n: -scores[n]), start=1):
        if item in gold:
            hits += 1
            total += hits / rank
    return total / len(gold)


def data_rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one data set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def readings(model: SpanModel, pairs: Sequence[tuple[str, Passage]]) -> list[SpanReading]:
    """All readings, with progress."""
    found: list[SpanReading] = []
    for first in range(0, len(pairs), STEP):
        found += model.read_pairs(pairs[first : first + STEP], batch_size=24)
        if first // STEP % 8 == 0:
            print(f"  read {len(found)}/{len(pairs)}", flush=True)
    return found


def options(name: str) -> argparse.Namespace:
    """The command line that every reading benchmark has."""
    parser = argparse.ArgumentParser(prog=f"benchmarks/{name}.py")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--limit", type=int, default=None, help="first N rows only, for a trial run; writes no result")
    parser.add_argument("--weights", type=Path, default=None, help="another model folder; writes no result")
    return parser.parse_args()


def processor() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def machine() -> dict[str, str | int]:
    """Where a figure was measured."""
    import torch

    return {
        "processor": processor(),
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "precision": "bfloat16" if has_amx() else "float32",
    }


def model_hash(folder: Path) -> str:
    """The sha256 of the weights."""
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """A benchmark, its command line and when it started."""

    name: str
    options: argparse.Namespace
    started: float


def report(run: Run, figures: Figures, expected: Figures, items: Sequence[Sequence[str | float]]) -> None:
    """Print the table; write the result of a complete run of the shipped weights."""
    print(f"{'figure':<28}{'expected':>10}{'measured':>10}")
    for key, value in figures.items():
        print(f"{key:<28}{expected.get(key, float('nan')):>10.1f}{value:>10.1f}")
    if run.options.limit is not None or run.options.weights is not None:
        return
    record = {
        "benchmark": run.name,
        "command": f"python benchmarks/{run.name}.py --data DIR",
        "figures": {key: round(value, 2) for key, value in figures.items()},
        "expected": expected,
        "seconds": round(time.monotonic() - run.started, 1),
        "machine": machine(),
        "model_sha256": model_hash(WEIGHTS),
    }
    RESULTS.mkdir(exist_ok=True)
    head = json.dumps(record, indent=1).removesuffix("\n}")
    body = ",\n  ".join(json.dumps(item) for item in items)
    (RESULTS / f"{run.name}.json").write_text(f'{head},\n "items": [\n  {body}\n ]\n}}\n', encoding="utf-8")
