"""From the characters of a file to clean lines, before any span exists.

White space inside a line becomes single spaces and lines that are wrapped are joined; no other character changes, so
a passage is found word for word in its file once runs of white space are one space.
"""

import codecs
import re

from corpus.boilerplate import is_boilerplate
from corpus.structure import BULLET

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40
_ENDED = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class NotText(Exception):
    """Bytes that are not text."""


def decoded(data: bytes) -> str:
    """UTF-8, or UTF-16 with a byte order mark; the mark itself is dropped.

    Raises:
        NotText: for any other bytes.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"byte {error.start} is not {encoding}") from error
    if _BINARY.search(text):
        raise NotText("it holds control characters that no text has")
    return text


def plain(words: str) -> str:
    """Runs of white space of every kind as one space, none at the ends."""
    return " ".join(words.split())


def joined_lines(text: str) -> tuple[str, ...]:
    """Paragraphs of plain text: wrapped lines joined, every other line on its own, blank ones left out."""
    blocks = [[line.strip() for line in block.splitlines()] for block in re.split(r"\n[^\S\n]*\n", _unix(text))]
    blocks = [[line for line in block if line] for block in blocks]
    width = _wrap_width(blocks)
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs.extend(_joined(block, width))
    return tuple(plain(paragraph) for paragraph in paragraphs)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n").replace("\u2029", "\n\n")


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The column at which lines are wrapped; None where they are not."""
    lengths = [len(line) for block in blocks for line in block[:-1] if len(line) <= _WIDEST_WRAP]
    widest = max(lengths, default=0)
    return widest if widest >= _NARROWEST_WRAP else None


def _joined(block: list[str], width: int | None) -> list[str]:
    joined: list[str] = []
    previous = ""
    for line in block:
        if joined and _is_wrapped(previous, line, width):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        previous = line
    return joined


def _is_wrapped(previous: str, line: str, width: int | None) -> bool:
    """Whether the first word of the line did not fit on the line before."""
    if BULLET.match(line) or is_boilerplate(line):
        return False
    if not _ENDED.search(previous) and line[:1].islower():
        return True
    if is_boilerplate(previous):
        return False
    full = width is not None and len(previous) + 1 + len(line.split(maxsplit=1)[0]) > width
    return full and len(previous) <= _WIDEST_WRAP
