"""What kind of thing a question asks for."""

import pytest

from assistant.readers.asking import asked_for


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many guards were hurt?", "number"),
        ("What was the death toll in the capital?", "number"),
        ("When did the port close?", "date"),
        ("What year did the group first appear?", "date"),
        ("Where was the treaty signed?", "place"),
        ("In which province were the visitors killed?", "place"),
        ("Who signed the treaty?", "person"),
        ("Why was the port closed?", "reason"),
        ("What led to the collapse?", "reason"),
        ("Which was deadlier, the first attack or the second?", "comparison"),
        ("Compare the two ministers.", "comparison"),
        ("Which countries signed?", "place"),
        ("What weapons did the guards carry?", "list"),
        ("What did Guterres say about cranes?", "statement"),
        ("What makes the cranes unsafe?", "reason"),
        ("Is the port open?", "whether"),
        ("What are the conditions for aid?", "list"),
    ],
)
def test_the_kind_is_read_off_the_wording(question: str, kind: str) -> None:
    assert asked_for(question).kind == kind


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Mara Ellison say about tariffs?", "Mara Ellison"),
        ("According to Ellison, what failed?", "Ellison"),
        ("What is Ellison's view of the plan?", "Ellison"),
        ("What does the World Bank recommend?", "World Bank"),
        ("Where was the strike on the port?", None),
    ],
)
def test_the_speaker_is_the_one_whose_words_are_asked_for(question: str, speaker: str | None) -> None:
    assert asked_for(question).speaker == speaker
