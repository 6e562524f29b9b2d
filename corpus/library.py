"""The stored briefs, in SQLite: the truth from which the index is derived."""

import difflib
import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from corpus.brief import Brief, Source
from corpus.errors import LibraryDamaged, UnknownBrief
from corpus.reading import bytes_of, read_bytes

_FORMAT = 1
_SCHEMA = """
CREATE TABLE content (version INTEGER NOT NULL);
INSERT INTO content VALUES (0);
CREATE TABLE files (digest TEXT PRIMARY KEY, items INTEGER NOT NULL);
CREATE TABLE paths (path TEXT PRIMARY KEY, digest TEXT NOT NULL REFERENCES files ON DELETE CASCADE);
CREATE TABLE briefs (
    brief_id TEXT PRIMARY KEY, title TEXT NOT NULL, file TEXT NOT NULL, publisher TEXT, author TEXT, published TEXT,
    summarises TEXT, digest TEXT NOT NULL REFERENCES files ON DELETE CASCADE, text TEXT NOT NULL, pages TEXT NOT NULL
);
"""
_SOURCE = "brief_id, title, file, publisher, author, published, summarises"
_ORDER = "ORDER BY published IS NULL, published, title, brief_id"
_BUSY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class AddedFile:
    """What became of a file.

    Attributes:
        path: the file, absolute.
        status: "unchanged" where the same bytes were there already, under this name or another.
        briefs: the briefs that the library now holds of it.
        removed: ids of briefs that an earlier version of the file had given and that are gone.
    """

    path: Path
    status: Literal["added", "replaced", "unchanged"]
    briefs: tuple[Brief, ...]
    removed: tuple[str, ...]

    @property
    def file(self) -> str:
        """Base name of the file."""
        return self.path.name


