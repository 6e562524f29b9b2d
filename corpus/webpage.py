"""Reads .html: the main text and the metadata of a saved web page; the only home of trafilatura."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.cleaning import joined_lines, plain
from corpus.draft import Draft
from corpus.items import drafts_of
from corpus.metadata import reprint_of
from corpus.pagemeta import Element, stated_by_page

_CONTAINERS = frozenset({"body", "main", "list", "table", "quote", "div"})
_SURROUNDINGS = frozenset({"nav", "header", "footer", "aside", "script", "style", "form"})


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
    stated = stated_by_page(tree)
    _gather(tree)
    document = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    body = document.body if document is not None else None
    lines = tuple(line for line in (_lines(body) if body is not None else ()) if line)
    if not lines:
        raise NoMainText("no main text was found in the page")
    if any(reprint_of(line) for line in lines):
        stated = replace(stated, publisher=None)
    return drafts_of(lines, stated)


def _gather(tree: Element) -> None:
    """Put an article that lies bare in the body into an element of its own, else its headings and lists are lost."""
    body = next(tree.iter("body"), None)
    if body is None or next(tree.iter("article", "main"), None) is not None or not any(one.tag == "p" for one in body):
        return
    article = body.makeelement("article")
    article.extend([one for one in body if one.tag not in _SURROUNDINGS])
    body.append(article)


def _lines(element: Element) -> Iterator[str]:
    """Paragraphs, headings and rows in order; list items get a bullet, which is never cited."""
    if element.tag == "row":
        yield " | ".join(cell for cell in (plain("".join(one.itertext())) for one in element) if cell)
    elif element.tag in _CONTAINERS and len(element):
        yield plain(element.text or "")
        for child in element:
            yield from _lines(child)
            yield plain(child.tail or "")
    elif element.tag == "item":
        words = plain(_words(element))
        yield f"• {words}" if words else ""
    else:
        yield from joined_lines(_words(element))


def _words(element: Element) -> str:
    """The words inside, line breaks as such."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "lb" else _words(child), child.tail or ""]
    return "".join(parts)
