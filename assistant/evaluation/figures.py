"""Figures of a run: a metric over many questions, with how sure it is and how many questions it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.intervals import Interval, bootstrap, percentile, wilson
from assistant.evaluation.score import Metric, Score


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over a group of questions.

    Attributes:
        metric: its name.
        value: mean over the scored questions, or the pooled share; None where none was scored.
        interval: 95 %; Wilson where the value is a share of counted things, else bootstrap over questions.
        scored: questions that the metric applied to.
        unscored: questions that it did not apply to.
        median: median over the scored questions.
        p95: 95th percentile over the scored questions.
    """

    metric: str
    value: float | None
    interval: Interval | None
    scored: int
    unscored: int
    median: float | None = None
    p95: float | None = None


def figure_of(metric: Metric, scores: Sequence[Score]) -> Figure:
    """The figure of one metric."""
    values = [score.value for score in scores if score.value is not None]
    left_out = len(scores) - len(values)
    if not values:
        return Figure(metric.name, None, None, 0, left_out)
    value, interval = _pooled(scores) if _is_counted(metric, scores) else (sum(values) / len(values), bootstrap(values))
    middle, high = percentile(values, 50), percentile(values, 95)
    return Figure(metric.name, value, interval, len(values), left_out, middle, high)


def _is_counted(metric: Metric, scores: Sequence[Score]) -> bool:
    """Pooled metrics, and verdicts of one thing a question, where pooling and averaging are the same."""
    scored = [score for score in scores if score.value is not None]
    return all(score.trials > 0 for score in scored) and (metric.pooled or all(s.trials == 1 for s in scored))


def _pooled(scores: Sequence[Score]) -> tuple[float, Interval]:
    scored = [score for score in scores if score.value is not None]
    hits, trials = sum(score.hits for score in scored), sum(score.trials for score in scored)
    return hits / trials, wilson(hits, trials)


def figures_of(metrics: Mapping[str, Metric], rows: Sequence[Mapping[str, Score]]) -> tuple[Figure, ...]:
    """Every metric's figure over the rows, in the metrics' order; a metric that a row lacks is unscored there."""
    missing = Score(None, "not measured")
    return tuple(figure_of(metric, [row.get(name, missing) for row in rows]) for name, metric in metrics.items())
