"""The numbers of the prosecution ledger by key, and the cases behind each. Pure.

Charges, offenders and sentences open to the cases that bring them: a record is a case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reports.case_book import CaseLedger
from reports.evidence import Evidence, Fact
from reports.measures.books import CaseBooks, case, why_not
from reports.prosecution_ledger import (
    CaseEntry,
    Result,
    Span,
    Step,
    Unit,
    Window,
    prosecution_ledger,
    result_of,
)
from reports.rolled import Refused
from reports.selections import Selection, Selections, at_any_time
from reports.sentences import LedgerDoesNotAddUpError

IN_PERIOD, SO_FAR = "in_period", "so_far"
STANDS, BEFORE_COURT, ALL = "stands", "before_court", "all"


def step_key(unit: Unit, step: Step, span: Span) -> str:
    """Name the number of a unit that took a step in a span."""
    words = IN_PERIOD if span is Span.IN_PERIOD else SO_FAR
    return f"{unit.value}.{step.value}.{words}"


def stand_key(result: Result | None) -> str:
    """Name the cases that ended in a result, or are still before the courts."""
    return f"{STANDS}.{result.value if result else BEFORE_COURT}"


@dataclass(frozen=True)
class Cases:
    """The cases behind a prosecution ledger."""

    books: CaseBooks

    @cached_property
    def window(self) -> Window:
        """The days that the ledger covers.

        Cases of an operation are counted since the first of them was charged, cases of a district
        since the period that is compared with began: from then on all of them are read.
        """
        evidence = self.books.evidence
        start, since = evidence.period.start, evidence.previous.start
        if evidence.subject:
            charged = (each for each in self.books.entries if each.charges)
            since = min([start, *(each.first_charged_on for each in charged)])
        return Window(start, evidence.period.end, since)

    def ledger(self) -> CaseLedger | Refused:
        """Count what the courts did, or say why it does not add up."""
        try:
            window = self.window
            tallies = prosecution_ledger(
                self.books.entries, start=window.start, end=window.end, since=window.since
            )
            return CaseLedger(tallies, self.books.rolled)
        except LedgerDoesNotAddUpError as error:
            return Refused(str(error))

    def selections(self, prefix: str) -> Selections:
        """Say which cases each number counts, by its key."""
        found = {
            f"{prefix}{step_key(unit, step, span)}": self._select(_bringing(unit, step, span))
            for unit in Unit
            for step in Step
            for span in Span
        }
        for result in (*Result, None):
            found[f"{prefix}{stand_key(result)}"] = self._select(_standing(result))
        found[f"{prefix}{STANDS}.{ALL}"] = self._select(_since)
        return found

    def _select(self, test: Callable[[Window, CaseEntry], bool]) -> Selection:
        base = self.books.base
        return Selection(
            base.kind,
            where=base.where,
            query=base.query,
            also=_Read(self, test),
            within=at_any_time,
            beside=at_any_time,
            is_alone=True,
        )


@dataclass(frozen=True)
class _Read:
    """Ask something of a record as the case that it is."""

    cases: Cases
    test: Callable[[Window, CaseEntry], bool]

    def __call__(self, fact: Fact) -> bool:
        """Tell whether the case is one; a case that cannot stand in a ledger is none."""
        evidence: Evidence = self.cases.books.evidence
        classes = {line.code: line.stage for line in evidence.lines("ChargeResult")}
        return not why_not(fact, classes) and self.test(self.cases.window, case(fact, classes))


def _bringing(unit: Unit, step: Step, span: Span) -> Callable[[Window, CaseEntry], bool]:
    def brings(window: Window, entry: CaseEntry) -> bool:
        return window.brings(entry, unit, step, span) > 0

    return brings


def _since(window: Window, entry: CaseEntry) -> bool:
    return window.since <= entry.first_charged_on < window.end


def _standing(result: Result | None) -> Callable[[Window, CaseEntry], bool]:
    def stands(window: Window, entry: CaseEntry) -> bool:
        return _since(window, entry) and result_of(entry, window.end) is result

    return stands
