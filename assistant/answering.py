"""A question in, a reply out: resolve, retrieve, read, check, then show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Claim, Evidence, Question, Reply
from assistant.conversation import Turn


@dataclass(frozen=True, slots=True)
class Found:
    """The search is done: what it was for and what it brought."""

    question: Question
    evidence: tuple[Evidence, ...]


Event = Found | Claim | Reply


class Asker(Protocol):
    """Anything that answers: what the page, the evaluation and the command line are handed."""

    def events(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        within: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Found first, then each claim that passed its check, last the whole reply (absent if cancelled)."""
        ...

    def ask(self, question: str, turns: Sequence[Turn] = (), within: Sequence[str] = ()) -> Reply:
        """The reply alone."""
        ...
