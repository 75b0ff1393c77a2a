"""The tables of the public edition: plain, without intervals, numbers already protected. Pure."""

from collections.abc import Sequence

from reports import tables
from reports.document import Block, Cell, Column, ColumnKind, Paragraph, Role, Table
from reports.figures import Figure
from reports.periods import Period
from reports.public_figures import Line
from reports.public_series import NO_OPERATION, OFFENCES, REST, UNLISTED
from reports.symbols import Symbol
from reports.tables import CURRENT, PREVIOUS


def compared(
    key: str,
    caption: str,
    figures: Sequence[Figure],
    periods: tuple[Period, Period],
    *,
    total: Figure | None = None,
    other: Line | None = None,
) -> Table:
    """Compare figures of two periods without intervals; `other` is a row that is not compared."""
    now, then = periods
    table = Table(
        key=key,
        caption=caption,
        columns=(
            Column("label", "Counted"),
            Column("current", now.heading, ColumnKind.NUMBER),
            Column("previous", then.heading, ColumnKind.NUMBER),
            Column("change", "Change", ColumnKind.SIGNED),
            Column("percent", "%", ColumnKind.SIGNED_PERCENT),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=(*map(_compared, figures), *([_wide(other)] if other else [])),
        sum_row=_compared(total) if total else None,
    )
    return tables.with_definitions(table, figures, total)


def breaks(table: Table) -> list[Block]:
    """Say why rows of a table are not compared, where their definition changed."""
    return [Paragraph(" ".join(table.breaks), Role.QUIET)] if table.breaks else []


def _compared(figure: Figure) -> tuple[Cell, ...]:
    unknown = Symbol.BREAK if figure.is_broken else Symbol.NOT_AVAILABLE
    instead = figure.symbol or figure.previous_symbol or unknown
    unsaid = instead if figure.change is None else Symbol.NOT_APPLICABLE
    return (
        Cell(figure.label),
        Cell(figure.current_text, figure.current, opens=f"{figure.key}/{CURRENT}"),
        Cell(figure.previous_text, figure.previous, opens=f"{figure.key}/{PREVIOUS}"),
        Cell(figure.change_text or instead, figure.change),
        Cell(figure.percent_text or unsaid, figure.change_percent),
        Cell(figure.reading.value, reading=figure.reading, rising=(figure.change or 0) > 0),
    )


def _wide(line: Line) -> tuple[Cell, ...]:
    """Print a row that is not compared in a table that compares."""
    blank = Cell(Symbol.NOT_APPLICABLE)
    return (Cell(line.label), *_cells(OFFENCES, line), blank, blank, blank)


def listed(
    key: str, caption: str, lines: Sequence[Line], total: Figure, periods: Sequence[Period]
) -> Table:
    """List rows with their total, for this period or for both."""
    heads = zip(("current", "previous"), periods, strict=False)
    columns = [Column(name, period.heading, ColumnKind.NUMBER) for name, period in heads]
    both = [
        Cell(total.current_text, total.current, opens=f"{total.key}/{CURRENT}"),
        Cell(total.previous_text, total.previous, opens=f"{total.key}/{PREVIOUS}"),
    ]
    return Table(
        key=key,
        caption=caption,
        columns=(Column("label", "Counted"), *columns),
        rows=tuple((Cell(line.label), *_cells(key, line)[: len(columns)]) for line in lines),
        sum_row=(Cell("All"), *both[: len(columns)]),
    )


def _cells(table: str, line: Line) -> list[Cell]:
    """Print both sides of a row, each with the address by which a restated number is marked."""
    row = f"{table}.{UNLISTED if line.label in (NO_OPERATION, REST) else line.label}"
    sides = ((CURRENT, line.now), (PREVIOUS, line.then))
    return [
        Cell(printed.text, printed.number, opens=f"{row}/{side}")
        if printed
        else Cell(Symbol.NOT_AVAILABLE)
        for side, printed in sides
    ]
