import pytest

from corpus.structure import blocks_of, is_headline


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind[0], text[block.span.start : block.span.end]) for block in blocks_of(text)]


def test_a_short_line_above_a_paragraph_is_a_heading() -> None:
    text = "The fees were cut.\n\nWhat the owners want\n\nThey want cover."
    assert kinds(text) == [("p", "The fees were cut."), ("h", "What the owners want"), ("p", "They want cover.")]


def test_paragraphs_know_the_heading_above_them_without_its_marks() -> None:
    text = "Opening words.\n\n## **Fees** ##\n\nThey fell.\n\n• By a tenth"
    assert [block.heading for block in blocks_of(text)] == [None, "Fees", "Fees", "Fees"]


def test_a_short_last_line_is_a_paragraph() -> None:
    assert kinds("The talks ended.\n\nNo date was set")[-1] == ("p", "No date was set")


def test_a_list_without_bullets_is_no_row_of_headings() -> None:
    text = "Three goods move:\n\nWheat\n\nMaize\n\nBarley\n\nAll are taxed."
    assert [kind for kind, _ in kinds(text)] == ["p", "p", "p", "h", "p"]


def test_a_marked_heading_may_stand_at_the_end() -> None:
    assert kinds("Words.\n\n## Sources")[-1][0] == "h"


@pytest.mark.parametrize(
    "line",
    [
        "The fees were cut.",
        "The minister listed three goods:",
        "• Inspections twice a day",
        "3. Inspections twice a day",
        "and the owners agreed",
        "He said “never again.”",
        "Odra | 14",
        "2024",
        " ".join(["Word"] * 17),
    ],
)
def test_sentences_items_and_rows_are_no_headlines(line: str) -> None:
    assert not is_headline(line)


@pytest.mark.parametrize("line", ["Fees and Cover", "What comes next?", "‘A first step’", "U.S. and Allies at Odds"])
def test_headlines_may_ask_or_quote(line: str) -> None:
    assert is_headline(line)


def test_blocks_hold_every_character_but_the_blank_lines() -> None:
    text = "One.\n\n# Two\n\nThree."
    assert "\n\n".join(words for _, words in kinds(text)) == text


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks_of("") == ()
