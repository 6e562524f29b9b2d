from collections.abc import Callable

import pytest

from corpus.brief import Chunk
from vectorstore.lexical import LexicalIndex

ChunkMaker = Callable[..., Chunk]


def _texts(found: list[tuple[Chunk, float]]) -> list[str]:
    return [chunk.text for chunk, _ in found]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("FERRIES", "A ferry crossed."),
        ("ferries crossing", "A ferry crossed."),
        ("Zurich", "They met in Zürich."),
        ("un staff", "U.N. staff arrived."),
        ("U.N. staff", "The UN sent staff."),
        ("Taliban", "The Taliban’s envoy left."),
        ("Taliban’s", "An envoy of the Taliban left."),
        ("What did the US say?", "The U.S. agreed."),
        ("1970", "Founded in 1970."),
    ],
)
def test_a_word_is_found_in_its_other_spellings(query: str, text: str, make_chunk: ChunkMaker) -> None:
    index = LexicalIndex([make_chunk(text, "a"), make_chunk("Nothing alike.", "b")])
    assert _texts(index.search(query, 5)) == [text]


def test_the_header_is_searched_too(make_chunk: ChunkMaker) -> None:
    index = LexicalIndex([make_chunk("It rose.", "a", heading="Harbour dues"), make_chunk("It fell.", "b")])
    assert _texts(index.search("harbour", 5)) == ["It rose."]


def test_rare_words_weigh_more_than_frequent_ones(make_chunk: ChunkMaker) -> None:
    texts = ["The port opened.", "The port closed.", "The port burned.", "The lighthouse closed."]
    index = LexicalIndex([make_chunk(text, f"b{place}") for place, text in enumerate(texts)])
    assert _texts(index.search("port or lighthouse", 1)) == ["The lighthouse closed."]


def test_within_limits_the_search_before_the_best_are_taken(make_chunk: ChunkMaker) -> None:
    chunks = [make_chunk("ferry ferry ferry", "a"), make_chunk("a ferry among boats and boats", "b")]
    found = LexicalIndex(chunks).search("ferry", 1, ["b", "unknown"])
    assert [chunk.brief_id for chunk, _ in found] == ["b"]
    assert LexicalIndex(chunks).search("ferry", 5, ["unknown"]) == []


def test_equal_scores_come_in_the_order_of_ids(make_chunk: ChunkMaker) -> None:
    index = LexicalIndex([make_chunk("ferry", name, title="t") for name in "cab"])
    assert [chunk.brief_id for chunk, _ in index.search("ferry", 3)] == ["a", "b", "c"]


@pytest.mark.parametrize("query", ["", "   ", "the of and", "?!", "zebra"])
def test_a_query_that_shares_no_word_finds_nothing(query: str, make_chunk: ChunkMaker) -> None:
    assert LexicalIndex([make_chunk("A ferry crossed.")]).search(query, 5) == []


@pytest.mark.parametrize("texts", [[], ["the of"], ["…"]])
def test_an_index_without_words_finds_nothing(texts: list[str], make_chunk: ChunkMaker) -> None:
    chunks = [make_chunk(text, title="the", file="x") for text in texts]
    assert LexicalIndex(chunks).search("ferry", 5) == []


def test_no_result_is_asked_for(make_chunk: ChunkMaker) -> None:
    assert LexicalIndex([make_chunk("ferry")]).search("ferry", 0) == []
