from pathlib import Path

import pytest

from vectorstore.errors import IndexDamaged
from vectorstore.manifest import Indexed, Manifest, Recipe, read_manifest

RECIPE = Recipe("model@1", "float32", 160, 1)
MANIFEST = Manifest(RECIPE, 384, {"naïve-brief": Indexed("abc", 3)})


def test_a_manifest_comes_back_as_written(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path / "manifest.json")
    assert read_manifest(tmp_path / "manifest.json") == MANIFEST
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.json"]


def test_no_file_is_no_manifest(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.json") is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"embedder": 1}', "null", "\udcff"])
def test_a_file_that_is_no_manifest_is_damaged(content: str, tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(IndexDamaged, match=r"manifest\.json cannot be read") as caught:
        read_manifest(file)
    assert str(tmp_path) in caught.value.__notes__[0]


def test_an_interrupted_write_leaves_the_old_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "manifest.json"
    MANIFEST.write(file)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(IndexDamaged, match="No space left"):
        MANIFEST.without("naïve-brief").write(file)
    assert read_manifest(file) == MANIFEST


def test_briefs_come_and_go() -> None:
    more = MANIFEST.with_brief("second", Indexed("def", 1))
    assert more.briefs == ("naïve-brief", "second")
    assert more.without("second") == MANIFEST
    assert MANIFEST.without("unknown") == MANIFEST


def test_differences_are_named() -> None:
    assert RECIPE.differences(RECIPE) == ()
    assert RECIPE.differences(Recipe("model@2", "float32", 120, 1)) == (
        "embedder model@1, not model@2",
        "chunk_tokens 160, not 120",
    )
