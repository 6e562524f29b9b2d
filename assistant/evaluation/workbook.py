"""Question sets in .xlsx workbooks: the only place that knows openpyxl."""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.evaluation.questions import COLUMNS, EvalQuestion
from assistant.evaluation.rows import Mistake
from assistant.evaluation.tables import Numbered, cells_of, under_header

MOST_ROWS = 10_001
MOST_COLUMNS = 50


def read_sheet(data: bytes) -> tuple[list[Numbered], list[Mistake]]:
    """The rows of a workbook's first sheet under its header, and what is wrong with them."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        cells = list(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True))
    except Exception as error:  # openpyxl lets zip, XML and key errors through
        return [], [
            Mistake(0, "", f"is no workbook that can be read ({type(error).__name__}); save it as .xlsx again.")
        ]
    numbered = [
        (row, values) for row, values in enumerate(cells, start=1) if any(value is not None for value in values)
    ]
    return _without_dates(*under_header(numbered, []))


def _without_dates(rows: list[Numbered], mistakes: list[Mistake]) -> tuple[list[Numbered], list[Mistake]]:
    """A spreadsheet turns "2 May 1998" into a date behind the user's back: say so rather than guess the wording."""
    kept: list[Numbered] = []
    for row, values in rows:
        dates = [name for name, value in values.items() if isinstance(value, datetime.date | datetime.time)]
        message = "is a date cell; format it as text and write the words that an answer would use."
        mistakes += [Mistake(row, name, message) for name in dates]
        kept.append((row, {name: None if name in dates else value for name, value in values.items()}))
    return kept, mistakes


def to_xlsx(questions: Iterable[EvalQuestion]) -> bytes:
    """A workbook with one sheet; every cell is text, formulas included."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "questions"
    for row, cells in enumerate([COLUMNS, *(cells_of(question) for question in questions)], start=1):
        _write_row(sheet, row, cells)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_row(sheet: Any, row: int, cells: Sequence[str]) -> None:
    for column, text in enumerate(cells, start=1):
        cell = sheet.cell(row=row, column=column, value=text or None)
        cell.number_format = "@"
        if text:
            cell.data_type = "s"
