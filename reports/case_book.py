"""Where every case stands: before the courts, waiting for its sentence, or closed. Pure.

A case is closed by its sentence, or by the end of its last charge where none was a conviction.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reports.prosecution_ledger import (
    CASE_LABELS,
    CaseEntry,
    ConvictionRate,
    ProsecutionLedger,
    Result,
    result_of,
)
from reports.rolled import Rolled
from reports.rolling import Place


class CasePlace(StrEnum):
    """Name where a case stands, in the order of the ledger."""

    BEFORE_COURT = "before_court"
    AWAITS_SENTENCE = "awaits_sentence"
    SENTENCED = "sentenced"
    NOT_CONVICTED = "not_convicted"
    ADMINISTRATIVE = "administrative"


WAITING_CASES = (
    Place(CasePlace.BEFORE_COURT.value, "Before the courts"),
    Place(CasePlace.AWAITS_SENTENCE.value, "Convicted, not yet sentenced"),
)
CLOSED_CASES = (
    Place(CasePlace.SENTENCED.value, "Sentenced", "Sentenced"),
    Place(CasePlace.NOT_CONVICTED.value, "Not convicted", "Not convicted"),
    Place(CasePlace.ADMINISTRATIVE.value, "Administrative finalisation", "Finalised"),
)
_OPEN = frozenset({CasePlace.BEFORE_COURT, CasePlace.AWAITS_SENTENCE})


@dataclass(frozen=True)
class CaseStanding:
    """Hold where a case stands on a day; `since` is the first day of that."""

    reference: str
    began_on: date
    where: CasePlace
    since: date

    @property
    def waits(self) -> bool:
        """Tell whether the case is not closed."""
        return self.where in _OPEN

    @property
    def place(self) -> str:
        """Return the key of where it stands."""
        return self.where.value


def case_standing(case: CaseEntry, as_at: date, /) -> CaseStanding:
    """Find where a case stands at the end of a day on which it had a charge.

    A case before the courts waits since the first of its charges without a result, one that is
    convicted since the first conviction. A sentence on one charge closes the case.
    """
    charges = [charge for charge in case.charges if charge.charged_on <= as_at]
    first = case.first_charged_on
    result = result_of(case, as_at + timedelta(days=1))
    if result is None:
        open_since = min(
            charge.charged_on
            for charge in charges
            if charge.resulted_on is None or charge.resulted_on > as_at
        )
        return CaseStanding(case.reference, first, CasePlace.BEFORE_COURT, open_since)
    ended = [charge.resulted_on for charge in charges if charge.resulted_on]
    if result is not Result.CONVICTED:
        where = CasePlace(result.value)
        return CaseStanding(case.reference, first, where, max(d for d in ended if d <= as_at))
    convicted = min(charge.convicted_on for charge in charges if charge.convicted_on)
    passed = [day for charge in charges for day in charge.sentenced_on if day <= as_at]
    where = CasePlace.SENTENCED if passed else CasePlace.AWAITS_SENTENCE
    return CaseStanding(case.reference, first, where, min(passed, default=convicted))


def case_days(case: CaseEntry, /) -> tuple[date, ...]:
    """List the days on which a case can have moved, from the first charge."""
    days = [charge.charged_on for charge in case.charges]
    days += [charge.resulted_on for charge in case.charges if charge.resulted_on]
    days += [day for charge in case.charges for day in charge.sentenced_on]
    return (case.first_charged_on, *days)


@dataclass(frozen=True)
class CaseLedger:
    """Hold what is printed of cases: tallies of both spans, where they stand, and what is open."""

    tallies: ProsecutionLedger
    rolled: Rolled

    @property
    def rate(self) -> ConvictionRate:
        """Return the conviction rate of the cases since the start that have ended."""
        cases = self.tallies.cases
        return ConvictionRate(
            convicted=cases.count(CASE_LABELS[Result.CONVICTED]),
            not_convicted=cases.count(CASE_LABELS[Result.NOT_CONVICTED]),
            administrative=cases.count(CASE_LABELS[Result.ADMINISTRATIVE]),
        )
