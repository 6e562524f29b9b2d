"""Vectors of sentences, kept on disk: computed once when a brief is indexed, read when a question is answered."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding import Embedder
from vectorstore.errors import IndexDamaged

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
_AT_ONCE = 500


class SentenceVectors:
    """Looks vectors up by text and embeds what is not there yet; vectors are kept in half precision.

    Questions are never kept: only texts that stand in briefs are to be asked for with `of`.

    Args:
        folder: where the file is kept; None keeps it in memory.
        embedder: turns texts into unit vectors; each embedder has a file of its own, so vectors never mix.

    Raises:
        IndexDamaged: in every method, if the file cannot be read or written.
    """

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        self.embedder = embedder
        self._lock = Lock()
        recipe = hashlib.sha256(f"{embedder.name} {embedder.dtype}".encode()).hexdigest()[:12]
        self._path = "" if folder is None else str(folder / f"sentences-{recipe}.sqlite")
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path or ":memory:", timeout=30, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise self._damaged(error) from error

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) vectors of the texts, in order."""
        if not texts:
            return np.zeros((0, self.embedder.dimensions), dtype=np.float32)
        keys = {text: hashlib.sha256(text.encode()).digest()[:16] for text in texts}
        try:
            with self._lock:
                known = self._known(list(keys.values()))
                fresh = [text for text, key in keys.items() if key not in known]
                if fresh:
                    vectors = self.embedder.embed(fresh).astype(np.float16)
                    known.update(zip((keys[text] for text in fresh), vectors, strict=True))
                    self._keep([(keys[t], v.tobytes()) for t, v in zip(fresh, vectors, strict=True)])
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        return np.stack([known[keys[text]] for text in texts]).astype(np.float32)

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float16]]:
        found: dict[bytes, NDArray[np.float16]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            for key, vector in self._connection.execute(f"SELECT * FROM vectors WHERE key IN ({marks})", part):
                found[key] = np.frombuffer(vector, dtype=np.float16)
        return found

    def _keep(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _damaged(self, error: Exception) -> IndexDamaged:
        return IndexDamaged(
            f"The sentence vectors in {Path(self._path).name or 'memory'} cannot be used: {error}.",
            "Delete that file in the home's index folder; it is made again.",
        )
