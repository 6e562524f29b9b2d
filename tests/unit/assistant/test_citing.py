"""The check before a claim is shown."""

from typing import Any

import pytest

from assistant.answer import Citation, Claim, Evidence
from assistant.citing import check
from corpus.brief import Chunk, Span


def claim(text: str, library: Any) -> Claim:
    brief = library.get("port-00000000")
    words = 'Mara Ellison, head of the Harbour Board, said the fire was "an avoidable loss". It had killed 14 workers.'
    start = brief.text.index(words)
    span = Span(start, start + len(words))
    chunk = Chunk(brief.id, brief.source, "The port", span, words)
    return Claim(text, (Citation(Evidence(1, chunk, span, words, 1.0), span),), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "It had killed 14 workers.",
        "Ellison said that 14 workers had been killed.",
        'Ellison spoke of "an avoidable loss".',
        "The fire killed fourteen workers.",
    ],
)
def test_what_the_passage_carries_may_be_shown(text: str, library: Any) -> None:
    assert check(claim(text, library)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ellison said that 41 workers had been killed.", "41"),
        ("Tomas Reyl said the fire was avoidable.", "Tomas Reyl"),
        ("The fire broke out in March.", "March"),
        ('Ellison spoke of "an unavoidable loss".', "quotation"),
    ],
)
def test_a_swapped_figure_name_date_or_quotation_is_caught(text: str, reason: str, library: Any) -> None:
    assert reason in str(check(claim(text, library)))
