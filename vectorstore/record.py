"""A chunk as flat metadata beside its text, enough to rebuild it without the library."""

from collections.abc import Mapping
from typing import Any

from corpus.brief import Chunk, Source, Span

_SOURCE_FIELDS = ("title", "file", "publisher", "author", "published", "summarises")

Metadata = dict[str, str | int]


def metadata_of(chunk: Chunk) -> Metadata:
    """All of the chunk but its text; what is None is left out."""
    data: dict[str, str | int | None] = {field: getattr(chunk.source, field) for field in _SOURCE_FIELDS}
    data |= {"brief_id": chunk.brief_id, "heading": chunk.heading, "start": chunk.span.start, "end": chunk.span.end}
    return {key: value for key, value in data.items() if value is not None}


def chunk_of(text: str, data: Mapping[str, str | int]) -> Chunk:
    """The chunk that `metadata_of` was taken from."""
    fields = {field: str(data[field]) for field in _SOURCE_FIELDS if field in data}
    source = Source(brief_id=str(data["brief_id"]), title=fields.pop("title"), file=fields.pop("file"), **fields)
    heading = str(data["heading"]) if "heading" in data else None
    return Chunk(source.brief_id, source, heading, Span(int(data["start"]), int(data["end"])), text)


def chunks_in(collection: Any, size: int) -> tuple[Chunk, ...]:
    """Every chunk of a Chroma collection, read `size` at a time, by brief id, then by place in the brief."""
    chunks: list[Chunk] = []
    for offset in range(0, collection.count(), size):
        page = collection.get(include=["documents", "metadatas"], limit=size, offset=offset)
        chunks += [chunk_of(text, data) for text, data in zip(page["documents"], page["metadatas"], strict=True)]
    return tuple(sorted(chunks, key=lambda chunk: (chunk.brief_id, chunk.span)))
