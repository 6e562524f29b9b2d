"""The trained extractive reader: reads passages for a question, inference only, loaded on first use."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.readers.loading import intact
from vectorstore.embedding import has_amx

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from assistant.readers.span_net import Batch, Scores, SpanNet

WEIGHTS = Path(__file__).parent / "weights"
CLS, SEP, PAD = 101, 102, 0
QUESTION_TOKENS = 64
HEADER_TOKENS = 64
WINDOW_TOKENS = 256
STRIDE_TOKENS = 96
LONGEST_SPAN = 40
CANDIDATES = 40
KEPT_SPANS = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to read: `header` gives context and is never quoted; sentence spans are code points of `text`."""

    header: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What one passage says: a calibrated probability, the best spans with scores, and evidence per sentence."""

    answerable: float
    spans: tuple[tuple[int, int, float], ...]
    sentence_scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic maps, fitted on held-out training articles, from logits to probabilities; `threshold` goes with them."""

    margin: float = 0.5
    answerable: float = 0.5
    evidence: float = 0.0
    bias: float = 0.0
    sentence_scale: float = 1.0
    sentence_bias: float = 0.0
    threshold: float = 0.5

    @classmethod
    def load(cls, path: Path) -> Calibration:
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: float(values[name]) for name in cls.__slots__ if name in values})


@dataclass(frozen=True, slots=True)
class Window:
    """One model input: token ids, their segment, and for text tokens their code points and sentence (-1 elsewhere)."""

    passage: int
    ids: tuple[int, ...]
    first_text: int
    question_size: int
    offsets: tuple[tuple[int, int], ...]
    sentence: tuple[int, ...]


@dataclass(slots=True)
class Draft:
    """What the windows of one passage said so far."""

    logit: float = -math.inf
    spans: dict[tuple[int, int], float] = field(default_factory=dict)
    sentences: dict[int, float] = field(default_factory=dict)


class SpanModel:
    """Reads passages for a question; same order out as in, deterministic."""

    def __init__(self, net: SpanNet, tokenizer: Tokenizer, calibration: Calibration, dtype: str = "float32") -> None:
        self._net = net
        self.dtype = dtype
        self._tokenizer = tokenizer
        self.calibration = calibration

    @classmethod
    def load(cls, folder: Path | None = None, dtype: str | None = None) -> SpanModel:
        """Load a transformers folder; without one, the weights that ship with this package.

        Computes in bfloat16 where the CPU multiplies it in hardware, else in float32; `dtype` forces one of them.

        Raises:
            ModelUnavailable: if weights, tokenizer or calibration are missing or broken.
        """
        import torch
        from transformers.utils import logging

        from assistant.readers.span_net import SpanNet

        logging.disable_progress_bar()
        source = folder or WEIGHTS
        chosen = dtype or ("bfloat16" if has_amx() else "float32")
        with intact():
            net = SpanNet.from_pretrained(
                str(source), local_files_only=True, dtype=torch.float32, attn_implementation="sdpa"
            )
            return cls(net.eval(), load_tokenizer(source), Calibration.load(source / "calibration.json"), chosen)

    def read(self, question: str, passages: Sequence[Passage], batch_size: int = 16) -> list[SpanReading]:
        """Read every passage for one question."""
        return self.read_pairs([(question, passage) for passage in passages], batch_size)

    def read_pairs(self, pairs: Sequence[tuple[str, Passage]], batch_size: int = 16) -> list[SpanReading]:
        """Read each passage for its own question."""
        windows = [
            window
            for number, (question, passage) in enumerate(pairs)
            for window in passage_windows(self._tokenizer, question, passage, number)
        ]
        windows.sort(key=lambda window: (len(window.ids), window.passage, window.offsets[:1]))
        drafts = [Draft() for _ in pairs]
        for first in range(0, len(windows), batch_size):
            self._read_batch(windows[first : first + batch_size], drafts)
        return [
            reading(draft, len(passage.sentences), self.calibration)
            for draft, (_, passage) in zip(drafts, pairs, strict=True)
        ]

    def _read_batch(self, windows: Sequence[Window], drafts: list[Draft]) -> None:
        import torch

        from assistant.readers.span_net import best_spans

        batch = padded(windows)
        half = torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.dtype == "bfloat16")
        with torch.inference_mode(), half:
            scores = self._net(batch)
            best = best_spans(scores, batch, LONGEST_SPAN, CANDIDATES)
        columns: list[list[list[float]]] = [part.tolist() for part in best]
        for row, window in enumerate(windows):
            found = list(zip(*(column[row] for column in columns), strict=True))
            collect(drafts[window.passage], window, found, row_logits(scores, row), self.calibration)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The folder's own fast tokenizer, with the packaged truncation and padding switched off."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def passage_windows(
    tokenizer: Tokenizer, question: str, passage: Passage, number: int = 0, size: int = WINDOW_TOKENS
) -> Iterator[Window]:
    """[CLS] question [SEP] header [SEP] text [SEP], the text in overlapping windows where it is long.

    Windows are as long as most of what the network was trained on: longer ones cost it evidence sentences.
    """
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
    header = tokenizer.encode(passage.header, add_special_tokens=False).ids[:HEADER_TOKENS]
    text = tokenizer.encode(passage.text, add_special_tokens=False)
    sentence = sentence_numbers(text, passage.sentences)
    lead = [CLS, *asked, SEP, *([*header, SEP] if header else [])]
    room = size - len(lead) - 1
    for first, last in window_bounds(len(text.ids), room):
        yield Window(
            passage=number,
            ids=(*lead, *text.ids[first:last], SEP),
            first_text=len(lead),
            question_size=len(asked) + 2,
            offsets=tuple(text.offsets[first:last]),
            sentence=tuple(sentence[first:last]),
        )


