"""Reads .md: front matter, then blocks as CommonMark sees them, each with the characters it has in the file."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.cleaning import decoded, plain
from corpus.draft import Draft, Stated
from corpus.frontmatter import split_front_matter
from corpus.items import drafts_of
from corpus.structure import is_marked_heading, words_of_heading

if TYPE_CHECKING:
    from markdown_it.token import Token

_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_TABLE_RULE = re.compile(r"[\s|:-]+")
_FENCE = re.compile(r"\s*(?:```|~~~).*")
_PICTURE = re.compile(r"(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+")
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_LEAVES = frozenset({"inline", "fence", "code_block", "html_block"})


def read_markdown(data: bytes) -> tuple[Draft, ...]:
    """Drafts of a Markdown file.

    Raises:
        NotText: if the bytes are no text.
        BadFrontMatter: if the metadata in front cannot be used.
    """
    stated, body = split_front_matter(decoded(data))
    paragraphs = tuple(line for line in _paragraphs(body) if line and not _PICTURE.fullmatch(line))
    return drafts_of(paragraphs, stated.or_else(Stated(title=_first_heading(paragraphs))))


def _first_heading(paragraphs: tuple[str, ...]) -> str | None:
    """The first `# ` heading, unless there are several: then they are sections."""
    top = [line for line in paragraphs if line.startswith("# ")]
    return words_of_heading(top[0]) if top and is_marked_heading(top[0]) else None


def _paragraphs(body: str) -> Iterator[str]:
    from markdown_it import MarkdownIt

    lines = body.replace("\r", "\n").split("\n")
    seen = 0
    for token in MarkdownIt("commonmark").enable("table").parse("\n".join(lines)):
        if token.type not in _LEAVES or token.map is None or token.map[1] <= seen:
            continue
        start, seen = max(token.map[0], seen), token.map[1]
        yield from _of_token(token, lines[start:seen])


def _of_token(token: "Token", lines: list[str]) -> Iterator[str]:
    """The token's lines as the file has them: a paragraph is one; code, rows and words between tags stay apart."""
    if token.type == "html_block":
        yield from (plain(words) for words in _TAG.sub("\0", "\n".join(lines)).split("\0"))
        return
    if token.type == "inline" and not lines[0].lstrip().startswith("|"):
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1]):
            lines = lines[:-1]
        yield plain(" ".join(lines))
        return
    for line in lines:
        if not _TABLE_RULE.fullmatch(line) and not _FENCE.fullmatch(line):
            yield plain(line)
