"""Engagement events: how many, where, and how many people."""

from typing import NamedTuple

from django.db.models import Count, Sum

from operations.models import Engagement
from records.models import Kind
from reports import links
from reports.comparisons import Measure, count_figure
from reports.figures import Figure
from reports.measures.scope import Scope, by_group, excluded, of_district, total
from reports.performance_inputs import EngagementRow
from reports.periods import Period
from reports.statistics import Direction
from reports.tables import FigureLinks

LIST = "engagement-list"


class WardCount(NamedTuple):
    """Events and attendees of one ward in one period."""

    label: str
    events: int
    attendees: int | None


def engagement_events(scope: Scope) -> Figure:
    """Count the events that stand approved, by the day on which they were held."""
    rows = of_district(Engagement.objects.all(), scope)
    return count_figure(
        measure=Measure("engagement_events", "Engagement events", "events", Direction.NONE),
        current=total(by_group(rows, "type", scope.period), scope.period),
        previous=total(by_group(rows, "type", scope.previous), scope.previous),
        excluded=excluded(scope, Kind.ENGAGEMENT),
    )


def by_ward(scope: Scope, period: Period) -> dict[int | None, WardCount]:
    """Count events and recorded attendees of one period by ward."""
    rows = (
        of_district(Engagement.objects.all(), scope)
        .countable()
        .within(period.starts_at, period.ends_at)
        .order_by()
        .values_list("area", "area__name")
        .annotate(events=Count("pk"), attendees=Sum("attendees"))
    )
    return {key: WardCount(name or "No ward", n, people) for key, name, n, people in rows}


def engagement_by_ward(scope: Scope) -> tuple[EngagementRow, ...]:
    """List the wards with events in either period, most events first."""
    now, then = by_ward(scope, scope.period), by_ward(scope, scope.previous)
    empty = WardCount("", 0, None)
    rows = []
    for key in now.keys() | then.keys():
        current, before = now.get(key, empty), then.get(key, empty)
        value = "none" if key is None else str(key)
        rows.append(
            EngagementRow(
                label=current.label or before.label,
                events=current.events,
                previous_events=before.events,
                attendees=current.attendees,
                link=links.records(LIST, scope, scope.period, ("area", value)),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.events, row.label)))


def engagement_links(scope: Scope) -> dict[str, FigureLinks]:
    """Open the figure of engagement events."""
    return {"engagement_events": links.both(LIST, scope)}
