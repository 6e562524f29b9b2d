"""A score: a value with its reason. `None` means "not scored here", which is not zero."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from assistant.evaluation.support import ENOUGH, Judge, judge_words

WORD_LIMIT = 150
T = TypeVar("T")
Unit = Literal["share", "words", "seconds"]


@dataclass(frozen=True, slots=True)
class Score:
    """What one metric says of one reply.

    Attributes:
        value: 0 to 1 for shares, else in the metric's unit; None where the metric does not apply.
        explanation: why, in words for the person who reads the report.
        hits: how many of `trials` went right, where the value is such a share: figures pool these.
        trials: see `hits`; 0 where the value is no share of counted things.
    """

    value: float | None
    explanation: str
    hits: int = 0
    trials: int = 0


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name and how to read it.

    Attributes:
        name: key in reports and in thresholds.
        title: words for people.
        group: verdict, retrieval, answer, citations, refusal or time.
        unit: what the value counts.
        higher_is_better: None where neither direction is better.
        pooled: the figure counts things over all questions ("of all citations"), not the mean of questions.
    """

    name: str
    title: str
    group: str
    unit: Unit = "share"
    higher_is_better: bool | None = True
    pooled: bool = False


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What replies are measured against besides their question.

    Attributes:
        judge: says how far sentences support a claim, 0 to 1.
        enough: least support that counts as supported.
        texts: stored text by brief id, to compare quotes with; None where there is none at hand.
        word_limit: most words of an answer that counts as right.
    """

    judge: Judge = judge_words
    enough: float = ENOUGH
    texts: Mapping[str, str] | None = None
    word_limit: int = WORD_LIMIT


def unscored(why: str) -> Score:
    """The metric does not apply."""
    return Score(None, why)


def verdict(right: bool, explanation: str) -> Score:
    """One thing that went right or wrong."""
    return Score(float(right), explanation, int(right), 1)


def share(things: Sequence[T], is_right: Callable[[T], bool], say: Callable[[T], str], what: str) -> Score:
    """The share of things that are right; the explanation names the first wrong ones.

    Raises:
        ValueError: if there are no things, for then the metric does not apply.
    """
    wrong = [thing for thing in things if not is_right(thing)]
    hits = len(things) - len(wrong)
    named = "; ".join(say(thing) for thing in wrong[:3])
    more = f"; and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    words = f"{hits} of {len(things)} {what}" + (f"; not: {named}{more}" if wrong else "")
    return Score(hits / len(things), words, hits, len(things))


def short(text: str, limit: int = 90) -> str:
    """The text on one line, cut at the limit."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
