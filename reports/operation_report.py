"""The operation report: effort, outputs and outcomes of one operation."""

from records.models import Kind
from reports import numerals, sentences, tables
from reports.dated import definitions_of
from reports.document import (
    Block,
    Definition,
    Definitions,
    Document,
    Heading,
    LeftOut,
    LeftOutItem,
    Paragraph,
    Role,
    Section,
    Tile,
)
from reports.evidence import Evidence
from reports.figures import Figure
from reports.hours import Hours, HoursDefinition
from reports.ledger_sections import LEDGER_DEFINITIONS
from reports.measures.one_operation import (
    area_tallies,
    logged_figure,
    not_counted,
    offence_tallies,
    one_operation,
    patrol_map,
    planned_in,
)
from reports.measures.operations import Planned, result
from reports.measures.performance import OFFICIAL, OWNER
from reports.measures.wording import NOTES
from reports.operation_outcomes import outcomes
from reports.performance_inputs import OperationResult
from reports.rates import Rate
from reports.report import About, ReportDefinition
from reports.statistics import SMALL_BASE
from reports.tables import FigureLinks, Tally

DEFINITION = "operation"
TITLE = "Operation report"
_NO_CAUSE = (
    "Effort, outputs and outcomes stand beside each other. That one followed from another cannot "
    "be read from these counts: an evaluation needs areas to compare with, chosen before the start."
)


def build(evidence: Evidence, /) -> Document:
    """Measure and write the report of the operation that the evidence is about."""
    planned = planned_in(evidence)
    found, left_out = result(evidence, planned), _left_out(evidence, planned)
    patrols = logged_figure(evidence, planned, Kind.PATROL, "patrols", "patrols")
    events = logged_figure(evidence, planned, Kind.ENGAGEMENT, "engagement", "engagement events")
    minutes = (found.patrol_minutes, found.officer_minutes)
    return Document(
        definition=DEFINITION,
        title=TITLE,
        subtitle=f"{planned.name}, {evidence.around.district_name}, {evidence.period.label}",
        service=evidence.around.service,
        district=evidence.around.district_slug,
        marking=OFFICIAL,
        owner=OWNER,
        period=evidence.period,
        previous=evidence.previous,
        missing_months=(),
        verdict=_verdict(planned, found, patrols),
        summary=_summary(found, events),
        tiles=_tiles(found),
        complete=_complete(evidence, planned),
        left_out=left_out,
        sections=_sections(evidence, planned, found, (patrols, events), left_out),
        figures=(*minutes, patrols, found.arrests, found.prosecutions, events),
        subject=planned.slug,
    )


def _sections(
    evidence: Evidence,
    planned: Planned,
    found: OperationResult,
    counts: tuple[Figure, Figure],
    left_out: LeftOut,
) -> tuple[Section, ...]:
    """Write the sections; `counts` are the figures of patrols and of events."""
    patrols, events = counts
    minutes = (found.patrol_minutes, found.officer_minutes)
    figures = (*minutes, patrols, found.arrests, found.prosecutions, events)
    return (
        effort(1, evidence, planned, found, patrols),
        outputs(2, evidence, planned, found, events),
        *outcomes(3, evidence, planned),
        notes(5, left_out, definitions_of(evidence, figures)),
    )


def effort(
    number: int, evidence: Evidence, planned: Planned, found: OperationResult, patrols: Figure
) -> Section:
    """Print what was put in: two measures of time that are never added, and patrols by area."""
    minutes = tables.effort(
        key="effort",
        caption="Time on patrol: two measures that are never added or compared",
        head="Effort",
        figures=[found.patrol_minutes, found.officer_minutes],
        periods=(evidence.period, evidence.previous),
        links=_links(),
    )
    times = tables.comparison(
        key="patrols",
        caption="Patrols that began in the period",
        head="Effort",
        figures=[patrols],
        periods=(evidence.period, evidence.previous),
        links=_links(),
    )
    blocks: list[Block] = [
        Paragraph(planned.fact.text("objective"), Role.LEAD),
        *(Paragraph(f"{_capital(hours.words)}.") for hours in _hours(found)),
        minutes,
        times,
        *_where(evidence, planned),
        *tables.legend(minutes, times),
    ]
    return Section(number, "effort", "Effort: what was put in", tuple(blocks))


def _where(evidence: Evidence, planned: Planned) -> list[Block]:
    """List the patrols by area, where there are any and their areas lie on one map."""
    areas, found = area_tallies(evidence, planned), patrol_map(evidence, planned)
    if found.why_not:
        return [Paragraph(f"No table by area: {found.why_not}.", Role.QUIET)]
    everywhere = Tally("All patrols", sum(row.count for row in areas))
    where = tables.tallies(
        key="areas",
        caption="Patrols by area",
        head="Area",
        unit="Patrols",
        rows=areas,
        total=everywhere,
    )
    return [where, *(Paragraph(words, Role.QUIET) for words in found.words)] if areas else []


