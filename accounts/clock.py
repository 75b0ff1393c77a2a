"""The only reader of the time. Everything below views, tasks and commands is told it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Tell the time, aware and in UTC.

    In the demonstration the time is shifted by the setting CLOCK_SHIFT; it is zero elsewhere.
    """
    shift: timedelta = settings.CLOCK_SHIFT
    return datetime.now(UTC) + shift


def midnight(day: date) -> datetime:
    """Give the first moment of a day in Europe/London."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def today() -> date:
    """Tell the day in Europe/London."""
    return now().astimezone(LONDON).date()
