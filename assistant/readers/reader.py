"""Who reads: the protocol that every reader keeps."""

from collections.abc import Generator, Sequence
from typing import Protocol

from assistant.answer import Claim, Evidence, Question, Reading


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def name(self) -> str:
        """Name on the wire, e.g. `sentences`."""
        ...

    def read(self, question: Question, evidence: Sequence[Evidence]) -> Generator[Claim, None, Reading]:
        """Claims as they are ready, then what was found out; no claim means that the evidence does not say."""
        ...
