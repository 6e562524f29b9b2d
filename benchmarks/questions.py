"""Figures of a question set: the development half by default, so that the test half stays unseen while tuning.

    python benchmarks/questions.py [--set FILE_OR_FOLDER] [--split dev|test] [--reader R] [--name N] [--show-wrong N]

A folder with `briefs/` and `questions.jsonl` is asked over its own briefs, a file over the sample's.
Writes benchmarks/results/<name>-<reader>-<split>.json with ids and scores only.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Reply
from assistant.answering import Asker
from assistant.evaluation.asking import ask_question
from assistant.evaluation.figures import Figure, figure_of, figures_of
from assistant.evaluation.question_files import read_set
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.score import Score
from assistant.evaluation.scoring import METRICS, score_reply
from assistant.rendering import plain_text

ROOT = Path(__file__).resolve().parent
SAMPLE = ROOT.parent / "corpus" / "sample" / "questions.jsonl"
HEADLINE = ("right", "facts", "brief", "refused", "answered", "lead", "passage", "recall_5", "recall_12", "mrr",
            "citation_recall", "citation_precision", "mentions", "words", "seconds")  # fmt: skip
Asked = tuple[EvalQuestion, Reply, dict[str, Score]]


def main(argv: Sequence[str] | None = None) -> int:
    """Asks, scores, prints and stores."""
    options = _parser().parse_args(argv)
    chosen = read_set(options.set).of_split(options.split)
    with tempfile.TemporaryDirectory() as folder:
        asker = _asker(options, chosen, Path(folder))
        asked = [_asked(question, asker) for question in _in_progress(chosen)]
    _print_figures(asked, f"{chosen.name}, {options.split} half, reader {_reader_name(asked, options.reader)}")
    _print_wrong(asked, options.show_wrong)
    name = f"{options.name}-{_reader_name(asked, options.reader)}-{options.split}.json"
    _store(asked, chosen, options, ROOT / "results" / name)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=SAMPLE, help="question set, or dataset folder")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--reader", default=None, help="default: the settings' reader")
    parser.add_argument("--home", type=Path, default=None, help="a home that holds the briefs; default: a new one")
    parser.add_argument("--name", default="questions", help="how the file with the results begins")
    parser.add_argument("--show-wrong", type=int, default=0, metavar="N", help="list N wrong ones with their answers")
    return parser


def _asker(options: argparse.Namespace, chosen: QuestionSet, folder: Path) -> Asker:
    from assistant.assembly import open_desk

    desk = open_desk(options.home or folder, {})
    if chosen.briefs is not None and options.set != SAMPLE:
        return desk.dataset(chosen.briefs).asker(options.reader)
    if options.home is None:
        failed = [item.detail for item in desk.ingest_sample() if item.status == "failed"]
        if failed or not desk.sources():
            raise SystemExit(f"The sample was not taken in: {failed}")
    asker: Asker = desk.asker(options.reader)
    return asker


def _in_progress(chosen: QuestionSet) -> Iterable[EvalQuestion]:
    from rich.progress import track

    return track(chosen.enabled, "Asking", transient=True, disable=not sys.stderr.isatty())


def _asked(question: EvalQuestion, asker: Asker) -> Asked:
    reply = ask_question(asker, question)
    return question, reply, score_reply(question, reply)


def _reader_name(asked: Sequence[Asked], wanted: str | None) -> str:
    return wanted or next((reply.reader for _, reply, _ in asked if reply.reader), "unnamed")


def _print_figures(asked: Sequence[Asked], title: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{title}: {len(asked)} questions")
    for heading in ("figure", "value", "95 %", "scored", "median", "p95"):
        table.add_column(heading, justify="left" if heading == "figure" else "right")
    for figure in figures_of({name: METRICS[name] for name in HEADLINE}, [scores for _, _, scores in asked]):
        table.add_row(METRICS[figure.metric].title, *_cells(figure))
    answerable = figure_of(METRICS["right"], [scores["right"] for q, _, scores in asked if q.answerable])
    table.add_row("Answerable: facts within 150 words", *_cells(answerable), style="bold")
    by_tag = _by_tag(asked)
    table.add_section()
    for tag, figure in by_tag.items():
        table.add_row(f"right, {tag}", *_cells(figure))
    Console(width=100).print(table)


def _cells(figure: Figure) -> tuple[str, ...]:
    if figure.value is None or figure.interval is None:
        return "-", "-", "0", "-", "-"
    low, high = figure.interval.low, figure.interval.high
    numbers = (figure.value, low, high, figure.median or 0.0, figure.p95 or 0.0)
    if METRICS[figure.metric].unit == "share":
        value, low_words, high_words = (f"{100 * number:.1f}" for number in numbers[:3])
        return f"{value} %", f"{low_words}-{high_words}", str(figure.scored), "", ""
    value, low_words, high_words, median, p95 = (f"{number:.2f}" for number in numbers)
    return value, f"{low_words}-{high_words}", str(figure.scored), median, p95


def _by_tag(asked: Sequence[Asked]) -> Mapping[str, Figure]:
    tags = sorted({tag for question, _, _ in asked for tag in question.tags})
    return {
        tag: figure_of(METRICS["right"], [scores["right"] for question, _, scores in asked if tag in question.tags])
        for tag in tags
    }


def _print_wrong(asked: Sequence[Asked], limit: int) -> None:
    wrong = [item for item in asked if item[2]["right"].value == 0.0]
    for question, reply, scores in wrong[:limit]:
        print(f"\n{question.id} [{', '.join(question.tags)}] {' / '.join((*question.history, question.question))}")
        print(f"  searched for: {reply.question.searched_for}")
        print(f"  wrong: {scores['right'].explanation}\n  recall at 12: {scores['recall_12'].explanation}")
        print(f"  reply: {plain_text(reply)}\n  missing: {', '.join(reply.missing) or '-'}")


def _store(asked: Sequence[Asked], chosen: QuestionSet, options: argparse.Namespace, path: Path) -> None:
    figures = figures_of(METRICS, [scores for _, _, scores in asked])
    report: dict[str, Any] = {
        "command": "python benchmarks/questions.py " + " ".join(_flags(options)),
        "machine": {"cores": os.cpu_count(), "processor": platform.machine(), "python": platform.python_version()},
        "set": {"name": chosen.name, "fingerprint": chosen.fingerprint, "questions": len(asked)},
        "figures": {figure.metric: _figure_json(figure) for figure in figures},
        "right_by_tag": {tag: _figure_json(figure) for tag, figure in _by_tag(asked).items()},
        "questions": {question.id: _values(scores) for question, _, scores in asked},
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _flags(options: argparse.Namespace) -> list[str]:
    flags = ["--split", options.split]
    flags += ["--reader", options.reader] if options.reader else []
    return flags + (["--set", options.set.name] if options.set != SAMPLE else [])


def _figure_json(figure: Figure) -> dict[str, Any]:
    interval = figure.interval and [round(figure.interval.low, 4), round(figure.interval.high, 4)]
    value = None if figure.value is None else round(figure.value, 4)
    return {"value": value, "interval": interval, "scored": figure.scored, "median": figure.median, "p95": figure.p95}


def _values(scores: Mapping[str, Score]) -> dict[str, float]:
    """Scores without their explanations, which quote texts; without times, which differ from run to run."""
    return {name: round(s.value, 4) for name, s in scores.items() if s.value is not None and name != "seconds"}


if __name__ == "__main__":
    sys.exit(main())
