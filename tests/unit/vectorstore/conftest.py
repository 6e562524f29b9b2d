"""Small briefs on invented matters, cut at blank lines."""

from collections.abc import Callable

import pytest

from corpus.brief import Brief, Chunk, Source, Span

BriefMaker = Callable[..., Brief]
ChunkMaker = Callable[..., Chunk]


@pytest.fixture
def make_brief() -> BriefMaker:
    """A brief of the given paragraphs."""

    def make(name: str, *paragraphs: str, **source: str) -> Brief:
        given = {"title": name.title(), "file": f"{name}.md", **source}
        return Brief(name, "\n\n".join(paragraphs), Source(name, **given))

    return make


@pytest.fixture
def make_chunk() -> ChunkMaker:
    """A chunk of its own, at the given place of its brief."""

    def make(text: str, brief_id: str = "ferry", start: int = 0, heading: str | None = None, **source: str) -> Chunk:
        given = {"title": brief_id.title(), "file": f"{brief_id}.md", **source}
        return Chunk(brief_id, Source(brief_id, **given), heading, Span(start, start + len(text)), text)

    return make


@pytest.fixture
def cut() -> Callable[[Brief], tuple[Chunk, ...]]:
    """One chunk a paragraph."""

    def by_paragraph(brief: Brief) -> tuple[Chunk, ...]:
        chunks, start = [], 0
        for paragraph in brief.text.split("\n\n"):
            span = Span(start, start + len(paragraph))
            chunks.append(Chunk(brief.id, brief.source, None, span, paragraph))
            start = span.end + 2
        return tuple(chunks)

    return by_paragraph
