import pytest

from assistant.evaluation.score import Yardstick
from assistant.evaluation.support import JudgeFailed, judge_words, judged, missing_mentions

SENTENCE = "The commission met in Geneva on 2 May 1998 and asked for 14 million euros."


@pytest.mark.parametrize(
    "claim",
    ["The commission met in Geneva on 2 May 1998.", "In Geneva, the commission asked for 14 million euros.", SENTENCE],
)
def test_a_claim_whose_words_stand_there_is_supported(claim: str) -> None:
    assert judge_words(claim, [SENTENCE]) >= Yardstick().enough


@pytest.mark.parametrize(
    "claim",
    [
        "Fishermen blocked the harbour for a week.",
        "The delegates rejected a treaty about grain exports.",
        "The commission met in Vienna and was led by Boris Petrov.",
    ],
)
def test_a_claim_about_something_else_is_not_supported(claim: str) -> None:
    assert judge_words(claim, [SENTENCE]) < Yardstick().enough


def test_a_wrong_figure_costs_more_than_its_share_of_the_words() -> None:
    right, wrong = (judge_words(f"The commission asked for {n} million euros.", [SENTENCE]) for n in (14, 41))
    assert wrong < right * 0.8


def test_two_sentences_may_carry_a_claim_together() -> None:
    claim = "The commission met in Geneva, and Ana Ortega signed the treaty."
    parts = ["The commission met in Geneva.", "Ana Ortega signed the treaty."]
    assert judge_words(claim, parts) == 1.0
    assert judge_words(claim, parts[:1]) < Yardstick().enough


def test_what_is_missing_is_named_as_the_claim_writes_it() -> None:
    claim = "In 1999 Ana Ortega met them in Geneva and asked for 41 million euros."
    assert set(missing_mentions(claim, [SENTENCE])) == {"1999", "Ana Ortega", "41 million"}


@pytest.mark.parametrize("value", [float("nan"), -0.1, 1.1, "high", None])
def test_a_verdict_that_is_no_number_from_0_to_1_is_an_error(value: object) -> None:
    with pytest.raises(JudgeFailed, match="The support judge"):
        judged(lambda claim, sentences: value, "A claim.", ["A sentence."])  # type: ignore[arg-type,return-value]
