import pytest

from corpus.dates import published_of


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-03", "2024-06-03"),
        ("2024-06-03T08:00:00Z", "2024-06-03"),
        ("June 2024", "2024-06"),
        ("June 3, 2024", "2024-06-03"),
        ("3 June 2024", "2024-06-03"),
        ("3rd of June 2024", "2024-06-03"),
        ("Monday, June 3, 2024", "2024-06-03"),
        ("Sept. 9, 2021", "2021-09-09"),
        ("June 3, 2024 at 5:30 pm EST", "2024-06-03"),
        ("13/06/2024", "2024-06-13"),
        ("06/13/2024", "2024-06-13"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(words: str, published: str) -> None:
    assert published_of(words) == published


def test_a_day_and_month_that_could_change_places_leave_the_year() -> None:
    assert published_of("03/04/2024") == "2024"


@pytest.mark.parametrize("words", ["", "soon", "June 31, 2024", "2024-13", "in June 2024", "Marketing 2024", "1850"])
def test_other_words_are_no_date(words: str) -> None:
    assert published_of(words) is None
