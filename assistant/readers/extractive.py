"""The trained reader: it marks the answer's words, scores evidence sentences and knows when nothing answers."""

from collections.abc import Generator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Claim, Evidence, Question, Reading
from assistant.readers.answerability import ANSWERABILITY, signals_of
from assistant.readers.asking import asked_for
from assistant.readers.candidates import Candidate, candidates_of
from assistant.readers.composing import compose
from assistant.readers.features import FEATURES, words_hold_kind
from assistant.readers.ranking import ranking_of
from assistant.readers.sentences import SentencesReader, Vectors, reading_of
from assistant.readers.span_model import Passage, SpanReading
from corpus.brief import Span
from corpus.sentences import sentence_spans

READ_FEATURES = (
    *FEATURES,
    "evidence",  # the model's evidence score of the sentence
    "span",  # score of the best answer words inside the sentence
    "passage",  # the model's probability that its passage answers
)
# Few on purpose: with all signals of the sentences reader the fit was no better out of fold, and less steady.
KEPT_SIGNALS = ("similarity", "unmet", "unmet_dates", "kind_unmet", "speaker_unmet", "topic_uncovered", "contradicted")
READ_ANSWERABILITY = (
    "any_passage",  # log odds that at least one of the five likeliest passages answers
    "best_span",  # log odds: the highest product of passage probability and span score
    "evidence_best",  # log odds: evidence score of the best sentence
    "words_unmet",  # the likeliest answer words are not of the kind asked for
    *KEPT_SIGNALS,
)
LIKELIEST = 5
LEAST_MARK = 0.1


class ReadsSpans(Protocol):
    """What the reader needs of the trained model."""

    def read(self, question: str, passages: Sequence[Passage], batch_size: int = 16) -> list[SpanReading]:
        """One reading a passage, in the order of the passages."""
        ...


class ExtractiveReader:
    """Reads the passages with the trained model and ranks their sentences by what it found.

    Args:
        model: finds answer words and evidence sentences.
        vectors: of the question and of the sentences.
    """

    name = "extractive"

    def __init__(self, model: ReadsSpans, vectors: Vectors) -> None:
        self._model = model
        self._similar = SentencesReader(vectors)

    def read(self, question: Question, evidence: Sequence[Evidence]) -> Generator[Claim, None, Reading]:
        """Claims best first, the answer words marked; answerability is calibrated."""
        asked = asked_for(question.searched_for)
        candidates = candidates_of(evidence)
        if not candidates:
            return Reading(0.0)
        rows, marked = self.features(question.searched_for, candidates, evidence)
        ranking = ranking_of(self.name)
        probabilities = ranking.sentence.probabilities(READ_FEATURES, rows)
        yield from compose(asked, candidates, probabilities, marked)
        answerable = self._answerable(question.searched_for, candidates, rows, probabilities, marked)
        return reading_of(answerable, candidates, probabilities)

    def _answerable(
        self,
        question: str,
        candidates: Sequence[Candidate],
        rows: NDArray[np.float64],
        probabilities: NDArray[np.float64],
        marked: Sequence[tuple[Span, ...]],
    ) -> float:
        """Whether the passages answer, calibrated on the dev half."""
        signals = read_signals_of(question, candidates, rows, probabilities, marked)
        found = ranking_of(self.name).answerable.probabilities(READ_ANSWERABILITY, signals[None, :])
        return float(found[0])

    def features(
        self, question: str, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
    ) -> tuple[NDArray[np.float64], list[tuple[Span, ...]]]:
        """(n, len(READ_FEATURES)) rows, and the answer words inside each sentence."""
        rows = self._similar.features(question, asked_for(question), candidates)
        readings = self._model.read(question, [_passage(item) for item in evidence])
        found = _found(candidates, evidence, readings)
        extra = np.array([(e, span, passage) for e, span, passage, _ in found], dtype=np.float64)
        return np.hstack([rows, extra.reshape(len(candidates), 3)]), [marks for *_, marks in found]


def read_signals_of(
    question: str,
    candidates: Sequence[Candidate],
    rows: NDArray[np.float64],
    probabilities: NDArray[np.float64],
    marked: Sequence[tuple[Span, ...]],
) -> NDArray[np.float64]:
    """(len(READ_ANSWERABILITY),) signals of one question."""
    known = rows[:, : len(FEATURES)]
    asked = asked_for(question)
    signals = signals_of(question, asked, candidates, known, probabilities)
    kept = [signals[ANSWERABILITY.index(name)] for name in KEPT_SIGNALS]
    evidence, span, passage = rows[:, len(FEATURES) :].T
    by_passage = {candidate.evidence.number: p for candidate, p in zip(candidates, passage, strict=True)}
    likeliest = np.sort(list(by_passage.values()))[::-1][:LIKELIEST]
    read = [1 - np.prod(1 - likeliest), (passage * span).max(), evidence[int(np.argmax(probabilities))]]
    odds = np.clip(read, 0.001, 0.999)
    likely = int(np.argmax(passage * span))
    words = " ".join(candidates[likely].cut(mark) for mark in marked[likely])
    return np.concatenate([np.log(odds / (1 - odds)), [float(not words_hold_kind(asked, words))], kept])


def _passage(evidence: Evidence) -> Passage:
    spans = tuple((span.start, span.end) for span in sentence_spans(evidence.text))
    return Passage(evidence.chunk.header, evidence.text, spans)


_Found = tuple[float, float, float, tuple[Span, ...]]


def _found(
    candidates: Sequence[Candidate], evidence: Sequence[Evidence], readings: Sequence[SpanReading]
) -> list[_Found]:
    """Evidence score, span score, passage probability and answer words of each candidate; its best passage counts."""
    best: dict[tuple[str, int], _Found] = {}
    for passage, reading in zip(evidence, readings, strict=True):
        for span, score in zip(sentence_spans(passage.text), reading.sentence_scores, strict=True):
            key = (passage.chunk.brief_id, passage.span.start + span.end)
            found = (score, *_marks(passage, span, reading))
            if key not in best or (found[2], found[0]) > (best[key][2], best[key][0]):
                best[key] = found
    nothing: _Found = (0.0, 0.0, 0.0, ())
    return [best.get((c.evidence.chunk.brief_id, c.span.end), nothing) for c in candidates]


def _marks(passage: Evidence, sentence: Span, reading: SpanReading) -> tuple[float, float, tuple[Span, ...]]:
    offset = passage.span.start
    inside = [(s, e, p) for s, e, p in reading.spans if sentence.start <= s < e <= sentence.end]
    top = max((p for *_, p in inside), default=0.0)
    words = tuple(Span(s + offset, e + offset) for s, e, p in inside if p >= max(LEAST_MARK, top))[:1]
    return top, reading.answerable, words
