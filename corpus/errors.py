"""Errors of the corpus room.

CorpusError
├── UnreadableFile      a file that no reader can turn into a brief
├── UnknownBrief        an id that the library does not hold
└── LibraryDamaged      the library file cannot be opened or has another format
"""


class CorpusError(Exception):
    """Something the user can mend: the message says what, its note says what to do next."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.add_note(advice)


class UnreadableFile(CorpusError):
    """A file that no reader can turn into a brief."""


class UnknownBrief(CorpusError):
    """An id that the library does not hold."""


class LibraryDamaged(CorpusError):
    """The library file cannot be opened, or was written in another format."""
