"""The calibrated weights."""

import json
from pathlib import Path

import numpy as np
import pytest

import assistant.readers.ranking as module
from assistant.errors import ModelUnavailable
from assistant.readers.answerability import ANSWERABILITY
from assistant.readers.extractive import READ_ANSWERABILITY, READ_FEATURES
from assistant.readers.features import FEATURES
from assistant.readers.ranking import Logistic, fingerprint, ranking_of

TREE = json.loads(Path(module.__file__).with_name("ranking.json").read_text(encoding="utf-8"))
NAMES = {"sentences": (FEATURES, ANSWERABILITY), "extractive": (READ_FEATURES, READ_ANSWERABILITY)}


def test_a_probability_is_the_logistic_of_the_weighted_features() -> None:
    model = Logistic({"a": 2.0, "c": -1.0}, 0.5)
    rows = np.array([[1.0, 99.0, 0.0], [0.0, 99.0, 0.5]])
    expected = 1 / (1 + np.exp([-2.5, -0.0]))
    assert model.probabilities(("a", "b", "c"), rows) == pytest.approx(expected)
    assert model.probabilities(("a", "b", "c"), rows[:0]).shape == (0,)


@pytest.mark.parametrize("reader", TREE)
def test_the_weights_that_ship_name_features_that_there_are(reader: str) -> None:
    ranking = ranking_of(reader)
    features, signals = NAMES[reader]
    assert set(ranking.sentence.weights) <= set(features)
    assert set(ranking.answerable.weights) <= set(signals)
    assert 0 < ranking.threshold < 1


def test_the_reader_that_needs_no_training_has_weights() -> None:
    assert "sentences" in TREE


def test_a_reader_without_weights_is_said() -> None:
    with pytest.raises(ModelUnavailable, match="no-such-reader"):
        ranking_of("no-such-reader")


@pytest.mark.parametrize("content", ["{", '{"x": {}}', '{"x": {"sentence": 1, "answerable": 2, "threshold": 3}}', None])
def test_weights_that_cannot_be_read_are_said(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "ranking.py"))
    if content is not None:
        (tmp_path / "ranking.json").write_text(content)
    with pytest.raises(ModelUnavailable):
        ranking_of.__wrapped__("x")


def test_the_fingerprint_changes_with_the_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "ranking.py"))
    found = []
    for content in ("{}", "{ }", "{}"):
        (tmp_path / "ranking.json").write_text(content)
        found.append(fingerprint())
    assert found[0] == found[2] != found[1]
    assert len(found[0]) == 8
