"""The two ledgers of one operation: arrests to their disposals, cases from charge to sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from accounts.clock import LONDON
from records.models import Kind
from reports.evidence import Evidence, Fact
from reports.ledgers import ArrestEntry, ArrestLedger, Dealt, RollForward, arrest_ledger
from reports.ledgers import roll_forward as moved
from reports.measures.operations import Planned
from reports.periods import Period
from reports.prosecution_ledger import (
    CaseEntry,
    ChargeEntry,
    ConvictionRate,
    ProsecutionLedger,
    Result,
    Step,
    prosecution_ledger,
)
from reports.selections import Selection
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError

CHARGE_FACTS = 5
"""Facts of a charge since its sentences are among them."""


def so_far(period: Period, fact: Fact) -> bool:
    """Tell whether a record occurred before a period was over, however long before."""
    return fact.occurred_at < period.ends_at


def ever(planned: Planned, kind: Kind) -> Selection:
    """Select what was logged against an operation since it began."""
    found = planned.logged(kind)
    return Selection(kind, where=found.where, query=found.query, within=so_far)


def made_on(fact: Fact) -> date:
    """Give the day of an arrest in London."""
    return fact.occurred_at.astimezone(LONDON).date()


@dataclass(frozen=True)
class Arrests:
    """The arrests of one operation, as ledgers read them; codes that are unknown are open."""

    evidence: Evidence
    planned: Planned

    def entries(self, selection: Selection) -> tuple[ArrestEntry, ...]:
        """Give the arrests of a selection with their dated disposals."""
        stages = {line.code: line.stage for line in self.evidence.lines("DisposalType")}
        return tuple(
            ArrestEntry(
                fact.reference,
                made_on(fact),
                tuple(
                    Dealt(
                        date.fromisoformat(cast(str, row[1])),
                        cast(str, row[0]),
                        DisposalStage(stages.get(cast(str, row[0])) or DisposalStage.OPEN),
                    )
                    for row in fact.rows("disposals")
                ),
            )
            for fact in selection.counted(self.evidence, self.evidence.period)
        )

    def of_the_period(self) -> ArrestLedger:
        """Put each arrest of the period into its row, as at the last day.

        Raises: LedgerDoesNotAddUpError.
        """
        selection = self.planned.logged(Kind.ARREST)
        arrests = len(selection.counted(self.evidence, self.evidence.period))
        day = self.evidence.period.last_day
        return arrest_ledger(self.entries(selection), arrests=arrests, as_at=day)

    def so_far(self, day: date) -> ArrestLedger:
        """Put each arrest since the operation began into its row, as at a day.

        Raises: LedgerDoesNotAddUpError.
        """
        held = [
            entry
            for entry in self.entries(ever(self.planned, Kind.ARREST))
            if entry.arrested_on <= day
        ]
        return arrest_ledger(held, arrests=len(held), as_at=day)

    def rolled(self) -> tuple[RollForward, ...]:
        """Roll the ledger forward through each month of the period, or through it as one."""
        period = self.evidence.period
        parts = period.months() if period.is_whole_months else (period,)
        return tuple(
            moved(self.so_far(part.start - timedelta(days=1)), self.so_far(part.last_day))
            for part in parts
        )


def case(evidence: Evidence, fact: Fact) -> CaseEntry:
    """Give a case as the ledger reads it.

    Raises: LedgerDoesNotAddUpError for a case that was written without the days of its sentences.
    """
    classes = {line.code: line.stage for line in evidence.lines("ChargeResult")}
    rows = fact.rows("charges")
    if any(len(row) < CHARGE_FACTS for row in rows):
        raise LedgerDoesNotAddUpError(
            f"{fact.reference} was written before charges carried their sentences. Save it."
        )
    return CaseEntry(
        fact.reference,
        fact.text("subject") or None,
        tuple(_charge(classes.get(cast(str, row[2]), ""), row) for row in rows),
    )


def _charge(result: str, row: Sequence[object]) -> ChargeEntry:
    days = cast("Sequence[str]", row[4])
    return ChargeEntry(
        charged_on=date.fromisoformat(cast(str, row[1])),
        result=Result(result) if result else None,
        resulted_on=date.fromisoformat(cast(str, row[3])) if row[3] else None,
        sentenced_on=tuple(date.fromisoformat(day) for day in days),
    )


def cases(evidence: Evidence, planned: Planned) -> ProsecutionLedger:
    """Count the cases of an operation in the period, and of all since it began.

    Raises: LedgerDoesNotAddUpError.
    """
    found = ever(planned, Kind.PROSECUTION).counted(evidence, evidence.period)
    entries = [case(evidence, fact) for fact in found]
    period = evidence.period
    first = min([period.start, *(entry.first_charged_on for entry in entries)])
    return prosecution_ledger(entries, start=period.start, end=period.end, since=first)


def step_day(fact: Fact, step: Step, classes: dict[str, str]) -> date | None:
    """Give the first day on which a case took a step."""
    if step is Step.SENTENCED:
        days = [cast(str, row[1]) for row in fact.rows("sentences")]
    elif step is Step.CHARGED:
        days = [cast(str, row[1]) for row in fact.rows("charges")]
    else:
        days = [
            cast(str, row[3])
            for row in fact.rows("charges")
            if classes.get(cast(str, row[2])) == Result.CONVICTED.value and row[3]
        ]
    return date.fromisoformat(min(days)) if days else None


def steps_in_period(evidence: Evidence, planned: Planned, step: Step) -> Selection:
    """Select the cases that took a step for the first time in the period."""
    found = ever(planned, Kind.PROSECUTION)
    classes = {line.code: line.stage for line in evidence.lines("ChargeResult")}

    def took_it(period: Period, fact: Fact) -> bool:
        day = step_day(fact, step, classes)
        return day is not None and period.start <= day < period.end

    return Selection(found.kind, where=found.where, query=found.query, within=took_it)


def steps_so_far(evidence: Evidence, planned: Planned, step: Step) -> Selection:
    """Select the cases that took a step by the end of the period."""
    found = ever(planned, Kind.PROSECUTION)
    classes = {line.code: line.stage for line in evidence.lines("ChargeResult")}

    def took_it(period: Period, fact: Fact) -> bool:
        day = step_day(fact, step, classes)
        return so_far(period, fact) and day is not None and day < period.end

    return Selection(found.kind, where=found.where, query=found.query, within=took_it)


def conviction_rate(ledger: ProsecutionLedger) -> ConvictionRate:
    """Give the rate of the cases since the start that have ended."""
    return ConvictionRate(
        convicted=ledger.cases.count("Convicted"),
        not_convicted=ledger.cases.count("Not convicted"),
        administrative=ledger.cases.count("Administrative finalisation"),
    )
