import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.brief import Brief, Chunk, Source
from vectorstore.embedding import HashEmbedder, Vectors
from vectorstore.errors import IndexBusy, IndexDamaged, IndexMismatch
from vectorstore.indexing import Indexer, SyncReport
from vectorstore.manifest import read_manifest
from vectorstore.retriever import HybridRetriever

BriefMaker = Callable[..., Brief]
Cut = Callable[[Brief], tuple[Chunk, ...]]


class WatchedEmbedder(HashEmbedder):
    """Counts what it embeds, and fails at a text that holds the word `fail`."""

    def __init__(self, dimensions: int = 16) -> None:
        super().__init__(dimensions)
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        if any("fail" in text for text in texts):
            raise KeyboardInterrupt
        self.embedded += texts
        return super().embed(texts)


@pytest.fixture
def embedder() -> WatchedEmbedder:
    return WatchedEmbedder()


@pytest.fixture
def indexer(tmp_path: Path, embedder: WatchedEmbedder, cut: Cut) -> Indexer:
    return Indexer(tmp_path / "index", embedder, cut, 160, 1, patience=0.05)


@pytest.fixture
def briefs(make_brief: BriefMaker) -> list[Brief]:
    return [make_brief(name, f"First on {name}.", f"Second on {name}.") for name in ("ferry", "bread", "violin")]


def test_a_first_sync_indexes_every_brief_with_its_header(
    indexer: Indexer, briefs: list[Brief], embedder: WatchedEmbedder
) -> None:
    assert indexer.sync(briefs) == SyncReport(("ferry", "bread", "violin"), (), 6)
    assert embedder.embedded[0] == "Ferry\nFirst on ferry."
    assert indexer.open_store().brief_ids() == {"ferry", "bread", "violin"}


def test_a_second_sync_embeds_and_writes_nothing(
    indexer: Indexer, briefs: list[Brief], embedder: WatchedEmbedder
) -> None:
    indexer.sync(briefs)
    version, embedder.embedded = indexer.store.version(), []
    assert indexer.is_current(briefs)
    assert indexer.sync(list(reversed(briefs))) == SyncReport((), (), 6)
    assert embedder.embedded == []
    assert indexer.store.version() == version


def test_what_is_gone_from_the_library_goes_from_the_index(indexer: Indexer, briefs: list[Brief]) -> None:
    indexer.sync(briefs)
    assert indexer.sync(briefs[1:]) == SyncReport((), ("ferry",), 4)
    assert indexer.sync([]) == SyncReport((), ("bread", "violin"), 0)


def test_a_replaced_brief_leaves_no_old_chunk(
    indexer: Indexer, briefs: list[Brief], make_brief: BriefMaker, embedder: WatchedEmbedder
) -> None:
    indexer.sync(briefs)
    embedder.embedded = []
    reread = make_brief("ferry", "Only paragraph.")
    assert indexer.sync([reread, *briefs[1:]]) == SyncReport(("ferry",), (), 5)
    assert [chunk.text for chunk in indexer.store.all_chunks() if chunk.brief_id == "ferry"] == ["Only paragraph."]
    assert embedder.embedded == ["Ferry\nOnly paragraph."]


def test_a_brief_whose_metadata_changed_is_indexed_anew(
    indexer: Indexer, briefs: list[Brief], make_brief: BriefMaker
) -> None:
    indexer.sync(briefs)
    dated = make_brief("ferry", "First on ferry.", "Second on ferry.", published="1970")
    assert indexer.sync([dated, *briefs[1:]]).added == ("ferry",)
    assert {chunk.source.published for chunk in indexer.store.all_chunks() if chunk.brief_id == "ferry"} == {"1970"}


def test_an_interrupted_sync_resumes_where_it_stopped(
    indexer: Indexer, briefs: list[Brief], make_brief: BriefMaker, embedder: WatchedEmbedder
) -> None:
    with pytest.raises(KeyboardInterrupt):
        indexer.sync([briefs[0], make_brief("bad", "This must fail."), briefs[1]])
    assert indexer.store.brief_ids() == {"ferry"}
    embedder.embedded = []
    assert indexer.sync(briefs) == SyncReport(("bread", "violin"), (), 6)
    assert not any("ferry" in text for text in embedder.embedded)


