"""The scorers on the bundled questions: what can be reached, and what a reader that says nothing reaches."""

from pathlib import Path

import pytest

import corpus
from assistant.evaluation.question_files import read_set
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.scoring import score_reply
from assistant.evaluation.scripted import empty_reply, perfect_reply
from corpus.brief import Brief, Source

SAMPLE = Path(corpus.__file__).parent / "sample"


@pytest.fixture(scope="module")
def sample() -> QuestionSet:
    return read_set(SAMPLE)


@pytest.fixture(scope="module")
def files() -> dict[str, Brief]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (SAMPLE / "briefs").glob("*.md")}
    return {name: Brief(name, text, Source(name, name, name)) for name, text in texts.items()}


def test_the_sample_reads_as_a_dataset_with_a_third_of_unanswerable_questions(sample: QuestionSet) -> None:
    absent = [question for question in sample.questions if not question.answerable]
    assert len(sample.questions) >= 200
    assert len(absent) >= 70


def test_the_expected_quotes_answer_every_question_of_the_sample(sample: QuestionSet, files: dict[str, Brief]) -> None:
    scored = {question.id: score_reply(question, perfect_reply(question, files)) for question in sample.questions}
    assert [
        (name, scores["right"].explanation) for name, scores in scored.items() if scores["right"].value != 1.0
    ] == []
    assert [
        (name, scores["brief"].explanation) for name, scores in scored.items() if scores["brief"].value == 0.0
    ] == []


def test_saying_nothing_gets_only_the_unanswerable_right(sample: QuestionSet) -> None:
    for question in sample.questions:
        assert score_reply(question, empty_reply(question.question))["right"].value == float(not question.answerable)
