"""Errors of the vectorstore room.

StoreError
├── EmbedderUnavailable   the embedding model cannot be loaded, or is not the one expected
├── IndexMismatch         the index was built with another embedder or another chunking
├── IndexBusy             another process is writing the index
└── IndexDamaged          Chroma cannot open the index
"""


class StoreError(Exception):
    """Something the user can mend: the message says what, its note says what to do next."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.add_note(advice)


class EmbedderUnavailable(StoreError):
    """The embedding model cannot be loaded, or is not the one expected."""


class IndexMismatch(StoreError):
    """The index was built with another embedder or another chunking."""


class IndexBusy(StoreError):
    """Another process is writing the index."""


class IndexDamaged(StoreError):
    """The index cannot be opened."""
