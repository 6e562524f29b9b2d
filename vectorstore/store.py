"""One Chroma collection of chunks: the only home of chromadb.

A small file beside the collection changes with every write, so that a process that only reads notices that another one
wrote, and opens the collection again (Chroma itself does not show new vectors to a client that is already open).
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus.brief import Chunk
from vectorstore.embedding import Embedder, Vectors
from vectorstore.errors import IndexDamaged, IndexMismatch
from vectorstore.generation import read_generation, renew_generation, settled_generation
from vectorstore.record import chunk_of, chunks_in, metadata_of

COLLECTION = "chunks"

T = TypeVar("T")


class ChunkStore:
    """Chunks and their vectors in one folder; any number of stores on one folder share one Chroma client.

    One process may write at a time: the caller holds the lock. Safe to share between threads.

    Raises (every method):
        IndexDamaged: if Chroma cannot read or write the folder.
    """

    def __init__(self, path: Path) -> None:
        self._shared = _shared(path)

    def add(self, chunks: Sequence[Chunk], vectors: Vectors) -> None:
        """Stores chunks with their vectors, shape (len(chunks), d); a chunk that is there already is replaced."""
        if len(chunks) != len(vectors):
            raise ValueError(f"{len(chunks)} chunks but {len(vectors)} vectors")
        if not chunks:
            return
        ids = [chunk.id for chunk in chunks]
        with self._shared.writing() as collection:
            for batch in self._shared.batches(len(chunks)):
                collection.delete(ids=ids[batch])
                collection.add(
                    ids=ids[batch],
                    embeddings=np.asarray(vectors[batch], dtype=np.float32),
                    documents=[chunk.text for chunk in chunks[batch]],
                    metadatas=[metadata_of(chunk) for chunk in chunks[batch]],
                )

    def remove_brief(self, brief_id: str) -> None:
        """Removes every chunk of a brief; a brief that is not there is none."""
        with self._shared.writing() as collection:
            ids = collection.get(where={"brief_id": brief_id}, include=[])["ids"]
            for batch in self._shared.batches(len(ids)):
                collection.delete(ids=ids[batch])

    def clear(self, embedder: Embedder | None = None) -> None:
        """Removes everything, the vectors' dimension included, and records whose vectors will follow."""
        with self._shared.writing():
            self._shared.recreate(_label(embedder) if embedder else "")

    def brief_ids(self) -> frozenset[str]:
        """Ids of the briefs that have a chunk here."""
        return frozenset(chunk.brief_id for chunk in self.all_chunks())

    def all_chunks(self) -> tuple[Chunk, ...]:
        """Every chunk, by brief id, then by place in the brief."""
        return self._shared.chunks()

    def count(self) -> int:
        """How many chunks there are."""
        return self._shared.read(lambda collection: int(collection.count()))

    def version(self) -> str:
        """Changes whenever the content does, whichever process changed it."""
        return self._shared.version()

    def query(self, vector: Vectors, k: int, within: Sequence[str] = ()) -> list[tuple[Chunk, float]]:
        """The `k` chunks nearest to a vector of shape (d,), with cosine similarity, best first.

        `within` limits the search to these brief ids; empty means no limit.
        """
        if k < 1:
            return []
        found = self._shared.read(
            lambda collection: collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=k,
                where={"brief_id": {"$in": sorted(set(within))}} if within else None,
                include=["documents", "metadatas", "distances"],
            )
        )
        rows = zip(found["documents"][0], found["metadatas"][0], found["distances"][0], strict=True)
        # A chunk that another process removes meanwhile is still a neighbour, but has no data any more.
        hits = [(chunk_of(text, data), 1.0 - float(distance)) for text, data, distance in rows if data]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0].id))

    def vectors(self, chunk_ids: Sequence[str]) -> Mapping[str, Vectors]:
        """Stored vectors, shape (d,) each, by chunk id; unknown ids are left out."""
        if not chunk_ids:
            return {}
        found = self._shared.read(lambda collection: collection.get(ids=list(chunk_ids), include=["embeddings"]))
        return dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))

    def check_embedder(self, embedder: Embedder) -> None:
        """Makes sure that these are the embedder's vectors.

        Raises:
            IndexMismatch: if they are known to be another one's.
        """
        found = self._shared.read(lambda collection: str((collection.metadata or {}).get("embedder", "")))
        if found and found != _label(embedder):
            raise IndexMismatch(
                f"The index was built with the embedder {found}, not {_label(embedder)}.",
                "Start again with the embedder of the index, or build the index anew.",
            )

    def space(self) -> str:
        """The distance by which neighbours are found: always cosine."""
        return self._shared.read(_space)

    def close(self) -> None:
        """Lets go of the folder; the next use opens it again."""
        self._shared.close()


