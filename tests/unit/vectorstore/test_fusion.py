from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.brief import Chunk
from vectorstore.fusion import fuse, without_repeats

ChunkMaker = Callable[..., Chunk]
WORDS = [f"word{number}" for number in range(100)]


def _words(start: int, end: int) -> str:
    return " ".join(WORDS[start:end])


def test_an_id_that_both_rankings_hold_comes_first_and_keeps_its_ranks() -> None:
    fused = fuse({"dense": ["a", "b"], "lexical": ["c", "b"]})
    assert [one.id for one in fused] == ["b", "a", "c"]
    assert fused[0].ranks == {"dense": 2, "lexical": 2}
    assert fused[0].score == pytest.approx(2 / 62)
    assert fused[1].ranks == {"dense": 1}


def test_ties_come_in_the_order_of_ids() -> None:
    assert [one.id for one in fuse({"x": ["b"], "y": ["a"], "z": ["c"]})] == ["a", "b", "c"]


def test_nothing_ranked_is_nothing_fused() -> None:
    assert fuse({}) == ()
    assert fuse({"dense": [], "lexical": []}) == ()


@given(st.lists(st.lists(st.sampled_from("abcdefg")), max_size=3))
def test_every_id_is_fused_once_and_scores_fall(rankings: list[list[str]]) -> None:
    fused = fuse({str(number): ids for number, ids in enumerate(rankings)})
    assert sorted(one.id for one in fused) == sorted({item for ids in rankings for item in ids})
    assert [one.score for one in fused] == sorted((one.score for one in fused), reverse=True)


def test_a_passage_that_mostly_repeats_an_earlier_one_of_its_brief_is_folded(make_chunk: ChunkMaker) -> None:
    upper, lower = make_chunk(_words(0, 40)), make_chunk(_words(5, 45), start=5000)
    assert without_repeats([upper, lower]) == (upper,)
    assert without_repeats([lower, upper]) == (lower,)


def test_a_passage_that_partly_repeats_stays(make_chunk: ChunkMaker) -> None:
    upper, lower = make_chunk(_words(0, 40)), make_chunk(_words(20, 60), start=5000)
    assert without_repeats([upper, lower]) == (upper, lower)


def test_a_long_passage_is_not_lost_for_a_short_one_that_it_contains(make_chunk: ChunkMaker) -> None:
    short, long = make_chunk(_words(0, 10)), make_chunk(_words(0, 60), start=5000)
    assert without_repeats([short, long]) == (short, long)
    assert without_repeats([long, short]) == (long,)


@pytest.mark.parametrize("shared", [10, 25, 35])
def test_neighbours_that_share_a_sentence_both_stay(shared: int, make_chunk: ChunkMaker) -> None:
    text = _words(0, 80)
    first = make_chunk(_words(0, 40))
    start = text.index(WORDS[40 - shared])
    second = make_chunk(_words(40 - shared, 50), start=start)
    assert first.span.overlaps(second.span)
    assert without_repeats([first, second]) == (first, second)
    assert without_repeats([second, first]) == (second, first)


def test_a_passage_inside_another_is_folded(make_chunk: ChunkMaker) -> None:
    outer = make_chunk(_words(0, 40))
    inner = make_chunk(_words(10, 20), start=outer.text.index(WORDS[10]))
    assert without_repeats([outer, inner]) == (outer,)


def test_another_brief_that_says_the_same_in_its_own_words_stays(make_chunk: ChunkMaker) -> None:
    upper, lower = make_chunk(_words(0, 40), "a"), make_chunk(_words(0, 35) + " and its own close", "b")
    assert without_repeats([upper, lower]) == (upper, lower)


def test_another_brief_with_the_same_words_is_folded_whatever_its_quotes(make_chunk: ChunkMaker) -> None:
    upper = make_chunk(f"“{_words(0, 30)}” isn’t new.", "a")
    lower = make_chunk(f'"{_words(0, 30).upper()}" isn\'t new', "b")
    assert without_repeats([upper, lower]) == (upper,)


def test_another_brief_with_another_figure_stays(make_chunk: ChunkMaker) -> None:
    upper = make_chunk(f"{_words(0, 60)} 13 ships {_words(60, 100)}", "a")
    lower = make_chunk(f"{_words(0, 60)} 15 ships {_words(60, 100)}", "b")
    assert without_repeats([upper, lower]) == (upper, lower)


def test_short_texts_are_compared_whole(make_chunk: ChunkMaker) -> None:
    chunks = [make_chunk("Two words", "a"), make_chunk("two words.", "b"), make_chunk("Other words", "c")]
    assert without_repeats(chunks) == (chunks[0], chunks[2])


def test_the_limit_counts_what_is_kept(make_chunk: ChunkMaker) -> None:
    chunks = [
        make_chunk("Same text", "a"),
        make_chunk("Same text", "b"),
        make_chunk("More", "c"),
        make_chunk("Last", "d"),
    ]
    assert without_repeats(chunks, 2) == (chunks[0], chunks[2])
    assert without_repeats(chunks, 0) == ()
