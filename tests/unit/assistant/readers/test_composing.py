"""From ranked sentences to claims."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from assistant.readers.asking import asked_for
from assistant.readers.candidates import candidates_of
from assistant.readers.composing import ACROSS, MANY, MOST_WORDS, ONE, compose, quota_of
from corpus.brief import Span

WHEN = "When did the quay burn?"
WHY = "Why did the quay burn?"
LIST = "Which harbours burned?"
COMPARE = "How do the briefs differ on the quay?"


def said(question: str, candidates: Sequence[Any], *probabilities: float, marked: Any = ()) -> list[str]:
    """The texts of the claims."""
    return [c.text for c in compose(asked_for(question), candidates, np.array(probabilities), marked)]


@pytest.mark.parametrize(("question", "quota"), [(WHEN, ONE), (WHY, MANY), (LIST, MANY), (COMPARE, ACROSS)])
def test_how_much_is_said_depends_on_what_is_asked(question: str, quota: Any) -> None:
    assert quota_of(asked_for(question)) == quota


def test_without_sentences_there_are_no_claims() -> None:
    assert compose(asked_for(WHEN), (), np.zeros(0)) == ()


def test_the_best_comes_first_and_equals_keep_their_order(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("Anna sold apples. Bruno baked bread. Clara caught crabs.")
    assert said(WHEN, found, 0.4, 0.9, 0.4) == ["Bruno baked bread.", "Anna sold apples.", "Clara caught crabs."]


def test_one_claim_is_made_however_unsure_and_a_weak_second_is_left_out(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("Anna sold apples. Bruno baked bread.")
    assert said(WHEN, found, 0.001, 0.0) == ["Anna sold apples."]
    assert said(WHEN, found, 0.9, ONE.share * 0.9 / 2) == ["Anna sold apples."]


def test_a_fact_takes_no_more_than_its_quota(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("Anna sold apples. Bruno baked bread. Clara caught crabs. Dora dug ditches. Emil ate eggs.")
    assert len(said(WHEN, found, *[0.9] * 5)) == ONE.claims
    assert len(said(WHY, found, *[0.9] * 5)) == 5


def test_an_answer_never_grows_beyond_its_words(sentences_of: Callable[..., Any]) -> None:
    long = " ".join(f"Harbour {letter} {' '.join(f'{letter}{n}' for n in range(48))}." for letter in "ABCD")
    claims = said(WHY, sentences_of(long), *[0.9] * 4)
    assert len(claims) == 2
    assert sum(len(claim.split()) for claim in claims) <= MOST_WORDS


def test_another_brief_must_be_surer_than_the_same_one(passage: Callable[..., Any]) -> None:
    home = passage("The quay burned. Anna sold apples.")
    abroad = passage("Bruno baked bread.", number=2, brief="rail")
    found = candidates_of([home, abroad])
    assert said(WHEN, found, 0.9, 0.3, 0.3) == ["The quay burned.", "Anna sold apples."]
    assert said(COMPARE, found, 0.9, 0.0, 0.3) == ["The quay burned.", "Bruno baked bread."]


def test_what_two_briefs_say_alike_is_one_claim_with_both_cited(passage: Callable[..., Any]) -> None:
    first = passage("The quay of Velmar burned in May 2021.")
    again = passage("The quay of Velmar burned in May 2021.", number=2, brief="rail", start=7)
    (claim,) = compose(asked_for(WHEN), candidates_of([first, again]), np.array([0.9, 0.8]))
    assert [citation.evidence.source.brief_id for citation in claim.citations] == ["port", "rail"]
    assert claim.verbatim


def test_a_brief_that_repeats_itself_is_cited_once(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("The quay of Velmar burned in May 2021. The quay of Velmar burned in May 2021.")
    (claim,) = compose(asked_for(WHEN), found, np.array([0.9, 0.8]))
    assert len(claim.citations) == 1


def test_a_leaning_sentence_is_cited_with_the_one_before(sentences_of: Callable[..., Any]) -> None:
    text = "The quay burned. It was rebuilt in 2022. Anna sold apples."
    assert said(WHEN, sentences_of(text), 0.0, 0.9, 0.0) == ["The quay burned. It was rebuilt in 2022."]


def test_what_has_just_been_shown_is_not_repeated_for_the_next_sentence(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("The quay burned. It was rebuilt in 2022.")
    assert said(WHEN, found, 0.9, 0.5) == ["The quay burned.", "It was rebuilt in 2022."]


def test_an_announced_enumeration_is_told_in_the_order_of_the_text(sentences_of: Callable[..., Any]) -> None:
    text = (
        "There were two reasons for the fire. The first was dry rope. Anna sold apples. "
        "The second was an unwatched stove."
    )
    claims = said("What were the reasons for the fire?", sentences_of(text), 0.9, 0.01, 0.0, 0.015)
    assert claims[0] == "There were two reasons for the fire."
    assert [claim.split(". ")[-1] for claim in claims[1:]] == [
        "The first was dry rope.",
        "The second was an unwatched stove.",
    ]


def test_answer_words_are_marked_where_they_lie_inside_the_claim(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("The quay burned in May 2021. Anna sold apples.", start=50)
    at = 50 + len("The quay burned in ")
    marked = [(Span(at, at + 8), Span(0, 3)), ()]
    first, second = compose(asked_for(WHEN), found, np.array([0.9, 0.5]), marked)
    assert [found[0].cut(mark.span) for mark in first.answer] == ["May 2021"]
    assert second.answer == ()
