"""A report as Markdown and as one self-contained HTML page. Every text in them is escaped."""

from functools import cache
from typing import TYPE_CHECKING

from assistant.evaluation import wording
from assistant.evaluation.comparing import Comparison
from assistant.evaluation.records import Report, Row
from assistant.evaluation.scoring import METRICS
from assistant.evaluation.tables import csv_bytes
from assistant.evaluation.wording import COMPARISON_HEADINGS, FIGURE_HEADINGS, markdown_table, plain_cell
from assistant.rendering import templates_of

if TYPE_CHECKING:
    from jinja2 import Environment


def to_markdown(report: Report, comparison: Comparison | None = None) -> str:
    """report.md: figures, tags, what changed, and every wrong question."""
    parts = [
        f"# Evaluation of {plain_cell(report.name)}",
        wording.headline(report),
        f"{report.created}; {plain_cell(wording.configuration_line(report.configuration))}.",
    ]
    parts += _compared(comparison)
    parts += ["## Figures", markdown_table(FIGURE_HEADINGS, wording.figure_table(report))]
    parts += ["## Right by tag", markdown_table(("Tag", "Right", "95 %", "Questions"), wording.tag_table(report))]
    wrong = [row for row in report.rows if row.is_right is False]
    cells = [(row.id, wording.asked(row), wording.answered(row), row.scores["right"].explanation) for row in wrong]
    parts += ["## Wrong", markdown_table(("Id", "Asked", "Answered", "Why"), cells) if wrong else "None."]
    parts += ["## How far to trust this", report.judge, str(report.noise)]
    return "\n\n".join(parts) + "\n"


def _compared(comparison: Comparison | None) -> list[str]:
    if comparison is None:
        return []
    changed = markdown_table(("Change", "Id", "Asked", "What moved"), wording.change_table(comparison))
    tags = [(tag, str(old), str(new), str(of)) for tag, (old, new, of) in comparison.by_tag.items()]
    return [
        f"## Beside the run of {comparison.baseline}",
        comparison.words,
        changed if wording.change_table(comparison) else "No reply changed.",
        markdown_table(COMPARISON_HEADINGS, wording.comparison_table(comparison)),
        markdown_table(("Tag", "Right before", "Right now", "Questions"), tags),
    ]


def to_html(report: Report, comparison: Comparison | None = None) -> str:
    """report.html: one file, no outside resource, one row a question."""
    template = _environment().get_template("report.html")
    return template.render(report=report, comparison=comparison, wording=wording, metrics=METRICS)


@cache
def _environment() -> "Environment":
    return templates_of("assistant.evaluation")


def to_csv(report: Report) -> bytes:
    """report.csv: one row a question with every score, for a spreadsheet."""
    headings = ("id", "tags", "answerable", "verdict", "asked", "answered", *METRICS)
    return csv_bytes([headings, *(_csv_row(row) for row in report.rows)])


def _csv_row(row: Row) -> tuple[str, ...]:
    scores = ("" if (value := row.value(name)) is None else f"{value:.4f}" for name in METRICS)
    answerable = "yes" if row.answerable else "no"
    shown = (wording.verdict_word(row), wording.asked(row), wording.answered(row))
    return (row.id, " | ".join(row.tags), answerable, *shown, *scores)
