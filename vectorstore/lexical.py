"""Search by words: BM25 over stems of each chunk's header and text, kept in memory."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus.brief import Chunk
from corpus.words import stems


class LexicalIndex:
    """BM25 over a fixed set of chunks; build another when the chunks change.

    Case, accents, quotes, initials and possessives are folded, stop words are left out.
    """

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = tuple(chunks)
        self._brief_ids = np.array([chunk.brief_id for chunk in self._chunks], dtype=object)
        self._bm25 = _built([list(stems(f"{chunk.header}\n{chunk.text}")) for chunk in self._chunks])

    def search(self, query: str, k: int, within: Sequence[str] = ()) -> list[tuple[Chunk, float]]:
        """The `k` chunks that share the most telling words with the query, best first; none that shares no word.

        `within` limits the search to these brief ids; empty means no limit.
        """
        known = self._bm25.get_tokens_ids(list(dict.fromkeys(stems(query)))) if self._bm25 is not None else []
        if not known or k < 1:
            return []
        scores = self._bm25.get_scores_from_ids(known)
        if within:
            scores = np.where(np.isin(self._brief_ids, list(within)), scores, 0.0)
        found = [int(index) for index in np.flatnonzero(scores > 0)]
        found.sort(key=lambda index: (-float(scores[index]), self._chunks[index].id))
        return [(self._chunks[index], float(scores[index])) for index in found[:k]]


def _built(corpus: list[list[str]]) -> Any:
    """The bm25s index; None where no chunk has a word."""
    if not any(corpus):
        return None
    import bm25s

    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    return index