class _Shared:
    """What all stores on one folder of this process share: a client, and what was read with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self._seen = ""
        self._chunks: tuple[Chunk, ...] | None = None

    def read(self, use: Callable[[Any], T]) -> T:
        failed: Exception | None = None
        with self._lock, self._translated():
            while True:
                try:
                    # Only where there is none for certain: the writer makes its collection itself.
                    return use(self._current(create=failed is not None))
                except Exception as error:
                    if not _is_chroma(error):
                        raise
                    # Another process may have replaced the collection since it was opened: then it is opened again,
                    # as often as that happens. What fails twice in one generation is damaged; the first error says
                    # more, since Chroma then stumbles over its own remains.
                    replaced = read_generation(self._stamp) != self._seen
                    if failed is not None and not replaced:
                        raise failed from None
                    failed = None if replaced else error
                    self.close()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        with self._lock, self._translated():
            collection = self._current(create=True)
            try:
                yield collection
            finally:
                self._chunks = None
                self._seen = renew_generation(self._stamp)

    def version(self) -> str:
        with self._lock:
            self.read(lambda _: None)
            return self._seen

    def chunks(self) -> tuple[Chunk, ...]:
        with self._lock:
            return self.read(self._remembered)

    def batches(self, count: int) -> Iterator[slice]:
        size = self.batch_size()
        return (slice(start, start + size) for start in range(0, count, size))

    def batch_size(self) -> int:
        return int(self._client.get_max_batch_size())

    def recreate(self, label: str) -> None:
        renew_generation(self._stamp, settled=False)
        self._client.delete_collection(COLLECTION)
        self._collection = _collection(self._client, label)

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = self._chunks = None

    @property
    def _stamp(self) -> Path:
        return self._path / "generation"

    def _current(self, create: bool) -> Any:
        """The open collection; opened anew where another process wrote since."""
        if self._collection is None or read_generation(self._stamp) != self._seen:
            self.close()
            self._seen = settled_generation(self._stamp)
            self._client = _client(self._path)
            self._collection = _collection(self._client, create=create)
        return self._collection

    def _remembered(self, collection: Any) -> tuple[Chunk, ...]:
        if self._chunks is None:
            self._chunks = chunks_in(collection, self.batch_size())
        return self._chunks

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if not _is_chroma(error):
                raise
            self.close()
            raise IndexDamaged(
                f"The index in {self._path} cannot be used: {str(error).strip() or type(error).__name__}",
                f"Delete the folder {self._path.parent}: it is derived from the library and is built again.",
            ) from error


_shared_by_path: dict[Path, _Shared] = {}
_registry_lock = threading.Lock()


def _shared(path: Path) -> _Shared:
    with _registry_lock:
        return _shared_by_path.setdefault(path.resolve(), _Shared(path.resolve()))


def _client(path: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    path.mkdir(parents=True, exist_ok=True)
    # Given outright, so that neither the environment nor a .env file beside us can name a server to send anything to.
    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        chroma_otel_collection_endpoint="",
        chroma_otel_granularity=None,
        chroma_server_host=None,
        chroma_server_http_port=None,
        chroma_client_auth_provider=None,
        migrations="apply",
        allow_reset=False,
    )
    try:
        return chromadb.PersistentClient(path=str(path), settings=settings)
    except Exception as error:  # a damaged file fails in Chroma's own cleaning up, with whatever that stumbles over
        raise OSError(f"Chroma cannot open it: {_root(error)}") from error


def _collection(client: Any, label: str = "", create: bool = True) -> Any:
    from chromadb.errors import NotFoundError

    try:
        found = client.get_collection(COLLECTION, embedding_function=None)
    except NotFoundError:
        if not create:
            raise
        return client.create_collection(
            COLLECTION,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"embedder": label},
            embedding_function=None,
            get_or_create=True,
        )
    if _space(found) != "cosine":
        raise OSError(f"its distance is {_space(found)}, not cosine")
    return found


def _space(collection: Any) -> str:
    return str(collection.configuration["hnsw"]["space"])


def _label(embedder: Embedder) -> str:
    return f"{embedder.name} ({embedder.dtype})"


def _root(error: BaseException) -> BaseException:
    return _root(error.__context__) if error.__context__ else error


def _is_chroma(error: Exception) -> bool:
    return isinstance(error, OSError) or type(error).__module__.startswith(("chromadb", "sqlite3"))
