from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.ingesting import FileStatus
from assistant.ui.examples import PICKED, examples_for
from assistant.ui.library import Shelf, choices, library_html
from assistant.ui.scripted import ScriptedDesk, brief_of
from corpus.brief import Source


def test_good_files_are_added_and_the_bad_one_is_named(desk: ScriptedDesk, tmp_path: Path) -> None:
    good, bad = tmp_path / "tram.md", tmp_path / "<i>.md"
    good.write_text("The tram returns.", encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    last = list(Shelf(desk).add([str(good), str(bad)]))[-1]
    assert "tram" in desk.shelf
    assert "Added" in last
    assert "&lt;i&gt;.md is empty." in last


def test_every_file_has_a_status_from_the_beginning(desk: ScriptedDesk, tmp_path: Path) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    for path in paths:
        path.write_text("Words.", encoding="utf-8")
    first = next(Shelf(desk).add([str(path) for path in paths]))
    assert first.count("Reading …") == 2


def test_a_new_version_reaches_the_library_under_the_same_path(desk: ScriptedDesk, tmp_path: Path) -> None:
    for number in (1, 2):
        upload = tmp_path / str(number) / "memo.md"
        upload.parent.mkdir()
        upload.write_text(f"Version {number}.", encoding="utf-8")
        last = list(Shelf(desk).add([str(upload)]))[-1]
    assert "Replaced" in last
    assert desk.shelf["memo"].text == "Version 2."
    assert not (desk.home.root / "incoming").exists()


def test_removing_says_what_was_removed_and_twice_is_no_crash(desk: ScriptedDesk) -> None:
    shelf = Shelf(desk)
    assert "“<bdi>The toll</bdi>” was removed." in shelf.remove("toll-33cc44dd")
    assert "no brief" in shelf.remove("toll-33cc44dd")


def test_the_list_names_each_brief_and_escapes_it(desk: ScriptedDesk) -> None:
    desk.shelf["x"] = brief_of("x", "text", title="<script>")
    html = library_html(desk.sources())
    assert "3 briefs" in html
    assert "River Post · June 2019 · summary, not the original wording" in html
    assert "<script>" not in html
    assert "no briefs yet" in library_html(())


def test_titles_that_occur_twice_are_told_apart() -> None:
    sources = (Source("a", "Weekly", "a.md"), Source("b", "Weekly", "b.md"), Source("c", "Daily", "c.md"))
    assert choices(sources) == [("Weekly (a.md)", "a"), ("Weekly (b.md)", "b"), ("Daily", "c")]


def test_examples_fit_the_briefs_that_are_there() -> None:
    assert examples_for(()) == ()
    own = examples_for((Source("a", "Weekly", "a.md"),))
    assert own == ("Which briefs are there?", "What does “Weekly” say in short?")
    twins = (Source("a", "Weekly", "a.md"), Source("b", "Weekly", "b.md"))
    assert examples_for(twins) == ("Which briefs are there?",)
    file, question = PICKED[0]
    assert examples_for((Source("a", "Any", file), Source("b", "Weekly", "b.md")))[0] == question


def test_two_files_of_one_name_are_both_read(
    desk: ScriptedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def ingest(_: ScriptedDesk, paths: Sequence[Path]) -> Iterator[FileStatus]:
        seen.extend(path.read_text(encoding="utf-8") for path in paths)
        yield FileStatus("", "indexed")

    monkeypatch.setattr(ScriptedDesk, "ingest", ingest)
    uploads = [tmp_path / folder / "memo.md" for folder in ("a", "b")]
    for upload in uploads:
        upload.parent.mkdir()
        upload.write_text(upload.parent.name, encoding="utf-8")
    list(Shelf(desk).add([str(upload) for upload in uploads]))
    assert seen == ["a", "b"]
