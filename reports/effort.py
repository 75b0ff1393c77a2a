"""The two measures of patrol time, which are never mixed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.periods import Period

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Stint:
    """One crew's time in one place: aware moments, how many people, and where."""

    started_at: datetime
    ended_at: datetime
    crew_size: int
    place: object = None


def officer_minutes(stints: Iterable[Stint], period: Period) -> int:
    """Add up the minutes of everyone who patrolled, cut at the bounds of the period."""
    total = timedelta(0)
    for stint in stints:
        span = period.clip(stint.started_at, stint.ended_at)
        if span:
            total += (span[1] - span[0]) * stint.crew_size
    return total // MINUTE


def patrol_minutes(stints: Iterable[Stint], period: Period) -> int:
    """Count the minutes during which at least one officer was there, place by place.

    The union of the intervals of each place, cut at the bounds of the period, added over places.
    """
    spans: dict[object, list[tuple[datetime, datetime]]] = {}
    for stint in stints:
        span = period.clip(stint.started_at, stint.ended_at)
        if span:
            spans.setdefault(stint.place, []).append(span)
    return sum((union(of_place) for of_place in spans.values()), timedelta(0)) // MINUTE


def union(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """Measure the time covered by at least one span."""
    total = timedelta(0)
    reached: datetime | None = None
    for begins, ends in sorted(spans):
        if reached is None or begins > reached:
            total += ends - begins
            reached = ends
        elif ends > reached:
            total += ends - reached
            reached = ends
    return total
