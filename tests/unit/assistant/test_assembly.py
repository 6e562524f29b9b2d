"""The desk among threads, and a dataset that cannot be taken in."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, RLock
from types import TracebackType
from typing import Any

import pytest

from assistant.assembly import Desk, open_desk
from assistant.errors import BadSettings
from vectorstore.embedding import SentenceEmbedder
from vectorstore.errors import IndexBusy


class WatchedLock:
    """A lock that says when a thread has to wait for it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self.waited = Event()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.waited.set()
            self._lock.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()


class GatedIndexer:
    """Writes once its gate is open; a second writer at the same time is refused, as the index's own lock does."""

    def __init__(self) -> None:
        self.writing, self.gate = Event(), Event()
        self.files: list[str] = []

    def sync(
        self, briefs: Sequence[Any], progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]
    ) -> None:
        """Keeps the names of the files."""
        if self.writing.is_set():
            raise IndexBusy("Another process is writing the index.", "Wait until it is done.")
        self.writing.set()
        assert self.gate.wait(10)
        self.files = [brief.source.file for brief in briefs]
        self.writing.clear()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk over an empty home."""
    return open_desk(tmp_path / "home")


@pytest.fixture
def lock(desk: Desk) -> WatchedLock:
    """The desk's lock."""
    watched = WatchedLock()
    desk._lock = watched  # type: ignore[assignment]
    return watched


def test_two_threads_load_one_embedder(desk: Desk, lock: WatchedLock, monkeypatch: pytest.MonkeyPatch) -> None:
    loading, gate = Event(), Event()

    def load(*_: object) -> object:
        loading.set()
        assert gate.wait(10)
        return object()

    monkeypatch.setattr(SentenceEmbedder, "load", load)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: desk.embedder)
        assert loading.wait(10)
        second = pool.submit(lambda: desk.embedder)
        waited = lock.waited.wait(10)
        gate.set()
        assert first.result(10) is second.result(10)
    assert waited


def test_files_that_are_added_at_once_wait_for_each_other_and_all_are_indexed(
    desk: Desk, lock: WatchedLock, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("quay.md", "rail.md")]
    for file in files:
        file.write_text(f"The {file.stem} was rebuilt in 1998.", encoding="utf-8")
    indexer = GatedIndexer()
    desk.__dict__["indexer"] = indexer
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(lambda: list(desk.ingest(files[:1])))
        assert indexer.writing.wait(10)
        second = pool.submit(lambda: list(desk.ingest(files[1:])))
        waited = lock.waited.wait(10)
        indexer.gate.set()
        assert [job.result(10)[-1].status for job in (first, second)] == ["indexed", "indexed"]
    assert waited
    assert sorted(indexer.files) == ["quay.md", "rail.md"]


def test_questions_go_on_while_files_are_indexed(desk: Desk, lock: WatchedLock) -> None:
    asker: Any = object()
    desk._askers["extractive"] = asker
    with ThreadPoolExecutor(1) as pool, lock:
        assert pool.submit(desk.asker, "extractive").result(10) is asker


def test_a_dataset_without_files_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    with pytest.raises(BadSettings, match=r"briefs cannot be read\.") as raised:
        desk.dataset(tmp_path / "briefs")
    assert "No file to read" in raised.value.__notes__[0]
