"""The sentences of the passages."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.readers.candidates import candidates_of, leans
from corpus.brief import Span

PORT = "## The fire\n\nThe quay burned in May 2021. It was rebuilt in 2022.\n\nMara Ellison paid for the work."


def test_every_sentence_is_a_candidate_and_a_heading_is_none(sentences_of: Callable[..., Any]) -> None:
    assert [c.text for c in sentences_of(PORT)] == [
        "The quay burned in May 2021.",
        "It was rebuilt in 2022.",
        "Mara Ellison paid for the work.",
    ]


def test_spans_count_in_the_brief_not_in_the_passage(sentences_of: Callable[..., Any]) -> None:
    text = f"{'x' * 100}{PORT}"
    for candidate in sentences_of(PORT, start=100):
        assert text[candidate.span.start : candidate.span.end] == candidate.text
        assert text[candidate.whole.start : candidate.whole.end] == candidate.whole_text
        assert candidate.cut(candidate.span) == candidate.text


def test_a_leaning_sentence_brings_the_one_before_it_along(sentences_of: Callable[..., Any]) -> None:
    burned, rebuilt, paid = sentences_of(PORT)
    assert rebuilt.leans
    assert rebuilt.whole_text == "The quay burned in May 2021. It was rebuilt in 2022."
    assert (burned.lead, burned.whole) == (None, burned.span)
    assert paid.lead is None, "the sentence before stands in another paragraph"


def test_the_window_holds_the_sentence_before_whether_it_is_leant_on_or_not(sentences_of: Callable[..., Any]) -> None:
    first, second = sentences_of("The quay burned in May 2021. Velmar has two harbours.")
    assert not second.leans
    assert second.whole_text == second.text
    assert second.window_text == f"{first.text} {second.text}"


def test_a_sentence_in_two_passages_counts_once_in_the_better_one(passage: Callable[..., Any]) -> None:
    text = "The quay burned in May 2021. It was rebuilt in 2022."
    found = candidates_of([passage(text), passage(text[29:], number=2, start=29)])
    assert [(c.text, c.order, c.evidence.number) for c in found] == [
        ("The quay burned in May 2021.", 0, 1),
        ("It was rebuilt in 2022.", 0, 1),
    ]


def test_the_same_words_of_two_briefs_are_two_candidates(passage: Callable[..., Any]) -> None:
    text = "The quay burned in May 2021."
    assert len(candidates_of([passage(text), passage(text, number=2, brief="rail")])) == 2


def test_the_paragraph_ends_where_the_passage_ends(sentences_of: Callable[..., Any]) -> None:
    paid = sentences_of(PORT)[-1]
    assert paid.cut(paid.paragraph) == "Mara Ellison paid for the work."
    assert paid.paragraph == Span(len(PORT) - len("Mara Ellison paid for the work."), len(PORT))


@pytest.mark.parametrize("sentence", ["He left.", "“They lost,” she said.", "The group denied it.", "As a result, no."])
def test_what_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize("sentence", ["Heather left.", "The harbour closed.", "Items were lost.", "Thistles grow."])
def test_what_stands_alone_does_not_lean(sentence: str) -> None:
    assert not leans(sentence)
