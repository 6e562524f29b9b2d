"""What the page needs of the assistant: one object, handed in."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from assistant.answering import Asker
from assistant.evaluation.command import Bench
from assistant.home import Home
from assistant.ingesting import FileStatus
from assistant.settings import Settings
from corpus.brief import Brief, Source


class Desk(Protocol):
    """Everything that the page asks for; any thread may call."""

    settings: Settings
    home: Home

    def ready(self) -> bool:
        """Whether the models are loaded."""
        ...

    def warm(self) -> None:
        """Loads the models; blocks until they are there.

        Raises:
            EXPECTED: if they cannot be loaded.
        """
        ...

    def asker(self) -> Asker:
        """Who answers."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """What is in the library."""
        ...

    def brief(self, brief_id: str) -> Brief:
        """A stored brief.

        Raises:
            UnknownBrief: if the library does not hold it.
        """
        ...

    def ingest(self, paths: Sequence[Path]) -> Iterator[FileStatus]:
        """Adds files, reporting each; once exhausted, the briefs can be asked."""
        ...

    def remove(self, brief_id: str) -> None:
        """Takes a brief out of library and index.

        Raises:
            UnknownBrief: if the library does not hold it.
        """
        ...

    def bench(self) -> Bench:
        """Who can be evaluated, and on what."""
        ...
