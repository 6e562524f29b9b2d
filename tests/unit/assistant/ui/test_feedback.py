import json
from pathlib import Path

import pytest

from assistant.ui.asking import Jobs
from assistant.ui.conversations import Conversations, new_conversation
from assistant.ui.feedback import judge
from assistant.ui.scripted import ScriptedDesk


@pytest.fixture
def asked(desk: ScriptedDesk) -> tuple[Conversations, str]:
    conversations, mine = Conversations(desk.home.conversations), new_conversation()
    list(Jobs(desk, conversations).start(mine, "What is the toll?").follow())
    return conversations, mine


def test_a_verdict_is_one_line_with_question_reply_and_note(
    desk: ScriptedDesk, asked: tuple[Conversations, str]
) -> None:
    assert judge(*_args(desk, asked), 0, "down", " Two lines\nof note ")
    (line,) = desk.home.feedback.read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["verdict"], kept["note"], kept["question"]) == ("down", "Two lines\nof note", "What is the toll?")
    assert kept["reply"]["kind"] == "answer"
    assert asked[1] not in line


def test_a_second_verdict_on_the_same_turn_has_the_same_id(
    desk: ScriptedDesk, asked: tuple[Conversations, str]
) -> None:
    assert judge(*_args(desk, asked), 0, "up")
    assert judge(*_args(desk, asked), 0, "down", "x" * 5000)
    one, two = map(json.loads, desk.home.feedback.read_text(encoding="utf-8").splitlines())
    assert one["id"] == two["id"]
    assert len(two["note"]) == 1000


@pytest.mark.parametrize(("number", "verdict"), [(1, "up"), (-1, "up"), (0, "sideways")])
def test_a_verdict_on_nothing_is_not_kept(
    desk: ScriptedDesk, asked: tuple[Conversations, str], number: int, verdict: str
) -> None:
    assert not judge(*_args(desk, asked), number, verdict)
    assert not desk.home.feedback.exists()


def _args(desk: ScriptedDesk, asked: tuple[Conversations, str]) -> tuple[Conversations, Path, str]:
    return asked[0], desk.home.feedback, asked[1]
