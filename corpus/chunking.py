"""Cutting a brief into chunks: whole sentences, under one heading, within the embedder's window."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.brief import Brief, Chunk, Span
from corpus.sentences import sentence_spans
from corpus.structure import Block, blocks_of

_WORD = re.compile(r"\S+")
_SMALLEST_ROOM = 16
_FULL_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence (or a part of one that is too long) with what it costs.

    Attributes:
        span: where it stands.
        tokens: its tokens, special ones left out.
        paragraph: number of its paragraph within the section.
        rest: tokens from here to the end of the paragraph, itself included.
    """

    span: Span
    tokens: int
    paragraph: int
    rest: int


def chunk_brief(
    brief: Brief, count_tokens: Callable[[str], int], max_tokens: int = 160, overlap: int = 1
) -> tuple[Chunk, ...]:
    """Chunks of a brief, in order.

    A chunk holds whole sentences of one section; only a sentence that exceeds the limit by itself is cut, between
    words. Paragraphs are kept together where they fit. A heading is in the header of its chunks, never in their text.

    Args:
        brief: what to cut.
        count_tokens: tokens of a text, counted as the embedder counts them (special tokens may be included).
        max_tokens: limit for header and text together. A header that leaves fewer than 16 tokens loses its heading;
            a title that alone is that long makes chunks exceed the limit.
        overlap: sentences that a chunk repeats from the chunk before it in the same section.

    Raises:
        ValueError: if max_tokens is below 1 or overlap is negative.
    """
    if max_tokens < 1 or overlap < 0:
        raise ValueError("max_tokens must be positive and overlap must not be negative")
    chunks: list[Chunk] = []
    for heading, paragraphs in _sections(brief):
        shown, room = _room(brief, heading, count_tokens, max_tokens)
        pieces = _pieces(brief.text, paragraphs, count_tokens, room)
        for group in _verified(brief, shown, _groups(pieces, room, overlap), count_tokens, max_tokens):
            chunks.append(_chunk(brief, shown, group))
    return tuple(chunks)


def _sections(brief: Brief) -> Iterator[tuple[str | None, list[Block]]]:
    heading: str | None = None
    paragraphs: list[Block] = []
    for block in blocks_of(brief.text):
        if block.kind == "paragraph":
            paragraphs.append(block)
            continue
        if paragraphs:
            yield heading, paragraphs
        heading, paragraphs = block.heading, []
    if paragraphs:
        yield heading, paragraphs


def _room(
    brief: Brief, heading: str | None, count_tokens: Callable[[str], int], max_tokens: int
) -> tuple[str | None, int]:
    """The heading to show and the tokens left for the text."""
    if heading == brief.source.title:
        heading = None
    room = 0
    for shown in (heading, None):
        header = Chunk(brief.id, brief.source, shown, Span(0, 0), "").header
        room = max_tokens - count_tokens(f"{header}\n")
        if room >= _SMALLEST_ROOM:
            return shown, room
    return None, max(room, min(_SMALLEST_ROOM, max_tokens))


def _pieces(text: str, paragraphs: list[Block], count_tokens: Callable[[str], int], room: int) -> list[_Piece]:
    special = count_tokens("")
    pieces: list[_Piece] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.span.start
        costs: list[tuple[Span, int]] = []
        for span in sentence_spans(text, paragraph.span):
            tokens = count_tokens(text[start : span.end]) - special
            costs.extend([(span, tokens)] if tokens <= room else _cut(text, span, count_tokens, special, room))
            start = span.end
        rest = sum(tokens for _, tokens in costs)
        for span, tokens in costs:
            pieces.append(_Piece(span, tokens, number, rest))
            rest -= tokens
    return pieces


def _cut(
    text: str, sentence: Span, count_tokens: Callable[[str], int], special: int, room: int
) -> Iterator[tuple[Span, int]]:
    """Parts of an overlong sentence, cut between words (a word that alone is too long, between characters)."""
    start, end, total = sentence.start, sentence.start, 0
    for begin, stop in _words(text, sentence, room):
        tokens = count_tokens(text[begin:stop]) - special
        if total and total + tokens > room:
            yield Span(start, end), total
            start, total = begin, 0
        end, total = stop, total + tokens
    yield Span(start, end), total


def _words(text: str, sentence: Span, longest: int) -> Iterator[tuple[int, int]]:
    """A word of at most `longest` characters has at most that many tokens, so longer ones are cut to it."""
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        for start in range(word.start(), word.end(), longest):
            yield start, min(start + longest, word.end())


def _groups(pieces: list[_Piece], room: int, overlap: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    fresh = 0
    for piece in pieces:
        if fresh and _closes(group, piece, room):
            yield group
            group, fresh = _carried(group, piece, room, overlap), 0
        group = [*group, piece]
        fresh += 1
    if fresh:
        yield group


def _closes(group: list[_Piece], piece: _Piece, room: int) -> bool:
    """Whether the piece does not fit, or opens a paragraph that does not fit whole into a nearly full chunk."""
    used = sum(member.tokens for member in group)
    opens = piece.paragraph != group[-1].paragraph
    return used + piece.tokens > room or (opens and used + piece.rest > room and used >= _FULL_ENOUGH * room)


def _carried(group: list[_Piece], piece: _Piece, room: int, overlap: int) -> list[_Piece]:
    """The sentences to repeat: as many as leave room for the next one, and never the whole chunk."""
    carried = group[-overlap:] if overlap and len(group) > overlap else []
    while carried and sum(member.tokens for member in carried) + piece.tokens > room:
        carried = carried[1:]
    return carried


def _verified(
    brief: Brief,
    heading: str | None,
    groups: Iterator[list[_Piece]],
    count_tokens: Callable[[str], int],
    max_tokens: int,
) -> Iterator[list[_Piece]]:
    """The groups, each counted once as a whole; one that is too long after all is halved."""
    waiting = list(groups)
    while waiting:
        group = waiting.pop(0)
        chunk = _chunk(brief, heading, group)
        if len(group) > 1 and count_tokens(f"{chunk.header}\n{chunk.text}") > max_tokens:
            middle = len(group) // 2
            waiting[:0] = [group[:middle], group[middle:]]
        else:
            yield group


def _chunk(brief: Brief, heading: str | None, group: list[_Piece]) -> Chunk:
    span = Span(group[0].span.start, group[-1].span.end)
    return Chunk(brief.id, brief.source, heading, span, brief.text[span.start : span.end])
