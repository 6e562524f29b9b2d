import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.comparing import mcnemar
from assistant.evaluation.figures import figure_of
from assistant.evaluation.intervals import bootstrap, percentile, wilson
from assistant.evaluation.score import Metric, Score, unscored, verdict

MEAN, POOLED = Metric("facts", "Facts", "answer"), Metric("brief", "Brief", "citations", pooled=True)


def test_a_wilson_interval_is_the_published_one() -> None:
    got = wilson(85, 100)
    assert (got.low, got.high) == pytest.approx((0.7672, 0.9069), abs=1e-4)


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_wilson_interval_holds_its_share_and_stays_in_bounds(hits: int, others: int) -> None:
    got, trials = wilson(hits, hits + others), hits + others
    assert 0.0 <= got.low <= got.high <= 1.0
    assert not trials or got.low - 1e-9 <= hits / trials <= got.high + 1e-9


def test_a_bootstrap_interval_is_the_same_every_time_and_holds_the_mean() -> None:
    values = [0.0, 0.5, 1.0, 1.0, 0.25] * 20
    got = bootstrap(values)
    assert got == bootstrap(values)
    assert got.low < 0.55 < got.high


def test_equal_values_leave_no_doubt() -> None:
    got = bootstrap([0.5, 0.5, 0.5])
    assert (got.low, got.high) == (0.5, 0.5)


def test_a_percentile_is_a_value_that_occurred() -> None:
    assert [percentile([4.0, 1.0, 3.0, 2.0], p) for p in (0, 50, 75, 95, 100)] == [1.0, 2.0, 3.0, 4.0, 4.0]


@pytest.mark.parametrize(
    ("broken", "fixed", "p"), [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125), (9, 1, 0.021484375)]
)
def test_the_mcnemar_test_is_exact(broken: int, fixed: int, p: float) -> None:
    assert mcnemar(broken, fixed) == pytest.approx(p)
    assert mcnemar(fixed, broken) == mcnemar(broken, fixed)


def test_unscored_is_left_out_and_is_not_zero() -> None:
    got = figure_of(MEAN, [verdict(True, "yes"), unscored("no facts"), unscored("no facts")])
    assert (got.value, got.scored, got.unscored) == (1.0, 1, 2)


def test_a_metric_that_applied_nowhere_has_no_value() -> None:
    got = figure_of(MEAN, [unscored("no facts")])
    assert (got.value, got.interval, got.scored, got.unscored) == (None, None, 0, 1)


def test_pooled_figures_count_things_and_others_average_questions() -> None:
    scores = [Score(1.0, "1 of 1", 1, 1), Score(0.25, "1 of 4", 1, 4)]
    assert figure_of(POOLED, scores).value == pytest.approx(0.4)
    assert figure_of(MEAN, scores).value == pytest.approx(0.625)
