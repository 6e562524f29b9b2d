"""Errors of the assistant room, and the list of all errors that a user can act on.

AssistantError
├── BadQuestion        an empty or far too long question
├── BadQuestionFile    a line of a question file that cannot be asked
├── BadSettings        an unknown or impossible setting
├── PortInUse          the address to serve on is taken
├── ModelUnavailable   a reader's weights cannot be loaded
└── BadQuestionSet     a question set with mistakes (each with row and column)
"""

from corpus.errors import CorpusError
from prompts.errors import PromptError
from vectorstore.errors import StoreError


class AssistantError(Exception):
    """Something the user can mend: the message says what, its note says what to do next."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.add_note(advice)


class BadQuestion(AssistantError):
    """An empty or far too long question."""


class BadQuestionFile(AssistantError):
    """A question file, or a line of one, that cannot be asked."""


class BadSettings(AssistantError):
    """An unknown or impossible setting."""


class PortInUse(AssistantError):
    """The address to serve on is taken."""


class ModelUnavailable(AssistantError):
    """A reader's weights cannot be loaded."""


class BadQuestionSet(AssistantError):
    """A question set with mistakes, each named with its row and column."""


EXPECTED: tuple[type[Exception], ...] = (AssistantError, CorpusError, StoreError, PromptError)


def advice_of(error: BaseException) -> str:
    """What to do next, as the error's notes say; empty where it has none."""
    return " ".join(getattr(error, "__notes__", ()))
