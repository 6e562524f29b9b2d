"""The assistant as a LangChain Runnable, for those who build their own chains."""

from typing import TYPE_CHECKING, Any

from assistant.answering import Asker
from assistant.wire import Json, reply_to_json

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable


def as_runnable(asker: Asker) -> "Runnable[str | dict[str, Any], Json]":
    """A Runnable from a question (a string, or `{"question", "briefs"?}`) to the reply as on the wire."""
    from langchain_core.runnables import RunnableLambda

    def ask(question: str | dict[str, Any]) -> Json:
        if isinstance(question, str):
            return reply_to_json(asker.ask(question))
        return reply_to_json(asker.ask(question["question"], within=tuple(question.get("briefs") or ())))

    return RunnableLambda(ask, name="briefs")
