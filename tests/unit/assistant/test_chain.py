"""The assistant as a LangChain Runnable."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.chain import as_runnable
from assistant.errors import BadQuestion

FIRE = "The harbour of Velmar closed in May 2021 after a fire."
ASKED = "When did the harbour of Velmar close?"


@pytest.fixture(autouse=True)
def untraced(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `assembly` leaves the environment."""
    from assistant.assembly import QUIET

    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)


def test_a_question_gives_the_reply_as_on_the_wire(assistant_with: Callable[..., Assistant]) -> None:
    reply: dict[str, Any] = as_runnable(assistant_with(FIRE)).invoke(ASKED)
    assert (reply["kind"], reply["question"]) == ("answer", ASKED)
    assert reply["claims"][0]["citations"][0]["quote"] == FIRE


def test_it_composes_with_other_runnables(assistant_with: Callable[..., Assistant]) -> None:
    from langchain_core.runnables import RunnableLambda

    chain = as_runnable(assistant_with(FIRE)) | RunnableLambda(lambda reply: reply["text"])
    assert chain.batch([ASKED, ASKED]) == [f"{FIRE} [1]"] * 2


def test_a_question_can_be_limited_to_briefs(assistant_with: Callable[..., Assistant]) -> None:
    reply = as_runnable(assistant_with(FIRE)).invoke({"question": ASKED, "briefs": ["rail-00000000"]})
    assert {passage["brief"] for passage in reply["evidence"]} == {"rail-00000000"}
    assert reply["kind"] == "refusal"


def test_an_empty_question_is_an_error(assistant_with: Callable[..., Assistant]) -> None:
    with pytest.raises(BadQuestion):
        as_runnable(assistant_with()).invoke(" ")
