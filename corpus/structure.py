"""Headings and paragraphs of a brief's text, told from the text alone.

Paragraphs are separated by one blank line. A heading is a Markdown `#` line, or a short line without closing
punctuation with a paragraph below it. List items are paragraphs.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.brief import Span

BREAK = "\n\n"
BULLET = re.compile(r"(?:(?:[•◦▪‣●○■–*+>-]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\))\s+)+")

_MARKDOWN_HEADING = re.compile(r"#{1,6} +(?P<words>.*?)(?: +#+)?$")
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(?P<words>.+)\1$")
_CLOSED = re.compile(r"[.!;:,…|][\"'”’»)\]*_]*$")
_QUESTION = re.compile(r"[^.!?]+\?")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060 "
MOST_WORDS = 16
_LETTERS_A_WORD = 7


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph.

    Attributes:
        kind: "heading" or "paragraph"; a list item is a paragraph.
        span: the whole line, markup and bullet included.
        heading: without markup: of a paragraph the nearest heading above, None where there is none; of a heading its
            own words.
    """

    kind: Literal["heading", "paragraph"]
    span: Span
    heading: str | None


@lru_cache(maxsize=256)
def blocks_of(text: str) -> tuple[Block, ...]:
    """Headings and paragraphs in order; together they hold every character but the blank lines between them."""
    spans = _paragraph_spans(text)
    lines = [text[span.start : span.end] for span in spans]
    headings = _headings_among(lines)
    blocks: list[Block] = []
    current: str | None = None
    for position, span in enumerate(spans):
        if position in headings:
            current = words_of_heading(lines[position])
        blocks.append(Block("heading" if position in headings else "paragraph", span, current))
    return tuple(blocks)


def words_of_heading(line: str) -> str:
    """The line without heading and emphasis marks, and without invisible characters at its ends."""
    line = line.strip(_INVISIBLE)
    marked = _MARKDOWN_HEADING.fullmatch(line)
    words = marked["words"] if marked else line
    emphasised = _EMPHASIS.match(words)
    return (emphasised["words"] if emphasised else words).strip()


def is_marked_heading(line: str) -> bool:
    """Whether the line is a Markdown heading."""
    return _MARKDOWN_HEADING.fullmatch(line) is not None


def is_headline(line: str, most_words: int = MOST_WORDS) -> bool:
    """Whether the line is short, opens like a title and has no closing punctuation (a bare question may be one)."""
    words = words_of_heading(line)
    if not words or len(words) > most_words * _LETTERS_A_WORD or len(words.split()) > most_words or BULLET.match(words):
        return False
    opening = words.lstrip("\"'“‘«([¿")[:1]
    if not (opening.isupper() or opening.isdigit()) or " | " in words or not re.search(r"[^\W\d_]", words):
        return False
    closed = words.rstrip("\"'”’»)]").endswith("?")
    return bool(_QUESTION.fullmatch(words)) if closed else not _CLOSED.search(words)


def _paragraph_spans(text: str) -> list[Span]:
    spans = []
    start = 0
    for part in text.split(BREAK):
        if part:
            spans.append(Span(start, start + len(part)))
        start += len(part) + len(BREAK)
    return spans


def _headings_among(lines: list[str]) -> set[int]:
    """Marked headings, and headlines with a paragraph below: two at most, a longer run is a list without bullets."""
    headings = {position for position, line in enumerate(lines) if is_marked_heading(line)}
    run: list[int] = []
    for position, line in enumerate(lines):
        if position not in headings and is_headline(line):
            run.append(position)
            continue
        if position not in headings:
            headings.update(run if len(run) <= 2 else run[-1:])
        run = []
    return headings
