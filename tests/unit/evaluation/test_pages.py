import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.answer import Answer, Reply
from assistant.evaluation.comparing import compare
from assistant.evaluation.pages import to_html, to_markdown
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import Report, without_texts
from assistant.evaluation.running import run_set
from assistant.evaluation.scripted import ScriptedAsker, cited, empty_reply, perfect_reply
from corpus.brief import Brief

Briefs = Mapping[str, Brief]
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script> | ![x](http://x.example/y) `{{ 7*7 }}`'


def report_of(questions: tuple[EvalQuestion, ...], replies: Mapping[str, Reply]) -> Report:
    return run_set(QuestionSet("river <set>", questions), ScriptedAsker(dict(replies)), {"reader": "scripted"})


@pytest.fixture
def questions(when: EvalQuestion, two: EvalQuestion, absent: EvalQuestion) -> tuple[EvalQuestion, ...]:
    return when, two, absent


@pytest.fixture
def good(questions: tuple[EvalQuestion, ...], briefs: Briefs) -> Report:
    return report_of(questions, {item.question: perfect_reply(item, briefs) for item in questions})


@pytest.fixture
def worse(questions: tuple[EvalQuestion, ...], briefs: Briefs) -> Report:
    return report_of(questions, {questions[0].question: perfect_reply(questions[0], briefs)})


def test_every_question_has_a_row_with_answer_passage_and_reasons(good: Report) -> None:
    page = to_html(good)
    assert page.count("<tr data-verdict=") == 3
    for words in ("first met in Geneva", "Basin Review", "river-00000001, 0–61", "1 of 1 facts stated, in 12 words"):
        assert words in page


def test_a_page_loads_nothing_from_outside(good: Report) -> None:
    page = to_html(good)
    assert re.findall(r"(?:src|href)\s*=|url\(|@import|https?://", page) == []
    assert "default-src 'none'" in page


def test_texts_in_another_direction_are_set_apart_and_turn_nothing(when: EvalQuestion, briefs: Briefs) -> None:
    turned = "Who \u202ewon?"
    page = to_html(report_of((replace(when, question=turned),), {turned: perfect_reply(when, briefs)}))
    assert "<bdi>Who �won?</bdi>" in page
    assert '<div dir="auto">' in page
    assert "\u202e" not in page


def test_hostile_texts_are_shown_and_do_nothing(when: EvalQuestion, briefs: Briefs) -> None:
    asked = replace(when, question=HOSTILE, tags=(HOSTILE,))
    reply = perfect_reply(when, briefs)
    assert isinstance(reply, Answer)
    hostile = replace(reply, claims=(cited(reply.evidence[0], HOSTILE),))
    report = report_of((asked,), {HOSTILE: hostile})
    page, text = to_html(report), to_markdown(report)
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(2)" in page
    assert "{{ 7*7 }}" in page
    assert "<img" not in text.replace("\\<img", "")
    assert "![" not in text.replace("\\!\\[", "")


def test_markdown_tables_keep_their_columns_whatever_the_texts_hold(when: EvalQuestion) -> None:
    report = report_of((replace(when, question="a | b\n\n| c |"),), {})
    rows = [line for line in to_markdown(report).splitlines() if line.startswith("| when")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [5]


def test_flips_come_first_then_gains_then_drifts(good: Report, worse: Report, briefs: Briefs) -> None:
    rows = [line.split(" | ")[:2] for line in to_markdown(worse, compare(good, worse)).splitlines() if "now " in line]
    assert rows[0] == ["| now wrong", "two"]
    back = compare(worse, good)
    assert ([c.after.id for c in back.broken], [c.after.id for c in back.fixed]) == ([], ["two"])


def test_a_comparison_says_in_words_whether_it_could_be_chance(good: Report, worse: Report) -> None:
    words = compare(good, worse).words
    assert words.startswith("Of 3 questions, 1 right before and wrong now, 0 wrong before and right now: this could be")
    assert "p = 1" in words


def test_a_reply_that_changed_within_its_verdict_is_a_drift(
    good: Report, questions: tuple[EvalQuestion, ...], briefs: Briefs
) -> None:
    replies: dict[str, Reply] = {item.question: perfect_reply(item, briefs) for item in questions}
    first = replies[questions[0].question]
    assert isinstance(first, Answer)
    replies[questions[0].question] = replace(first, claims=(*first.claims, *first.claims))
    comparison = compare(good, report_of(questions, replies))
    assert [change.after.id for change in comparison.drifts] == ["when"]
    assert not comparison.is_regression


def test_a_question_that_was_changed_is_left_out_of_the_comparison(
    good: Report, questions: tuple[EvalQuestion, ...]
) -> None:
    changed = replace(questions[0], facts=(("never",),))
    comparison = compare(good, report_of((changed, *questions[1:]), {}))
    assert (comparison.compared, comparison.left_out) == (2, 1)


def test_runs_without_a_question_in_common_are_not_compared(good: Report) -> None:
    other = report_of((EvalQuestion("x", "Who?", answerable=False),), {"Who?": empty_reply("Who?")})
    comparison = compare(good, other)
    assert comparison.words == "The two runs have no question in common, so nothing can be compared."
    assert not comparison.is_regression


def test_an_error_is_shown_as_one(when: EvalQuestion) -> None:
    report = run_set(QuestionSet("s", (when,)), ScriptedAsker({when.question: RuntimeError("<b>oh</b>")}), {})
    assert '<tr data-verdict="error">' in to_html(report)
    assert "&lt;b&gt;oh&lt;/b&gt;" in to_html(report)
    assert "1 questions got no reply" in to_markdown(report)


def test_a_report_without_texts_can_still_be_compared_and_shown(good: Report, worse: Report) -> None:
    comparison = compare(without_texts(good), worse)
    assert [change.after.id for change in comparison.broken] == ["two"]
    assert comparison.drifts == ()
    assert "two" in to_html(without_texts(good), comparison)
