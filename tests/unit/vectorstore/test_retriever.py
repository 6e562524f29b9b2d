from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.brief import Chunk
from vectorstore.embedding import HashEmbedder, Vectors
from vectorstore.errors import IndexMismatch
from vectorstore.hit import Retriever
from vectorstore.retriever import HybridRetriever, as_langchain
from vectorstore.store import ChunkStore

ChunkMaker = Callable[..., Chunk]


class CountingEmbedder(HashEmbedder):
    def __init__(self, dimensions: int = 256) -> None:
        super().__init__(dimensions)
        self.calls: list[Sequence[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(texts)
        return super().embed(texts)


@pytest.fixture
def store(tmp_path: Path) -> ChunkStore:
    return ChunkStore(tmp_path / "chroma")


@pytest.fixture
def fill(store: ChunkStore) -> Callable[..., None]:
    def add(*chunks: Chunk) -> None:
        store.add(chunks, HashEmbedder().embed([chunk.text for chunk in chunks]))

    return add


def test_hits_say_how_they_were_found(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    ferry = make_chunk("A new ferry crossed the strait at dawn.", "a")
    bread = make_chunk("Bread needs yeast and time.", "b")
    fill(ferry, bread)
    retriever: Retriever = HybridRetriever(store, HashEmbedder())
    best, rest = retriever.retrieve("Which ferries crossed the strait?", 5)
    assert (best.chunk, best.ranks) == (ferry, {"dense": 1, "lexical": 1})
    assert (rest.chunk, rest.ranks) == (bread, {"dense": 2})
    assert best.score > rest.score
    assert best.similarity is not None
    assert best.similarity > (rest.similarity or 0) >= -1


def test_a_hit_that_only_words_found_has_its_similarity_too(store: ChunkStore, make_chunk: ChunkMaker) -> None:
    embedder = HashEmbedder()
    vector = embedder.embed(["ferry"])
    far = make_chunk("ferry", "far")
    store.add([far], -vector)
    store.add([make_chunk(f"boat number {n}", f"near{n}") for n in range(3)], np.repeat(vector, 3, axis=0))
    hits = HybridRetriever(store, embedder, candidates=2).retrieve("ferry", 2)
    found = next(hit for hit in hits if hit.chunk == far)
    assert found.ranks == {"lexical": 1}
    assert found.similarity == pytest.approx(-1.0, abs=1e-5)


def test_the_question_is_embedded_once(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    fill(make_chunk("ferry"))
    embedder = CountingEmbedder()
    HybridRetriever(store, embedder).retrieve("Where is the ferry?", 3)
    assert embedder.calls == [["Where is the ferry?"]]


def test_an_empty_store_needs_no_model(store: ChunkStore) -> None:
    embedder = CountingEmbedder()
    assert HybridRetriever(store, embedder).retrieve("ferry", 3) == ()
    assert embedder.calls == []


def test_within_limits_both_rankings(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    fill(make_chunk("ferry one", "a"), make_chunk("ferry two", "b"), make_chunk("ferry three", "c"))
    hits = HybridRetriever(store, HashEmbedder()).retrieve("ferry", 5, ["b"])
    assert [hit.chunk.brief_id for hit in hits] == ["b"]
    assert hits[0].ranks == {"dense": 1, "lexical": 1}
    assert HybridRetriever(store, HashEmbedder()).retrieve("ferry", 5, ["none"]) == ()


def test_chunks_that_come_and_go_are_followed(
    store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker
) -> None:
    retriever = HybridRetriever(store, HashEmbedder())
    fill(make_chunk("ferry", "a"))
    assert len(retriever.retrieve("ferry", 5)) == 1
    fill(make_chunk("ferries at night", "b"))
    assert {hit.chunk.brief_id for hit in retriever.retrieve("ferry", 5) if "lexical" in hit.ranks} == {"a", "b"}
    store.remove_brief("a")
    assert [hit.chunk.brief_id for hit in retriever.retrieve("ferry", 5)] == ["b"]


def test_repeats_leave_room_for_others(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    text = "The ferry company raised its fares by a tenth in the spring of that year."
    fill(make_chunk(text, "a"), make_chunk(text.upper(), "b"), make_chunk("A fare for the tram.", "c"))
    hits = HybridRetriever(store, HashEmbedder()).retrieve("ferry fares", 2)
    assert [hit.chunk.brief_id for hit in hits] == ["a", "c"]


def test_asking_again_gives_the_same(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    fill(*(make_chunk(f"ferry {n % 3} and boat {n % 5}", f"b{n}") for n in range(30)))
    first = HybridRetriever(store, HashEmbedder()).retrieve("boat 2 ferry 1", 12)
    store.close()
    assert HybridRetriever(store, HashEmbedder()).retrieve("boat 2 ferry 1", 12) == first


def test_another_embedder_is_refused(store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker) -> None:
    store.clear(HashEmbedder())
    fill(make_chunk("ferry"))
    with pytest.raises(IndexMismatch, match="hash-256"):
        HybridRetriever(store, HashEmbedder(8)).retrieve("ferry", 1)


@pytest.mark.parametrize("question", ["", "\u0000", "ferry " * 5000, "'; DROP TABLE chunks; --", "🙂"])
def test_odd_questions_get_hits_or_none(
    question: str, store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker
) -> None:
    fill(make_chunk("ferry"))
    assert len(HybridRetriever(store, HashEmbedder()).retrieve(question, 3)) <= 1
    assert HybridRetriever(store, HashEmbedder()).retrieve(question, 0) == ()


def test_langchain_gets_documents_with_place_and_source(
    store: ChunkStore, fill: Callable[..., None], make_chunk: ChunkMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "false")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "false")
    chunk = make_chunk("The ferry sank.", "a", 40, "History", publisher="Quay", published="1970")
    fill(chunk, make_chunk("Bread.", "b"))
    documents = as_langchain(HybridRetriever(store, HashEmbedder()), k=1).invoke("ferry")
    assert [(document.page_content, document.id) for document in documents] == [("The ferry sank.", chunk.id)]
    expected = {
        "chunk": chunk.id, "brief": "a", "start": 40, "end": 55, "heading": "History", "title": "A",
        "publisher": "Quay", "author": None, "published": "1970", "source": "a.md", "summarises": None,
    }  # fmt: skip
    assert expected.items() <= documents[0].metadata.items()
    assert (
        as_langchain(HybridRetriever(store, HashEmbedder()), within=["b"]).invoke("ferry")[0].metadata["brief"] == "b"
    )
