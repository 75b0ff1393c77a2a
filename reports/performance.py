"""Build the performance report: page one in plain words, then the sections behind it."""

from collections.abc import Callable
from dataclasses import replace

from reports import (
    harm_sections,
    numerals,
    periods,
    publisher_sections,
    sentences,
    solved_sections,
    tables,
)
from reports import performance_sections as parts
from reports.document import (
    Block,
    Cell,
    Definitions,
    Document,
    Heading,
    LeftOut,
    LeftOutItem,
    Note,
    Paragraph,
    Section,
    Tile,
    Tone,
)
from reports.figures import Figure
from reports.ledger_sections import LEDGER_DEFINITIONS
from reports.performance_inputs import NotCounted, PerformanceInputs
from reports.tables import Tally

DEFINITION = "performance"
TITLE = "Performance report"
MOST_OPERATIONS = 4
_READING_NOTES = (
    "The percent beside a count is of the raw counts; the interval is of the change per day, "
    "because the periods can differ in length. A percent is printed only where the earlier count "
    "is 50 or more.",
    "Better and Worse follow the direction that the definition of a measure states. Counts that "
    "follow recording practice, such as recorded crime as a whole, violence, public order, drugs, "
    "weapons and shoplifting, say Higher and Lower.",
    "The reading uses the interval that stands beside it. It allows for how far months vary, known "
    "from up to 36 covered months to the end of the period, and for what neighbouring months share "
    "where that shows in them; it does not allow for drifts over years. Could be chance does not "
    "say that nothing changed: the interval says what is open. Too few: a base under 50. Too "
    "short: fewer than 24 covered months tell how far a month varies.",
)
_STATES = {
    "draft": "drafts, not yet submitted",
    "submitted": "submitted, not yet approved",
    "returned": "returned for mending",
    "reopened": "reopened, approval void",
    "withdrawn": "withdrawn",
}


def build(inputs: PerformanceInputs, /) -> Document:
    """Build the document of the performance report, unstamped: `Document.sealed` numbers it."""
    return Document(
        definition=DEFINITION,
        title=TITLE,
        subtitle=f"{inputs.district}, {inputs.period.label}",
        service=inputs.service,
        district=inputs.district_slug,
        marking=inputs.marking,
        owner=inputs.owner,
        period=inputs.period,
        previous=inputs.previous,
        missing_months=inputs.missing_months,
        publishers=inputs.publishers,
        verdict=_verdict(inputs),
        summary=_summary(inputs),
        tiles=_tiles(inputs),
        complete=inputs.complete,
        left_out=left_out_line(inputs),
        sections=tuple(section(number, inputs) for number, section in enumerate(SECTIONS, start=1)),
        figures=inputs.figures(),
    )


def _verdict(inputs: PerformanceInputs) -> str:
    """Answer in a line, of what may be compared, and say of what that is."""
    said = sentences.verdict(
        crime=inputs.read(inputs.crime_total),
        asb=inputs.read(inputs.asb_total),
        types=[inputs.read(figure) for figure in inputs.crime_types],
        others=_confidence(inputs),
    )
    return " ".join(filter(None, [said, publisher_sections.beside(inputs)]))


def _confidence(inputs: PerformanceInputs) -> tuple[Figure, ...]:
    """Give the survey to the verdict where it is compared, by a name that fits a sentence."""
    if inputs.survey is None or inputs.survey.figure.change_interval is None:
        return ()
    return (replace(inputs.survey.figure, label="Residents’ confidence"),)


def _summary(inputs: PerformanceInputs) -> tuple[str, ...]:
    """Say the figures of page one as the press would."""
    totals = (inputs.crime_total, inputs.asb_total)
    survey = [sentences.survey(inputs.survey.figure)] if inputs.survey else []
    return (
        *(words for total in totals for words in publisher_sections.lines(inputs, total)),
        *(sentences.change(inputs.read(total)) for total in totals),
        *_operations_in_short(inputs),
        *survey,
        sentences.change(inputs.engagement_events),
    )


def _operations_in_short(inputs: PerformanceInputs) -> list[str]:
    """Say what the first operations led to and count the others: page one stays one page."""
    said = [parts.operation_sentence(each) for each in inputs.operations[:MOST_OPERATIONS]]
    others = len(inputs.operations) - len(said)
    if others:
        said.append(f"{numerals.plural(others, 'more operation')} in section 3.")
    return said


def _tiles(inputs: PerformanceInputs) -> tuple[Tile, ...]:
    totals = (inputs.crime_total, inputs.asb_total)
    every = [figure for one in totals for figure in dict.fromkeys((one, inputs.read(one)))]
    heroes = [_hero(inputs, figure) for figure in every]
    small = [
        Tile(
            label=operation.short,
            value=tables.value_cell(operation.headline, inputs.links),
            unit=operation.headline.unit,
            sentence=operation.detail or operation.about,
        )
        for operation in inputs.operations[:2]
    ]
    if inputs.survey:
        figure = inputs.survey.figure
        small.append(
            Tile(
                label="Good or excellent",
                value=tables.value_cell(figure, inputs.links),
                unit=figure.interval_text,
                sentence=f"residents’ survey, base {numerals.count(figure.base)}",
            )
        )
    return (*heroes, *small)


