"""A progress bar on the terminal for work that reports its steps."""

from collections.abc import Iterable

from assistant.ingesting import FileStatus

WORDS = {"added": "added", "replaced": "replaced", "unchanged": "unchanged", "failed": "FAILED"}


def show(steps: Iterable[FileStatus], title: str) -> int:
    """Draws the steps as they come, one line a finished file; returns how many files failed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    failed = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, name="")
        for step in steps:
            if step.total:
                bar.update(task, total=step.total, completed=step.done, name=(step.file or step.detail)[:40])
            if step.status in WORDS:
                console.print(f"{WORDS[step.status]:9} {step.file}  {step.detail}", markup=False)
                failed += step.status == "failed"
            elif step.status == "indexing":
                bar.update(task, description="Indexing")
            elif step.status == "indexed":
                console.print(step.detail, markup=False)
    return failed
