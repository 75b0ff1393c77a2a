"""Patrol effort: two measures of time that are never mixed."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from operations.models import Patrol
from reports import links
from reports.comparisons import Counted, Measure, effort_figure
from reports.effort import Stint, officer_minutes, patrol_minutes
from reports.figures import Figure
from reports.measures.scope import Scope, months_in, of_district
from reports.periods import Period
from reports.tables import FigureLinks

PATROL_MINUTES = "Patrol minutes, at least one officer there"
OFFICER_MINUTES = "Officer minutes, all officers added up"


def stints(scope: Scope) -> list[tuple[UUID | None, Stint]]:
    """Read the approved patrols that touch either period, with the key of their operation."""
    earlier, later = scope.previous, scope.period
    touching = Q(started_at__lt=later.ends_at, ended_at__gt=later.starts_at) | Q(
        started_at__lt=earlier.ends_at, ended_at__gt=earlier.starts_at
    )
    rows = of_district(Patrol.objects.all(), scope).countable().filter(touching)
    columns = rows.values_list("operation", "started_at", "ended_at", "crew_size", "area")
    return [
        (operation, Stint(started, ended, size, area))
        for operation, started, ended, size, area in columns
    ]


def _counted(minutes: int, period: Period) -> Counted:
    return Counted(count=minutes, days=period.days, n_months=months_in(period))


def minutes_figures(scope: Scope, rows: Iterable[Stint], prefix: str = "") -> tuple[Figure, Figure]:
    """Make the figures of patrol minutes and of officer minutes, in that order."""
    held = list(rows)
    now, then = scope.period, scope.previous
    return (
        effort_figure(
            measure=Measure(f"{prefix}patrol_minutes", PATROL_MINUTES, "minutes"),
            current=_counted(patrol_minutes(held, now), now),
            previous=_counted(patrol_minutes(held, then), then),
        ),
        effort_figure(
            measure=Measure(f"{prefix}officer_minutes", OFFICER_MINUTES, "minutes"),
            current=_counted(officer_minutes(held, now), now),
            previous=_counted(officer_minutes(held, then), then),
        ),
    )


def effort_links(scope: Scope) -> dict[str, FigureLinks]:
    """Open the patrols behind the minutes."""
    both = links.both("patrol-list", scope)
    return {"patrol_minutes": both, "officer_minutes": both}
