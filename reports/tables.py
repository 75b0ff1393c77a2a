"""Tables of a document, made from figures and tallies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports import charts, numerals, statistics
from reports.document import Cell, Column, ColumnKind, Link, Mark, Paragraph, Role, Table
from reports.figures import Figure, as_change
from reports.periods import Period

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
BREAK = "[b]"
MOST_NAMED = 3
CURRENT, PREVIOUS = "current", "previous"
"""The two sides of a figure in the address of what it counted."""
_LEGEND = {
    NOT_AVAILABLE: "[x] not available: not recorded, a month not covered, or no monthly counts.",
    NOT_APPLICABLE: "[z] not applicable: no percentage on a base under 50; no interval on 0.",
    BREAK: "[b] break in the series: not compared.",
}
DEFINITION = Column("definition", "Def.", ColumnKind.DEFINITION)


@dataclass(frozen=True)
class FigureLinks:
    """Name the lists that a figure's two values open as they are now."""

    current: Link | None = None
    previous: Link | None = None


@dataclass(frozen=True)
class Tally:
    """Hold one counted line that is not compared: label, count, remark and where it opens.

    `link` is the list as it is now, `opens` the key of what an edition counted.
    """

    label: str
    count: int
    remark: str = ""
    link: Link | None = None
    opens: str = ""


Links = Mapping[str, FigureLinks]


def value_cell(figure: Figure, links: Links, /) -> Cell:
    """Return the cell of a figure's value, with the list that it opens."""
    opens = links.get(figure.key, FigureLinks()).current
    return _value(figure.current, figure.current_text, opens, f"{figure.key}/{CURRENT}")


def read_cell(figure: Figure, links: Links, /) -> Cell:
    """Return the cell of a figure's value with its reading, as a large tile shows it."""
    read = reading_cell(figure)
    return replace(
        value_cell(figure, links), mark=read.mark, reading=read.reading, rising=read.rising
    )


def previous_cell(figure: Figure, links: Links, /) -> Cell:
    """Return the cell of the value before, with the list that it opens."""
    opens = links.get(figure.key, FigureLinks()).previous
    return _value(figure.previous, figure.previous_text, opens, f"{figure.key}/{PREVIOUS}")


def reading_cell(figure: Figure, /) -> Cell:
    """Return the cell of a reading, with what its glyph and strip need."""
    return Cell(
        text=figure.reading.value,
        reading=figure.reading,
        rising=(figure.change or 0) > 0,
        mark=mark(figure),
    )


def mark(figure: Figure, /) -> Mark | None:
    """Return what the figure's interval strip draws, or None without an interval of a change."""
    ratio, interval = figure.rate_ratio, figure.interval
    if ratio is None or interval is None:
        return None
    estimate = None if ratio.estimate is None else as_change(ratio.estimate)
    return Mark(low=interval.low, estimate=estimate, high=interval.high)


def comparison(
    *,
    key: str,
    caption: str,
    head: str,
    figures: Sequence[Figure],
    periods: tuple[Period, Period],
    links: Links,
    total: Figure | None = None,
) -> Table:
    """Compare figures of two periods: values, change, percent, interval with strip, reading."""
    everything = [*figures, *([total] if total else [])]
    marks = [found for figure in everything if (found := mark(figure))]
    table = Table(
        key=key,
        caption=caption,
        columns=_comparison_columns(head, *periods, levels=_levels(figures, total)),
        rows=tuple(_comparison_row(figure, links) for figure in figures),
        sum_row=_comparison_row(total, links) if total else None,
        scale=charts.scale_of(marks) if marks else None,
    )
    return with_definitions(table, figures, total)


def effort(
    *,
    key: str,
    caption: str,
    head: str,
    figures: Sequence[Figure],
    periods: tuple[Period, Period],
    links: Links,
) -> Table:
    """Compare figures that carry no interval: values, change and percent only."""
    table = Table(
        key=key,
        caption=caption,
        columns=_comparison_columns(head, *periods, levels="")[:5],
        rows=tuple(_comparison_row(figure, links)[:5] for figure in figures),
    )
    return with_definitions(table, figures)


