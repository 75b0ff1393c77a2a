"""The sections of the performance report, each a pure function of the inputs."""

from collections.abc import Sequence

from reports import (
    control_sections,
    ledger_sections,
    numerals,
    publisher_sections,
    sentences,
    tables,
)
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Ledger,
    LeftOut,
    LeftOutItem,
    Note,
    Paragraph,
    Part,
    Role,
    Section,
    Table,
    Tone,
)
from reports.figures import Figure
from reports.ledgers import partition, press_sentence
from reports.measures.ledger_numbers import ARREST_LEDGER, CASE_LEDGER
from reports.performance_inputs import EngagementRow, OperationResult, PerformanceInputs
from reports.sentences import DisposalStage
from reports.statistics import SMALL_BASE
from reports.tables import Tally


def operation_sentence(operation: OperationResult, /) -> str:
    """Say what an operation led to, with its detail in words."""
    headline = sentences.change(operation.headline)
    if operation.headline.change_percent is None:
        headline = f"{operation.name}: {headline[:1].lower()}{headline[1:]}"
    detail = f" {operation.detail[:1].upper()}{operation.detail[1:]}." if operation.detail else ""
    return headline + detail


def crime(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print recorded crime by type, and antisocial behaviour beside it, never added."""
    blocks = (*_recorded_crime(inputs), *antisocial_behaviour(inputs))
    return Section(number, "crime", "Crime and antisocial behaviour", blocks)


def _recorded_crime(inputs: PerformanceInputs) -> list[Block]:
    """Print each type of crime with the total, and all of them by month."""
    table = tables.comparison(
        key="crime",
        caption="Recorded crime by type",
        head="Offence type",
        figures=inputs.crime_types,
        total=inputs.crime_total,
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    total, each = inputs.crime_total, map(inputs.read, inputs.crime_types)
    types = sentences.against_the_total(total=inputs.read(total), types=list(each))
    return [
        *recorded(inputs, total),
        *_opening(inputs.read(total), types),
        table,
        *_read_together(list(map(inputs.read, inputs.crime_types)), "types of crime"),
        *tables.legend(table),
        *publisher_sections.compared_types(inputs),
        *publisher_sections.by_publisher(inputs, total),
        LeftOut((*unplaced(inputs), *inputs.left_out)),
        *tables.definition_line(inputs.unplaced),
        *control_sections.by_month(inputs.by_month, inputs.crime_total.key, inputs.period),
        *control_sections.each_type(inputs.by_month, inputs.period),
    ]


def antisocial_behaviour(inputs: PerformanceInputs, /) -> list[Block]:
    """Print antisocial behaviour apart, and the months."""
    table = tables.comparison(
        key="asb",
        caption="Antisocial behaviour",
        head="Incidents",
        figures=[inputs.asb_total],
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    return [
        Heading("Antisocial behaviour", "never added to crime"),
        *recorded(inputs, inputs.asb_total),
        *_opening(inputs.read(inputs.asb_total)),
        table,
        *tables.legend(table),
        *publisher_sections.compared_antisocial(inputs),
        *publisher_sections.by_publisher(inputs, inputs.asb_total),
        *control_sections.by_month(inputs.by_month, inputs.asb_total.key, inputs.period),
    ]


def recorded(inputs: PerformanceInputs, figure: Figure) -> list[Block]:
    """Say first how much is recorded, where not all of it is compared."""
    return [Paragraph(words, Role.LEAD) for words in publisher_sections.lines(inputs, figure)]


def _opening(figure: Figure, more: str = "") -> list[Block]:
    """Open a part with what the figure did, then with how sure that is."""
    sure = " ".join(filter(None, [sentences.certainty(figure), more]))
    lead = Paragraph(sentences.change(figure), Role.LEAD)
    return [lead, Paragraph(sure)] if sure else [lead]


def _read_together(figures: Sequence[Figure], noun: str) -> list[Block]:
    """Say that figures are read together, where they are."""
    words = sentences.read_together(figures, noun)
    return [Paragraph(words, Role.QUIET)] if words else []


def _or_missing(count: int | None) -> Cell:
    return Cell(tables.NOT_AVAILABLE) if count is None else Cell(numerals.count(count), count)


def confidence(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print the residents' survey with its interval and base."""
    survey = inputs.survey
    if survey is None:
        nothing = Paragraph("No survey results are recorded for this period.", Role.LEAD)
        return Section(number, "confidence", "Confidence", (nothing,))
    figure = survey.figure
    blocks: list[Block] = [Paragraph(sentences.survey(figure), Role.LEAD)]
    if figure.reason:
        blocks.append(Paragraph(f"No comparison: {figure.reason}."))
    elif figure.change_interval:
        blocks.append(Paragraph(sentences.points(figure)))
    blocks.append(Paragraph(f"Question: {survey.question} {survey.source}", Role.QUIET))
    if survey.design:
        blocks.append(Paragraph(survey.design, Role.QUIET))
    rows = [(figure.label, float(figure.current or 0), figure.base or 0), *survey.waves]
    table = Table(
        key="survey",
        caption="Residents who say good or excellent",
        columns=(
            Column("label", "Survey"),
            Column("percent", "Share", ColumnKind.PERCENT),
            Column("base", "Asked", ColumnKind.NUMBER),
        ),
        rows=tuple(
            (Cell(label), Cell(numerals.percent(share, decimals=0), share), _or_missing(base))
            for label, share, base in rows
        ),
    )
    blocks += [table, *tables.definition_line(figure)]
    return Section(number, "confidence", "Confidence", tuple(blocks))


def operations(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print results and effort of each operation."""
    blocks = [block for each in inputs.operations for block in _operation(inputs, each)]
    if not blocks:
        blocks.append(Paragraph("No operation ran in this period.", Role.LEAD))
    everything = tables.effort(
        key="effort",
        caption="All patrols: effort, two measures that are never added",
        head="Effort",
        figures=[inputs.patrol_minutes, inputs.officer_minutes],
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    all_patrols: list[Block] = [Heading("All patrols"), everything, *tables.legend(everything)]
    return Section(number, "operations", "Operations", (*blocks, *all_patrols))


def _operation(inputs: PerformanceInputs, operation: OperationResult) -> list[Block]:
    """Print results and effort of one operation."""
    results = tables.comparison(
        key=f"{operation.arrests.key}-results",
        caption=f"{operation.name}: results",
        head="Results",
        figures=[operation.arrests, operation.prosecutions],
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    minutes = tables.effort(
        key=f"{operation.arrests.key}-effort",
        caption=f"{operation.name}: effort, two measures that are never added",
        head="Effort",
        figures=[operation.patrol_minutes, operation.officer_minutes],
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    return [
        Heading(operation.name, operation.about),
        Paragraph(operation_sentence(operation)),
        results,
        minutes,
        *tables.legend(results, minutes),
    ]


def arrests(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print arrests by offence, and the ledger of their disposals."""
    total = inputs.arrests_total
    offences = tables.comparison(
        key="offences",
        caption="Arrests by offence",
        head="Offence group",
        figures=inputs.offences,
        total=total,
        periods=(inputs.period, inputs.previous),
        links=inputs.links,
    )
    counted = sum(int(disposal.figure.current or 0) for disposal in inputs.disposals)
    aside = f"{numerals.count(counted)} of {total.current_text} accounted for"
    blocks = [
        *_opening(total),
        offences,
        *_read_together(inputs.offences, "groups of offences"),
        *tables.legend(offences),
        *control_sections.by_month(inputs.by_month, total.key, inputs.period),
        Heading("Arrest ledger", aside),
        *_ledger(inputs),
        *ledger_sections.open_arrests(inputs.arrest_ledger, prefix=ARREST_LEDGER),
    ]
    return Section(number, "arrests", "Arrests", tuple(blocks), aside)


def _ledger(inputs: PerformanceInputs) -> list[Block]:
    arrests = int(inputs.arrests_total.current or 0)
    stages = {stage: 0 for stage in DisposalStage}
    rows = []
    for disposal in inputs.disposals:
        cell = tables.value_cell(disposal.figure, inputs.links)
        count = int(disposal.figure.current or 0)
        stages[disposal.stage] += count
        key = disposal.figure.key
        rows.append(Tally(disposal.figure.label, count, disposal.remark, cell.link, key))
    table = tables.tallies(
        key="disposals",
        caption="Arrests by latest disposal",
        head="Latest disposal",
        unit="Arrests",
        rows=rows,
        total=Tally("All arrests", sum(row.count for row in rows)),
        shares=arrests >= SMALL_BASE,
    )
    parts = [
        Part(sentences.STAGE_LABELS[stage], count, stage is DisposalStage.NOT_RECORDED)
        for stage, count in stages.items()
    ]
    words = "; ".join(f"{part.label}: {numerals.count(part.count)}" for part in parts)
    bar = Ledger("arrest-ledger", "Arrests by latest disposal", words, tuple(parts), "disposals")
    named = [
        line
        for disposal in inputs.disposals[:1]
        for line in tables.definition_line(disposal.figure, name="arrests by disposal")
    ]
    return [bar, table, *named, _press(inputs, arrests, stages)]


def _press(inputs: PerformanceInputs, arrests: int, stages: dict[DisposalStage, int]) -> Block:
    """Write the press sentence, or say why there is none."""
    counts = {sentences.STAGE_LABELS[stage]: count for stage, count in stages.items()}
    try:
        words = press_sentence(partition(counts, total=arrests), period=inputs.period.label)
    except sentences.LedgerDoesNotAddUpError as error:
        return Note("No sentence for the press", str(error), Tone.ATTENTION)
    return Paragraph(words, Role.PRESS, "Sentence for the press")


def prosecutions(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print prosecutions from charge to sentence, each unit by itself."""
    found = inputs.prosecutions
    listed = [
        ("stages", "Cases charged in the period, by stage", "Stage", "Cases", found.stages),
        ("results", "Cases charged in the period, by result", "Result", "Cases", found.results),
        ("sentences", "Sentences passed", "Sentence", "Sentences", found.sentences),
        ("orders", "Orders made", "Order", "Orders", found.orders),
    ]
    blocks: list[Block] = [
        *_opening(found.total),
        Paragraph(
            "A prosecution is a defendant case, counted by its first charge or requisition. "
            "Cases, charges and sentences are different measures and are never added.",
            Role.QUIET,
        ),
        *tables.definition_line(found.total),
    ]
    for key, caption, head, unit, rows in listed:
        if rows:
            total = Tally("All cases", sum(row.count for row in rows)) if key == "results" else None
            table = tables.tallies(
                key=key, caption=caption, head=head, unit=unit, rows=rows, total=total
            )
            blocks.append(table)
    blocks += ledger_sections.cases(inputs.case_ledger, prefix=CASE_LEDGER)
    return Section(number, "prosecutions", "Prosecutions", tuple(blocks))


def engagement(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print engagement events and where they were."""
    table = Table(
        key="engagement",
        caption="Engagement events by place",
        columns=(
            Column("label", "Place"),
            Column("events", "Events", ColumnKind.NUMBER, inputs.period.heading),
            Column("previous", "Events", ColumnKind.NUMBER, inputs.previous.heading),
            Column("attendees", "People who came", ColumnKind.NUMBER),
        ),
        rows=tuple(map(_place, inputs.engagement)),
    )
    words = [Paragraph(each, Role.QUIET) for each in inputs.engagement_words]
    blocks = [*_opening(inputs.engagement_events), *([table] if inputs.engagement else []), *words]
    ending = (*tables.legend(table), *tables.definition_line(inputs.engagement_events))
    return Section(number, "engagement", "Engagement", (*blocks, *ending))


def _place(row: EngagementRow) -> tuple[Cell, ...]:
    """Print the events of one place, which open, and the people who came."""
    now, then = row.events, row.previous_events
    return (
        Cell(row.label),
        Cell(numerals.count(now), now, link=row.link, opens=f"{row.opens}/{tables.CURRENT}"),
        Cell(numerals.count(then), then, opens=f"{row.opens}/{tables.PREVIOUS}"),
        _or_missing(row.attendees),
    )


def unplaced(inputs: PerformanceInputs, /) -> tuple[LeftOutItem, ...]:
    """Say how many rows have no place; the figure's label says what that means for the total."""
    cell = tables.value_cell(inputs.unplaced, inputs.links)
    label = inputs.unplaced.label
    reason = label[:1].lower() + label[1:]
    count = int(inputs.unplaced.current or 0)
    if inputs.unplaced.previous is not None:
        reason = f"{reason} ({inputs.unplaced.previous_text} in the period before)"
    return (LeftOutItem(count, reason, cell.link, cell.opens),)
