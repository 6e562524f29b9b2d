"""Errors of the prompts room."""


class PromptError(Exception):
    """A prompt file is missing or lacks a placeholder: the message says which."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.add_note(advice)
