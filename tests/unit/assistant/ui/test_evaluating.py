import threading
import time
from pathlib import Path

import gradio as gr
import pytest
from fastapi.testclient import TestClient

from assistant.errors import BadQuestionSet
from assistant.evaluation.question_files import parse_set, to_csv
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.ui.app import build_app
from assistant.ui.choosing import opened_sets
from assistant.ui.evaluating import SAMPLE, TAG, TEST, Evaluation
from assistant.ui.evaluation_views import (
    damaged_html,
    detail_html,
    feedback_html,
    problem_lines,
    progress_html,
    results_html,
    stored_html,
)
from assistant.ui.question_editing import Editing
from assistant.ui.scripted import ScriptedDesk

WHEN = EvalQuestion("when", "When did the bridge open?", facts=(("3 June 2019",),), tags=("date",), split="dev")
TOLL = EvalQuestion("toll", "What is the toll?", facts=(("three euros",),), tags=("<b>price</b>",))
WHO = EvalQuestion("who", "Who {{x}} paid?", answerable=False)


@pytest.fixture
def evaluation(desk: ScriptedDesk) -> Evaluation:
    made = Evaluation(desk)
    made.sets.save(QuestionSet("town", (WHEN, TOLL, WHO)))
    return made


def done(evaluation: Evaluation) -> str:
    """The id of the run, once it is over."""
    for _ in range(1000):
        if not evaluation.progress.working:
            break
        time.sleep(0.02)
    assert evaluation.progress.failure is None
    return evaluation.progress.run


def test_a_run_goes_on_without_its_visitor_and_is_kept(evaluation: Evaluation) -> None:
    evaluation.start("town")
    run = done(evaluation)
    assert evaluation.past()[0].headline == "2 of 3 questions right (66.7 %)."
    assert {path.name for path in (evaluation.reports.folder / run).iterdir()} == {
        "report.json",
        "report.md",
        "report.html",
    }


def test_one_run_at_a_time(evaluation: Evaluation, desk: ScriptedDesk) -> None:
    desk.gate.clear()
    evaluation.start("town")
    with pytest.raises(BadQuestionSet, match="The set town is being run"):
        evaluation.start("town")
    assert "Preparing town" in progress_html(evaluation.progress)
    evaluation.stop()
    assert "Stopping" in progress_html(evaluation.progress) or not evaluation.progress.working
    run = done(evaluation)
    assert not evaluation.report(run).finished


def test_a_stopped_run_is_gone_on_with_and_becomes_one_run(evaluation: Evaluation, desk: ScriptedDesk) -> None:
    desk.gate.clear()
    evaluation.start("town")
    evaluation.stop()
    stopped = done(evaluation)
    desk.gate.set()
    evaluation.start("town")
    assert done(evaluation) == stopped
    assert len(evaluation.past()) == 1


def test_a_part_of_a_set_does_not_go_on_with_the_stopped_run_of_the_whole(
    evaluation: Evaluation, desk: ScriptedDesk
) -> None:
    desk.gate.clear()
    evaluation.start("town")
    evaluation.stop()
    stopped = done(evaluation)
    desk.gate.set()
    evaluation.start("town", TEST)
    assert done(evaluation) != stopped
    assert not evaluation.report(stopped).finished
    evaluation.start("town")
    assert done(evaluation) == stopped


def test_a_part_of_a_set_is_run(evaluation: Evaluation) -> None:
    assert [question.id for question in evaluation.chosen("town", TEST).enabled] == ["toll", "who"]
    assert [question.id for question in evaluation.chosen("town", TAG + "date").enabled] == ["when"]
    with pytest.raises(BadQuestionSet, match="No question of this choice"):
        evaluation.chosen("town", TAG + "none")


def test_a_set_that_is_not_there_is_not_run(evaluation: Evaluation) -> None:
    with pytest.raises(BadQuestionSet, match="no question set"):
        evaluation.start("../town")
    assert not evaluation.progress.working