def window_bounds(size: int, room: int) -> Iterator[tuple[int, int]]:
    """Overlapping stretches of at most `room` tokens that cover `size` tokens."""
    first = 0
    while first + room < size:
        yield first, first + room
        first += room - STRIDE_TOKENS
    yield first, size


def sentence_numbers(text: Encoding, sentences: Sequence[tuple[int, int]]) -> list[int]:
    """The sentence that each token starts in, or -1."""
    numbers: list[int] = []
    current = 0
    for start, _ in text.offsets:
        while current < len(sentences) and sentences[current][1] <= start:
            current += 1
        inside = current < len(sentences) and sentences[current][0] <= start
        numbers.append(current if inside else -1)
    return numbers


def padded(windows: Sequence[Window]) -> Batch:
    """Windows as tensors, padded to the longest."""
    import torch

    from assistant.readers.span_net import Batch

    width = max(len(window.ids) for window in windows)
    ids = torch.full((len(windows), width), PAD)
    types, in_text, sentence = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool), torch.full_like(ids, -1)
    for row, window in enumerate(windows):
        size, first, last = len(window.ids), window.first_text, window.first_text + len(window.offsets)
        ids[row, :size] = torch.tensor(window.ids)
        types[row, window.question_size : size] = 1
        in_text[row, first:last] = True
        sentence[row, first:last] = torch.tensor(window.sentence, dtype=torch.long)
    filled = torch.tensor([len(window.ids) for window in windows]).unsqueeze(1)
    return Batch(ids, types, (torch.arange(width) < filled).long(), in_text, sentence)


def row_logits(scores: Scores, row: int) -> tuple[float, float, list[float]]:
    """Null score, answerable logit and sentence logits of one row."""
    null = float(scores.start[row, 0] + scores.end[row, 0])
    return null, float(scores.answerable[row]), scores.evidence[row].tolist()


def collect(
    draft: Draft,
    window: Window,
    found: Sequence[tuple[float, ...]],
    logits: tuple[float, float, list[float]],
    calibration: Calibration,
) -> None:
    """Add one window's scores to its passage's draft."""
    null, answerable, evidence = logits
    present = {number: evidence[number] for number in window.sentence if number >= 0}
    for number, value in present.items():
        draft.sentences[number] = max(value, draft.sentences.get(number, -math.inf))
    spans = [(value - null, int(start), int(end)) for value, start, end in found if value > -5e3]
    if not spans:
        return
    peak = max(present.values(), default=0.0)
    logit = combined_logit(calibration, spans[0][0], answerable, peak)
    draft.logit = max(draft.logit, logit)
    for margin, start, end in spans:
        place = window.offsets[start - window.first_text][0], window.offsets[end - window.first_text][1]
        draft.spans[place] = max(margin, draft.spans.get(place, -math.inf))


def combined_logit(calibration: Calibration, margin: float, answerable: float, evidence: float) -> float:
    """The calibrated log-odds that a window answers the question."""
    weighted = calibration.margin * margin + calibration.answerable * answerable + calibration.evidence * evidence
    return weighted + calibration.bias


def reading(draft: Draft, sentences: int, calibration: Calibration) -> SpanReading:
    """The finished reading of one passage."""
    answerable = sigmoid(draft.logit)
    logits = [draft.sentences.get(number, -math.inf) for number in range(sentences)]
    scores = (sigmoid(calibration.sentence_scale * logit + calibration.sentence_bias) for logit in logits)
    return SpanReading(answerable, kept_spans(draft.spans, answerable), tuple(scores))


def kept_spans(margins: dict[tuple[int, int], float], answerable: float) -> tuple[tuple[int, int, float], ...]:
    """The best spans that do not overlap, each with its share of the passage's probability."""
    ranked = sorted(margins.items(), key=lambda item: (-item[1], item[0]))
    total = sum(math.exp(margin - ranked[0][1]) for _, margin in ranked) if ranked else 1.0
    kept: list[tuple[int, int, float]] = []
    for (start, end), margin in ranked:
        if start < end and all(end <= left or right <= start for left, right, _ in kept):
            kept.append((start, end, answerable * math.exp(margin - ranked[0][1]) / total))
        if len(kept) == KEPT_SPANS:
            break
    return tuple(kept)


def sigmoid(logit: float) -> float:
    """1 / (1 + e^-x), without overflow."""
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    raised = math.exp(logit) if logit > -700 else 0.0
    return raised / (1 + raised)
