"""Evaluation runs of the page: one at a time, in a thread that outlives the visitor's connection."""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import EXPECTED, AssistantError, BadQuestionSet
from assistant.evaluation.command import configuration_of, perform, write_reports
from assistant.evaluation.comparing import Comparison, compare
from assistant.evaluation.question_files import read_set
from assistant.evaluation.questions import QuestionSet
from assistant.evaluation.records import Report, read_report
from assistant.evaluation.records import Row as ReportRow
from assistant.evaluation.running import Watch
from assistant.evaluation.storing import ReportStore, SetStore
from assistant.evaluation.wording import headline
from assistant.ui.desk import Desk

SAMPLE = "sample"
ALL, DEV, TEST, TAG = "all", "split:dev", "split:test", "tag:"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the run at work has come.

    Attributes:
        name: of the set; empty where none was ever started.
        done: questions asked, of `total`.
        wrong: of these, wrong ones.
        seconds: since it was started.
        working: whether it goes on.
        stopping: whether it was told to stop.
        run: id of the finished run.
        failure: what stopped it.
    """

    name: str = ""
    done: int = 0
    total: int = 0
    wrong: int = 0
    seconds: float = 0.0
    working: bool = False
    stopping: bool = False
    run: str = ""
    failure: BaseException | None = None

    @property
    def left(self) -> float | None:
        """Seconds that are left, at the pace so far."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None


@dataclass(frozen=True, slots=True)
class Past:
    """A run of the history.

    Attributes:
        run: its id, the name of its folder.
        name: of its set.
        created: UTC, ISO 8601.
        headline: the run in one sentence.
        reader: who read.
    """

    run: str
    name: str
    created: str
    headline: str
    reader: str


