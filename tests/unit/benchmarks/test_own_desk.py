"""Our briefs that are kept out of training, as a dataset to fit on."""

from pathlib import Path

from assistant.evaluation.question_files import read_set
from benchmarks.own_desk import question_line, text_of, write_desk
from corpus.reading import read_file

BRIEF = {
    "title": "Port dues: a dispute",
    "publisher": "",
    "date": "2021-03",
    "sections": [{"heading": "Rise", "sentences": ["Dues rose in May.", "Owners protested."]}],
}


def test_an_answered_question_quotes_its_evidence_and_an_unanswered_one_nothing() -> None:
    asked = {"q": "When did dues go up?", "kind": "fact", "evidence": [[0, 0]], "answer": "in May"}
    line = question_line(BRIEF, asked, "port.md", 3)
    assert (line["id"], line["facts"], line["quotes"]) == ("port-03", [["in May"]], ["Dues rose in May."])
    whole = question_line(BRIEF, {**asked, "answer": None}, "port.md", 3)
    assert whole["facts"] == [["Dues rose in May."]]
    open_one = question_line(BRIEF, {"q": "Who?", "kind": "none", "evidence": [], "answer": None}, "port.md", 4)
    assert (open_one["answerable"], open_one["facts"], open_one["briefs"]) == (False, [], [])


def test_a_brief_is_written_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "port.md"
    path.write_text(text_of(BRIEF), encoding="utf-8")
    (brief,) = read_file(path)
    assert (brief.source.title, brief.source.published) == ("Port dues: a dispute", "2021-03")
    assert "Dues rose in May. Owners protested." in brief.text


def test_the_desk_is_a_question_set_that_can_be_asked(tmp_path: Path) -> None:
    found = read_set(write_desk(tmp_path / "desk"))
    assert found.briefs is not None
    assert all(question.split == "dev" for question in found.questions)
