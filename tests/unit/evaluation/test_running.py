import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.conversation import Turn
from assistant.errors import BadQuestionSet, ModelUnavailable
from assistant.evaluation.journal import discard
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import Report, Row, parse_report, read_report, schema, to_json, without_texts
from assistant.evaluation.running import Watch, run_set
from assistant.evaluation.score import Yardstick
from assistant.evaluation.scripted import ScriptedAsker, perfect_reply
from assistant.evaluation.support import JudgeFailed
from corpus.brief import Brief

Briefs = Mapping[str, Brief]
VERSIONS = {"reader": "scripted", "index": "none"}


@pytest.fixture
def trio(when: EvalQuestion, two: EvalQuestion, absent: EvalQuestion) -> QuestionSet:
    return QuestionSet("trio", (when, two, absent))


@pytest.fixture
def script(trio: QuestionSet, briefs: Briefs) -> dict[str, Reply | Exception]:
    return {question.question: perfect_reply(question, briefs) for question in trio.questions}


def still() -> Watch:
    """A watch whose clock adds one second a look."""
    ticks = iter(range(10_000))
    return Watch(clock=lambda: float(next(ticks)))


def test_a_run_scores_every_enabled_question_in_order(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    report = run_set(trio.switched(["two"], on=False), ScriptedAsker(script), VERSIONS, watch=still())
    assert [(row.id, row.is_right) for row in report.rows] == [("when", True), ("absent", True)]
    assert report.figure("right").value == 1.0
    assert [row.stages["reply"] for row in report.rows] == [3.0, 2.0]
    assert (report.stages["reply"].median, report.stages["reply"].p95) == (2.0, 3.0)


def test_history_is_asked_first_in_order_in_the_same_conversation(
    when: EvalQuestion, script: dict[str, Reply | Exception]
) -> None:
    follow = EvalQuestion("f", "Who paid?", history=(when.question, "And then?"), answerable=False)
    asker = ScriptedAsker(script)
    run_set(QuestionSet("one", (follow,)), asker, VERSIONS)
    first = Turn(when.question, when.quotes[0])
    assert asker.asked == [
        (when.question, ()),
        ("And then?", (first,)),
        ("Who paid?", (first, Turn("And then?", ""))),
    ]


def test_the_same_set_twice_gives_the_same_report(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    def run() -> Report:
        return replace(run_set(trio, ScriptedAsker(script), VERSIONS, watch=still(), repeat=2), created="")

    assert run() == run()
    assert str(run().noise) == "Noise floor: of 2 questions asked twice, 0 verdicts and 0 replies differ."


def test_the_noise_floor_counts_replies_that_differ(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    asker = ScriptedAsker(dict(script))

    def forget(done: int, total: int, row: Row) -> None:
        if done == total:
            asker.replies = {}

    noise = run_set(trio, asker, VERSIONS, watch=Watch(forget), repeat=3).noise
    assert (noise.asked, noise.verdicts, noise.replies) == (3, 2, 2)


def test_an_assistant_that_fails_on_one_question_makes_one_wrong_row(
    trio: QuestionSet, script: dict[str, Reply | Exception]
) -> None:
    script[trio.questions[0].question] = RuntimeError("out of words")
    report = run_set(trio, ScriptedAsker(script), VERSIONS)
    assert [row.is_right for row in report.rows] == [False, True, True]
    assert "out of words" in report.rows[0].error
    assert report.rows[0].value("facts") is None


def test_what_the_user_can_mend_stops_the_run_and_keeps_what_was_asked(
    trio: QuestionSet, script: dict[str, Reply | Exception], tmp_path: Path
) -> None:
    broken = {**script, trio.questions[1].question: ModelUnavailable("No weights.", "Install them.")}
    with pytest.raises(ModelUnavailable):
        run_set(trio, ScriptedAsker(broken), VERSIONS, tmp_path)
    asker = ScriptedAsker(script)
    report = run_set(trio, asker, VERSIONS, tmp_path)
    assert [question for question, _ in asker.asked] == [question.question for question in trio.questions[1:]]
    assert report.figure("right").value == 1.0


def test_a_judge_that_fails_stops_the_run(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    with pytest.raises(JudgeFailed):
        run_set(trio, ScriptedAsker(script), VERSIONS, by=Yardstick(judge=lambda claim, sentences: 7.0))


def test_a_cancelled_run_says_so_and_goes_on_where_it_stopped(
    trio: QuestionSet, script: dict[str, Reply | Exception], tmp_path: Path
) -> None:
    seen: list[int] = []
    watch = Watch(lambda done, total, row: seen.append(done), lambda: len(seen) == 2)
    report = run_set(trio, ScriptedAsker(script), VERSIONS, tmp_path, watch=watch)
    assert (report.finished, len(report.rows)) == (False, 2)
    asker = ScriptedAsker(script)
    assert run_set(trio, asker, VERSIONS, tmp_path).finished
    assert [question for question, _ in asker.asked] == [trio.questions[2].question]


def test_another_configuration_or_question_is_never_answered_from_the_journal(
    trio: QuestionSet, script: dict[str, Reply | Exception], tmp_path: Path
) -> None:
    stop = Watch(cancelled=iter([False] * 2 + [True] * 50).__next__)
    assert not run_set(trio, ScriptedAsker(script), VERSIONS, tmp_path, watch=stop).finished
    other = ScriptedAsker(script)
    run_set(trio, other, {**VERSIONS, "reader": "other"}, tmp_path)
    assert len(other.asked) == 3
    assert (tmp_path / "run.previous.jsonl").exists()


def test_a_run_is_kept_until_its_journal_is_discarded(
    trio: QuestionSet, script: dict[str, Reply | Exception], tmp_path: Path
) -> None:
    for count in (3, 0):
        asker = ScriptedAsker(script)
        assert run_set(trio, asker, VERSIONS, tmp_path).finished
        assert len(asker.asked) == count
    discard(tmp_path)
    run_set(trio, asker, VERSIONS, tmp_path)
    assert len(asker.asked) == 3


SLOW_RUN = """
import sys, time
from pathlib import Path
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.running import run_set
from assistant.evaluation.scripted import ScriptedAsker, empty_reply

class Slow(ScriptedAsker):
    def ask(self, question, turns=(), within=()):
        print(question, flush=True)
        time.sleep(float(sys.argv[2]))
        return empty_reply(question)

chosen = QuestionSet("slow", tuple(EvalQuestion(f"q{n}", f"Question {n}?", answerable=False) for n in range(12)))
report = run_set(chosen, Slow({}), {"reader": "slow"}, Path(sys.argv[1]))
print("rows", len(report.rows))
"""


def test_a_kill_in_mid_run_loses_at_most_the_question_in_flight(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW_RUN, tmp_path, "0.2"], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        begun = [run.stdout.readline().strip() for _ in range(5)]
        os.kill(run.pid, signal.SIGKILL)
    with (tmp_path / "run.jsonl").open("ab") as journal:
        journal.write(b'{"id": "q4", "cut sho')
    done = subprocess.run(
        [sys.executable, "-c", SLOW_RUN, tmp_path, "0"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert begun[-1] == "Question 4?"
    assert done == [*(f"Question {n}?" for n in range(4, 12)), "rows 12"]


def test_a_report_is_read_back_as_it_was_written(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    report = run_set(trio, ScriptedAsker(script), VERSIONS, repeat=1)
    assert parse_report(to_json(report), Path("report.json")) == report


def test_without_texts_no_word_of_question_brief_or_answer_is_left(
    trio: QuestionSet, script: dict[str, Reply | Exception]
) -> None:
    bare = to_json(without_texts(run_set(trio, ScriptedAsker(script), VERSIONS))).decode()
    for word in ("Selva", "Ortega", "euros", "Upper Dam", "1998", "Review"):
        assert word not in bare
    assert '"start": 0' in bare
    assert '"when"' in bare


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": 1}', b"\xff"])
def test_a_file_that_is_no_report_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_bytes(content)
    with pytest.raises(BadQuestionSet, match=r"report\.json is no report"):
        read_report(tmp_path)


def test_a_report_of_another_format_is_refused(trio: QuestionSet, script: dict[str, Reply | Exception]) -> None:
    other = replace(run_set(trio, ScriptedAsker(script), VERSIONS), format=2)
    with pytest.raises(BadQuestionSet, match="has format 2"):
        parse_report(to_json(other), Path("report.json"))


def test_the_schema_names_every_field_of_a_report() -> None:
    assert set(schema()["properties"]) == set(Report.__dataclass_fields__)