class Evaluation:
    """The handlers of the Evaluate tab that run and read; shared by all visitors.

    Args:
        desk: whose assistant is evaluated.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sets = SetStore(desk.home.sets)
        self.reports = ReportStore(desk.home.reports)
        self._lock = threading.Lock()
        self._progress = Progress()
        self._started = 0.0
        self._stop = threading.Event()
        self._past: dict[tuple[str, int], Past] = {}

    def names(self) -> tuple[str, ...]:
        """The sets that can be run: the bundled sample, then those of the home."""
        has_sample = (self.desk.bench().sample / "questions.jsonl").is_file()
        return ((SAMPLE,) if has_sample else ()) + tuple(name for name in self.sets.names() if name != SAMPLE)

    def chosen(self, name: str, only: str = ALL) -> QuestionSet:
        """A set, or the part of it that is to be run.

        Raises:
            BadQuestionSet: if there is none, or nothing in it is switched on.
        """
        found = self.stored(name)
        if only.startswith(TAG):
            found = found.tagged(only.removeprefix(TAG))
        elif only != ALL:
            found = found.of_split("dev" if only == DEV else "test")
        if not found.enabled:
            raise BadQuestionSet("No question of this choice is switched on.", "Choose others, or switch some on.")
        return found

    def stored(self, name: str) -> QuestionSet:
        """A set as it is kept.

        Raises:
            BadQuestionSet: if there is none.
        """
        bundled = name == SAMPLE and name not in self.sets.names()
        return read_set(self.desk.bench().sample) if bundled else self.sets.load(name)

    def readers(self) -> tuple[str, ...]:
        """The readers that can be evaluated, the settings' one first."""
        usual = self.desk.settings.reading.reader
        return (usual, *(name for name in self.desk.bench().readers if name != usual))

    def start(self, name: str, only: str = ALL, reader: str = "") -> None:
        """Starts a run with a reader, the settings' one unless named; an interrupted one goes on where it stopped.

        Raises:
            BadQuestionSet: if the set cannot be used, or another run is at work.
        """
        chosen = self.chosen(name, only)
        reader = reader or self.desk.settings.reading.reader
        if reader not in self.readers():
            raise BadQuestionSet(f"There is no reader {reader!r}.", f"Choose one of: {', '.join(self.readers())}.")
        with self._lock:
            if self._progress.working:
                raise BadQuestionSet(
                    f"The set {self._progress.name} is being run.", "Wait until it is done, or stop it."
                )
            self._progress = Progress(name, total=len(chosen.enabled), working=True)
            self._started = time.monotonic()
            self._stop.clear()
        threading.Thread(target=self._work, args=(chosen, reader), daemon=True).start()

    def stop(self) -> None:
        """Stops after the question in flight; what was asked is kept and shown."""
        self._stop.set()
        self._change(stopping=True)

    @property
    def progress(self) -> Progress:
        """How far the newest run has come."""
        with self._lock:
            seconds = time.monotonic() - self._started if self._progress.working else self._progress.seconds
            return replace(self._progress, seconds=seconds)

    def _change(self, **changes: object) -> None:
        with self._lock:
            self._progress = replace(self._progress, **changes)  # type: ignore[arg-type]

    def _work(self, chosen: QuestionSet, reader: str) -> None:
        run, failure = "", None
        try:
            run = self._performed(chosen, reader)
        except EXPECTED as error:
            failure = error
        except Exception as error:
            logging.getLogger(__name__).exception("the run broke off")
            failure = AssistantError(f"The run broke off: {error}", "What was asked is kept; start it again.")
        took = time.monotonic() - self._started
        self._change(working=False, stopping=False, run=run, failure=failure, seconds=took)

    def _performed(self, chosen: QuestionSet, reader: str) -> str:
        created = datetime.now(UTC).isoformat(timespec="seconds").removesuffix("+00:00")
        bench, watch = self.desk.bench(), Watch(self._count, self._stop.is_set)
        configuration = configuration_of(bench, chosen, reader)
        with self.reports.run_folder(chosen, configuration, created) as folder:
            baseline = self.reports.last(chosen.name)
            report = perform(bench, chosen, reader, configuration, folder, watch)
            write_reports(folder, report, None if baseline is None else compare(baseline, report))
        return folder.name

    def _count(self, done: int, total: int, row: ReportRow) -> None:
        self._change(done=done, total=total, wrong=self._progress.wrong + (row.is_right is False))

    def past(self, name: str = "") -> tuple[Past, ...]:
        """The runs of a set, or of all sets, newest first."""
        found = (self._summary(folder) for folder in self.reports.folders())
        return tuple(past for past in found if past is not None and name in {"", past.name})

    def _summary(self, folder: Path) -> Past | None:
        try:
            key = (folder.name, (folder / "report.json").stat().st_mtime_ns)
            if key not in self._past:
                report = read_report(folder)
                reader = report.configuration.get("reader", "")
                self._past[key] = Past(folder.name, report.name, report.created, headline(report), reader)
            return self._past[key]
        except (OSError, BadQuestionSet):
            return None

    def report(self, run: str) -> Report:
        """A stored run.

        Raises:
            BadQuestionSet: if there is none of this id.
        """
        if run not in {folder.name for folder in self.reports.folders()}:
            raise BadQuestionSet("This run is not there any more.", "Choose another one from the history.")
        return read_report(self.reports.folder / run)

    def compared(self, run: str, baseline: str) -> tuple[Report, Comparison | None]:
        """A run, beside another one where that is named.

        Raises:
            BadQuestionSet: if either is not there.
        """
        report = self.report(run)
        return report, compare(self.report(baseline), report) if baseline and baseline != run else None

    def baselines(self, run: str) -> Sequence[Past]:
        """The runs that this one can be compared with, the one before it first."""
        everything = self.past()
        here = next((past for past in everything if past.run == run), None)
        others = [past for past in everything if here is not None and past.name == here.name and past.run != run]
        earlier = [past for past in others if past.run < run]
        return [*earlier, *(past for past in others if past.run > run)]
