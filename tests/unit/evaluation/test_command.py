import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answer import Reply
from assistant.errors import BadQuestionSet, ModelUnavailable
from assistant.evaluation.command import Bench, Options, evaluate, write_template
from assistant.evaluation.question_files import read_set, to_csv, to_jsonl
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import read_report
from assistant.evaluation.scripted import ScriptedAsker, empty_reply, perfect_reply
from assistant.evaluation.storing import SetStore, held
from assistant.home import Home
from corpus.brief import Brief


class Stage:
    """A home, a bench with a good and a bad reader, and what the terminal shows."""

    def __init__(self, folder: Path, questions: tuple[EvalQuestion, ...], briefs: Mapping[str, Brief]) -> None:
        self.home = Home(folder / "home").prepare()
        self.sample = folder / "sample"
        (self.sample / "briefs").mkdir(parents=True)
        (self.sample / "questions.jsonl").write_bytes(to_jsonl(questions))
        self.good: dict[str, Reply | Exception] = {q.question: perfect_reply(q, briefs) for q in questions}
        self.datasets: list[Path] = []
        self.out = io.StringIO()
        texts = {brief.id: brief.text for brief in briefs.values()}
        self.bench = Bench(self.make, self.sample, self.make_dataset, texts=lambda folder: texts)

    def make(self, reader: str | None) -> ScriptedAsker:
        return ScriptedAsker({} if reader == "mute" else self.good)

    def make_dataset(self, reader: str | None, folder: Path) -> ScriptedAsker:
        self.datasets.append(folder)
        return self.make(reader)

    def run(self, **options: object) -> int:
        given = Options(**options)  # type: ignore[arg-type]
        return evaluate(given, self.home, self.bench, Console(file=self.out, width=160))


@pytest.fixture
def stage(
    tmp_path: Path, when: EvalQuestion, two: EvalQuestion, absent: EvalQuestion, briefs: Mapping[str, Brief]
) -> Stage:
    return Stage(tmp_path, (when, two, absent), briefs)


def test_the_sample_is_run_on_its_own_briefs_and_reported_in_three_files(stage: Stage, tmp_path: Path) -> None:
    assert stage.run(out=tmp_path / "out") == 0
    assert stage.datasets == [stage.sample / "briefs"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report.json", "report.md", "report.html"}
    assert "3 of 3 questions right (100.0 %)." in stage.out.getvalue()


def test_a_regression_beside_a_baseline_exits_1_and_names_the_flips(stage: Stage, tmp_path: Path) -> None:
    stage.run(out=tmp_path / "out")
    stage.good.pop("When did the Selva River Commission first meet?")
    assert stage.run(out=tmp_path / "out", baseline=str(tmp_path / "out")) == 1
    assert "now wrong" in stage.out.getvalue()
    assert "Worse than the baseline." in stage.out.getvalue()


def test_the_same_again_beside_the_last_run_exits_0(stage: Stage) -> None:
    assert [stage.run(baseline="last") for _ in range(2)] == [0, 0]
    assert "There is no earlier run of sample" in stage.out.getvalue()
    assert "no verdict changed." in stage.out.getvalue()


@pytest.mark.parametrize(
    ("threshold", "code"), [("facts=0.9", 0), ("refused=1", 0), ("words=5", 1), ("exact=0.5", 1), ("seconds=1", 0)]
)
def test_a_missed_threshold_exits_1_and_is_named(stage: Stage, threshold: str, code: int) -> None:
    assert stage.run(fail_under=[threshold]) == code
    assert ("Missed: " in stage.out.getvalue()) == bool(code)


@pytest.mark.parametrize("threshold", ["fact=0.9", "facts=90", "facts", "facts=much", "seconds=-1", "facts=nan"])
def test_a_threshold_that_makes_no_sense_is_refused_before_anything_is_asked(stage: Stage, threshold: str) -> None:
    with pytest.raises(BadQuestionSet, match=r"facts|no usable number"):
        stage.run(fail_under=[threshold])
    assert stage.datasets == []


def test_readers_are_compared_side_by_side(stage: Stage, tmp_path: Path) -> None:
    assert stage.run(compare=("good", "mute"), out=tmp_path / "out") == 0
    shown = stage.out.getvalue()
    assert "mute beside good" in shown
    assert "mute: Of 3 questions, 2 right before and wrong now" in shown
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"good", "mute"}


def test_every_reader_is_checked_before_the_first_run(stage: Stage) -> None:
    stage.bench = replace(stage.bench, readers=("good", "mute"))
    with pytest.raises(BadQuestionSet, match="no reader 'mut'"):
        stage.run(compare=("good", "mut"))
    assert stage.datasets == []


def test_an_error_in_the_second_run_leaves_the_reports_of_the_first(stage: Stage, tmp_path: Path) -> None:
    def make(reader: str | None, folder: Path) -> ScriptedAsker:
        if reader == "mute":
            raise ModelUnavailable("No weights.", "Install them.")
        return stage.make(reader)

    stage.bench = replace(stage.bench, make_dataset_asker=make)
    with pytest.raises(ModelUnavailable):
        stage.run(compare=("good", "mute"), out=tmp_path / "out")
    assert read_report(tmp_path / "out" / "good").finished


