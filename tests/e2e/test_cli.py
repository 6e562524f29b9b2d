"""The command line by subprocess: what needs no model."""

import json
import socket
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEAVY = ("bm25s", "chromadb", "gradio", "langchain_core", "numpy", "pydantic", "rich", "sentence_transformers", "torch")


def test_help_names_every_command_and_imports_nothing_heavy(run_watched: Run) -> None:
    """Help answers at once because it imports nothing that is slow to import."""
    script = (
        "import sys\n"
        "from assistant.cli import app\n"
        "app(['--help'], standalone_mode=False)\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    ran = run_watched([sys.executable, "-c", script])
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-1] == "HEAVY []"
    for command in ("serve", "ask", "ingest", "list", "show", "remove", "eval", "settings", "doctor"):
        assert f"\n  {command} " in ran.out


def test_without_arguments_help_is_printed(briefs: Run) -> None:
    """A bare `briefs` says what it can do."""
    assert "Commands:" in briefs().out + briefs().err


def test_an_unknown_command_is_named(briefs: Run) -> None:
    """A slip in the command is the user's to mend."""
    ran = briefs("aks", "Who?")
    assert ran.code == 2
    assert "aks" in ran.err


@pytest.mark.parametrize("where", ["before", "after", "environment"])
def test_the_home_is_chosen_before_or_after_the_subcommand_or_in_the_environment(
    briefs: Run, tmp_path: Path, where: str
) -> None:
    """All three ways lead to the same folder."""
    home = tmp_path / "chosen"
    given = {
        "before": lambda: briefs("--home", home, "list"),
        "after": lambda: briefs("list", "--home", home),
        "environment": lambda: briefs("list", BRIEFS_HOME=str(home)),
    }
    ran = given[where]()
    assert (ran.code, ran.out) == (0, "")
    assert (home / "version").read_text() == "1\n"


def test_the_home_after_the_subcommand_wins(briefs: Run, tmp_path: Path) -> None:
    """The nearer option counts."""
    briefs("--home", tmp_path / "far", "list", "--home", tmp_path / "near", BRIEFS_HOME=str(tmp_path / "farthest"))
    assert [path.name for path in tmp_path.iterdir()] == ["near"]


def test_without_a_choice_the_home_is_the_users_data_folder(briefs: Run, tmp_path: Path) -> None:
    """What the platform says is where data belongs."""
    briefs("list", XDG_DATA_HOME=str(tmp_path))
    assert (tmp_path / "briefs" / "version").is_file()


def complains(ran: Any, *words: str) -> None:
    """Two lines on stderr, nothing on stdout, exit code 2."""
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.complaint) == 2, ran.err
    for word in words:
        assert word in ran.err


def test_a_home_that_cannot_be_used_is_said_in_two_lines(briefs: Run, tmp_path: Path) -> None:
    """A file in the place of the folder, a user who is not there, a newer format."""
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "version").write_bytes(b"99\xff")
    complains(briefs("list", "--home", tmp_path / "file"), "cannot be used", "--home")
    complains(briefs("list", "--home", "~nobody-of-this-name/x"), "cannot be used")
    complains(briefs("list", "--home", tmp_path / "newer"), "format 99")


def test_a_library_of_another_program_is_left_alone(briefs: Run, tmp_path: Path) -> None:
    """A database that is not ours is named and not touched."""
    with sqlite3.connect(tmp_path / "library.sqlite") as database:
        database.execute("CREATE TABLE theirs (x)")
    before = (tmp_path / "library.sqlite").read_bytes()
    complains(briefs("list", "--home", tmp_path), "library.sqlite")
    assert (tmp_path / "library.sqlite").read_bytes() == before


def test_a_library_that_is_no_database_is_said_in_two_lines(briefs: Run, tmp_path: Path) -> None:
    """Damage is named, with what to do."""
    (tmp_path / "library.sqlite").write_bytes(b"junk" * 2000)
    complains(briefs("list", "--home", tmp_path), "library.sqlite")


@pytest.mark.parametrize("question", ["", " \n\t ", "why " * 5000])
def test_a_question_that_cannot_be_asked_is_said_in_two_lines(briefs: Run, tmp_path: Path, question: str) -> None:
    """Empty, blank, and 5,000 words."""
    complains(briefs("ask", question, "--home", tmp_path), "question")


def test_a_question_and_a_file_together_are_refused(briefs: Run, tmp_path: Path) -> None:
    """One of the two would be ignored."""
    complains(briefs("ask", "Who?", "--file", tmp_path / "q.jsonl", "--home", tmp_path), "one of the two")


