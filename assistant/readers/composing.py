"""From ranked sentences to claims: how many, which belong together, and what a list or a comparison needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answer import AnswerSpan, Citation, Claim
from assistant.readers.asking import Asked
from assistant.readers.candidates import Candidate
from assistant.readers.features import same_words, setting_of
from corpus.brief import Span
from corpus.mentions import background_of, is_met

MOST_WORDS = 140
SAME = 0.8
MOST_ITEMS = 5
MOST_MARKED = 0.7
_ORDINAL = re.compile(
    r"^(?:The |A )?(?:first|second|third|fourth|fifth|another|additional|final|last)\b|"
    r"^(?:Firstly|Secondly|Thirdly|Finally|"
    r"Also|In addition|Moreover|Furthermore|Lastly)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|several|number of|many|some)\b[^.]{0,40}\b(?:reasons?|factors?|points?|steps?|ways?|"
    r"measures?|recommendations?|conditions?|obstacles?|roadblocks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quota:
    """How much an answer may hold.

    Attributes:
        claims: most claims.
        floor: least probability of a further sentence.
        share: least probability of a further sentence as a share of the best one's.
        abroad: the same share for a sentence of another brief.
    """

    claims: int
    floor: float
    share: float
    abroad: float


ONE = Quota(claims=3, floor=0.02, share=0.05, abroad=0.7)
OPEN = Quota(claims=5, floor=0.02, share=0.05, abroad=0.9)
MANY = Quota(claims=6, floor=0.02, share=0.05, abroad=0.9)
ACROSS = Quota(claims=6, floor=0.03, share=0.08, abroad=0.08)


def quota_of(asked: Asked) -> Quota:
    """What the question wants."""
    if asked.kind == "comparison":
        return ACROSS
    if asked.many or asked.kind in {"reason", "list", "statement"}:
        return MANY
    return OPEN if asked.kind == "other" else ONE


def compose(
    asked: Asked,
    candidates: Sequence[Candidate],
    probabilities: NDArray[np.float64],
    marked: Sequence[tuple[Span, ...]] = (),
) -> tuple[Claim, ...]:
    """The claims of an answer, best first.

    Args:
        asked: what the question asks for.
        candidates: n sentences.
        probabilities: (n,) probability that each states part of the answer.
        marked: for each candidate the answer words inside it; empty where none are known.
    """
    order = sorted(range(len(candidates)), key=lambda i: (-probabilities[i], i))
    chosen: list[int] = []
    echoes: dict[int, list[int]] = {}
    quota = quota_of(asked)
    items = _sides(asked, candidates, order) if asked.kind == "comparison" else _items(asked, candidates, order)
    for i in [*order[:1], *items, *(i for i in order[1:] if i not in items)]:
        twin = next((j for j in chosen if _says_the_same(candidates[i], candidates[j])), None)
        if twin is not None:
            if _may_echo(candidates[i], candidates[twin]):
                echoes.setdefault(twin, []).append(i)
        elif (i in items and _has_room(i, chosen, candidates, quota)) or _fits(
            i, chosen, candidates, probabilities, quota
        ):
            chosen.append(i)
    return tuple(_claim(i, echoes.get(i, ()), chosen[:n], candidates, marked) for n, i in enumerate(chosen))


def _items(asked: Asked, candidates: Sequence[Candidate], order: Sequence[int]) -> list[int]:
    """The items of an enumeration that the best sentence announces or opens, in the order of the text."""
    if not order or not (asked.many or asked.kind == "reason"):
        return []
    best = candidates[order[0]]
    if not (_ANNOUNCES.search(best.whole_text) or _ORDINAL.match(best.text)):
        return []
    items = [
        i
        for i in order[1:]
        if candidates[i].evidence.chunk.brief_id == best.evidence.chunk.brief_id
        and candidates[i].span.start > best.span.start
        and _ORDINAL.match(candidates[i].text)
    ]
    return sorted(items, key=lambda i: candidates[i].span)[:MOST_ITEMS]


def _sides(asked: Asked, candidates: Sequence[Candidate], order: Sequence[int]) -> list[int]:
    """For each name of a comparison the best sentence set where it is named, and the best one of a second brief."""
    sides: list[int] = []
    for mention in asked.mentions:
        if mention.kind == "name":
            sides += [i for i in order if is_met(mention, background_of(candidates[i].whole_text))][:1]
            sides += [i for i in order if is_met(mention, setting_of(candidates[i]))][:1]
    home = candidates[order[0]].evidence.chunk.brief_id if order else ""
    sides += [i for i in order if candidates[i].evidence.chunk.brief_id != home][:1]
    return [i for i in dict.fromkeys(sides) if i != order[0]][:MOST_ITEMS]


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    same_brief = one.evidence.chunk.brief_id == other.evidence.chunk.brief_id
    if same_brief and (other.whole.contains(one.span) or one.span == other.span):
        return True
    return same_words(one.text, other.text) >= SAME


def _may_echo(one: Candidate, other: Candidate) -> bool:
    return one.evidence.chunk.brief_id != other.evidence.chunk.brief_id


def _fits(
    i: int, chosen: list[int], candidates: Sequence[Candidate], probabilities: NDArray[np.float64], quota: Quota
) -> bool:
    if not chosen:
        return True
    if not _has_room(i, chosen, candidates, quota):
        return False
    best = candidates[chosen[0]]
    if best.leans and candidates[i].span == best.lead:
        return False
    home = candidates[i].evidence.chunk.brief_id == best.evidence.chunk.brief_id
    least = max(quota.floor, probabilities[chosen[0]] * (quota.share if home else quota.abroad))
    return bool(probabilities[i] >= least)


def _has_room(i: int, chosen: Sequence[int], candidates: Sequence[Candidate], quota: Quota) -> bool:
    words = sum(len(candidates[j].whole_text.split()) for j in (*chosen, i))
    return len(chosen) < quota.claims and words <= MOST_WORDS


def _claim(
    i: int,
    echoes: Sequence[int],
    before: Sequence[int],
    candidates: Sequence[Candidate],
    marked: Sequence[tuple[Span, ...]],
) -> Claim:
    candidate = candidates[i]
    span = candidate.whole
    if any(_covers_lead(candidates[j], candidate) for j in before):
        span = candidate.span
    citations = [Citation(candidate.evidence, span)]
    citations += [Citation(candidates[j].evidence, candidates[j].span) for j in echoes[:2]]
    claim = Claim(candidate.cut(span), tuple(citations), 1.0)
    spans = marked[i] if marked else ()
    return replace(claim, answer=tuple(AnswerSpan(0, s) for s in spans if span.contains(s) and _tells(s, candidate)))


def _tells(marked: Span, candidate: Candidate) -> bool:
    """Whether a mark picks something out: one that covers nearly the whole sentence does not."""
    return len(candidate.cut(marked)) <= MOST_MARKED * len(candidate.text)


def _covers_lead(shown: Candidate, candidate: Candidate) -> bool:
    """Whether the sentence that this one leans on has just been shown."""
    same_brief = shown.evidence.chunk.brief_id == candidate.evidence.chunk.brief_id
    return same_brief and candidate.lead is not None and shown.whole.contains(candidate.lead)
