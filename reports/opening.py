"""Opening a number of an edition: what it counted and what it left out, as they were. Pure."""

from dataclasses import dataclass

from records.models import Kind
from reports.definitions import ReportDefinition
from reports.effort import officer_minutes, patrol_minutes
from reports.evidence import Evidence, Fact
from reports.measures.effort import OFFICER, PATROL, stint
from reports.measures.police_data import IncidentSelection
from reports.periods import Period
from reports.selections import Selection
from reports.tables import CURRENT, PREVIOUS

SIDES = (CURRENT, PREVIOUS)


class NothingOpens(LookupError):
    """No number of the edition has this key."""


@dataclass(frozen=True)
class Opened:
    """One number of an edition.

    `records` were counted and `left_out` were not, because of their state; where the number counts
    police data, `incidents` says which instead.
    """

    key: str
    side: str
    period: Period
    kind: Kind | None
    records: tuple[Fact, ...] = ()
    left_out: tuple[Fact, ...] = ()
    incidents: IncidentSelection | None = None

    @property
    def is_minutes(self) -> bool:
        """Tell whether the number adds minutes up, not records."""
        return self.key.endswith((PATROL, OFFICER))

    def minutes(self) -> int:
        """Add the minutes of the records up, by the measure that the key names."""
        add_up = patrol_minutes if self.key.endswith(PATROL) else officer_minutes
        return add_up([stint(fact) for fact in self.records], self.period)


def opened(report: ReportDefinition, evidence: Evidence, key: str, side: str) -> Opened:
    """Find what a number of a report was made of.

    Raises: NothingOpens.
    """
    if side not in SIDES:
        raise NothingOpens(f"A figure has the sides {' and '.join(SIDES)}, not {side}.")
    period = evidence.period if side == CURRENT else evidence.previous
    selection = report.selections(evidence).get(key)
    if selection is not None:
        return of_records(key, side, selection, evidence, period)
    incidents = report.incidents(evidence).get(key)
    if incidents is None:
        raise NothingOpens(f"The report has no figure called {key}.")
    return Opened(key=key, side=side, period=period, kind=None, incidents=incidents)


def of_records(
    key: str, side: str, selection: Selection, evidence: Evidence, period: Period
) -> Opened:
    """List the records of a selection in a period, and those left out because of their state."""
    return Opened(
        key=key,
        side=side,
        period=period,
        kind=selection.kind,
        records=selection.counted(evidence, period),
        left_out=selection.left_out(evidence, period) if selection.leaves_out else (),
    )
