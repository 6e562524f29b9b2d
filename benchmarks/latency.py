"""How long a warm answer takes: median and 95th percentile over the dev half of the sample's questions.

    python -m benchmarks.latency [--reader extractive|sentences] [--limit N]

Every question is asked once, in order, after one question that warms the models. The time of embedding twelve passages
with the packaged model is measured beside it, so that figures of two machines can be compared as ratios.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.assembly import Desk, open_desk, sample_folder

RESULTS = Path(__file__).parent / "results"


def timed(desk: Desk, reader: str, questions: Sequence[str]) -> list[float]:
    """Seconds of each answer."""
    asker = desk.asker(reader)
    asker.ask("Which agreement was reached and why?")
    return [asker.ask(question).seconds for question in questions]


def yardstick(desk: Desk, repeats: int = 7) -> float:
    """Median seconds of embedding twelve passages of the sample."""
    texts = [desk.brief(source.brief_id).text[:600] for source in desk.sources()]
    texts = (texts * 12)[:12]
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        desk.embedder.embed(texts)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    """Measures and writes the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default="extractive", choices=["extractive", "sentences"])
    parser.add_argument("--limit", type=int, default=100)
    options = parser.parse_args()
    lines = (json.loads(line) for line in (sample_folder() / "questions.jsonl").read_text("utf-8").splitlines())
    questions = [line["question"] for line in lines if line["split"] == "dev" and not line["history"]][: options.limit]
    with tempfile.TemporaryDirectory() as home:
        desk = open_desk(Path(home))
        list(desk.ingest_sample())
        seconds = sorted(timed(desk, options.reader, questions))
        beside = yardstick(desk)
    median = statistics.median(seconds)
    result: dict[str, Any] = {
        "command": f"python -m benchmarks.latency --reader {options.reader} --limit {options.limit}",
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "questions": len(questions),
        "median_seconds": round(median, 3),
        "p95_seconds": round(seconds[int(0.95 * (len(seconds) - 1))], 3),
        "embedding_12_passages_seconds": round(beside, 3),
        "median_as_ratio": round(median / beside, 2),
    }
    print(json.dumps(result, indent=1))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"latency-{options.reader}.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
