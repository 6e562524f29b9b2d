"""Fits the two small models of `assistant/readers/ranking.json` on the dev half of the sample's questions.

    python benchmarks/fit_ranking.py [--reader sentences|extractive]

Only lines with `"split": "dev"` are read. Probabilities that the answerability model learns from are predicted out of
fold, questions kept whole, so that it does not learn from sentences that the ranking has seen.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant.answer import Question
from assistant.answering import Assistant, turns_before
from assistant.assembly import Desk, open_desk, sample_folder
from assistant.conversation import resolve
from assistant.readers.answerability import ANSWERABILITY, signals_of
from assistant.readers.asking import asked_for
from assistant.readers.candidates import Candidate, candidates_of
from assistant.readers.extractive import READ_ANSWERABILITY, READ_FEATURES, ExtractiveReader, read_signals_of
from assistant.readers.features import FEATURES
from assistant.readers.ranking import Logistic
from assistant.readers.sentences import SentencesReader
from corpus.brief import Span
from corpus.words import fold

OUT = Path("assistant/readers/ranking.json")
MOST_FALSE_REFUSALS = 0.05


@dataclass(frozen=True, slots=True)
class Read:
    """A question with its candidates, their features and whether each states (part of) the answer."""

    line: dict[str, Any]
    question: str
    candidates: tuple[Candidate, ...]
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    marked: tuple[tuple[Span, ...], ...] = ()


def gold_spans(line: dict[str, Any], desk: Desk) -> dict[str, list[Span]]:
    """Where the line's quotes stand, by brief id."""
    spans: dict[str, list[Span]] = {}
    for source in desk.sources():
        if source.file in line["briefs"]:
            text = desk.brief(source.brief_id).text
            for quote in (" ".join(raw.split()) for raw in line["quotes"]):
                start = text.find(quote)
                if start >= 0:
                    spans.setdefault(source.brief_id, []).append(Span(start, start + len(quote)))
    return spans


def label(candidate: Candidate, line: dict[str, Any], spans: dict[str, list[Span]]) -> int:
    """1 where the sentence is in a gold quote, or states a fact of the line in a right brief."""
    if any(span.overlaps(candidate.span) for span in spans.get(candidate.evidence.chunk.brief_id, ())):
        return 1
    said = f" {fold(candidate.whole_text)} "
    if candidate.evidence.source.file not in line["briefs"]:
        return 0
    return int(
        sum(any(f" {fold(w)} " in said for w in fact) for fact in line["facts"]) >= max(1, len(line["facts"]) / 2)
    )


def read(line: dict[str, Any], desk: Desk, asker: Assistant, reader: SentencesReader | ExtractiveReader) -> Read:
    """Retrieves and computes features for one question in its conversation."""
    question = resolve(line["question"], turns_before(asker, line["history"]))
    evidence = asker.found(Question(line["question"], question))
    candidates = candidates_of(evidence)
    if isinstance(reader, ExtractiveReader):
        rows, marked = reader.features(question, candidates, evidence)
    else:
        rows, marked = reader.features(question, asked_for(question), candidates), []
    spans = gold_spans(line, desk)
    labels = np.array([label(candidate, line, spans) if line["answerable"] else 0 for candidate in candidates])
    return Read(line, question, candidates, rows, labels, tuple(marked))


def fit(names: Sequence[str], rows: NDArray[np.float64], labels: NDArray[np.int64], strength: float) -> dict[str, Any]:
    """Weights on the raw features."""
    scale = rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=5000).fit(rows / scale, labels)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / scale, strict=True)}
    return {"weights": weights, "intercept": round(float(model.intercept_[0]), 4)}


def out_of_fold(rows: NDArray[np.float64], labels: NDArray[np.int64], groups: Sequence[int], strength: float) -> Any:
    """(n,) probabilities, each predicted by a model that has not seen its question."""
    scale = rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, max_iter=5000)
    folds = GroupKFold(n_splits=10)
    return cross_val_predict(model, rows / scale, labels, groups=groups, cv=folds, method="predict_proba")[:, 1]


def threshold_of(probabilities: NDArray[np.float64], answerable: NDArray[np.int64]) -> float:
    """The highest threshold that wrongly refuses at most `MOST_FALSE_REFUSALS`."""
    return float(np.quantile(probabilities[answerable == 1], MOST_FALSE_REFUSALS))


def main() -> None:
    """Fits, prints what it measured out of fold, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", default="sentences", choices=["sentences", "extractive"])
    name = parser.parse_args().reader
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "home")
        list(desk.ingest_sample())
        reads = reads_of(desk, name)
    tree = json.loads(OUT.read_text(encoding="utf-8"))
    tree[name] = fitted(reads, name)
    OUT.write_text(json.dumps(tree, indent=1) + "\n", encoding="utf-8")


def reads_of(desk: Desk, name: str) -> list[Read]:
    """The dev questions of the sample, each read by the named reader."""
    lines = map(json.loads, (sample_folder() / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    asker = desk.asker("sentences")
    reader: Any = desk.reader(name)
    return [read(line, desk, asker, reader) for line in lines if line["split"] == "dev"]


def fitted(reads: Sequence[Read], name: str) -> dict[str, Any]:
    """The weights of one reader, with the figures behind its threshold printed."""
    names = READ_FEATURES if name == "extractive" else FEATURES
    answerable_names = READ_ANSWERABILITY if name == "extractive" else ANSWERABILITY
    answered = [r for r in reads if r.line["answerable"]]
    rows, labels = np.vstack([r.rows for r in answered]), np.concatenate([r.labels for r in answered])
    groups = np.concatenate([np.full(len(r.labels), i) for i, r in enumerate(answered)])
    sentence = fit(names, rows, labels, 0.5)
    held = out_of_fold(rows, labels, groups.tolist(), 0.5)
    full = [probabilities_of(sentence, names, r.rows) for r in reads]
    place = iter(np.split(held, np.cumsum([len(r.labels) for r in answered])[:-1]))
    used = [next(place) if r.line["answerable"] else full[i] for i, r in enumerate(reads)]
    first = np.mean([r.labels[int(np.argmax(p))] for r, p in zip(reads, used, strict=True) if r.line["answerable"]])
    print(f"first sentence right, out of fold: {first:.3f} of {len(answered)}")
    signals = np.vstack([signals_for(name, r, p) for r, p in zip(reads, used, strict=True)])
    truth = np.array([int(r.line["answerable"]) for r in reads])
    answerable = fit(answerable_names, signals, truth, 0.1)
    held_answerable = out_of_fold(signals, truth, list(range(len(truth))), 0.1)
    threshold = threshold_of(held_answerable, truth)
    refused = float(np.mean(held_answerable[truth == 0] < threshold))
    print(f"unanswerable refused, out of fold, at {MOST_FALSE_REFUSALS:.0%} false refusals: {refused:.3f}")
    return {"sentence": sentence, "answerable": answerable, "threshold": round(threshold, 4)}


def probabilities_of(model: dict[str, Any], names: Sequence[str], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) probabilities of the fitted model."""
    return Logistic(model["weights"], model["intercept"]).probabilities(names, rows)


def signals_for(name: str, r: Read, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """The answerability signals of a question."""
    if name == "extractive":
        return read_signals_of(r.question, r.candidates, r.rows, probabilities, r.marked)
    return signals_of(r.question, asked_for(r.question), r.candidates, r.rows, probabilities)


if __name__ == "__main__":
    main()