def with_definitions(
    table: Table, figures: Sequence[Figure], total: Figure | None = None, /
) -> Table:
    """Add to each row of figures the version of its definition, which opens the definition.

    Nothing is added where no figure has one. Rows after the last figure have none.
    """
    everything = [*figures, *([total] if total else [])]
    if not any(figure.defined for figure in everything):
        return table
    blank = [Cell("")] * (len(table.rows) - len(figures))
    last = [*map(definition_cell, figures), *blank]
    ends = (definition_cell(total) if total else Cell(""),)
    return replace(
        table,
        columns=(*table.columns, DEFINITION),
        rows=tuple((*row, cell) for row, cell in zip(table.rows, last, strict=True)),
        sum_row=(*table.sum_row, *ends) if table.sum_row else None,
        breaks=breaks(everything),
    )


def definition_cell(figure: Figure, /) -> Cell:
    """Return the cell that names the version of a figure's definition."""
    if figure.defined is None:
        return Cell("")
    return Cell(figure.definition_text, link=definition_link(figure.defined.measure))


def definition_link(measure: str, /) -> Link:
    """Open the page of a measure's definitions."""
    return Link("definition-detail", (measure,))


def breaks(figures: Sequence[Figure], /) -> tuple[str, ...]:
    """Say which figures are not compared because their definition changed, each reason once."""
    reasons: dict[str, list[str]] = {}
    for figure in figures:
        if figure.defined and figure.is_broken:
            reasons.setdefault(figure.defined.reason, []).append(figure.label)
    return tuple(f"{_named(names)}: {reason}." for reason, names in reasons.items())


def _named(labels: list[str]) -> str:
    """Name up to three figures, or the first and how many more."""
    if len(labels) <= MOST_NAMED:
        return numerals.listed(labels)
    return f"{labels[0]} and {len(labels) - 1} more"


def definition_line(figure: Figure, /, *, name: str = "") -> tuple[Paragraph, ...]:
    """Name the definition of a figure that stands in no table of figures, or of several by `name`.

    Nothing where it has none.
    """
    if figure.defined is None:
        return ()
    label = name or f"{figure.label[:1].lower()}{figure.label[1:]}"
    return (Paragraph(f"Definition of {label}: {figure.definition_text}.", Role.QUIET),)


def definitions_line(named: Sequence[tuple[str, Figure]], /) -> tuple[Paragraph, ...]:
    """Name the definitions of several figures in one line, each by a name; nothing without any.

    What is not compared because its definition changed is said as well.
    """
    said = [f"{name} {one.definition_text}" for name, one in named if one.definition_text]
    if not said:
        return ()
    line = " ".join([f"Definitions: {'; '.join(said)}.", *breaks([one for _, one in named])])
    return (Paragraph(line, Role.QUIET),)


def legend(*shown: Table) -> tuple[Paragraph, ...]:
    """Explain the symbols that tables use; nothing where they use none."""
    used = {cell.text for table in shown for row in table.all_rows() for cell in row}
    words = [text for symbol, text in _LEGEND.items() if symbol in used]
    words += dict.fromkeys(reason for table in shown for reason in table.breaks)
    return (Paragraph(" ".join(words), Role.QUIET),) if words else ()


def tallies(
    *,
    key: str,
    caption: str,
    head: str,
    unit: str,
    rows: Sequence[Tally],
    total: Tally | None = None,
    shares: bool = False,
) -> Table:
    """List counts, with a sum row where there is one.

    `shares` adds percentages to one decimal that print 100.0%; the caller keeps the rule that a
    base under 50 has none.
    """
    columns = [Column("label", head), Column("count", unit, ColumnKind.NUMBER)]
    lines = [[Cell(row.label, remark=row.remark), count_cell(row)] for row in rows]
    last = [Cell(total.label, remark=total.remark), count_cell(total)] if total else []
    if shares:
        columns.append(Column("share", "Share", ColumnKind.PERCENT))
        for line, share in zip(lines, statistics.shares([r.count for r in rows]), strict=True):
            line.append(Cell(numerals.percent(share), share))
        last = [*last, Cell("100.0%", 100.0)] if last else []
    return Table(
        key=key,
        caption=caption,
        columns=tuple(columns),
        rows=tuple(tuple(line) for line in lines),
        sum_row=tuple(last) or None,
    )


