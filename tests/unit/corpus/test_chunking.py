import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.brief import Brief, Source, Span
from corpus.chunking import chunk_brief
from corpus.sentences import sentence_spans

SENTENCES = ["The fees fell by a tenth.", "Ships sail at dawn.", "Cover is open, the owners said.", "He left."]


def count(text: str) -> int:
    """Words and marks, and two special tokens, as an embedder counts them."""
    return 2 + len(re.findall(r"\w+|[^\w\s]", text))


def brief(text: str, title: str = "Grain corridor") -> Brief:
    return Brief("grain-1", text, Source("grain-1", title, "grain.txt"))


def test_chunks_are_cut_from_the_text() -> None:
    one = brief("\n\n".join(" ".join(SENTENCES) for _ in range(5)))
    for chunk in chunk_brief(one, count, max_tokens=30):
        assert chunk.text == one.text[chunk.span.start : chunk.span.end]


def test_header_and_text_stay_within_the_limit() -> None:
    one = brief("## Fees and cover\n\n" + "\n\n".join(" ".join(SENTENCES) for _ in range(5)))
    chunks = chunk_brief(one, count, max_tokens=40)
    assert len(chunks) > 2
    assert max(count(f"{chunk.header}\n{chunk.text}") for chunk in chunks) <= 40


def test_a_chunk_stays_under_its_heading_and_leaves_the_heading_out() -> None:
    chunks = chunk_brief(brief("## Fees\n\nThey fell.\n\n## Cover\n\nIt is open."), count)
    assert [(chunk.heading, chunk.text) for chunk in chunks] == [("Fees", "They fell."), ("Cover", "It is open.")]


def test_a_heading_without_a_body_makes_no_chunk() -> None:
    assert chunk_brief(brief("## Fees"), count) == ()


def test_the_title_is_not_said_twice_in_a_header() -> None:
    (chunk,) = chunk_brief(brief("# Grain corridor\n\nIt reopened."), count)
    assert chunk.header == "Grain corridor"


def test_short_paragraphs_of_a_section_share_a_chunk() -> None:
    assert [chunk.text for chunk in chunk_brief(brief("One fell.\n\nTwo rose."), count)] == ["One fell.\n\nTwo rose."]


def test_neighbours_share_a_sentence() -> None:
    one = brief(" ".join(f"Ship {number} left the port of Odra at dawn." for number in range(12)))
    chunks = chunk_brief(one, count, max_tokens=40, overlap=1)
    for before, after in itertools.pairwise(chunks):
        shared = sentence_spans(one.text, Span(after.span.start, before.span.end))
        assert len(shared) == 1


def test_without_overlap_no_sentence_is_repeated() -> None:
    chunks = chunk_brief(brief(" ".join(SENTENCES * 6)), count, max_tokens=40, overlap=0)
    assert all(before.span.end < after.span.start for before, after in itertools.pairwise(chunks))


def test_a_sentence_that_fits_is_never_cut() -> None:
    one = brief("\n\n".join(" ".join(SENTENCES) for _ in range(6)))
    edges = {edge for span in sentence_spans(one.text) for edge in (span.start, span.end)}
    for chunk in chunk_brief(one, count, max_tokens=33):
        assert {chunk.span.start, chunk.span.end} <= edges


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    one = brief("The list names " + ", ".join(f"port{number}" for number in range(90)) + ".")
    chunks = chunk_brief(one, count, max_tokens=40)
    assert max(count(f"{chunk.header}\n{chunk.text}") for chunk in chunks) <= 40
    assert " ".join(chunk.text for chunk in chunks) == one.text


def test_a_word_that_is_too_long_is_cut_too() -> None:
    one = brief("x" * 500 + ".")
    chunks = chunk_brief(one, lambda text: 2 + len(text), max_tokens=80, overlap=0)
    assert "".join(chunk.text for chunk in chunks) == one.text
    assert max(len(f"{chunk.header}\n{chunk.text}") + 2 for chunk in chunks) <= 80


def test_a_heading_that_fills_the_window_is_left_out_of_the_header() -> None:
    heading = " ".join(["Cover"] * 14)
    (chunk,) = chunk_brief(brief(f"## {heading}\n\nIt is open."), count, max_tokens=26)
    assert chunk.heading is None


def test_each_sentence_is_counted_once() -> None:
    calls: list[str] = []

    def counting(text: str) -> int:
        calls.append(text)
        return count(text)

    one = brief("\n\n".join(" ".join(SENTENCES) for _ in range(50)))
    chunks = chunk_brief(one, counting, max_tokens=60)
    assert len(calls) <= len(sentence_spans(one.text)) + len(chunks) + 4


@pytest.mark.parametrize(("limit", "overlap"), [(0, 1), (10, -1)])
def test_a_senseless_limit_is_refused(limit: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="must"):
        chunk_brief(brief("One."), count, limit, overlap)


paragraphs = st.lists(st.sampled_from([*SENTENCES, "x" * 40 + " yes.", "Why? It rained."]), min_size=1, max_size=9)


@given(st.lists(paragraphs, min_size=1, max_size=5), st.integers(20, 80), st.integers(0, 2))
def test_chunks_cover_every_sentence(texts: list[list[str]], limit: int, overlap: int) -> None:
    one = brief("\n\n".join(" ".join(parts) for parts in texts))
    chunks = chunk_brief(one, count, limit, overlap)
    for sentence in sentence_spans(one.text):
        assert any(chunk.span.contains(sentence) for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
