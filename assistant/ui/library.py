"""The briefs in the library: the list, adding files, removing a brief."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import EXPECTED
from assistant.ingesting import FileStatus
from assistant.rendering import SUMMARY
from assistant.ui.chat import problem_html
from assistant.ui.desk import Desk
from assistant.ui.replies import byline
from assistant.ui.templating import fragment
from corpus.brief import Source


@dataclass(frozen=True, slots=True)
class Row:
    """A brief in the list."""

    brief_id: str
    title: str
    byline: str
    file: str
    note: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Adds and removes briefs, one visitor at a time."""

    desk: Desk
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, uploads: Sequence[str]) -> Iterator[str]:
        """Adds uploaded files; yields the list of their statuses as HTML after each step."""
        shown: dict[str, FileStatus] = {Path(path).name: FileStatus(Path(path).name, "reading") for path in uploads}
        yield statuses_html(shown.values())
        with self._lock:
            try:
                for status in self.desk.ingest(self._moved(uploads)):
                    shown[status.file] = status
                    yield statuses_html(shown.values())
            except EXPECTED as error:
                yield statuses_html(shown.values()) + problem_html(error)
            finally:
                shutil.rmtree(self._folder, ignore_errors=True)

    def remove(self, brief_id: str) -> str:
        """Removes a brief; returns what to say about it as HTML."""
        with self._lock:
            try:
                title = self.desk.brief(brief_id).source.title
                self.desk.remove(brief_id)
            except EXPECTED as error:
                return problem_html(error)
        return fragment("done.html", title=title, text="was removed.")

    @property
    def _folder(self) -> Path:
        return self.desk.home.root / "incoming"

    def _moved(self, uploads: Sequence[str]) -> list[Path]:
        """The files under a path that depends on their names alone, so that a new version replaces the old one."""
        times = Counter[str]()
        moved: list[Path] = []
        for name, path in ((Path(path).name, path) for path in uploads):
            times[name] += 1
            folder = self._folder / str(times[name])
            folder.mkdir(parents=True, exist_ok=True)
            moved.append(Path(shutil.move(path, folder / name)))
        return moved


def choices(sources: Sequence[Source]) -> list[tuple[str, str]]:
    """Label and id of each brief, for the picker; a title that occurs twice is told apart by its file."""
    times = Counter(source.title for source in sources)
    return [
        (source.title if times[source.title] == 1 else f"{source.title} ({source.file})", source.brief_id)
        for source in sources
    ]


def library_html(sources: Sequence[Source]) -> str:
    """The list of briefs, each with a button that removes it."""
    rows = [
        Row(
            source.brief_id,
            source.title,
            byline(source.publisher, source.author, source.published),
            source.file,
            SUMMARY if source.summarises else "",
        )
        for source in sources
    ]
    return fragment("library.html", rows=rows)


def statuses_html(statuses: Iterable[FileStatus]) -> str:
    """A line a file: how far it has come."""
    return fragment("statuses.html", statuses=list(statuses))
