"""What a reader of files hands over: paragraphs, and what the document says of itself."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Stated:
    """Metadata as a document states it; None where it states none. `published` is YYYY, YYYY-MM or YYYY-MM-DD."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    summarises: str | None = None

    def or_else(self, other: "Stated") -> "Stated":
        """This, with gaps filled from the other."""
        gaps = {f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None}
        return replace(self, **gaps)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document, or one item of a newsletter, before it has an id.

    Attributes:
        stated: its metadata.
        paragraphs: cleaned lines, each a paragraph, a list item or a heading.
    """

    stated: Stated
    paragraphs: tuple[str, ...]
