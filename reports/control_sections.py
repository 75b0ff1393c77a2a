"""Months against their usual variation: charts, sentences and tables of a report. Pure."""

from collections.abc import Sequence

from reports import numerals, tables
from reports.control_block import Control, ControlRow, Plotted
from reports.control_charts import Point
from reports.control_drawing import ACROSS
from reports.control_words import Charted, all_beyond, finding, judged, latest, said
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    Role,
    Table,
)
from reports.periods import YEAR, Period, month_words
from reports.series import Series
from reports.statistics import Reading

DIFFERENTLY = "counted differently"
HOW_TO_READ = (
    "How the limits are made (XmR chart): the mean of the first twelve recorded months, plus and "
    "minus 2.66 times the mean change from one month to the next. A month stands out when it is "
    "outside the limits; else when it is in seven months that each rise, or each fall; else when "
    "it is one of two of three near one limit; else when it is in seven on one side of the mean. "
    "That is more than the usual variation. It does not say why."
)


def by_month(series: Sequence[Series], key: str, period: Period, /) -> list[Block]:
    """Print one measure by month: what stands out, the chart, and its table.

    Nothing where there is no such series: the period is not made of whole months.
    """
    charted = [Charted.of(one, period) for one in series if one.key == key]
    return [block for one in charted for block in _one(one)]


def each_type(series: Sequence[Series], period: Period, /) -> list[Block]:
    """Print each type of crime by month as small charts, most frequent first."""
    types = [Charted.of(one, period) for one in series if one.is_type]
    if not types:
        return []
    rows = [types[start : start + ACROSS] for start in range(0, len(types), ACROSS)]
    return [
        Heading("Each type of crime by month", "each chart has a scale of its own"),
        Paragraph(latest(types)),
        *(_broken(types[0]) if types[0].series.n_before else []),
        *(_row(number, row) for number, row in enumerate(rows)),
        Paragraph(HOW_TO_READ, Role.QUIET),
        *(shown := [_limits_table(types), *_type_tables(types)]),
        *tables.legend(*shown),
        *_notes([charted.series for charted in types]),
    ]


def _one(charted: Charted) -> list[Block]:
    chart = _control(charted)
    table = _table(charted)
    found = said(charted)
    return [
        Heading(chart.title),
        Paragraph(finding(charted)),
        *(Paragraph(words) for words in found if len(found) > 1 or not all_beyond(charted)),
        *_broken(charted),
        chart,
        table,
        *tables.legend(table),
        *_notes([charted.series]),
        *_gaps(charted),
    ]


def _notes(series: Sequence[Series]) -> list[Block]:
    """Say once who is not in the lines."""
    said = dict.fromkeys(one.note for one in series if one.note)
    return [Paragraph(words, Role.QUIET) for words in said]


def _broken(charted: Charted) -> list[Block]:
    """Say why the months before a definition are not compared with those since."""
    series = charted.series
    return [Paragraph(f"{series.label}: {series.reason}.")] if series.n_before else []


def _gaps(charted: Charted) -> list[Block]:
    """Name the months that are not recorded: the line is broken there, and they are not zero."""
    gaps = [month.month.label for month in charted.series.months if month.count is None]
    if not gaps:
        return []
    are = "is" if len(gaps) == 1 else "are"
    words = f"{numerals.listed(gaps)} {are} not recorded and not zero: the line is broken there."
    return [Paragraph(words, Role.QUIET)]


def _control(charted: Charted) -> Control:
    series, period = charted.series, charted.of_period
    before = series.counts[max(0, charted.split - YEAR) : charted.split]
    return Control(
        key=f"{series.key}-by-month",
        title=f"{series.label} by month, {series.unit}",
        description=_description(charted),
        unit=series.unit,
        points=tuple(map(_plotted, charted.chart.points, series.counts)),
        band=charted.band,
        split=charted.split,
        before=_total("Year before", before) if len(period) == YEAR and not series.n_before else "",
        now=_total(_span(period), series.counts[charted.split :]),
        table=f"{series.key}-months",
        broken_at=series.n_before,
        broken=_definition(series),
    )


def _definition(series: Series) -> str:
    """Name the definition that began with a month: definition 2 from May 2023."""
    begun = series.begun
    if begun is None or not series.n_before:
        return ""
    return f"definition {begun.version} from {month_words(begun.on)}"


def _span(period: Sequence[Point]) -> str:
    if len(period) == 1:
        return period[0].label
    return "This year" if len(period) == YEAR else "This period"


def _total(label: str, counts: Sequence[int | None]) -> str:
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return f"{label}: not recorded in full"
    return f"{label}: {numerals.count(sum(known))}"


