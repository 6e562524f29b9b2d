"""Question sets as JSON lines, CSV or .xlsx: read with every mistake named, written, and a template to start from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.errors import BadQuestionSet
from assistant.evaluation.questions import EvalQuestion, QuestionSet
from assistant.evaluation.rows import Mistake, column_mistakes, question_from, repeats
from assistant.evaluation.tables import Numbered, csv_rows, decoded, to_csv
from assistant.evaluation.workbook import read_sheet, to_xlsx

SUFFIXES = (".jsonl", ".csv", ".xlsx")
MOST_QUESTIONS = 10_000
LARGEST = 20 * 1024 * 1024
MOST_SHOWN = 25

TEMPLATE = (
    EvalQuestion(
        "example-1",
        "When did the river commission first meet?",
        facts=(("2 May 1998", "May 2, 1998"), ("Geneva",)),
        briefs=("river-commission.md",),
        quotes=("The commission first met in Geneva on 2 May 1998.",),
        tags=("date",),
        answer="2 May 1998",
    ),
    EvalQuestion(
        "example-2",
        "And who chaired it?",
        history=("When did the river commission first meet?",),
        answerable=False,
        tags=("follow-up", "absent"),
    ),
)


def read_set(path: Path) -> QuestionSet:
    """The set in a file, or in a folder that holds `questions.jsonl` beside `briefs/`.

    Raises:
        BadQuestionSet: names every mistake with its row and column.
    """
    if path.is_dir():
        return _read_dataset(path)
    if path.suffix.lower() not in SUFFIXES:
        raise BadQuestionSet(
            f"{path.name} is no question set: its name must end in {', '.join(SUFFIXES)}.",
            "`briefs eval --template questions.csv` writes a file to start from.",
        )
    return parse_set(path.name, _bytes(path))


def _read_dataset(folder: Path) -> QuestionSet:
    if not (folder / "questions.jsonl").is_file() or not (folder / "briefs").is_dir():
        raise BadQuestionSet(
            f"The folder {folder.name} is no dataset: it must hold questions.jsonl and a folder briefs/.",
            "Name a question file instead, or put both into the folder.",
        )
    read = read_set(folder / "questions.jsonl")
    return QuestionSet(folder.name or "dataset", read.questions, folder / "briefs")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadQuestionSet(f"{path.name} is larger than {LARGEST >> 20} MiB.", "Split it into several sets.")
        return path.read_bytes()
    except OSError as error:
        raise BadQuestionSet(f"{path.name} cannot be read: {error.strerror}.", "Check the path.") from error


def parse_set(name: str, data: bytes) -> QuestionSet:
    """The set in a file's bytes; the name's suffix says how to read them.

    Raises:
        BadQuestionSet: names every mistake with its row and column.
    """
    suffix = Path(name).suffix.lower()
    reader = {".csv": csv_rows, ".xlsx": read_sheet}.get(suffix, _jsonl_rows)
    rows, mistakes = reader(data)
    return QuestionSet(Path(name).stem, parse_rows(name, rows, mistakes))


def parse_rows(name: str, rows: Sequence[Numbered], known: Sequence[Mistake] = ()) -> tuple[EvalQuestion, ...]:
    """The questions of numbered rows of values by column.

    Args:
        name: what the rows are called in the error.
        known: mistakes that were found before.

    Raises:
        BadQuestionSet: names every mistake with its row and column.
    """
    mistakes = list(known)
    numbered: list[tuple[int, EvalQuestion]] = []
    for row, values in rows[:MOST_QUESTIONS]:
        question, wrong = question_from(row, values)
        mistakes += wrong
        if question is not None:
            numbered.append((row, question))
    mistakes += repeats(numbered)
    if len(rows) > MOST_QUESTIONS:
        mistakes.append(Mistake(0, "", f"{len(rows):,} questions; at most {MOST_QUESTIONS:,} are taken."))
    if not rows and not mistakes:
        mistakes.append(Mistake(0, "", "the file holds no question."))
    if mistakes:
        raise bad_set(name, mistakes)
    return tuple(question for _, question in numbered)


def bad_set(name: str, mistakes: Sequence[Mistake]) -> BadQuestionSet:
    """One error that names every mistake, in file order, the first 25 in words."""
    ordered = sorted(mistakes, key=lambda mistake: mistake.row)
    lines = "\n".join(f"  {mistake}" for mistake in ordered[:MOST_SHOWN])
    more = f"\n  and {len(ordered) - MOST_SHOWN} more" if len(ordered) > MOST_SHOWN else ""
    count = "1 mistake" if len(ordered) == 1 else f"{len(ordered)} mistakes"
    return BadQuestionSet(
        f"{name} has {count}:\n{lines}{more}",
        "Mend these rows and try again; `briefs eval --template questions.csv` writes a file that shows the columns.",
    )


def _jsonl_rows(data: bytes) -> tuple[list[Numbered], list[Mistake]]:
    text, mistakes = decoded(data)
    rows: list[Numbered] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            mistakes.append(Mistake(number, "", f"is no JSON: {getattr(error, 'msg', 'nested too deeply')}."))
            continue
        if not isinstance(values, dict):
            mistakes.append(Mistake(number, "", "must be a JSON object, as in {\"question\": ...}."))  # fmt: skip
            continue
        mistakes += column_mistakes(list(values), number)
        rows.append((number, values))
    return rows, mistakes


def to_jsonl(questions: Iterable[EvalQuestion]) -> bytes:
    """JSON lines, every column written; `answer` and `enabled` only where they say something."""
    lines = []
    for question in questions:
        values = asdict(question)
        if question.answer is None:
            del values["answer"]
        if question.enabled:
            del values["enabled"]
        lines.append(json.dumps(values, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()


def set_bytes(questions: Iterable[EvalQuestion], suffix: str) -> bytes:
    """The questions as a file of this suffix.

    Raises:
        BadQuestionSet: for a suffix that is not among `SUFFIXES`.
    """
    writers = {".jsonl": to_jsonl, ".csv": to_csv, ".xlsx": to_xlsx}
    if suffix.lower() not in writers:
        raise BadQuestionSet(f"A question set cannot be written as {suffix!r}.", f"Use {', '.join(SUFFIXES)}.")
    return writers[suffix.lower()](questions)


def template(suffix: str) -> bytes:
    """Two invented questions that show every column."""
    return set_bytes(TEMPLATE, suffix)
