"""A run on the terminal: a progress bar while it goes on, tables when it is done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.evaluation import wording
from assistant.evaluation.comparing import Comparison
from assistant.evaluation.records import Report, Row
from assistant.evaluation.wording import COMPARISON_HEADINGS, FIGURE_HEADINGS
from assistant.rendering import printable

WIDTH = 110
WRONG_SHOWN = 10


@contextmanager
def progress_bar(console: Console, title: str) -> Iterator[Callable[[int, int, Row], None]]:
    """A bar on stderr; the function moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(escape(title), total=None)
        yield lambda done, total, row: bar.update(task, completed=done, total=total)


def print_report(console: Console, report: Report, comparison: Comparison | None) -> None:
    """Figures, tags, what changed, the first wrong questions, and how far to trust it all."""
    if comparison is not None:
        _print_comparison(console, comparison)
    console.print(_table(f"{report.name}: figures", FIGURE_HEADINGS, wording.figure_table(report)))
    console.print(_table("Right by tag", ("Tag", "Right", "95 %", "Questions"), wording.tag_table(report)))
    wrong = [row for row in report.rows if row.is_right is False]
    cells = [(row.id, wording.asked(row), row.scores["right"].explanation) for row in wrong[:WRONG_SHOWN]]
    if cells:
        more = f", {len(cells)} of {len(wrong)}" if len(wrong) > len(cells) else ""
        console.print(_table(f"Wrong{more}", ("Id", "Asked", "Why"), cells))
    console.print(escape(f"{report.judge} {report.noise}"), style="dim")
    console.print(escape(wording.headline(report)), style="bold")


def _print_comparison(console: Console, comparison: Comparison) -> None:
    changes = wording.change_table(comparison)
    if changes:
        console.print(_table("Changed replies", ("Change", "Id", "Asked", "What moved"), changes))
    console.print(_table("Beside the baseline", COMPARISON_HEADINGS, wording.comparison_table(comparison)))
    console.print(escape(comparison.words), style="bold")


def print_side_by_side(console: Console, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Several configurations, one a column."""
    console.print(_table(title, headings, rows))


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=escape(title), title_justify="left")
    for heading in headings:
        table.add_column(escape(heading), overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(cell)) for cell in row))
    return table
