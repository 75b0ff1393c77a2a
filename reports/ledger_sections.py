"""The blocks of the two ledgers, for every report that prints them. Pure.

`prefix` is what the keys of the ledger's numbers begin with.
"""

from collections.abc import Iterator, Sequence

from reports import numerals, tables
from reports.case_book import CaseLedger
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Definition,
    Heading,
    Note,
    Paragraph,
    Role,
    Table,
    Tone,
)
from reports.measures.case_numbers import stand_key, step_key
from reports.periods import day_words
from reports.prosecution_ledger import (
    BEFORE_COURT,
    CASE_LABELS,
    ProsecutionLedger,
    Span,
    Step,
    Unit,
)
from reports.rolled import ALL, WAITS, Refused, Rolled
from reports.rolling import AFTER, BANDS, BEFORE, NEW, REOPENED, Balance
from reports.tables import Tally

LEDGER_DEFINITIONS = (
    Definition(
        "Arrest ledger",
        "Every arrest stands in one row, by its latest disposal on record. An arrest is open while "
        "that is bail, release under investigation or a further arrest, or while none is recorded. "
        "What was open before, with what came, is what was closed and what is open after.",
        "1",
    ),
    Definition(
        "Prosecution ledger",
        "Offenders, cases, charges and sentences are four units and are never added. In the "
        "period: the step was taken in it, whenever the case began. Since a day: of the cases "
        "charged since then, those that took the step by the end of the period. A case is open "
        "until it is sentenced, or ends without a conviction.",
        "1",
    ),
)
_SINGULAR = {"arrests": "arrest", "cases": "case"}


def open_arrests(found: Rolled | Refused, /, *, prefix: str) -> list[Block]:
    """Print what became of open arrests, month by month, and how long the others wait."""
    if isinstance(found, Refused):
        return [Note("No arrest ledger", found.reason, Tone.ATTENTION)]
    return list(_rolled(found, prefix, "Open arrests, rolled forward"))


def _rolled(found: Rolled, prefix: str, title: str) -> Iterator[Block]:
    move = found.whole.move
    if found.is_empty:
        yield Heading(title)
        yield Paragraph(f"{found.plural.capitalize()}: none was open, and none came.")
        return
    yield Heading(title, f"{numerals.count(len(move.closing))} open on {day_words(move.end)}")
    yield Paragraph(f"{found.plural.capitalize()}: {move.words}")
    yield _moves(found, prefix)
    if not found.still_open:
        yield Paragraph(
            f"Every {_SINGULAR[found.plural]} is closed: the ledger is rolled forward no more."
        )
        return
    yield Paragraph(_still_open(found), Role.QUIET)
    yield from _ages(found, prefix)


def _still_open(found: Rolled) -> str:
    """Say of when those are that are open by all that is on record."""
    every, new = len(found.still_open), len(found.open_of_period)
    said = (
        f"Open by all that is on record: {numerals.plural(every, _SINGULAR[found.plural])}, "
        f"{numerals.count(new)} of the period and {numerals.count(every - new)} from before it."
    )
    if not any(line.move.reopened for line in found.lines):
        return said
    return f"{said} One that was reopened and closed again has a line for each time it was closed."


def _moves(found: Rolled, prefix: str) -> Table:
    heads = ((BEFORE, "Open before", ""), (NEW, "New", ""), (REOPENED, "Reopened", ""))
    ends = ((place.key, place.short, "closed") for place in found.ends)
    columns = (*heads, *ends, (AFTER, "Open after", ""))
    rows = tuple(_line(balance, prefix) for balance in found.lines)
    return Table(
        key=f"{found.plural}-rolled",
        caption=f"Open {found.plural}: what came, and what was closed as what",
        columns=(
            Column("label", "Month"),
            *(Column(key, label, ColumnKind.NUMBER, unit) for key, label, unit in columns),
        ),
        rows=rows,
        sum_row=_line(found.total, prefix) if len(rows) > 1 else None,
    )


def _line(line: Balance, prefix: str) -> tuple[Cell, ...]:
    cells = (_cell(names, f"{prefix}{line.key}.{column}") for column, names in line.columns())
    return (Cell(line.label), *cells)


def _cell(names: Sequence[str], key: str) -> Cell:
    return Cell(numerals.count(len(names)), len(names), opens=f"{key}/{tables.CURRENT}")


