"""The two measures of patrol time, which are never mixed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MINUTE = timedelta(minutes=1)
Moments = tuple[datetime, datetime]
"""A half-open span of aware moments: from the first up to, not including, the second."""


@dataclass(frozen=True)
class Stint:
    """One crew's time in one place: aware moments, how many people, and where."""

    started_at: datetime
    ended_at: datetime
    crew_size: int
    place: object = None


def cut(stint: Stint, within: Moments) -> Moments | None:
    """Cut a stint at the bounds of a span, in UTC; None where nothing is left."""
    begins = max(stint.started_at, within[0]).astimezone(UTC)
    ends = min(stint.ended_at, within[1]).astimezone(UTC)
    return (begins, ends) if begins < ends else None


def officer_minutes(stints: Iterable[Stint], within: Moments) -> int:
    """Add up the minutes of everyone who patrolled, cut at the bounds of the span."""
    total = timedelta(0)
    for stint in stints:
        part = cut(stint, within)
        if part:
            total += (part[1] - part[0]) * stint.crew_size
    return total // MINUTE


def patrol_minutes(stints: Iterable[Stint], within: Moments) -> int:
    """Count the minutes during which at least one officer was there, place by place.

    The union of the intervals of each place, cut at the bounds of the span, added over places.
    """
    parts: dict[object, list[Moments]] = {}
    for stint in stints:
        part = cut(stint, within)
        if part:
            parts.setdefault(stint.place, []).append(part)
    return sum((union(of_place) for of_place in parts.values()), timedelta(0)) // MINUTE


def union(spans: Iterable[Moments]) -> timedelta:
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
