"""Folding: what counts as the same word."""

from corpus.words import fold, stems


def test_initials_quotes_and_possessives_are_folded() -> None:
    assert fold("The U.N.’s envoy") == fold("the UN envoy") == "the united nations envoy"


def test_us_the_country_is_not_us_the_pronoun() -> None:
    assert fold("The US told us") == "the united states told us"


def test_stems_leave_out_stop_words_and_join_spellings() -> None:
    assert stems("What is the recognition?") == stems("recognised") == stems("to recognize")
