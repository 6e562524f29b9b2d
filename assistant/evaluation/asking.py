"""A question of a set put to an assistant, its history first, as a user would have done."""

from collections.abc import Callable, Sequence

from assistant.answer import Reply
from assistant.answering import Asker
from assistant.conversation import Turn, turn_of
from assistant.evaluation.questions import EvalQuestion


def ask_question(asker: Asker, question: EvalQuestion, within: Sequence[str] = ()) -> Reply:
    """The reply to the question, after its history was asked in the same conversation."""
    return asker.ask(question.question, turns_before(asker, question, within), within)


def turns_before(
    asker: Asker,
    question: EvalQuestion,
    within: Sequence[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Turn, ...]:
    """The conversation up to the question; cut short once cancelled."""
    turns: list[Turn] = []
    for earlier in question.history:
        if cancelled():
            break
        turns.append(turn_of(asker.ask(earlier, tuple(turns), within)))
    return tuple(turns)
