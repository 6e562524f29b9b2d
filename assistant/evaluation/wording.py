"""Figures and scores as words, the same on the terminal, in Markdown, in HTML and in the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.comparing import Change, Comparison
from assistant.evaluation.figures import Figure
from assistant.evaluation.records import Report, Row
from assistant.evaluation.score import Unit
from assistant.evaluation.scoring import METRICS

FIGURE_HEADINGS = ("Figure", "Value", "95 %", "Scored", "Unscored", "Median", "p95")
COMPARISON_HEADINGS = ("Figure", "Before", "Now", "Difference, 95 %", "Questions", "Meaning")
DRIFTS_SHOWN = 20


def amount(value: float | None, unit: Unit) -> str:
    """A value in its unit; a dash where there is none."""
    if value is None:
        return "–"
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.0f}" if unit == "words" else f"{value:.2f} s"


def figure_cells(figure: Figure, title: str | None = None, unit: Unit | None = None) -> tuple[str, ...]:
    """One table row, as `FIGURE_HEADINGS` names its cells."""
    metric = METRICS.get(figure.metric)
    kind: Unit = unit or (metric.unit if metric else "seconds")
    name = title or (metric.title if metric else figure.metric)
    low_high = "–"
    if figure.interval is not None:
        low_high = f"{amount(figure.interval.low, kind)} to {amount(figure.interval.high, kind)}"
    spread = [amount(figure.median, kind), amount(figure.p95, kind)] if kind != "share" else ["", ""]
    return name, amount(figure.value, kind), low_high, str(figure.scored), str(figure.unscored), *spread


def figure_table(report: Report) -> list[tuple[str, ...]]:
    """Every figure that was scored anywhere, then the stages' times."""
    figures = [figure_cells(figure) for figure in report.figures if figure.scored]
    stages = [figure_cells(figure, f"Seconds to {name}", "seconds") for name, figure in report.stages.items()]
    return figures + stages


def tag_table(report: Report) -> list[tuple[str, str, str, str]]:
    """Tag, right, interval and questions."""
    rows = []
    for tag, figures in report.by_tag.items():
        right = next(figure for figure in figures if figure.metric == "right")
        _, value, interval, scored, *_ = figure_cells(right)
        rows.append((tag, value, interval, scored))
    return rows


def comparison_table(comparison: Comparison) -> list[tuple[str, ...]]:
    """One row a metric that both runs scored, as `COMPARISON_HEADINGS` names its cells."""
    rows: list[tuple[str, ...]] = []
    for change in comparison.metrics:
        metric = METRICS[change.metric]
        low, high = (_signed(value, metric.unit) for value in (change.interval.low, change.interval.high))
        before, after = amount(change.before, metric.unit), amount(change.after, metric.unit)
        rows.append((metric.title, before, after, f"{low} to {high}", str(change.questions), change.words))
    return rows


def _signed(value: float, unit: Unit) -> str:
    return ("+" if value > 0 else "") + amount(value, unit)


def change_table(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Kind, id, question and what moved: flips to wrong first, then gains, then the largest drifts."""
    rows = [("now wrong", *_change_cells(change)) for change in comparison.broken]
    rows += [("now right", *_change_cells(change)) for change in comparison.fixed]
    rows += [("drift", *_change_cells(change)) for change in comparison.drifts[:DRIFTS_SHOWN]]
    return rows


def _change_cells(change: Change) -> tuple[str, str, str]:
    moved = [f"{METRICS[name].title} {_short(old)} → {_short(new)}" for name, (old, new) in change.moved.items()]
    return change.after.id, asked(change.after), "; ".join(moved) or "words or citations differ"


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def asked(row: Row) -> str:
    """The question after its history; the id where texts are left out."""
    if row.question is None:
        return row.id
    return " → ".join((*row.question.history, row.question.question))


def answered(row: Row) -> str:
    """The reply's text; the error where there is none."""
    return str((row.reply or {}).get("text", "")) or row.error


def cited(row: Row) -> list[Mapping[str, Any]]:
    """Every citation of the reply, each place once."""
    claims = (row.reply or {}).get("claims", ())
    citations = [citation for claim in claims for citation in claim["citations"]]
    return list({(c["brief"], c["start"], c["end"]): c for c in citations}.values())


def verdict_word(row: Row) -> str:
    """right, wrong, error or unscored."""
    if row.error:
        return "error"
    return {True: "right", False: "wrong", None: "unscored"}[row.is_right]


def headline(report: Report) -> str:
    """The run in one sentence."""
    right = report.figure("right")
    hits = sum(row.is_right is True for row in report.rows)
    state = "" if report.finished else " The run was stopped before its last question."
    errors = sum(bool(row.error) for row in report.rows)
    failed = f" {errors} questions got no reply." if errors else ""
    return f"{hits} of {right.scored} questions right ({amount(right.value, 'share')}).{failed}{state}"


def configuration_line(configuration: Mapping[str, str]) -> str:
    """Versions on one line."""
    return ", ".join(f"{key} {value}" for key, value in configuration.items())


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; nothing in a cell can break out of it."""
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(plain_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def plain_cell(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no link, no image, no line break."""
    escaped = "".join("\\" + sign if sign in "\\`*_[]<>|#!~&" else sign for sign in text)
    return " ".join(escaped.split())
