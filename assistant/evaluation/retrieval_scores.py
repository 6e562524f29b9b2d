"""Retrieval against what was expected: the quotes that state the answer, else the briefs that hold it."""

import math
from dataclasses import dataclass

from assistant.answer import Evidence, Reply
from assistant.evaluation.matching import spaced
from assistant.evaluation.questions import EvalQuestion
from assistant.evaluation.score import Score, Yardstick, short, unscored

NOTHING = "the question names neither quotes nor briefs to find"


@dataclass(frozen=True, slots=True)
class Found:
    """Something expected, and the 1-based rank of the first passage that holds it; None where none does."""

    wanted: str
    rank: int | None


def ranked(reply: Reply) -> tuple[Evidence, ...]:
    """The passages by falling score; their numbers follow the order of citation instead."""
    return tuple(sorted(reply.evidence, key=lambda item: (-item.score, item.number)))


def found(question: EvalQuestion, reply: Reply) -> tuple[Found, ...]:
    """Where each expected quote stands in the ranking, or each expected brief where no quote is named."""
    passages = ranked(reply)
    if question.quotes:
        texts = [spaced(item.text) for item in passages]
        return tuple(_first(quote, [spaced(quote) in text for text in texts]) for quote in question.quotes)
    files = [item.source.file for item in passages]
    return tuple(_first(brief, [brief == file for file in files]) for brief in question.briefs)


def _first(wanted: str, there: list[bool]) -> Found:
    return Found(wanted, there.index(True) + 1 if True in there else None)


def recall_at(k: int, question: EvalQuestion, reply: Reply) -> Score:
    """Share of the expected quotes (or briefs) among the first k passages."""
    expected = found(question, reply)
    if not expected:
        return unscored(NOTHING)
    hits = [item for item in expected if item.rank is not None and item.rank <= k]
    lost = [short(item.wanted, 60) for item in expected if item not in hits]
    words = f"{len(hits)} of {len(expected)} expected in the first {k} passages"
    words += f"; not: {'; '.join(lost[:3])}" if lost else ""
    return Score(len(hits) / len(expected), words, len(hits), len(expected))


def recall_at_5(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Recall among the first five passages."""
    return recall_at(5, question, reply)


def recall_at_12(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Recall among all passages that a reader is given."""
    return recall_at(12, question, reply)


def reciprocal_rank(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """One over the rank of the first expected passage, 0 where there is none."""
    expected = found(question, reply)
    if not expected:
        return unscored(NOTHING)
    ranks = [item.rank for item in expected if item.rank is not None]
    if not ranks:
        return Score(0.0, "no expected passage was found")
    return Score(1 / min(ranks), f"first expected passage at rank {min(ranks)}")


def ndcg_at_10(question: EvalQuestion, reply: Reply, by: Yardstick) -> Score:
    """Discounted gain of the expected quotes (or briefs), each counted once at its first passage.

    The ideal has one at each of the first ranks; a passage that holds two of them may beat it, so the value is capped.
    """
    expected = found(question, reply)
    if not expected:
        return unscored(NOTHING)
    ranks = sorted(item.rank for item in expected if item.rank is not None and item.rank <= 10)
    gain = sum(1 / math.log2(1 + rank) for rank in ranks)
    ideal = sum(1 / math.log2(2 + place) for place in range(min(len(expected), 10)))
    return Score(min(gain / ideal, 1.0), f"expected passages at ranks {', '.join(map(str, ranks)) or 'none'}")
