"""Thresholds that a run must meet: `facts=0.9`."""

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.errors import BadQuestionSet
from assistant.evaluation.records import Report
from assistant.evaluation.score import Metric
from assistant.evaluation.scoring import METRICS
from assistant.evaluation.wording import amount


@dataclass(frozen=True, slots=True)
class Miss:
    """A threshold that a run does not meet."""

    metric: Metric
    wanted: float
    value: float | None

    def __str__(self) -> str:
        bound = "at most" if self.metric.higher_is_better is not True else "at least"
        got = "nothing was scored" if self.value is None else amount(self.value, self.metric.unit)
        return (
            f"{self.metric.title} ({self.metric.name}): {got}, {bound} {amount(self.wanted, self.metric.unit)} wanted."
        )


def read_thresholds(given: Iterable[str]) -> dict[str, float]:
    """`name=value` for each threshold.

    Raises:
        BadQuestionSet: for an unknown metric (names the nearest) or a value that is no number in its range.
    """
    return dict(_threshold(text) for text in given)


def _threshold(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    name = name.strip()
    if name not in METRICS:
        nearest = difflib.get_close_matches(name, METRICS, n=1, cutoff=0.0)[0]
        known = ", ".join(METRICS)
        raise BadQuestionSet(f"There is no metric {name!r}; the nearest is {nearest!r}.", f"Metrics: {known}.")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not (0 <= value <= 1 if METRICS[name].unit == "share" else 0 <= value < math.inf):
        raise BadQuestionSet(
            f"The threshold {text!r} has no usable number.", f"Write {name}=0.9: shares go from 0 to 1, no per cent."
        )
    return name, value


def misses(report: Report, thresholds: Mapping[str, float]) -> tuple[Miss, ...]:
    """The thresholds that the run does not meet; words and seconds are limits from above, all others from below."""
    found = []
    for name, wanted in thresholds.items():
        metric, value = METRICS[name], report.figure(name).value
        is_met = value is not None and (value >= wanted if metric.higher_is_better is True else value <= wanted)
        if not is_met:
            found.append(Miss(metric, wanted, value))
    return tuple(found)
