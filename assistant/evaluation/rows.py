"""Rows of a question file turned into questions, every mistake named with its row and column.

A row is a mapping from column to value. A value is what JSON or a workbook gave, or a cell's text: in a cell, items
are separated by `|`; in `facts`, groups are separated by `;` and the wordings of a group by `|`. A cell that opens
with `[` is read as JSON, so that any text can be written.
"""

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.questions import COLUMNS, EvalQuestion, made_id

LONGEST = {"question": 2000, "answer": 300, "id": 80}
LONGEST_ITEM = 2000
YES = frozenset({"yes", "true", "1", "y"})
NO = frozenset({"no", "false", "0", "n"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ID = re.compile(r"[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a question file.

    Attributes:
        row: 1-based line of the file, or row of the sheet; 0 for the file as a whole.
        column: the column's name; empty where it is the whole row.
        message: what is wrong and what would be right.
    """

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class Unusable(Exception):
    """A value that cannot be read; the message says why."""


def column_mistakes(columns: Sequence[str], row: int) -> list[Mistake]:
    """What is wrong with the names of the columns."""
    mistakes = [Mistake(row, name, _unknown(name)) for name in dict.fromkeys(columns) if name not in COLUMNS]
    twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1]
    mistakes += [Mistake(row, name, "this column is there twice; keep one.") for name in twice]
    return mistakes


def _unknown(name: str) -> str:
    if not name:
        return "a column has no name; name it or remove it."
    nearest = difflib.get_close_matches(name.lower(), COLUMNS, n=1, cutoff=0.5)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known columns are {', '.join(COLUMNS)}."
    return f"unknown column {name!r}; {hint}"


def question_from(row: int, values: Mapping[str, Any]) -> tuple[EvalQuestion | None, list[Mistake]]:
    """The question of a row, or what is wrong with it."""
    read: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for column, reader in _READERS.items():
        try:
            read[column] = reader(values.get(column), column)
        except Unusable as error:
            mistakes.append(Mistake(row, column, str(error)))
    if not mistakes:
        mistakes = [Mistake(row, column, message) for column, message in _contradictions(read)]
    if mistakes:
        return None, mistakes
    read["id"] = read["id"] or made_id(read["question"], read["history"])
    return EvalQuestion(**read), []


def _contradictions(read: Mapping[str, Any]) -> list[tuple[str, str]]:
    if read["answerable"]:
        if any(read[column] for column in ("facts", "quotes", "briefs", "answer")) or not read["enabled"]:
            return []
        return [("facts", "an answerable question needs facts, quotes, briefs or an answer to be scored against.")]
    given = [column for column in ("facts", "quotes", "answer") if read[column]]
    return [(column, "the question is not answerable, so this must be empty.") for column in given]


def repeats(numbered: Sequence[tuple[int, EvalQuestion]]) -> list[Mistake]:
    """Ids and questions that are there twice."""
    mistakes: list[Mistake] = []
    row_by_id: dict[str, int] = {}
    row_by_words: dict[tuple[str, ...], int] = {}
    for row, question in numbered:
        words = (*question.history, question.question)
        if question.id in row_by_id:
            mistakes.append(Mistake(row, "id", f"{question.id!r} is already the id of row {row_by_id[question.id]}."))
        elif words in row_by_words:
            mistakes.append(Mistake(row, "question", f"the same question as in row {row_by_words[words]}."))
        row_by_id.setdefault(question.id, row)
        row_by_words.setdefault(words, row)
    return mistakes


def text_of(value: Any, column: str) -> str:
    """A text value; empty for nothing.

    Raises:
        Unusable: if it is no text, too long, or holds control characters.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unusable(f"must be text, not {_kind(value)}.")
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if _CONTROL.search(text):
        raise Unusable("holds a character that cannot be shown; remove it.")
    text, limit = text.strip(), LONGEST.get(column, LONGEST_ITEM)
    if len(text) > limit:
        raise Unusable(f"has {len(text):,} characters; at most {limit:,} are taken.")
    return text


def _id(value: Any, column: str) -> str:
    text = text_of(value, column)
    if text and not _ID.fullmatch(text):
        raise Unusable(f"{text!r} may hold only letters, digits, '.', ':', '_' and '-'.")
    return text


def _question(value: Any, column: str) -> str:
    text = text_of(value, column)
    if not text:
        raise Unusable("is empty; every row needs a question.")
    return text


def _flag(value: Any, column: str) -> bool:
    if isinstance(value, bool):
        return value
    word = text_of(value, column).casefold()
    if word in YES | NO:
        return word in YES
    if not word and column == "enabled":
        return True
    raise Unusable(f"must be yes or no, not {word!r}." if word else "is empty; write yes or no.")


def _split(value: Any, column: str) -> str:
    word = text_of(value, column).casefold() or "test"
    if word not in {"dev", "test"}:
        raise Unusable(f"must be dev or test, not {word!r}.")
    return word


def _answer(value: Any, column: str) -> str | None:
    return text_of(value, column) or None


def _items(value: Any, column: str) -> tuple[str, ...]:
    parts = _listed(value, "|")
    if not isinstance(parts, list):
        raise Unusable(f"must be a list, not {_kind(parts)}.")
    texts = tuple(text_of(part, column) for part in parts)
    if "" in texts:
        raise Unusable("holds an empty item; remove it, or a '|' too many.")
    return texts


def _listed(value: Any, separator: str) -> Any:
    if value is None or value == "":
        return []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [value]
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return _json(value)
    return [part.strip() for part in value.split(separator)]


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise Unusable("opens with '[' but is no JSON list; remove the bracket or mend the list.") from error


def _facts(value: Any, column: str) -> tuple[tuple[str, ...], ...]:
    groups = _listed(value, ";")
    if not isinstance(groups, list):
        raise Unusable(f"must be a list of lists of wordings, not {_kind(groups)}.")
    in_cell = isinstance(value, str | int | float)
    facts = tuple(_wordings(group, column, in_cell) for group in groups)
    if any(not wordings for wordings in facts):
        raise Unusable("holds a fact without a wording; remove it, or a ';' too many.")
    return facts


def _wordings(group: Any, column: str, in_cell: bool) -> tuple[str, ...]:
    if not in_cell and not isinstance(group, list):
        raise Unusable(f"must be a list of lists of wordings; one of its facts is {_kind(group)}.")
    wordings = _items(group, column)
    wordless = [wording for wording in wordings if not re.search(r"[^\W_]", wording)]
    if wordless:
        raise Unusable(f"the wording {wordless[0]!r} has no letter or digit, so no answer could state it.")
    return wordings


def _files(value: Any, column: str) -> tuple[str, ...]:
    names = _items(value, column)
    paths = [name for name in names if "/" in name or "\\" in name]
    if paths:
        raise Unusable(f"{paths[0]!r} is a path; give the file's base name.")
    return names


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    names = {bool: "yes/no", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")


_READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "id": _id,
    "question": _question,
    "history": _items,
    "answerable": _flag,
    "facts": _facts,
    "briefs": _files,
    "quotes": _items,
    "tags": _items,
    "split": _split,
    "answer": _answer,
    "enabled": _flag,
}