class Library:
    """Texts and metadata of all briefs in one SQLite file; may be shared by threads and by processes.

    Raises:
        LibraryDamaged: here and in every method, if the file cannot be opened, is no library, or was written in another
            format.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")
        with self._writing():
            (found,) = self._connection.execute("PRAGMA user_version").fetchone()
            if found == 0 and self._connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise self._damaged("is a database of another program")
            if found == 0:
                for statement in _SCHEMA.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {_FORMAT}")
            elif found != _FORMAT:
                raise self._damaged(f"is of format {found}, not {_FORMAT}")
        # Only now is it known to be ours: the journal's mode is written into the file.
        self._connection.execute("PRAGMA journal_mode = WAL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the library cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def __len__(self) -> int:
        """Number of briefs."""
        (count,) = self._rows("SELECT count(*) FROM briefs")[0]
        return int(count)

    def version(self) -> int:
        """A number that grows with every change of content, across processes and restarts."""
        return int(self._rows("SELECT version FROM content")[0][0])

    def sources(self) -> tuple[Source, ...]:
        """Metadata of all briefs, without their texts, in the order of `briefs`."""
        return tuple(Source(*row) for row in self._rows(f"SELECT {_SOURCE} FROM briefs {_ORDER}"))

    def briefs(self) -> tuple[Brief, ...]:
        """All briefs: by date of publication (undated last), then title, then id."""
        return tuple(map(_brief, self._rows(f"SELECT {_SOURCE}, text, pages FROM briefs {_ORDER}")))

    def get(self, brief_id: str) -> Brief:
        """The brief with this id.

        Raises:
            UnknownBrief: if there is none; the advice names the nearest ids.
        """
        rows = self._rows(f"SELECT {_SOURCE}, text, pages FROM briefs WHERE brief_id = ?", brief_id)
        if not rows:
            raise self._unknown(brief_id)
        return _brief(rows[0])

    def remove(self, brief_id: str) -> None:
        """Take one brief out.

        Raises:
            UnknownBrief: if there is none with this id.
        """
        with self._writing():
            if not self._connection.execute("DELETE FROM briefs WHERE brief_id = ?", (brief_id,)).rowcount:
                raise self._unknown(brief_id)
            self._connection.execute("DELETE FROM files WHERE digest NOT IN (SELECT digest FROM briefs)")
            self._changed()

    def add_file(self, path: Path) -> AddedFile:
        """Read a file and store its briefs.

        The same bytes again, under any name, are "unchanged"; the same path with other bytes is "replaced". A brief
        that was removed by hand comes back when its file is added again.

        Raises:
            UnreadableFile: if no reader can take it; the library is as before.
        """
        path = path.expanduser().absolute()
        data = bytes_of(path)
        digest = hashlib.sha256(data).hexdigest()
        # Reading may take long, so it is done before the file is locked; while it lasts the answer may change.
        read = () if self._is_complete(digest) else read_bytes(path.name, data)
        with self._writing():
            known = self._is_complete(digest)
            if not known:
                self._store(digest, read or read_bytes(path.name, data))
            removed = self._point(path, digest)
            if removed or not known:
                self._changed()
            briefs = self._briefs_of(digest)
        return AddedFile(path, "replaced" if removed else "unchanged" if known else "added", briefs, removed)

    def _is_complete(self, digest: str) -> bool:
        expected = self._rows("SELECT items FROM files WHERE digest = ?", digest)
        return bool(expected) and expected == self._rows("SELECT count(*) FROM briefs WHERE digest = ?", digest)

    def _briefs_of(self, digest: str) -> tuple[Brief, ...]:
        rows = self._rows(f"SELECT {_SOURCE}, text, pages FROM briefs WHERE digest = ? ORDER BY rowid", digest)
        return tuple(map(_brief, rows))

    def _store(self, digest: str, briefs: tuple[Brief, ...]) -> None:
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO files VALUES (?, ?)", (digest, len(briefs)))
        execute("DELETE FROM briefs WHERE digest = ?", (digest,))
        for brief in briefs:
            pages = json.dumps(brief.pages)
            execute(
                f"INSERT INTO briefs ({_SOURCE}, digest, text, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*astuple(brief.source), digest, brief.text, pages),
            )

    def _point(self, path: Path, digest: str) -> tuple[str, ...]:
        """Let the path stand for these bytes; remove briefs of the bytes before, where no other path has those."""
        execute = self._connection.execute
        execute("INSERT OR REPLACE INTO paths VALUES (?, ?)", (str(path), digest))
        stale = "digest NOT IN (SELECT digest FROM paths)"
        removed = execute(f"SELECT brief_id FROM briefs WHERE {stale} ORDER BY rowid").fetchall()
        execute(f"DELETE FROM files WHERE {stale}")
        return tuple(row[0] for row in removed)

    def _changed(self) -> None:
        self._connection.execute("UPDATE content SET version = version + 1")

    def _rows(self, query: str, *values: str) -> list[tuple]:  # type: ignore[type-arg]  # rows differ by query
        with self._translated(), self._lock:
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; whatever goes wrong, the library is as before."""
        with self._translated(), self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.ProgrammingError, OSError) as error:
            raise LibraryDamaged(
                f"The library {self._path.name} cannot be used: {error}.",
                "Check that its folder can be written to, has space left and is in use by no other program; try again.",
            ) from error
        except sqlite3.Error as error:
            raise self._damaged(f"cannot be used: {error}") from error

    def _damaged(self, what: str) -> LibraryDamaged:
        return LibraryDamaged(
            f"The library {self._path.name} {what}.",
            "Move it away and ingest the files again, or restore a copy; nothing was changed.",
        )

    def _unknown(self, brief_id: str) -> UnknownBrief:
        ids = [source.brief_id for source in self.sources()]
        near = difflib.get_close_matches(brief_id[:200], ids, n=3, cutoff=0.3)
        advice = f"Did you mean {' or '.join(near)}?" if near else "`briefs list` shows the ids there are."
        return UnknownBrief(f"There is no brief with the id {brief_id[:80]!r}.", advice)


def _brief(row: tuple) -> Brief:  # type: ignore[type-arg]  # the columns of _SOURCE, text, pages
    source = Source(*row[:7])
    return Brief(source.brief_id, row[7], source, tuple(json.loads(row[8])))
