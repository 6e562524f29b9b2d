"""Sentence vectors: computed once, kept apart by embedder."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding import HashEmbedder, Vectors
from vectorstore.errors import IndexDamaged
from vectorstore.remembering import SentenceVectors


class CountingEmbedder(HashEmbedder):
    """Remembers what it was asked for."""

    def __init__(self, dimensions: int = 64) -> None:
        super().__init__(dimensions)
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Counts, then embeds."""
        self.asked += texts
        return super().embed(texts)


def test_a_text_is_embedded_once_even_across_restarts(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    first = SentenceVectors(embedder, tmp_path).of(["one cat", "two dogs", "one cat"])
    again = SentenceVectors(embedder, tmp_path).of(["two dogs", "one cat"])
    assert embedder.asked == ["one cat", "two dogs"]
    np.testing.assert_array_equal(first[[1, 0]], again)


def test_vectors_are_those_of_the_embedder_within_half_precision() -> None:
    embedder = HashEmbedder()
    kept = SentenceVectors(embedder).of(["grain moved by rail"])
    np.testing.assert_allclose(kept, embedder.embed(["grain moved by rail"]), atol=1e-3)


def test_two_embedders_never_share_vectors(tmp_path: Path) -> None:
    SentenceVectors(HashEmbedder(64), tmp_path).of(["one cat"])
    assert SentenceVectors(HashEmbedder(32), tmp_path).of(["one cat"]).shape == (1, 32)


def test_no_texts_give_no_vectors() -> None:
    assert SentenceVectors(HashEmbedder(64)).of([]).shape == (0, 64)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    SentenceVectors(HashEmbedder(), tmp_path)
    (file,) = tmp_path.glob("*.sqlite")
    for part in tmp_path.iterdir():
        part.unlink()
    file.write_bytes(b"not a database, but long enough to be taken for one" * 20)
    with pytest.raises(IndexDamaged, match="sentences-"):
        SentenceVectors(HashEmbedder(), tmp_path)
