"""SelQA test: the sentences of a section ranked by the reader's own evidence scores."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.readers.span_model import Passage, SpanModel
from benchmarks.reading_metrics import Row, Run, average_precision, data_rows, mean, options, readings, report
from training.data import sentence_bounds

EXPECTED = {"MAP": 88.0, "MRR": 89.0, "P@1": 82.0}


def passage(row: Row) -> Passage:
    """The section as one passage under its article's title."""
    return Passage(row["title"], " ".join(row["sentences"]), tuple(sentence_bounds(row["sentences"])))


def overlap(row: Row) -> list[float]:
    """The baseline: the share of the question's words that each sentence has."""
    asked = set(re.findall(r"\w+", row["question"].lower()))
    return [len(asked & set(re.findall(r"\w+", sentence.lower()))) / len(asked) for sentence in row["sentences"]]


def reciprocal_rank(scores: tuple[float, ...], gold: set[int]) -> float:
    """1 / the rank of the first gold sentence."""
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    return 1 / (1 + next(rank for rank, number in enumerate(order) if number in gold))


def main() -> None:
    """Run the benchmark."""
    chosen, started = options("selqa"), time.monotonic()
    rows = [row for row in data_rows(chosen.data, "selqa_test") if row["evidence"]][: chosen.limit]
    found = readings(SpanModel.load(chosen.weights), [(row["question"], passage(row)) for row in rows])
    scores = [reading.sentence_scores for reading in found]
    gold = [set(row["evidence"]) for row in rows]
    precisions = [average_precision(each, right) for each, right in zip(scores, gold, strict=True)]
    ranks = [reciprocal_rank(each, right) for each, right in zip(scores, gold, strict=True)]
    figures = {
        "MAP": 100 * mean(precisions),
        "MRR": 100 * mean(ranks),
        "P@1": 100 * mean(float(rank == 1) for rank in ranks),
        "MAP, word overlap": 100 * mean(average_precision(overlap(row), set(row["evidence"])) for row in rows),
        "rows": float(len(rows)),
    }
    items = [
        [row["id"], round(value, 4), *(round(score, 3) for score in each)]
        for row, value, each in zip(rows, precisions, scores, strict=True)
    ]
    report(Run("selqa", chosen, started), figures, EXPECTED, items)


if __name__ == "__main__":
    main()
