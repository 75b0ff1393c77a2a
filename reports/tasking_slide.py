"""The weekly tasking slide: where incidents were logged and where patrols went, on one page."""

from collections import Counter
from datetime import timedelta

from records.models import Kind
from reports import numerals, sentences, tables
from reports.comparisons import count_figure
from reports.dated import measure
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Document,
    Layout,
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
from reports.measures.one_map import OneMap, OnMap, one_map
from reports.measures.performance import OFFICIAL, OWNER
from reports.periods import Period
from reports.report import ReportDefinition
from reports.selections import Selection, Selections, Test, count, excluded

DEFINITION = "tasking"
TITLE = "Weekly tasking"
WEEK = 7
MOST_AREAS = 8
"""Areas that one slide holds; the others are one row together."""
NO_AREA, OTHERS = "none", "others"
KINDS = {"incidents": Kind.LOGGED_INCIDENT, "patrols": Kind.PATROL, "arrests": Kind.ARREST}
_WORDS = {
    "incidents": ("Logged incidents", "incidents"),
    "patrols": ("Patrols", "patrols"),
    "arrests": ("Arrests", "arrests"),
}


def week_before(period: Period) -> Period:
    """Compare a week with the week before it."""
    return Period(period.start - timedelta(days=period.days), period.start)


def why_not(period: Period) -> str:
    """Refuse what is no week."""
    if period.days == WEEK:
        return ""
    return f"The weekly tasking slide covers seven days, not {period.days}. Choose a week."


def selections(evidence: Evidence) -> Selections:
    """Say which records each number counts, by its key; the rows of each kind sum to its total."""
    found = {f"tasking.{word}": Selection(kind) for word, kind in KINDS.items()}
    for key, _, is_there in places(evidence):
        for word, kind in KINDS.items():
            found[f"tasking.{word}.{key}"] = Selection(kind, also=is_there)
    return found


def places(evidence: Evidence) -> list[tuple[str, str, Test]]:
    """List the rows of the slide as key, label and which records belong there; none twice."""
    groups = ranked(evidence)
    shown, others = groups[:MOST_AREAS], groups[MOST_AREAS:]
    rows = [(one.keys[0], one.name or one.keys[0], in_areas(*one.keys)) for one in shown]
    if others:
        keys = [key for one in others for key in one.keys]
        rows.append((OTHERS, numerals.plural(len(others), "other area"), in_areas(*keys)))
    return [*rows, (NO_AREA, "No area recorded", in_areas(""))]


def in_areas(*keys: str) -> Test:
    """Keep the records of some areas; the empty key is that of none."""
    wanted = frozenset(keys)

    def is_there(fact: Fact) -> bool:
        return fact.text("area") in wanted

    return is_there


def areas(evidence: Evidence) -> list[str]:
    """List the areas of both weeks: most incidents of this week first, then most records."""
    now, then = (evidence.period,), (evidence.previous,)
    incidents = Counter(f.text("area") for f in _found(evidence, now, Kind.LOGGED_INCIDENT))
    records = Counter(f.text("area") for f in _found(evidence, now, *KINDS.values()))
    before = {f.text("area") for f in _found(evidence, then, *KINDS.values())}
    names = {key: evidence.areas.get(key, key) for key in before.union(records) if key}
    return sorted(names, key=lambda key: (-incidents[key], -records[key], names[key]))


def on_one_map(evidence: Evidence) -> OneMap:
    """Put the areas of both weeks on the map of the last day, or say why not."""
    return one_map(evidence, set(areas(evidence)), (evidence.previous, evidence.period))


def ranked(evidence: Evidence) -> list[OnMap]:
    """List the areas on one map, in the order of the first of each."""
    rank = {key: number for number, key in enumerate(areas(evidence))}

    def first(group: OnMap) -> int:
        return min(rank[key] for key in group.keys if key in rank)

    return sorted(on_one_map(evidence).groups, key=first)


def _found(evidence: Evidence, periods: tuple[Period, ...], *kinds: Kind) -> list[Fact]:
    """List the records of kinds that count in any of the periods."""
    return [
        fact
        for period in periods
        for kind in kinds
        for fact in Selection(kind).counted(evidence, period)
    ]