def _description(charted: Charted) -> str:
    """Describe a chart in words: start, end, limits, and how many months stand out."""
    known = [point for point in charted.chart.points if point.value is not None]
    if not known:
        return "No month is recorded."
    first, last = known[0], known[-1]
    words = (
        f"From {numerals.count(int(first.value or 0))} in {first.label} to "
        f"{numerals.count(int(last.value or 0))} in {last.label}."
    )
    band = charted.band
    if band is None:
        return f"{words} {finding(charted)}"
    return (
        f"{words} Mean {band.mean:,.1f}, limits {band.low:,.1f} and {band.high:,.1f}, set from "
        f"{band.months}. {finding(charted)}"
    )


def _plotted(point: Point, count: int | None) -> Plotted:
    reading = point.reading if point.signal else Reading.NO_CLEAR_CHANGE
    return Plotted(point.label, count, reading, point.upwards)


def _row(number: int, row: Sequence[Charted]) -> ControlRow:
    charts = []
    for one in row:
        drawn = _control(one)
        charts.append(
            Control(
                key=drawn.key,
                title=one.series.label,
                description=drawn.description,
                unit=drawn.unit,
                points=drawn.points,
                band=drawn.band,
                split=drawn.split,
                before="",
                now="",
                table=drawn.table,
                broken_at=drawn.broken_at,
                broken=drawn.broken,
            )
        )
    return ControlRow(key=f"types-by-month-{number}", charts=tuple(charts), table="type-limits")


def _table(charted: Charted) -> Table:
    """List every month with its count, the rule by which it stands out, and what that reads."""
    series, band = charted.series, charted.band
    return Table(
        key=f"{series.key}-months",
        caption=f"{series.label} by month, {series.unit}: the data of the chart",
        columns=(
            Column("label", "Month"),
            Column("current", series.unit.capitalize(), ColumnKind.NUMBER),
            Column("signal", "Against the usual variation"),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=tuple(
            (
                Cell(point.label),
                _count(charted, position),
                Cell(DIFFERENTLY if position < series.n_before else judged(point, band)),
                Cell(point.reading.value, reading=point.reading, rising=point.upwards),
            )
            for position, point in enumerate(charted.chart.points)
        ),
        folded=True,
    )


def _count(charted: Charted, position: int) -> Cell:
    """Return the cell of a month's count, which opens what was counted."""
    month = charted.series.months[position]
    if month.count is None:
        return Cell(tables.NOT_AVAILABLE)
    side = tables.PREVIOUS if position < charted.split else tables.CURRENT
    opens = f"{month.opens}/{side}"
    return Cell(numerals.count(month.count), month.count, link=month.link, opens=opens)


def _limits_table(types: Sequence[Charted]) -> Table:
    """List mean and limits of each type, and how many months of the period stand out."""
    return Table(
        key="type-limits",
        caption="The usual variation of each type of crime, offences a month",
        columns=(
            Column("label", "Offence type"),
            Column("mean", "Mean", ColumnKind.DECIMAL),
            Column("low", "Lower limit", ColumnKind.DECIMAL),
            Column("high", "Upper limit", ColumnKind.DECIMAL),
            Column("out", "Months that stand out", ColumnKind.NUMBER, "of the period"),
            Column("reading", "Last month", ColumnKind.READING),
        ),
        rows=tuple(_limits_row(one) for one in types),
    )


def _limits_row(one: Charted) -> tuple[Cell, ...]:
    band, last = one.band, one.chart.points[-1]
    reading = Cell(last.reading.value, reading=last.reading, rising=last.upwards)
    if band is None:
        nothing = (Cell(tables.NOT_AVAILABLE),) * 4
        return (Cell(one.series.label, remark=finding(one)), *nothing, reading)
    out = len(one.standing_out)
    numbers = (Cell(f"{value:,.1f}", value) for value in (band.mean, band.low, band.high))
    return (Cell(one.series.label), *numbers, Cell(numerals.count(out), out), reading)


def _type_tables(types: Sequence[Charted]) -> list[Table]:
    """List the counts of every type, a year of months beside each other."""
    length = len(types[0].chart.points)
    return [
        _type_table(types, range(start, min(start + YEAR, length)))
        for start in range(0, length, YEAR)
    ]


def _type_table(types: Sequence[Charted], months: range) -> Table:
    labels = [types[0].chart.points[position].label for position in months]
    return Table(
        key=f"types-from-{months.start}",
        caption=f"Offences by type, {labels[0]} to {labels[-1]}: the data of the charts",
        columns=(
            Column("label", "Offence type"),
            *map(_month_column, months, labels),
        ),
        rows=tuple(
            (Cell(one.series.label), *(_count(one, position) for position in months))
            for one in types
        ),
        folded=True,
    )


def _month_column(position: int, label: str) -> Column:
    month, _, year = label.partition(" ")
    return Column(f"month-{position}", month[:3], ColumnKind.NUMBER, year)
