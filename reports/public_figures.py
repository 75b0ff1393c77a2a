"""Figures as they may be published: small ones left out, with what would give them away. Pure.

Crimes are published already, each by street, and stand as they are. What is about people and
counted more than one way is protected together: each breakdown of a total gets a row for
the rest, so that whatever a reader could subtract stands in the sum.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reports import numerals
from reports.evidence import Place
from reports.figures import Figure
from reports.performance_inputs import PerformanceInputs
from reports.public_counts import stages_of
from reports.public_series import (
    ALL,
    ARREST_OPERATIONS,
    CASE_OPERATIONS,
    EVERY,
    NO_OPERATION,
    OFFENCES,
    REST,
    RESULTS,
    STAGES,
    UNLISTED,
)
from reports.statistics import SMALL_BASE, Reading
from reports.suppression import Method, Printed, public_breakdowns
from reports.symbols import Symbol
from reports.tables import CURRENT, PREVIOUS

PROTECTED = "left out to protect people"
ROUNDED = "rounded to a multiple of 5"


@dataclass(frozen=True)
class Line:
    """Hold one row as published: its label, and the counts of both periods, None where not said."""

    label: str
    now: Printed
    then: Printed | None = None


@dataclass(frozen=True)
class PublicArrests:
    """Hold the arrests as published; the last row by operation is that without one."""

    total: Figure
    offences: tuple[Figure, ...]
    other_offences: Line | None
    stages: tuple[Line, ...]
    by_operation: tuple[Line, ...]


@dataclass(frozen=True)
class PublicCases:
    """Hold the prosecutions as published; the last row by operation is that without one."""

    total: Figure
    results: tuple[Line, ...]
    by_operation: tuple[Line, ...]


@dataclass(frozen=True)
class Public:
    """Hold all that the public edition prints; each number about people is already protected."""

    crime_total: Figure
    crime_types: tuple[Figure, ...]
    asb_total: Figure
    arrests: PublicArrests
    cases: PublicCases

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure of the edition that is about people."""
        return (
            self.crime_total,
            self.asb_total,
            *self.crime_types,
            self.arrests.total,
            *self.arrests.offences,
            self.cases.total,
        )

    def lines(self) -> tuple[Line, ...]:
        """Return every row that is no figure."""
        other = self.arrests.other_offences
        return (
            *((other,) if other else ()),
            *self.arrests.stages,
            *self.arrests.by_operation,
            *self.cases.results,
            *self.cases.by_operation,
        )

    @property
    def left_out(self) -> int:
        """Count the numbers that were left out to protect people."""
        texts = [text for one in self.figures() for text in (one.symbol, one.previous_symbol)]
        cells = [cell for line in self.lines() for cell in (line.now, line.then) if cell]
        return texts.count(Symbol.CONFIDENTIAL) + sum(
            cell.symbol is Symbol.CONFIDENTIAL for cell in cells
        )


def protected(
    inputs: PerformanceInputs,
    /,
    method: Method = Method.LEAVE_OUT,
    withheld: Collection[Place] = (),
) -> Public:
    """Protect everything that a report says about people.

    `withheld` are numbers to leave out because of editions that are published already.
    Raises: suppression.DoesNotAddUpError where a breakdown is more than its total.
    """
    return Public(
        crime_total=replace(inputs.crime_total, excluded=()),
        crime_types=tuple(replace(figure, excluded=()) for figure in inputs.crime_types),
        asb_total=replace(inputs.asb_total, excluded=()),
        arrests=_arrests(inputs, method, withheld),
        cases=_cases(inputs, method, withheld),
    )


@dataclass(frozen=True)
class _Whole:
    """Hold a total and the figures that are its parts, protected together."""

    total: Figure
    parts: tuple[tuple[Figure, ...], ...]
    rests: tuple[Line | None, ...]
    counts: tuple[tuple[Printed, ...], ...]


