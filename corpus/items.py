"""One article or several: finds title and byline, drops what is not the article.

A file holds several items only where a heading is followed by a byline, twice or more; a section heading never splits.
"""

import re
from dataclasses import dataclass

from corpus.boilerplate import is_boilerplate, unmarked
from corpus.bylines import Byline, byline_at, is_name, is_office
from corpus.draft import Draft, Stated
from corpus.metadata import reprint_of, stated_by
from corpus.structure import BULLET, MOST_WORDS, is_headline, is_marked_heading, words_of_heading

_SECTION = re.compile(
    r"(?:executive |key |main |policy )?(?:summary|introduction|background|overview|abstract|context|findings|points|"
    r"recommendations|takeaways?|conclusions?|contents|preface|foreword|about(?: the authors?)?)",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"(?:opinion|op-ed|analysis|commentary|comment|news(?: analysis)?|essay|blog|perspectives?|features?|explainer|"
    r"report|policy (?:brief|memo|paper)|brief(?:ing)?|memo(?:randum)?|interview|editorial|insight|viewpoint|"
    r"expert comment)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:table of )?contents\s*:?|in this (?:issue|edition|newsletter)\s*:?", re.IGNORECASE)
_ABOUT = re.compile(r"(?:#+ )?about\b|(?:#+ )?disclaimer", re.IGNORECASE)
_MOST_WORDS_OF_FIRST_TITLE = 32
_FEWEST_WORDS_OF_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Start:
    """Where an item starts: a heading at `position`, then its byline."""

    position: int
    title: str
    byline: Byline

    @property
    def body(self) -> int:
        return self.position + 1 + self.byline.lines


def drafts_of(paragraphs: tuple[str, ...], given: Stated) -> tuple[Draft, ...]:
    """The article, or the items, that the paragraphs hold; without a body none.

    Args:
        paragraphs: clean lines in order.
        given: metadata that the file carries apart from its text; it wins over lines.
    """
    stated, lines = _without_notices(_without_contents(paragraphs), given)
    starts = _starts(lines)
    if len(starts) > 1:
        return _items(lines, starts, stated)
    single = _single(lines, starts, stated)
    return (single,) if single.paragraphs else ()


