"""What became of an operation's arrests and cases: the two ledgers, as sections."""

from records.models import Kind
from reports import ledger_sections, numerals, tables
from reports.document import (
    Block,
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
from reports.ledgers import NOT_YET_RECORDED, ArrestLedger, Partition, press_sentence
from reports.measures.ledger_numbers import arrest_roll
from reports.measures.one_operation import arrest_books, case_numbers, prefix
from reports.measures.operations import Planned
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError
from reports.tables import Tally


def outcomes(number: int, evidence: Evidence, planned: Planned, /) -> tuple[Section, Section]:
    """Print what became of the arrests, and of the cases."""
    return arrests(number, evidence, planned), prosecutions(number + 1, evidence, planned)


def arrests(number: int, evidence: Evidence, planned: Planned) -> Section:
    """Print the arrest ledger of the period, and roll that of the operation forward."""
    title = "Outcomes: what became of the arrests"
    rolled = arrest_roll(evidence, planned.logged(Kind.ARREST))
    try:
        ledger = arrest_books(evidence, planned).of_the_period()
    except LedgerDoesNotAddUpError as error:
        note = Note("No arrest ledger", str(error), Tone.ATTENTION)
        return Section(number, "arrests", title, (note,))
    stages = ledger.by_stage
    parts = tuple(Part(row.label, row.count, row.label == NOT_YET_RECORDED) for row in stages.rows)
    words = "; ".join(f"{row.label}: {numerals.count(row.count)}" for row in stages.rows)
    press = press_sentence(stages, period=evidence.period.label)
    blocks: list[Block] = [
        Paragraph(f"{stages.words}.", Role.LEAD),
        Ledger("arrest-ledger", "Arrests by latest disposal", words, parts, "stages"),
        _stages(stages, planned),
        _codes(evidence, ledger, planned),
        Paragraph(press, Role.PRESS, "Sentence for the press"),
        *ledger_sections.open_arrests(rolled, prefix=f"{prefix(planned)}arrest_ledger."),
    ]
    return Section(number, "arrests", title, tuple(blocks), stages.words)


def _stages(stages: Partition, planned: Planned) -> Table:
    """List the arrests of the period by where they stand; every row opens."""
    return tables.tallies(
        key="stages",
        caption="Arrests of the period by latest disposal on record, most final first",
        head="Where they stand",
        unit="Arrests",
        rows=[
            Tally(row.label, row.count, opens=f"{prefix(planned)}arrests.stage.{stage.value}")
            for stage, row in zip(DisposalStage, stages.rows, strict=True)
        ],
        total=Tally("All arrests", stages.total, opens=f"{prefix(planned)}arrests"),
        shares=stages.rows[0].share is not None,
    )


def _codes(evidence: Evidence, ledger: ArrestLedger, planned: Planned) -> Table:
    labels = {line.code: line.label for line in evidence.lines("DisposalType")}
    return tables.tallies(
        key="disposals",
        caption="Arrests of the period by latest disposal",
        head="Latest disposal",
        unit="Arrests",
        rows=[
            Tally(
                labels.get(row.label, row.label) or NOT_YET_RECORDED,
                row.count,
                opens=f"{prefix(planned)}arrests.disposal.{row.label or 'not_yet_recorded'}",
            )
            for row in ledger.by_code.rows
        ],
        total=Tally("All arrests", ledger.by_code.total, opens=f"{prefix(planned)}arrests"),
    )


def prosecutions(number: int, evidence: Evidence, planned: Planned) -> Section:
    """Print the prosecution ledger, or why there is none."""
    found = case_numbers(evidence, planned).ledger()
    blocks = ledger_sections.cases(found, prefix=f"{prefix(planned)}case_ledger.")
    title = "Outcomes: from charge to sentence"
    return Section(number, "prosecutions", title, tuple(blocks))
