from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerSpan, Citation, Claim, Question, Reply
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Score, Yardstick
from assistant.evaluation.scoring import METRICS, score_reply
from assistant.evaluation.scripted import cited, empty_reply, passage, perfect_reply
from assistant.evaluation.support import JudgeFailed
from corpus.brief import Brief, Span

Briefs = Mapping[str, Brief]
DATE = Span(50, 60)  # "2 May 1998" in the river brief
ONE_WHERE_PERFECT = frozenset(METRICS) - {"words", "seconds", "refused"}


def stored(briefs: Briefs) -> Yardstick:
    return Yardstick(texts={brief.id: brief.text for brief in briefs.values()})


def answer(question: EvalQuestion, *claims: Claim) -> Answer:
    evidence = tuple(dict.fromkeys(citation.evidence for claim in claims for citation in claim.citations))
    return Answer(Question(question.question, question.question), claims, evidence)


def values(question: EvalQuestion, reply: Reply, by: Yardstick | None = None) -> dict[str, float | None]:
    return {name: score.value for name, score in score_reply(question, reply, by).items()}


def test_a_perfect_reply_scores_one_everywhere(when: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    marked = replace(cited(point), answer=(AnswerSpan(0, DATE),))
    got = values(when, answer(when, marked), stored(briefs))
    assert {name: got[name] for name in ONE_WHERE_PERFECT} == dict.fromkeys(ONE_WHERE_PERFECT, 1.0)


def test_a_perfect_reply_of_two_claims_scores_one_everywhere(two: EvalQuestion, briefs: Briefs) -> None:
    got = values(two, perfect_reply(two, briefs), stored(briefs))
    expected = ONE_WHERE_PERFECT - {"f1", "exact"}
    assert {name: got[name] for name in expected} == dict.fromkeys(expected, 1.0)


def test_an_empty_reply_scores_zero_on_what_was_asked_and_nothing_on_what_it_lacks(when: EvalQuestion) -> None:
    got = values(when, empty_reply(when.question))
    zero = {"right", "facts", "lead", "f1", "exact", "answered", "recall_5", "recall_12", "mrr", "ndcg_10"}
    assert {name for name, value in got.items() if value == 0.0} == zero | {"seconds"}
    assert {got[name] for name in set(METRICS) - zero - {"seconds"}} == {None}


def test_a_refusal_of_what_the_briefs_lack_is_right(absent: EvalQuestion) -> None:
    got = values(absent, empty_reply(absent.question))
    assert (got["right"], got["refused"], got["answered"], got["facts"]) == (1.0, 1.0, None, None)


def test_an_answer_to_what_the_briefs_lack_is_wrong(absent: EvalQuestion, when: EvalQuestion, briefs: Briefs) -> None:
    got = values(absent, perfect_reply(when, briefs))
    assert (got["right"], got["refused"], got["answered"]) == (0.0, 0.0, None)


def test_any_wording_of_a_fact_counts_whatever_its_case_and_punctuation(when: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    assert values(when, answer(when, cited(point, "It met on MAY 2 1998!")))["facts"] == 1.0


def test_a_fact_inside_another_word_is_not_stated(two: EvalQuestion, briefs: Briefs) -> None:
    short = replace(two, facts=(("ten",),))
    point = passage(briefs["river.md"], two.quotes[0], 1, 1.0)
    assert values(short, answer(short, cited(point, "Its chair often asked.")))["facts"] == 0.0


def test_half_of_the_facts_is_half_a_score_and_not_right(two: EvalQuestion, briefs: Briefs) -> None:
    scores = score_reply(two, answer(two, cited(passage(briefs["river.md"], two.quotes[0], 1, 1.0))))
    assert (scores["facts"].value, scores["right"].value) == (0.5, 0.0)
    assert "3,200" in scores["facts"].explanation


def test_an_answer_beyond_the_word_limit_is_not_right(when: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    long = answer(when, cited(point), cited(point, "and so on " * 60))
    assert (values(when, long)["facts"], values(when, long)["right"]) == (1.0, 0.0)


def test_the_lead_is_judged_by_the_first_claim_alone(two: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], two.quotes[0], 1, 1.0)
    late = answer(two, cited(point, "Ana Ortega was its chair."), cited(point))
    assert values(two, late)["lead"] == 0.0


def test_token_f1_uses_the_marked_words_and_ignores_articles(when: EvalQuestion, briefs: Briefs) -> None:
    spoken = replace(when, answer="the 2 May")
    point = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    marked = Claim(point.text, (Citation(point, point.span),), 1.0, (AnswerSpan(0, DATE),))
    assert values(spoken, answer(spoken, marked))["f1"] == pytest.approx(0.8)


def test_citations_into_another_brief_are_counted_one_by_one(when: EvalQuestion, briefs: Briefs) -> None:
    river = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    harbour = passage(briefs["harbour.md"], briefs["harbour.md"].text, 2, 0.5)
    both = Claim(river.text, (Citation(river, river.span), Citation(harbour, harbour.span)), 1.0)
    score = score_reply(when, answer(when, both))["brief"]
    assert (score.value, score.hits, score.trials) == (0.5, 1, 2)
    assert "[2] harbour.md" in score.explanation


def test_a_citation_that_adds_nothing_lowers_precision_and_not_recall(when: EvalQuestion, briefs: Briefs) -> None:
    river = passage(briefs["river.md"], when.quotes[0], 1, 1.0)
    harbour = passage(briefs["harbour.md"], briefs["harbour.md"].text, 2, 0.5)
    both = Claim(river.text, (Citation(river, river.span), Citation(harbour, harbour.span)), 1.0)
    got = values(when, answer(when, both))
    assert (got["citation_recall"], got["citation_precision"]) == (1.0, 0.5)


def test_two_citations_that_carry_a_claim_together_are_both_needed(two: EvalQuestion, briefs: Briefs) -> None:
    points = [passage(briefs["river.md"], quote, n, 1 / n) for n, quote in enumerate(two.quotes, start=1)]
    joined = Claim(" ".join(two.quotes), tuple(Citation(point, point.span) for point in points), 1.0)
    assert values(two, answer(two, joined))["citation_precision"] == 1.0


def test_a_quote_that_the_stored_text_lacks_is_not_verbatim(when: EvalQuestion, briefs: Briefs) -> None:
    by = Yardstick(texts={briefs["river.md"].id: "X" + briefs["river.md"].text})
    assert values(when, perfect_reply(when, briefs), by)["verbatim"] == 0.0


def test_words_in_quotation_marks_must_stand_in_the_cited_passage(when: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], "“Water has no passport,” Ortega told the delegates.", 1, 1.0)
    right = cited(point, "She said: “Water has no passport,” as she left.")
    wrong = cited(point, "She said: “Water needs no passport,” as she left.")
    assert values(when, answer(when, right, wrong))["verbatim"] == 0.5


def test_without_stored_text_and_quotation_marks_nothing_is_said_about_quotes(
    when: EvalQuestion, briefs: Briefs
) -> None:
    assert values(when, perfect_reply(when, briefs))["verbatim"] is None


def test_a_figure_that_the_passage_lacks_is_named(two: EvalQuestion, briefs: Briefs) -> None:
    point = passage(briefs["river.md"], two.quotes[0], 1, 1.0)
    score = score_reply(two, answer(two, cited(point, "Ana Ortega asked for 41 million euros.")))["mentions"]
    assert score.value == 0.0
    assert "41 million" in score.explanation


def test_retrieval_is_ranked_by_score_and_not_by_number(when: EvalQuestion, briefs: Briefs) -> None:
    river = passage(briefs["river.md"], when.quotes[0], 1, 0.1)
    harbour = passage(briefs["harbour.md"], briefs["harbour.md"].text, 2, 0.9)
    reply = replace(answer(when, cited(river)), evidence=(river, harbour))
    assert values(when, reply)["mrr"] == 0.5


def test_retrieval_of_two_quotes_discounts_the_later_one(two: EvalQuestion, briefs: Briefs) -> None:
    first = passage(briefs["river.md"], two.quotes[0], 1, 0.9)
    other = passage(briefs["harbour.md"], briefs["harbour.md"].text, 2, 0.8)
    second = passage(briefs["river.md"], two.quotes[1], 3, 0.7)
    got = values(two, replace(answer(two, cited(first)), evidence=(first, other, second)))
    assert (got["recall_5"], got["ndcg_10"]) == (1.0, pytest.approx(1.5 / 1.6309, abs=1e-3))


def test_without_quotes_retrieval_looks_for_the_brief(when: EvalQuestion, briefs: Briefs) -> None:
    plain = replace(when, quotes=())
    other = passage(briefs["river.md"], "The two governments signed nothing that spring.", 1, 1.0)
    assert values(plain, answer(plain, cited(other)))["recall_5"] == 1.0


def test_an_answer_with_something_missing_is_half_an_answer(when: EvalQuestion, briefs: Briefs) -> None:
    reply = perfect_reply(when, briefs)
    assert isinstance(reply, Answer)
    score = score_reply(when, replace(reply, missing=("the second meeting",)))["whole"]
    assert score.value == 0.0
    assert "the second meeting" in score.explanation


def test_a_judge_that_gives_no_number_is_an_error_and_never_a_score(when: EvalQuestion, briefs: Briefs) -> None:
    for judge in (lambda claim, sentences: float("nan"), lambda claim, sentences: float("yes")):
        with pytest.raises(JudgeFailed, match="Selva River"):
            score_reply(when, perfect_reply(when, briefs), Yardstick(judge=judge))


def test_every_score_explains_itself(two: EvalQuestion, absent: EvalQuestion, briefs: Briefs) -> None:
    replies = [(two, perfect_reply(two, briefs)), (two, empty_reply("?")), (absent, perfect_reply(two, briefs))]
    scores = [score for question, reply in replies for score in score_reply(question, reply).values()]
    assert [score for score in scores if not score.explanation] == []


def test_the_same_reply_is_scored_the_same_twice(two: EvalQuestion, briefs: Briefs) -> None:
    first: dict[str, Score] = score_reply(two, perfect_reply(two, briefs))
    assert first == score_reply(two, perfect_reply(two, briefs))
