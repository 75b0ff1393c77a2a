"""Engagement events: how many, where, and how many people. Pure."""

from collections.abc import Sequence

from records.models import Kind
from reports.comparisons import count_figure
from reports.dated import measure
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.links import records
from reports.measures.one_map import OneMap, one_map
from reports.performance_inputs import EngagementRow
from reports.periods import Period
from reports.selections import Selection, Selections, count, excluded
from reports.statistics import Direction

TOTAL = "engagement_events"
EVENTS = Selection(Kind.ENGAGEMENT)
WARD = "engagement.ward."
NONE = "none"
Keys = tuple[str, ...]
"""The wards of a row, the first of which opens it; empty for events without a ward."""


def engagement_selections(evidence: Evidence) -> Selections:
    """Say which events each number of this module counts, by its key."""
    return {
        TOTAL: EVENTS,
        **{_opens(keys): _held_in(keys) for keys in _rows_of(evidence)},
    }


def _held_in(keys: Keys) -> Selection:
    query = tuple(("area", key) for key in keys) or (("area", NONE),)
    if len(keys) < 2:
        return Selection(Kind.ENGAGEMENT, where=(("area", keys[0] if keys else None),), query=query)
    return Selection(Kind.ENGAGEMENT, also=lambda fact: fact.text("area") in keys, query=query)


def _opens(keys: Keys) -> str:
    return WARD + (keys[0] if keys else NONE)


def on_one_map(evidence: Evidence) -> OneMap:
    """Put the wards with events on the map of the end of the period, or say why not."""
    keys = {key for key in wards(evidence) if key}
    return one_map(evidence, keys, (evidence.previous, evidence.period))


def _rows_of(evidence: Evidence) -> list[Keys]:
    """List the wards of each row; none for events without a ward."""
    without = [()] if None in wards(evidence) else []
    return [*without, *(group.keys for group in on_one_map(evidence).groups)]


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
    """List the wards with events in either period on one map, most events first.

    Nothing where their map changed and no link tells how: `on_one_map` says so.
    """
    found = on_one_map(evidence)
    if found.why_not:
        return ()
    names = {group.keys: group.name for group in found.groups}
    rows = [_row(evidence, keys, names.get(keys, "No ward")) for keys in _rows_of(evidence)]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.label)))


def engagement_words(evidence: Evidence) -> tuple[str, ...]:
    """Say which wards of an earlier map stand together, or why there is no table by ward."""
    found = on_one_map(evidence)
    if found.why_not:
        return (f"No table by ward: {found.why_not}. An analyst links successors.",)
    return found.words


def _row(evidence: Evidence, keys: Keys, label: str) -> EngagementRow:
    selection = _held_in(keys)

    def held(period: Period) -> tuple[Fact, ...]:
        return selection.counted(evidence, period)

    return EngagementRow(
        label=label,
        events=len(held(evidence.period)),
        previous_events=len(held(evidence.previous)),
        attendees=people(held(evidence.period)),
        link=records(selection, evidence, evidence.period),
        opens=_opens(keys),
    )


def people(events: Sequence[Fact]) -> int | None:
    """Add up the people who came where they were counted; None where nobody counted."""
    counts = [n for event in events if (n := event.number("attendees")) is not None]
    return sum(counts) if counts else None
