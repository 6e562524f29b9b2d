from corpus.markdown import read_markdown

TEXT = """---
publisher: Port Today
---

# Grain corridor reopens

The corridor **reopened**
on Monday after [talks](https://harbour.example).

## What was agreed

1. Inspectors board
   each ship.
2. Fees fall.

| Port | Ships |
|------|-------|
| Odra | 14    |

![Ships](ships.png)

> No cover, no ships.

What comes next
---------------

Nobody knows.

Subscribe to our newsletter
"""


def test_markdown_keeps_its_characters_and_loses_only_lines() -> None:
    (draft,) = read_markdown(TEXT.encode())
    assert draft.paragraphs == (
        "# Grain corridor reopens",
        "The corridor **reopened** on Monday after [talks](https://harbour.example).",
        "## What was agreed",
        "1. Inspectors board each ship.",
        "2. Fees fall.",
        "| Port | Ships |",
        "| Odra | 14 |",
        "> No cover, no ships.",
        "What comes next",
        "Nobody knows.",
    )


def test_the_title_is_the_first_heading_unless_front_matter_says_otherwise() -> None:
    assert read_markdown(TEXT.encode())[0].stated.title == "Grain corridor reopens"
    titled = TEXT.replace("publisher:", "title: Odra\npublisher:")
    assert read_markdown(titled.encode())[0].stated.title == "Odra"


def test_a_newsletter_in_markdown_is_split_at_signed_headings() -> None:
    text = "## Grain moves\n\n*By Mara Lindqvist*\n\nIt moves.\n\n## Cover\n\n*By Jo Brandt*\n\nIt is open.\n"
    drafts = read_markdown(text.encode())
    assert [(draft.stated.title, draft.stated.author) for draft in drafts] == [
        ("Grain moves", "Mara Lindqvist"),
        ("Cover", "Jo Brandt"),
    ]


def test_words_between_html_tags_are_kept_without_the_tags() -> None:
    (draft,) = read_markdown(b"It moves.\n\n<div class='note'>Fees fell.<br>Ships sail.</div>\n\n<!-- no -->\n")
    assert draft.paragraphs == ("It moves.", "Fees fell.", "Ships sail.")
