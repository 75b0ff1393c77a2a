"""Invented districts, their public editions, and a reader who lays all of them together."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, product
from math import inf
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from reports.document import Document
from reports.evidence import Place
from reports.performance_inputs import DisposalCount, PerformanceInputs
from reports.periods import Period, shift_months
from reports.public_counts import counted
from reports.public_edition import publish
from reports.public_series import ALL, ROUNDED, row_key
from reports.sentences import DisposalStage
from reports.series_protection import (
    GivesNumbersAway,
    coming_after,
    days_to_come,
    printed_before,
    withheld_beside,
)
from reports.suppression import Method
from reports.tables import CURRENT, PREVIOUS, Tally
from tests.reports import example
from tests.reports.test_public_edition import INSTEAD, SMALL, TOTALS, figure, operation

Vector = NDArray[np.float64]
FIRST = date(2015, 1, 1)
THIN = tuple(0.1 + 1.4 * number / 8 for number in range(9))
"""Arrests a month of nine offences in an invented district."""
TOWN = (33.0, 30.0, 15.7, 11.7, 8.0, 5.0, 3.4, 1.0, 0.4)
"""Arrests a month of nine offences in a district of the size of the demonstration's."""
STAGES = tuple(DisposalStage)


@dataclass(frozen=True)
class Happened:
    """One group of arrests or cases of a month: what it was, of which operation, what became."""

    month: int
    offence: int
    operation: int
    outcome: int

    def rare(self, month: int) -> "Happened":
        """Give another of an offence that is rare."""
        return Happened(month, 1, 0, 0)


@dataclass
class World:
    """What happened in a district, month by month, and what was published of it."""

    offences: int
    arrests: list[Happened]
    cases: list[Happened]
    method: Method = Method.LEAVE_OUT
    published: list[Document] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        rates: Sequence[float],
        *,
        months: int,
        seed: int,
        method: Method = Method.LEAVE_OUT,
    ) -> "World":
        """Let arrests and cases happen at random, as many a month as the rates say."""
        chance = Random(seed)

        def happen(share: float) -> Iterator[Happened]:
            for month in range(months):
                for offence, rate in enumerate(rates):
                    for _ in range(poisson(chance, rate * share)):
                        of = chance.choices((0, 1, 2), (15, 3, 2))[0]
                        yield Happened(month, offence, of, chance.randrange(len(STAGES)))

        return cls(len(rates), list(happen(1.0)), list(happen(0.5)), method)

    def within(self, of: Sequence[Happened], period: Period, **which: int) -> int:
        """Count what happened in a period."""
        return sum(
            period.start <= shift_months(FIRST, one.month) < period.end
            and all(getattr(one, name) == value for name, value in which.items())
            for one in of
        )

    def inputs(self, period: Period) -> PerformanceInputs:
        """Give the performance report of a period."""
        then = period.previous()
        given = example.inputs()

        def both(of: Sequence[Happened], **which: int) -> tuple[int, int]:
            return self.within(of, period, **which), self.within(of, then, **which)

        return replace(
            given,
            period=period,
            previous=then,
            arrests_total=figure("arrests_total", *both(self.arrests)),
            offences=tuple(
                figure(f"arrests.offence.{i}", *both(self.arrests, offence=i))
                for i in range(self.offences)
            ),
            disposals=tuple(
                DisposalCount(figure(f"d{i}", self.within(self.arrests, period, outcome=i), 0), one)
                for i, one in enumerate(STAGES)
            ),
            prosecutions=replace(
                given.prosecutions,
                total=figure("prosecutions_total", *both(self.cases)),
                results=tuple(
                    Tally(f"result {i}", self.within(self.cases, period, outcome=i))
                    for i in range(len(STAGES))
                ),
            ),
            operations=tuple(
                operation(
                    i,
                    arrests=both(self.arrests, operation=i),
                    cases=both(self.cases, operation=i),
                )
                for i in (1, 2)
            ),
        )

    def offer(self, period: Period) -> bool:
        """Publish an edition beside those that are there, and tell whether it could be."""
        inputs = self.inputs(period)

        def build(withheld: Collection[Place]) -> Document:
            return publish(inputs, None, self.method, withheld)

        true = counted(inputs)
        shared = {days: counted(self.inputs(days)) for days in days_to_come(period)}
        try:
            withheld = withheld_beside(
                build,
                before=self.published,
                true=true,
                coming=coming_after(period, true, shared),
            )
        except GivesNumbersAway:
            return False
        document = build(withheld)
        crossing = printed_before(document, self.published)
        if any(place.side == CURRENT for place in crossing):
            return False
        self.published.append(document)
        return True

    def publish_alone(self, period: Period) -> None:
        """Publish an edition as if there were no other."""
        self.published.append(publish(self.inputs(period), None, self.method))

    def restate(self, chance: Random) -> None:
        """Let some arrests turn out not to count, and others come late."""
        chance.shuffle(self.arrests)
        late = [replace(one, month=chance.randrange(12, 40)) for one in self.arrests[:3]]
        self.arrests = [*self.arrests[3:], *late]

    def printed(self) -> tuple[int, int]:
        """Count the numbers of 5 or more about people, and those of them that are printed."""
        large = printed = 0
        for document in self.published:
            true = counted(self.inputs(document.period))
            for table, place, text in cells(document):
                if true[place] >= SMALL and table:
                    large += 1
                    printed += text != "[c]"
        return large, printed


