"""Engagement events: how many, where, and how many people. Pure."""

from collections.abc import Sequence

from records.models import Kind
from reports.comparisons import count_figure
from reports.dated import measure
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.links import records
from reports.performance_inputs import EngagementRow
from reports.periods import Period
from reports.selections import Selection, Selections, count, excluded
from reports.statistics import Direction

TOTAL = "engagement_events"
EVENTS = Selection(Kind.ENGAGEMENT)
WARD = "engagement.ward."
NONE = "none"


def engagement_selections(evidence: Evidence) -> Selections:
    """Say which events each number of this module counts, by its key."""
    return {
        TOTAL: EVENTS,
        **{WARD + (key or NONE): _held_in(key) for key in wards(evidence)},
    }


def _held_in(key: str | None) -> Selection:
    return Selection(Kind.ENGAGEMENT, where=(("area", key),), query=(("area", key or NONE),))


def wards(evidence: Evidence) -> list[str | None]:
    """List the keys of the wards with events in either period; None for events without one."""
    keys = {
        fact.text("area") or None
        for period in (evidence.period, evidence.previous)
        for fact in EVENTS.counted(evidence, period)
    }
    return sorted(keys, key=lambda key: key or "")


def engagement_events(evidence: Evidence) -> Figure:
    """Count the events that stand approved, by the day on which they were held."""
    return count_figure(
        measure=measure(evidence, TOTAL, "Engagement events", "events", Direction.NONE),
        current=count(EVENTS, evidence, evidence.period),
        previous=count(EVENTS, evidence, evidence.previous),
        excluded=excluded(EVENTS, evidence),
    )


def engagement_by_ward(evidence: Evidence) -> tuple[EngagementRow, ...]:
    """List the wards with events in either period, most events first."""
    rows = [_row(evidence, key) for key in wards(evidence)]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.label)))


def _row(evidence: Evidence, key: str | None) -> EngagementRow:
    selection = _held_in(key)

    def held(period: Period) -> tuple[Fact, ...]:
        return selection.counted(evidence, period)

    return EngagementRow(
        label=evidence.areas[key] if key else "No ward",
        events=len(held(evidence.period)),
        previous_events=len(held(evidence.previous)),
        attendees=people(held(evidence.period)),
        link=records(selection, evidence, evidence.period),
        opens=WARD + (key or NONE),
    )


def people(events: Sequence[Fact]) -> int | None:
    """Add up the people who came where they were counted; None where nobody counted."""
    counts = [n for event in events if (n := event.number("attendees")) is not None]
    return sum(counts) if counts else None
