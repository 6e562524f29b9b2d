"""Reads .html: the main text and the metadata of a saved web page; the only home of trafilatura."""

from collections.abc import Iterator
from typing import Protocol, Self

from corpus.cleaning import plain
from corpus.dates import published_of
from corpus.draft import Draft, Stated
from corpus.items import drafts_of

_CONTAINERS = frozenset({"body", "main", "list", "table", "quote", "div", "comments"})


class _Element(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Self]: ...
    def __len__(self) -> int: ...
    def itertext(self) -> Iterator[str]: ...


class NoMainText(Exception):
    """A page in which no article can be told from its surroundings."""


def read_webpage(data: bytes) -> tuple[Draft, ...]:
    """Drafts of a saved web page; nothing is fetched.

    Raises:
        NoMainText: if the page is empty, broken or holds no article.
    """
    from trafilatura import bare_extraction, load_html

    tree = load_html(data)
    if tree is None:
        raise NoMainText("the file is not an HTML page")
    document = bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = document.body if document is not None else None
    lines = tuple(line for line in (_lines(body) if body is not None else ()) if line)
    if document is None or not lines:
        raise NoMainText("no main text was found in the page")
    stated = Stated(
        title=plain(document.title or "") or None,
        publisher=plain(document.sitename or "") or None,
        author=plain(document.author or "").replace("; ", ", ") or None,
        published=published_of(document.date or ""),
    )
    return drafts_of(lines, stated)


def _lines(element: _Element) -> Iterator[str]:
    """Paragraphs, headings and rows in order; list items get a bullet, which is never cited."""
    if element.tag == "row":
        yield " | ".join(cell for cell in (plain("".join(one.itertext())) for one in element) if cell)
    elif element.tag in _CONTAINERS and len(element):
        yield plain(element.text or "")
        for child in element:
            yield from _lines(child)
            yield plain(child.tail or "")
    else:
        words = plain("".join(element.itertext()))
        yield f"• {words}" if element.tag == "item" and words else words