def test_a_half_written_brief_is_done_again(indexer: Indexer, briefs: list[Brief], tmp_path: Path) -> None:
    indexer.sync(briefs[:2])
    half = indexer._cut(briefs[2])[:1]
    indexer.store.add(half, HashEmbedder(16).embed(["x"]))
    assert indexer.sync(briefs) == SyncReport(("violin",), (), 6)
    indexer.store._shared.read(lambda collection: collection.delete(ids=[half[0].id]))
    indexer.store.close()
    assert indexer.sync(briefs) == SyncReport(("violin",), (), 6)


def test_a_brief_without_a_chunk_is_indexed_once(indexer: Indexer, make_brief: BriefMaker, tmp_path: Path) -> None:
    empty = Indexer(tmp_path / "other", HashEmbedder(16), lambda _: (), 160, 1)
    assert empty.sync([make_brief("blank", "")]).added == ("blank",)
    assert empty.sync([make_brief("blank", "")]).added == ()


def test_a_cancelled_sync_keeps_what_is_done(indexer: Indexer, briefs: list[Brief]) -> None:
    answers = iter([False, True])
    assert indexer.sync(briefs, cancelled=lambda: next(answers)) == SyncReport(("ferry",), (), 2, remaining=2)
    assert indexer.sync(briefs) == SyncReport(("bread", "violin"), (), 6)


def test_progress_counts_up_to_the_total(indexer: Indexer, briefs: list[Brief]) -> None:
    seen: list[tuple[int, int, str]] = []
    indexer.sync(briefs, lambda *step: seen.append(step))
    assert seen == [(0, 3, "ferry.md"), (1, 3, "bread.md"), (2, 3, "violin.md"), (3, 3, "")]


def test_a_brief_given_twice_is_indexed_once(indexer: Indexer, briefs: list[Brief]) -> None:
    assert indexer.sync([briefs[0], briefs[0]]) == SyncReport(("ferry",), (), 2)


@pytest.mark.parametrize(
    ("dimensions", "tokens", "overlap", "named"),
    [(32, 160, 1, "embedder hash-16, not hash-32"), (16, 99, 1, "chunk_tokens 160, not 99"), (16, 160, 2, "overlap")],
)
def test_another_embedder_or_chunking_is_refused_until_the_index_is_rebuilt(
    dimensions: int,
    tokens: int,
    overlap: int,
    named: str,
    indexer: Indexer,
    briefs: list[Brief],
    cut: Cut,
    tmp_path: Path,
) -> None:
    indexer.sync(briefs)
    other = Indexer(tmp_path / "index", HashEmbedder(dimensions), cut, tokens, overlap)
    for use in (other.open_store, lambda: other.sync(briefs), lambda: other.is_current([])):
        with pytest.raises(IndexMismatch, match=named) as caught:
            use()
        assert caught.value.__notes__[0].startswith(f"Delete the folder {tmp_path / 'index'}: ")
    assert indexer.is_current(briefs)
    assert other.sync(briefs, rebuild=True) == SyncReport(("ferry", "bread", "violin"), (), 6)
    first = other.store.all_chunks()[0].id
    assert other.open_store().vectors([first])[first].shape == (dimensions,)
    with pytest.raises(IndexMismatch):
        indexer.open_store()


def test_an_index_without_briefs_takes_any_embedder(
    indexer: Indexer, briefs: list[Brief], cut: Cut, tmp_path: Path
) -> None:
    indexer.sync(briefs)
    indexer.sync([])
    other = Indexer(tmp_path / "index", HashEmbedder(32), cut, 99, 0)
    assert other.sync(briefs).chunks == 6
    other.store.check_embedder(HashEmbedder(32))


def test_an_empty_library_writes_nothing(indexer: Indexer, tmp_path: Path) -> None:
    assert indexer.sync([]) == SyncReport((), (), 0)
    assert not indexer.is_current([Brief("a", "A.", Source("a", "a", "a.md"))])
    assert not (tmp_path / "index").exists()


def test_chunks_that_a_killed_removal_left_behind_go(indexer: Indexer, briefs: list[Brief], tmp_path: Path) -> None:
    indexer.sync(briefs[:1])
    manifest = read_manifest(tmp_path / "index" / "manifest.json")
    assert manifest is not None
    manifest.without("ferry").write(tmp_path / "index" / "manifest.json")
    assert indexer.sync([]) == SyncReport((), ("ferry",), 0)


def test_vectors_without_a_manifest_are_not_trusted(indexer: Indexer, briefs: list[Brief], tmp_path: Path) -> None:
    indexer.sync(briefs)
    (tmp_path / "index" / "manifest.json").unlink()
    assert indexer.sync(briefs) == SyncReport(("ferry", "bread", "violin"), (), 6)