def test_an_assistant_that_cannot_be_had_is_told_to_the_visitor(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reader: str | None = None) -> None:
        raise RuntimeError("no <weights>")

    monkeypatch.setattr(ScriptedDesk, "asker", broken)
    evaluation.start("town")
    while evaluation.progress.working:
        threading.Event().wait(0.02)
    assert "The run broke off: no &lt;weights&gt;" in progress_html(evaluation.progress)


def test_the_run_before_is_the_first_to_be_compared_with(evaluation: Evaluation) -> None:
    runs = []
    for _ in range(3):
        evaluation.start("town")
        runs.append(done(evaluation))
    assert [past.run for past in evaluation.baselines(runs[1])] == [runs[0], runs[2]]
    report, comparison = evaluation.compared(runs[1], runs[0])
    assert comparison is not None
    assert "no verdict changed." in results_html(runs[1], report, comparison, evaluation.report(runs[0]))


def test_a_question_is_shown_side_by_side_and_escaped(evaluation: Evaluation) -> None:
    evaluation.start("town")
    report = evaluation.report(done(evaluation))
    shown = detail_html(report.rows[1], None)
    for words in ("three euros", "The toll is two euros &lt;b&gt;a car&lt;/b&gt;.", "<mark", "0 of 1 facts stated"):
        assert words in shown
    table = results_html("run", report, None, None)
    assert "&lt;b&gt;price&lt;/b&gt;" in table
    assert "{{" not in table


def test_a_sample_of_the_desk_is_offered_first(evaluation: Evaluation, desk: ScriptedDesk) -> None:
    assert evaluation.names() == ("town",)
    folder = desk.bench().sample
    (folder / "briefs").mkdir(parents=True)
    (folder / "questions.jsonl").write_text('{"question": "Who?", "answerable": false}\n', encoding="utf-8")
    assert evaluation.names() == (SAMPLE, "town")
    evaluation.start(SAMPLE)
    assert evaluation.report(done(evaluation)).name == "sample"


def test_a_table_is_stored_and_its_empty_rows_left_out(evaluation: Evaluation) -> None:
    editing = Editing(evaluation)
    cells = editing.cells("town")
    cells[0][1] = "When was the bridge opened?"
    cells[-1][1:4] = ["Who built it?", "", "no"]
    stored = editing.save("town", cells)
    assert [question.question for question in stored.questions] == [
        "When was the bridge opened?",
        TOLL.question,
        WHO.question,
        "Who built it?",
    ]


def test_a_mistake_in_the_table_is_named_and_nothing_is_stored(evaluation: Evaluation) -> None:
    editing = Editing(evaluation)
    cells = editing.cells("town")
    cells[1][3] = "perhaps"
    with pytest.raises(BadQuestionSet) as raised:
        editing.save("town", cells)
    assert "row 2, column answerable: must be yes or no" in problem_lines(raised.value)
    assert evaluation.stored("town").questions == (WHEN, TOLL, WHO)


def test_the_bundled_sample_is_copied_when_it_is_edited(evaluation: Evaluation) -> None:
    assert Editing(evaluation).save(SAMPLE, Editing(evaluation).cells("town")).name == "sample-copy"


def test_an_upload_is_stored_and_not_left_lying_about(evaluation: Evaluation, tmp_path: Path) -> None:
    file = tmp_path / "Up load.csv"
    file.write_bytes(to_csv([WHEN]))
    assert Editing(evaluation).upload(str(file)).name == "Up-load"
    assert not file.exists()