def cells(document: Document) -> Iterator[tuple[str, Place, str]]:
    """Give every number about people that a document prints, in its place."""
    for _, table in document.tables():
        if table.key not in TOTALS or table.key in ("crime", "asb"):
            continue
        keys = [column.key for column in table.columns]
        for side in (key for key in (CURRENT, PREVIOUS) if key in keys):
            at = keys.index(side)
            for row in table.rows:
                yield table.key, Place(table.key, row_key(table, row), side), row[at].text
            if table.sum_row is not None:
                yield table.key, Place(table.key, ALL, side), table.sum_row[at].text


Sum = tuple[str, str, Period]
"""A row of a table in a period."""


class Reader:
    """Knows every cell of every edition, that none is below 0, and that parts sum to totals."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.said: dict[Sum, tuple[float, float]] = {}
        for document in documents:
            for table, place, text in cells(document):
                period = document.period if place.side == CURRENT else document.previous
                low, high = limits(text, document.definition)
                of = (TOTALS[table] if place.row == ALL else table, place.row, period)
                was = self.said.get(of, (0.0, inf))
                self.said[of] = (max(low, was[0]), min(high, was[1]))
        days = sorted({day for *_, period in self.said for day in (period.start, period.end)})
        self.spans = list(pairwise(days))
        self.rows = sorted({(table, row) for table, row, _ in self.said if row != ALL})
        self.at = {
            (*row, start): position
            for position, (row, (start, _)) in enumerate(product(self.rows, self.spans))
        }
        self._write()

    def of(self, total: str, first: bool = True) -> list[str]:
        """List the tables that break down a total."""
        found = [table for table, of in TOTALS.items() if of == total]
        return found[:1] if first else found

    def line(self, one: Sum) -> Vector:
        """Write a sum of unknowns."""
        table, row, period = one
        line = np.zeros(len(self.at))
        tables = self.of(table) if row == ALL else [table]
        for name, of, start in self.at:
            if name in tables and row in (ALL, of) and period.start <= start < period.end:
                line[self.at[name, of, start]] = 1
        return line

    def _write(self) -> None:
        """Write all that is known as equations and inequalities."""
        equal, below = [], []
        for one, (low, high) in self.said.items():
            line = self.line(one)
            if low == high:
                equal.append((line, low))
                continue
            below.append((-line, -low))
            if high < inf:
                below.append((line, high))
        for total in ("arrests", "cases"):
            first, *others = self.of(total, first=False)
            for other, (start, end) in product(others, self.spans):
                both = [self.line_of(table, start, end) for table in (first, other)]
                equal.append((both[0] - both[1], 0.0))
        self.equal, self.below = equal, below

    def line_of(self, table: str, start: date, end: date) -> Vector:
        """Write all rows of one table in a span of days."""
        line = np.zeros(len(self.at))
        for name, row in self.rows:
            if name == table:
                line[self.at[name, row, start]] = 1
        return line

    def left_out(self, document: Document) -> list[tuple[Place, Sum]]:
        """List what an edition leaves out."""
        return [
            (place, (TOTALS[table] if place.row == ALL else table, place.row,
                     document.period if place.side == CURRENT else document.previous))
            for table, place, text in cells(document)
            if text == "[c]"
        ]  # fmt: skip

    def solved(self, one: Sum) -> tuple[float, float]:
        """Find the least and the most that a sum can be."""
        return self.ends(self.line(one))

    def ends(self, line: Vector) -> tuple[float, float]:
        """Find the least and the most that a sum of unknowns can be."""
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * line,
                A_eq=np.array([line for line, _ in self.equal]),
                b_eq=np.array([number for _, number in self.equal]),
                A_ub=np.array([line for line, _ in self.below]) if self.below else None,
                b_ub=np.array([number for _, number in self.below]) if self.below else None,
                bounds=(0, 100_000),
            )
            assert found.status == 0, found.message
            ends.append(round(sign * float(found.fun or 0.0), 6))
        return ends[0], ends[1]

    def alone(self, document: Document, one: Sum) -> float:
        """Find the least that a sum can be by one edition alone."""
        return Reader([document]).solved(one)[0]

    def bare(self, row: str, most_days: int = 10_000) -> list[tuple[date, float]]:
        """List the spans of days in which a row is found to be from 1 to 4."""
        found = []
        for start, end in self.spans:
            if (end - start).days > most_days:
                continue
            line = np.zeros(len(self.at))
            line[self.at["offences", row, start]] = 1
            least, most = self.ends(line)
            if least == most and 0 < least < SMALL:
                found.append((start, least))
        return found


def limits(text: str, definition: str) -> tuple[float, float]:
    """Give what a printed number can be by itself."""
    if text in INSTEAD:
        low, high = INSTEAD[text]
        return low, inf if high is None else high
    number = int(text.replace(",", ""))
    away = 2 if definition == ROUNDED and number else 0
    return number - away, number + away


def poisson(chance: Random, mean: float) -> int:
    """Draw how often something happened that happens so often on average (Knuth)."""
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count += 1
        left += chance.expovariate(1.0)
    return count