def count_cell(tally: Tally, /) -> Cell:
    """Return the cell of a tally's count."""
    opens = f"{tally.opens}/{CURRENT}" if tally.opens else ""
    return Cell(numerals.count(tally.count), tally.count, link=tally.link, opens=opens)


def full_name(figure: Figure, /) -> str:
    """Name a figure where figures of several units stand in one table."""
    named = figure.unit in figure.label.lower()
    return figure.label if named else f"{figure.label}, {figure.unit}"


def evidence(*, key: str, caption: str, named: Sequence[tuple[str, Figure]]) -> Table:
    """Print the statistics behind every comparison: ratio, exact interval, p, and variation.

    The interval that is read stands in the tables of figures, and nowhere in two versions.
    """
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column("label", "Measure"),
            Column("ratio", "Rate ratio", ColumnKind.RATIO, "per day"),
            Column("exact", "Exact 95%", ColumnKind.RATIO, "of chance alone"),
            Column("p", "p", ColumnKind.RATIO, "exact, central"),
            Column("dispersion", "Dispersion", ColumnKind.RATIO, "of months"),
            Column("serial", "Serial", ColumnKind.RATIO, "correlation"),
            Column("degrees", "Degrees", ColumnKind.RATIO, "of freedom"),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=tuple(_evidence_row(name, figure) for name, figure in named if figure.rate_ratio),
        folded=True,
    )


def _evidence_row(name: str, figure: Figure) -> tuple[Cell, ...]:
    ratio = figure.rate_ratio
    if ratio is None:
        raise ValueError(f"{figure.key} has no rate ratio to print.")
    return (
        Cell(name),
        Cell(numerals.ratio(ratio.estimate), ratio.estimate),
        Cell(f"{numerals.ratio(ratio.low)} to {numerals.ratio(ratio.high)}"),
        Cell(numerals.probability(ratio.p), ratio.p),
        _decimal(ratio.dispersion, decimals=2),
        _decimal(ratio.serial, decimals=2),
        _decimal(ratio.degrees, decimals=1),
        reading_cell(figure),
    )


def _decimal(value: float | None, *, decimals: int) -> Cell:
    return Cell(NOT_AVAILABLE) if value is None else Cell(f"{value:.{decimals}f}", value)


def _levels(figures: Sequence[Figure], total: Figure | None) -> str:
    """Say of which confidence the intervals of a table are, and that of its total if another."""
    rows = [figure.interval.level for figure in figures if figure.interval]
    last = [total.interval.level] if total and total.interval else []
    of_rows = numerals.level((rows or last or [95.0])[0])
    if not rows or not last or rows[0] == last[0]:
        return of_rows
    return f"{of_rows}, total {numerals.level(last[0])}"


def _comparison_columns(
    head: str, period: Period, previous: Period, *, levels: str
) -> tuple[Column, ...]:
    return (
        Column("label", head),
        Column("current", period.heading, ColumnKind.NUMBER, f"{period.days} days"),
        Column("previous", previous.heading, ColumnKind.NUMBER, f"{previous.days} days"),
        Column("change", "Change", ColumnKind.SIGNED),
        Column("percent", "%", ColumnKind.SIGNED_PERCENT),
        Column("interval", "Interval", ColumnKind.INTERVAL, f"{levels}, per day"),
        Column("reading", "Reading", ColumnKind.READING),
    )


def _comparison_row(figure: Figure, links: Links) -> tuple[Cell, ...]:
    return (
        Cell(figure.label),
        value_cell(figure, links),
        previous_cell(figure, links),
        Cell(figure.change_text or _no_change(figure), figure.change),
        Cell(figure.percent_text or _no_percent(figure), figure.change_percent),
        Cell(
            figure.interval_text or _no_percent(figure), mark=mark(figure), reading=figure.reading
        ),
        reading_cell(figure),
    )


def _no_change(figure: Figure) -> str:
    return BREAK if figure.is_broken and figure.current is not None else NOT_AVAILABLE


def _no_percent(figure: Figure) -> str:
    return _no_change(figure) if figure.change is None else NOT_APPLICABLE


def _value(value: int | float | None, text: str, link: Link | None, opens: str) -> Cell:
    if value is None:
        return Cell(NOT_AVAILABLE)
    return Cell(text, value, link=link, opens=opens)