def test_a_file_of_questions_that_cannot_be_read_is_said_in_two_lines(briefs: Run, tmp_path: Path) -> None:
    """A folder, a missing file, bytes that are no text."""
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "1", "question": "caf\xe9"}')
    for name in (".", "absent.jsonl", "latin.jsonl"):
        complains(briefs("ask", "--file", tmp_path / name, "--home", tmp_path / "home"), "cannot be read")


def test_without_briefs_every_question_is_met_with_how_to_add_some(briefs: Run, tmp_path: Path) -> None:
    """An empty library is no error."""
    ran = briefs("ask", "Who won?", "--json", "--home", tmp_path)
    assert ran.code == 0, ran.err
    (reply,) = ran.lines
    assert reply["kind"] == "refusal"
    assert "briefs ingest" in reply["text"]


def test_nothing_to_ingest_is_said(briefs: Run, tmp_path: Path) -> None:
    """Neither a path nor the sample."""
    complains(briefs("ingest", "--home", tmp_path), "--sample")


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_brief_is_said_in_two_lines(briefs: Run, tmp_path: Path, command: str) -> None:
    """Ids are long; a slip is likely."""
    complains(briefs(command, "no-such-brief", "--home", tmp_path), "no-such-brief", "briefs list")


def test_settings_come_from_the_file_the_environment_and_defaults(briefs: Run, tmp_path: Path) -> None:
    """Each value says where it came from."""
    (tmp_path / "briefs.toml").write_text('[retrieval]\npassages = 7\n[serving]\nauth = "me:secret"\n')
    ran = briefs("settings", "--json", "--home", tmp_path, BRIEFS_CHUNKING__TOKENS="96")
    found = {line["key"]: (line["value"], line["source"]) for line in ran.lines}
    assert found["retrieval.passages"] == (7, "briefs.toml")
    assert found["chunking.tokens"] == (96, "BRIEFS_CHUNKING__TOKENS")
    assert found["serving.port"] == (7860, "default")
    assert found["serving.auth"][0] == "***"
    assert "secret" not in briefs("settings", "--home", tmp_path).out


def test_an_unknown_setting_names_the_nearest_one(briefs: Run, tmp_path: Path) -> None:
    """In the file and in the environment."""
    complains(briefs("list", "--home", tmp_path, BRIEFS_SERVING__PROT="1"), "serving.prot", "BRIEFS_SERVING__PORT")
    (tmp_path / "briefs.toml").write_text("[retrieval]\npasages = 7\n")
    complains(briefs("list", "--home", tmp_path), "retrieval.pasages", "retrieval.passages", "briefs.toml")


def test_a_port_in_use_is_said_in_two_lines(briefs: Run, tmp_path: Path) -> None:
    """Another program holds it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        complains(briefs("serve", "--port", port, "--home", tmp_path), f"Port {port}", "--port")


def test_an_address_that_others_can_reach_needs_a_login(briefs: Run, tmp_path: Path) -> None:
    """Open to all is refused before anything listens."""
    complains(briefs("serve", "--host", "0.0.0.0", "--home", tmp_path), "0.0.0.0", "--auth")
    complains(briefs("serve", "--host", "0.0.0.0", "--auth", "nopassword", "--home", tmp_path), "user:password")


def test_a_reader_that_there_is_not_is_said_in_two_lines(briefs: Run, tmp_path: Path) -> None:
    """The advice lists the readers."""
    complains(briefs("ask", "Who won?", "--reader", "oracle", "--home", tmp_path), "oracle", "sentences")


def test_listing_says_whose_words_each_brief_holds(briefs: Run, sample_home: Path) -> None:
    """The same briefs as lines of JSON and as text."""
    listed = briefs("list", "--json", "--home", sample_home).lines
    assert len(listed) == 8
    keys = {"id", "title", "file", "publisher", "author", "published", "summarises"}
    assert all(set(line) == keys for line in listed)
    text = briefs("list", "--home", sample_home).out
    assert [line.split("\t")[0] for line in text.splitlines()] == [line["id"] for line in listed]


def test_showing_prints_exactly_the_stored_text(briefs: Run, sample_home: Path) -> None:
    """Offsets of citations count in these code points."""
    with sqlite3.connect(sample_home / "library.sqlite") as database:
        stored = database.execute("SELECT brief_id, text FROM briefs").fetchall()
    brief_id, text = max(stored, key=lambda row: len(row[1]))
    assert briefs("show", brief_id, "--home", sample_home).out == text


def test_a_reader_of_the_output_may_leave_early(run_watched: Run, tmp_path: Path) -> None:
    """`briefs show ID | head` ends quietly."""
    script = (
        "import os, sys, json\n"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        f"sys.argv = ['briefs', 'settings', '--json', '--home', {json.dumps(str(tmp_path))}]\n"
        "from assistant.cli import main\n"
        "main()\n"
    )
    ran = run_watched([sys.executable, "-c", script])
    assert (ran.code, ran.err) == (0, "")
