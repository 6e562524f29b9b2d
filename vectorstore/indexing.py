"""Library to index: what is missing is added, what is gone is removed, brief by brief, so that it can be resumed."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.brief import Brief, Chunk
from vectorstore.embedding import Embedder
from vectorstore.errors import IndexBusy, IndexDamaged, IndexMismatch
from vectorstore.manifest import Indexed, Manifest, Recipe, read_manifest
from vectorstore.store import ChunkStore

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did.

    Attributes:
        added: ids of the briefs that were indexed, in order.
        removed: ids of the briefs whose chunks were removed, in order.
        chunks: how many chunks the index holds now.
        remaining: briefs left to index; above 0 only where the sync was cancelled.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    chunks: int
    remaining: int = 0


def _silent(done: int, total: int, name: str) -> None:
    """Shows nothing."""


class Indexer:
    """Keeps an index folder equal to a library.

    Args:
        folder: holds the Chroma folder, the manifest and the lock.
        embedder: turns chunks into vectors.
        cut: turns a brief into chunks.
        chunk_tokens: most tokens of a chunk, as `cut` was told; recorded.
        overlap: sentences that a chunk repeats, as `cut` was told; recorded.
        patience: seconds to wait for another writer.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        cut: Callable[[Brief], tuple[Chunk, ...]],
        chunk_tokens: int,
        overlap: int,
        *,
        patience: float = 5.0,
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._cut = cut
        self._recipe = Recipe(embedder.name, embedder.dtype, chunk_tokens, overlap)
        self._patience = patience

    @property
    def store(self) -> ChunkStore:
        """The chunks, whatever they were built with."""
        return ChunkStore(self._chroma)

    def open_store(self) -> ChunkStore:
        """The chunks, for searching; follows what other processes write.

        Raises:
            IndexMismatch: if they were built with another embedder or another chunking.
        """
        self._manifest()
        return self.store

    def is_current(self, briefs: Sequence[Brief]) -> bool:
        """Whether a sync would do nothing; loads no model.

        Raises:
            IndexMismatch: if the index was built with another embedder or another chunking.
        """
        manifest = self._manifest()
        if manifest is None and not self._chroma.exists():
            # Opening the store would create it, and only the holder of the lock may do that.
            return not briefs
        return self._plan(manifest, briefs).is_empty

    def sync(
        self,
        briefs: Sequence[Brief],
        progress: Progress = _silent,
        cancelled: Callable[[], bool] = lambda: False,
        rebuild: bool = False,
    ) -> SyncReport:
        """Makes the index hold exactly these briefs; embeds nothing where it does already.

        Args:
            briefs: all that the library holds.
            progress: called with briefs done, briefs to do and the name of the next one; last with an empty name.
            cancelled: asked before each brief; what is done stays done.
            rebuild: empties the index first.

        Raises:
            IndexMismatch: if the index was built with another embedder or another chunking, and `rebuild` is not set.
            IndexBusy: if another process or thread is writing.
            IndexDamaged: if the folder cannot be read or written.
            EmbedderUnavailable: if there is something to embed and the model cannot be loaded.
        """
        if not rebuild and self.is_current(briefs):
            return SyncReport((), (), len(self.store.all_chunks()) if briefs else 0)
        with self._writing():
            if rebuild:
                self._empty()
            return self._carry_out(self._plan(self._manifest(), briefs), progress, cancelled)

    def _manifest(self) -> Manifest | None:
        """The manifest of an index that this recipe may use; None where nothing was indexed."""
        manifest = read_manifest(self._file)
        if manifest is None or not manifest.indexed:
            return None
        differences = manifest.recipe.differences(self._recipe)
        if differences:
            raise IndexMismatch(
                f"The index in {self._folder} was built with {'; '.join(differences)}.",
                f"Delete the folder {self._folder}: it is derived from the library and is built again. "
                "Where a setting was changed, setting it back will do, too.",
            )
        return manifest

    @property
    def _chroma(self) -> Path:
        return self._folder / "chroma"

    @property
    def _file(self) -> Path:
        return self._folder / "manifest.json"

    def _plan(self, manifest: Manifest | None, briefs: Sequence[Brief]) -> "_Plan":
        stored = Counter(chunk.brief_id for chunk in self.store.all_chunks())
        return _planned(manifest.indexed if manifest else {}, stored, {brief.id: brief for brief in briefs})

    def _carry_out(self, plan: "_Plan", progress: Progress, cancelled: Callable[[], bool]) -> SyncReport:
        for brief_id in plan.stale:
            self._remove(brief_id)
        total = len(plan.missing)
        done = 0
        for brief in plan.missing:
            if cancelled():
                break
            progress(done, total, brief.source.file)
            self._add(brief)
            done += 1
        progress(done, total, "")
        added = tuple(brief.id for brief in plan.missing[:done])
        return SyncReport(added, plan.gone, self.store.count(), total - done)

    def _add(self, brief: Brief) -> None:
        chunks = self._cut(brief)
        vectors = self._embedder.embed([f"{chunk.header}\n{chunk.text}" for chunk in chunks])
        manifest = self._manifest() or self._fresh()
        # The manifest is written last: a brief that it does not name was not finished, and is done again.
        self.store.add(chunks, vectors)
        manifest.with_brief(brief.id, Indexed(_digest(brief), len(chunks))).write(self._file)

    def _remove(self, brief_id: str) -> None:
        manifest = self._manifest()
        if manifest is not None:
            manifest.without(brief_id).write(self._file)
        self.store.remove_brief(brief_id)

    def _fresh(self) -> Manifest:
        """The manifest of an index without briefs. What the store may still hold has no known origin: it goes."""
        manifest = Manifest(self._recipe, self._embedder.dimensions, {})
        manifest.write(self._file)
        self.store.clear(self._embedder)
        return manifest

    def _empty(self) -> None:
        self._file.unlink(missing_ok=True)
        self.store.clear()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The writer's lock; the system releases that of a process that was killed."""
        from filelock import FileLock, Timeout

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / "writer.lock", timeout=self._patience)
            lock.acquire()
        except Timeout as error:
            raise IndexBusy(
                f"Another process is writing the index in {self._folder}.",
                "Wait until it is done, then try again: the briefs themselves are safe in the library.",
            ) from error
        except OSError as error:
            raise IndexDamaged(
                f"The index folder {self._folder} cannot be written: {error.strerror or error}.",
                "Allow writing in that folder, or choose another home.",
            ) from error
        try:
            yield
        finally:
            lock.release()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do: `stale` are ids whose chunks go first, `gone` those of them that do not come back."""

    missing: tuple[Brief, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.missing and not self.stale


def _planned(indexed: Mapping[str, Indexed], stored: Mapping[str, int], wanted: Mapping[str, Brief]) -> _Plan:
    current = {one for one, brief in wanted.items() if _is_finished(brief, indexed.get(one), stored.get(one, 0))}
    missing = tuple(brief for one, brief in wanted.items() if one not in current)
    stale = tuple(sorted((indexed.keys() | stored.keys()) - current))
    return _Plan(missing, stale, tuple(one for one in stale if one not in wanted))


def _is_finished(brief: Brief, indexed: Indexed | None, stored: int) -> bool:
    return indexed is not None and indexed.chunks == stored and indexed.digest == _digest(brief)


def _digest(brief: Brief) -> str:
    content = json.dumps([brief.text, asdict(brief.source)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
