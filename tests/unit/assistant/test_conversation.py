"""Follow-ups made self-contained; new topics left alone."""

import pytest

from assistant.conversation import Turn, resolve

ELLISON = Turn("What did Mara Ellison say about the fire?", "Mara Ellison called it an avoidable loss.")
IRAQ = Turn("Who led the US delegation at the talks in Velmar?", "Joan Pell led it.")


@pytest.mark.parametrize(
    ("question", "turn", "resolved"),
    [
        ("What does she want now?", ELLISON, "What does Mara Ellison want now?"),
        ("Did it work, in her view?", ELLISON, "Did it work, in Mara Ellison's view?"),
        ("What does she say about the Middle East?", ELLISON, "What does Mara Ellison say about the Middle East?"),
        ("And the Iraqi one?", IRAQ, "Who led the Iraqi delegation at the talks in Velmar?"),
        ("And Guterres?", ELLISON, "What did Guterres say about the fire?"),
        ("Why was she there?", Turn("Who led the delegation?", "Joan Pell led it."), "Why was Joan Pell there?"),
    ],
)
def test_a_follow_up_carries_its_subject(question: str, turn: Turn, resolved: str) -> None:
    assert resolve(question, [turn]) == resolved


def test_a_thing_that_is_leant_on_is_added_in_brackets() -> None:
    resolved = resolve("How did the Taliban react to it?", [Turn("What did the UN assessment say about women?")])
    assert resolved.startswith("How did the Taliban react to it? (UN")


@pytest.mark.parametrize(
    "question",
    [
        "When did Reyl open the second track in Orsk?",
        "Back to the railway: how much grain did Orsk get?",
        "Now Syria: until when was the access agreed?",
        "Is there a railway to Orsk?",
    ],
)
def test_a_new_topic_is_left_alone(question: str) -> None:
    assert resolve(question, [ELLISON]) == question


def test_a_first_question_is_left_alone() -> None:
    assert resolve("What did she say?", []) == "What did she say?"
