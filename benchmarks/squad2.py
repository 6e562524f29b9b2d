"""SQuAD 2.0 dev, complete: answers and refusals at the threshold that was fixed on held-out training articles."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.readers.span_model import Passage, SpanModel, SpanReading
from benchmarks.reading_metrics import (
    Figures,
    Row,
    Run,
    auroc,
    best_exact,
    best_f1,
    data_rows,
    mean,
    options,
    readings,
    report,
)

EXPECTED = {"F1": 58.0, "EM": 54.0, "HasAns F1": 63.0, "HasAns EM": 55.0, "NoAns accuracy": 53.0, "AUROC": 66.0}


def answer_text(row: Row, reading: SpanReading) -> str:
    """The best span's words."""
    return str(row["context"])[slice(*reading.spans[0][:2])] if reading.spans else ""


def golds(row: Row) -> list[str]:
    """The gold answers."""
    return [str(answer["text"]) for answer in row["answers"]]


def scored(rows: Sequence[Row], found: Sequence[SpanReading], threshold: float) -> Figures:
    """All figures at one threshold, in per cent."""
    pairs = list(zip(rows, found, strict=True))
    has = [(row, reading) for row, reading in pairs if row["answerable"]]
    none = [reading for row, reading in pairs if not row["answerable"]]
    said = [answer_text(row, reading) if reading.answerable >= threshold else "" for row, reading in has]
    f1 = [best_f1(text, golds(row)) if text else 0.0 for text, (row, _) in zip(said, has, strict=True)]
    exact = [best_exact(text, golds(row)) if text else 0.0 for text, (row, _) in zip(said, has, strict=True)]
    refused = [float(reading.answerable < threshold) for reading in none]
    figures = {
        "F1": mean(f1 + refused),
        "EM": mean(exact + refused),
        "HasAns F1": mean(f1),
        "HasAns EM": mean(exact),
        "NoAns accuracy": mean(refused),
        "AUROC": auroc([reading.answerable for _, reading in has], [reading.answerable for reading in none]),
        "HasAns F1, never refusing": mean(best_f1(answer_text(row, reading), golds(row)) for row, reading in has),
    }
    return {name: 100 * value for name, value in figures.items()}


def item(row: Row, reading: SpanReading) -> list[str | float]:
    """What is kept of one row: its id, the answerable probability, start and end of the best span."""
    start, end, _ = reading.spans[0] if reading.spans else (0, 0, 0.0)
    return [row["id"], round(reading.answerable, 4), start, end]


def main() -> None:
    """Run the benchmark."""
    chosen, started = options("squad2"), time.monotonic()
    rows = list(data_rows(chosen.data, "dev_squad2"))[: chosen.limit]
    model = SpanModel.load(chosen.weights)
    pairs = [(row["question"], Passage("", row["context"], tuple((a, b) for a, b in row["sents"]))) for row in rows]
    found = readings(model, pairs)
    figures = scored(rows, found, model.calibration.threshold)
    figures["threshold"] = 100 * model.calibration.threshold
    items = [item(row, reading) for row, reading in zip(rows, found, strict=True)]
    report(Run("squad2", chosen, started), figures, EXPECTED, items)


if __name__ == "__main__":
    main()
