import hashlib
from pathlib import Path

import pytest

from corpus import reading
from corpus.errors import UnreadableFile
from corpus.reading import SUFFIXES, read_file
from corpus.sentences import sentence_spans

PASTED = """Follow us on Facebook

\ufeffGrain corridor reopens, but cover is a long way off

By Mara Lindqvist

The corridor\u00a0reopened on Monday, the U.N. said.  “It is\u2009a first step,” the envoy said.

What was agreed\u00a0

Fees fall by a tenth.\tShips leave at dawn; the owners’ cover — all of it — is open.

Edited by\u00a0Jo Brandt.
"""


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_suffixes_are_those_with_a_reader() -> None:
    assert SUFFIXES == (".md", ".txt", ".html", ".htm")


def test_pasted_text_becomes_a_brief(tmp_path: Path) -> None:
    path = write(tmp_path, "grain.txt", PASTED)
    (brief,) = read_file(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    assert brief.id == f"grain-corridor-reopens-but-cover-is-a-long-way-{digest}"
    assert brief.source.title == "Grain corridor reopens, but cover is a long way off"
    assert brief.source.author == "Mara Lindqvist"
    assert brief.source.file == "grain.txt"
    assert "Edited by" not in brief.text
    assert "Facebook" not in brief.text


def test_every_sentence_is_found_word_for_word_in_its_file(tmp_path: Path) -> None:
    (brief,) = read_file(write(tmp_path, "grain.txt", PASTED))
    collapsed = " ".join(PASTED.split())
    spans = sentence_spans(brief.text)
    assert len(spans) == 4
    assert all(brief.text[span.start : span.end] in collapsed for span in spans)


def test_only_blank_lines_break_a_text(tmp_path: Path) -> None:
    (brief,) = read_file(write(tmp_path, "grain.txt", PASTED))
    assert "\n" not in brief.text.replace("\n\n", "")
    assert "\n\n\n" not in brief.text


def test_without_a_title_the_stem_is_the_title(tmp_path: Path) -> None:
    (brief,) = read_file(write(tmp_path, "Grain Talks 2.txt", "The corridor reopened on Monday."))
    assert brief.source.title == "Grain Talks 2"
    assert brief.id.startswith("grain-talks-2-")


def test_items_of_one_file_are_numbered(tmp_path: Path) -> None:
    text = "Grain moves on\n\nBy Mara Lindqvist\n\nIt moves.\n\nCover is open\n\nBy Jo Brandt\n\nIt is open.\n"
    briefs = read_file(write(tmp_path, "letter.txt", text))
    assert [brief.id[-2:] for brief in briefs] == ["-1", "-2"]
    assert [brief.source.title for brief in briefs] == ["Grain moves on", "Cover is open"]


def test_the_same_bytes_give_the_same_briefs(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "a.txt", PASTED)) == read_file(write(tmp_path, "a.txt", PASTED))


def test_capital_suffixes_are_read(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "GRAIN.TXT", "The corridor reopened."))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("grain.xyz", b"The corridor reopened.", "kind that cannot be read"),
        ("grain", b"The corridor reopened.", "no suffix"),
        ("grain.txt", b"", "empty"),
        ("grain.md", b"\xef\xbb\xbf \n\n", "empty"),
        ("grain.txt", b"caf\xe9 is open.", "not readable as text"),
        ("grain.txt", b"The corridor\x00\x01\x02", "not readable as text"),
        ("grain.txt", b"%PDF-1.7 ...", "is a PDF"),
        ("grain.md", b"PK\x03\x04....", "a Word file"),
        ("grain.md", b"---\ntitle: [a\n---\nWords.", "front matter"),
        ("grain.html", b"<html><body></body></html>", "no main text"),
        ("grain.htm", b"nothing marked up", "not an HTML page"),
        ("grain.txt", b"Contents:\n\nSubscribe now\n", "no sentence"),
        ("grain.md", b"# Only a heading\n", "no sentence"),
    ],
)
def test_a_bad_file_says_what_and_what_next(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_file(write(tmp_path, name, data))
    assert name in str(caught.value)
    assert caught.value.__notes__


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("absent.txt", "folder.txt"):
        with pytest.raises(UnreadableFile, match="not a file"):
            read_file(tmp_path / name)


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LARGEST", 10)
    with pytest.raises(UnreadableFile, match="larger than"):
        read_file(write(tmp_path, "grain.txt", "The corridor reopened."))
