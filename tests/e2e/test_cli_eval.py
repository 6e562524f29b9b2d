"""`briefs eval` as a program."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
QUESTIONS = [
    {
        "id": "moscow",
        "question": "What was the death toll in the ISIS-K attack on Moscow?",
        "answerable": True,
        "facts": [["more than 140"]],
        "briefs": ["doha-envoys-human-rights-and-isis-k.md"],
    },
    {"id": "iceland", "question": "How many lighthouses does Iceland have?", "answerable": False},
]


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in QUESTIONS), encoding="utf-8")
    return file


def test_a_set_is_run_twice_with_the_same_numbers_and_compared(briefs: Run, home: Path, questions: Path) -> None:
    first = briefs("eval", questions, "--home", home, "--fail-under", "right=1")
    assert first.code == 0, first.out + first.err
    assert "2 of 2 questions right (100.0 %)." in first.out
    second = briefs("eval", questions, "--home", home, "--baseline", "last")
    assert (second.code, "no verdict changed." in second.out) == (0, True)
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in (home / "reports").glob("*/report.json")]
    values = [
        [score["value"] for name, score in row["scores"].items() if name != "seconds"] for row in reports[0]["rows"]
    ]
    again = [
        [score["value"] for name, score in row["scores"].items() if name != "seconds"] for row in reports[1]["rows"]
    ]
    assert values == again


def test_a_missed_threshold_exits_1(briefs: Run, home: Path, questions: Path, tmp_path: Path) -> None:
    ran = briefs("eval", questions, "--home", home, "--out", tmp_path / "out", "--fail-under", "words=1")
    assert ran.code == 1
    assert "Missed: Words (words)" in ran.out
    assert (tmp_path / "out" / "report.html").stat().st_size > 1000


def test_a_bad_set_exits_2_with_a_line_a_mistake(briefs: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("question,answerable\nWhen?,perhaps\n,no\n", encoding="utf-8")
    ran = briefs("eval", tmp_path / "bad.csv", "--home", home)
    assert ran.code == 2
    assert ran.complaint[:3] == [
        "bad.csv has 2 mistakes:",
        "row 2, column answerable: must be yes or no, not 'perhaps'.",
        "row 3, column question: is empty; every row needs a question.",
    ]


def test_a_template_can_be_had_and_is_not_written_over(briefs: Run, tmp_path: Path) -> None:
    assert briefs("eval", "--template", tmp_path / "new.xlsx", "--home", tmp_path / "home").code == 0
    ran = briefs("eval", "--template", tmp_path / "new.xlsx", "--home", tmp_path / "home")
    assert (ran.code, ran.complaint[0]) == (2, "new.xlsx is there already.")
