"""Text with marks: stored text cut into escaped paragraphs, cited words in `<mark>`, answer words in `<strong>`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from assistant.rendering import unturned
from corpus.brief import Span

HEADING = re.compile(r"#{1,6} +")
BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark.

    Attributes:
        span: code points of the brief's text.
        key: which citation it is; several marks may overlap.
        strong: whether these are the words that answer.
    """

    span: Span
    key: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An escaped paragraph or heading."""

    html: Markup
    heading: bool


def paragraphs(text: str, start: int, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """`text`, which stands at `start` in its brief, cut at line breaks; heading markup is left out."""
    return tuple(_paragraph(part, start + offset, marks) for offset, part in _parts(text))


def marked(text: str, start: int, marks: Sequence[Mark]) -> Markup:
    """`text` escaped, unable to turn the text around it, with every mark that touches it."""
    text = unturned(text)
    cuts = {start, start + len(text)}
    for mark in marks:
        cuts.update(cut for cut in (mark.span.start, mark.span.end) if start < cut < start + len(text))
    edges = sorted(cuts)
    pieces = pairwise(edges)
    return Markup("").join(_piece(text[a - start : b - start], Span(a, b), marks) for a, b in pieces)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for gap in BREAK.finditer(text):
        if gap.start() > position:
            yield position, text[position : gap.start()]
        position = gap.end()
    if position < len(text):
        yield position, text[position:]


def _paragraph(text: str, start: int, marks: Sequence[Mark]) -> Paragraph:
    markup = HEADING.match(text)
    skip = markup.end() if markup else 0
    return Paragraph(marked(text[skip:], start + skip, marks), markup is not None)


def _piece(text: str, span: Span, marks: Sequence[Mark]) -> Markup:
    here = [mark for mark in marks if mark.span.overlaps(span)]
    html = Markup("<strong>{}</strong>").format(text) if any(mark.strong for mark in here) else Markup.escape(text)
    keys = " ".join(dict.fromkeys(mark.key for mark in here if not mark.strong))
    cited = any(not mark.strong for mark in here)
    return Markup('<mark data-keys="{}">{}</mark>').format(keys, html) if cited else html
