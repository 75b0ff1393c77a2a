"""Periods as people ask for them: the last month, the financial year, the season. Pure."""

from datetime import date, timedelta
from enum import StrEnum

from reports.periods import YEAR, Period, shift_months

APRIL, OCTOBER = 4, 10
QUARTER = 3


class Span(StrEnum):
    """Name a run of days that a day of today fixes: always one that is over."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial-year"
    FINANCIAL_YEAR_TO_DATE = "financial-year-to-date"
    ROLLING_YEAR = "rolling-12"
    SEASON = "season"
    SEASON_TO_DATE = "season-to-date"

    @property
    def words(self) -> str:
        """Name it in a list of choices."""
        return _WORDS[self]


_WORDS = {
    Span.WEEK: "Last week, Monday to Sunday",
    Span.MONTH: "Last month",
    Span.QUARTER: "Last quarter",
    Span.FINANCIAL_YEAR: "Last financial year",
    Span.FINANCIAL_YEAR_TO_DATE: "Financial year to date",
    Span.ROLLING_YEAR: "Rolling 12 months",
    Span.SEASON: "Last season, against the season before",
    Span.SEASON_TO_DATE: "Season to date",
}


def period_of(span: Span, /, *, today: date) -> Period:
    """Return the newest such period that was over before today began.

    Weeks begin on Monday; quarters and financial years count from April; the season runs from
    1 April to 30 September. Until a month of it is over, a financial year or season to date is the
    one that has ended last.
    """
    first = today.replace(day=1)
    if span is Span.WEEK:
        monday = today - timedelta(days=today.weekday())
        return Period(monday - timedelta(days=7), monday)
    if span is Span.MONTH:
        return _months(1, to=first)
    if span is Span.QUARTER:
        return _months(QUARTER, to=shift_months(first, -((first.month - 1) % QUARTER)))
    if span is Span.FINANCIAL_YEAR:
        return _months(YEAR, to=_last(first, APRIL))
    if span is Span.FINANCIAL_YEAR_TO_DATE:
        return _months((first.month - APRIL) % YEAR or YEAR, to=first)
    if span is Span.SEASON:
        return _months(OCTOBER - APRIL, to=_last(first, OCTOBER))
    if span is Span.SEASON_TO_DATE:
        in_season = APRIL < first.month < OCTOBER
        return _months(
            first.month - APRIL if in_season else OCTOBER - APRIL,
            to=first if in_season else _last(first, OCTOBER),
        )
    return _months(YEAR, to=first)


def _months(count: int, *, to: date) -> Period:
    return Period(shift_months(to, -count), to)


def _last(first: date, month: int) -> date:
    """Return the newest first day of a calendar month that is no later than the one given."""
    return shift_months(first, -((first.month - month) % YEAR))
