"""Counts as they may be published: small ones left out, and what would give them away. Pure.

Two methods. Leaving out keeps every other number exact. Rounding prints multiples of 5 and leaves
a number out only where rounding alone would give a small one away. True zeros are always printed.
Changes and percentages are computed from what is printed, so that they can give nothing away.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reports import numerals
from reports.protection import SMALL, Arc, Showing, bounds, protect, rounded
from reports.statistics import SMALL_BASE
from reports.symbols import Symbol

Counts = Sequence[int | None]


class Method(StrEnum):
    """Say how small numbers are protected."""

    LEAVE_OUT = "small numbers are left out"
    ROUND = "numbers are rounded to 5"


class DoesNotAddUpError(ValueError):
    """Raised where breakdowns of one total have different sums."""


@dataclass(frozen=True)
class Printed:
    """Hold a number as it is published: the number or the symbol in its place, and marks beside.

    `least` is the least that the true number can be by what is printed; None without a number.
    """

    number: int | None
    least: int | None = None
    symbol: Symbol | None = None
    marks: tuple[Symbol, ...] = ()

    @property
    def text(self) -> str:
        """Print the number or its symbol, with the marks: 1,940 [r]."""
        shown = self.symbol.value if self.symbol else numerals.count(self.number)
        return " ".join([shown, *(mark.value for mark in self.marks)])

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """Return every symbol that the legend must explain."""
        return ((self.symbol,) if self.symbol else ()) + self.marks

    def marked(self, *marks: Symbol) -> "Printed":
        """Return the same with marks added, such as provisional or revised."""
        return replace(self, marks=self.marks + marks)


@dataclass(frozen=True)
class PublicTable:
    """Hold a table of rows and columns with all its totals, as published."""

    rows: tuple[tuple[Printed, ...], ...]
    row_totals: tuple[Printed, ...]
    column_totals: tuple[Printed, ...]
    total: Printed

    @property
    def symbols(self) -> frozenset[Symbol]:
        """Return every symbol that the legend must explain."""
        cells = (*sum(self.rows, ()), *self.row_totals, *self.column_totals, self.total)
        return frozenset(symbol for cell in cells for symbol in cell.symbols)


@dataclass(frozen=True)
class PublicBreakdowns:
    """Hold one total with its breakdowns, such as arrests by offence and by disposal."""

    breakdowns: tuple[tuple[Printed, ...], ...]
    total: Printed

    @property
    def symbols(self) -> frozenset[Symbol]:
        """Return every symbol that the legend must explain."""
        cells = (*sum(self.breakdowns, ()), self.total)
        return frozenset(symbol for cell in cells for symbol in cell.symbols)


def public_table(rows: Sequence[Counts], /, *, method: Method = Method.LEAVE_OUT) -> PublicTable:
    """Publish a table of counts; the totals are computed here. None is a count not available.

    Raises: ValueError for rows of unequal length or a count below 0.
    """
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise ValueError("The rows of a table have the same number of columns.")
    row_totals = [_total(row) for row in rows]
    column_totals = [_total(column) for column in zip(*rows, strict=True)]
    flat = [count for row in rows for count in row]
    arcs = [
        Arc(f"row {i}", f"column {j}", count or 0)
        for i, row in enumerate(rows)
        for j, count in enumerate(row)
    ]
    arcs += [Arc("right", f"row {i}", total, 1) for i, total in enumerate(row_totals)]
    arcs += [Arc(f"column {j}", "below", total, 1) for j, total in enumerate(column_totals)]
    arcs.append(Arc("below", "right", sum(row_totals), 2))
    printed = _publish([*flat, *row_totals, *column_totals, sum(row_totals)], arcs, method)
    cells, totals = printed[: len(flat)], printed[len(flat) :]
    return PublicTable(
        rows=tuple(tuple(cells[i * width : (i + 1) * width]) for i in range(len(rows))),
        row_totals=tuple(totals[: len(rows)]),
        column_totals=tuple(totals[len(rows) : -1]),
        total=totals[-1],
    )


def public_breakdowns(
    breakdowns: Sequence[Counts],
    /,
    *,
    method: Method = Method.LEAVE_OUT,
    withheld: Collection[tuple[int, int]] = (),
    total_withheld: bool = False,
) -> PublicBreakdowns:
    """Publish one total with its breakdowns, protected together: what they share gives away.

    `withheld` are numbers to leave out in any case, by their breakdown and place in it, with what
    then gives them away. A true zero is printed all the same.
    Raises: DoesNotAddUpError where their sums differ; ValueError for none, or a count below 0.
    """
    sums = [_total(parts) for parts in breakdowns]
    if not sums:
        raise ValueError("There is no breakdown to publish.")
    if len(set(sums)) > 1:
        listed = numerals.listed([numerals.count(each) for each in sums])
        raise DoesNotAddUpError(f"The breakdowns of one total sum to {listed}.")
    counts = [count for parts in breakdowns for count in parts]
    arcs = [
        Arc(f"sum {i}", f"sum {i + 1}", count or 0)
        for i, parts in enumerate(breakdowns)
        for count in parts
    ]
    arcs.append(Arc(f"sum {len(sums)}", "sum 0", sums[0], 1))
    kept_back = [
        (number, place) in withheld
        for number, parts in enumerate(breakdowns)
        for place, _ in enumerate(parts)
    ]
    printed = _publish([*counts, sums[0]], arcs, method, [*kept_back, total_withheld])
    parted, start = list[tuple[Printed, ...]](), 0
    for parts in breakdowns:
        parted.append(tuple(printed[start : start + len(parts)]))
        start += len(parts)
    return PublicBreakdowns(breakdowns=tuple(parted), total=printed[-1])


def public_change(now: Printed, then: Printed, /) -> Printed:
    """Return the change between two published numbers; nothing where either is a symbol."""
    if now.number is None or then.number is None:
        return Printed(None, symbol=_in_place_of(now, then))
    return Printed(now.number - then.number)


def public_percent(part: Printed, base: Printed, /) -> str:
    """Print the percentage of two published numbers; a symbol where it may not be printed.

    Of rounded numbers the percentage is of what is printed: one of the true numbers would give
    them away. On a base under 50, or one that may be, there is none.
    """
    if part.number is None or base.number is None:
        return _in_place_of(part, base).value
    if (base.least or 0) < SMALL_BASE:
        return Symbol.UNRELIABLE.value
    return numerals.percent(100 * part.number / base.number)


def _in_place_of(*cells: Printed) -> Symbol:
    """Return what stands for a number computed from cells of which one is not a number."""
    found = [cell.symbol for cell in cells if cell.symbol]
    if Symbol.NOT_AVAILABLE in found:
        return Symbol.NOT_AVAILABLE
    return Symbol.CONFIDENTIAL


def _total(counts: Counts) -> int:
    known = [count for count in counts if count is not None]
    if min(known, default=0) < 0:
        raise ValueError("A count is never below 0.")
    return sum(known)


def _publish(
    counts: Counts, arcs: Sequence[Arc], method: Method, withheld: Sequence[bool] = ()
) -> list[Printed]:
    at_first = [_at_first(arc.value, method) for arc in arcs]
    for position, is_withheld in enumerate(withheld):
        if is_withheld and arcs[position].value:
            at_first[position] = Showing.LEFT_OUT
    showing = protect(arcs, at_first)
    return [_printed(count, shown) for count, shown in zip(counts, showing, strict=True)]


def _at_first(value: int, method: Method) -> Showing:
    if method is Method.ROUND:
        return Showing.ROUNDED
    return Showing.LEFT_OUT if 0 < value < SMALL else Showing.EXACT


def _printed(value: int | None, showing: Showing) -> Printed:
    if value is None:
        return Printed(None, symbol=Symbol.NOT_AVAILABLE)
    if value == 0 or showing is Showing.EXACT:
        return Printed(value, least=value)
    if showing is Showing.LEFT_OUT:
        return Printed(None, symbol=Symbol.CONFIDENTIAL)
    if not rounded(value):
        return Printed(None, symbol=Symbol.LOW)
    return Printed(rounded(value), least=bounds(value, showing)[0])
