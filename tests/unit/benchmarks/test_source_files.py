"""The sample's questions, put to the files that its briefs summarise."""

import json
from pathlib import Path

from assistant.assembly import sample_folder
from benchmarks.source_files import sources_of, write_dataset


def test_each_question_names_the_source_of_its_brief(tmp_path: Path) -> None:
    sample, sources = tmp_path / "sample", tmp_path / "sources"
    (sample / "briefs").mkdir(parents=True)
    sources.mkdir()
    for name in ("a.md", "b.md"):
        (sample / "briefs" / name).write_text("---\ntitle: T\nsummarises: one.txt\n---\n\nWords.\n", encoding="utf-8")
    line = {"id": "q", "question": "What?", "briefs": ["b.md", "a.md"], "quotes": ["Words."], "facts": [["x"]]}
    (sample / "questions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (sources / "one.txt").write_text("Other words.", encoding="utf-8")
    write_dataset(sources, tmp_path / "set", sample)
    written = json.loads((tmp_path / "set" / "questions.jsonl").read_text(encoding="utf-8"))
    assert written == {**line, "briefs": ["one.txt"], "quotes": []}
    assert (tmp_path / "set" / "briefs" / "one.txt").read_text(encoding="utf-8") == "Other words."


def test_every_brief_of_the_sample_names_its_source() -> None:
    briefs = sample_folder() / "briefs"
    assert set(sources_of(briefs)) == {path.name for path in briefs.glob("*.md")}
