import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import LibraryDamaged, UnknownBrief, UnreadableFile
from corpus.library import Library

LETTER = "Grain moves on\n\nBy Mara Lindqvist\n\nIt moves.\n\nCover is open\n\nBy Jo Brandt\n\nIt is open.\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home" / "library.db") as opened:
        yield opened


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_added_and_its_brief_can_be_got(library: Library, tmp_path: Path) -> None:
    added = library.add_file(write(tmp_path, "grain.txt", "The corridor “reopened”."))
    (brief,) = added.briefs
    assert (added.file, added.status, added.removed) == ("grain.txt", "added", ())
    assert library.get(brief.id) == brief
    assert library.briefs() == (brief,)
    assert library.sources() == (brief.source,)
    assert len(library) == 1


def test_the_same_bytes_are_unchanged_under_any_name(library: Library, tmp_path: Path) -> None:
    first = library.add_file(write(tmp_path, "grain.txt", "The corridor reopened."))
    version = library.version()
    for name in ("grain.txt", "copy.md"):
        again = library.add_file(write(tmp_path, name, "The corridor reopened."))
        assert (again.status, again.briefs, again.removed) == ("unchanged", first.briefs, ())
    assert (len(library), library.version()) == (1, version)


def test_other_bytes_under_the_same_path_replace(library: Library, tmp_path: Path) -> None:
    old = library.add_file(write(tmp_path, "letter.txt", LETTER))
    new = library.add_file(write(tmp_path, "letter.txt", "The corridor reopened."))
    assert (new.status, new.removed) == ("replaced", tuple(brief.id for brief in old.briefs))
    assert library.briefs() == new.briefs


def test_a_copy_elsewhere_keeps_its_brief_when_the_first_changes(library: Library, tmp_path: Path) -> None:
    old = library.add_file(write(tmp_path, "a.txt", "The corridor reopened."))
    library.add_file(write(tmp_path, "b.txt", "The corridor reopened."))
    new = library.add_file(write(tmp_path, "a.txt", "The corridor closed."))
    assert (new.status, new.removed) == ("added", ())
    assert library.get(old.briefs[0].id) == old.briefs[0]


def test_an_unreadable_version_leaves_the_old_one(library: Library, tmp_path: Path) -> None:
    library.add_file(write(tmp_path, "grain.txt", "The corridor reopened."))
    version = library.version()
    with pytest.raises(UnreadableFile):
        library.add_file(write(tmp_path, "grain.txt", ""))
    assert (len(library), library.version()) == (1, version)


def test_a_removed_brief_is_gone_until_its_file_is_added_again(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "letter.txt", LETTER)
    first, second = library.add_file(path).briefs
    library.remove(first.id)
    assert library.briefs() == (second,)
    assert library.add_file(path).status == "added"
    assert {brief.id for brief in library.briefs()} == {first.id, second.id}


def test_the_version_changes_with_every_change_of_content(library: Library, tmp_path: Path) -> None:
    versions = [library.version()]
    brief = library.add_file(write(tmp_path, "grain.txt", "The corridor reopened.")).briefs[0]
    versions.append(library.version())
    library.add_file(write(tmp_path, "grain.txt", "The corridor closed."))
    versions.append(library.version())
    library.remove(library.briefs()[0].id)
    versions.append(library.version())
    assert versions == sorted(set(versions))
    assert brief not in library.briefs()


def test_briefs_come_by_date_then_title_and_undated_last(library: Library, tmp_path: Path) -> None:
    for name, matter in (("a", "title: B"), ("b", "title: C\ndate: 2024-06"), ("c", "title: A\ndate: 2024-06")):
        library.add_file(write(tmp_path, f"{name}.md", f"---\n{matter}\n---\n\nWords of {name}.\n"))
    assert [source.title for source in library.sources()] == ["A", "C", "B"]
    assert tuple(brief.source for brief in library.briefs()) == library.sources()


def test_an_unknown_id_is_told_the_nearest(library: Library, tmp_path: Path) -> None:
    brief = library.add_file(write(tmp_path, "grain-corridor.txt", "The corridor reopened.")).briefs[0]
    for act in (library.get, library.remove):
        with pytest.raises(UnknownBrief) as caught:
            act("grain-coridor")
        assert brief.id in caught.value.__notes__[0]


def test_content_outlives_the_process(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        added = library.add_file(write(tmp_path, "grain.txt", "The corridor reopened."))
        version = library.version()
    with Library(tmp_path / "library.db") as library:
        assert (library.briefs(), library.version()) == (added.briefs, version)


def test_two_libraries_and_many_threads_may_write_at_once(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{number}.txt", f"Ship {number} left the port.") for number in range(24)]
    with Library(tmp_path / "library.db") as one, Library(tmp_path / "library.db") as two:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: (one, two)[number % 2].add_file(paths[number]), range(24)))
        assert len(one) == len(two) == 24
        assert one.version() == two.version() == 24


def test_a_file_that_is_no_library_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "library.db", "This is no database, whatever it is called." * 50)
    with pytest.raises(LibraryDamaged) as caught:
        Library(path)
    assert caught.value.__notes__
    assert path.read_text().startswith("This is no database")


def test_another_format_is_refused(tmp_path: Path) -> None:
    Library(tmp_path / "library.db").close()
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryDamaged, match="format 99"):
        Library(tmp_path / "library.db")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="another program"):
        Library(tmp_path / "library.db")


def test_a_closed_library_says_so(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryDamaged):
        len(library)
