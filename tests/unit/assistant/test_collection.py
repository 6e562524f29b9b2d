"""Questions about the collection: counted, not searched."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.collection import about_collection

Build = Callable[..., Assistant]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which briefs do you have?", "list"),
        ("How many briefs are there?", "count"),
        ("How many briefs mention Ellison?", "mentions"),
        ("In how many articles is the Harbour Board mentioned?", "mentions"),
        ("Summarise the harbour brief", "short"),
        ("What does the rail article say in short?", "short"),
    ],
)
def test_the_topic_is_told_from_the_wording(question: str, topic: str) -> None:
    about = about_collection(question)
    assert about is not None
    assert about.topic == topic


@pytest.mark.parametrize("question", ["What did Ellison say?", "How many workers died?", "Which ports are closed?"])
def test_questions_about_the_content_are_left_alone(question: str) -> None:
    assert about_collection(question) is None


def test_every_brief_is_listed_and_cited(assistant_with: Build, library: Any) -> None:
    reply = assistant_with().ask("Which briefs do you have?")
    assert isinstance(reply, Answer)
    assert len(reply.claims) == len(library.sources())


def test_mentions_are_counted_over_the_whole_collection(assistant_with: Build) -> None:
    reply = assistant_with().ask("How many briefs mention Tomas Reyl?")
    assert isinstance(reply, Answer)
    assert reply.claims[0].text.startswith("1 of 2 briefs mentions Tomas Reyl")
    assert "Reyl" in reply.claims[0].citations[0].quote


def test_a_brief_is_told_in_short_by_its_own_sentences(assistant_with: Build) -> None:
    reply = assistant_with().ask("Summarise the harbour brief")
    assert isinstance(reply, Answer)
    assert all(claim.verbatim for claim in reply.claims)
    assert len(reply.claims) == 2
