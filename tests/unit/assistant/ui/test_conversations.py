from pathlib import Path

import pytest

from assistant.ui.conversations import Conversations, StoredTurn, known_or_new, new_conversation, turns_of


def turn(question: str) -> StoredTurn:
    return StoredTurn({"question": question, "searched_for": question, "claims": []}, "text")


def test_turns_are_kept_in_order_and_for_the_owner_alone(tmp_path: Path) -> None:
    kept = Conversations(tmp_path / "c")
    mine = new_conversation()
    kept.append(mine, turn("one"))
    kept.append(mine, turn("two"))
    assert [one.reply["question"] for one in Conversations(tmp_path / "c").load(mine)] == ["one", "two"]
    assert kept.load(new_conversation()) == ()
    assert (next((tmp_path / "c").glob("*.json")).stat().st_mode & 0o077) == 0


@pytest.mark.parametrize("given", ["../../etc/passwd", "", None, 7, "short", "a" * 300])
def test_an_id_that_is_none_is_replaced(given: object, tmp_path: Path) -> None:
    assert known_or_new(given) != given
    if isinstance(given, str):
        assert Conversations(tmp_path).load(given) == ()
        with pytest.raises(ValueError, match="conversation id"):
            Conversations(tmp_path).append(given, turn("x"))


def test_a_damaged_file_is_set_aside_not_lost(tmp_path: Path) -> None:
    mine = new_conversation()
    (tmp_path / f"{mine}.json").write_text("{broken", encoding="utf-8")
    assert Conversations(tmp_path).load(mine) == ()
    assert (tmp_path / f"{mine}.damaged").read_text(encoding="utf-8") == "{broken"


def test_a_verdict_stays_with_its_turn(tmp_path: Path) -> None:
    kept, mine = Conversations(tmp_path), new_conversation()
    kept.append(mine, turn("one"))
    assert kept.judge(mine, 0, "up") is not None
    assert kept.judge(mine, 1, "up") is None
    assert kept.load(mine)[0].verdict == "up"


def test_a_follow_up_leans_on_the_resolved_question_and_the_first_claim() -> None:
    answered = {"searched_for": "Who opened it?", "claims": [{"text": "She did."}, {"text": "Later."}]}
    refused = {"searched_for": "Why?", "claims": []}
    assert [(one.question, one.lead) for one in turns_of([answered, refused])] == [
        ("Who opened it?", "She did."),
        ("Why?", ""),
    ]
