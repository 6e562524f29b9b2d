"""One settings tree from four sources."""

from pathlib import Path

import pytest

from assistant.errors import BadSettings, advice_of
from assistant.settings import PREFIX, load_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from the developer's own environment."""
    import os

    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_without_a_file_every_value_is_the_default(tmp_path: Path) -> None:
    settings, origins = load_settings(tmp_path / "absent.toml")
    assert settings.serving.host == "127.0.0.1"
    assert {origin.source for origin in origins} == {"default"}
    assert all(origin.description for origin in origins)


def test_the_nearer_source_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "briefs.toml"
    file.write_text("[retrieval]\npassages = 3\ncandidates = 30\n[chunking]\ntokens = 100\n")
    monkeypatch.setenv("BRIEFS_RETRIEVAL__PASSAGES", "4")
    monkeypatch.setenv("BRIEFS_CHUNKING__TOKENS", "110")
    settings, origins = load_settings(file, {"retrieval.passages": 5, "chunking.tokens": None})
    assert (settings.retrieval.candidates, settings.chunking.tokens, settings.retrieval.passages) == (30, 110, 5)
    source_by_key = {origin.key: origin.source for origin in origins}
    assert source_by_key["retrieval.candidates"] == "briefs.toml"
    assert source_by_key["chunking.tokens"] == "BRIEFS_CHUNKING__TOKENS"
    assert source_by_key["retrieval.passages"] == "flag"


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("[retreival]\npassages = 1", "retrieval.passages"),
        ("[serving]\nprot = 1", "serving.port"),
        ("passages = 3", "retrieval.passages"),
        ('reading = "sentences"', "reading."),
    ],
)
def test_an_unknown_key_of_the_file_names_the_nearest_one(tmp_path: Path, text: str, nearest: str) -> None:
    file = tmp_path / "briefs.toml"
    file.write_text(text)
    with pytest.raises(BadSettings, match=r"briefs\.toml") as caught:
        load_settings(file)
    assert nearest in advice_of(caught.value)


def test_an_unknown_variable_names_the_nearest_one_as_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFS_EMBEDDING__MODLE", "x")
    with pytest.raises(BadSettings, match="BRIEFS_EMBEDDING__MODLE") as caught:
        load_settings(tmp_path / "absent.toml")
    assert "BRIEFS_EMBEDDING__MODEL" in advice_of(caught.value)


def test_variables_that_are_no_settings_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFS_HOME", "/somewhere")
    monkeypatch.setenv("BRIEFS_REQUIRE_BROWSER", "1")
    load_settings(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[serving]\nport = 0", "serving.port"),
        ('[retrieval]\npassages = "many"', "retrieval.passages"),
        ("[chunking]\ntokens = 251", "chunking.tokens"),
        ("[reading]\nthreshold = 1.5", "reading.threshold"),
        ("[serving]\nhost = [1]", "serving.host"),
    ],
)
def test_an_impossible_value_names_its_key_and_its_source(tmp_path: Path, text: str, key: str) -> None:
    file = tmp_path / "briefs.toml"
    file.write_text(text)
    with pytest.raises(BadSettings, match=rf"{key} \(briefs\.toml\)"):
        load_settings(file)


@pytest.mark.parametrize("content", [b"[serving", b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "briefs.toml"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(BadSettings, match=r"briefs\.toml cannot be read"):
        load_settings(file)
