"""What a number adds up of its records: the records, their minutes, days or people. Pure."""

from collections.abc import Sequence

from accounts.clock import LONDON
from reports.effort import officer_minutes, patrol_minutes
from reports.evidence import Evidence, Fact
from reports.measures.effort import stint
from reports.measures.engagement import people
from reports.periods import Period
from reports.selections import Adds, Selection

__all__ = ["amount", "amount_of"]


def amount(adds: Adds, facts: Sequence[Fact], period: Period) -> int | None:
    """Add up records in a period; None where there are records and nobody counted people."""
    if adds is Adds.PATROL_MINUTES:
        return patrol_minutes([stint(fact) for fact in facts], period)
    if adds is Adds.OFFICER_MINUTES:
        return officer_minutes([stint(fact) for fact in facts], period)
    if adds is Adds.DAYS:
        return len({fact.occurred_at.astimezone(LONDON).date() for fact in facts})
    if adds is Adds.PEOPLE:
        return people(facts) if facts else 0
    return len(facts)


def amount_of(selection: Selection, evidence: Evidence, period: Period) -> int | None:
    """Add up the records of a selection in a period."""
    return amount(selection.adds, selection.counted(evidence, period), period)
