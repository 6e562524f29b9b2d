"""Metadata that a web page states: meta elements, JSON-LD, the title. Nothing is taken from its address or its text."""

import json
import re
from collections.abc import Iterator
from typing import Protocol, Self

from corpus.cleaning import plain
from corpus.dates import published_of
from corpus.draft import Stated

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHERS = (
    "og:site_name",
    "citation_publisher",
    "citation_journal_title",
    "dc.publisher",
    "publisher",
    "dcterms.publisher",
)
_AUTHORS = ("author", "citation_author", "dc.creator", "dcterms.creator", "article:author", "parsely-author")
_DATES = (
    "article:published_time citation_publication_date citation_date dc.date dc.date.issued dcterms.date dcterms.issued "
    "datepublished date pubdate publish-date parsely-pub-date og:published_time"
).split()
_LONGEST = 300


class Element(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Self]: ...
    def __len__(self) -> int: ...
    def append(self, element: Self) -> None: ...
    def extend(self, elements: list[Self]) -> None: ...
    def get(self, key: str) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[Self]: ...
    def itertext(self) -> Iterator[str]: ...
    def makeelement(self, tag: str) -> Self: ...


def stated_by_page(tree: Element) -> Stated:
    """What the page says of itself outside its text."""
    metas = _metas(tree)
    linked = _linked(tree)
    publisher = _first(metas, _PUBLISHERS) or linked.publisher
    return Stated(
        title=_first(metas, _TITLES) or linked.title or _heading(tree) or _title(tree, publisher),
        publisher=publisher,
        author=_authors(metas) or linked.author,
        published=_published(metas, tree) or linked.published,
    )


def _metas(tree: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = plain(meta.get("content") or "")[:_LONGEST]
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _authors(metas: dict[str, list[str]]) -> str | None:
    for name in _AUTHORS:
        names = [value for value in dict.fromkeys(metas.get(name, [])) if "://" not in value]
        if names:
            return ", ".join(names)[:_LONGEST]
    return None


def _published(metas: dict[str, list[str]], tree: Element) -> str | None:
    stated = [value for name in _DATES for value in metas.get(name, [])]
    for time in tree.iter("time"):
        if time.get("pubdate") is not None or (time.get("itemprop") or "").lower() == "datepublished":
            stated.append(plain(time.get("datetime") or ""))
    return next((day for value in stated if (day := published_of(value))), None)


def _heading(tree: Element) -> str | None:
    headings = [plain("".join(heading.itertext())) for heading in tree.iter("h1")]
    return headings[0][:_LONGEST] or None if len(headings) == 1 else None


def _title(tree: Element, publisher: str | None) -> str | None:
    """The page's title, without the outlet's name behind it."""
    title = next((plain(title.text or "")[:_LONGEST] for title in tree.iter("title")), "")
    return re.sub(rf"\s+[|–—·-]\s+{re.escape(publisher)}$", "", title) if publisher else title or None


def _linked(tree: Element) -> Stated:
    """What JSON-LD says of an article."""
    stated = Stated()
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            for node in _nodes(_json(script.text or "")):
                stated = stated.or_else(_of_node(node))
    return stated


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(loaded: object) -> Iterator[dict[str, object]]:
    """The objects at the top and in `@graph`."""
    for node in loaded if isinstance(loaded, list) else [loaded]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else []) if isinstance(inner, dict))


def _of_node(node: dict[str, object]) -> Stated:
    if not ("datePublished" in node or "headline" in node):
        return Stated()
    headline, date = node.get("headline"), node.get("datePublished")
    return Stated(
        title=plain(headline)[:_LONGEST] or None if isinstance(headline, str) else None,
        publisher=_names(node.get("publisher")),
        author=_names(node.get("author")),
        published=published_of(date) if isinstance(date, str) else None,
    )


def _names(value: object) -> str | None:
    names = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and "://" not in name:
            names.append(plain(name))
    return ", ".join(dict.fromkeys(filter(None, names)))[:_LONGEST] or None