@dataclass(frozen=True)
class _Made:
    """Say how numbers are protected: the method, what is withheld, and the rows of each table."""

    method: Method
    withheld: Collection[Place]
    tables: tuple[tuple[str, tuple[str, ...]], ...]

    def positions(self, side: str) -> set[tuple[int, int]]:
        """Give what is withheld of one side, by table and row; what is not listed comes last."""
        return {
            (number, place)
            for number, (table, rows) in enumerate(self.tables)
            for place, row in enumerate((*rows, UNLISTED))
            if Place(table, row, side) in self.withheld
        }

    def is_total_withheld(self, side: str) -> bool:
        """Tell whether the total of one side is withheld."""
        return any(Place(table, ALL, side) in self.withheld for table, _ in self.tables)

    def is_side_withheld(self, side: str) -> bool:
        """Tell whether a whole side of the tables is not printed."""
        return any(Place(table, EVERY, side) in self.withheld for table, _ in self.tables)


def _whole(
    total: Figure,
    breakdowns: Sequence[Sequence[Figure]],
    counts: Sequence[Sequence[int]],
    made: _Made,
) -> _Whole:
    """Protect a total with its breakdowns, and with counts of this period alone."""
    current = [[part.current for part in parts] for parts in breakdowns]
    previous = [[part.previous for part in parts] for parts in breakdowns]
    now = _side([*current, *counts], total.current, CURRENT, made)
    then = _side(previous, total.previous, PREVIOUS, made)
    parts, remaining = [], []
    for position, figures in enumerate(breakdowns):
        pairs = zip(figures, now.parts[position], then.parts[position], strict=True)
        parts.append(tuple(as_published(*each, made.method) for each in pairs))
        left = (now.rests[position], then.rests[position])
        is_row = any(cell.number != 0 for cell in left)
        label = REST if made.tables[position][0] == OFFENCES else NO_OPERATION
        remaining.append(Line(label, *left) if is_row else None)
    return _Whole(
        total=as_published(total, now.total, then.total, made.method),
        parts=tuple(parts),
        rests=tuple(remaining),
        counts=now.parts[len(breakdowns) :],
    )


@dataclass(frozen=True)
class _Side:
    """Hold one period of a whole: its total, the parts of each breakdown, and what they leave."""

    total: Printed
    parts: tuple[tuple[Printed, ...], ...]
    rests: tuple[Printed, ...]


def _side(
    breakdowns: Sequence[Sequence[int | float | None]],
    total: int | float | None,
    side: str,
    made: _Made,
) -> _Side:
    """Protect one period; what was not counted is not available."""
    known = [[int(part or 0) for part in parts] for parts in breakdowns]
    if total is None or made.is_side_withheld(side):
        missing = Printed(None, symbol=Symbol.NOT_AVAILABLE)
        return _Side(
            missing, tuple((missing,) * len(parts) for parts in known), (missing,) * len(known)
        )
    whole = [[*parts, int(total) - sum(parts)] for parts in known] or [[int(total)]]
    found = public_breakdowns(
        whole,
        method=made.method,
        withheld=made.positions(side),
        total_withheld=made.is_total_withheld(side),
    )
    return _Side(
        total=found.total,
        parts=tuple(parts[:-1] for parts in found.breakdowns),
        rests=tuple(parts[-1] for parts in found.breakdowns),
    )


def _arrests(
    inputs: PerformanceInputs, method: Method, withheld: Collection[Place]
) -> PublicArrests:
    """Protect the arrests by offence, by operation and by what became of them, together."""
    stages = stages_of(inputs)
    operations = [operation.arrests for operation in inputs.operations]
    tables = (
        (OFFENCES, tuple(figure.key for figure in inputs.offences)),
        (ARREST_OPERATIONS, tuple(operation.name for operation in inputs.operations)),
        (STAGES, tuple(stages)),
    )
    found = _whole(
        inputs.arrests_total,
        [inputs.offences, operations],
        [list(stages.values())],
        _Made(method, withheld, tables),
    )
    lines = zip(stages, found.counts[0], strict=True)
    return PublicArrests(
        total=found.total,
        offences=found.parts[0],
        other_offences=found.rests[0],
        stages=tuple(Line(label, cell) for label, cell in lines),
        by_operation=_by_operation(inputs, found, 1),
    )


