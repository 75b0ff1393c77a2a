"""Patrol effort: two measures of time that are never mixed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from records.models import Kind
from reports.comparisons import Counted, effort_figure
from reports.dated import measure
from reports.effort import Stint, officer_minutes, patrol_minutes
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.periods import Period
from reports.selections import Selection, Selections, excluded, months_in, touching

PATROL_MINUTES = "Patrol minutes, at least one officer there"
OFFICER_MINUTES = "Officer minutes, all officers added up"
UNIT = "minutes"
PATROL, OFFICER = "patrol_minutes", "officer_minutes"
PATROLS = Selection(Kind.PATROL, within=touching)
"""Patrols left out are counted once, in the period in which they begin."""


@dataclass(frozen=True)
class Naming:
    """What the two figures of minutes are called: prefix of the keys, and their labels."""

    prefix: str = ""
    patrol: str = PATROL_MINUTES
    officer: str = OFFICER_MINUTES


def effort_selections(evidence: Evidence) -> Selections:
    """Say of which patrols the minutes are made."""
    return {PATROL: PATROLS, OFFICER: PATROLS}


def stint(fact: Fact) -> Stint:
    """Give a patrol as a crew's time in a place."""
    return Stint(
        started_at=fact.moment("started_at"),
        ended_at=fact.moment("ended_at"),
        crew_size=fact.number("crew_size") or 0,
        place=fact.text("area") or None,
    )


def stints(evidence: Evidence, selection: Selection, period: Period) -> list[Stint]:
    """Give the approved patrols of a selection that touch a period."""
    return [stint(fact) for fact in selection.counted(evidence, period)]


def minutes_figures(
    evidence: Evidence,
    selection: Selection,
    left_out: Mapping[str, int],
    naming: Naming = Naming(),
) -> tuple[Figure, Figure]:
    """Make the figures of patrol minutes and of officer minutes, in that order.

    `left_out` counts the patrols of the period that do not count, by state.
    """
    now = stints(evidence, selection, evidence.period)
    then = stints(evidence, selection, evidence.previous)
    return (
        effort_figure(
            measure=measure(evidence, f"{naming.prefix}{PATROL}", naming.patrol, UNIT),
            current=_counted(patrol_minutes(now, evidence.period), evidence.period),
            previous=_counted(patrol_minutes(then, evidence.previous), evidence.previous),
            excluded=left_out,
        ),
        effort_figure(
            measure=measure(evidence, f"{naming.prefix}{OFFICER}", naming.officer, UNIT),
            current=_counted(officer_minutes(now, evidence.period), evidence.period),
            previous=_counted(officer_minutes(then, evidence.previous), evidence.previous),
            excluded=left_out,
        ),
    )


def _counted(minutes: int, period: Period) -> Counted:
    return Counted(count=minutes, days=period.days, n_months=months_in(period))


def all_minutes(evidence: Evidence) -> tuple[Figure, Figure]:
    """Measure every patrol of the district: patrol minutes and officer minutes."""
    return minutes_figures(evidence, PATROLS, excluded(PATROLS, evidence))
