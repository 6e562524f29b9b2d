import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import BadQuestionSet, ModelUnavailable
from assistant.evaluation.feedback import question_from, read_feedback
from assistant.evaluation.question_files import to_csv
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import to_json
from assistant.evaluation.running import Watch, run_set
from assistant.evaluation.scripted import ScriptedAsker, empty_reply, perfect_reply
from assistant.evaluation.storing import ReportStore, SetStore, held, write_file
from assistant.wire import reply_to_json
from corpus.brief import Brief


def test_an_uploaded_set_is_stored_listed_edited_and_deleted(tmp_path: Path, when: EvalQuestion) -> None:
    store = SetStore(tmp_path / "sets")
    stored = store.put_in("My set (1).csv", to_csv([when]))
    assert store.names() == (stored.name,) == ("My-set-1",)
    store.save(stored.switched(["when"], on=False))
    assert store.load("My-set-1").enabled == ()
    store.delete("My-set-1")
    assert store.names() == ()


@pytest.mark.parametrize("name", ["../../escape", "/etc/passwd", "..", "", "a\x00b"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, when: EvalQuestion) -> None:
    SetStore(tmp_path / "sets").save(QuestionSet(name, (when,)))
    assert [path.parent for path in tmp_path.rglob("*.jsonl")] == [tmp_path / "sets"]


def test_a_set_with_a_mistake_is_not_stored(tmp_path: Path, when: EvalQuestion) -> None:
    store = SetStore(tmp_path)
    with pytest.raises(BadQuestionSet, match="row 2, column id"):
        store.save(QuestionSet("twice", (when, EvalQuestion(when.id, "Other?", answerable=False))))
    assert store.names() == ()


def test_a_set_that_is_not_there_is_named_with_those_that_are(tmp_path: Path, when: EvalQuestion) -> None:
    store = SetStore(tmp_path)
    store.save(QuestionSet("mine", (when,)))
    with pytest.raises(BadQuestionSet, match="no question set 'yours'") as raised:
        store.load("yours")
    assert raised.value.__notes__ == ["Stored sets: mine."]


def test_the_newest_finished_run_of_a_set_is_the_last_one(tmp_path: Path, when: EvalQuestion) -> None:
    store = ReportStore(tmp_path)
    for stamp, name in (("2024-05-01T10:00:00", "a"), ("2024-05-02T10:00:00", "a"), ("2024-05-03T10:00:00", "b")):
        report = run_set(QuestionSet(name, (when,)), ScriptedAsker({}), {"stamp": stamp})
        with store.run_folder(QuestionSet(name, (when,)), {"stamp": stamp}, stamp) as folder:
            write_file(folder / "report.json", to_json(report))
    (tmp_path / "20240504_broken").mkdir()
    last = store.last("a")
    assert last is not None
    assert last.configuration == {"stamp": "2024-05-02T10:00:00"}
    assert store.last("c") is None


READ = {"reader": "r"}
AT = "2024-05-01T10:00:00"


def interrupted(store: ReportStore, chosen: QuestionSet, configuration: Mapping[str, str] = READ) -> Path:
    """The folder of a run that was stopped before its first question."""
    with store.run_folder(chosen, configuration, AT) as folder:
        run_set(chosen, ScriptedAsker({}), configuration, folder, watch=Watch(cancelled=lambda: True))
    return folder


def test_two_runs_of_the_same_second_get_folders_of_their_own(tmp_path: Path, when: EvalQuestion) -> None:
    store, chosen = ReportStore(tmp_path), QuestionSet("a", (when,))
    with store.run_folder(chosen, READ, AT) as one, store.run_folder(chosen, READ, AT) as two:
        assert one != two
        with store.run_folder(chosen, READ, AT) as three:
            assert store.folders() == (three, two, one)


def test_only_an_interrupted_run_of_the_same_questions_and_configuration_is_gone_on_with(
    tmp_path: Path, when: EvalQuestion, two: EvalQuestion
) -> None:
    store, chosen = ReportStore(tmp_path), QuestionSet("a", (when, two))
    stopped = interrupted(store, chosen)
    half, other = QuestionSet("a", (when,)), {**READ, "prompts": "other"}
    for asked, configuration, same in ((half, READ, False), (chosen, other, False), (chosen, READ, True)):
        with store.run_folder(asked, configuration, "2024-05-02T10:00:00") as folder:
            assert (folder == stopped) == same


def test_an_interrupted_run_that_another_process_goes_on_with_is_left_to_it(tmp_path: Path, when: EvalQuestion) -> None:
    store, chosen = ReportStore(tmp_path), QuestionSet("a", (when,))
    stopped = interrupted(store, chosen)
    with held(stopped) as is_ours, store.run_folder(chosen, READ, AT) as folder:
        assert is_ours
        assert folder != stopped


def test_a_run_leaves_no_lock_behind_and_no_empty_folder(tmp_path: Path, when: EvalQuestion) -> None:
    store, chosen = ReportStore(tmp_path), QuestionSet("a", (when,))
    with pytest.raises(ModelUnavailable), store.run_folder(chosen, READ, AT):
        raise ModelUnavailable("No weights.", "Install them.")
    assert store.folders() == ()
    assert [path.name for path in interrupted(store, chosen).iterdir()] == ["run.jsonl"]


def test_a_folder_for_runs_that_cannot_be_made_is_a_clear_error(tmp_path: Path, when: EvalQuestion) -> None:
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    store = ReportStore(tmp_path / "reports" / "deeper")
    with (
        pytest.raises(BadQuestionSet, match="cannot be written"),
        store.run_folder(QuestionSet("a", (when,)), READ, AT),
    ):
        pass


def test_an_upload_under_a_taken_or_reserved_name_gets_a_number(tmp_path: Path, when: EvalQuestion) -> None:
    store, data = SetStore(tmp_path), to_csv([when])
    names = [store.put_in(name, data, ("sample",)).name for name in ("a.csv", "A.csv", "a.jsonl.csv", "sample.csv")]
    assert names == ["a", "A-2", "a-jsonl", "sample-2"]
    long = "n" * 80 + ".csv"
    assert [store.put_in(long, data).name for _ in range(2)] == ["n" * 60, "n" * 58 + "-2"]
    assert len(store.names()) == 6


def test_sets_that_cannot_be_read_are_named_and_the_others_read(tmp_path: Path, when: EvalQuestion) -> None:
    store = SetStore(tmp_path)
    store.save(QuestionSet("good", (when,)))
    (tmp_path / "bad.jsonl").write_bytes(b"\xff{")
    sets, damaged = store.readable()
    assert ([found.name for found in sets], damaged) == (["good"], ("bad",))


def line(verdict: str, reply: Mapping[str, object], turn: str = "t-0", at: str = "2024-05-01") -> str:
    entry = {"id": turn, "at": at, "verdict": verdict, "note": "n", "question": reply["question"], "reply": reply}
    return json.dumps(entry) + "\n"


def test_a_thumb_up_brings_the_citations_along(tmp_path: Path, when: EvalQuestion, briefs: Mapping[str, Brief]) -> None:
    (tmp_path / "f").write_text(line("up", reply_to_json(perfect_reply(when, briefs))), encoding="utf-8")
    question = question_from(read_feedback(tmp_path / "f")[0])
    assert (question.quotes, question.briefs, question.enabled) == (when.quotes, ("river.md",), True)


def test_a_thumb_up_under_a_refusal_makes_an_unanswerable_question(tmp_path: Path) -> None:
    (tmp_path / "f").write_text(line("up", reply_to_json(empty_reply("Who?"))), encoding="utf-8")
    question = question_from(read_feedback(tmp_path / "f")[0])
    assert (question.answerable, question.enabled) == (False, True)


def test_a_thumb_down_waits_switched_off_until_someone_says_what_is_right(
    tmp_path: Path, when: EvalQuestion, briefs: Mapping[str, Brief]
) -> None:
    (tmp_path / "f").write_text(line("down", reply_to_json(perfect_reply(when, briefs))), encoding="utf-8")
    question = question_from(read_feedback(tmp_path / "f")[0])
    assert (question.answerable, question.enabled, question.facts) == (True, False, ())
    stored = SetStore(tmp_path / "sets").add("from-feedback", question)
    assert stored.questions == (question,)


def test_the_latest_word_on_a_turn_counts_and_broken_lines_are_passed_over(tmp_path: Path) -> None:
    reply = reply_to_json(empty_reply("Who?"))
    lines = [line("up", reply, at="1"), "{oops\n", "[]\n", '{"reply": 3}\n', line("down", reply, at="2")]
    (tmp_path / "f").write_text("".join(lines), encoding="utf-8")
    assert [entry.verdict for entry in read_feedback(tmp_path / "f")] == ["down"]
    assert read_feedback(tmp_path / "none") == ()
