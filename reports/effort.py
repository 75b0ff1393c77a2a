"""The two measures of patrol time in a period of a report. Pure."""

from collections.abc import Iterable

from operations import effort
from operations.effort import Stint
from reports.periods import Period

__all__ = ["Stint", "officer_minutes", "patrol_minutes"]


def officer_minutes(stints: Iterable[Stint], period: Period) -> int:
    """Add up the minutes of everyone who patrolled, cut at the bounds of the period."""
    return effort.officer_minutes(stints, (period.starts_at, period.ends_at))


def patrol_minutes(stints: Iterable[Stint], period: Period) -> int:
    """Count the minutes during which at least one officer was there, place by place."""
    return effort.patrol_minutes(stints, (period.starts_at, period.ends_at))
