"""Questions from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.errors import BadQuestion, BadQuestionFile, advice_of
from assistant.questioning import ask_file, ask_one, for_terminal
from corpus.errors import UnknownBrief

FIRE = "The harbour of Velmar closed in May 2021 after a fire."
GRAIN = "The railway to Orsk carried 1,200 tonnes of grain in 2022."
ASKED = "When did the harbour of Velmar close?"
Make = Callable[..., Assistant]


def run(assistant: Assistant, library: Any, file: Path, *lines: object, within: tuple[str, ...] = ()) -> Any:
    """The lines put, and how many were bad."""
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    put: list[dict[str, Any]] = []
    bad = ask_file(file, lambda: assistant, library.sources(), put.append, within)
    return put, bad


def test_one_question_is_answered(assistant_with: Make, library: Any) -> None:
    reply = ask_one(ASKED, lambda: assistant_with(FIRE), library.sources(), ())
    assert FIRE in for_terminal(reply)


@pytest.mark.parametrize("question", ["", "  \n", "why " * 5000])
def test_a_question_that_cannot_be_asked_loads_nothing(library: Any, question: str) -> None:
    def never() -> Assistant:
        raise AssertionError("models were loaded")

    with pytest.raises(BadQuestion):
        ask_one(question, never, library.sources(), ())
    with pytest.raises(UnknownBrief):
        ask_one("Who?", never, library.sources(), ["por-00000000"])


def test_an_unknown_brief_names_the_nearest(assistant_with: Make, library: Any) -> None:
    with pytest.raises(UnknownBrief) as caught:
        ask_one("Who?", assistant_with, library.sources(), ["por-00000000"])
    assert "port-00000000" in advice_of(caught.value)


def test_every_line_gives_one_object_and_a_bad_one_does_not_stop_the_rest(
    assistant_with: Make, library: Any, tmp_path: Path
) -> None:
    put, bad = run(
        assistant_with(FIRE),
        library,
        tmp_path / "q.jsonl",
        {"id": "good", "question": ASKED, "split": "unknown key"},
        "{broken",
        "",
        "[1]",
        {"id": "none"},
        {"id": "empty", "question": " "},
        {"id": "numbers", "question": ASKED, "briefs": [1]},
        {"id": "nowhere", "question": ASKED, "briefs": ["x"]},
        {"id": 12, "question": ASKED},
        {"id": None, "question": ASKED},
        "[" * 100_000,
    )
    assert [line["id"] for line in put] == ["good", "2", "4", "none", "empty", "numbers", "nowhere", "12", "10", "11"]
    assert [line["id"] for line in put if "error" in line] == ["2", "4", "none", "empty", "numbers", "nowhere", "11"]
    assert bad == 7


def test_a_line_separator_inside_a_question_is_no_line_break(
    assistant_with: Make, library: Any, tmp_path: Path
) -> None:
    put, bad = run(assistant_with(FIRE), library, tmp_path / "q.jsonl", {"id": "a", "question": f"Now:\u2028{ASKED}"})
    assert (bad, put[0]["question"]) == (0, f"Now: {ASKED}")


def test_half_a_surrogate_pair_is_shown_as_a_question_mark(assistant_with: Make, library: Any, tmp_path: Path) -> None:
    put, bad = run(assistant_with(FIRE), library, tmp_path / "q.jsonl", '{"id": "a", "question": "Why \\ud800 close?"}')
    assert (bad, put[0]["question"]) == (0, "Why ? close?")


def test_history_is_asked_first_in_the_same_conversation(assistant_with: Make, library: Any, tmp_path: Path) -> None:
    put, _ = run(
        assistant_with(FIRE), library, tmp_path / "q.jsonl", {"id": "a", "question": "Why did it?", "history": [ASKED]}
    )
    assert len(put) == 1
    assert "Velmar" in put[0]["searched_for"]


def test_a_line_without_briefs_is_limited_to_those_given_for_all(
    assistant_with: Make, library: Any, tmp_path: Path
) -> None:
    put, _ = run(
        assistant_with(GRAIN, FIRE),
        library,
        tmp_path / "q.jsonl",
        {"id": "all", "question": ASKED},
        {"id": "own", "question": "How much grain did the railway to Orsk carry?", "briefs": ["rail-00000000"]},
        within=("port-00000000",),
    )
    assert [{passage["brief"] for passage in line["evidence"]} for line in put] == [
        {"port-00000000"},
        {"rail-00000000"},
    ]


@pytest.mark.parametrize("content", [None, b"\xff\xfe{}"])
def test_a_file_that_cannot_be_read_is_said(
    assistant_with: Make, library: Any, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "q.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadQuestionFile, match="cannot be read"):
        ask_file(file, assistant_with, library.sources(), lambda _: None)


def test_a_refusal_on_the_terminal_shows_the_closest_passages(assistant_with: Make, library: Any) -> None:
    reply = assistant_with(answerability=0.0).ask("Who runs the harbour of Velmar?")
    shown = for_terminal(reply)
    assert shown.startswith("The briefs do not say")
    assert "\nClosest passages:\n  The harbour of Velmar: " in shown


def test_what_was_searched_for_is_shown_where_it_differs(assistant_with: Make, library: Any) -> None:
    from assistant.conversation import turn_of

    assistant = assistant_with(FIRE)
    first = assistant.ask(ASKED)
    assert "Searched for" not in for_terminal(first)
    second = assistant.ask("Why did it?", [turn_of(first)])
    assert for_terminal(second).startswith(f"Searched for: {second.question.searched_for}\n")
