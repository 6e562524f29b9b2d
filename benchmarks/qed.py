"""QED dev, the rows with a gold evidence sentence: does the reader's best sentence overlap it?"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.readers.span_model import Passage, SpanModel, SpanReading
from benchmarks.reading_metrics import Row, Run, best_f1, data_rows, mean, options, readings, report

EXPECTED = {"top sentence is gold": 84.0, "best span in gold": 82.0, "answer F1": 65.0}


def top_sentence(reading: SpanReading) -> int:
    """The sentence with the highest evidence score."""
    scores = reading.sentence_scores
    return max(range(len(scores)), key=lambda number: scores[number])


def span_in(row: Row, reading: SpanReading, sentences: list[int]) -> bool:
    """Whether the best span overlaps one of the sentences."""
    if not reading.spans:
        return False
    start, end, _ = reading.spans[0]
    return any(start < row["sents"][number][1] and end > row["sents"][number][0] for number in sentences)


def item(row: Row, reading: SpanReading) -> list[str | float]:
    """What is kept of one row: its id, the top sentence and its score, start and end of the best span."""
    start, end, _ = reading.spans[0] if reading.spans else (0, 0, 0.0)
    top = top_sentence(reading)
    score = round(reading.sentence_scores[top], 4)
    return [row["id"], top, score, start, end]


def main() -> None:
    """Run the benchmark; the header is the article's title, as in the data set's own task."""
    chosen, started = options("qed"), time.monotonic()
    rows = [row for row in data_rows(chosen.data, "dev_qed") if row["evidence_source"] == "gold" and row["evidence"]]
    rows = rows[: chosen.limit]
    spans = [tuple((a, b) for a, b in row["sents"]) for row in rows]
    passages = [Passage(row["title"], row["context"], each) for row, each in zip(rows, spans, strict=True)]
    found = readings(
        SpanModel.load(chosen.weights), list(zip((row["question"] for row in rows), passages, strict=True))
    )
    pairs = list(zip(rows, found, strict=True))
    texts = [row["context"][slice(*(r.spans[0][:2] if r.spans else (0, 0)))] for row, r in pairs]
    golds = [[answer["text"] for answer in row["answers"]] for row in rows]
    figures = {
        "top sentence is gold": 100 * mean(float(top_sentence(r) in row["evidence"]) for row, r in pairs),
        "best span in gold": 100 * mean(float(span_in(row, r, row["evidence"])) for row, r in pairs),
        "first sentence is gold": 100 * mean(float(0 in row["evidence"]) for row in rows),
        "answer F1": 100 * mean(best_f1(text, gold) for text, gold in zip(texts, golds, strict=True)),
        "rows": float(len(rows)),
    }
    report(Run("qed", chosen, started), figures, EXPECTED, [item(row, reading) for row, reading in pairs])


if __name__ == "__main__":
    main()
