"""Files in, briefs stored and indexed out: good files are taken, each bad one is named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Literal, Protocol

from assistant.errors import EXPECTED, advice_of
from corpus.brief import Brief
from corpus.library import Library
from corpus.reading import SUFFIXES

Status = Literal["reading", "added", "replaced", "unchanged", "failed", "indexing", "indexed"]


@dataclass(frozen=True, slots=True)
class FileStatus:
    """How far a file has come.

    Attributes:
        file: base name; empty for the whole.
        status: what happened.
        detail: one sentence for people.
        done: parts of the work done, of `total`.
        total: parts in all; 0 where unknown.
    """

    file: str
    status: Status
    detail: str = ""
    done: int = 0
    total: int = 0


class Syncs(Protocol):
    """What ingesting needs of the indexer."""

    def sync(
        self,
        briefs: Sequence[Brief],
        progress: Callable[[int, int, str], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> object:
        """Makes the index equal to the briefs."""
        ...


def files_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, and of each folder every readable file below it, in a stable order."""
    found: list[Path] = []
    for path in map(_expanded, paths):
        if _leads_to(path, Path.is_dir):
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found += [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # `~name` where nobody has that name
        return path


def _leads_to(path: Path, what: Callable[[Path], bool]) -> bool:
    try:
        return what(path)
    except OSError:  # a name too long, a folder that may not be entered
        return False


def ingest(
    paths: Sequence[Path],
    library: Library,
    indexer: Syncs,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[FileStatus]:
    """Stores each file, then brings the index up to date; a status as each step is done.

    A cancelled or interrupted run loses nothing: what is stored is indexed by the next one.
    """
    files = files_of(paths)
    if not files:
        yield FileStatus("", "failed", f"No file to read; briefs are read from {', '.join(SUFFIXES)} files.")
    for number, path in enumerate(files, 1):
        if cancelled():
            return
        yield FileStatus(path.name, "reading", done=number - 1, total=len(files))
        yield _stored(path, library, number, len(files))
    yield from index(library, indexer, cancelled)


def _stored(path: Path, library: Library, number: int, total: int) -> FileStatus:
    if not _leads_to(path, Path.exists):
        said = "There is no such file or folder, or it may not be opened. Check the path."
        return FileStatus(path.name, "failed", said, number, total)
    try:
        added = library.add_file(path)
    except EXPECTED as error:
        return FileStatus(path.name, "failed", f"{error} {advice_of(error)}".strip(), number, total)
    count = len(added.briefs)
    words = {
        "unchanged": "same content as before, skipped",
        "added": "added",
        "replaced": "replaced the earlier version",
    }
    detail = words[added.status] + (f" ({count} briefs)" if count > 1 else "")
    return FileStatus(path.name, added.status, detail, number, total)


def index(library: Library, indexer: Syncs, cancelled: Callable[[], bool] = lambda: False) -> Iterator[FileStatus]:
    """Brings the index up to date with the library; a status as each brief is done."""
    briefs = library.briefs()
    steps: SimpleQueue[FileStatus | BaseException | None] = SimpleQueue()

    def work() -> None:
        try:
            indexer.sync(briefs, lambda done, total, name: steps.put(_indexing(done, total, name)), cancelled)
            steps.put(None)
        except BaseException as error:
            steps.put(error)

    yield _indexing(0, len(briefs), "")
    Thread(target=work, daemon=True).start()
    while (step := steps.get()) is not None:
        if isinstance(step, BaseException):
            raise step
        yield step
    count = len(briefs)
    said = "One brief can be asked about." if count == 1 else f"{count} briefs can be asked about."
    yield FileStatus("", "indexed", said, count, count)


def _indexing(done: int, total: int, name: str) -> FileStatus:
    return FileStatus("", "indexing", name, done, total)