def outputs(
    number: int, evidence: Evidence, planned: Planned, found: OperationResult, events: Figure
) -> Section:
    """Print what was done: arrests, prosecutions and events, arrests by offence."""
    done = tables.comparison(
        key="outputs",
        caption=f"{planned.name}: what was done",
        head="Outputs",
        figures=[found.arrests, found.prosecutions, events],
        periods=(evidence.period, evidence.previous),
        links=_links(),
    )
    rows = offence_tallies(evidence, planned)
    blocks: list[Block] = [
        Paragraph(sentences.change(found.arrests), Role.LEAD),
        Paragraph(_rate(found)),
        done,
        *tables.legend(done),
    ]
    if rows:
        offences = tables.tallies(
            key="offences",
            caption="Arrests by the group of their most serious offence",
            head="Offence group",
            unit="Arrests",
            rows=rows,
            total=Tally("All arrests", sum(row.count for row in rows)),
            shares=sum(row.count for row in rows) >= SMALL_BASE,
        )
        blocks += [Heading("Arrests by offence"), offences]
    return Section(number, "outputs", "Outputs: what was done", tuple(blocks))


def notes(number: int, left_out: LeftOut, measured: tuple[Definition, ...]) -> Section:
    """Print what was left out, how to read the report, and its definitions."""
    blocks: list[Block] = [
        left_out,
        Paragraph(_NO_CAUSE),
        Paragraph(NOTES[0]),
        Heading("Definitions"),
        Definitions((*measured, *LEDGER_DEFINITIONS)),
    ]
    return Section(number, "notes", "Notes and definitions", tuple(blocks))


def _hours(found: OperationResult) -> tuple[Hours, Hours]:
    """Give both times as hours, each with its definition."""
    return (
        Hours(int(found.patrol_minutes.current or 0), HoursDefinition.UNION),
        Hours(int(found.officer_minutes.current or 0), HoursDefinition.PERSON),
    )


def _verdict(planned: Planned, found: OperationResult, patrols: Figure) -> str:
    """Say effort, outputs and outcomes in one line."""
    union, _ = _hours(found)
    opening = f"{planned.name} put in {union.words}, on {sentences.counted(patrols)}"
    made, brought = sentences.counted(found.arrests), sentences.counted(found.prosecutions)
    return f"{opening}, and made {made} and {brought}."


def _summary(found: OperationResult, events: Figure) -> tuple[str, ...]:
    """Say what was done as the press would."""
    return (
        sentences.change(found.arrests),
        sentences.change(found.prosecutions),
        sentences.change(events),
        _rate(found),
    )


def _rate(found: OperationResult) -> str:
    """Say how many arrests were made for the time of all officers, by the one definition of it."""
    officers = _hours(found)[1]
    if not officers.minutes:
        return "No patrol is recorded, so there is no rate of arrests."
    rate = Rate(int(found.arrests.current or 0), officers.hours, "officer hours")
    return f"Arrests for the time that officers put in: {rate.words}."


def _tiles(found: OperationResult) -> tuple[Tile, ...]:
    union, person = _hours(found)
    heroes = [
        Tile(
            label=figure.label,
            value=tables.read_cell(figure, _links()),
            change=figure.change_text,
            percent=figure.percent_text,
            previous=tables.previous_cell(figure, _links()),
            sentence=sentences.certainty(figure) or _capital(figure.reason),
            is_hero=True,
        )
        for figure in (found.arrests, found.prosecutions)
    ]
    small = [
        Tile(
            label=label,
            value=tables.value_cell(figure, _links()),
            unit="minutes",
            sentence=hours.words,
        )
        for label, figure, hours in (
            ("Patrol minutes", found.patrol_minutes, union),
            ("Officer minutes", found.officer_minutes, person),
        )
    ]
    return (*heroes, *small)


def _left_out(evidence: Evidence, planned: Planned) -> LeftOut:
    """Count the records of the operation that do not count, by kind and state."""
    items = [
        LeftOutItem(
            number := len(selection.counted(evidence, evidence.period)),
            f"{numerals.noun(number, f'{selection.noun}s')} {selection.states[0]}",
            opens=f"{key}/{tables.CURRENT}",
        )
        for key, selection in not_counted(evidence, planned).items()
    ]
    return LeftOut(tuple(items))


def _complete(evidence: Evidence, planned: Planned) -> str:
    """Say how much of what was logged in the period stands approved."""
    kinds = (Kind.PATROL, Kind.ARREST, Kind.PROSECUTION, Kind.ENGAGEMENT)
    approved = sum(len(planned.logged(kind).counted(evidence, evidence.period)) for kind in kinds)
    waiting = sum(
        len(selection.counted(evidence, evidence.period))
        for selection in not_counted(evidence, planned).values()
        if selection.states != ("withdrawn",)
    )
    return f"{numerals.count(approved)} of {numerals.count(approved + waiting)} records approved"


def _links() -> dict[str, FigureLinks]:
    """Let no figure lead to a list of today: every one opens what the edition counted."""
    return {}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


REPORT = ReportDefinition(
    slug=DEFINITION,
    name=TITLE,
    build=build,
    selections=one_operation,
    about=About.OPERATION,
)
