"""Metadata in front of a Markdown file: YAML between `---` lines or TOML between `+++` lines."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime

from corpus.dates import published_of
from corpus.draft import Stated

_FENCED = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<matter>.*?)(?:^|(?<=\n))(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_UNCLOSED = re.compile(r"\s*(?:---[ \t]*\n[\w -]+:|\+\+\+[ \t]*\n[\w -]+=)")
_LONGEST = 300


class BadFrontMatter(Exception):
    """Front matter that cannot be used; the message says why."""


def split_front_matter(text: str) -> tuple[Stated, str]:
    """The metadata and the text below; a file without front matter states nothing.

    Raises:
        BadFrontMatter: if it is not closed, not YAML or TOML, or a known key holds something unusable.
    """
    text = text.replace("\r\n", "\n")
    found = _FENCED.match(text)
    if found is None:
        if _UNCLOSED.match(text):
            raise BadFrontMatter("the front matter is never closed")
        return Stated(), text
    matter = _yaml(found["matter"]) if found["fence"] == "---" else _toml(found["matter"])
    return _stated(matter), text[found.end() :]


def _yaml(matter: str) -> Mapping[object, object]:
    import yaml

    try:
        loaded = yaml.safe_load(matter)
    except (yaml.YAMLError, ValueError) as error:
        raise BadFrontMatter(f"the front matter is not YAML: {_first_line(error)}") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, Mapping):
        raise BadFrontMatter("the front matter holds no `key: value` lines")
    return loaded


def _toml(matter: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(matter)
    except tomllib.TOMLDecodeError as error:
        raise BadFrontMatter(f"the front matter is not TOML: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return f"{problem} (line {mark.line + 2})" if mark is not None else problem


def _stated(matter: Mapping[object, object] | Mapping[str, object]) -> Stated:
    known = {str(key).strip().casefold(): value for key, value in matter.items()}
    return Stated(
        title=_words("title", known.get("title")),
        publisher=_words("publisher", known.get("publisher")),
        author=_author(known.get("author", known.get("authors"))),
        published=_date(known.get("published", known.get("date"))),
        summarises=_words("summarises", known.get("summarises")),
    )


def _words(key: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str | int | float | date):
        raise BadFrontMatter(f"`{key}` in the front matter is not a line of text")
    return " ".join(str(value).split())[:_LONGEST] or None


def _author(value: object) -> str | None:
    if isinstance(value, list):
        names = [name for one in value if (name := _words("author", one))]
        return ", ".join(names)[:_LONGEST] or None
    return _words("author", value)


def _date(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    published = published_of(str(value)) if isinstance(value, str | int) else None
    if published is None:
        raise BadFrontMatter(f"`published` in the front matter is no date: {str(value)[:40]!r}")
    return published
