"""Planted regressions: each is caught by the score that should catch it, and called a regression."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from assistant.answer import Answer, Citation, Claim, Question, Refusal, Reply
from assistant.evaluation.comparing import Comparison, compare
from assistant.evaluation.question_files import read_set
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import Report
from assistant.evaluation.running import run_set
from assistant.evaluation.scripted import ScriptedAsker, cited, empty_reply, passage, perfect_reply
from corpus.brief import Brief, Source

SAMPLE = Path(corpus.__file__).parent / "sample"
Spoil = Callable[[EvalQuestion, Reply], Reply]


@pytest.fixture(scope="module")
def files() -> Mapping[str, Brief]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (SAMPLE / "briefs").glob("*.md")}
    return {name: Brief(name, text, Source(name, name, name)) for name, text in texts.items()}


@pytest.fixture(scope="module")
def sample() -> QuestionSet:
    """The bundled questions whose words are their own, so that a script by question is not ambiguous."""
    read = read_set(SAMPLE)
    words = [question.question for question in read.questions]
    kept = tuple(item for item in read.questions if words.count(item.question) == 1 and not item.history)
    return replace(read, questions=kept)


@pytest.fixture(scope="module")
def good(sample: QuestionSet, files: Mapping[str, Brief]) -> dict[str, Reply]:
    """Perfect replies, each with passages of no use below the useful ones."""
    return {question.question: _padded(perfect_reply(question, files), files) for question in sample.questions}


def _padded(reply: Reply, files: Mapping[str, Brief]) -> Reply:
    first = len(reply.evidence)
    idle = tuple(
        passage(brief, brief.text.split("\n\n")[2][:40], first + n, 0.01 / n)
        for n, brief in enumerate(files.values(), start=1)
    )
    return replace(reply, evidence=(*reply.evidence, *idle))


@pytest.fixture(scope="module")
def baseline(sample: QuestionSet, good: dict[str, Reply]) -> Report:
    return run_set(sample, ScriptedAsker(dict(good)), {"reader": "good"})


@pytest.fixture(scope="module")
def spoilt(sample: QuestionSet, good: dict[str, Reply], baseline: Report) -> Callable[[Spoil], Comparison]:
    def run(spoil: Spoil) -> Comparison:
        replies = {item.question: spoil(item, good[item.question]) for item in sample.questions}
        return compare(baseline, run_set(sample, ScriptedAsker(dict(replies)), {"reader": "spoilt"}))

    return run


def fallen(comparison: Comparison) -> set[str]:
    return {change.metric for change in comparison.metrics if change.is_worse}


def test_the_same_replies_are_no_regression(spoilt: Callable[[Spoil], Comparison]) -> None:
    comparison = spoilt(lambda question, reply: reply)
    assert (comparison.is_regression, comparison.broken, comparison.drifts) == (False, (), ())
    assert comparison.words.endswith("no verdict changed.")


def test_a_reversed_retriever_is_caught_by_the_ranking_scores_alone(spoilt: Callable[[Spoil], Comparison]) -> None:
    def reverse(question: EvalQuestion, reply: Reply) -> Reply:
        return replace(reply, evidence=tuple(replace(item, score=-item.score) for item in reply.evidence))

    comparison = spoilt(reverse)
    assert {"mrr", "ndcg_10"} <= fallen(comparison)
    assert fallen(comparison) <= {"mrr", "ndcg_10", "recall_5", "recall_12"}
    assert comparison.is_regression


def test_citations_shifted_by_one_are_caught_by_the_citation_scores_alone(
    spoilt: Callable[[Spoil], Comparison],
) -> None:
    def shift(question: EvalQuestion, reply: Reply) -> Reply:
        if isinstance(reply, Refusal):
            return reply
        shifted = (*reply.evidence[1:], reply.evidence[0])
        following = {item.number: other for item, other in zip(reply.evidence, shifted, strict=True)}
        claims = [(claim, following[claim.citations[0].evidence.number]) for claim in reply.claims]
        return replace(reply, claims=tuple(Claim(claim.text, (Citation(to, to.span),), 1.0) for claim, to in claims))

    comparison = spoilt(shift)
    assert {"citation_recall", "citation_precision", "passage"} <= fallen(comparison)
    assert not fallen(comparison) & {"facts", "right", "lead", "mrr", "refused", "answered"}
    assert comparison.is_regression


def test_refusals_switched_off_are_caught_by_the_refusal_of_the_unanswerable(
    spoilt: Callable[[Spoil], Comparison], files: Mapping[str, Brief]
) -> None:
    brief = next(iter(files.values()))
    point = passage(brief, brief.text.split("\n\n")[1][:60], 1, 1.0)

    def answer(question: EvalQuestion, reply: Reply) -> Reply:
        asked = Question(question.question, question.question)
        return Answer(asked, (cited(point),), (point,)) if isinstance(reply, Refusal) else reply

    comparison = spoilt(answer)
    assert fallen(comparison) == {"right", "refused"}
    assert {change.after.answerable for change in comparison.broken} == {False}


def test_refusing_everything_is_caught_by_the_answering_of_the_answerable(
    spoilt: Callable[[Spoil], Comparison],
) -> None:
    comparison = spoilt(lambda question, reply: replace(empty_reply(question.question), evidence=reply.evidence))
    assert {"right", "answered", "facts"} <= fallen(comparison)
    assert "refused" not in fallen(comparison)


def test_wrong_dates_are_caught_by_the_names_and_figures_check(spoilt: Callable[[Spoil], Comparison]) -> None:
    def misdate(question: EvalQuestion, reply: Reply) -> Reply:
        if isinstance(reply, Refusal):
            return reply
        claims = tuple(replace(claim, text=claim.text.replace("20", "19")) for claim in reply.claims)
        return replace(reply, claims=claims)

    comparison = spoilt(misdate)
    assert "mentions" in fallen(comparison)
    assert not fallen(comparison) & {"brief", "mrr", "recall_5", "refused"}


def test_longer_answers_are_caught_by_the_verdict(spoilt: Callable[[Spoil], Comparison]) -> None:
    def babble(question: EvalQuestion, reply: Reply) -> Reply:
        if isinstance(reply, Refusal):
            return reply
        return replace(reply, claims=reply.claims * (160 // len(reply.claims[0].text.split()) + 1))

    comparison = spoilt(babble)
    assert fallen(comparison) == {"right"}
    assert len(comparison.broken) == sum(change.after.answerable for change in comparison.broken)
