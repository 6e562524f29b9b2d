"""The nouns of the corpus: Span, Source, Brief, Chunk.

Every offset counts Unicode code points of `Brief.text`, half-open, so that `brief.text[span.start:span.end]` is the
quoted passage, here and in every program that reads our JSON.
"""

import re
from dataclasses import dataclass

PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a brief's text.

    Raises:
        ValueError: if the range is negative or runs backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words a passage is; carried by every chunk, so that a citation can say it.

    Attributes:
        brief_id: id of the brief.
        title: title as the document says it; the file's stem where it says none.
        publisher: outlet; of a reprint, the original one.
        author: as the document says it.
        published: YYYY, YYYY-MM or YYYY-MM-DD, as precise as the document says and no more.
        file: base name of the ingested file.
        summarises: name of the document that the brief retells in other words; None where the brief is the original.
    """

    brief_id: str
    title: str
    file: str
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    summarises: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not PUBLISHED.fullmatch(self.published):
            raise ValueError(f"published is not YYYY, YYYY-MM or YYYY-MM-DD: {self.published!r}")


@dataclass(frozen=True, slots=True)
class Brief:
    """A document as it is stored and cited.

    Attributes:
        id: readable slug and eight hex digits of the sha256 of the file's bytes (and the item's number where one file
            holds several briefs).
        text: the cleaned text; paragraphs are separated by one blank line, and nothing else contains a line break.
        source: whose words these are.
        pages: start offset of each page, where the format has pages.
    """

    id: str
    text: str
    source: Source
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A retrievable piece of a brief: whole sentences, at most one embedding window long.

    Attributes:
        brief_id: id of the brief.
        source: whose words these are.
        heading: nearest heading above, without markup; None above the first.
        span: where the text stands in the brief.
        text: exactly `brief.text[span.start:span.end]`.
    """

    brief_id: str
    source: Source
    heading: str | None
    span: Span
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError("a chunk's text must be as long as its span")

    @property
    def id(self) -> str:
        """Permanent and readable: `doha-envoys-3f2a91c0:1840-2620`."""
        return f"{self.brief_id}:{self.span.start}-{self.span.end}"

    @property
    def header(self) -> str:
        """Title, publisher, date and heading: embedded and indexed with the text, never part of it."""
        parts = (self.source.title, self.source.publisher, self.source.published, self.heading)
        return " | ".join(part for part in parts if part)
