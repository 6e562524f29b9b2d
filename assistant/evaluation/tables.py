"""Question sets as tables: CSV as spreadsheets write it, and the notation of a cell."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.evaluation.questions import COLUMNS, EvalQuestion
from assistant.evaluation.rows import Mistake, column_mistakes

Numbered = tuple[int, Mapping[str, Any]]
_FORMULA = ("=", "+", "-", "@", "\t")


def decoded(data: bytes) -> tuple[str, list[Mistake]]:
    """The bytes as text; empty, with the mistake, where they are not UTF-8."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [Mistake(line, "", "is not UTF-8 text; save the file as UTF-8.")]


def csv_rows(data: bytes) -> tuple[list[Numbered], list[Mistake]]:
    """The rows of a CSV file under its header, and what is wrong with them."""
    text, mistakes = decoded(data)
    if not text.strip():
        return [], mistakes
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend((lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells))
    except csv.Error as error:
        mistakes.append(Mistake(lines.line_num, "", f"the quotes of a cell do not match ({error})."))
    return under_header([(row, [_shown(cell) for cell in cells]) for row, cells in rows], mistakes)


def _delimiter(text: str) -> str:
    """Spreadsheets write commas, semicolons or tabs; the header tells which."""
    header = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=lambda sign: sum(cell.strip(' "\r').lower() in COLUMNS for cell in header.split(sign)))


def under_header(
    rows: Sequence[tuple[int, Sequence[Any]]], mistakes: list[Mistake]
) -> tuple[list[Numbered], list[Mistake]]:
    """Rows of cells as values by column; the first row names the columns."""
    if not rows:
        return [], mistakes
    first, cells = rows[0]
    columns = [str(cell or "").strip().lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    mistakes = [*mistakes, *column_mistakes(columns, first)]
    lacking = [name for name in ("question", "answerable") if name not in columns]
    mistakes += [Mistake(first, name, "this column is missing.") for name in lacking]
    if lacking:
        return [], mistakes
    numbered: list[Numbered] = []
    for row, values in rows[1:]:
        if any(value not in (None, "") for value in values[len(columns) :]):
            mistakes.append(
                Mistake(row, "", f"has more cells than the {len(columns)} columns; quote cells with commas.")
            )
            continue
        numbered.append((row, dict(zip(columns, values, strict=False))))
    return numbered, mistakes


def _shown(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def cells_of(question: EvalQuestion) -> tuple[str, ...]:
    """One cell a column, in the notation that is read back."""
    return tuple(_cell(getattr(question, column)) for column in COLUMNS)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    items = list(value)
    if not all(isinstance(item, str) for item in items):
        return _grouped(items)
    return _json_cell(items) if _is_unclear(items) else " | ".join(items)


def _grouped(groups: list[tuple[str, ...]]) -> str:
    unclear = any(_is_unclear(list(group)) or ";" in "".join(group) for group in groups)
    return _json_cell(groups) if unclear else " ; ".join(" | ".join(group) for group in groups)


def _is_unclear(items: list[str]) -> bool:
    """Whether a separator would be found again at another place."""
    return any("|" in item or item != item.strip() or item[:1] == "[" for item in items)


def _json_cell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_csv(questions: Iterable[EvalQuestion]) -> bytes:
    """The questions as CSV, in the notation that is read back."""
    return csv_bytes([COLUMNS, *(cells_of(question) for question in questions)])


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV that a spreadsheet opens: UTF-8 with a byte order mark, no cell that it would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(["'" + cell if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
