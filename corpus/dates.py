"""Dates as documents write them, turned into YYYY, YYYY-MM or YYYY-MM-DD: as precise as written and no more."""

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:(?:,|\s+at|\s+[-–|•])?\s*\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?|[T ]\d\d:\S+)?"
)
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}(?:{form}){_TIME}", re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{2})",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        _YEAR,
    )
)
_NUMERIC = re.compile(rf"(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-](?P<year>(?:19|20)\d\d){_TIME}")


def published_of(words: str) -> str | None:
    """The date that the words are, and nothing else besides; None where they are no date.

    A day and a month that could change places (03/04/2024) leave the year alone.
    """
    words = words.strip().rstrip(".")
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            return _iso(found.groupdict())
    numeric = _NUMERIC.fullmatch(words)
    return _iso_of_numeric(int(numeric["first"]), int(numeric["second"]), int(numeric["year"])) if numeric else None


def _iso(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if year is None or month is None:
        return year
    number = int(month) if month.isdigit() else _number_of(month)
    if number is None or not 1 <= number <= 12:
        return None
    if day is None:
        return f"{year}-{number:02d}"
    return _checked(int(year), number, int(day))


def _number_of(month: str) -> int | None:
    short = month.lower()
    matching = [
        number for number, name in enumerate(_MONTHS, 1) if name.startswith(short) or short == "sept" == name[:4]
    ]
    return matching[0] if matching else None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso_of_numeric(first: int, second: int, year: int) -> str | None:
    if first == second:
        return _checked(year, first, second)
    if first > 12:
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    return str(year)