def test_a_second_upload_of_a_name_and_a_sample_of_ones_own_are_kept_apart(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    names = []
    for name in ("town.csv", "sample.csv"):
        (tmp_path / name).write_bytes(to_csv([WHO]))
        names.append(Editing(evaluation).upload(str(tmp_path / name)).name)
    assert names == ["town-2", "sample-2"]
    assert evaluation.stored("town").questions == (WHEN, TOLL, WHO)
    assert "town-2 is stored with 1 questions. The name town was taken." in stored_html("town-2", 1, "town")
    assert "taken" not in stored_html("My-set-1", 1, "My set (1)")


def test_a_second_copy_of_the_sample_leaves_the_first_alone(evaluation: Evaluation) -> None:
    editing = Editing(evaluation)
    names = [editing.save(name, editing.cells("town")).name for name in (SAMPLE, SAMPLE, "sample!")]
    assert names == ["sample-copy", "sample-copy-2", "sample-copy-3"]


def test_opening_the_tab_shows_a_set_once_and_then_leaves_its_edits_alone(evaluation: Evaluation) -> None:
    editing = Editing(evaluation)
    first, again, gone = (opened_sets(evaluation, editing, name) for name in (None, "town", "deleted"))
    for shown in (first, gone):
        assert (shown[0]["value"], shown[3], shown[4]) == ("town", editing.cells("town"), "town")
    assert again[0]["choices"] == ["town"]
    assert "value" not in again[0]
    assert again[1:] == [gr.skip()] * 4


def test_a_damaged_set_is_named_and_does_not_hide_the_thumbs(evaluation: Evaluation) -> None:
    (evaluation.sets.folder / "b<r>oken.jsonl").write_text("{oops\n", encoding="utf-8")
    adopted, damaged = Editing(evaluation).adopted()
    assert (adopted, damaged) == (frozenset(), ("b<r>oken",))
    assert "cannot be read: b&lt;r&gt;oken." in damaged_html(damaged)
    assert damaged_html(()) == ""


def test_a_thumb_that_is_gone_is_said_to_be(evaluation: Evaluation) -> None:
    with pytest.raises(BadQuestionSet, match="not there any more"):
        Editing(evaluation).adopt("none", "town")
    assert "Nobody has judged" in feedback_html((), frozenset())


def test_reports_sets_and_templates_can_be_downloaded(evaluation: Evaluation, desk: ScriptedDesk) -> None:
    evaluation.start("town")
    run = done(evaluation)
    with TestClient(build_app(desk), base_url="http://127.0.0.1") as client:
        for kind in ("html", "md", "json", "csv"):
            got = client.get(f"/evaluation/runs/{run}/report.{kind}")
            assert (got.status_code, got.headers["content-disposition"]) == (
                200,
                f'attachment; filename="{run}.{kind}"',
            )
            assert "What is the toll?" in got.text
        for kind in ("csv", "xlsx", "jsonl"):
            got = client.get(f"/evaluation/sets/town.{kind}")
            assert parse_set(f"town.{kind}", got.content).questions == (WHEN, TOLL, WHO)
            assert client.get(f"/evaluation/template.{kind}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "runs/none/report.json",
        "runs/..%2F..%2Fetc/report.json",
        "sets/none.csv",
        "sets/..%2Fversion.jsonl",
        "template.exe",
    ],
)
def test_what_is_not_there_is_404_in_words(desk: ScriptedDesk, path: str) -> None:
    with TestClient(build_app(desk), base_url="http://127.0.0.1") as client:
        got = client.get(f"/evaluation/{path}")
        assert got.status_code == 404
        assert "Traceback" not in got.text


def test_the_settings_reader_comes_first_and_another_can_be_chosen(evaluation: Evaluation) -> None:
    assert evaluation.readers() == ("extractive", "sentences")
    evaluation.start("town", reader="sentences")
    done(evaluation)
    assert evaluation.past()[0].reader == "sentences"


def test_an_unknown_reader_is_refused(evaluation: Evaluation) -> None:
    with pytest.raises(BadQuestionSet, match="There is no reader 'oracle'"):
        evaluation.start("town", reader="oracle")
    assert not evaluation.progress.working
