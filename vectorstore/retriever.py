"""The search that the assistant uses: by meaning and by words, fused; and the same as a LangChain retriever."""

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.brief import Chunk
from vectorstore.embedding import Embedder, Vectors
from vectorstore.fusion import fuse, without_repeats
from vectorstore.hit import Hit, Retriever
from vectorstore.lexical import LexicalIndex
from vectorstore.store import ChunkStore

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

# Of a few hundred chunks 40 candidates are many: with the usual 60, a place in both lists outweighs a first place in
# one. On the sample's development questions 10 puts the passage among the first twelve as often or more.
RANK_CONSTANT = 10


class HybridRetriever:
    """Ranks by cosine similarity and by BM25, and fuses the two; follows the store when it changes.

    Args:
        store: where the chunks are.
        embedder: the one that the store was built with.
        candidates: chunks that each ranking contributes.
    """

    def __init__(self, store: ChunkStore, embedder: Embedder, candidates: int = 40) -> None:
        self._store = store
        self._embedder = embedder
        self._candidates = candidates
        self._lock = threading.Lock()
        self._lexical: tuple[str, LexicalIndex] | None = None

    def retrieve(self, question: str, k: int, within: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best `k` chunks, best first; `within` limits the search to these brief ids (empty: no limit).

        Raises:
            IndexMismatch: if the store was built with another embedder.
            IndexDamaged: if the store cannot be read.
            EmbedderUnavailable: if the model cannot be loaded.
        """
        if k < 1 or self._store.count() == 0:
            return ()
        depth = max(k, self._candidates)
        lexical = self._words().search(question, depth, within)
        vector = self._embedder.embed([question])[0]
        dense = self._store.query(vector, depth, within)
        chunk_by_id = {chunk.id: chunk for chunk, _ in [*lexical, *dense]}
        rankings = {"dense": [chunk.id for chunk, _ in dense], "lexical": [chunk.id for chunk, _ in lexical]}
        fused = fuse(rankings, RANK_CONSTANT)
        kept = without_repeats([chunk_by_id[one.id] for one in fused], k)
        similarity = self._similarities(vector, dense, kept)
        fused_by_id = {one.id: one for one in fused}
        return tuple(
            Hit(chunk, fused_by_id[chunk.id].score, fused_by_id[chunk.id].ranks, similarity.get(chunk.id))
            for chunk in kept
        )

    def _words(self) -> LexicalIndex:
        with self._lock:
            version = self._store.version()
            if self._lexical is None or self._lexical[0] != version:
                self._store.check_embedder(self._embedder)
                self._lexical = version, LexicalIndex(self._store.all_chunks())
            return self._lexical[1]

    def _similarities(
        self, vector: Vectors, dense: Sequence[tuple[Chunk, float]], kept: Sequence[Chunk]
    ) -> Mapping[str, float]:
        """Cosines of the dense hits, and of those that only words found."""
        known = {chunk.id: similarity for chunk, similarity in dense}
        others = self._store.vectors([chunk.id for chunk in kept if chunk.id not in known])
        return known | {one: float(np.dot(vector, other)) for one, other in others.items()}


def as_langchain(retriever: Retriever, k: int = 12, within: Sequence[str] = ()) -> "BaseRetriever":
    """The retriever for LangChain: Documents with the chunk's text, its id, place and source as metadata."""
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    class BriefsRetriever(BaseRetriever):
        """Passages of the briefs, best first."""

        def _get_relevant_documents(self, query: str, **_: Any) -> list[Document]:
            hits = retriever.retrieve(query, k, within)
            return [Document(page_content=hit.chunk.text, metadata=_metadata(hit), id=hit.chunk.id) for hit in hits]

    return BriefsRetriever()


def _metadata(hit: Hit) -> dict[str, Any]:
    chunk, source = hit.chunk, hit.chunk.source
    return {
        "chunk": chunk.id,
        "brief": chunk.brief_id,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "heading": chunk.heading,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published,
        "source": source.file,
        "summarises": source.summarises,
        "score": hit.score,
        "similarity": hit.similarity,
        "ranks": dict(hit.ranks),
    }