def _hero(inputs: PerformanceInputs, figure: Figure) -> Tile:
    value = tables.value_cell(figure, inputs.links)
    read = tables.reading_cell(figure)
    return Tile(
        label=f"{figure.label}, {figure.unit}",
        value=Cell(
            value.text,
            value.value,
            link=value.link,
            opens=value.opens,
            mark=read.mark,
            reading=figure.reading,
            rising=read.rising,
        ),
        change=figure.change_text,
        percent=figure.percent_text,
        previous=tables.previous_cell(figure, inputs.links),
        sentence=sentences.certainty(figure) or _capital(figure.reason),
        is_hero=True,
    )


def left_out_line(inputs: PerformanceInputs, /) -> LeftOut:
    """Sum up, by state, what page one leaves out; also when it is nothing."""
    by_state: dict[str, list[NotCounted]] = {state: [] for state in _STATES}
    for row in inputs.not_counted:
        by_state.setdefault(row.state.lower(), []).append(row)
    states = [
        LeftOutItem(
            sum(row.count for row in rows),
            _state_words(state),
            opens=f"{rows[0].across}/{tables.CURRENT}" if rows[0].across else "",
        )
        for state, rows in by_state.items()
        if rows
    ]
    return LeftOut((*states, *parts.unplaced(inputs), *inputs.left_out))


def left_out(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print the records that were not counted, by kind and state, and what is missing."""
    rows = [
        Tally(f"{row.kind}: {_state_words(row.state)}", row.count, link=row.link, opens=row.opens)
        for row in inputs.not_counted
    ]
    states = tables.tallies(
        key="not-counted",
        caption="Records not counted, by kind and state",
        head="Records",
        unit="Not counted",
        rows=rows,
        total=Tally("All records not counted", sum(row.count for row in rows)),
    )
    blocks: list[Block] = [left_out_line(inputs), states, *_not_covered(inputs)]
    if inputs.missing_disposals:
        missing = tables.tallies(
            key="missing-disposals",
            caption="Arrests without a disposal, by age at the end of the period",
            head="Days from the arrest to the end of the period",
            unit="Arrests",
            rows=inputs.missing_disposals,
        )
        blocks += [Heading("Missing disposals"), missing]
    return Section(number, "left-out", "What was left out", tuple(blocks))


def _not_covered(inputs: PerformanceInputs) -> list[Block]:
    """Name the months that are not covered, and what is recorded and not compared for it."""
    blocks: list[Block] = []
    if inputs.missing_months:
        months = periods.months_listed(inputs.missing_months)
        words = f"No import covers these months of police data: {months}. They are not zero."
        blocks.append(Note("Months that are not covered", words, Tone.ATTENTION))
    if beside := publisher_sections.beside(inputs):
        blocks.append(Note("What is recorded and not compared", beside, Tone.ATTENTION))
    return blocks


def notes(number: int, inputs: PerformanceInputs, /) -> Section:
    """Print how to read the report, the definitions, and the statistics of each comparison."""
    evidence = tables.evidence(
        key="statistics", caption="Statistics of every comparison", named=_named_figures(inputs)
    )
    blocks: list[Block] = [
        *(Paragraph(words) for words in (*_READING_NOTES, *inputs.notes)),
        Heading("Definitions"),
        Definitions((*inputs.definitions, *LEDGER_DEFINITIONS)),
        Heading("Statistics of every comparison"),
        evidence,
        *tables.legend(evidence),
    ]
    return Section(number, "notes", "Notes and definitions", tuple(blocks))


SECTIONS: tuple[Callable[[int, PerformanceInputs], Section], ...] = (
    parts.crime,
    parts.confidence,
    parts.operations,
    parts.arrests,
    parts.prosecutions,
    parts.engagement,
    solved_sections.solved,
    harm_sections.harm,
    left_out,
    notes,
)


def _named_figures(inputs: PerformanceInputs) -> list[tuple[str, Figure]]:
    """Name every figure so that it can be told apart where all stand in one table."""
    operations = {
        figure.key: operation.name
        for operation in inputs.operations
        for figure in (operation.arrests, operation.prosecutions)
    }
    named = []
    for figure in inputs.figures():
        name, operation = tables.full_name(figure), operations.get(figure.key, "")
        if operation and operation not in name:
            name = f"{operation}, {name[:1].lower()}{name[1:]}"
        named.append((name, figure))
    return named


def _state_words(state: str) -> str:
    return _STATES.get(state.lower(), state.lower())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
