import pytest

from corpus.draft import Stated
from corpus.metadata import stated_by


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("This article was originally published by Harbour Review and is reprinted with permission.", "Harbour Review"),
        ("This story first appeared in The Harbour Review.", "Harbour Review"),
        ("Republished from The Conversation under a Creative Commons license. Read the original article.",
         "The Conversation"),
        ("Reprinted with permission of Radio Odra/Radio Varna", "Radio Odra/Radio Varna"),
        ("This commentary was first published on the Harbour Institute website.", "Harbour Institute"),
        ("The Harbour Institute (HI) is an independent, non-partisan organization. It does not engage in advocacy.",
         "Harbour Institute"),
        ("The views expressed are solely those of the author and do not reflect the position of the Harbour Journal of "
         "Trade or the Port Students’ Association.", "Harbour Journal of Trade"),
        ("This piece reflects the opinions of the author and not those of Harbour Review.", "Harbour Review"),
        ("Publisher: Odra Watch", "Odra Watch"),
    ],
)  # fmt: skip
def test_notices_name_the_publisher(line: str, publisher: str) -> None:
    stated = stated_by(line)
    assert stated is not None
    assert stated.publisher == publisher


@pytest.mark.parametrize(
    "line",
    [
        "The views expressed here are the author's own and do not represent the policy of the U.S. government.",
        "Views expressed are the author's own.",
        "All opinions are those of the author, not of her employer.",
    ],
)
def test_a_disclaimer_that_names_no_outlet_states_nothing_but_is_one(line: str) -> None:
    assert stated_by(line) == Stated()


def test_a_reprint_may_say_when() -> None:
    stated = stated_by("This article was originally published in Harbour Review on June 4, 2023.")
    assert stated == Stated(publisher="Harbour Review", published="2023-06-04")


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("Published: June 3, 2024", Stated(published="2024-06-03")),
        ("Publication date: June 2024", Stated(published="2024-06")),
        ("Posted on June 3, 2024 by Jo Brandt", Stated(published="2024-06-03", author="Jo Brandt")),
        ("Title: Grain corridor reopens", Stated(title="Grain corridor reopens")),
    ],
)
def test_labels_state_what_they_label(line: str, stated: Stated) -> None:
    assert stated_by(line) == stated


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("June 3, 2024", Stated(published="2024-06-03")),
        ("Source: Harbour Review", Stated(publisher="Harbour Review")),
        ("Harbour Review | June 3, 2024", Stated(publisher="Harbour Review", published="2024-06-03")),
        ("Jo Brandt — June 3, 2024", Stated(author="Jo Brandt", published="2024-06-03")),
    ],
)
def test_dates_and_datelines_count_at_the_edges_only(line: str, stated: Stated) -> None:
    assert stated_by(line, at_edge=True) == stated
    assert stated_by(line) is None