def build(evidence: Evidence, /) -> Document:
    """Measure and lay out the slide."""
    around, found = evidence.around, selections(evidence)
    totals = tuple(figure(evidence, found, word) for word in KINDS)
    said = tuple(f"{sentences.counted(one).capitalize()}, {before(one)}." for one in totals)
    return Document(
        definition=DEFINITION,
        title=TITLE,
        subtitle=f"{around.district_name}, {evidence.period.dates}",
        service=around.service,
        district=around.district_slug,
        marking=OFFICIAL,
        owner=OWNER,
        period=evidence.period,
        previous=evidence.previous,
        missing_months=(),
        verdict=said[0],
        summary=said[1:],
        tiles=tuple(tile(one) for one in totals),
        complete="Approved records only",
        left_out=left_out(totals),
        sections=(Section(1, "areas", "Where", where(evidence, found, totals)),),
        figures=totals,
        layout=Layout.SLIDE,
    )


def figure(evidence: Evidence, found: Selections, word: str) -> Figure:
    """Compare a kind of record in both weeks."""
    selection, (label, unit) = found[f"tasking.{word}"], _WORDS[word]
    return count_figure(
        measure=measure(evidence, f"tasking.{word}", label, unit),
        current=count(selection, evidence, evidence.period),
        previous=count(selection, evidence, evidence.previous),
        excluded=excluded(selection, evidence),
    )


def before(one: Figure) -> str:
    """Say the number of the week before; a week is too short to say more."""
    if one.is_broken:
        return one.reason
    return f"{one.previous_text} the week before"


def tile(one: Figure) -> Tile:
    """Show a number with that of the week before."""
    value = Cell(one.current_text, one.current, opens=f"{one.key}/{tables.CURRENT}")
    return Tile(label=one.label, value=value, sentence=before(one))


def left_out(totals: tuple[Figure, ...]) -> LeftOut:
    """Count the records of the week that do not count, by kind and state."""
    return LeftOut(
        tuple(
            LeftOutItem(number, f"{numerals.noun(number, one.unit)} {state}")
            for one in totals
            for state, number in one.excluded
        )
    )


def by_area(evidence: Evidence, found: Selections, totals: tuple[Figure, ...]) -> Table:
    """List this week and the week before by area; the rows sum to the totals."""
    heads = [
        Column(f"{word}-{side}", _WORDS[word][0], ColumnKind.NUMBER, unit)
        for word in KINDS
        for side, unit in ((tables.CURRENT, "this week"), (tables.PREVIOUS, "week before"))
    ]
    both = [
        cell
        for one in totals
        for cell in (tables.value_cell(one, {}), tables.previous_cell(one, {}))
    ]
    return Table(
        key="areas",
        caption="By area, most logged incidents of this week first",
        columns=(Column("label", "Area"), *heads),
        rows=tuple(
            (Cell(label), *numbers(evidence, found, key)) for key, label, _ in places(evidence)
        ),
        sum_row=(Cell("All"), *both),
    )


def where(evidence: Evidence, found: Selections, totals: tuple[Figure, ...]) -> tuple[Block, ...]:
    """List the areas, and under them by which definitions they were counted."""
    there = on_one_map(evidence)
    if there.why_not:
        return (Paragraph(f"No table by area: {there.why_not}."), *defined(totals))
    said = (Paragraph(words, Role.QUIET) for words in there.words)
    return (by_area(evidence, found, totals), *said, *defined(totals))


def defined(totals: tuple[Figure, ...]) -> tuple[Paragraph, ...]:
    """Name the definitions of the numbers in one line."""
    return tables.definitions_line([(one.label, one) for one in totals])


def numbers(evidence: Evidence, found: Selections, key: str) -> list[Cell]:
    """Count what was logged in an area in both weeks."""
    cells = []
    for word in KINDS:
        name = f"tasking.{word}.{key}"
        for side, period in (
            (tables.CURRENT, evidence.period),
            (tables.PREVIOUS, evidence.previous),
        ):
            n = len(found[name].counted(evidence, period))
            cells.append(Cell(numerals.count(n), n, opens=f"{name}/{side}"))
    return cells


REPORT = ReportDefinition(
    slug=DEFINITION,
    name="Weekly tasking slide",
    build=build,
    selections=selections,
    compared_with=week_before,
    why_not=why_not,
)
