"""Moments in words, for summaries and refusals. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def clock_time(moment: datetime) -> str:
    """Give the time of day in Europe/London, as 23:14."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def day_in_words(moment: datetime) -> str:
    """Give the day in Europe/London, as 28 Apr 2024."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%b %Y}"


def moment_in_words(moment: datetime) -> str:
    """Give day and time in Europe/London, as 28 Apr 2024, 23:14."""
    return f"{day_in_words(moment)}, {clock_time(moment)}"
