"""What speaks for a sentence."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.readers.asking import asked_for
from assistant.readers.features import FEATURES, coverage, features_of, holds_kind, same_words, speaker_place


def rows_of(question: str, found: Any, cosines: Any = None) -> list[SimpleNamespace]:
    """A row of features a sentence, by name."""
    given = np.zeros((len(found), 3), dtype=np.float32) if cosines is None else np.array(cosines, dtype=np.float32)
    rows = features_of(question, asked_for(question), found, given)
    assert rows.shape == (len(found), len(FEATURES))
    assert np.isfinite(rows).all()
    return [SimpleNamespace(**dict(zip(FEATURES, row, strict=True))) for row in rows]


def test_without_sentences_there_are_no_rows() -> None:
    assert rows_of("When?", ()) == []


def test_cosines_and_the_passages_similarity_are_handed_through(sentences_of: Callable[..., Any]) -> None:
    (row,) = rows_of("Who?", sentences_of("The quay burned.", similarity=0.25), [[0.5, 0.75, 0.125]])
    assert (row.similarity, row.similarity_led, row.similarity_window) == (0.5, 0.75, 0.125)
    assert row.similarity_passage == 0.25


def test_words_in_common_count_by_their_rarity_and_pairs_by_their_order(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("The harbour quay burned down. The quay of a harbour stood. The harbour opened. Anna slept.")
    full, turned, common, none = rows_of("Was it the harbour quay?", found)
    assert full.overlap == turned.overlap > common.overlap > none.overlap == 0
    assert full.pairs > turned.pairs == 0


def test_heading_and_title_count_around_a_sentence(sentences_of: Callable[..., Any]) -> None:
    (row,) = rows_of(
        "What of the lighthouse in Velmar?", sentences_of("It stands.", title="Velmar", heading="Lighthouse")
    )
    assert row.overlap_around > row.overlap


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("When did the quay burn?", "The quay burned in May 2021.", "The quay burned."),
        ("How many boats were lost?", "Eleven boats were lost.", "The boats were lost."),
        ("Who rebuilt the quay?", "It was Mara Ellison who did it.", "It was rebuilt."),
        ("Where did the boats go?", "They were towed to Orsk.", "They were towed away."),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_asked_for_or_not(
    sentences_of: Callable[..., Any], question: str, holds: str, lacks: str
) -> None:
    asked = asked_for(question)
    assert holds_kind(asked, sentences_of(holds)[0]) is True
    assert holds_kind(asked, sentences_of(lacks)[0]) is False
    (row,) = rows_of(question, sentences_of(lacks))
    assert (row.kind_met, row.kind_unmet) == (0, 1)


def test_any_sentence_may_answer_a_question_of_no_kind(sentences_of: Callable[..., Any]) -> None:
    assert holds_kind(asked_for("Why did the quay burn?"), sentences_of("The quay burned.")[0]) is None


def test_a_name_that_only_the_question_holds_is_unmet(sentences_of: Callable[..., Any]) -> None:
    question = "Did the quay of Velmar burn in 2021?"
    met, half = (
        rows_of(question, sentences_of(text))[0].names_met
        for text in ("The quay of Velmar burned in 2021.", "The quay of Velmar burned in 2019.")
    )
    assert (met, half) == (1, 0.5)


@pytest.mark.parametrize(
    ("text", "given", "place"),
    [
        ("Mara Ellison warned of fire.", {}, "sentence"),
        ("Mara Ellison runs the harbour. Rope burns, she warned.", {}, "pronoun"),
        ("The harbour is run by Mara Ellison. Rope burns.", {}, "near"),
        ("Rope burns.", {"author": "Mara Ellison"}, "near"),
        ("Rope burns.", {"heading": "Mara Ellison’s view"}, "near"),
        ("Rope burns.", {}, "nowhere"),
    ],
)
def test_where_a_speaker_is_named(
    sentences_of: Callable[..., Any], text: str, given: dict[str, str], place: str
) -> None:
    assert speaker_place("Mara Ellison", sentences_of(text, **given)[-1]) == place


def test_the_rank_of_the_passage_counts(passage: Callable[..., Any]) -> None:
    from assistant.readers.candidates import candidates_of

    found = candidates_of([passage("The quay burned."), passage("Anna slept.", number=2, brief="rail")])
    assert [row.rank for row in rows_of("Who?", found)] == [1.0, 0.5]


def test_reason_words_are_a_cue_where_a_reason_is_asked_for(sentences_of: Callable[..., Any]) -> None:
    found = sentences_of("Rope burned because it was dry. Anna slept all night.")
    assert [row.cue for row in rows_of("Why did the quay burn?", found)] == [1, 0]
    assert [row.cue for row in rows_of("When did the quay burn?", found)] == [0, 0]


def test_coverage_is_the_share_of_the_questions_words() -> None:
    assert coverage("harbour quay", "The quays of two harbours") == 1
    assert coverage("harbour quay", "The quays") == 0.5
    assert coverage("", "anything") == 1


def test_sameness_looks_at_the_shorter_text() -> None:
    assert same_words("The quay burned.", "In May the QUAY burned down!") == 1
    assert same_words("The quay burned.", "Anna slept.") == 0
    assert same_words("", "") == 0
