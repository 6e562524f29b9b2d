"""Questions in, replies out, with a reader that says what it is told to."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.answer import Answer, Claim, Question, Refusal
from assistant.answering import LONGEST, Assistant, Found, turns_before
from assistant.conversation import Turn
from assistant.errors import BadQuestion
from assistant.evaluation.scripted import ScriptedAsker
from assistant.readers.scripted import ScriptedReader
from assistant.wire import reply_to_json

Build = Callable[..., Assistant]
CLOSED = "The harbour of Velmar closed in May 2021 after a fire."
TONNES = "The railway to Orsk carried 1,200 tonnes of grain in 2022."


def test_an_answer_cites_its_sentence_word_for_word(assistant_with: Build, library: Any) -> None:
    reply = assistant_with(CLOSED).ask("When did the harbour of Velmar close?")
    assert isinstance(reply, Answer)
    citation = reply.claims[0].citations[0]
    text = library.get(citation.evidence.source.brief_id).text
    assert text[citation.span.start : citation.span.end] == citation.quote == CLOSED


def test_events_come_in_order_search_claims_reply(assistant_with: Build) -> None:
    kinds = [type(event) for event in assistant_with(CLOSED).events("When did the harbour of Velmar close?")]
    assert kinds == [Found, Claim, Answer]


def test_numbers_follow_first_citation_then_rank(assistant_with: Build) -> None:
    reply = assistant_with(TONNES, CLOSED).ask("How much grain went to Orsk, and when did the harbour close?")
    assert isinstance(reply, Answer)
    assert [claim.citations[0].evidence.number for claim in reply.claims] == [1, 2]
    assert [evidence.number for evidence in reply.evidence] == list(range(1, len(reply.evidence) + 1))


def test_too_little_answerability_is_refused_with_the_closest_passages(assistant_with: Build) -> None:
    reply = assistant_with(CLOSED, answerability=0.2).ask("When did the harbour of Velmar close?")
    assert isinstance(reply, Refusal)
    assert reply.evidence
    assert "do not say" in reply.text


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When did the harbour of Istanbul close?", "Istanbul"),
        ("Did the harbour of Velmar close in 2015?", "2015"),
        ("Did the fire in Velmar kill 5,300 workers?", "5,300"),
    ],
)
def test_a_name_date_or_figure_that_the_evidence_lacks_is_refused_and_named(
    assistant_with: Build, question: str, missing: str
) -> None:
    reply = assistant_with(CLOSED).ask(question)
    assert isinstance(reply, Refusal)
    assert missing in reply.missing
    assert missing in reply.text


def test_half_a_question_is_answered_and_the_other_half_named(assistant_with: Build) -> None:
    reply = assistant_with(CLOSED).ask("Compare the harbours of Velmar and Trieste.")
    assert isinstance(reply, Answer)
    assert reply.missing == ("Trieste",)
    assert any("Trieste" in notice for notice in reply.notices)


def test_a_follow_up_is_resolved_and_shown(assistant_with: Build) -> None:
    turns = [Turn("Who is Mara Ellison?", "Mara Ellison heads the Harbour Board.")]
    reply = assistant_with(CLOSED).ask("What did she say?", turns)
    assert reply.question.text == "What did she say?"
    assert reply.question.searched_for == "What did Mara Ellison say?"


def test_a_question_limited_to_a_brief_sees_no_other(assistant_with: Build) -> None:
    reply = assistant_with(TONNES).ask("How much grain went to Orsk?", within=["port-00000000"])
    assert isinstance(reply, Refusal)
    assert {evidence.source.brief_id for evidence in reply.evidence} == {"port-00000000"}


@pytest.mark.parametrize("question", ["", "   ", "\x00", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_question_is_a_clear_error(assistant_with: Build, question: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        assistant_with().ask(question)
    assert caught.value.__notes__


def test_a_greeting_says_what_can_be_asked(assistant_with: Build) -> None:
    reply = assistant_with().ask("Hello!")
    assert isinstance(reply, Refusal)
    assert "Ask about" in reply.text


def test_a_question_in_another_language_gets_a_notice(assistant_with: Build) -> None:
    reply = assistant_with().ask("Warum wurde der Hafen von Velmar geschlossen und wer war dafür verantwortlich?")
    assert any("English" in notice for notice in reply.notices)


def test_a_cancelled_question_has_no_reply(assistant_with: Build) -> None:
    events = list(assistant_with(CLOSED).events("When did the harbour close?", cancelled=lambda: True))
    assert events == []


def test_summaries_are_called_summaries_everywhere(assistant_with: Build) -> None:
    reply = assistant_with(TONNES).ask("How much grain went to Orsk?")
    sent = reply_to_json(reply)
    assert any("summary" in notice for notice in sent["notices"])
    assert sent["claims"][0]["citations"][0]["summarises"] == "rail.txt"


def test_the_wire_names_every_field(assistant_with: Build) -> None:
    sent = reply_to_json(assistant_with(CLOSED).ask("When did the harbour of Velmar close?"), "q1")
    assert set(sent) >= {
        "id", "question", "searched_for", "kind", "text", "claims", "evidence", "missing", "notices", "reader",
        "seconds",
    }  # fmt: skip
    assert sent["text"] == f"{CLOSED} [1]"
    citation = sent["claims"][0]["citations"][0]
    assert set(citation) >= {
        "number", "brief", "title", "publisher", "author", "published", "source", "heading", "page", "chunk", "start",
        "end", "quote",
    }  # fmt: skip


def test_a_brief_that_the_question_names_is_among_the_passages(library: Any, retriever: Any) -> None:
    narrow = Assistant(library, retriever(library), ScriptedReader(), threshold=0.5, passages=1)
    found = narrow.found(Question("q", "What does Ana Duro write about the fire in the harbour?"))
    assert {evidence.source.brief_id for evidence in found} == {"rail-00000000"}


def test_a_passage_of_a_brief_that_the_library_dropped_is_left_out(library: Any, retriever: Any) -> None:
    stale = retriever(library)
    del library.held["port-00000000"]
    reply = Assistant(library, stale, ScriptedReader([TONNES], 0.9), threshold=0.5).ask("How much grain went to Orsk?")
    assert isinstance(reply, Answer)
    assert [(e.number, e.source.brief_id) for e in reply.evidence] == [(1, "rail-00000000")]


def test_where_every_passage_is_of_a_dropped_brief_nothing_is_found(library: Any, retriever: Any) -> None:
    stale = retriever(library)
    del library.held["port-00000000"]
    assistant = Assistant(library, stale, ScriptedReader([CLOSED], 0.9), threshold=0.5)
    reply = assistant.ask("When did the harbour of Velmar close?", within=["port-00000000"])
    assert isinstance(reply, Refusal)
    assert reply.evidence == ()
    assert "hold no passage" in reply.text


@pytest.mark.parametrize(
    "question", ["Which briefs are there?", "How many briefs mention Orsk?", "How many went to Orsk?"]
)
def test_a_brief_that_goes_once_the_sources_are_known_stops_no_question(
    library: Any, retriever: Any, question: str
) -> None:
    known, stale = library.sources(), retriever(library)
    library.sources = lambda: known
    del library.held["port-00000000"]
    reply = Assistant(library, stale, ScriptedReader([TONNES], 0.9), threshold=0.5).ask(question)
    assert isinstance(reply, Answer)
    assert {evidence.source.brief_id for evidence in reply.evidence} == {"rail-00000000"}


def test_a_brief_that_goes_while_it_is_read_is_still_answered_from(library: Any, retriever: Any) -> None:
    events = Assistant(library, retriever(library), ScriptedReader([TONNES], 0.9), threshold=0.5).events(
        "How much grain went to Orsk?"
    )
    assert isinstance(next(events), Found)
    library.held.clear()
    *_, reply = events
    assert isinstance(reply, Answer)


def test_the_wire_says_which_briefs_a_question_was_limited_to(assistant_with: Build) -> None:
    reply = assistant_with(CLOSED).ask("When did the harbour of Velmar close?", within=["port-00000000"])
    assert reply_to_json(reply)["within"] == ["port-00000000"]


def test_the_questions_before_are_asked_in_order_until_cancelled() -> None:
    asker = ScriptedAsker({})
    assert turns_before(asker, ["Who?", "And when?"]) == (Turn("Who?"), Turn("And when?"))
    assert asker.asked == [("Who?", ()), ("And when?", (Turn("Who?"),))]
    assert turns_before(asker, ["Who?", "And when?"], (), lambda: len(asker.asked) > 2) == (Turn("Who?"),)
