"""The reader that needs no trained reading model."""

from collections.abc import Callable, Generator
from typing import Any

import pytest

from assistant.answer import Claim, Question, Reading
from assistant.readers.sentences import SentencesReader, reading_of, texts_of

pytestmark = pytest.mark.usefixtures("fixed_ranking")
PORT = "The quay of Velmar burned in May 2021. It was rebuilt in 2022. Anna sold apples."


def read(reader: Any, question: str, *passages: Any) -> tuple[list[Claim], Reading]:
    """Claims and what was found out."""
    stream: Generator[Claim, None, Reading] = reader.read(Question(question, question), passages)
    claims = []
    while True:
        try:
            claims.append(next(stream))
        except StopIteration as done:
            return claims, done.value


def test_the_sentence_that_answers_is_cited_word_for_word(vectors: Any, passage: Callable[..., Any]) -> None:
    claims, reading = read(SentencesReader(vectors), "When did the quay of Velmar burn?", passage(PORT, start=40))
    assert claims[0].text == "The quay of Velmar burned in May 2021."
    assert claims[0].verbatim
    (citation,) = claims[0].citations
    assert (citation.span.start, citation.quote) == (40, claims[0].text)
    assert reading.answerability > 0.5


def test_a_question_of_something_else_is_found_less_answerable(vectors: Any, passage: Callable[..., Any]) -> None:
    reader = SentencesReader(vectors)
    _, met = read(reader, "When did the quay of Velmar burn?", passage(PORT))
    _, unmet = read(reader, "When did the mill of Orsk open?", passage(PORT))
    assert met.answerability > unmet.answerability


def test_without_a_sentence_nothing_is_claimed(vectors: Any, passage: Callable[..., Any]) -> None:
    assert read(SentencesReader(vectors), "When?") == ([], Reading(0.0))
    assert read(SentencesReader(vectors), "When?", passage("## A heading")) == ([], Reading(0.0))


def test_passages_are_ranked_by_their_best_sentence(vectors: Any, passage: Callable[..., Any]) -> None:
    other = passage("Bruno baked bread.", number=1, brief="rail")
    _, reading = read(SentencesReader(vectors), "When did the quay burn?", other, passage(PORT, number=2))
    assert reading.ranking == (2, 1)
    assert reading.closest[0].quote.startswith("The quay of Velmar burned")


def test_the_same_question_gives_the_same_reading(vectors: Any, passage: Callable[..., Any]) -> None:
    asked = ("When did the quay of Velmar burn?", passage(PORT))
    assert read(SentencesReader(vectors), *asked) == read(SentencesReader(vectors), *asked)


def test_sentences_are_compared_alone_with_what_they_lean_on_and_in_context(
    vectors: Any, sentences_of: Callable[..., Any], passage: Callable[..., Any]
) -> None:
    found = sentences_of(PORT)
    read(SentencesReader(vectors), "When?", passage(PORT))
    assert vectors.asked == texts_of(found)
    assert texts_of(found)[3:6] == [found[1].text, found[1].whole_text, found[1].window_text]


def test_the_closest_are_the_three_likeliest(sentences_of: Callable[..., Any]) -> None:
    import numpy as np

    found = sentences_of("Anna slept. Bruno baked. Clara sang. Dora dug.")
    reading = reading_of(0.25, found, np.array([0.1, 0.4, 0.2, 0.3]))
    assert [citation.quote for citation in reading.closest] == ["Bruno baked.", "Dora dug.", "Clara sang."]
    assert (reading.answerability, reading.ranking) == (0.25, (1,))