def _without_contents(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without a table of contents: lines below "Contents:" that come again further down."""
    last = {_entry(line): position for position, line in enumerate(lines)}
    for position, line in enumerate(lines):
        if _LISTED.fullmatch(unmarked(line)):
            end = position + 1
            while end < len(lines) and last[_entry(lines[end])] > end:
                if is_name(unmarked(lines[end])) or byline_at(lines, end + 1):
                    break
                end += 1
            return lines[:position] + lines[end:]
    return lines


def _entry(line: str) -> str:
    return BULLET.sub("", unmarked(line), count=1).casefold()


def _without_notices(lines: tuple[str, ...], given: Stated) -> tuple[Stated, tuple[str, ...]]:
    """The article's lines, and what the others say: a note on a reprint before all others, else the first counts."""
    stated = given
    for line in lines:
        stated = stated.or_else(reprint_of(line) or Stated())
    kept: list[str] = []
    head, tail = _head(lines), len(lines) - 1 - _head(lines[::-1])
    for position, line in enumerate(lines):
        said = stated_by(line, at_edge=position < head or position > tail)
        if said is not None:
            stated = stated.or_else(said)
            if kept and _ABOUT.match(kept[-1]) and is_headline(kept[-1]):
                kept.pop()
        elif not is_boilerplate(line):
            kept.append(line)
    return stated, tuple(kept)


def _head(lines: tuple[str, ...]) -> int:
    """Where the body starts: the first line that is no headline, byline or notice."""
    return next((position for position, line in enumerate(lines) if not _is_around(line)), len(lines))


def _is_around(line: str) -> bool:
    return is_headline(line) or is_office(unmarked(line)) or is_boilerplate(line) or stated_by(line, True) is not None


def _starts(lines: tuple[str, ...]) -> tuple[_Start, ...]:
    starts: list[_Start] = []
    position = 0
    while position < len(lines):
        start = _start_at(lines, position)
        if start is not None:
            starts.append(start)
            position = start.body
        else:
            position += 1
    ends = [*(start.position for start in starts[1:]), len(lines)][: len(starts)]
    return tuple(start for start, end in zip(starts, ends, strict=True) if _is_item(start, lines[start.body : end]))


def _start_at(lines: tuple[str, ...], position: int) -> _Start | None:
    title = words_of_heading(lines[position])
    byline = byline_at(lines, position + 1)
    most = _MOST_WORDS_OF_FIRST_TITLE if position == 0 and byline and byline.says_so else MOST_WORDS
    if not (is_marked_heading(lines[position]) or is_headline(lines[position], most)):
        return None
    if is_name(title) or is_office(title):
        return None
    return _Start(position, title, byline) if byline else None


def _is_item(start: _Start, body: tuple[str, ...]) -> bool:
    """Whether a body follows, and the byline is one: a bare name that the body itself uses may be a subheading."""
    if not any(not is_headline(line) for line in body):
        return False
    author, words = start.byline.author, " ".join(body)
    common = any(re.search(rf"\b{re.escape(part.lower())}\b", words) for part in author.split())
    return start.byline.says_so or not (common or author.casefold() in words.casefold())


def _items(lines: tuple[str, ...], starts: tuple[_Start, ...], stated: Stated) -> tuple[Draft, ...]:
    ends = [start.position for start in starts[1:]] + [len(lines)]
    drafts = []
    before = lines[: starts[0].position]
    if any(not is_headline(line) for line in before):
        drafts.append(_single(before, (), stated))
    for start, end in zip(starts, ends, strict=True):
        own = Stated(title=start.title, author=start.byline.author, published=start.byline.published)
        drafts.append(Draft(own.or_else(stated), lines[start.body : end]))
    return tuple(drafts)


def _single(lines: tuple[str, ...], starts: tuple[_Start, ...], stated: Stated) -> Draft:
    if len(lines) > 1 and _KICKER.fullmatch(words_of_heading(lines[0])) and is_headline(lines[1]):
        return _single(lines[1:], _starts(lines[1:]), stated)
    if starts and starts[0].position <= _head(lines):
        start = starts[0]
        own = Stated(title=start.title, author=start.byline.author, published=start.byline.published)
        return Draft(stated.or_else(own), _titled(lines, start.position) + lines[start.body :])
    stated, lines = _signed(lines, stated)
    if stated.title is None and lines and _is_title(lines[0], len(lines)):
        return Draft(stated.or_else(Stated(title=words_of_heading(lines[0]))), _titled(lines, 0) + lines[1:])
    if lines and stated.title is not None and _entry(lines[0]) == stated.title.casefold():
        return Draft(stated, _titled(lines, 0) + lines[1:])
    return Draft(stated, lines)


def _titled(lines: tuple[str, ...], position: int) -> tuple[str, ...]:
    """The lines up to the title, and the title itself where it is a marked heading: Markdown keeps its headings."""
    return lines[: position + 1] if is_marked_heading(lines[position]) else lines[:position]


def _is_title(line: str, lines: int) -> bool:
    words = words_of_heading(line)
    return (
        lines > 1
        and is_headline(line)
        and len(words.split()) >= _FEWEST_WORDS_OF_TITLE
        and not _SECTION.fullmatch(words)
        and not is_office(words)
    )


def _signed(lines: tuple[str, ...], stated: Stated) -> tuple[Stated, tuple[str, ...]]:
    """The lines without bylines that say so, and what those say; a name and office amid the body is no byline."""
    head, tail = _head(lines), len(lines) - 1 - _head(lines[::-1])
    kept: list[str] = []
    position = 0
    while position < len(lines):
        byline = byline_at(lines, position)
        around = position < head or position > tail
        if byline is None or not (byline.says_so and (around or byline.signed)):
            kept.append(lines[position])
            position += 1
            continue
        stated = stated.or_else(Stated(author=byline.author, published=byline.published))
        position += byline.lines
    return stated, tuple(kept)
