"""Patrol effort: two measures of time that are never mixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from operations.models import Patrol
from records.models import Kind
from reports import links
from reports.comparisons import Counted, Measure, effort_figure
from reports.effort import Stint, officer_minutes, patrol_minutes
from reports.figures import Figure
from reports.measures.scope import Scope, excluded, months_in, of_district
from reports.periods import Period
from reports.tables import FigureLinks

PATROL_MINUTES = "Patrol minutes, at least one officer there"
OFFICER_MINUTES = "Officer minutes, all officers added up"
UNIT = "minutes"


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


@dataclass(frozen=True)
class Naming:
    """What the two figures of minutes are called: prefix of the keys, and their labels."""

    prefix: str = ""
    patrol: str = PATROL_MINUTES
    officer: str = OFFICER_MINUTES


def minutes_figures(
    scope: Scope, rows: Iterable[Stint], left_out: Mapping[str, int], naming: Naming = Naming()
) -> tuple[Figure, Figure]:
    """Make the figures of patrol minutes and of officer minutes, in that order.

    `left_out` counts the patrols of the period that do not count, by state.
    """
    held = list(rows)
    now, then = scope.period, scope.previous
    return (
        effort_figure(
            measure=Measure(f"{naming.prefix}patrol_minutes", naming.patrol, UNIT),
            current=_counted(patrol_minutes(held, now), now),
            previous=_counted(patrol_minutes(held, then), then),
            excluded=left_out,
        ),
        effort_figure(
            measure=Measure(f"{naming.prefix}officer_minutes", naming.officer, UNIT),
            current=_counted(officer_minutes(held, now), now),
            previous=_counted(officer_minutes(held, then), then),
            excluded=left_out,
        ),
    )


def all_minutes(scope: Scope) -> tuple[Figure, Figure]:
    """Measure every patrol of the district: patrol minutes and officer minutes."""
    rows = [stint for _, stint in stints(scope)]
    return minutes_figures(scope, rows, excluded(scope, Kind.PATROL))


def effort_links(scope: Scope) -> dict[str, FigureLinks]:
    """Open the patrols behind the minutes."""
    both = links.both("patrol-list", scope)
    return {"patrol_minutes": both, "officer_minutes": both}
