from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, Question, Refusal
from assistant.answering import COLLECTION
from assistant.rendering import plain_text
from assistant.ui.asking import Draft
from assistant.ui.conversations import StoredTurn
from assistant.ui.replies import byline, draft_html, panel_html, published_in_words, thread_html, turn_view
from assistant.ui.scripted import ScriptedDesk
from assistant.wire import reply_to_json


def stored(desk: ScriptedDesk, question: str) -> StoredTurn:
    reply = desk.asker().ask(question)
    return StoredTurn(reply_to_json(reply), plain_text(reply))


def test_an_answer_has_its_words_in_bold_and_a_chip_for_each_source(desk: ScriptedDesk) -> None:
    html = thread_html([stored(desk, "When did the bridge open?")])
    assert "<strong>3 June 2019</strong>" in html
    assert 'href="#t0-p1"' in html
    assert 'aria-label="Source 1: A bridge"' in html
    assert "Word for word from the briefs." in html


def test_ids_of_turns_never_meet(desk: ScriptedDesk) -> None:
    turns = [stored(desk, "When did the bridge open?")] * 2
    html = thread_html(turns) + panel_html(turns)
    assert html.count('id="t0-p1"') == html.count('id="t1-p1"') == 1


def test_a_passage_says_whose_words_it_is_and_marks_them(desk: ScriptedDesk) -> None:
    html = panel_html([stored(desk, "When did the bridge open?")])
    for said in ("A bridge", "River Post · June 2019", "Summary, not the original wording", "a late gift"):
        assert said in html
    assert '<mark data-keys="0">The bridge opened on </mark><mark data-keys="0"><strong>3 June 2019</strong>' in html
    assert 'href="/brief/bridge-11aa22bb?start=15&amp;end=48#here"' in html


def test_cited_words_can_be_copied_with_their_source(desk: ScriptedDesk) -> None:
    reply = stored(desk, "When did the bridge open?").reply
    claim = reply["claims"][0]
    cost = desk.shelf["bridge-11aa22bb"].text.index("It cost")
    places = ((cost, cost + 19), (15, 48), (19, 25))
    cited = [claim["citations"][0] | {"start": start, "end": end} for start, end in places]
    html = panel_html([StoredTurn(reply | {"claims": [claim | {"citations": cited}]}, "")])
    assert (
        'data-copy="“The bridge opened on 3 June 2019.” … “It cost 12 million.”\n'
        'A bridge, River Post, 2019-06, summary, not the original wording"'
    ) in html
    assert html.count("data-copy") == 1


def test_a_copied_quote_cannot_leave_its_attribute(desk: ScriptedDesk) -> None:
    html = panel_html([stored(desk, "What is the toll?")])
    assert 'data-copy="“The toll is two euros &lt;b&gt;a car&lt;/b&gt;.”\nThe toll"' in html


def test_text_in_another_direction_is_set_apart(desk: ScriptedDesk) -> None:
    turns = [stored(desk, "When did the bridge open?"), stored(desk, "Who sings?")]
    thread, panel = thread_html(turns), panel_html(turns)
    assert '<h2 class="question" dir="auto">' in thread
    assert '<p class="said" dir="auto"><span class="claim">' in thread
    assert "<bdi>A bridge</bdi></a>" in thread
    assert "<strong>Not found:</strong> <bdi>Who sings?</bdi></p>" in thread
    assert "“<bdi>Who sings?</bdi>”" in panel
    assert "<bdi>A bridge</bdi></h3>" in panel
    assert '<p dir="auto"><mark' in panel


def test_a_refusal_shows_the_closest_passages_and_no_answer(desk: ScriptedDesk) -> None:
    html = thread_html([stored(desk, "Who sings?")])
    assert "Not in the briefs" in html
    assert html.count("<li value=") == 2
    assert "&lt;b&gt;a car&lt;/b&gt;" in html


def test_markup_in_an_answer_is_shown_as_text(desk: ScriptedDesk) -> None:
    html = thread_html([stored(desk, "What is the toll?")])
    assert "<b>" not in html
    assert "<strong>two euros</strong> &lt;b&gt;a car" in html


def test_what_was_searched_for_is_shown_only_where_it_differs(desk: ScriptedDesk) -> None:
    turn = stored(desk, "What is the toll?")
    assert "data-searched" not in thread_html([turn])
    other = StoredTurn(turn.reply | {"searched_for": "What is the toll of the bridge?"}, "")
    assert 'value="What is the toll of the bridge?"' in thread_html([other])


def test_bold_words_follow_the_citation_where_they_occur_twice(desk: ScriptedDesk) -> None:
    reply: dict[str, Any] = stored(desk, "When did the bridge open?").reply
    claim = reply["claims"][0] | {
        "text": "It opened. The bridge opened on 3 June 2019.",
        "answer": [{"citation": 1, "start": 26, "end": 32}],
    }
    view = turn_view(0, StoredTurn(reply | {"claims": [claim]}, ""))
    assert view.claims[0].html == "It opened. The bridge <strong>opened</strong> on 3 June 2019."


def test_answer_words_that_the_claim_does_not_repeat_are_left_out(desk: ScriptedDesk) -> None:
    reply: dict[str, Any] = stored(desk, "When did the bridge open?").reply
    claim = reply["claims"][0] | {"text": "It opened late."}
    assert "<strong>" not in turn_view(0, StoredTurn(reply | {"claims": [claim]}, "")).claims[0].html


@pytest.mark.parametrize(
    ("stage", "said"),
    [("loading", "Loading the models"), ("searching", "Searching"), ("stopped", "Stopped"), ("failed", "No disk. Buy")],
)
def test_a_question_at_work_says_how_far_it_is(stage: str, said: str) -> None:
    assert said in draft_html(Draft("Why?", stage, message="No disk.", advice="Buy one."), 0)


def test_dates_are_as_precise_as_they_are() -> None:
    said = [published_in_words(date) for date in ("2023", "2023-08", "2023-08-05", None)]
    assert said == ["2023", "August 2023", "5 August 2023", ""]
    assert byline(None, "Ada Berg", "2023") == "Ada Berg · 2023"


def test_a_reply_that_looked_nothing_up_gives_no_verdict_on_the_briefs() -> None:
    hello = Question("Hello", "Hello")
    turn = StoredTurn(reply_to_json(Refusal(hello, "Hello. Ask about the briefs.", reader=COLLECTION)), "")
    html = thread_html([turn]) + panel_html([turn])
    assert "Hello. Ask about the briefs." in html
    for verdict in ("Not in the briefs", "refused", "Closest passages"):
        assert verdict not in html


def test_a_counted_answer_does_not_claim_a_check(desk: ScriptedDesk) -> None:
    reply = desk.asker().ask("When did the bridge open?")
    assert isinstance(reply, Answer)
    counted = replace(reply, claims=(replace(reply.claims[0], text="1 of 2 briefs mentions it."),), reader=COLLECTION)
    html = thread_html([StoredTurn(reply_to_json(counted), "")])
    assert "Counted over the library." in html
    assert "was checked" not in html
    limited = replace(counted, question=Question("q", "q", ("bridge-11aa22bb",)))
    assert "Counted over the chosen briefs." in thread_html([StoredTurn(reply_to_json(limited), "")])
