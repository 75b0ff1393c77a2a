"""Read how a published file, or a spreadsheet that saved it again, writes a month. Pure.

A spreadsheet takes 2024-05 for a date and saves May-24, 01/05/2024, 2024-05-01 or the number of the
day, by its format. A day that is not the first of a month was never a month and is refused, so that
an American order of day and month is not read as another month.
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator
from datetime import date, timedelta

EARLIEST, LATEST = 2000, 2100
NOT_A_MONTH = "Not a month such as 2024-04"
PUBLISHED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?: 00:00(?::00)?)?)?", re.ASCII)
NAMED = re.compile(r"([A-Za-z]+)[-\s](\d{4}|\d{2})", re.ASCII)
WRITTEN_OUT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", re.ASCII)
NUMBERED = re.compile(r"\d{5}", re.ASCII)
DAY_NOUGHT = date(1899, 12, 30)
"""The day from which spreadsheets count days, for every day since March 1900."""


def names() -> Iterator[tuple[str, int]]:
    """Give every English name of a month in small letters, long and short."""
    for number in range(1, 13):
        yield month_name[number].casefold(), number
        yield month_abbr[number].casefold(), number
    yield "sept", 9


NAMES = dict(names())


def first_day(text: str) -> str:
    """Read a month and give its first day in ISO form.

    Raises: ValueError, with a sentence that says what is wrong.
    """
    year, month, day = parts(text.strip())
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month:02}")
    if day != 1:
        raise ValueError("A day and not a month, which would be such as 2024-04")
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"There is no police data of the year {year}")
    return f"{year:04}-{month:02}-01"


def parts(text: str) -> tuple[int, int, int]:
    """Take a label apart into year, month and day.

    Raises: ValueError.
    """
    if found := PUBLISHED.fullmatch(text):
        year, month, day = found.groups()
        return int(year), int(month), int(day or 1)
    if found := NAMED.fullmatch(text):
        name, year = found.groups()
        if name.casefold() in NAMES:
            return full(year), NAMES[name.casefold()], 1
    if found := WRITTEN_OUT.fullmatch(text):
        day, month, year = found.groups()
        return full(year), int(month), int(day)
    if NUMBERED.fullmatch(text):
        counted = DAY_NOUGHT + timedelta(days=int(text))
        return counted.year, counted.month, counted.day
    raise ValueError(NOT_A_MONTH)


def full(year: str) -> int:
    """Give a year its century: no police data is older than this one."""
    return int(year) if len(year) == 4 else EARLIEST + int(year)
