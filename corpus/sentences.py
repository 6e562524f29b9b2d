"""Sentences of a brief as spans; the only home of sentencex.

The library splits; what it splits wrongly after titles and initials is joined again, and what only looks like a
sentence (a bullet, a stray mark) is left out.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter

from corpus.brief import Span
from corpus.structure import BULLET, blocks_of

# Abbreviations after which the library ends a sentence; a name or a figure follows them.
_TITLES = frozenset(
    """adm amb ald approx asst atty brig cmdr cpl eng esp govs incl ins insp maj messrs mgr mme nos pfc reps sens spc
    supt""".split()
)
_HOUR = re.compile(r"\b[ap]\.m\.$")
_AFTER_HOUR = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|[A-Z][a-z]+ \d)")
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
    first = bisect_right(spans, within.start, key=attrgetter("end"))
    last = bisect_left(spans, within.end, key=attrgetter("start"))
    cut = (_trimmed(text, max(s.start, within.start), min(s.end, within.end)) for s in spans[first:last])
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
    """Whether the mark at the end of `before` ends an abbreviation rather than a sentence."""
    before, after = before.rstrip(), after.lstrip()
    last = before.split(" ")[-1].lstrip(_OPENING)
    if last.endswith(".") and last.rstrip(".").lower() in _TITLES:
        return after[:1].isalnum()
    continues = after[:1].islower() and after[:3] not in {"al-", "el-"}
    return continues or bool(_HOUR.search(before) and _AFTER_HOUR.match(after))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if any(character.isalnum() for character in text[start:end]) else None
