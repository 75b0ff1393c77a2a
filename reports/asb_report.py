"""The report on antisocial behaviour: published by month, logged by qualifier and by area."""

from collections import Counter

from records.models import Kind
from reports import numerals, publisher_sections, sentences, tables
from reports import performance_sections as parts
from reports.comparisons import Comparison, count_figures
from reports.control_sections import HOW_TO_READ
from reports.dated import definitions_of, measure
from reports.document import (
    Block,
    Cell,
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
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.measures.by_month import all_incidents
from reports.measures.one_map import OneMap, one_map
from reports.measures.performance import OFFICIAL, OWNER, performance_inputs
from reports.measures.wording import NOTES
from reports.performance_inputs import PerformanceInputs
from reports.report import ReportDefinition
from reports.selections import Selection, Selections, Test, count, excluded
from reports.tables import Tally

DEFINITION = "asb"
TITLE = "Antisocial behaviour report"
LOGGED, QUALIFIER, AREA = "asb.logged", "asb.qualifier.", "asb.area."
NOT_COUNTED = "asb.not_counted."
NO_AREA = "none"


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
    for group in on_one_map(evidence, found).groups:
        if len(group.keys) > 1:
            found[f"{AREA}{group.keys[0]}"] = Selection(
                Kind.LOGGED_INCIDENT, also=asb_in(group.keys)
            )
    return found


def asb_in(keys: tuple[str, ...]) -> Test:
    """Keep the antisocial behaviour that was logged in some areas."""

    def is_there(fact: Fact) -> bool:
        return is_asb(fact) and fact.text("area") in keys

    return is_there


def on_one_map(evidence: Evidence, found: Selections) -> OneMap:
    """Put the areas of the period's incidents on the map of its end, or say why not."""
    facts = found[LOGGED].counted(evidence, evidence.period)
    keys = {fact.text("area") for fact in facts} - {""}
    return one_map(evidence, keys, (evidence.period,))


def build(evidence: Evidence, /) -> Document:
    """Measure and write the report."""
    inputs, found = performance_inputs(evidence), selections(evidence)
    label = "Logged incidents of antisocial behaviour"
    logged = count_figures((compared(evidence, found, LOGGED, label),))[0]
    qualifiers = by_qualifier(evidence, found)
    totals = tuple(dict.fromkeys((inputs.asb_total, inputs.read(inputs.asb_total))))
    figures = (*totals, logged, *qualifiers)
    terms = definitions_of(evidence, figures)
    logs = incidents(2, evidence, found, logged, qualifiers)
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
        publishers=inputs.publishers,
        verdict=sentences.change(totals[-1]),
        summary=summary(inputs, logged),
        tiles=tuple(tile(figure) for figure in (*totals, logged)),
        complete="Approved records only",
        left_out=left_out(logged),
        sections=(published(1, inputs), logs, notes(3, terms)),
        figures=figures,
    )


def summary(inputs: PerformanceInputs, logged: Figure) -> tuple[str, ...]:
    """Say what is recorded and not compared, how sure the change is, and what was logged."""
    sure = sentences.certainty(inputs.read(inputs.asb_total))
    said = filter(None, (sure, sentences.change(logged)))
    return (*publisher_sections.lines(inputs, inputs.asb_total), *said)


def by_qualifier(evidence: Evidence, found: Selections) -> tuple[Figure, ...]:
    """Count logged incidents of each qualifier; they are read together."""
    lines = evidence.lines("AsbQualifier")
    return count_figures(
        [compared(evidence, found, QUALIFIER + line.code, line.label) for line in lines]
    )


def compared(evidence: Evidence, found: Selections, key: str, label: str) -> Comparison:
    """Set logged incidents of both periods beside each other."""
    selection = found[key]
    return Comparison(
        measure=measure(evidence, key, label, "incidents"),
        current=count(selection, evidence, evidence.period),
        previous=count(selection, evidence, evidence.previous),
        excluded=excluded(selection, evidence),
    )


def left_out(logged: Figure) -> LeftOut:
    """Count the logged incidents that do not count, by state."""
    items = (
        LeftOutItem(
            number,
            f"{numerals.noun(number, 'logged incidents')} {state}",
            opens=f"{NOT_COUNTED}{state}/{tables.CURRENT}",
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
    blocks = (*parts.antisocial_behaviour(inputs)[1:], Paragraph(HOW_TO_READ, Role.QUIET))
    return Section(number, "published", "Published antisocial behaviour", blocks)


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
    there = on_one_map(evidence, found)
    words = (f"No table by area: {there.why_not}.",) if there.why_not else there.words
    blocks += [Paragraph(each, Role.QUIET) for each in words]
    blocks += tables.legend(table)
    return Section(number, "logged", "Incidents that officers logged", tuple(blocks))


def by_area(evidence: Evidence, found: Selections) -> list[Tally]:
    """Count the logged incidents of the period by area on one map, most first; they sum to all."""
    there = on_one_map(evidence, found)
    if there.why_not:
        return []
    first = {key: group.keys[0] for group in there.groups for key in group.keys}
    facts = found[LOGGED].counted(evidence, evidence.period)
    counts = Counter(first.get(fact.text("area"), "") for fact in facts)
    on_map = {group.keys[0]: group.name for group in there.groups}
    names = {key: on_map.get(key) or "No area recorded" for key in counts}
    ordered = sorted(counts, key=lambda key: (-counts[key], names[key]))
    return [Tally(names[key], counts[key], opens=f"{AREA}{key or NO_AREA}") for key in ordered]


def notes(number: int, terms: tuple[Definition, ...]) -> Section:
    """Print how to read the report, and its definitions."""
    said: list[Block] = [Paragraph(words) for words in NOTES]
    blocks = (*said, Heading("Definitions"), Definitions(terms))
    return Section(number, "notes", "Notes and definitions", blocks)


REPORT = ReportDefinition(
    slug=DEFINITION,
    name=TITLE,
    build=build,
    selections=selections,
    incidents=all_incidents,
)
