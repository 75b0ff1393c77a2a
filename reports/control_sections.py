"""Months against their usual variation: charts, sentences and tables of a report. Pure."""

from collections.abc import Sequence

from reports import numerals, tables
from reports.control_block import Control, ControlRow, Plotted
from reports.control_charts import Point
from reports.control_drawing import ACROSS
from reports.control_words import (
    Charted,
    finding,
    judged,
    latest,
    read_word,
    said,
    together,
    under,
)
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
    "How the limits are made: the first 24 recorded months say what is usual of each month of the "
    "year, per day, and how far months vary. A later month stands out when it is outside its "
    "limits, or is one of seven in a row on one side of what is usual whose sum is outside its "
    "own. Of charts in which nothing changed at most one in twenty shows anything in a year; all "
    "charts of a report are read together, and of reports in which nothing changed at most one in "
    "twenty names a chart. Drifts over years are not allowed for. Standing out does not say why."
)


def by_month(series: Sequence[Series], key: str, period: Period, /) -> list[Block]:
    """Print one measure by month: what stands out, the chart, and its table.

    Nothing where there is no such series: the period is not made of whole months.
    """
    charted = [one for one in together(tuple(series), period) if one.series.key == key]
    return [block for one in charted for block in _one(one)]


def each_type(series: Sequence[Series], period: Period, /) -> list[Block]:
    """Print each type of crime by month as small charts, most frequent first."""
    types = [one for one in together(tuple(series), period) if one.series.is_type]
    if not types:
        return []
    rows = [types[start : start + ACROSS] for start in range(0, len(types), ACROSS)]
    return [
        Heading("Each type of crime by month", "each chart has a scale of its own"),
        Paragraph(latest(types)),
        *(_broken(types[0]) if types[0].series.n_before else []),
        *(_row(number, row) for number, row in enumerate(rows)),
        *(Paragraph(words, Role.QUIET) for words in under(types[0])),
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
        *map(Paragraph, found),
        *_broken(charted),
        chart,
        *(Paragraph(words, Role.QUIET) for words in under(charted)),
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
        band=None,
        split=charted.split,
        before=_total("Year before", before) if len(period) == YEAR and not series.n_before else "",
        now=_total(_span(period), series.counts[charted.split :]),
        table=f"{series.key}-months",
        broken_at=series.n_before,
        broken=_definition(series),
        base=charted.base_months,
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
    base = charted.base_months
    usual = f" What is usual is set from {base}." if base else ""
    return f"{words}{usual} {finding(charted)}"


def _plotted(point: Point, count: int | None) -> Plotted:
    limits = point.limits
    return Plotted(
        point.label,
        count,
        point.reading if point.signal else Reading.USUAL,
        point.upwards,
        *((round(limits.usual, 1), round(limits.low, 1), round(limits.high, 1)) if limits else ()),
    )


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
                base=drawn.base,
            )
        )
    return ControlRow(key=f"types-by-month-{number}", charts=tuple(charts), table="type-limits")


def _table(charted: Charted) -> Table:
    """List every month with its count, what is usual of it, its limits, and what it reads."""
    series = charted.series
    return Table(
        key=f"{series.key}-months",
        caption=f"{series.label} by month, {series.unit}: the data of the chart",
        columns=(
            Column("label", "Month"),
            Column("current", series.unit.capitalize(), ColumnKind.NUMBER),
            Column("usual", "Usual", ColumnKind.DECIMAL),
            Column("low", "Lower limit", ColumnKind.DECIMAL),
            Column("high", "Upper limit", ColumnKind.DECIMAL),
            Column("signal", "Against what is usual"),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=tuple(
            (
                Cell(point.label),
                _count(charted, position),
                *_limits(point),
                Cell(DIFFERENTLY if position < series.n_before else judged(charted, position)),
                Cell(read_word(point), reading=point.reading, rising=point.upwards),
            )
            for position, point in enumerate(charted.chart.points)
        ),
        folded=True,
    )


def _limits(point: Point) -> tuple[Cell, ...]:
    """Return the cells of what is usual of a month and of its limits."""
    if point.limits is None:
        return (Cell(""),) * 3
    found = (point.limits.usual, point.limits.low, point.limits.high)
    return tuple(Cell(f"{value:,.1f}", round(value, 1)) for value in found)


def _count(charted: Charted, position: int) -> Cell:
    """Return the cell of a month's count, which opens what was counted."""
    month = charted.series.months[position]
    if month.count is None:
        return Cell(tables.NOT_AVAILABLE)
    side = tables.PREVIOUS if position < charted.split else tables.CURRENT
    opens = f"{month.opens}/{side}"
    return Cell(numerals.count(month.count), month.count, link=month.link, opens=opens)


def _limits_table(types: Sequence[Charted]) -> Table:
    """List what is usual of the last month of each type, and how many months stand out."""
    return Table(
        key="type-limits",
        caption=f"What is usual of each type of crime in {types[0].chart.points[-1].label}",
        columns=(
            Column("label", "Offence type"),
            Column("usual", "Usual", ColumnKind.DECIMAL),
            Column("low", "Lower limit", ColumnKind.DECIMAL),
            Column("high", "Upper limit", ColumnKind.DECIMAL),
            Column("out", "Months that stand out", ColumnKind.NUMBER, "of the period"),
            Column("reading", "Last month", ColumnKind.READING),
        ),
        rows=tuple(_limits_row(one) for one in types),
    )


def _limits_row(one: Charted) -> tuple[Cell, ...]:
    last = one.chart.points[-1]
    reading = Cell(read_word(last), reading=last.reading, rising=last.upwards)
    if last.limits is None:
        nothing = (Cell(tables.NOT_AVAILABLE),) * 4
        return (Cell(one.series.label, remark=finding(one)), *nothing, reading)
    out = len(one.standing_out)
    return (Cell(one.series.label), *_limits(last), Cell(numerals.count(out), out), reading)


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
