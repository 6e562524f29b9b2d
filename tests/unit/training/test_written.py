"""Questions written for training: offsets, sides of the held-out split, near misses."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from training.written import (
    WRITTEN,
    brief_edits,
    brief_rows,
    elsewhere,
    evening,
    lines_of,
    same_paragraphs,
    written_rows,
    written_section,
)

ROWS: list[dict[str, Any]] = [
    {
        "id": "r1",
        "title": "T",
        "context": "The canal opened in 1901. Barges used it.",
        "question": "When?",
        "answers": [],
    },
    {
        "id": "r2",
        "title": "T",
        "context": "The canal opened in 1901. Barges used it.",
        "question": "Who?",
        "answers": [],
    },
    {"id": "r3", "title": "T", "context": "Another paragraph.", "question": "What?", "answers": []},
]
BRIEF = {
    "title": "Harbour fees",
    "publisher": "Policy Desk",
    "date": "2021-03",
    "sections": [
        {"heading": "Rise", "sentences": ["Fees rose in May.", "Owners protested against the fees."]},
        {"heading": "Talks", "sentences": ["Talks on harbour fees failed.", "The port blamed owners."]},
        {"heading": "Outlook", "sentences": ["Nothing is settled."]},
    ],
    "questions": [
        {"q": "When did harbour fees go up?", "kind": "fact", "evidence": [[0, 0]], "answer": "in May"},
        {"q": "Who was blamed?", "kind": "attribution", "evidence": [[1, 0], [1, 1]], "answer": None},
        {"q": "When did harbour fees fall?", "kind": "none", "evidence": [], "answer": None},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    line = {"row": "r1", "none": ["When did the canal close?"], "some": [["What sailed on it?", 26, 32]]}
    (tmp_path / "paragraphs.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (tmp_path / "briefs.jsonl").write_text(json.dumps(BRIEF) + "\n", encoding="utf-8")
    return tmp_path


def test_a_written_question_takes_its_answer_from_the_named_row(folder: Path) -> None:
    some, none = written_rows(ROWS, folder)
    assert some[0]["answers"] == [{"text": "Barges", "start": 26}]
    assert [row["question"] for row in none] == ["When did the canal close?"]
    assert written_rows(ROWS[1:], folder) == ([], [])


def test_people_s_questions_over_the_same_paragraph_are_found_by_its_text(folder: Path) -> None:
    assert [row["id"] for row in same_paragraphs(ROWS, folder)] == ["r1", "r2"]


def test_each_question_meets_the_likeliest_section_that_does_not_answer_it(folder: Path) -> None:
    here, near = brief_rows(folder)
    assert [(row["question"], row["sentences"][0]) for row in here] == [
        ("When did harbour fees go up?", "Fees rose in May."),
        ("Who was blamed?", "Talks on harbour fees failed."),
    ]
    assert near[0]["sentences"][0] == "Talks on harbour fees failed."
    assert all(row["gold"] == [] and row["answer"] is None for row in near)


def test_a_section_becomes_an_example_with_its_answer_marked(folder: Path) -> None:
    (when, who), near = brief_rows(folder)
    marked = written_section(when, random.Random(1))
    assert marked is not None
    assert marked.answer is not None
    assert marked.passage.text[slice(*marked.answer)] == "in May"
    unmarked, none = written_section(who, random.Random(1)), written_section(near[0], random.Random(1))
    assert unmarked is not None
    assert unmarked.answerable
    assert not unmarked.has_span
    assert unmarked.evidence == {0, 1}
    assert none is not None
    assert not none.answerable
    assert none.has_span


def test_changed_questions_meet_the_section_of_the_question_that_they_were_made_from(folder: Path) -> None:
    changed = json.loads(json.dumps(BRIEF))
    changed["questions"][0] |= {"miss": "When were harbour fees waived?", "same": "When did harbour fees rise?"}
    (folder / "briefs.jsonl").write_text(json.dumps(changed) + "\n", encoding="utf-8")
    ((miss,), (same,)) = brief_edits(folder)
    assert (miss["question"], miss["gold"], miss["answer"]) == ("When were harbour fees waived?", [], None)
    assert (same["question"], same["gold"], same["answer"]) == ("When did harbour fees rise?", [0], "in May")
    assert miss["sentences"] == same["sentences"] == BRIEF["sections"][0]["sentences"]  # type: ignore[index]


def test_a_question_never_meets_its_own_brief_elsewhere(folder: Path) -> None:
    here, _ = brief_rows(folder)
    assert elsewhere(here, random.Random(3)) == []


def test_the_shipped_briefs_point_only_to_sentences_that_are_there() -> None:
    for brief in lines_of(WRITTEN / "briefs.jsonl"):
        for question in brief["questions"]:
            said = [brief["sections"][place]["sentences"][number] for place, number in question["evidence"]]
            assert (question["kind"] == "none") == (not said), question["q"]
            assert not question["answer"] or any(question["answer"] in sentence for sentence in said), question["q"]


def test_a_brief_kept_apart_gives_no_examples(folder: Path) -> None:
    text = (folder / "briefs.jsonl").read_text(encoding="utf-8")
    (folder / "briefs.jsonl").write_text(text.replace("Harbour fees", "Port dues"), encoding="utf-8")
    assert brief_rows(folder) == ([], [])
    assert len(brief_rows(folder, apart=True)[0]) == 2


def test_question_words_are_made_as_frequent_on_both_sides() -> None:
    none = [{"question": "How many came?"}, {"question": "How many left?"}, {"question": "Who came?"}]
    some = [{"question": "Who left?"}, {"question": "What fell?"}]
    pool = [{"question": f"{word} {n}?"} for word in ("How many", "Who", "How far") for n in range(4)]
    chosen = evening(none, some, pool, random.Random(2))
    assert [row["question"][:8] for row in chosen] == ["How many", "How many"]
