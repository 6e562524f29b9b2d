"""Writes the tables of README.md and benchmarks/README.md from `benchmarks/results/`.

python -m benchmarks.tables
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.evaluation.intervals import wilson

ROOT = Path(__file__).parent
RESULTS = ROOT / "results"
QUESTION_ROWS = (
    ("facts_150", "answerable questions that state all their facts within 150 words"),
    ("facts", "facts stated, mean over answerable questions"),
    ("lead", "first sentence states a fact"),
    ("brief", "citations into the right brief"),
    ("refused", "unanswerable questions refused"),
    ("false", "answerable questions refused"),
)
READERS = ("extractive", "sentences")
READING = {
    "squad2": ("SQuAD 2.0 dev", "python -m benchmarks.squad2 --data DIR"),
    "qed": ("QED dev, 1,021 rows with gold evidence", "python -m benchmarks.qed --data DIR"),
    "selqa": ("SelQA test", "python -m benchmarks.selqa --data DIR"),
}


def result(name: str) -> dict[str, Any]:
    """One result, or an empty one where it was not measured."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def share(value: float, interval: Iterable[float] | None) -> str:
    """`78 % (70–85)`."""
    between = "–".join(f"{100 * end:.0f}" for end in interval) if interval else ""
    return f"{100 * value:.1f} % ({between})" if between else f"{100 * value:.1f} %"


def all_facts(found: dict[str, Any]) -> dict[str, Any] | None:
    """Share of answerable questions that are right: all facts stated within 150 words."""
    right = [scores["right"] for scores in found.get("questions", {}).values() if scores.get("facts") is not None]
    if not right:
        return None
    found_between = wilson(round(sum(right)), len(right))
    return {"value": sum(right) / len(right), "interval": (found_between.low, found_between.high)}


def question_cell(found: dict[str, Any], key: str) -> str:
    """One figure of a question set."""
    figures = found.get("figures", {})
    if key == "facts_150":
        kept = all_facts(found)
    elif key == "false":
        kept = figures.get("answered")
        if kept:
            low, high = kept["interval"]
            return share(1 - kept["value"], (1 - high, 1 - low))
    else:
        kept = figures.get(key)
    return share(kept["value"], kept["interval"]) if kept and kept["value"] is not None else "–"


def question_table() -> list[str]:
    """Both readers on the test half."""
    found = {reader: result(f"questions-{reader}-test") for reader in READERS}
    lines = ["| sample's questions, test half | extractive | sentences |", "|---|---|---|"]
    for key, title in QUESTION_ROWS:
        cells = [question_cell(found[reader], key) for reader in READERS]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {title} | {' | '.join(cells)} |")
    lines.append("| command | `python -m benchmarks.questions --split test` | … `--reader sentences` |")
    return lines


def latency_line() -> list[str]:
    """Warm answers."""
    found = {reader: result(f"latency-{reader}") for reader in READERS}
    cells = [
        f"{kept['median_seconds']:.2f} s, p95 {kept['p95_seconds']:.2f} s" if kept else "–" for kept in found.values()
    ]
    return [f"| warm answer over dev questions, median (`python -m benchmarks.latency`) | {' | '.join(cells)} |"]


def reading_table() -> list[str]:
    """The reader on public sets."""
    lines = ["| public set | figure | measured | command |", "|---|---|---|---|"]
    for name, (title, command) in READING.items():
        for key, value in result(name).get("figures", {}).items():
            lines.append(f"| {title} | {key} | {value:.1f} | `{command}` |")
    return lines


def put(path: Path, lines: Iterable[str]) -> None:
    """Replaces what stands between the markers."""
    text = path.read_text(encoding="utf-8")
    body = "\n".join(lines)
    fresh = re.sub(
        r"(<!-- measured -->\n).*?(<!-- /measured -->)", lambda m: f"{m[1]}{body}\n{m[2]}", text, flags=re.DOTALL
    )
    path.write_text(fresh, encoding="utf-8")


def main() -> None:
    """Writes both files."""
    asked = [*question_table()[:-1], *latency_line(), question_table()[-1]]
    put(ROOT.parent / "README.md", asked)
    put(ROOT / "README.md", [*asked, "", *reading_table()])


if __name__ == "__main__":
    main()
