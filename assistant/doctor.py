"""Is everything in order: home, library, index, models."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import EXPECTED, advice_of

if TYPE_CHECKING:
    from assistant.assembly import Desk


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is in order, and what to do if not."""

    what: str
    ok: bool
    detail: str


def examine(desk: "Desk") -> Iterator[Finding]:
    """One finding after the other, cheap ones first."""
    yield Finding("python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield Finding("home", True, str(desk.home.root))
    yield _tried("library", lambda: f"{len(desk.sources())} briefs")
    yield _tried("embedding model", lambda: _embedder(desk))
    yield _tried("index", lambda: _index(desk))
    yield _tried("reader", lambda: f"{desk.asker().reader.name}, threshold {desk.asker().threshold:.2f}")


def _embedder(desk: "Desk") -> str:
    embedder = desk.embedder
    return f"{embedder.name}, {embedder.dtype}, {embedder.dimensions} dimensions"


def _index(desk: "Desk") -> str:
    report = desk.indexer.sync(desk.library.briefs())
    return f"{report.chunks} chunks, equal to the library"


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except EXPECTED as error:
        return Finding(what, False, f"{error} {advice_of(error)}")
