"""Two runs of a set compared: what flipped, what drifted, and whether it could be chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.intervals import Interval, bootstrap
from assistant.evaluation.records import Report, Row
from assistant.evaluation.running import said
from assistant.evaluation.score import Metric
from assistant.evaluation.scoring import METRICS

DRIFT = 0.1
CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose reply changed.

    Attributes:
        before: the baseline's row.
        after: this run's row.
        moved: the metrics that moved, with their values before and after.
    """

    before: Row
    after: Row
    moved: dict[str, tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric over the questions that both runs scored.

    Attributes:
        metric: its name.
        before: mean of the baseline.
        after: mean of this run.
        questions: how many both scored.
        interval: 95 % paired bootstrap interval of the difference.
    """

    metric: str
    before: float
    after: float
    questions: int
    interval: Interval

    @property
    def is_worse(self) -> bool:
        """Whether it fell by more than chance explains; never for a metric without a better direction, nor time."""
        better = METRICS[self.metric].higher_is_better if self.metric in METRICS else None
        return better is True and self.interval.high < 0

    @property
    def words(self) -> str:
        """What the difference means."""
        if self.before == self.after:
            return "no change"
        if self.interval.low <= 0 <= self.interval.high:
            return "could be chance"
        return "more than chance explains"


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run beside a baseline.

    Attributes:
        baseline: when the baseline ran.
        compared: questions that both runs asked with the same expectations.
        left_out: questions that only one run asked, or that were changed in between.
        broken: were right, are wrong.
        fixed: were wrong, are right.
        drifts: the verdict stayed, what was said, cited or found moved.
        metrics: each metric over the compared questions.
        by_tag: right before, right after and questions, by tag.
        p: chance of flips as uneven as these if nothing had changed (exact McNemar test).
        noise: verdicts that flip between two runs of the same thing, at the measured rate.
    """

    baseline: str
    compared: int
    left_out: int
    broken: tuple[Change, ...]
    fixed: tuple[Change, ...]
    drifts: tuple[Change, ...]
    metrics: tuple[MetricChange, ...]
    by_tag: dict[str, tuple[int, int, int]]
    p: float
    noise: int

    @property
    def is_regression(self) -> bool:
        """More broken than fixed beyond the noise floor, or a metric that fell by more than chance explains."""
        return len(self.broken) - len(self.fixed) > self.noise or any(change.is_worse for change in self.metrics)

    @property
    def words(self) -> str:
        """The comparison in one or two sentences."""
        if not self.compared:
            return "The two runs have no question in common, so nothing can be compared."
        flips = f"{len(self.broken)} right before and wrong now, {len(self.fixed)} wrong before and right now"
        fallen = [METRICS[change.metric].title.lower() for change in self.metrics if change.is_worse]
        worse = f" Fallen by more than chance explains: {', '.join(fallen)}." if fallen else ""
        return f"Of {self.compared} questions, {flips}: {self._chance()}{worse}"

    def _chance(self) -> str:
        if not self.broken and not self.fixed:
            return "no verdict changed."
        likely = "this could be chance" if self.p >= CHANCE else "more than chance explains"
        return f"{likely} (exact McNemar test, p = {self.p:.2g})."


def compare(before: Report, after: Report) -> Comparison:
    """The later run beside the earlier one, question by question."""
    baseline = {row.id: row for row in before.rows}
    pairs = [(baseline[row.id], row) for row in after.rows if _same_question(baseline.get(row.id), row)]
    changes = [Change(old, new, _moved(old, new)) for old, new in pairs]
    broken = tuple(change for change in changes if change.before.is_right and change.after.is_right is False)
    fixed = tuple(change for change in changes if change.before.is_right is False and change.after.is_right)
    flipped = {change.after.id for change in (*broken, *fixed)}
    drifts = tuple(change for change in changes if change.after.id not in flipped and _has_drifted(change))
    return Comparison(
        baseline=before.created,
        compared=len(pairs),
        left_out=len({*baseline, *(row.id for row in after.rows)}) - len(pairs),
        broken=broken,
        fixed=fixed,
        drifts=tuple(sorted(drifts, key=_size, reverse=True)),
        metrics=tuple(change for metric in METRICS.values() if (change := _metric_change(metric, pairs)) is not None),
        by_tag=_by_tag(pairs),
        p=mcnemar(len(broken), len(fixed)),
        noise=_expected_flips((before, after), len(pairs)),
    )


def _same_question(old: Row | None, new: Row) -> bool:
    return old is not None and old.fingerprint == new.fingerprint


def _moved(old: Row, new: Row) -> dict[str, tuple[float | None, float | None]]:
    names = [name for name, metric in METRICS.items() if metric.unit == "share" and name != "right"]
    values = {name: (old.value(name), new.value(name)) for name in names}
    return {name: pair for name, pair in values.items() if _distance(pair) >= DRIFT}


def _distance(pair: tuple[float | None, float | None]) -> float:
    before, after = pair
    if before is None or after is None:
        return 0.0 if before is after else 1.0
    return abs(after - before)


def _has_drifted(change: Change) -> bool:
    has_texts = change.before.question is not None and change.after.question is not None
    return bool(change.moved) or said(change.before, has_texts) != said(change.after, has_texts)


def _size(change: Change) -> float:
    return sum(_distance(pair) for pair in change.moved.values())


def _metric_change(metric: Metric, pairs: Sequence[tuple[Row, Row]]) -> MetricChange | None:
    both = [(old.value(metric.name), new.value(metric.name)) for old, new in pairs]
    scored = [(old, new) for old, new in both if old is not None and new is not None]
    if not scored:
        return None
    before, after = (sum(side) / len(scored) for side in zip(*scored, strict=True))
    return MetricChange(metric.name, before, after, len(scored), bootstrap([new - old for old, new in scored]))


def _by_tag(pairs: Sequence[tuple[Row, Row]]) -> dict[str, tuple[int, int, int]]:
    tags = sorted({tag for _, new in pairs for tag in new.tags})
    grouped: Mapping[str, list[tuple[Row, Row]]] = {tag: [p for p in pairs if tag in p[1].tags] for tag in tags}
    return {
        tag: (sum(old.is_right is True for old, _ in group), sum(new.is_right is True for _, new in group), len(group))
        for tag, group in grouped.items()
    }


def _expected_flips(reports: Sequence[Report], compared: int) -> int:
    rates = [report.noise.verdicts / report.noise.asked for report in reports if report.noise.asked]
    return math.ceil(max(rates, default=0.0) * compared)


def mcnemar(broken: int, fixed: int) -> float:
    """Two-sided exact McNemar test: the chance of flips at least as uneven if either direction were equally likely."""
    flips = broken + fixed
    tail = float(sum(math.comb(flips, k) for k in range(min(broken, fixed) + 1)) / 2**flips)
    return min(1.0, 2 * tail)
