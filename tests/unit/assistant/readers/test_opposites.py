"""False premises: the passage says the opposite of what the question takes for granted."""

import pytest

from assistant.readers.opposites import contradicted


@pytest.mark.parametrize(
    ("question", "text", "opposed"),
    [
        ("Why did the board reopen the harbour?", "The board kept the harbour closed.", True),
        ("Why did the board close the harbour?", "The board closed the harbour.", False),
        ("What made the union welcome the plan?", "The union opposed the plan.", True),
        ("Why did the union oppose the plan?", "The union opposed the plan, which owners welcomed.", False),
        ("Why did exports fall?", "Exports rose by a third.", True),
        ("Where is the harbour?", "The harbour lies in the north.", False),
    ],
)
def test_a_word_is_contradicted_where_only_its_opposite_stands(question: str, text: str, opposed: bool) -> None:
    assert contradicted(question, text) is opposed
