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


def today() -> date:
    """Tell the day in Europe/London."""
    return now().astimezone(LONDON).date()
