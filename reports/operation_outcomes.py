"""What became of an operation's arrests and cases: the two ledgers, as sections."""

from reports import numerals, tables
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Definition,
    Heading,
    Ledger,
    Note,
    Paragraph,
    Part,
    Role,
    Section,
    Table,
    Tone,
)
from reports.evidence import Evidence
from reports.ledgers import (
    BANDS,
    NOT_YET_RECORDED,
    ArrestLedger,
    Partition,
    RollForward,
    ages,
    press_sentence,
)
from reports.measures.one_operation import prefix, step_key
from reports.measures.operation_ledgers import Arrests, cases, conviction_rate
from reports.measures.operations import Planned
from reports.periods import day_words, month_words
from reports.prosecution_ledger import ProsecutionLedger, Span, Step, Unit
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError
from reports.tables import Tally

OUTCOME_DEFINITIONS = (
    Definition(
        "Arrest ledger",
        "Every arrest stands in one row, by its latest disposal on or before the last day of the "
        "period. An arrest waits while its latest disposal is bail or release under investigation, "
        "or none is recorded.",
        "1",
    ),
    Definition(
        "Prosecution ledger",
        "Offenders, cases, charges and sentences are four units and are never added. In the "
        "period: the step was taken in it. Since the start: of the cases charged since the "
        "operation began, those that took the step by the end of the period.",
        "1",
    ),
)


def outcomes(number: int, evidence: Evidence, planned: Planned, /) -> tuple[Section, Section]:
    """Print what became of the arrests, and of the cases."""
    return arrests(number, evidence, planned), prosecutions(number + 1, evidence, planned)


def arrests(number: int, evidence: Evidence, planned: Planned) -> Section:
    """Print the arrest ledger of the period, and roll that of the operation forward."""
    books = Arrests(evidence, planned)
    ledger = books.of_the_period()
    stages = ledger.by_stage
    parts = tuple(Part(row.label, row.count, row.label == NOT_YET_RECORDED) for row in stages.rows)
    words = "; ".join(f"{row.label}: {numerals.count(row.count)}" for row in stages.rows)
    bar = Ledger("arrest-ledger", "Arrests by latest disposal", words, parts, "stages")
    press = press_sentence(ledger, period=evidence.period.label)
    blocks: list[Block] = [
        Paragraph(f"{stages.words}.", Role.LEAD),
        bar,
        _stages(stages, planned),
        _codes(evidence, ledger),
        Paragraph(press, Role.PRESS, "Sentence for the press"),
        *_rolled(books),
    ]
    title = "Outcomes: what became of the arrests"
    return Section(number, "arrests", title, tuple(blocks), stages.words)


def _stages(stages: Partition, planned: Planned) -> Table:
    """List the arrests of the period by where they stand; every row opens."""
    return tables.tallies(
        key="stages",
        caption="Arrests of the period, by where they stand on its last day",
        head="Where they stand",
        unit="Arrests",
        rows=[
            Tally(row.label, row.count, opens=f"{prefix(planned)}arrests.stage.{stage.value}")
            for stage, row in zip(DisposalStage, stages.rows, strict=True)
        ],
        total=Tally("All arrests", stages.total, opens=f"{prefix(planned)}arrests"),
        shares=stages.rows[0].share is not None,
    )


def _codes(evidence: Evidence, ledger: ArrestLedger) -> Table:
    labels = {line.code: line.label for line in evidence.lines("DisposalType")}
    return tables.tallies(
        key="disposals",
        caption="Arrests of the period by latest disposal",
        head="Latest disposal",
        unit="Arrests",
        rows=[
            Tally(labels.get(row.label, row.label) or NOT_YET_RECORDED, row.count)
            for row in ledger.by_code.rows
        ],
        total=Tally("All arrests", ledger.by_code.total),
    )


