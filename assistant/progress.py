"""A progress bar on the terminal for work that reports its steps."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.ingesting import FileStatus
from assistant.rendering import printable

if TYPE_CHECKING:
    from rich.console import Console

WORDS = {"added": "added", "replaced": "replaced", "unchanged": "unchanged", "failed": "FAILED"}


def show(steps: Iterable[FileStatus], title: str) -> int:
    """Draws the steps as they come, one line a finished file; returns how many files failed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    failed = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None, name="")
        for step in steps:
            if step.total:
                name = printable(step.file or step.detail)[:40]
                bar.update(task, total=step.total, completed=step.done, name=name)
            if step.status in WORDS:
                detail = "" if step.detail == step.status else step.detail
                _say(console, f"{WORDS[step.status]:9} {step.file}  {detail}")
                failed += step.status == "failed"
            elif step.status == "indexing":
                bar.update(task, description="Indexing")
            elif step.status == "indexed":
                _say(console, step.detail)
    return failed


def _say(console: "Console", line: str) -> None:
    console.print(printable(line).rstrip(), markup=False, soft_wrap=True)
