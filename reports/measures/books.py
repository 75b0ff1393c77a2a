"""The books of arrests and of cases, kept from evidence. Pure.

A book holds what was approved and began before the period was over, however long before: what is
closed before the period moves no more, so that evidence need not have it (reports.collecting).
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, cast

from accounts.clock import LONDON
from reports.case_book import CLOSED_CASES, WAITING_CASES, case_days, case_standing
from reports.evidence import CodeLine, Evidence, Fact
from reports.ledgers import (
    CLOSED_PLACES,
    WAITING_PLACES,
    ArrestEntry,
    ArrestLedger,
    Dealt,
    Standing,
    arrest_days,
    arrest_ledger,
    standing,
)
from reports.prosecution_ledger import CaseEntry, ChargeEntry, Result, fault, refuse_faults
from reports.rolled import Keeper, Rolled, rolled
from reports.rolling import Place
from reports.selections import Selection, at_any_time
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError

CHARGE_FACTS = 5
"""Facts of a charge since its sentences are among them."""
NOT_CARRIED = (
    "What was still open when the period began was not read when this edition was compiled. "
    "Compile it again."
)


@dataclass(frozen=True)
class Books(ABC):
    """What the two kinds of books share: which records they are of, and whether all are counted.

    `base` selects the records; `is_of_everything` takes those in as well that do not count
    because of their state, to say which were left out.
    """

    evidence: Evidence
    base: Selection
    is_of_everything: bool = False
    waits: ClassVar[tuple[Place, ...]]
    ends: ClassVar[tuple[Place, ...]]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The records in the book, in the order of their references."""
        period = self.evidence.period
        return tuple(
            fact
            for fact in self.base.belonging(self.evidence, period, at_any_time)
            if (self.is_of_everything or fact.status in self.base.states)
            and self.base.matches(fact)
            and fact.occurred_at < period.ends_at
        )

    @cached_property
    def rolled(self) -> Rolled:
        """The roll-forward through the period.

        Raises: LedgerDoesNotAddUpError.
        """
        if not (self.evidence.around.carried or self.evidence.subject):
            raise LedgerDoesNotAddUpError(NOT_CARRIED)
        return rolled(self.keeper, self.evidence.period)

    @property
    @abstractmethod
    def keeper(self) -> Keeper[Any]:
        """How the books are kept."""


@dataclass(frozen=True)
class ArrestBooks(Books):
    """The books of arrests; a disposal whose code is in no list is open."""

    waits = WAITING_PLACES
    ends = CLOSED_PLACES

    @cached_property
    def entries(self) -> tuple[ArrestEntry, ...]:
        """The arrests with their dated disposals."""
        lines = {line.code: line for line in self.evidence.lines("DisposalType")}
        return tuple(arrest(fact, lines) for fact in self.facts)

    @property
    def keeper(self) -> Keeper[ArrestEntry]:
        """How the books are kept."""
        return Keeper("arrests", self.entries, _stand, arrest_days, self.waits, self.ends)

    def of_the_period(self) -> ArrestLedger:
        """Put each arrest of the period into its row, by the latest disposal on record.

        Raises: LedgerDoesNotAddUpError.
        """
        start = self.evidence.period.start
        held = [entry for entry in self.entries if entry.arrested_on >= start]
        arrests = len(self.base.counted(self.evidence, self.evidence.period))
        days = [day for entry in held for day in arrest_days(entry)]
        last = max(days, default=self.evidence.period.last_day)
        return arrest_ledger(held, arrests=arrests, as_at=last)


def _stand(entry: ArrestEntry, day: date) -> Standing:
    return standing(entry, as_at=day)


def arrest(fact: Fact, lines: dict[str, CodeLine]) -> ArrestEntry:
    """Read an arrest with its dated disposals."""
    return ArrestEntry(
        fact.reference,
        fact.occurred_at.astimezone(LONDON).date(),
        tuple(_dealt(row, lines) for row in fact.rows("disposals")),
    )


def latest(fact: Fact, lines: dict[str, CodeLine], /) -> Standing:
    """Tell where an arrest stands by the latest of its dated disposals on record."""
    return standing(arrest(fact, lines), as_at=date.max)


def _dealt(row: Sequence[object], lines: dict[str, CodeLine]) -> Dealt:
    code, on = cast("tuple[str, str]", (row[0], row[1]))
    line = lines.get(code)
    stage = DisposalStage(line.stage) if line and line.stage else DisposalStage.OPEN
    return Dealt(date.fromisoformat(on), code, stage)


@dataclass(frozen=True)
class CaseBooks(Books):
    """The books of cases.

    Cases that do not count because of their state are left aside where they could not stand in a
    ledger: the table of records not counted has them.
    """

    waits = WAITING_CASES
    ends = CLOSED_CASES

    @cached_property
    def entries(self) -> tuple[CaseEntry, ...]:
        """The cases with their charges.

        Raises: LedgerDoesNotAddUpError for a case that counts and was written without the days of
        its sentences.
        """
        classes = {line.code: line.stage for line in self.evidence.lines("ChargeResult")}
        return tuple(
            case(fact, classes)
            for fact in self.facts
            if fact.status in self.base.states or not why_not(fact, classes)
        )

    @property
    def keeper(self) -> Keeper[CaseEntry]:
        """How the books are kept.

        Raises: LedgerDoesNotAddUpError naming a case that no ledger takes.
        """
        refuse_faults(self.entries)
        return Keeper("cases", self.entries, case_standing, case_days, self.waits, self.ends)


def why_not(fact: Fact, classes: dict[str, str]) -> str:
    """Say why a case cannot stand in a ledger; empty where it can."""
    try:
        return fault(case(fact, classes))
    except LedgerDoesNotAddUpError as error:
        return str(error)


def case(fact: Fact, classes: dict[str, str]) -> CaseEntry:
    """Read a case; `classes` gives what each result counts as.

    Raises: LedgerDoesNotAddUpError for a case that was written without the days of its sentences.
    """
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
