"""How far sentences support a claim, judged without a language model.

The judge looks for the claim's words, figures and names in the sentences that were cited: words that carry meaning,
weighted by their length as a stand-in for rarity, and every figure, date and name on top, because a claim with one
wrong figure shares nearly all its words with its source. It does not understand negation or order. How far it can be
trusted is measured by `benchmarks/wice.py`, and the figure stands beside every report. Cosine similarity of claim and
sentences, mixed in at any weight, moved AUROC on WiCE's development half by less than 0.01, so no embedder is needed.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from corpus.mentions import background_of, is_met, mentions_of
from corpus.words import stems

Judge = Callable[[str, Sequence[str]], float]

# Fixed on the development half of WiCE; see benchmarks/wice.py.
MENTION_PENALTY = 0.7
ENOUGH = 0.66


AGREEMENT = (
    "Support is judged without a language model, by words, figures, dates and names in common. On the 358 claims of "
    "WiCE's test half this judge agrees with people in 72.9 % (95 %: 68.1-77.2; always saying no: 69.0 %; kappa 0.40, "
    "AUROC 0.78); it accepts 9 % of the claims that are not supported and 26 % of those that are in part."
)


class JudgeFailed(Exception):
    """The judge did not give a number between 0 and 1: an error of the run, never a score."""


def judge_words(claim: str, sentences: Sequence[str]) -> float:
    """Share of the claim's words that the sentences hold, lowered for each missing figure, date or name.

    Returns:
        0 to 1; 1.0 where the claim has no words of its own.
    """
    said = Counter(stems(claim))
    if not said:
        return 1.0
    there = set(stems(" ".join(sentences)))
    total = sum(_weight(word) * count for word, count in said.items())
    covered = sum(_weight(word) * count for word, count in said.items() if word in there)
    return covered / total * MENTION_PENALTY ** len(missing_mentions(claim, sentences))


def missing_mentions(claim: str, sentences: Sequence[str], published: str | None = None) -> tuple[str, ...]:
    """Figures, dates and names of the claim that the sentences lack, as the claim writes them."""
    background = background_of(" ".join(sentences), published)
    return tuple(mention.text for mention in mentions_of(claim) if not is_met(mention, background))


def judged(judge: Judge, claim: str, sentences: Sequence[str]) -> float:
    """The judge's verdict.

    Raises:
        JudgeFailed: if it fails, or gives anything but a number from 0 to 1.
    """
    try:
        value = float(judge(claim, sentences))
    except Exception as error:
        raise JudgeFailed(f"The support judge failed on {claim[:80]!r}: {error}") from error
    if not 0.0 <= value <= 1.0:
        raise JudgeFailed(f"The support judge gave {value} for {claim[:80]!r}, which is not between 0 and 1.")
    return value


def _weight(word: str) -> float:
    return float(min(len(word), 8))
