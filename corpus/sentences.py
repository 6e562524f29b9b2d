"""Sentences of a brief as spans; the only home of sentencex.

The library splits; what it splits wrongly after titles and initials is joined again, and what only looks like a
sentence (a bullet, a stray mark) is left out.
"""

import re
from functools import lru_cache

from corpus.brief import Span
from corpus.structure import BULLET, blocks_of

_TITLES = frozenset(
    """mr mrs ms messrs dr prof gen lt col maj capt cpl sgt spc pvt brig adm cmdr rear sen sens rep reps gov govs amb
    pres rev hon fr st sr jr mt ft no nos art arts fig figs sec ch vol pp approx ca cf vs viz eds esp incl dept univ
    e.g i.e a.k.a""".split()
)
_INITIAL = re.compile(r"(?:^|[\s(“\"‘'])(?:[A-Z]\.[ -]?)*[A-Z]\.$")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}$")
_STARTERS = frozenset(
    """the a an this that these those it its he she they we i you his her their our there here but and so yet or nor
    in on at by for from to of with as if when while where after before since until although though because despite
    however meanwhile moreover still now then today last next one two some many most all no not what who why how
    according during under over among both each such""".split()
)
_PIECE = re.compile(r"\S+")
_OPENING = "“\"‘'([«"


def sentence_spans(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Sentences of a brief's text in order, as absolute spans.

    A span never crosses a paragraph, has no white space at its ends and no bullet in front; headings give none.

    Args:
        text: the whole text of a brief.
        within: only sentences that overlap this span, cut to it.
    """
    spans = _all_spans(text)
    if within is None:
        return spans
    cut = (_trimmed(text, max(s.start, within.start), min(s.end, within.end)) for s in spans if s.overlaps(within))
    return tuple(span for span in cut if span is not None)


@lru_cache(maxsize=256)
def _all_spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for block in blocks_of(text):
        if block.kind == "paragraph":
            spans.extend(_spans_of_paragraph(text, block.span))
    return tuple(spans)


def _spans_of_paragraph(text: str, paragraph: Span) -> list[Span]:
    bullet = BULLET.match(text, paragraph.start, paragraph.end)
    start = bullet.end() if bullet else paragraph.start
    ends = [start + end for end in _ends(text[start : paragraph.end])]
    starts = [start, *ends[:-1]]
    spans = (_trimmed(text, begin, end) for begin, end in zip(starts, ends, strict=True))
    return [span for span in spans if span is not None]


def _ends(paragraph: str) -> list[int]:
    """Where sentences end; the last end is the paragraph's."""
    import sentencex

    if not paragraph:
        return []
    found = [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", paragraph)]
    inner = [end for end in found if 0 < end < len(paragraph) and not _runs_on(paragraph[:end], paragraph[end:])]
    return [*inner, len(paragraph)]


def _runs_on(before: str, after: str) -> bool:
    """Whether the mark at the end of `before` ends an abbreviation or an initial rather than a sentence."""
    before = before.rstrip()
    last = before.split(" ")[-1].lstrip(_OPENING)
    following = _PIECE.search(after)
    word = following[0] if following else ""
    if not last.endswith("."):
        return word[:1].islower()
    if word[:1].islower() and last.rstrip(".").lower() in _TITLES:
        return True
    if last.rstrip(".").lower() in _TITLES - {"no", "st", "sr", "jr", "art", "col", "ch", "sec", "ft", "mt"}:
        return word[:1].isalnum()
    return bool(_ACRONYM.search(before) or _INITIAL.search(before)) and _continues(word, before)


def _continues(word: str, before: str) -> bool:
    """Whether a capitalised word after initials belongs to the same name (U.N. Security Council, J. R. Smith)."""
    plain = word.strip(_OPENING + ".,”’").lower()
    if word[:1].islower() or word[:1].isdigit():
        return True
    return word[:1].isalpha() and plain not in _STARTERS and not re.search(r"\b[ap]\.m\.$", before)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if any(character.isalnum() for character in text[start:end]) else None