def _cases(inputs: PerformanceInputs, method: Method, withheld: Collection[Place]) -> PublicCases:
    """Protect the cases by operation and by result, together."""
    results = inputs.prosecutions.results
    tables = (
        (CASE_OPERATIONS, tuple(operation.name for operation in inputs.operations)),
        (RESULTS, tuple(row.label for row in results)),
    )
    found = _whole(
        inputs.prosecutions.total,
        [[operation.prosecutions for operation in inputs.operations]],
        [[row.count for row in results]],
        _Made(method, withheld, tables),
    )
    lines = zip(results, found.counts[0], strict=True)
    return PublicCases(
        total=found.total,
        results=tuple(Line(row.label, cell) for row, cell in lines),
        by_operation=_by_operation(inputs, found, 0),
    )


def _by_operation(inputs: PerformanceInputs, found: _Whole, at: int) -> tuple[Line, ...]:
    named = zip(inputs.operations, found.parts[at], strict=True)
    lines = [Line(each.name, cell_now(one), cell_then(one)) for each, one in named]
    rest = found.rests[at]
    return (*lines, rest) if rest else tuple(lines)


def cell_now(figure: Figure, /) -> Printed:
    """Return what is published of the period."""
    return _cell(figure.current, figure.symbol)


def cell_then(figure: Figure, /) -> Printed:
    """Return what is published of the period before."""
    return _cell(figure.previous, figure.previous_symbol)


def _cell(value: int | float | None, symbol: str) -> Printed:
    if symbol or value is None:
        return Printed(None, symbol=Symbol(symbol or Symbol.NOT_AVAILABLE))
    return Printed(int(value), least=int(value))


def as_published(
    figure: Figure, now: Printed, then: Printed, method: Method = Method.LEAVE_OUT, /
) -> Figure:
    """Return a figure with nothing in it that is not published.

    The reading and the percentage stay where both numbers do. Intervals and what was excluded are
    left out: they were computed from months and states that are not published.
    """
    if method is Method.ROUND:
        return _as_rounded(figure, now, then)
    stays = now.number is not None and then.number is not None
    unsaid = not stays and figure.current is not None and figure.previous is not None
    return replace(
        figure,
        current=now.number,
        previous=then.number,
        base=then.number,
        symbol=now.symbol or "",
        previous_symbol=then.symbol or "",
        change=figure.change if stays else None,
        change_percent=figure.change_percent if stays else None,
        reading=figure.reading if stays else Reading.NO_COMPARISON,
        reason=PROTECTED if unsaid else figure.reason,
        interval=None,
        change_interval=None,
        rate_ratio=None,
        excluded=(),
    )


def _as_rounded(figure: Figure, now: Printed, then: Printed) -> Figure:
    """Return a figure whose change and percentage are those of the rounded numbers.

    The reading was computed from the true ones: it stays only where neither can be under 50.
    """
    change, percent = None, None
    if now.number is not None and then.number is not None:
        change = now.number - then.number
    if change is not None and then.number and (then.least or 0) >= SMALL_BASE:
        percent = numerals.rounded(100 * change / then.number, 1)
    large = min(now.least or 0, then.least or 0) >= SMALL_BASE
    return replace(
        figure,
        current=now.number,
        previous=then.number,
        base=then.number,
        symbol=now.symbol or "",
        previous_symbol=then.symbol or "",
        change=change,
        change_percent=percent,
        reading=figure.reading if large else Reading.NO_COMPARISON,
        reason=ROUNDED,
        interval=None,
        change_interval=None,
        rate_ratio=None,
        excluded=(),
    )


def plain(figure: Figure, /) -> str:
    """Say a figure in plain words, from nothing but what is published of it."""
    opening = f"{figure.label}: {figure.current_text}"
    if figure.is_broken:
        return f"{opening}. It was {figure.reason}."
    if figure.change is None:
        return f"{opening}. A year earlier: {figure.previous_text}."
    if not figure.change:
        same = "about the same" if figure.reason == ROUNDED else "the same"
        return f"{opening}, {same} as a year earlier."
    change = int(figure.change)
    than = f"{numerals.count(abs(change))} {'more' if change > 0 else 'fewer'} than a year earlier"
    percent = f", {figure.percent_text}" if figure.percent_text else ""
    return f"{opening}, {than} ({figure.previous_text}{percent})."
