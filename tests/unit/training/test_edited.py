"""Changes to questions, kept without the questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.data import Row
from training.edited import change_between, changed, edited_rows

OLD = "Who opened the old canal in 1901?"


@pytest.mark.parametrize(
    "new",
    ["Who closed the old canal in 1901?", "Who opened the canal in 1902, and why?", "Whose canal?", OLD, ""],
)
def test_a_change_leads_from_one_question_to_the_other(new: str) -> None:
    change = change_between(OLD, new)
    assert changed(OLD, change) == new
    assert not any(word in OLD.split() for _, _, part in change for word in part.split() if len(word) > 3)


def row(name: str, question: str) -> Row:
    answer = {"text": "a guild", "start": 0}
    return {"id": name, "title": "T", "context": "a guild did", "question": question, "answers": [answer]}


def test_rows_come_back_changed_and_unchanged(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"row": "r1", "miss": [[4, 10, "closed"]], "same": [[4, 10, "inaugurated"]]},
        {"row": "r2", "miss": [[0, 3, "Why"]]},
        {"row": "elsewhere", "miss": [[0, 3, "Why"]]},
    ]
    (tmp_path / "edits.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    squad = [row("r1", f" {OLD} "), row("r2", "Who?"), row("r3", "What?")]
    miss, same, originals = edited_rows(squad, tmp_path)
    assert [item["question"] for item in miss] == ["Who closed the old canal in 1901?", "Why?"]
    assert all(item["answers"] == [] for item in miss)
    assert [item["question"] for item in same] == ["Who inaugurated the old canal in 1901?"]
    assert same[0]["answers"] == squad[0]["answers"]
    assert [item["id"] for item in originals] == ["r1", "r2"]
