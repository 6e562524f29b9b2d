"""A question set put to an assistant: progress, cancelling, resuming, and the noise floor."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer, Claim, Refusal, Reply
from assistant.answering import Asker, Found, turns_before
from assistant.errors import EXPECTED, BadQuestion
from assistant.evaluation.figures import Figure, figure_of, figures_of
from assistant.evaluation.journal import Journal
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import FORMAT, Noise, Report, Row
from assistant.evaluation.score import Metric, Score, Yardstick, verdict
from assistant.evaluation.scoring import METRICS, score_reply
from assistant.evaluation.support import AGREEMENT, JudgeFailed
from assistant.wire import reply_to_json

Stages = dict[str, float]


class _Cancelled(Exception):
    """The user stopped the run."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told, and asked, while a run goes on.

    Attributes:
        progress: told questions done, questions in all, and the row that was finished last.
        cancelled: asked between the stages of every answer.
        clock: seconds that only grow.
    """

    progress: Callable[[int, int, Row], None] = lambda done, total, row: None
    cancelled: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.perf_counter


def run_set(
    chosen: QuestionSet,
    asker: Asker,
    configuration: Mapping[str, str],
    folder: Path | None = None,
    by: Yardstick | None = None,
    watch: Watch | None = None,
    repeat: int = 0,
) -> Report:
    """Asks every enabled question, scores the replies, and sums them up.

    Args:
        chosen: the set.
        asker: who answers.
        configuration: versions of what answers, for the report.
        folder: where the journal is kept, so that the same call goes on after an interruption, until whoever stores the
            report discards it; None keeps none.
        by: what replies are measured against.
        watch: progress and cancelling.
        repeat: how many questions are asked a second time to measure the noise floor.

    Returns:
        The report; `finished` is False where the run was cancelled.

    Raises:
        JudgeFailed: if the support judge gives no usable number.
        AssistantError: what an assistant raises that the user can mend; finished questions stay in the journal.
    """
    measure, watched = by or Yardstick(), watch or Watch()
    journal = None if folder is None else Journal(folder, chosen.fingerprint, configuration)
    rows: list[Row] = []
    noise = Noise(0, 0, 0)
    try:
        for question in chosen.enabled:
            rows.append(_row(question, asker, measure, watched, journal))
            watched.progress(len(rows), len(chosen.enabled), rows[-1])
        noise = _noise(chosen.enabled, rows, repeat, asker, measure, watched)
    except _Cancelled:
        return summed(chosen, rows, configuration, noise, finished=False)
    return summed(chosen, rows, configuration, noise)


def _row(question: EvalQuestion, asker: Asker, by: Yardstick, watch: Watch, journal: Journal | None) -> Row:
    known = None if journal is None else journal.rows.get(question.fingerprint + question.id)
    if known is not None:
        return replace(known, question=question, tags=question.tags)
    row = asked_row(question, asker, by, watch)
    if journal is not None:
        journal.add(row)
    return row


def asked_row(question: EvalQuestion, asker: Asker, by: Yardstick, watch: Watch | None = None) -> Row:
    """One question asked and scored; what goes wrong inside the assistant becomes a row that is wrong."""
    try:
        reply, stages = _timed(question, asker, watch or Watch())
    except (_Cancelled, JudgeFailed):
        raise
    except Exception as error:
        if isinstance(error, EXPECTED) and not isinstance(error, BadQuestion):
            raise
        words = f"{type(error).__name__}: {error}"
        return _row_of(question, None, {"right": verdict(False, f"no reply: {words}")}, {}, words)
    return _row_of(question, reply, score_reply(question, reply, by), stages, "")


def _row_of(question: EvalQuestion, reply: Reply | None, scores: dict[str, Score], stages: Stages, error: str) -> Row:
    wire = None if reply is None else reply_to_json(reply, question.id)
    return Row(
        question.id,
        question.fingerprint,
        question,
        question.answerable,
        question.tags,
        wire,
        scores,
        stages,
        error,
    )


def _timed(question: EvalQuestion, asker: Asker, watch: Watch) -> tuple[Reply, Stages]:
    turns = turns_before(asker, question.history, (), watch.cancelled)
    if watch.cancelled():
        raise _Cancelled
    started, stages, reply = watch.clock(), {}, None
    for event in asker.events(question.question, turns, (), watch.cancelled):
        took = watch.clock() - started
        match event:
            case Found():
                stages["search"] = took
            case Claim():
                stages.setdefault("first claim", took)
            case Answer() | Refusal():
                reply, stages["reply"] = event, took
    if reply is None:
        raise _Cancelled
    return reply, stages


def _noise(
    questions: Sequence[EvalQuestion], rows: Sequence[Row], repeat: int, asker: Asker, by: Yardstick, watch: Watch
) -> Noise:
    """Questions spread evenly over the set, asked again."""
    step = max(1, -(-len(rows) // repeat)) if repeat else len(rows) + 1
    chosen = list(zip(questions, rows, strict=True))[::step] if repeat else []
    again = [(row, asked_row(question, asker, by, watch)) for question, row in chosen]
    verdicts = sum(first.is_right != second.is_right for first, second in again)
    return Noise(len(again), verdicts, sum(said(first) != said(second) for first, second in again))


def said(row: Row, words: bool = True) -> tuple[object, ...]:
    """What a reply cited and, where the words are stored, said; not how long it took."""
    reply = row.reply or {}
    cited = [(c["chunk"], c["start"], c["end"]) for claim in reply.get("claims", ()) for c in claim["citations"]]
    return reply.get("kind"), tuple(cited), bool(row.error), reply.get("text") if words else None


def summed(
    chosen: QuestionSet, rows: Sequence[Row], configuration: Mapping[str, str], noise: Noise, finished: bool = True
) -> Report:
    """The report of these rows."""
    tags = sorted({tag for row in rows for tag in row.tags})
    return Report(
        format=FORMAT,
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        name=chosen.name,
        fingerprint=chosen.fingerprint,
        configuration=dict(configuration),
        rows=tuple(rows),
        figures=figures_of(METRICS, [row.scores for row in rows]),
        by_tag={tag: figures_of(METRICS, [row.scores for row in rows if tag in row.tags]) for tag in tags},
        stages=_stage_figures(rows),
        noise=noise,
        judge=AGREEMENT,
        finished=finished,
    )


def _stage_figures(rows: Sequence[Row]) -> dict[str, Figure]:
    stages = dict.fromkeys(stage for row in rows for stage in row.stages)
    return {
        stage: figure_of(
            Metric(stage, stage, "time", "seconds", False),
            [Score(row.stages.get(stage), "measured") for row in rows],
        )
        for stage in stages
    }
