"""An invented brief, questions on it, and the replies that tests score."""

import pytest

from assistant.evaluation.questions import EvalQuestion
from corpus.brief import Brief, Source

RIVER = (
    "The Selva River Commission first met in Geneva on 2 May 1998.\n\n"
    "Its chair, Ana Ortega, asked for 14 million euros to rebuild the Lower Dam. "
    "Flooding had displaced 3,200 families since 1995.\n\n"
    "“Water has no passport,” Ortega told the delegates. The two governments signed nothing that spring."
)
HARBOUR = "Port authorities in Varna raised harbour fees by 12 percent in October 2004, citing storm damage."


@pytest.fixture
def briefs() -> dict[str, Brief]:
    """Two briefs by file name."""
    river = Source("river-00000001", "The Selva commission", "river.md", "Basin Review", "Ida Holm", "1998-06")
    harbour = Source("harbour-00000002", "Fees in Varna", "harbour.md", "Coast Weekly", None, "2004")
    return {
        "river.md": Brief(river.brief_id, RIVER, river),
        "harbour.md": Brief(harbour.brief_id, HARBOUR, harbour),
    }


@pytest.fixture
def when() -> EvalQuestion:
    """A question with one fact, one quote and a short answer."""
    return EvalQuestion(
        "when",
        "When did the Selva River Commission first meet?",
        facts=(("2 May 1998", "May 2, 1998"),),
        briefs=("river.md",),
        quotes=("The Selva River Commission first met in Geneva on 2 May 1998.",),
        tags=("date",),
        answer="2 May 1998",
    )


@pytest.fixture
def two() -> EvalQuestion:
    """A question with two facts that stand in two sentences."""
    return EvalQuestion(
        "two",
        "What did Ortega ask for, and how many families were displaced?",
        facts=(("14 million euros", "€14 million"), ("3,200",)),
        briefs=("river.md",),
        quotes=(
            "Its chair, Ana Ortega, asked for 14 million euros to rebuild the Lower Dam.",
            "Flooding had displaced 3,200 families since 1995.",
        ),
        tags=("list",),
    )


@pytest.fixture
def absent() -> EvalQuestion:
    """A question that the briefs do not answer."""
    return EvalQuestion("absent", "Who paid for the Upper Dam?", answerable=False, tags=("absent",))
