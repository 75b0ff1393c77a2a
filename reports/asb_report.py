"""The report on antisocial behaviour: published by month, logged by qualifier and by area."""

from collections import Counter

from records.models import Kind
from reports import numerals, sentences, tables
from reports import performance_sections as parts
from reports.comparisons import Measure, count_figure
from reports.control_charts import Chart, chart
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Document,
    Heading,
    LeftOut,
    LeftOutItem,
    Paragraph,
    Role,
    Section,
    Table,
    Tile,
)
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.measures.performance import OFFICIAL, OWNER, performance_inputs
from reports.measures.police_data import incident_selections
from reports.measures.wording import DEFINITIONS, NOTES
from reports.performance_inputs import PerformanceInputs
from reports.report import ReportDefinition
from reports.selections import Selection, Selections, count, excluded
from reports.statistics import Direction
from reports.tables import Tally

DEFINITION = "asb"
TITLE = "Antisocial behaviour report"
LOGGED, QUALIFIER, AREA = "asb.logged", "asb.qualifier.", "asb.area."
NOT_COUNTED = "asb.not_counted."
NO_AREA = "none"
_LOGGED = Definition(
    "Logged incidents",
    "Approved records of incidents of antisocial behaviour that officers dealt with: those with a "
    "qualifier. They are not the published incidents and are never added to them.",
    "1",
)
_USUAL = (
    "A month stands out when it is outside the limits, or one of a run or a trend of seven, or of "
    "three near a limit (XmR chart). Limits are taken from the first months and kept."
)


def is_asb(fact: Fact) -> bool:
    """Tell whether a logged incident is antisocial behaviour: only that has a qualifier."""
    return fact.values.get("qualifier") is not None


def selections(evidence: Evidence) -> Selections:
    """Say which logged incidents each number counts, by its key."""
    found = {LOGGED: Selection(Kind.LOGGED_INCIDENT, also=is_asb)}
    for line in evidence.lines("AsbQualifier"):
        found[QUALIFIER + line.code] = Selection(
            Kind.LOGGED_INCIDENT, where=(("qualifier", line.code),)
        )
    for state in excluded(found[LOGGED], evidence):
        found[NOT_COUNTED + state] = Selection(Kind.LOGGED_INCIDENT, also=is_asb, states=(state,))
    for period in (evidence.period, evidence.previous):
        for fact in found[LOGGED].counted(evidence, period):
            area = fact.values.get("area")
            found[f"{AREA}{area or NO_AREA}"] = Selection(
                Kind.LOGGED_INCIDENT, where=(("area", area),), also=is_asb
            )
    return found


def build(evidence: Evidence, /) -> Document:
    """Measure and write the report."""
    inputs, found = performance_inputs(evidence), selections(evidence)
    logged = compared(evidence, found, LOGGED, "Logged incidents of antisocial behaviour")
    qualifiers = tuple(
        compared(evidence, found, QUALIFIER + line.code, line.label)
        for line in evidence.lines("AsbQualifier")
    )
    total = inputs.asb_total
    sections = (published(1, inputs), incidents(2, evidence, found, logged, qualifiers), notes(3))
    return Document(
        definition=DEFINITION,
        title=TITLE,
        subtitle=f"{inputs.district}, {evidence.period.label}",
        service=inputs.service,
        district=inputs.district_slug,
        marking=OFFICIAL,
        owner=OWNER,
        period=evidence.period,
        previous=evidence.previous,
        missing_months=inputs.missing_months,
        verdict=sentences.change(total),
        summary=tuple(filter(None, (sentences.certainty(total), sentences.change(logged)))),
        tiles=tuple(tile(figure) for figure in (total, logged)),
        complete="",
        left_out=left_out(logged),
        sections=sections,
        figures=(total, logged, *qualifiers),
    )


def compared(evidence: Evidence, found: Selections, key: str, label: str) -> Figure:
    """Compare logged incidents of both periods."""
    selection = found[key]
    return count_figure(
        measure=Measure(key, label, "incidents"),
        current=count(selection, evidence, evidence.period),
        previous=count(selection, evidence, evidence.previous),
        excluded=excluded(selection, evidence),
    )


def left_out(logged: Figure) -> LeftOut:
    """Count the logged incidents that do not count, by state."""
    items = (
        LeftOutItem(
            number, f"logged incidents {state}", opens=f"{NOT_COUNTED}{state}/{tables.CURRENT}"
        )
        for state, number in logged.excluded
    )
    return LeftOut(tuple(items))


