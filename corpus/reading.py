"""From a file to briefs: one reader a suffix."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from corpus.brief import Brief, Source
from corpus.cleaning import NotText
from corpus.draft import Draft
from corpus.errors import UnreadableFile
from corpus.frontmatter import BadFrontMatter
from corpus.markdown import read_markdown
from corpus.plaintext import read_plaintext
from corpus.sentences import sentence_spans
from corpus.structure import BREAK
from corpus.webpage import NoMainText, read_webpage
from corpus.words import unaccented

Reader = Callable[[bytes], tuple[Draft, ...]]

_READER_BY_SUFFIX: dict[str, Reader] = {
    ".md": read_markdown,
    ".txt": read_plaintext,
    ".html": read_webpage,
    ".htm": read_webpage,
}
SUFFIXES: tuple[str, ...] = tuple(_READER_BY_SUFFIX)

_LARGEST = 50 * 1024 * 1024
_KIND_BY_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word file or an archive",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}
_LONGEST_SLUG = 48
_LONGEST_TITLE = 240


def read_file(path: Path) -> tuple[Brief, ...]:
    """The briefs that a file holds: one, or one for each item of a newsletter.

    Raises:
        UnreadableFile: if the suffix is unknown, or the file is missing, empty, too large (over 50 MB), not text, has
            bad front matter, or holds nothing to cite.
    """
    return read_bytes(path.name, bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """The file's bytes, once it is known to be a file of a bearable size that some reader takes.

    Raises:
        UnreadableFile: if it is not.
    """
    _reader_for(path.name)
    try:
        if not path.is_file():
            raise UnreadableFile(f"{path.name} is not a file.", "Check the path; folders are read file by file.")
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(f"{path.name} is larger than 50 MB.", "Split it, or save its text without images.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {error.strerror or error}.", "Check that you may read the file."
        ) from error


def read_bytes(name: str, data: bytes) -> tuple[Brief, ...]:
    """The briefs in the bytes of a file of that name.

    Raises:
        UnreadableFile: as `read_file` does.
    """
    reader = _reader_for(name)
    _refuse_other_kinds(name, data)
    try:
        drafts = reader(data)
    except NotText as error:
        raise UnreadableFile(f"{name} is not readable as text: {error}.", "Save it as UTF-8 text.") from error
    except BadFrontMatter as error:
        raise UnreadableFile(
            f"{name}: {error}.", "Correct the lines at the top of the file, or remove them."
        ) from error
    except NoMainText as error:
        raise UnreadableFile(f"{name}: {error}.", "Save the article's text as .txt or .md instead.") from error
    briefs = _briefs(name, data, drafts)
    if not any(sentence_spans(brief.text) for brief in briefs):
        raise UnreadableFile(f"{name} holds no sentence that could be cited.", "Check that its text was saved.")
    return briefs


def _reader_for(name: str) -> Reader:
    suffix = Path(name).suffix.lower()
    if suffix not in _READER_BY_SUFFIX:
        raise UnreadableFile(
            f"{name} is of a kind that cannot be read ({suffix or 'no suffix'}).",
            f"Save it as one of: {', '.join(SUFFIXES)}.",
        )
    return _READER_BY_SUFFIX[suffix]


def _refuse_other_kinds(name: str, data: bytes) -> None:
    if not data.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise UnreadableFile(f"{name} is empty.", "Check that its text was saved.")
    kind = next((kind for magic, kind in _KIND_BY_MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise UnreadableFile(f"{name} is {kind}, whatever its name says.", "Save its text as .txt or .md.")


def _briefs(name: str, data: bytes, drafts: tuple[Draft, ...]) -> tuple[Brief, ...]:
    digest = hashlib.sha256(data).hexdigest()[:8]
    briefs = []
    for number, draft in enumerate(drafts, 1):
        stated = draft.stated
        title = (stated.title or Path(name).stem)[:_LONGEST_TITLE]
        item = f"-{number}" if len(drafts) > 1 else ""
        source = Source(
            brief_id=f"{_slug(title)}-{digest}{item}",
            title=title,
            file=name,
            publisher=stated.publisher,
            author=stated.author,
            published=stated.published,
            summarises=stated.summarises,
        )
        briefs.append(Brief(source.brief_id, BREAK.join(draft.paragraphs), source))
    return tuple(briefs)


def _slug(title: str) -> str:
    """Lower-case words of the title, as many as fit, joined by hyphens."""
    slug = ""
    for word in re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", unaccented(title)).lower()):
        if len(slug) + 1 + len(word) > _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "brief"
