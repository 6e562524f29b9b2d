from assistant.ui.marking import Mark, marked, paragraphs
from corpus.brief import Span

TEXT = "## Tides\n\nThe tide <rose> by 3 m.\n\nIt fell again."


def test_marked_words_stand_in_the_text_at_their_offsets() -> None:
    assert marked("The tide rose.", 100, [Mark(Span(104, 108), "0")]) == ('The <mark data-keys="0">tide</mark> rose.')


def test_overlapping_marks_share_the_words_they_share() -> None:
    html = marked("abcdef", 0, [Mark(Span(0, 4), "0"), Mark(Span(2, 6), "1")])
    assert html == ('<mark data-keys="0">ab</mark><mark data-keys="0 1">cd</mark><mark data-keys="1">ef</mark>')


def test_answer_words_are_strong_inside_their_mark() -> None:
    html = marked("by 3 m.", 0, [Mark(Span(0, 7), "0"), Mark(Span(3, 6), strong=True)])
    assert '<mark data-keys="0"><strong>3 m</strong></mark>' in html


def test_text_and_keys_are_escaped() -> None:
    html = marked('<i>&"', 0, [Mark(Span(0, 3), '"><script>')])
    assert "<i>" not in html
    assert "<script>" not in html


def test_headings_lose_their_markup_and_keep_their_place() -> None:
    heading, first, second = paragraphs(TEXT, 50, [Mark(Span(60, 68), "0")])
    assert (heading.heading, heading.html) == (True, "Tides")
    assert first.html == '<mark data-keys="0">The tide</mark> &lt;rose&gt; by 3 m.'
    assert (second.heading, second.html) == (False, "It fell again.")


def test_offsets_count_code_points() -> None:
    assert marked("𝛼𝛽 — x", 0, [Mark(Span(5, 6), "0")]).endswith('<mark data-keys="0">x</mark>')


def test_a_mark_elsewhere_marks_nothing() -> None:
    assert marked("abc", 10, [Mark(Span(0, 10), "0"), Mark(Span(13, 20), "1")]) == "abc"


def test_marked_words_cannot_turn_the_text_around_them() -> None:
    assert marked("a \u202ebc", 0, [Mark(Span(3, 5), "0")]) == 'a �<mark data-keys="0">bc</mark>'
