import threading
from pathlib import Path

from vectorstore.generation import UNSETTLED, read_generation, renew_generation, settled_generation


def test_every_write_starts_another_generation(tmp_path: Path) -> None:
    file = tmp_path / "generation"
    assert read_generation(file) == ""
    first = renew_generation(file)
    assert read_generation(file) == first
    assert renew_generation(file) != first
    assert [path.name for path in tmp_path.iterdir()] == ["generation"]


def test_a_reader_waits_while_a_collection_is_being_replaced(tmp_path: Path) -> None:
    file = tmp_path / "generation"
    assert renew_generation(file, settled=False).startswith(UNSETTLED)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(settled_generation(file, patience=60)))
    reader.start()
    reader.join(0.2)
    assert found == []
    settled = renew_generation(file)
    reader.join(30)
    assert found == [settled]


def test_the_mark_of_a_writer_that_was_killed_holds_nobody_up_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "generation"
    left = renew_generation(file, settled=False)
    assert settled_generation(file, patience=0.05) == left
