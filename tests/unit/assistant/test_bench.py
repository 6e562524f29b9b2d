"""What an evaluation is handed: one desk a dataset, the user's own otherwise."""

from pathlib import Path

import pytest

from assistant.assembly import Desk, open_desk


class Opened:
    """Stands for the desk over a dataset."""

    def texts(self) -> dict[str, str]:
        return {"b": "Words."}

    def describe(self, reader: str | None) -> dict[str, str]:
        return {"reader": reader or "usual", "library": "the dataset's"}


def test_a_dataset_is_taken_in_once_and_describes_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(Desk, "dataset", lambda _, folder: opened.append(folder) or Opened())
    bench = open_desk(tmp_path).bench()
    assert bench.texts is not None
    assert bench.texts(tmp_path / "set") == {"b": "Words."}
    assert bench.describe("sentences", tmp_path / "set") == {"reader": "sentences", "library": "the dataset's"}
    assert opened == [tmp_path / "set"]


def test_without_a_dataset_the_users_own_texts_are_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "dataset", lambda _, folder: pytest.fail("opened a dataset"))
    bench = open_desk(tmp_path).bench()
    assert bench.texts is not None
    assert bench.texts(None) == {}
