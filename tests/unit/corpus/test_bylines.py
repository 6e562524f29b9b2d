import pytest

from corpus.bylines import byline_at, is_name, is_office


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Mara Lindqvist", "Mara Lindqvist"),
        ("By MARA LINDQVIST", "MARA LINDQVIST"),
        ("By Mara Lindqvist and Jo Brandt", "Mara Lindqvist and Jo Brandt"),
        ("By Mara Lindqvist, Senior Fellow", "Mara Lindqvist"),
        ("By Mara Lindqvist in Varna", "Mara Lindqvist"),
        ("*By Omar al-Rashid*", "Omar al-Rashid"),
        ("Author: Ludwig van der Berg", "Ludwig van der Berg"),
        ("Mara Lindqvist, Senior Fellow, Ports Program", "Mara Lindqvist"),
        ("By the Editorial Board", "the Editorial Board"),
    ],
)
def test_a_line_may_say_whose_it_is(line: str, author: str) -> None:
    byline = byline_at((line,), 0)
    assert byline is not None
    assert (byline.author, byline.says_so) == (author, True)


def test_a_byline_takes_the_office_and_the_repeated_name() -> None:
    lines = ("Mara Lindqvist", "Senior Fellow and Director of the Ports Program", "Mara Lindqvist", "Fees fell.")
    byline = byline_at(lines, 0)
    assert byline is not None
    assert (byline.author, byline.lines, byline.says_so) == ("Mara Lindqvist", 3, True)


def test_a_bare_name_does_not_say_so() -> None:
    byline = byline_at(("Mara Lindqvist", "Fees fell."), 0)
    assert byline is not None
    assert not byline.says_so


def test_a_byline_may_carry_a_date() -> None:
    byline = byline_at(("By Mara Lindqvist | June 3, 2024",), 0)
    assert byline is not None
    assert byline.published == "2024-06-03"


@pytest.mark.parametrize("words", ["Middle East", "Key Findings", "Security Council", "Lindqvist", "Mara lindqvist"])
def test_common_words_are_no_name(words: str) -> None:
    assert not is_name(words)


def test_an_office_is_no_sentence() -> None:
    assert is_office("Non-Resident Scholar")
    assert not is_office("The director of the port said that fees would fall")
    assert not is_office("A senior fellow left.")
