"""What the doctor looks at."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.assembly import open_desk
from assistant.doctor import examine
from assistant.home import Home
from assistant.readers import span_model
from corpus.errors import LibraryDamaged
from vectorstore.embedding import HashEmbedder
from vectorstore.errors import EmbedderUnavailable, IndexBusy


@dataclass
class Patient:
    """A desk of which some parts fail."""

    failing: dict[str, Exception] = field(default_factory=dict)
    home: Home = field(default_factory=lambda: Home(Path("/h")))

    def _part(self, name: str, value: Any) -> Any:
        if name in self.failing:
            raise self.failing[name]
        return value

    def sources(self) -> Any:
        """Two briefs."""
        return self._part("library", ("one", "two"))

    @property
    def embedder(self) -> Any:
        """A model."""
        return self._part("embedding model", SimpleNamespace(name="mini", dtype="float32", dimensions=384))

    @property
    def library(self) -> Any:
        """What is to be indexed."""
        return SimpleNamespace(briefs=lambda: ())

    @property
    def indexer(self) -> Any:
        """An index of nine chunks."""
        return SimpleNamespace(sync=lambda _: self._part("index", SimpleNamespace(chunks=9)))

    def asker(self) -> Any:
        """A reader with a threshold."""
        return self._part("reader", SimpleNamespace(reader=SimpleNamespace(name="sentences"), threshold=0.5))


def test_everything_in_order_is_said_with_its_particulars() -> None:
    findings = {finding.what: finding for finding in examine(Patient())}  # type: ignore[arg-type]
    assert all(finding.ok for finding in findings.values())
    assert findings["home"].detail == "/h"
    assert findings["library"].detail == "2 briefs"
    assert findings["embedding model"].detail == "mini, float32, 384 dimensions"
    assert findings["index"].detail == "9 chunks, equal to the library"
    assert findings["reader"].detail == "sentences, threshold 0.50"


def test_each_failure_is_found_and_says_what_to_do_and_the_rest_is_still_looked_at() -> None:
    failing: dict[str, Exception] = {
        "library": LibraryDamaged("The library is damaged.", "Restore it."),
        "embedding model": EmbedderUnavailable("No model.", "Install it."),
        "index": IndexBusy("Busy.", "Wait."),
    }
    findings = list(examine(Patient(failing)))  # type: ignore[arg-type]
    assert {finding.what: finding.detail for finding in findings if not finding.ok} == {
        "library": "The library is damaged. Restore it.",
        "embedding model": "No model. Install it.",
        "index": "Busy. Wait.",
    }
    assert findings[-1].what == "reader"


def test_weights_that_are_cut_short_are_found_and_said_how_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = shutil.copytree(span_model.WEIGHTS, tmp_path / "weights")
    with (cut / "model.safetensors").open("r+b") as weights:
        weights.truncate(1_000_000)
    monkeypatch.setattr(span_model, "WEIGHTS", cut)
    desk = open_desk(tmp_path / "home")
    desk.__dict__["embedder"] = HashEmbedder()
    reader = list(examine(desk))[-1]
    assert (reader.what, reader.ok) == ("reader", False)
    assert reader.detail.startswith("The reader's weights cannot be loaded: ")
    assert reader.detail.endswith("Install the package again: its weights are incomplete.")