def _ages(found: Rolled, prefix: str) -> Iterator[Block]:
    """Print how long what was open on the last day of the period had waited, where any was."""
    if not found.whole.move.closing:
        return
    key = f"{prefix}{WAITS}"
    rows = []
    for each in found.ages:
        pairs = zip(BANDS, each.held, strict=True)
        cells = [_cell(names, f"{key}.{each.place.key}.{band.code}") for band, names in pairs]
        everything = _cell(each.every, f"{key}.{each.place.key}.{ALL}")
        rows.append((Cell(each.place.label), *cells, everything))
    sums = [
        _cell([name for each in found.ages for name in each.held[n]], f"{key}.{ALL}.{band.code}")
        for n, band in enumerate(BANDS)
    ]
    last = _cell(found.whole.move.closing, f"{key}.{ALL}.{ALL}")
    day = day_words(found.whole.move.end)
    yield Table(
        key=f"{found.plural}-ages",
        caption=f"{found.plural.capitalize()} open on {day}, by how long they had waited",
        columns=(
            Column("label", f"Open on {day}"),
            *(Column(band.code, band.label, ColumnKind.NUMBER) for band in BANDS),
            Column(ALL, "All", ColumnKind.NUMBER),
        ),
        rows=tuple(rows),
        sum_row=(Cell(f"All open {found.plural}"), *sums, last),
    )


def cases(found: CaseLedger | Refused, /, *, prefix: str) -> list[Block]:
    """Print what the courts did in both spans, where the cases stand, and the open ones."""
    if isinstance(found, Refused):
        return [Note("No prosecution ledger", found.reason, Tone.ATTENTION)]
    ledger = found.tallies
    if found.rolled.is_empty and not ledger.cases.total:
        return [Paragraph(f"No case is recorded since {day_words(ledger.since)}.")]
    blocks: list[Block] = [
        Heading("Charged, convicted, sentenced", "four units, never added"),
        Paragraph(ledger.words(Span.IN_PERIOD)),
        _steps(ledger, prefix, Span.IN_PERIOD),
        Paragraph(ledger.words(Span.CUMULATIVE)),
        _steps(ledger, prefix, Span.CUMULATIVE),
        _stands(ledger, prefix),
    ]
    if ledger.cases.total:
        blocks.append(Paragraph(found.rate.words))
    return [*blocks, *_rolled(found.rolled, prefix, "Open cases, rolled forward")]


def _steps(ledger: ProsecutionLedger, prefix: str, span: Span) -> Table:
    """Print each unit by step: four units that are never added."""

    def cell(unit: Unit, step: Step) -> Cell:
        tally = ledger.tally(unit, step, span)
        key = f"{prefix}{step_key(unit, step, span)}/{tables.CURRENT}"
        return Cell(tally.text, tally.count, opens="" if tally.count is None else key)

    when = "in the period"
    if span is Span.CUMULATIVE:
        when = f"of the cases charged since {day_words(ledger.since)}"
    return Table(
        key=f"steps-{'period' if span is Span.IN_PERIOD else 'so-far'}",
        caption=f"Charged, convicted, sentenced {when}",
        columns=(
            Column("label", "In the period" if span is Span.IN_PERIOD else "So far"),
            *(Column(step.value, step.value.capitalize(), ColumnKind.NUMBER) for step in Step),
        ),
        rows=tuple(
            (Cell(unit.value.capitalize()), *(cell(unit, step) for step in Step)) for unit in Unit
        ),
    )


def _stands(ledger: ProsecutionLedger, prefix: str) -> Table:
    """Put every case charged since the start into one row."""
    places = (*((label, result) for result, label in CASE_LABELS.items()), (BEFORE_COURT, None))
    shares = bool(ledger.cases.rows) and ledger.cases.rows[0].share is not None
    return tables.tallies(
        key="cases",
        caption=f"Cases charged since {day_words(ledger.since)}, by where they stand",
        head="Where they stand",
        unit="Cases",
        rows=[
            Tally(label, ledger.cases.count(label), opens=f"{prefix}{stand_key(result)}")
            for label, result in places
        ],
        total=Tally("All cases", ledger.cases.total, opens=f"{prefix}stands.all"),
        shares=shares,
    )
