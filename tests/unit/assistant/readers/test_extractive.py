"""The trained reader, with a model that is told what to find."""

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
import pytest

from assistant.answer import Claim, Question, Reading
from assistant.readers import extractive
from assistant.readers.asking import asked_for
from assistant.readers.candidates import candidates_of
from assistant.readers.extractive import READ_ANSWERABILITY, READ_FEATURES, ExtractiveReader, read_signals_of
from assistant.readers.ranking import Logistic, Ranking
from assistant.readers.span_model import Passage, SpanReading

pytestmark = pytest.mark.usefixtures("fixed_ranking")
PORT = "The quay of Velmar burned in May 2021. Anna sold apples."
WHEN = "When did the quay of Velmar burn?"


class ToldModel:
    """Finds the given words wherever they stand; remembers what it was given to read."""

    def __init__(self, found: dict[str, float], answerable: Sequence[float] = ()) -> None:
        self._found = found
        self._answerable = list(answerable)
        self.read_texts: list[Passage] = []

    def read(self, question: str, passages: Sequence[Passage], batch_size: int = 16) -> list[SpanReading]:
        """One reading a passage."""
        self.read_texts += passages
        return [self._reading(number, passage) for number, passage in enumerate(passages)]

    def _reading(self, number: int, passage: Passage) -> SpanReading:
        spans = tuple(
            (passage.text.index(words), passage.text.index(words) + len(words), score)
            for words, score in self._found.items()
            if words in passage.text
        )
        inside = tuple(
            max((score for s, e, score in spans if start <= s and e <= end), default=0.0)
            for start, end in passage.sentences
        )
        answerable = self._answerable[number] if self._answerable else max(inside, default=0.0)
        return SpanReading(answerable, spans, inside)


def test_answer_words_are_marked_in_the_briefs_coordinates(vectors: Any, passage: Callable[..., Any]) -> None:
    reader = ExtractiveReader(ToldModel({"May 2021": 0.9, "2021": 0.4}), vectors)
    claims = list(reader.read(Question(WHEN, WHEN), [passage(PORT, start=40)]))
    (mark,) = claims[0].answer
    text = " " * 40 + PORT
    assert text[mark.span.start : mark.span.end] == "May 2021"
    assert claims[0].citations[mark.citation].span.contains(mark.span)


def test_what_the_model_found_moves_a_sentence_up(vectors: Any, passage: Callable[..., Any]) -> None:
    question = Question("What was sold?", "What was sold?")
    first = next(ExtractiveReader(ToldModel({"apples": 0.9}), vectors).read(question, [passage(PORT)]))
    assert first.text == "Anna sold apples."


def test_words_that_the_model_is_unsure_of_are_not_marked(vectors: Any, passage: Callable[..., Any]) -> None:
    reader = ExtractiveReader(ToldModel({"May 2021": 0.05}), vectors)
    assert not next(reader.read(Question(WHEN, WHEN), [passage(PORT)])).answer


def test_words_across_two_sentences_are_not_marked(vectors: Any, passage: Callable[..., Any]) -> None:
    reader = ExtractiveReader(ToldModel({"2021. Anna": 0.9}), vectors)
    assert not any(claim.answer for claim in reader.read(Question(WHEN, WHEN), [passage(PORT)]))


def test_without_a_sentence_nothing_is_read(vectors: Any, passage: Callable[..., Any]) -> None:
    model = ToldModel({})
    assert list(ExtractiveReader(model, vectors).read(Question(WHEN, WHEN), [passage("## A heading")])) == []
    assert model.read_texts == []


def test_the_model_reads_text_and_header_apart(vectors: Any, passage: Callable[..., Any]) -> None:
    model = ToldModel({})
    list(ExtractiveReader(model, vectors).read(Question(WHEN, WHEN), [passage(PORT, heading="The fire")]))
    (given,) = model.read_texts
    assert (given.header, given.text) == ("Port | The fire", PORT)
    assert [PORT[start:end] for start, end in given.sentences] == [
        "The quay of Velmar burned in May 2021.",
        "Anna sold apples.",
    ]


def test_a_sentence_in_two_passages_takes_the_reading_of_the_surer_one(
    vectors: Any, passage: Callable[..., Any]
) -> None:
    evidence = [passage(PORT), passage(PORT[39:], number=2, start=39)]
    reader = ExtractiveReader(ToldModel({"apples": 0.9}, answerable=[0.2, 0.8]), vectors)
    candidates = candidates_of(evidence)
    rows, _ = reader.features(WHEN, candidates, evidence)
    assert rows.shape == (2, len(READ_FEATURES))
    assert rows[:, READ_FEATURES.index("passage")].tolist() == [0.2, 0.8]


def test_signals_hold_what_the_model_found_as_log_odds(vectors: Any, passage: Callable[..., Any]) -> None:
    evidence = [passage(PORT)]
    reader = ExtractiveReader(ToldModel({"May 2021": 0.5}, answerable=[1.0]), vectors)
    candidates = candidates_of(evidence)
    rows, marked = reader.features(WHEN, candidates, evidence)
    signals = read_signals_of(WHEN, candidates, rows, np.array([0.9, 0.1]), marked)
    by_name = dict(zip(READ_ANSWERABILITY, signals, strict=True))
    assert np.isfinite(signals).all()
    assert by_name["best_span"] == pytest.approx(0.0)
    assert by_name["any_passage"] > 5
    assert by_name["words_unmet"] == 0.0


def finished(steps: Generator[Claim, None, Reading]) -> Reading:
    """What a reader returns once its claims are through."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            reading: Reading = done.value
            return reading


def test_a_comparison_is_judged_by_what_the_model_found_too(
    vectors: Any, passage: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Ranking(Logistic({"evidence": 1.0}, 0.0), Logistic({"any_passage": 1.0}, 0.0), 0.5)
    monkeypatch.setattr(extractive, "ranking_of", lambda _name: told)
    question = Question("Compare the quay with the mill.", "Compare the quay with the mill.")
    assert asked_for(question.text).kind == "comparison"
    for answerable in (0.02, 0.98):
        reader = ExtractiveReader(ToldModel({"May 2021": 0.5}, answerable=[answerable]), vectors)
        assert finished(reader.read(question, [passage(PORT)])).answerability == pytest.approx(answerable)


def test_words_that_are_nearly_the_whole_sentence_are_not_marked(vectors: Any, passage: Callable[..., Any]) -> None:
    sentence = PORT.split(". ", maxsplit=1)[0]
    reader = ExtractiveReader(ToldModel({sentence: 0.9}), vectors)
    assert not any(claim.answer for claim in reader.read(Question(WHEN, WHEN), [passage(PORT)]))
