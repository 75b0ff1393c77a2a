"""When a schedule is due, and which period its report then covers: pure, in Europe/London.

A period is what a schedule owes; the moment follows from it. So two clock changes a year, a week
without power and a restored backup all leave each period owed exactly once.
"""

from calendar import day_name, month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from reports.numerals import listed
from reports.periods import LONDON, YEAR, Period, day_words, shift_months

WEEK = timedelta(days=7)
LATEST_DAY = 28
"""The last day that every month has."""
YEAR_BEGINS = 4
"""April, with which the financial year and the season begin, and quarters are counted from."""
SEASON_ENDS = 10
"""October, before which the season of the seafront ends: its last day is 30 September."""


class BadRecurrence(ValueError):
    """Say in one sentence why a schedule cannot recur so."""


class Rhythm(StrEnum):
    """How often a report is made."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    SEASONAL = "seasonal"


class Covers(StrEnum):
    """What a report covers; it ends where a week or a month does.

    A period to date begins with the financial year or the season and grows; between two seasons
    there is none, and nothing is owed.
    """

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    YEAR_TO_DATE = "year-to-date"
    SEASON_TO_DATE = "season-to-date"


RHYTHMS: Mapping[Rhythm, str] = {
    Rhythm.WEEKLY: "Each week",
    Rhythm.MONTHLY: "Each month",
    Rhythm.QUARTERLY: "Each quarter",
    Rhythm.YEARLY: "Each financial year",
    Rhythm.SEASONAL: "Each season",
}
SPANS: Mapping[Covers, str] = {
    Covers.WEEK: "The week, Monday to Sunday",
    Covers.MONTH: "The month",
    Covers.QUARTER: "Three months: each quarter, the quarter",
    Covers.SEASON: "The season, 1 April to 30 September, against the season before",
    Covers.YEAR: "Twelve months: each financial year, the financial year",
    Covers.YEAR_TO_DATE: "The financial year to date",
    Covers.SEASON_TO_DATE: "The season to date, from 1 April to 30 September",
}
_MONTHS_BETWEEN = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.YEARLY: YEAR,
    Rhythm.SEASONAL: YEAR,
}
_MONTHS_COVERED = {
    Covers.MONTH: 1,
    Covers.QUARTER: 3,
    Covers.SEASON: SEASON_ENDS - YEAR_BEGINS,
    Covers.YEAR: YEAR,
}
_ONLY = {Rhythm.WEEKLY: Covers.WEEK, Rhythm.SEASONAL: Covers.SEASON}
"""Rhythms that cover one thing only, which no other rhythm covers."""


@dataclass(frozen=True, order=True)
class Due:
    """One report that is owed: from which moment, and of which period."""

    at: datetime
    period: Period


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """Say how often, on which day and at what time by London's clocks, and what is covered.

    `day` counts from the end of what is covered: 1 to 7 for Monday to Sunday of each week, else
    the day of the month. A time that the clocks leave out is read by the clocks before the change
    (01:30 becomes 02:30), of a time that they show twice the first is meant (RFC 5545, 3.3.5).
    """

    rhythm: Rhythm
    covers: Covers
    day: int
    time: time

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        for rhythm, covers in _ONLY.items():
            if (self.rhythm is rhythm) != (self.covers is covers):
                raise BadRecurrence(
                    f"A {covers} is covered each {covers}, and each {covers} covers a {covers}. "
                    "Choose both or neither."
                )
        if self.rhythm is Rhythm.YEARLY and self.covers is Covers.SEASON_TO_DATE:
            raise BadRecurrence("A season to date is made each month or quarter. Choose one.")
        is_weekly = self.rhythm is Rhythm.WEEKLY
        last = 7 if is_weekly else LATEST_DAY
        if not 1 <= self.day <= last:
            days = "1 for Monday to 7 for Sunday" if is_weekly else "a day from 1 to 28"
            raise BadRecurrence(f"The day is {self.day}. Enter {days}.")

    def after(self, moment: datetime, /) -> Due:
        """Give the first report that is owed after a moment."""
        return next(due for due in self._dues(moment) if due.at > moment)

    def between(self, first: datetime, last: datetime, /) -> Iterator[Due]:
        """Give the reports that are owed from a moment to another, both included, in order."""
        for due in self._dues(first):
            if due.at > last:
                return
            if due.at >= first:
                yield due

    @property
    def words(self) -> str:
        """Say it: "each month, on day 8 at 06:00"."""
        at = f"at {self.time:%H:%M}"
        if self.rhythm is Rhythm.WEEKLY:
            return f"each {day_name[self.day - 1]} {at}"
        if self.rhythm is Rhythm.MONTHLY:
            return f"each month, on day {self.day} {at}"
        if self.rhythm is Rhythm.YEARLY:
            return f"each year, on {self.day} {month_name[YEAR_BEGINS]} {at}"
        if self.rhythm is Rhythm.SEASONAL:
            return f"each season, on {self.day} {month_name[SEASON_ENDS]} {at}"
        months = listed([month_name[number] for number in (1, 4, 7, 10)])
        return f"each quarter, on day {self.day} of {months} {at}"

    def _dues(self, moment: datetime) -> Iterator[Due]:
        """Give what is owed from the end of the weeks or months that a moment falls after."""
        end = self._end_before(moment.astimezone(LONDON).date())
        while True:
            if self._is_owed(end):
                yield Due(self._moment(end), Period(start=self._start_of(end), end=end))
            end = self._end_after(end)

    def _moment(self, end: date) -> datetime:
        """Give the moment at which the report up to a day is owed."""
        day = end + timedelta(days=self.day - 1)
        return datetime.combine(day, self.time, tzinfo=LONDON).astimezone(UTC)

    def _end_before(self, day: date) -> date:
        """Give the last day on which a new week, month, quarter, year or season had begun."""
        if self.rhythm is Rhythm.WEEKLY:
            return day - timedelta(days=day.weekday())
        begins = SEASON_ENDS if self.rhythm is Rhythm.SEASONAL else YEAR_BEGINS
        since = (day.month - begins) % _MONTHS_BETWEEN[self.rhythm]
        return shift_months(day.replace(day=1), -since)

    def _end_after(self, end: date) -> date:
        """Give the day on which the next one begins."""
        if self.rhythm is Rhythm.WEEKLY:
            return end + WEEK
        return shift_months(end, _MONTHS_BETWEEN[self.rhythm])

    def _start_of(self, end: date) -> date:
        """Give the first day that is covered."""
        if self.covers is Covers.WEEK:
            return end - WEEK
        if self.covers in (Covers.YEAR_TO_DATE, Covers.SEASON_TO_DATE):
            return shift_months(end, -((end.month - YEAR_BEGINS) % YEAR or YEAR))
        return shift_months(end, -_MONTHS_COVERED[self.covers])

    def _is_owed(self, end: date) -> bool:
        """Tell whether there is a period that ends before a day: between seasons there is none."""
        return self.covers is not Covers.SEASON_TO_DATE or YEAR_BEGINS < end.month <= SEASON_ENDS


def local_words(moment: datetime, /) -> str:
    """Print a moment by London's clocks, with what they show then: 8 May 2024, 06:00 BST."""
    local = moment.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M %Z}"
