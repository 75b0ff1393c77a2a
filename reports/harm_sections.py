"""The harm of recorded crime: the sum beside the count, and what each type weighs. Pure."""

from decimal import Decimal

from reports import harm as harms
from reports import numerals, tables
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Note,
    Paragraph,
    Role,
    Section,
    Table,
    Tone,
)
from reports.harm_weighed import HarmOf, Weighed
from reports.performance_inputs import PerformanceInputs

READ = (
    "Harm weighs each crime by days of imprisonment, by the table that the force uploaded, so that "
    "a few grave crimes are not lost among many small ones. Both periods are weighed by the scores "
    "in force on the last day of the period. Police data names types of crime and not offences: "
    "the days of a type are what the table says of the whole type."
)
WITHOUT = (
    "[x] not available: the force has not uploaded a harm table, and none comes with this system. "
    "Commanders and analysts upload one under Reports, Harm tables."
)
NO_CRIME = "[x] not available: recorded crime is not known for the whole period."


def harm(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print the harm sum, or why there is none."""
    found = inputs.harm
    if found is None:
        why = NO_CRIME if inputs.crime_total.current is None else WITHOUT
        blocks: tuple[Block, ...] = (Note("No harm sum", why, Tone.ATTENTION),)
    else:
        blocks = _sum(inputs, found)
    return Section(number, "harm", "Harm of recorded crime", blocks)


def _sum(inputs: PerformanceInputs, found: HarmOf) -> tuple[Block, ...]:
    lead = (
        found.now.words
        if found.previous is None or found.figure.is_broken
        else (harms.against(now=found.now, then=found.previous))
    )
    table = _table(inputs, found)
    missing: list[Block] = []
    if found.missing:
        crimes = numerals.plural(found.now.unscored, "crime has", "crimes have")
        words = f"{crimes} no score and no part in the sum: {numerals.listed(found.missing)}."
        missing.append(Note("Not weighed", words, Tone.ATTENTION))
    return (
        Paragraph(lead, Role.LEAD),
        Paragraph(f"Weighed by {found.table}."),
        Paragraph(READ, Role.QUIET),
        *missing,
        table,
        *tables.legend(table),
        *tables.definition_line(found.figure),
    )


def _table(inputs: PerformanceInputs, found: HarmOf) -> Table:
    now, then = inputs.period.heading, inputs.previous.heading
    return Table(
        key="harm",
        caption=f"Harm of recorded crime by type, by {found.table}",
        columns=(
            Column("label", "Offence type"),
            Column("each", "One crime", ColumnKind.DECIMAL, "days"),
            Column("crimes", "Crimes", ColumnKind.NUMBER, now),
            Column("current", "Harm, days", ColumnKind.DECIMAL, now),
            Column("previous_crimes", "Crimes", ColumnKind.NUMBER, then),
            Column("previous", "Harm, days", ColumnKind.DECIMAL, then),
        ),
        rows=tuple(_row(one) for one in found.types),
        sum_row=_total(found),
    )


def _row(one: Weighed) -> tuple[Cell, ...]:
    now, then = f"/{tables.CURRENT}", f"/{tables.PREVIOUS}"
    return (
        Cell(one.label),
        _days(one.each),
        Cell(numerals.count(one.crimes), one.crimes, opens=one.key + now),
        _days(one.days, one.opens + now),
        _count(one.previous_crimes, one.key + then),
        _days(one.previous_days, one.opens + then),
    )


def _total(found: HarmOf) -> tuple[Cell, ...]:
    """Sum up what is weighed; the days are those of the figure, rounded once to whole days."""
    figure, before = found.figure, found.previous
    return (
        Cell("All that is weighed"),
        Cell(""),
        Cell(numerals.count(found.now.crimes), found.now.crimes),
        tables.value_cell(figure, {}),
        Cell(tables.NOT_AVAILABLE)
        if before is None
        else Cell(numerals.count(before.crimes), before.crimes),
        tables.previous_cell(figure, {}),
    )


def _days(days: Decimal | None, opens: str = "") -> Cell:
    if days is None:
        return Cell(tables.NOT_AVAILABLE)
    value = float(round(days, 1))
    return Cell(f"{value:,.1f}", value, opens=opens)


def _count(count: int | None, opens: str) -> Cell:
    if count is None:
        return Cell(tables.NOT_AVAILABLE)
    return Cell(numerals.count(count), count, opens=opens)
