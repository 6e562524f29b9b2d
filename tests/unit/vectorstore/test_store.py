import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.brief import Chunk
from vectorstore.embedding import HashEmbedder
from vectorstore.errors import IndexDamaged, IndexMismatch
from vectorstore.store import ChunkStore, _Shared

ChunkMaker = Callable[..., Chunk]
AXES = np.eye(4, dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> ChunkStore:
    return ChunkStore(tmp_path / "index" / "chroma")


def test_a_chunk_comes_back_whole(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    full = make_chunk(
        "“Café” – tides,  twice.", "tide", 7, "Findings", publisher="Quay", author="A. B.", published="2020-05",
        summarises="tide.txt",
    )  # fmt: skip
    bare = make_chunk("Bare.", "bare")
    store.add([full, bare], AXES[:2])
    assert store.all_chunks() == (bare, full)
    assert [chunk for chunk, _ in store.query(AXES[0], 2)] == [full, bare]


def test_neighbours_are_found_by_cosine_whatever_the_length(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    same, near, across = (make_chunk("x", name) for name in ("same", "near", "across"))
    store.add([same, near, across], np.array([[9, 0], [0.4, 0.3], [0, 1]], dtype=np.float32))
    found = store.query(np.array([2, 0], dtype=np.float32), 3)
    assert [chunk for chunk, _ in found] == [same, near, across]
    assert [similarity for _, similarity in found] == pytest.approx([1.0, 0.8, 0.0], abs=1e-6)
    assert store.space() == "cosine"


def test_equal_similarities_come_in_the_order_of_ids(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    chunks = [make_chunk("x", name) for name in "dbca"]
    store.add(chunks, AXES[[0, 0, 0, 0]])
    assert [chunk.brief_id for chunk, _ in store.query(AXES[0], 4)] == ["a", "b", "c", "d"]


def test_within_limits_the_search_to_briefs(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x", "a"), make_chunk("x", "b"), make_chunk("x", "c")], AXES[:3])
    assert {chunk.brief_id for chunk, _ in store.query(AXES[0], 9, ["b", "c", "c", "unknown"])} == {"b", "c"}
    assert store.query(AXES[0], 9, ["unknown"]) == []


def test_an_empty_store_answers(store: ChunkStore) -> None:
    assert (store.count(), store.all_chunks(), store.brief_ids()) == (0, (), frozenset())
    assert store.query(AXES[0], 5) == []
    assert store.vectors(["none"]) == {}


def test_no_neighbour_is_asked_for(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x")], AXES[:1])
    assert store.query(AXES[0], 0) == []


def test_an_added_chunk_replaces_the_one_with_its_id(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("old", heading="Before")], AXES[:1])
    store.add([make_chunk("new")], AXES[1:2])
    assert store.all_chunks() == (make_chunk("new"),)
    assert store.vectors([make_chunk("new").id])[make_chunk("new").id] == pytest.approx(AXES[1])


def test_removing_a_brief_leaves_the_others(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x", "a"), make_chunk("y", "a", 5), make_chunk("x", "ab")], AXES[:3])
    store.remove_brief("a")
    store.remove_brief("never there")
    assert store.brief_ids() == {"ab"}
    assert [chunk.brief_id for chunk, _ in store.query(AXES[0], 9)] == ["ab"]


def test_more_chunks_than_one_call_may_hold_are_written_and_read(
    store: ChunkStore, make_chunk: ChunkMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.count()
    monkeypatch.setattr(type(store._shared._client), "get_max_batch_size", lambda _: 3)
    chunks = [make_chunk("x", "long", start) for start in range(10)]
    sizes: list[int] = []
    collection = type(store._shared._collection)
    add = collection.add

    def counted(self: object, ids: list[str], **rest: object) -> None:
        sizes.append(len(ids))
        add(self, ids, **rest)

    monkeypatch.setattr(collection, "add", counted)
    store.add(chunks, np.ones((10, 4), dtype=np.float32))
    assert sizes == [3, 3, 3, 1]
    assert store.all_chunks() == tuple(chunks)
    store.remove_brief("long")
    assert store.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a' OR '1'='1",
        '{"$ne": ""}',
        "$in",
        "нова-šé-日本",
        "a:0-1",
        "x\u202ey\u0000z",
        " ",
        "🙂" * 300,
    ],
)
def test_hostile_names_are_only_names(store: ChunkStore, make_chunk: ChunkMaker, name: str) -> None:
    hostile = make_chunk(name, name, heading=name, title=name, file=name, publisher=name)
    store.add([hostile, make_chunk("x", "other")], AXES[:2])
    assert [chunk for chunk, _ in store.query(AXES[0], 9, [name])] == [hostile]
    store.remove_brief(name)
    assert store.brief_ids() == {"other"}


def test_another_embedders_vectors_are_noticed(store: ChunkStore) -> None:
    store.check_embedder(HashEmbedder(8))
    store.clear(HashEmbedder(8))
    store.check_embedder(HashEmbedder(8))
    with pytest.raises(IndexMismatch, match="hash-8"):
        store.check_embedder(HashEmbedder(16))


def test_an_emptied_store_takes_vectors_of_another_length(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x")], AXES[:1])
    store.clear()
    store.add([make_chunk("y")], np.ones((1, 9), dtype=np.float32))
    assert store.all_chunks() == (make_chunk("y"),)


def test_a_vector_of_another_length_is_an_error_in_words(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x")], AXES[:1])
    with pytest.raises(IndexDamaged, match="dimension"):
        store.query(np.ones(9, dtype=np.float32), 1)
    assert store.count() == 1


def test_chunks_without_their_vectors_are_a_mistake(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    with pytest.raises(ValueError, match="1 chunks but 2 vectors"):
        store.add([make_chunk("x")], AXES[:2])


def test_a_damaged_database_is_named_and_a_deleted_one_starts_anew(
    store: ChunkStore, make_chunk: ChunkMaker, tmp_path: Path
) -> None:
    store.add([make_chunk("x")], AXES[:1])
    store.close()
    database = tmp_path / "index" / "chroma" / "chroma.sqlite3"
    database.write_bytes(b"garbage" * 1000)
    with pytest.raises(IndexDamaged, match="not a database") as caught:
        store.count()
    assert str(tmp_path / "index") in caught.value.__notes__[0]
    database.unlink()
    assert store.count() == 0


def test_a_collection_with_another_distance_is_refused(tmp_path: Path) -> None:
    code = f"import chromadb; chromadb.PersistentClient({str(tmp_path)!r}).create_collection('chunks')"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(IndexDamaged, match="not cosine"):
        ChunkStore(tmp_path).count()


def test_stores_on_one_folder_share_one_client(tmp_path: Path, make_chunk: ChunkMaker) -> None:
    first, second = ChunkStore(tmp_path / "c"), ChunkStore(tmp_path / "." / "c")
    first.add([make_chunk("x")], AXES[:1])
    assert second.count() == 1
    assert first._shared is second._shared
    assert isinstance(first._shared, _Shared)


def test_a_reader_sees_what_another_process_writes(store: ChunkStore, make_chunk: ChunkMaker, tmp_path: Path) -> None:
    store.add([make_chunk("x", "mine")], AXES[:1])
    assert len(store.query(AXES[1], 9)) == 1
    before = store.version()
    _in_another_process(
        tmp_path, "store.add([Chunk('theirs', Source('theirs', 't', 'f'), None, Span(0, 1), 'x')], axes[1:2])"
    )
    assert store.version() != before
    assert [chunk.brief_id for chunk, _ in store.query(AXES[1], 9)] == ["theirs", "mine"]
    _in_another_process(tmp_path, "store.clear()")
    assert store.query(AXES[1], 9) == []
    assert store.all_chunks() == ()


def test_many_threads_read_while_one_writes(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    store.add([make_chunk("x", "first")], AXES[:1])
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert store.query(AXES[0], 50)[0][0].brief_id == "first"
                assert "first" in store.brief_ids()
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10):
        store.add([make_chunk("x", f"later{number}")], AXES[1:2])
    for reader in readers:
        reader.join()
    assert errors == []
    assert store.count() == 11


def test_the_environment_cannot_name_a_server(tmp_path: Path) -> None:
    hostile = {
        "CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI",
        "CHROMA_SERVER_HOST": "telemetry.invalid",
        "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://telemetry.invalid:4317",
        "CHROMA_OTEL_GRANULARITY": "all",
        "ANONYMIZED_TELEMETRY": "True",
    }
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\nunknown_key=1\n")
    code = (
        "import sys, socket; sys.path.insert(0, sys.argv[1])\n"
        "def refuse(event, args):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo'}: raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(refuse)\n"
        "from pathlib import Path\nfrom vectorstore.store import ChunkStore\n"
        "store = ChunkStore(Path('chroma')); assert store.count() == 0\n"
        "settings = store._shared._client.get_settings()\n"
        "assert not settings.anonymized_telemetry and not settings.chroma_otel_collection_endpoint, settings\n"
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", code, root], cwd=tmp_path, env={**os.environ, **hostile}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _in_another_process(tmp_path: Path, statement: str) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\nfrom pathlib import Path\nimport numpy as np\n"
        "from corpus.brief import Chunk, Source, Span\nfrom vectorstore.store import ChunkStore\n"
        f"axes = np.eye(4, dtype=np.float32)\nstore = ChunkStore(Path(sys.argv[2]))\n{statement}\n"
    )
    root = str(Path(__file__).parents[3])
    subprocess.run([sys.executable, "-c", code, root, str(tmp_path / "index" / "chroma")], check=True)
