"""Periods: half-open runs of whole days in Europe/London, and the months inside them."""

import itertools
import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from reports import numerals

LONDON = ZoneInfo("Europe/London")
YEAR = 12
MOST_DAYS = 31
"""Days from the first day of a month to that of the next, at most."""
FEWEST_IN_A_SPAN = 3
WEEKS = 52
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class PeriodError(ValueError):
    """Say in one sentence why no report can cover the period that was asked for."""


class EndBeforeStartError(PeriodError):
    """Raised for a period that does not hold one day."""


class FuturePeriodError(PeriodError):
    """Raised for a period that is not over."""


class PartMonthError(PeriodError):
    """Raised where whole months are needed and the period starts or ends inside one."""


class UnknownMonthError(PeriodError):
    """Raised for a month that is not written as 2024-04, or a number of months below one."""


@dataclass(frozen=True, order=True)
class Period:
    """Hold the days from start to end, end excluded, as London's calendar has them."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            last = self.end - timedelta(days=1)
            raise EndBeforeStartError(
                f"The period ends on {day_words(last)}, before it starts on "
                f"{day_words(self.start)}. Enter an end after the start."
            )

    @classmethod
    def months_to(cls, month: str, months: int, /) -> "Period":
        """Return the given number of whole months that end with a month such as 2024-04."""
        end = shift_months(first_of(month), 1)
        if months < 1:
            raise UnknownMonthError(f"A report covers at least one month, not {months}.")
        return cls(start=shift_months(end, -months), end=end)

    @classmethod
    def twelve_months_to(cls, month: str, /) -> "Period":
        """Return the twelve whole months that end with a month such as 2024-04."""
        return cls.months_to(month, YEAR)

    @property
    def days(self) -> int:
        """Count the days: the exposure of everything that is counted in the period."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """Return the last day that belongs to the period."""
        return self.end - timedelta(days=1)

    @cached_property
    def starts_at(self) -> datetime:
        """Return the first moment, which is London's midnight, in UTC."""
        return datetime.combine(self.start, time.min, tzinfo=LONDON).astimezone(UTC)

    @cached_property
    def ends_at(self) -> datetime:
        """Return the first moment after the period, which is London's midnight, in UTC."""
        return datetime.combine(self.end, time.min, tzinfo=LONDON).astimezone(UTC)

    @property
    def is_whole_months(self) -> bool:
        """Tell whether the period starts and ends where months do."""
        return self.start.day == 1 and self.end.day == 1

    @property
    def is_whole_weeks(self) -> bool:
        """Tell whether the period starts on a Monday and ends on a Sunday."""
        return self.start.weekday() == 0 and self.end.weekday() == 0

    @property
    def n_months(self) -> int:
        """Count the whole months, or raise PartMonthError."""
        if not self.is_whole_months:
            raise PartMonthError(
                f"{self.dates} is not made of whole months, and police data has months, not days."
            )
        return (self.end.year - self.start.year) * YEAR + self.end.month - self.start.month

    def months(self) -> tuple["Period", ...]:
        """Split the period into its months, in order; they tile it."""
        firsts = [shift_months(self.start, n) for n in range(self.n_months + 1)]
        return tuple(Period(start=start, end=end) for start, end in itertools.pairwise(firsts))

    def previous(self) -> "Period":
        """Return the period to compare with: the same months, weeks or dates, a year earlier.

        A period longer than a year goes back as many years as it takes not to overlap, so that
        season is always compared with the same season. Whole weeks from a Monday are compared with
        those 52 weeks earlier: the same days of the week, also where a year counts 53 weeks.
        29 February is compared with 28 February.
        """
        if self.is_whole_months:
            back = -YEAR * -(-self.n_months // YEAR)
            return Period(start=shift_months(self.start, back), end=shift_months(self.end, back))
        if self.is_whole_weeks:
            weeks = timedelta(weeks=WEEKS * -(-self.days // (7 * WEEKS)))
            return Period(start=self.start - weeks, end=self.end - weeks)
        years = 1
        while _years_back(self.last_day, years) >= self.start:
            years += 1
        last = _years_back(self.last_day, years)
        return Period(start=_years_back(self.start, years), end=last + timedelta(days=1))

    def holds(self, moment: datetime, /) -> bool:
        """Tell whether an aware moment falls into the period."""
        return self.starts_at <= moment < self.ends_at

    def clip(self, start: datetime, end: datetime, /) -> tuple[datetime, datetime] | None:
        """Cut a span of aware moments at the bounds, in UTC; None where nothing is left."""
        low = max(start, self.starts_at).astimezone(UTC)
        high = min(end, self.ends_at).astimezone(UTC)
        return (low, high) if low < high else None

    def refuse_future(self, *, today: date) -> None:
        """Raise FuturePeriodError unless the last day was over before today began."""
        if self.end > today:
            raise FuturePeriodError(
                f"The period ends on {day_words(self.last_day)}, which is not over on "
                f"{day_words(today)}. Choose a month that has ended."
            )

    @property
    def dates(self) -> str:
        """Print the first and the last day: 1 May 2023 to 30 April 2024."""
        return f"{day_words(self.start)} to {day_words(self.last_day)}"

    @property
    def dates_and_days(self) -> str:
        """Print the dates with the number of days."""
        return f"{self.dates}, {self.days} {'day' if self.days == 1 else 'days'}"

    @property
    def label(self) -> str:
        """Name the period in a title: year to 30 April 2024; April 2024; its dates."""
        if not self.is_whole_months:
            return self.dates
        if self.n_months == 1:
            return month_words(self.start)
        span = "year" if self.n_months == YEAR else f"{self.n_months} months"
        return f"{span} to {day_words(self.last_day)}"

    @property
    def heading(self) -> str:
        """Name the period over a column: Year to Apr 2024; Apr 2024."""
        if not self.is_whole_months:
            return self.dates
        last = f"{month_abbr[self.last_day.month]} {self.last_day.year}"
        if self.n_months == 1:
            return last
        return f"{'Year' if self.n_months == YEAR else f'{self.n_months} months'} to {last}"


def first_of(month: str, /) -> date:
    """Read a month such as 2024-04 as its first day."""
    match = _MONTH.fullmatch(month)
    if not match or not 1 <= int(match[2]) <= YEAR or not 1900 <= int(match[1]) <= 2999:
        raise UnknownMonthError(f"{month!r} is not a month. Write it as year and month: 2024-04.")
    return date(int(match[1]), int(match[2]), 1)


def shift_months(first: date, months: int, /) -> date:
    """Move the first day of a month by a number of months."""
    year, month = divmod(first.year * YEAR + first.month - 1 + months, YEAR)
    return date(year, month + 1, 1)


def day_words(day: date, /) -> str:
    """Print a day as 30 April 2024."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def month_words(day: date, /) -> str:
    """Print the month of a day as April 2024."""
    return f"{month_name[day.month]} {day.year}"


def months_listed(months: Sequence[str], /) -> str:
    """Print months such as 2023-05 in words: May 2023; three or more in a row as a span."""
    runs: list[list[date]] = []
    for first in sorted({first_of(month) for month in months}):
        if runs and (first - runs[-1][-1]).days <= MOST_DAYS:
            runs[-1].append(first)
        else:
            runs.append([first])
    return numerals.listed([words for run in runs for words in _run_words(run)])


def _run_words(run: Sequence[date]) -> list[str]:
    """Print months that follow each other: April to August 2024."""
    if len(run) < FEWEST_IN_A_SPAN:
        return [month_words(first) for first in run]
    begins, ends = run[0], run[-1]
    start = f"{month_name[begins.month]}" if begins.year == ends.year else month_words(begins)
    return [f"{start} to {month_words(ends)}"]


def moment_words(moment: datetime, /) -> str:
    """Print an aware moment in London as 8 May 2024, 17:30."""
    local = moment.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M}"


def _years_back(day: date, years: int) -> date:
    """Move a day back by years; 29 February becomes 28 February where there is none."""
    if (day.month, day.day) == (2, 29):
        day = day - timedelta(days=1)
    return day.replace(year=day.year - years)
