"""The home folder."""

from pathlib import Path

import pytest

from assistant.errors import BadSettings
from assistant.home import FORMAT, Home, default_root, home_at


def test_a_new_home_records_its_format_and_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home").prepare()
    assert [path.name for path in home.root.iterdir()] == ["version"]
    assert (home.root / "version").read_text() == f"{FORMAT}\n"


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    Home(tmp_path).prepare()
    before = (tmp_path / "version").stat().st_mtime_ns
    Home(tmp_path).prepare()
    assert (tmp_path / "version").stat().st_mtime_ns == before


@pytest.mark.parametrize("written", [b"99\n", b"", b"\xff\xfe"])
def test_a_home_of_another_format_is_refused(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "version").write_bytes(written)
    with pytest.raises(BadSettings, match="format"):
        Home(tmp_path).prepare()
    assert (tmp_path / "version").read_bytes() == written


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadSettings, match="cannot be used"):
        Home(tmp_path / "file" / "home").prepare()


def test_a_path_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for path in (Path("~nobody-of-this-name/x"), tmp_path / "round"):
        with pytest.raises(BadSettings, match="cannot be used"):
            home_at(path).prepare()


def test_the_users_own_folder_is_meant_by_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home_at(Path("~/briefs")).root == (tmp_path / "briefs").resolve()


def test_everything_is_kept_inside_the_home() -> None:
    home = Home(Path("/h"))
    paths = (home.library, home.index, home.settings, home.conversations, home.feedback, home.sets, home.reports)
    assert len(set(paths)) == len(paths)
    assert all(path.parent == home.root for path in paths)


def test_the_default_follows_the_environment_then_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFS_HOME", str(tmp_path))
    assert default_root() == tmp_path
    monkeypatch.delenv("BRIEFS_HOME")
    assert default_root().name == "briefs"
