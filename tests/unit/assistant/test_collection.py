"""Questions about the collection: counted, not searched."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.collection import MOST, about_collection
from assistant.readers.scripted import ScriptedReader
from assistant.ui.examples import examples_for
from assistant.wire import reply_to_json
from corpus.brief import Brief, Source

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
        ('What does "Grain by rail" say briefly?', "short"),
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


def test_the_examples_of_the_page_are_understood(library: Any) -> None:
    asked = {question: about_collection(question) for question in examples_for(library.sources())}
    assert {question: about and (about.topic, about.what) for question, about in asked.items()} == {
        "Which briefs are there?": ("list", ""),
        "What does “The harbour of Velmar” say in short?": ("short", "The harbour of Velmar"),
        "What does “Grain by rail” say in short?": ("short", "Grain by rail"),
    }
    picked = examples_for((Source("a", "Any", "us-iraq-security-dialogue.md"),))
    about = about_collection(picked[0])
    assert about is not None
    assert (about.topic, about.what) == ("mentions", "ISIS")


@pytest.mark.parametrize("title", ["Grain", "“Grain”: the railway's year", "What is said? The railway brief", "The"])
def test_an_example_finds_the_brief_of_its_title_among_others_that_share_its_words(
    library: Any, retriever: Any, title: str
) -> None:
    library.held["own-00000000"] = Brief(
        "own-00000000", "It rained. It snowed.", Source("own-00000000", title, "own.md")
    )
    (question,) = (asked for asked in examples_for(library.sources()) if f"“{title}”" in asked)
    reply = Assistant(library, retriever(library), ScriptedReader(), threshold=0.5).ask(question)
    assert isinstance(reply, Answer)
    assert [claim.text for claim in reply.claims] == ["It rained.", "It snowed."]


@pytest.fixture
def many(library: Any, retriever: Any) -> Assistant:
    """An assistant over more briefs than a reply may cite, each of which names Orsk."""
    for number in range(MOST + 1):
        own = f"own-{number:08}"
        library.held[own] = Brief(own, f"Train {number} left Orsk.", Source(own, f"Train {number}", f"{number}.md"))
    return Assistant(library, retriever(library), ScriptedReader(), threshold=0.5)


@pytest.mark.parametrize("question", ["Which briefs are there?", "How many briefs are there?"])
def test_of_many_briefs_the_first_are_listed_with_their_count_and_where_all_are(many: Assistant, question: str) -> None:
    sent = reply_to_json(many.ask(question))
    assert (len(sent["claims"]), len(sent["evidence"])) == (12, 12)
    assert sent["claims"][0]["text"].startswith("1 of 15: ")
    (notice,) = (said for said in sent["notices"] if "listed" in said)
    assert "first 12 of 15" in notice
    assert "briefs list" in notice


def test_a_list_that_is_whole_says_nothing_of_another(assistant_with: Build) -> None:
    assert not any("listed" in notice for notice in assistant_with().ask("Which briefs are there?").notices)


def test_of_many_mentions_all_are_counted_and_the_first_are_cited(many: Assistant) -> None:
    sent = reply_to_json(many.ask("Which briefs mention Orsk?"))
    assert len(sent["evidence"]) == 12
    text = sent["claims"][0]["text"]
    assert text.startswith("14 of 15 briefs mention Orsk: ")
    assert text.count("“") == 12
    assert text.endswith(" and 2 more.")
