"""A question of a set put to an assistant, its history first, as a user would have done."""

from collections.abc import Sequence

from assistant.answer import Reply
from assistant.answering import Asker, turns_before
from assistant.evaluation.questions import EvalQuestion


def ask_question(asker: Asker, question: EvalQuestion, within: Sequence[str] = ()) -> Reply:
    """The reply to the question, after its history was asked in the same conversation."""
    return asker.ask(question.question, turns_before(asker, question.history, within), within)
