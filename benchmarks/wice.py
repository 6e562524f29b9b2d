"""How far the support judge agrees with people: WiCE claims, the sentences of the cited page, and a label.

    python benchmarks/wice.py --data DIR [--split dev|test]

The judge is tuned on wice_dev alone and reported on wice_test. It is given what an answer would cite, the few sentences
that hold most of the claim's words, not the page. "Partially supported" counts as not supported, as it does in a score.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.evaluation.intervals import wilson
from assistant.evaluation.score import Yardstick
from assistant.evaluation.support import judged
from benchmarks.reading_metrics import RESULTS, auroc
from corpus.words import stems

CITED = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's label and what the judge gave it."""

    id: str
    label: str
    value: float


def main(argv: Sequence[str] | None = None) -> int:
    """Judges every claim, prints the agreement, stores ids and values."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with wice_dev.jsonl.gz and wice_test.jsonl.gz")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    options = parser.parse_args(argv)
    with gzip.open(options.data / f"wice_{options.split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        judgements = [_judged(json.loads(line)) for line in lines]
    figures = agreement(judgements, Yardstick().enough)
    for name, value in figures.items():
        print(f"{name:32} {value:.3f}" if isinstance(value, float) else f"{name:32} {value}")
    values = {item.id: round(item.value, 4) for item in judgements}
    command = f"python benchmarks/wice.py --data DIR --split {options.split}"
    report = {"command": command, "figures": figures, "values": values}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"wice-{options.split}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def _judged(row: dict[str, Any]) -> Judged:
    cited = cited_sentences(row["claim"], row["sentences"])
    return Judged(row["id"], row["label"], judged(Yardstick().judge, row["claim"], cited))


def cited_sentences(claim: str, sentences: Sequence[str], most: int = CITED) -> tuple[str, ...]:
    """The sentences that together hold most of the claim's words, chosen one by one, in page order."""
    words = [set(stems(sentence)) for sentence in sentences]
    left, chosen = set(stems(claim)), list[int]()
    for _ in range(most):
        best = max(range(len(words)), key=lambda place: (len(words[place] & left), -len(words[place])))
        if not words[best] & left:
            break
        chosen.append(best)
        left -= words[best]
    return tuple(sentences[place] for place in sorted(chosen))


def agreement(judgements: Sequence[Judged], enough: float) -> dict[str, Any]:
    """Agreement of the judge with the labels at its threshold, and its ranking without one."""
    supported = [item.value for item in judgements if item.label == "supported"]
    others = [item.value for item in judgements if item.label != "supported"]
    refuted = [item.value for item in judgements if item.label == "not_supported"]
    carried = [item.value for item in judgements if item.label != "not_supported"]
    hits, passed = sum(v >= enough for v in supported), sum(v >= enough for v in others)
    right, claims = hits + len(others) - passed, len(judgements)
    interval = wilson(right, claims)
    said, chance = right / claims, _chance(hits + passed, len(supported), claims)
    return {
        "claims": claims,
        "threshold": enough,
        "accuracy": said,
        "accuracy_95": [round(interval.low, 3), round(interval.high, 3)],
        "majority": len(others) / claims,
        "balanced_accuracy": (hits / len(supported) + 1 - passed / len(others)) / 2,
        "supported_accepted": hits / len(supported),
        "partial_accepted": (passed - sum(v >= enough for v in refuted)) / (len(others) - len(refuted)),
        "not_supported_accepted": sum(v >= enough for v in refuted) / len(refuted),
        "kappa": (said - chance) / (1 - chance),
        "auroc_supported": auroc(supported, others),
        "auroc_not_supported": auroc(carried, refuted),
    }


def _chance(accepted: int, supported: int, claims: int) -> float:
    return (accepted * supported + (claims - accepted) * (claims - supported)) / claims**2


if __name__ == "__main__":
    sys.exit(main())
