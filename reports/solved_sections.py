"""Solved crimes, on each basis, with the words that a rate may travel in. Pure."""

from reports import numerals, tables
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Note,
    Paragraph,
    Role,
    Section,
    Table,
    Tone,
)
from reports.performance_inputs import PerformanceInputs
from reports.solved import Basis, SolvedRate
from reports.solved_crimes import SolvedCrimes, SolvedLine
from reports.statistics import Reading

WHAT_COUNTS = (
    "Solved is what police published as charged (also as part of another case), cautioned, given a "
    "penalty notice or a drugs possession warning, or resolved locally. What a court published "
    "tells that the crime was charged, and is not counted again. No outcome is better than another."
)
_HEADINGS = {
    Basis.EQUAL_FOLLOW_UP: "Crimes solved by the end of the third month after",
    Basis.CRIMES_OF_PERIOD: "Crimes recorded in the period that are solved by now",
    Basis.OUTCOMES_IN_PERIOD: "Solved outcomes given in the period",
}
_READ = {
    Basis.EQUAL_FOLLOW_UP: (
        "A proportion of the crimes recorded in months that have had three months since, in both "
        "periods alike: these two rates can be compared. The interval and the reading are those "
        "of proportions; they do not allow for variation from month to month."
    ),
    Basis.CRIMES_OF_PERIOD: (
        "A proportion of the crimes recorded in the period. Crimes are solved later: the rate is "
        "still low for the last months. The crimes of the period before have had longer to be "
        "solved, so the change is printed and read as no comparison."
    ),
    Basis.OUTCOMES_IN_PERIOD: (
        "As forces publish it: crimes given a solved outcome in the period that the outcomes files "
        "place in the district, whenever they were recorded and whether or not a street file that "
        "is held names them, over the crimes recorded in the period. It is not a proportion, so it "
        "has no interval. The reading allows for how solved outcomes have varied from month to "
        "month, up to the end of the period."
    ),
}
_WITHOUT = "[x] not available: an outcomes file was not imported for every month of the period."


def solved(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print the solved rates of each type of crime on each basis, or why there are none."""
    blocks: list[Block] = [block for one in inputs.solved for block in _basis(inputs, one)]
    if blocks:
        blocks = [Paragraph(WHAT_COUNTS, Role.QUIET), *blocks]
    else:
        blocks = [Note("No solved rates", _WITHOUT, Tone.ATTENTION)]
    return Section(number, "solved", "Solved crimes", tuple(blocks))


def _basis(inputs: PerformanceInputs, found: SolvedCrimes) -> list[Block]:
    table = _table(inputs, found)
    return [
        Heading(_HEADINGS[found.basis]),
        Paragraph(_lead(found), Role.LEAD),
        Paragraph(_READ[found.basis], Role.QUIET),
        *(Paragraph(words, Role.QUIET) for words in _said(found)),
        table,
        *tables.legend(table),
        *tables.definition_line(found.figure),
    ]


def _said(found: SolvedCrimes) -> list[str]:
    """Say of which months a rate is, why months add up to more, and what is never solved."""
    said = [f"Of crimes recorded in {found.of_months}."] if found.of_months else []
    if found.in_months is not None and found.in_months != found.total.now.solved:
        said.append(
            f"The months of the period add up to {numerals.count(found.in_months)}: a crime that "
            "was given solved outcomes in two months counts in each of them and once in the period."
        )
    return [*said, *found.says]


def _lead(found: SolvedCrimes) -> str:
    """Say the rate of all crime with both its numbers and what it did."""
    total, change = found.total, found.total.change
    said = f"{_level(total.now)} of crime is solved on this basis: {_counts(total.now)}."
    if total.now.percent is None:
        said = f"{_counts(total.now)}. No percentage: the base is under 50."
    if change is None or change.points is None or total.then is None:
        reason = found.figure.reason
        return f"{said} {reason[:1].upper()}{reason[1:]}." if reason else said
    moved = numerals.signed_points(change.points)
    return f"{said} {moved} against {_level(total.then)} ({_counts(total.then)})."


def _level(rate: SolvedRate) -> str:
    return tables.NOT_APPLICABLE if rate.percent is None else numerals.percent(rate.percent)


def _counts(rate: SolvedRate) -> str:
    return f"{numerals.count(rate.solved)} solved, {numerals.count(rate.recorded)} recorded"


def _table(inputs: PerformanceInputs, found: SolvedCrimes) -> Table:
    has_interval = found.basis is not Basis.OUTCOMES_IN_PERIOD
    now, then = inputs.period.heading, inputs.previous.heading
    interval = [Column("level", "95% interval", ColumnKind.PERCENT)] if has_interval else []
    return Table(
        key=found.figure.key,
        caption=f"{_HEADINGS[found.basis]}, by type",
        columns=(
            Column("label", "Offence type"),
            Column("recorded", "Recorded", ColumnKind.NUMBER, now),
            Column("solved", "Solved", ColumnKind.NUMBER, now),
            Column("current", "Rate", ColumnKind.PERCENT, now),
            *interval,
            Column("previous", "Rate", ColumnKind.PERCENT, then),
            Column("points", "Change", ColumnKind.SIGNED_DECIMAL, "points"),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=tuple(_row(line, has_interval=has_interval) for line in found.types),
        sum_row=_row(found.total, has_interval=has_interval),
    )


def _row(line: SolvedLine, *, has_interval: bool) -> tuple[Cell, ...]:
    is_read = line.now.basis is not Basis.CRIMES_OF_PERIOD and line.change
    reading = line.change.reading if line.change and is_read else Reading.NO_COMPARISON
    points = line.change.points if line.change else None
    return (
        Cell(line.label),
        _count(line.now.recorded, line.recorded) if line.recorded else Cell(tables.NOT_APPLICABLE),
        _count(line.now.solved, line.opens),
        _rate(line.now),
        *([_interval(line.now)] if has_interval else []),
        _rate(line.then),
        _points(line, points),
        Cell(reading.value, reading=reading, rising=(points or 0) > 0),
    )


def _count(count: int, opens: str) -> Cell:
    return Cell(numerals.count(count), count, opens=f"{opens}/{tables.CURRENT}")


def _rate(rate: SolvedRate | None) -> Cell:
    if rate is None:
        return Cell(tables.NOT_AVAILABLE)
    return Cell(_level(rate), rate.percent)


def _interval(rate: SolvedRate) -> Cell:
    interval = rate.interval
    if interval is None or rate.percent is None:
        return Cell(tables.NOT_APPLICABLE)
    return Cell(numerals.level_range(100 * interval.low, 100 * (interval.high or 0.0), decimals=1))


def _points(line: SolvedLine, points: float | None) -> Cell:
    if points is None:
        return Cell(tables.NOT_AVAILABLE if line.then is None else tables.NOT_APPLICABLE)
    return Cell(numerals.signed_points(points).removesuffix(" points"), points)
