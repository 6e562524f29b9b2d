"""Question sets and runs on disk."""

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import BadQuestionSet
from assistant.evaluation.journal import goes_on
from assistant.evaluation.question_files import parse_set, read_set, set_bytes
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.records import Report, read_report

_SAFE = re.compile(r"[^\w-]+")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class SetStore:
    """The question sets of a home, one JSON lines file each.

    Attributes:
        folder: where they lie.
    """

    folder: Path

    def names(self) -> tuple[str, ...]:
        """In alphabetical order."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.jsonl")))

    def load(self, name: str) -> QuestionSet:
        """A stored set.

        Raises:
            BadQuestionSet: if there is none of this name.
        """
        if name not in self.names():
            stored = ", ".join(self.names()) or "none yet"
            raise BadQuestionSet(f"There is no question set {name!r}.", f"Stored sets: {stored}.")
        return read_set(self.folder / f"{name}.jsonl")

    def save(self, chosen: QuestionSet) -> QuestionSet:
        """Stores the set under its name, made safe for a file; a crash leaves the old file or the new one.

        Raises:
            BadQuestionSet: if it holds mistakes, or the folder cannot be written.
        """
        name = safe_name(chosen.name)
        data = set_bytes(chosen.questions, ".jsonl")
        parse_set(f"{name}.jsonl", data)
        write_file(self.folder / f"{name}.jsonl", data)
        return replace(chosen, name=name)

    def readable(self) -> tuple[tuple[QuestionSet, ...], tuple[str, ...]]:
        """Every stored set that can be read, and the names of the others."""
        sets, damaged = [], []
        for name in self.names():
            try:
                sets.append(self.load(name))
            except BadQuestionSet:
                damaged.append(name)
        return tuple(sets), tuple(damaged)

    def put_in(self, file_name: str, data: bytes, reserved: Collection[str] = ()) -> QuestionSet:
        """Reads an uploaded file and stores it as a set of its own, under a name that is neither taken nor reserved.

        Raises:
            BadQuestionSet: names every mistake with its row and column.
        """
        read = parse_set(file_name, data)
        return self.save(replace(read, name=self.free_name(read.name, reserved)))

    def free_name(self, name: str, reserved: Collection[str] = ()) -> str:
        """The name, made safe for a file, with a number where it is taken; upper and lower case count as the same."""
        taken = {known.casefold() for known in (*self.names(), *reserved)}
        safe = safe_name(name)
        ends = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
        names = (safe[: LONGEST_NAME - len(end)] + end for end in ends)
        return next(free for free in names if free.casefold() not in taken)

    def add(self, name: str, question: EvalQuestion) -> QuestionSet:
        """Adds the question to a stored set, or to a new one, in the place of the one with its id.

        Raises:
            BadQuestionSet: if the set would hold a mistake.
        """
        known = self.load(name) if name in self.names() else QuestionSet(name, ())
        return self.save(known.with_question(question))

    def delete(self, name: str) -> None:
        """Removes a stored set."""
        if name in self.names():
            (self.folder / f"{name}.jsonl").unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """The name with letters, digits, '_' and '-' only."""
    return _SAFE.sub("-", name).strip("-")[:LONGEST_NAME] or "set"


def write_file(path: Path, data: bytes) -> None:
    """Writes the file whole or not at all; makes its folder if absent.

    Raises:
        BadQuestionSet: if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Whether no other process, and no other run of this one, is at work in the folder; true holds it until the end.

    The system releases the lock of a process that was killed.

    Raises:
        BadQuestionSet: if the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "run.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield True
    finally:
        with suppress(OSError):  # Windows removes it on release.
            Path(lock.lock_file).unlink()
        lock.release()


def _is_made(folder: Path) -> bool:
    """Whether the folder was not there and now is."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(folder, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> BadQuestionSet:
    return BadQuestionSet(f"{path} cannot be written: {error.strerror}.", "Make room, or allow writing to that folder.")


@dataclass(frozen=True, slots=True)
class ReportStore:
    """The runs of a home, one folder each, named so that the newest sorts last.

    Attributes:
        folder: where they lie.
    """

    folder: Path

    @contextmanager
    def run_folder(self, chosen: QuestionSet, configuration: Mapping[str, str], created: str) -> Iterator[Path]:
        """A folder for a run, no other run's while this one is at work.

        It is the folder of an interrupted run of the same questions and configuration, or else a new one.

        Args:
            created: UTC, ISO 8601.

        Raises:
            BadQuestionSet: if the folder cannot be written.
        """
        stem = f"{safe_name(chosen.name)}-{safe_name(configuration.get('reader', 'default'))}"
        for path in self.folders():
            if not path.name.endswith(f"_{stem}") or not goes_on(path, chosen.fingerprint, configuration):
                continue
            with held(path) as is_ours:
                # Asked again: the run may have ended before the lock was had.
                if is_ours and goes_on(path, chosen.fingerprint, configuration):
                    yield path
                    return
        stamp = int(re.sub(r"\D", "", created))
        for later in range(1000):  # Where the second is taken, the next: names sort in the order of the runs.
            path = self.folder / f"{stamp + later}_{stem}"
            if _is_made(path):
                try:
                    with held(path):
                        yield path
                finally:
                    with suppress(OSError):
                        path.rmdir()  # Only a run that asked nothing leaves it empty.
                return

    def reports(self) -> Iterator[tuple[Path, Report]]:
        """Every readable finished run with its folder, newest first."""
        for path in self.folders():
            try:
                yield path, read_report(path)
            except BadQuestionSet:
                continue

    def last(self, name: str) -> Report | None:
        """The newest run of the set of this name."""
        return next((report for _, report in self.reports() if report.name == name and report.finished), None)

    def folders(self) -> tuple[Path, ...]:
        """Newest first."""
        found = (path for path in self.folder.glob("*") if path.is_dir()) if self.folder.is_dir() else ()
        return tuple(sorted(found, reverse=True))
