"""Who published what is recorded, and what of it is compared, as reports print it. Pure."""

from dataclasses import replace

from reports import numerals, tables
from reports.document import Block, Cell, Column, ColumnKind, Paragraph, Role, Table
from reports.figures import Figure
from reports.performance_inputs import PerformanceInputs, PublishedRow


def lines(inputs: PerformanceInputs, figure: Figure, /) -> tuple[str, ...]:
    """Say how much is recorded where not all of it is compared; nothing where all is."""
    compared, found = inputs.read(figure), inputs.published
    if compared is figure or found is None:
        return ()
    between = [
        numerals.count(int(recorded or 0) - int(kept or 0))
        for recorded, kept in (
            (figure.current, compared.current),
            (figure.previous, compared.previous),
        )
    ]
    return (
        f"{figure.label} in the district: {figure.current_text}, and {figure.previous_text} in the "
        f"period before. Of these {between[0]} and {between[1]} are not compared: {found.why}.",
    )


def beside(inputs: PerformanceInputs, /) -> str:
    """Say after a verdict of what it is, where not all that is recorded is compared."""
    totals = (inputs.crime_total, inputs.asb_total)
    named = [one for one in totals if inputs.read(one) is not one]
    if not named or inputs.published is None:
        return ""
    labels = numerals.listed([named[0].label, *(_small(one.label) for one in named[1:])])
    are = "is" if len(named) == 1 else "are"
    return f"{labels} {are} compared {inputs.published.beside}: {inputs.published.why}."


def compared_types(inputs: PerformanceInputs, /) -> list[Block]:
    """Compare each type of crime where not all of the total may be compared."""
    total = inputs.read(inputs.crime_total)
    if total is inputs.crime_total or inputs.published is None:
        return []
    return _compared(
        inputs,
        key="crime-compared",
        caption=f"Recorded crime by type, compared {inputs.published.beside}",
        figures=[_as(inputs, each) for each in inputs.crime_types],
        total=_as(inputs, inputs.crime_total),
    )


def compared_antisocial(inputs: PerformanceInputs, /) -> list[Block]:
    """Compare antisocial behaviour where not all of it may be compared."""
    figure = inputs.read(inputs.asb_total)
    if figure is inputs.asb_total or inputs.published is None:
        return []
    caption = f"Antisocial behaviour, compared {inputs.published.beside}"
    figures = [_as(inputs, inputs.asb_total)]
    return _compared(inputs, key="asb-compared", caption=caption, figures=figures)


def by_publisher(inputs: PerformanceInputs, figure: Figure, /) -> list[Block]:
    """Print who published a total, what is not compared and what is; nothing where all is."""
    found = inputs.published
    rows = dict(found.totals).get(figure.label, ()) if found else ()
    if found is None or not rows:
        return []
    table = Table(
        key=f"{figure.key}-publishers",
        caption=f"{figure.label} by publishing force",
        columns=(
            Column("label", "Published by"),
            Column("current", figure.unit.capitalize(), ColumnKind.NUMBER, inputs.period.heading),
            Column(
                "previous", figure.unit.capitalize(), ColumnKind.NUMBER, inputs.previous.heading
            ),
        ),
        rows=tuple(map(_row, rows)),
    )
    return [*(Paragraph(words, Role.QUIET) for words in found.says), table]


def _compared(
    inputs: PerformanceInputs,
    *,
    key: str,
    caption: str,
    figures: list[Figure],
    total: Figure | None = None,
) -> list[Block]:
    """Compare figures over the days that are compared."""
    table = tables.comparison(
        key=key,
        caption=caption,
        head="Compared",
        figures=figures,
        total=total,
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    days = {"current": figures[0].days, "previous": figures[0].previous_days}
    columns = tuple(
        replace(column, unit=f"{days[column.key]} days") if column.key in days else column
        for column in table.columns
    )
    return [replace(table, columns=columns), *tables.legend(table)]


def _as(inputs: PerformanceInputs, figure: Figure) -> Figure:
    """Give what is read for a figure under its own label: the caption says of what it is."""
    return replace(inputs.read(figure), label=figure.label)


def _row(row: PublishedRow) -> tuple[Cell, ...]:
    sides = ((row.now, tables.CURRENT), (row.then, tables.PREVIOUS))
    return (
        Cell(row.label),
        *(Cell(numerals.count(n), n, opens=f"{row.opens}/{side}") for n, side in sides),
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
