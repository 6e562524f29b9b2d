"""Files in, statuses out."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.ingesting import FileStatus, files_of, index, ingest
from corpus.library import Library


class CountingIndexer:
    """Reports a step a brief; fails when told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.synced: list[list[str]] = []
        self._error = error

    def sync(
        self,
        briefs: Sequence[Any],
        progress: Callable[[int, int, str], None] = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> object:
        """Remembers what it was given."""
        if self._error:
            raise self._error
        self.synced.append([brief.source.file for brief in briefs])
        for done, brief in enumerate(briefs, 1):
            progress(done, len(briefs), brief.id)
        return None


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "home" / "library.sqlite") as library:
        yield library


def write(path: Path, text: str = "The quay of Velmar was rebuilt in 1998.\n") -> Path:
    """A file with a sentence."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def finished(statuses: list[FileStatus]) -> list[tuple[str, str]]:
    """What became of each file."""
    return [(s.file, s.status) for s in statuses if s.status not in ("reading", "indexing", "indexed")]


def test_a_folder_gives_its_readable_files_in_order_hidden_ones_left_out(tmp_path: Path) -> None:
    for name in ("b.md", "a.TXT", "deep/c.html", "d.xlsx", ".hidden.md", ".git/e.md"):
        write(tmp_path / name)
    assert [path.name for path in files_of([tmp_path])] == ["a.TXT", "b.md", "c.html"]


def test_a_named_file_is_taken_once_whatever_its_kind(tmp_path: Path) -> None:
    named = write(tmp_path / "d.xlsx")
    assert files_of([named, named]) == (named,)


def test_good_files_are_stored_and_indexed_and_bad_ones_named(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "files"
    write(folder / "good.md")
    write(folder / "empty.txt", " ")
    indexer = CountingIndexer()
    statuses = list(ingest([folder, folder / "absent.md", folder / ("x" * 300)], library, indexer))
    assert finished(statuses) == [
        ("empty.txt", "failed"),
        ("good.md", "added"),
        ("absent.md", "failed"),
        ("x" * 300, "failed"),
    ]
    assert all(status.detail for status in statuses if status.status == "failed")
    assert indexer.synced == [["good.md"]]
    assert statuses[-1].detail == "One brief can be asked about."


def test_the_same_bytes_are_skipped_and_other_bytes_replace(tmp_path: Path, library: Library) -> None:
    file = write(tmp_path / "a.md")
    assert finished(list(ingest([file], library, CountingIndexer()))) == [("a.md", "added")]
    assert finished(list(ingest([file], library, CountingIndexer()))) == [("a.md", "unchanged")]
    write(file, "The quay of Velmar was rebuilt in 2003.\n")
    assert finished(list(ingest([file], library, CountingIndexer()))) == [("a.md", "replaced")]
    assert len(library) == 1


def test_progress_counts_files_then_briefs(tmp_path: Path, library: Library) -> None:
    files = [write(tmp_path / f"{name}.md", f"The quay of {name} was rebuilt.\n") for name in ("One", "Two")]
    statuses = list(ingest(files, library, CountingIndexer()))
    read = [(s.done, s.total) for s in statuses if s.status in ("reading", "added")]
    assert read == [(0, 2), (1, 2), (1, 2), (2, 2)]
    assert [(s.done, s.total) for s in statuses if s.status == "indexing"] == [(0, 2), (1, 2), (2, 2)]


def test_a_cancelled_run_stops_before_the_next_file_and_keeps_what_is_stored(tmp_path: Path, library: Library) -> None:
    files = [write(tmp_path / f"{name}.md", f"The quay of {name} was rebuilt.\n") for name in ("One", "Two")]
    indexer = CountingIndexer()
    statuses: list[FileStatus] = []
    for status in ingest(files, library, indexer, lambda: len(library) == 1):
        statuses.append(status)
    assert finished(statuses) == [("One.md", "added")]
    assert (len(library), indexer.synced) == (1, [])


def test_nothing_to_read_is_a_failure_that_names_the_kinds(tmp_path: Path, library: Library) -> None:
    first = next(iter(ingest([tmp_path], library, CountingIndexer())))
    assert first.status == "failed"
    assert ".md" in first.detail


def test_what_goes_wrong_while_indexing_reaches_the_caller(library: Library) -> None:
    with pytest.raises(RuntimeError, match="no space"):
        list(index(library, CountingIndexer(RuntimeError("no space"))))
