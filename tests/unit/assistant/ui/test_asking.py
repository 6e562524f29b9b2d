import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from assistant.answering import Event
from assistant.conversation import Turn
from assistant.errors import BadQuestion, ModelUnavailable
from assistant.ui.asking import Jobs
from assistant.ui.conversations import Conversations, new_conversation
from assistant.ui.scripted import ScriptedDesk

OPEN = "When did the bridge open?"


@pytest.fixture
def jobs(desk: ScriptedDesk) -> Jobs:
    return Jobs(desk, Conversations(desk.home.conversations))


def test_a_question_is_answered_and_kept(jobs: Jobs) -> None:
    mine = new_conversation()
    drafts = list(jobs.start(mine, f"  {OPEN} ").follow())
    assert drafts[-1].stage == "done"
    assert [one.reply["question"] for one in jobs.conversations.load(mine)] == [OPEN]
    assert jobs.running(mine) is None


def test_claims_and_passages_come_as_they_are_known(jobs: Jobs, desk: ScriptedDesk) -> None:
    desk.gate.clear()
    drafts = jobs.start(new_conversation(), OPEN).follow()
    draft = next(draft for draft in drafts if draft.evidence)
    assert (draft.stage, draft.claims) == ("reading", ())
    desk.gate.set()
    assert list(drafts)[-1].claims


def test_a_stopped_question_leaves_nothing_and_the_next_can_be_asked(jobs: Jobs, desk: ScriptedDesk) -> None:
    mine = new_conversation()
    desk.gate.clear()
    job = jobs.start(mine, OPEN)
    jobs.stop(mine)
    assert list(job.follow())[-1].stage == "stopped"
    desk.gate.set()
    assert list(jobs.start(mine, OPEN).follow())[-1].stage == "done"
    assert len(jobs.conversations.load(mine)) == 1


def test_one_question_at_a_time_in_one_conversation(jobs: Jobs, desk: ScriptedDesk) -> None:
    mine = new_conversation()
    desk.gate.clear()
    job = jobs.start(mine, OPEN)
    with pytest.raises(BadQuestion, match="still being answered"):
        jobs.start(mine, "What is the toll?")
    jobs.start(new_conversation(), "What is the toll?")
    desk.gate.set()
    assert list(job.follow())[-1].stage == "done"


@pytest.mark.parametrize(("text", "said"), [("  ", "empty"), ("x" * 2001, "2,001")])
def test_a_bad_question_is_not_begun(jobs: Jobs, text: str, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        jobs.start(new_conversation(), text)


def test_without_briefs_nothing_is_searched(jobs: Jobs, desk: ScriptedDesk) -> None:
    desk.shelf.clear()
    with pytest.raises(BadQuestion, match="no briefs"):
        jobs.start(new_conversation(), OPEN)


def test_models_are_loaded_before_the_first_answer(jobs: Jobs, desk: ScriptedDesk) -> None:
    desk.loaded.clear()
    assert list(jobs.start(new_conversation(), OPEN).follow())[-1].stage == "done"
    assert desk.ready()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelUnavailable("The weights are gone.", "Install again."), ("The weights are gone.", "Install again.")),
        (RuntimeError("secret detail"), ("The question could not be answered.", "The log says why.")),
    ],
)
def test_a_failure_is_told_in_a_sentence(
    jobs: Jobs, desk: ScriptedDesk, monkeypatch: pytest.MonkeyPatch, error: Exception, said: tuple[str, str]
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(ScriptedDesk, "asker", fail)
    draft = list(jobs.start(new_conversation(), OPEN).follow())[-1]
    assert (draft.stage, draft.message, draft.advice) == ("failed", *said)


def test_a_follow_up_gets_the_earlier_turns(jobs: Jobs, desk: ScriptedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Sequence[Turn]] = []
    asker = type(desk.asker())
    real = asker.events

    def spy(
        self: Any, question: str, turns: Sequence[Turn], within: Sequence[str], cancelled: Callable[[], bool]
    ) -> Iterator[Event]:
        seen.append(turns)
        return real(self, question, turns, within, cancelled)

    monkeypatch.setattr(asker, "events", spy)
    mine = new_conversation()
    for question in (OPEN, "What is the toll?"):
        list(jobs.start(mine, question).follow())
    assert [[turn.lead for turn in turns] for turns in seen] == [[], ["The bridge opened on 3 June 2019."]]


def test_two_followers_see_the_same_end(jobs: Jobs, desk: ScriptedDesk) -> None:
    desk.gate.clear()
    job = jobs.start(new_conversation(), OPEN)
    ends: list[str] = []
    watchers = [threading.Thread(target=lambda: ends.append(list(job.follow())[-1].stage)) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    desk.gate.set()
    for watcher in watchers:
        watcher.join(10)
    assert ends == ["done", "done"]
