import pytest

from corpus.webpage import NoMainText, read_webpage

BODY = """
<p>The corridor&nbsp;reopened on Monday after <a href="x">talks</a> in the port city, and ships left at dawn.</p>
<h2>What was agreed</h2>
<p>Fees fall by a tenth, the ministry said on 4 May 2019. It was “a first step”.</p>
<p>It runs<br>for a year.</p>
<ul><li>Two inspections a day</li></ul>
<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Odra</td><td>14</td></tr></table>
"""
PARAGRAPHS = (
    "The corridor reopened on Monday after talks in the port city, and ships left at dawn.",
    "What was agreed",
    "Fees fall by a tenth, the ministry said on 4 May 2019. It was “a first step”.",
    "It runs for a year.",
    "• Two inspections a day",
    "Port | Ships",
    "Odra | 14",
)
HEAD = '<meta charset="utf-8"><title>Grain moves | Port Today</title>'


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{HEAD}{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [f"<nav><a href='/'>Home</a></nav><article>{BODY}</article><footer>Imprint</footer>", BODY],
    ids=["article", "bare body"],
)
def test_headings_paragraphs_items_and_rows_are_kept_and_the_rest_is_not(body: str) -> None:
    assert read_webpage(page(body))[0].paragraphs == PARAGRAPHS


def test_metadata_comes_from_meta_elements() -> None:
    head = (
        '<meta property="og:site_name" content="Port Today"><meta name="author" content="Mara Lindqvist">'
        '<meta property="article:published_time" content="2024-05-06T08:00:00Z">'
    )
    stated = read_webpage(page(BODY, head))[0].stated
    assert (stated.title, stated.publisher) == ("Grain moves", "Port Today")
    assert (stated.author, stated.published) == ("Mara Lindqvist", "2024-05-06")


def test_metadata_comes_from_json_ld() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"}, {"headline": "Grain",'
        '"datePublished": "2023-02-03", "author": [{"name": "Jo Brandt"}], "publisher": {"name": "Odra News"}}]}'
        "</script>"
    )
    stated = read_webpage(page(BODY, head))[0].stated
    assert (stated.title, stated.publisher) == ("Grain", "Odra News")
    assert (stated.author, stated.published) == ("Jo Brandt", "2023-02-03")


def test_nothing_is_guessed_from_address_or_body() -> None:
    head = '<link rel="canonical" href="https://harbour.example/2019/05/06/grain">'
    stated = read_webpage(page(BODY, head))[0].stated
    assert (stated.publisher, stated.author, stated.published) == (None, None, None)


def test_lines_of_the_page_that_say_so_are_metadata() -> None:
    body = f"<article><h1>Grain moves again</h1><p>By Jo Brandt</p><p>June 3, 2024</p>{BODY}</article>"
    draft = read_webpage(page(body))[0]
    assert (draft.stated.title, draft.stated.author) == ("Grain moves again", "Jo Brandt")
    assert draft.stated.published == "2024-06-03"
    assert draft.paragraphs == PARAGRAPHS


def test_a_reprint_is_published_by_the_original_outlet() -> None:
    head = '<meta property="og:site_name" content="Port Today">'
    note = "<p>This article was originally published by Radio Odra and is reprinted with permission.</p>"
    assert read_webpage(page(f"<article>{note}{BODY}</article>", head))[0].stated.publisher == "Radio Odra"


def test_the_declared_encoding_is_followed() -> None:
    data = page(BODY).replace(b"utf-8", b"windows-1252").decode().encode("cp1252")
    assert "“a first step”" in " ".join(read_webpage(data)[0].paragraphs)


@pytest.mark.parametrize("data", [b"no markup at all", b"<html><body></body></html>", b"<!-- -->"])
def test_a_page_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(NoMainText):
        read_webpage(data)
