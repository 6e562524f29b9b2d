"""Questions that are chosen so that their wording does not tell."""

import random

from assistant.readers.span_model import Passage
from training.data import Example
from training.matching import matched, wording_scores

PASSAGE = Passage("", "A text.", ((0, 7),))


def example(question: str, answerable: bool) -> Example:
    return Example(question, PASSAGE, answerable, None, frozenset(), "made")


def questions(rng: random.Random, opening: str, count: int, answerable: bool) -> list[Example]:
    words = "canal bread rail port mill road tax coal wool salt".split()
    return [example(f"{opening} the {' '.join(rng.choices(words, k=6))}?", answerable) for _ in range(count)]


def test_a_word_that_gives_the_answer_away_is_heard() -> None:
    rng = random.Random(1)
    mixed = questions(rng, "who refused", 2_000, False) + questions(rng, "who opened", 2_000, True)
    scores = wording_scores(mixed, rng)
    assert min(scores[:2_000]) > max(scores[2_000:])


def test_what_is_kept_has_each_wording_as_often_answered_as_not() -> None:
    rng = random.Random(1)
    told = questions(rng, "who refused", 3_000, False) + questions(rng, "who refused", 300, True)
    other = questions(rng, "who opened", 3_000, True) + questions(rng, "who opened", 300, False)
    kept = matched([*told, *other], rng)
    for opening in ("who refused", "who opened"):
        of = [item.answerable for item in kept if item.question.startswith(opening)]
        assert len(of) >= 300
        assert 0.35 < sum(of) / len(of) < 0.65


def test_the_same_seed_keeps_the_same() -> None:
    mixed = questions(random.Random(2), "why", 90, False) + questions(random.Random(3), "why", 120, True)
    assert matched(mixed, random.Random(4)) == matched(mixed, random.Random(4))
