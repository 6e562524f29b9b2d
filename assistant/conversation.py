"""What was meant: earlier turns, and the question made self-contained by them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """What a later question may lean on.

    Attributes:
        question: the earlier question as it was searched for.
        lead: text of the first claim of the reply; empty after a refusal.
    """

    question: str
    lead: str = ""
