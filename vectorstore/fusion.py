"""Several rankings made one, and passages that repeat a better one folded into it. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.brief import Chunk
from corpus.words import fold

RUN = 5
SAME_BRIEF = 0.6
OTHER_BRIEF = 0.9

_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fused:
    """An id with its place in every ranking that holds it.

    Attributes:
        id: what was ranked.
        score: sum of 1 / (k + rank); compares within one fusion only.
        ranks: 1-based rank by ranking.
    """

    id: str
    score: float
    ranks: Mapping[str, int]


def fuse(rankings: Mapping[str, Sequence[str]], k: int = 60) -> tuple[Fused, ...]:
    """Reciprocal rank fusion of rankings of ids, best first; ties in the order of ids.

    An id that a ranking holds twice counts at its better place.
    """
    ranks: dict[str, dict[str, int]] = {}
    for name, ids in rankings.items():
        for rank, item in enumerate(dict.fromkeys(ids), start=1):
            ranks.setdefault(item, {})[name] = rank
    fused = [Fused(item, sum(1 / (k + rank) for rank in found.values()), found) for item, found in ranks.items()]
    return tuple(sorted(fused, key=lambda one: (-one.score, one.id)))


def without_repeats(ranked: Sequence[Chunk], limit: int | None = None) -> tuple[Chunk, ...]:
    """The chunks in order, less each whose five-word runs mostly stand in one chunk above it; at most `limit`.

    Inside a brief most of the runs are enough; the sentences that two neighbours share do not count. A chunk of another
    brief corroborates, so it is folded only where it repeats nearly every run and adds no word of its own.
    """
    kept: list[tuple[Chunk, _Fingerprint]] = []
    for chunk in ranked:
        if len(kept) == limit:
            break
        print_ = _Fingerprint.of(chunk.text)
        if not any(_repeats(chunk, print_, above, its) for above, its in kept):
            kept.append((chunk, print_))
    return tuple(chunk for chunk, _ in kept)


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    words: frozenset[str]
    runs: frozenset[_Run]

    @classmethod
    def of(cls, text: str) -> "_Fingerprint":
        words = fold(text).split()
        count = max(1, len(words) - RUN + 1)
        return cls(
            frozenset(words), frozenset(tuple(words[at : at + RUN]) for at in range(count)) if words else frozenset()
        )

    def share_in(self, other: "_Fingerprint") -> float:
        """Part of these runs that the other holds too; 1 where there are none."""
        return len(self.runs & other.runs) / len(self.runs) if self.runs else 1.0


def _repeats(lower: Chunk, lower_print: _Fingerprint, upper: Chunk, upper_print: _Fingerprint) -> bool:
    if lower.brief_id != upper.brief_id:
        return lower_print.words <= upper_print.words and lower_print.share_in(upper_print) >= OTHER_BRIEF
    if lower.span.overlaps(upper.span):
        return _Fingerprint.of(_beyond(lower, upper)).share_in(upper_print) >= SAME_BRIEF
    return lower_print.share_in(upper_print) >= SAME_BRIEF


def _beyond(lower: Chunk, upper: Chunk) -> str:
    """What the lower chunk holds outside the upper one's span."""
    before = max(0, upper.span.start - lower.span.start)
    after = max(0, lower.span.end - upper.span.end)
    return f"{lower.text[:before]}\n{lower.text[len(lower.text) - after :]}"