def _rolled(books: Arrests) -> list[Block]:
    """Print what moved in the whole operation, month by month, and how long the open ones wait."""
    moves = books.rolled()
    ledger = books.so_far(moves[-1].end)
    blocks: list[Block] = [
        Heading("Arrests since the operation began, rolled forward"),
        _moves(moves),
        Paragraph(f"Moved last: {moves[-1].words}", Role.QUIET),
    ]
    if ledger.is_closed:
        return [*blocks, Paragraph("Every arrest is closed: the ledger is rolled forward no more.")]
    return [*blocks, _ages(ledger)]


def _moves(moves: tuple[RollForward, ...]) -> Table:
    heads = ("Open before", "New", "Reopened", "Closed", "Open after")
    rows = []
    for move in moves:
        came = (*move.made, *move.late)
        counts = (move.opening, came, move.reopened, (*move.closed, *move.gone), move.closing)
        label = month_words(move.end) if len(moves) > 1 else f"To {day_words(move.end)}"
        numbers = (Cell(numerals.count(len(names)), len(names)) for names in counts)
        rows.append((Cell(label), *numbers))
    return Table(
        key="moves",
        caption="Open arrests: what came and what was closed",
        columns=(
            Column("label", "Month"),
            *(Column(f"move-{n}", head, ColumnKind.NUMBER) for n, head in enumerate(heads)),
        ),
        rows=tuple(rows),
    )


def _ages(ledger: ArrestLedger) -> Table:
    return Table(
        key="ages",
        caption=f"Arrests not closed on {day_words(ledger.as_at)}, by how long they wait",
        columns=(
            Column("label", "Waits in"),
            *(Column(band.code, band.label, ColumnKind.NUMBER) for band in BANDS),
        ),
        rows=tuple(
            (
                Cell(each.waiting.value),
                *(Cell(numerals.count(count), count) for count in each.counts),
            )
            for each in ages(ledger)
        ),
    )


def prosecutions(number: int, evidence: Evidence, planned: Planned) -> Section:
    """Print the prosecution ledger, or why there is none."""
    title = "Outcomes: from charge to sentence"
    try:
        ledger = cases(evidence, planned)
    except LedgerDoesNotAddUpError as error:
        note = Note("No prosecution ledger", str(error), Tone.ATTENTION)
        return Section(number, "prosecutions", title, (note,))
    where = tables.tallies(
        key="cases",
        caption=f"Cases charged since {day_words(ledger.since)}, by where they stand",
        head="Where they stand",
        unit="Cases",
        rows=[Tally(row.label, row.count) for row in ledger.cases.rows],
        total=Tally("All cases", ledger.cases.total),
    )
    blocks: list[Block] = [
        Paragraph(ledger.words(Span.IN_PERIOD), Role.LEAD),
        _steps(ledger, planned, Span.IN_PERIOD),
        Paragraph(ledger.words(Span.CUMULATIVE)),
        _steps(ledger, planned, Span.CUMULATIVE),
        where,
    ]
    if ledger.cases.total:
        blocks.append(Paragraph(conviction_rate(ledger).words))
    return Section(number, "prosecutions", title, tuple(blocks))


def _steps(ledger: ProsecutionLedger, planned: Planned, span: Span) -> Table:
    """Print each unit by step: four units that are never added."""

    def cell(unit: Unit, step: Step) -> Cell:
        tally = ledger.tally(unit, step, span)
        key = f"{step_key(planned, step, span)}/{tables.CURRENT}"
        return Cell(tally.text, tally.count, opens=key if unit is Unit.CASES else "")

    when = "in the period" if span is Span.IN_PERIOD else "since the start"
    return Table(
        key=f"steps-{'period' if span is Span.IN_PERIOD else 'so-far'}",
        caption=f"Charged, convicted, sentenced {when}: four units, never added",
        columns=(
            Column("label", "Unit"),
            *(Column(step.value, step.value.capitalize(), ColumnKind.NUMBER) for step in Step),
        ),
        rows=tuple(
            (Cell(unit.value.capitalize()), *(cell(unit, step) for step in Step)) for unit in Unit
        ),
    )