def test_the_last_run_before_a_comparison_is_the_baseline_of_every_reader(stage: Stage) -> None:
    stage.run()
    assert stage.run(compare=("mute", "good"), baseline="last") == 1
    (good,) = stage.home.reports.glob("*_sample-good")
    assert "no verdict changed." in (good / "report.md").read_text(encoding="utf-8")


def test_one_reader_to_compare_is_shown_like_a_plain_run(stage: Stage, tmp_path: Path) -> None:
    assert stage.run(compare=("good",), out=tmp_path / "out") == 0
    assert "sample: figures" in stage.out.getvalue()
    assert "3 of 3 questions right (100.0 %)." in stage.out.getvalue()


def test_a_finished_run_is_run_anew(stage: Stage, tmp_path: Path) -> None:
    for count in (1, 2):
        stage.run(out=tmp_path / "out")
        assert len(stage.datasets) == count
        assert not (tmp_path / "out" / "run.jsonl").exists()


def test_a_folder_in_which_another_run_is_at_work_is_refused(stage: Stage, tmp_path: Path) -> None:
    with held(tmp_path / "out"), pytest.raises(BadQuestionSet, match="Another run is at work"):
        stage.run(out=tmp_path / "out")
    assert stage.datasets == []


def test_a_question_without_a_reply_exits_1(stage: Stage) -> None:
    stage.good["Who paid for the Upper Dam?"] = RuntimeError("oh")
    assert stage.run() == 1
    assert "1 questions got no reply" in stage.out.getvalue()


def test_a_stored_set_is_run_on_the_briefs_of_the_user(stage: Stage, when: EvalQuestion) -> None:
    SetStore(stage.home.sets).save(QuestionSet("mine", (when,)))
    assert stage.run(questions="mine") == 0
    assert stage.datasets == []
    assert "1 of 1 questions right" in stage.out.getvalue()


def test_a_file_is_run_and_its_split_chosen(
    stage: Stage, when: EvalQuestion, two: EvalQuestion, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_bytes(to_csv([replace(when, split="dev"), two]))
    assert stage.run(questions=str(tmp_path / "mine.csv"), split="dev") == 0
    assert "1 of 1 questions right" in stage.out.getvalue()
    with pytest.raises(BadQuestionSet, match="no split 'train'"):
        stage.run(split="train")


def test_a_set_with_nothing_to_ask_is_refused(stage: Stage, when: EvalQuestion) -> None:
    SetStore(stage.home.sets).save(QuestionSet("off", (replace(when, enabled=False),)))
    with pytest.raises(BadQuestionSet, match="no question that is switched on"):
        stage.run(questions="off")


def test_without_texts_only_ids_offsets_and_scores_are_stored(stage: Stage, tmp_path: Path) -> None:
    stage.run(out=tmp_path / "out", texts=False)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.json"]
    assert "Selva" not in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")


def test_quotes_are_compared_with_the_stored_texts_of_the_user(
    stage: Stage, when: EvalQuestion, tmp_path: Path
) -> None:
    SetStore(stage.home.sets).save(QuestionSet("mine", (when,)))
    stage.run(questions="mine", out=tmp_path / "out")
    stored = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert stored["rows"][0]["scores"]["verbatim"]["value"] == 1.0


def test_a_stopped_run_is_reported_as_one_and_resumed(stage: Stage, tmp_path: Path) -> None:
    calls = iter([False, False, *[True] * 99])
    options = Options(out=tmp_path / "out")
    assert evaluate(options, stage.home, stage.bench, Console(file=stage.out), lambda: next(calls)) == 1
    assert "stopped before its last question" in stage.out.getvalue().replace("\n", " ")
    assert evaluate(options, stage.home, stage.bench, Console(file=stage.out)) == 0


def test_an_interrupted_run_in_the_home_is_gone_on_with_in_its_folder(stage: Stage) -> None:
    calls = iter([False, False, *[True] * 99])
    evaluate(Options(), stage.home, stage.bench, Console(file=stage.out), lambda: next(calls))
    evaluate(Options(), stage.home, stage.bench, Console(file=stage.out))
    assert len(list(stage.home.reports.iterdir())) == 1


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".xlsx"])
def test_a_template_is_written_once_and_reads_back(tmp_path: Path, suffix: str) -> None:
    write_template(tmp_path / f"new{suffix}")
    assert len(read_set(tmp_path / f"new{suffix}").questions) == 2
    with pytest.raises(BadQuestionSet, match="is there already"):
        write_template(tmp_path / f"new{suffix}")


def test_replies_of_a_mute_reader_are_refusals() -> None:
    assert ScriptedAsker({}).ask("Who?") == empty_reply("Who?")