def tile(figure: Figure) -> Tile:
    """Show a figure on page one."""
    read = tables.reading_cell(figure)
    return Tile(
        label=f"{figure.label}, {figure.unit}",
        value=Cell(
            figure.current_text,
            figure.current,
            opens=f"{figure.key}/{tables.CURRENT}" if figure.current is not None else "",
            mark=read.mark,
            reading=read.reading,
            rising=read.rising,
        ),
        change=figure.change_text,
        percent=figure.percent_text,
        previous=tables.previous_cell(figure, {}),
        sentence=sentences.certainty(figure) or figure.reason.capitalize(),
        is_hero=True,
    )


def published(number: int, inputs: PerformanceInputs) -> Section:
    """Print what the police publish, and which months stand out from the usual variation."""
    months = control_chart(inputs)
    blocks: list[Block] = [*parts.antisocial_behaviour(inputs)[1:]]
    if months is not None:
        blocks += [Heading("Months against the usual variation"), *standing_out(months)]
    return Section(number, "published", "Published antisocial behaviour", tuple(blocks))


def control_chart(inputs: PerformanceInputs) -> Chart | None:
    """Draw the months of both periods as one line; None where they do not follow each other."""
    counts = inputs.asb_months
    if counts is None or inputs.previous.end != inputs.period.start:
        return None
    months = (*inputs.previous.months(), *inputs.period.months())
    values = [float(each) for each in (*counts.previous, *counts.current)]
    points = list(zip((month.label for month in months), values, strict=True))
    return chart(points, direction=Direction.LOWER)


def standing_out(months: Chart) -> list[Block]:
    """Say which months stand out, with the limits and every month in a table."""
    said = [Paragraph(point.words) for point in months.signals]
    table = Table(
        key="control-chart",
        caption="Months against the usual variation",
        columns=(
            Column("label", "Month"),
            Column("current", "Incidents", ColumnKind.NUMBER),
            Column("low", "Lower limit", ColumnKind.NUMBER),
            Column("high", "Upper limit", ColumnKind.NUMBER),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=tuple(
            (
                Cell(point.label),
                Cell(numerals.count(int(point.value or 0)), int(point.value or 0)),
                Cell(tables.NOT_AVAILABLE if not point.limits else f"{point.limits.drawn_low:.0f}"),
                Cell(tables.NOT_AVAILABLE if not point.limits else f"{point.limits.high:.0f}"),
                Cell(point.reading.value, reading=point.reading, rising=point.upwards),
            )
            for point in months.points
        ),
        folded=True,
    )
    nothing = [Paragraph("No month stands out from the usual variation.")]
    return [*(said or nothing), Paragraph(_USUAL, Role.QUIET), table]


def incidents(
    number: int,
    evidence: Evidence,
    found: Selections,
    logged: Figure,
    qualifiers: tuple[Figure, ...],
) -> Section:
    """Print the incidents that officers logged, by qualifier and by area."""
    table = tables.comparison(
        key="qualifiers",
        caption="Logged incidents by qualifier",
        head="Qualifier",
        figures=qualifiers,
        total=logged,
        periods=(evidence.period, evidence.previous),
        links={},
    )
    blocks: list[Block] = [Paragraph(sentences.change(logged), Role.LEAD), table]
    rows = by_area(evidence, found)
    if rows:
        where = tables.tallies(
            key="areas",
            caption="Logged incidents by area and hotspot",
            head="Area",
            unit="Incidents",
            rows=rows,
            total=Tally("All areas", sum(row.count for row in rows)),
        )
        blocks += [Heading("Where"), where]
    blocks += tables.legend(table)
    return Section(number, "logged", "Incidents that officers logged", tuple(blocks))


def by_area(evidence: Evidence, found: Selections) -> list[Tally]:
    """Count the logged incidents of the period by area, most first; they sum to all."""
    facts = found[LOGGED].counted(evidence, evidence.period)
    counts = Counter(fact.text("area") for fact in facts)
    names = {key: evidence.areas.get(key, "No area recorded") for key in counts}
    ordered = sorted(counts, key=lambda key: (-counts[key], names[key]))
    return [Tally(names[key], counts[key], opens=f"{AREA}{key or NO_AREA}") for key in ordered]


def notes(number: int) -> Section:
    """Print how to read the report, and its definitions."""
    terms = (*(entry for entry in DEFINITIONS if entry.term == "Antisocial behaviour"), _LOGGED)
    said: list[Block] = [Paragraph(words) for words in NOTES]
    blocks = (*said, Heading("Definitions"), Definitions(terms))
    return Section(number, "notes", "Notes and definitions", blocks)


REPORT = ReportDefinition(
    slug=DEFINITION,
    name=TITLE,
    build=build,
    selections=selections,
    incidents=incident_selections,
)