def test_a_deleted_database_is_built_again(indexer: Indexer, briefs: list[Brief], tmp_path: Path) -> None:
    indexer.sync(briefs)
    indexer.store.close()
    for file in (tmp_path / "index" / "chroma").glob("*"):
        if file.is_file():
            file.unlink()
    assert indexer.sync(briefs).chunks == 6


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, briefs: list[Brief], cut: Cut) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexDamaged, match="file"):
        Indexer(tmp_path / "file" / "index", HashEmbedder(16), cut, 160, 1).sync(briefs)


def test_a_second_thread_that_writes_is_told_to_wait(
    indexer: Indexer, briefs: list[Brief], cut: Cut, tmp_path: Path
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        entered.set()
        leave.wait(20)

    first = threading.Thread(target=indexer.sync, args=(briefs, slow))
    first.start()
    try:
        assert entered.wait(20)
        with pytest.raises(IndexBusy):
            Indexer(tmp_path / "index", HashEmbedder(16), cut, 160, 1, patience=0.05).sync(briefs)
    finally:
        leave.set()
        first.join()
    assert indexer.store.count() == 6


WRITER = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from corpus.brief import Brief, Chunk, Source, Span
from vectorstore.embedding import HashEmbedder
from vectorstore.indexing import Indexer

def cut(brief):
    return (Chunk(brief.id, brief.source, None, Span(0, len(brief.text)), brief.text),)

def hang(done, *_):
    if done == 1:
        print("one is done", flush=True)
        threading.Event().wait()

briefs = [Brief(name, f"On {name}.", Source(name, name, f"{name}.md")) for name in ("ferry", "bread")]
Indexer(Path(sys.argv[2]), HashEmbedder(16), cut, 160, 1).sync(briefs, hang)
"""


def test_a_second_process_is_told_to_wait_and_a_killed_writer_loses_nothing(tmp_path: Path, cut: Cut) -> None:
    briefs = [Brief(name, f"On {name}.", Source(name, name, f"{name}.md")) for name in ("ferry", "bread")]
    root, folder = Path(__file__).parents[3], tmp_path / "index"
    with subprocess.Popen([sys.executable, "-c", WRITER, root, folder], stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "one is done\n"
            mine = Indexer(folder, HashEmbedder(16), cut, 160, 1, patience=0.05)
            with pytest.raises(IndexBusy, match="Another process") as caught:
                mine.sync(briefs)
            assert "safe" in caught.value.__notes__[0]
            assert mine.open_store().brief_ids() == {"ferry"}
        finally:
            writer.kill()
    assert mine.sync(briefs) == SyncReport(("bread",), (), 2)
    manifest = read_manifest(folder / "manifest.json")
    assert manifest is not None
    assert manifest.briefs == ("ferry", "bread")
    assert mine.store.space() == "cosine"


BUSY_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from corpus.brief import Brief, Chunk, Source, Span
from vectorstore.embedding import HashEmbedder
from vectorstore.indexing import Indexer

def cut(brief):
    return (Chunk(brief.id, brief.source, None, Span(0, len(brief.text)), brief.text),)

briefs = [Brief(f"b{n}", f"Ferry {n}.", Source(f"b{n}", f"B{n}", f"b{n}.md")) for n in range(20)]
indexer = Indexer(Path(sys.argv[2]), HashEmbedder(16), cut, 160, 1)
indexer.sync(briefs)
indexer.sync(briefs[15:])
indexer.sync(briefs[:10], rebuild=True)
"""


def test_a_search_goes_on_while_another_process_writes_removes_and_rebuilds(indexer: Indexer, tmp_path: Path) -> None:
    indexer.sync([Brief("b0", "Ferry 0.", Source("b0", "B0", "b0.md"))])
    retriever = HybridRetriever(indexer.open_store(), HashEmbedder(16))
    root, folder = Path(__file__).parents[3], tmp_path / "index"
    with subprocess.Popen([sys.executable, "-c", BUSY_WRITER, root, folder]) as writer:
        while writer.poll() is None:
            retriever.retrieve("Where is the ferry?", 5)
    assert writer.returncode == 0
    hits = retriever.retrieve("Where is the ferry?", 20)
    assert {hit.chunk.brief_id for hit in hits} == {f"b{number}" for number in range(10)}
