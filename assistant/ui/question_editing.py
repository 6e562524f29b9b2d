"""Question sets in the page: uploading, editing as a table, and thumbs turned into questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadQuestionSet
from assistant.evaluation.feedback import Feedback, question_from, read_feedback
from assistant.evaluation.question_files import LARGEST, parse_rows
from assistant.evaluation.questions import COLUMNS, QuestionSet
from assistant.evaluation.storing import safe_name
from assistant.evaluation.tables import cells_of
from assistant.ui.evaluating import SAMPLE, Evaluation

FROM_FEEDBACK = "from-feedback"
EMPTY_ROWS = 2


@dataclass(frozen=True, slots=True)
class Editing:
    """The handlers of the Evaluate tab that change question sets."""

    evaluation: Evaluation

    def upload(self, path: str) -> QuestionSet:
        """Stores an uploaded file as a set of its own, with a number to its name where that is taken.

        Raises:
            BadQuestionSet: names every mistake with its row and column.
        """
        file = Path(path)
        try:
            if file.stat().st_size > LARGEST:
                raise BadQuestionSet(f"{file.name} is larger than {LARGEST >> 20} MiB.", "Split it into several sets.")
            data = file.read_bytes()
        except OSError as error:
            raise BadQuestionSet(f"{file.name} cannot be read: {error.strerror}.", "Upload it again.") from error
        finally:
            file.unlink(missing_ok=True)
        return self.evaluation.sets.put_in(file.name, data, reserved=(SAMPLE,))

    def cells(self, name: str) -> list[list[str]]:
        """The set as a table, with empty rows to write into."""
        chosen = self.evaluation.stored(name)
        empty = [[""] * len(COLUMNS) for _ in range(EMPTY_ROWS)]
        return [list(cells_of(question)) for question in chosen.questions] + empty

    def save(self, name: str, cells: Sequence[Sequence[object]]) -> QuestionSet:
        """Stores the table under the name; the bundled sample is copied, never changed.

        Raises:
            BadQuestionSet: names every mistake with its row and column.
        """
        written = [row for row in cells if any(str(cell or "").strip() for cell in row)]
        rows = [(number, dict(zip(COLUMNS, row, strict=False))) for number, row in enumerate(written, start=1)]
        target = self.evaluation.sets.free_name("sample-copy") if safe_name(name) == SAMPLE else name
        return self.evaluation.sets.save(QuestionSet(target, parse_rows(target, rows)))

    def feedback(self) -> tuple[Feedback, ...]:
        """Thumbs and notes, newest first."""
        return read_feedback(self.evaluation.desk.home.feedback)

    def adopt(self, feedback_id: str, name: str) -> QuestionSet:
        """Puts the question of a thumb into a set; the bundled sample is left alone, a set of its own takes it.

        Raises:
            BadQuestionSet: if the thumb is not there, or the set would hold a mistake.
        """
        entry = next((entry for entry in self.feedback() if entry.id == feedback_id), None)
        if entry is None:
            raise BadQuestionSet("This thumb is not there any more.", "Open the tab again.")
        target = FROM_FEEDBACK if name in {"", SAMPLE} else name
        return self.evaluation.sets.add(target, question_from(entry))

    def adopted(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Ids of the thumbs that are a question of some set, and the names of sets that cannot be read."""
        sets, damaged = self.evaluation.sets.readable()
        ids = {question.id for found in sets for question in found.questions}
        return frozenset(entry.id for entry in self.feedback() if question_from(entry).id in ids), damaged
