"""Question sets and runs on disk."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import BadQuestionSet
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

    def put_in(self, file_name: str, data: bytes) -> QuestionSet:
        """Reads an uploaded file and stores it as a set.

        Raises:
            BadQuestionSet: names every mistake with its row and column.
        """
        return self.save(parse_set(file_name, data))

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
        raise BadQuestionSet(
            f"{path} cannot be written: {error.strerror}.", "Make room, or allow writing to that folder."
        ) from error


@dataclass(frozen=True, slots=True)
class ReportStore:
    """The runs of a home, one folder each, named so that the newest sorts last.

    Attributes:
        folder: where they lie.
    """

    folder: Path

    def new_folder(self, report_name: str, reader: str, created: str) -> Path:
        """A fresh folder for a run; a run of the same set and reader that was interrupted is gone on with."""
        stem = f"{safe_name(report_name)}-{safe_name(reader)}"
        for path in self.folders():
            if path.name.endswith(f"_{stem}") and (path / "run.jsonl").exists():
                return path
        stamp = re.sub(r"\D", "", created)
        names = (f"{stamp}{f'-{n}' if n else ''}_{stem}" for n in range(1000))
        return next(self.folder / name for name in names if not (self.folder / name).exists())

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
