"""What an import keeps of each month: rows that vanished, coverage, and counts."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from incidents import bulk
from incidents.grouping import State, Values, merged, unique
from incidents.ledger import Ledger
from incidents.models import (
    Coverage,
    DisputedRow,
    Incident,
    IncidentChange,
    MonthlyCount,
    Presence,
)
from incidents.police_csv import STREET

COUNTED = """
SELECT i.force_id, i.district_id, i.month, i.crime_type_id,
  CASE WHEN p.longitude IS NOT NULL OR p.lsoa_code <> '' OR i.district_id IS NOT NULL
    THEN TRUE ELSE FALSE END AS located,
  COUNT(*) AS n
FROM incidents_incident i LEFT JOIN incidents_place p ON p.id = i.place_id
WHERE i.presence <> 'left_out' AND i.month IS NOT NULL {only}
GROUP BY i.force_id, i.district_id, i.month, i.crime_type_id, located
"""
KEPT = """
INSERT INTO incidents_monthlycount
  (force_id, district_id, month, crime_type_id, located, "count")
"""


class ForceMonth(NamedTuple):
    """A month of a force; the month is its first day in ISO form."""

    force_id: int
    month: str


def recount(month: ForceMonth) -> None:
    """Count one month of a force anew from its rows."""
    MonthlyCount.objects.filter(force=month.force_id, month=month.month).delete()
    bulk.execute(KEPT + COUNTED.format(only="AND i.force_id = %s AND i.month = %s"), month)


def moved_by(changes: QuerySet[IncidentChange]) -> set[ForceMonth]:
    """List the months from which and into which changes moved incidents."""
    rows = changes.filter(field="month").values_list("incident__force", "before", "after")
    return {
        ForceMonth(force_id, month)
        for force_id, before, after in rows
        for month in (before, after)
        if month and force_id is not None
    }


def differences() -> list[str]:
    """Compare the kept counts with the rows; an empty list proves them equal."""
    rows = "SELECT force_id, district_id, month, crime_type_id, located, {n} FROM {source}"
    kept = rows.format(n='"count" AS n', source="incidents_monthlycount")
    counted = rows.format(n="n", source=f"({COUNTED.format(only='')}) counted")
    found = []
    for label, first, second in (("kept", kept, counted), ("counted", counted, kept)):
        difference = f"{first} EXCEPT {second}"
        found += [f"{label}: {row}" for row in bulk.fetch(difference, [])]
    return found


def mark_vanished(
    ledger: Ledger, month: ForceMonth, missing: Sequence[int], named: set[int]
) -> None:
    """Mark the rows of a month that its latest publication does not name."""
    for start in range(0, len(missing), 5000):
        states = read_states(ledger, missing[start : start + 5000])
        ledger.look_up(states.values())
        ledger.change(
            [
                (key, state, state._replace(presence=Presence.VANISHED.value))
                for key, state in states.items()
            ]
        )
    if ledger.table.kind == STREET:
        settle_without(ledger, month, named)


def read_states(ledger: Ledger, keys: Sequence[int]) -> dict[int, State]:
    """Read the states of some keys, whatever their identifiers."""
    rows = bulk.fetch(ledger.select, [bulk.listed(keys)])
    return {
        key: State(tuple(values), disputed, presence)
        for key, _, disputed, presence, *values in rows
    }


def settle_without(ledger: Ledger, month: ForceMonth, named: set[int]) -> None:
    """Take the rows of a month out of disputes between months that no longer have them."""
    disputed = DisputedRow.objects.filter(
        month=month.month,
        incident__force=month.force_id,
        incident__month__isnull=True,
        incident__presence=Presence.HELD,
    )
    keys = {key for key in disputed.values_list("incident", flat=True) if key not in named}
    before = read_states(ledger, sorted(keys))
    rows_before = ledger.disputed_rows(before)
    for key, state in before.items():
        kept = unique(values for values in rows_before[key] if values[0] != month.month)
        if kept:
            settle(ledger, key, state, rows_before[key], kept)


def settle(
    ledger: Ledger, key: int, before: State, rows_before: list[Values], kept: list[Values]
) -> None:
    """Write the state that the kept rows of a dispute make."""
    after = merged(kept, ledger.table.values)
    ledger.look_up([after])
    ledger.change([(key, before, after)])
    ledger.dispute([(key, rows_before, kept if after.disputed else [])], new=set())


def months_of(batch_id: int) -> list[ForceMonth]:
    """List the months whose incidents an import brought."""
    rows = Coverage.objects.filter(batch=batch_id, kind=STREET).order_by("force", "month")
    pairs = rows.values_list("force_id", "month").distinct()
    return [ForceMonth(force_id, month.isoformat()) for force_id, month in pairs]


def months_held() -> list[ForceMonth]:
    """List every month of every force that has incidents."""
    pairs = Incident.objects.order_by("force_id", "month").values_list("force_id", "month")
    return [ForceMonth(force, month.isoformat()) for force, month in pairs.distinct() if month]
