"""The hotspot return: what was done in each hotspot, in the columns that the scheme asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.models import AreaKind
from reports import numerals, tables
from reports.comparisons import Counted, Measure, effort_figure
from reports.dated import definitions_of, measure
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
from reports.evidence import Evidence, Group, Named, Template, TemplateColumn
from reports.figures import Figure
from reports.hotspot_columns import CATALOGUE, COUNTS, NOT_YET, TEXTS, Counting, within
from reports.hours import Hours, HoursDefinition
from reports.measures.amounts import amount_of
from reports.measures.performance import OFFICIAL, OWNER
from reports.periods import Period
from reports.report import ReportDefinition
from reports.returns import BadTemplate, template_of, why_not_in_one_year
from reports.selections import Selection, Selections, excluded, months_in
from reports.symbols import Symbol, legend

DEFINITION = "hotspot"
TITLE = "Hotspot return"
EACH, ALL = "hotspot.", "hotspots."
NO_RECORDS = "no such records are kept yet"
_TILES = ("patrols_n", "patrol_minutes", "person_minutes", "arrests_n")
_SYMBOLS = (Symbol.NOT_AVAILABLE, Symbol.NOT_APPLICABLE, Symbol.PROVISIONAL, Symbol.REVISED)
_READ = (
    "[x] stands where no records are kept yet, or none that say in which hotspot; 0 means that "
    "there were none. Days with a patrol are not added up: two hotspots may share a day. The "
    "number and state of the return are those of the edition, on every page."
)
_HOTSPOT = Definition(
    "Hotspot",
    "An area of the kind hotspot that was in force on any day of the period. A record counts in "
    "the hotspot that its officer named. Police data has snapped places and is not counted here.",
    "1",
)
_HOURS = Definition(
    "Hours counted as",
    f"union: patrol minutes are {HoursDefinition.UNION}. person: officer minutes are "
    f"{HoursDefinition.PERSON}. The two are never added or compared.",
    "1",
)


def template(period: Period) -> Template:
    """Read the template in force in a period.

    Raises: BadTemplate.
    """
    return template_of(DEFINITION, period, CATALOGUE)


def hotspots(evidence: Evidence, period: Period) -> list[Named]:
    """List the hotspots in force in a period, by name."""
    found = [area for area in evidence.around.areas if area.kind == AreaKind.HOTSPOT]
    return sorted(
        (area for area in found if area.in_force(period)), key=lambda area: (area.name, area.key)
    )


def selections(evidence: Evidence) -> Selections:
    """Say which records each number counts: of each hotspot, and of all of them."""
    there = hotspots(evidence, evidence.period)
    keys = [area.key for area in there]
    found = {ALL + key: within(counting, *keys) for key, counting in counted(evidence).items()}
    for area in there:
        for key, counting in counted(evidence).items():
            found[f"{EACH}{area.key}.{key}"] = within(counting, area.key)
    return found


def counted(evidence: Evidence) -> dict[str, Counting]:
    """Give the columns of the template that count records, in its order."""
    columns = the_template(evidence).columns
    return {column.key: COUNTS[column.key] for column in columns if column.key in COUNTS}


def the_template(evidence: Evidence) -> Template:
    """Give the columns that the edition keeps.

    Raises: BadTemplate.
    """
    if evidence.around.template is None:
        raise BadTemplate("A hotspot return is made of a template, and none was read.")
    return evidence.around.template


def build(evidence: Evidence, /) -> Document:
    """Fill the template in."""
    around, laid = evidence.around, the_template(evidence)
    there = hotspots(evidence, evidence.period)
    figures = {one.key: one for one in all_figures(evidence, there)}
    return Document(
        definition=DEFINITION,
        title=TITLE,
        subtitle=f"{around.district_name}, {evidence.period.label}",
        service=around.service,
        district=around.district_slug,
        marking=OFFICIAL,
        owner=OWNER,
        period=evidence.period,
        previous=evidence.previous,
        missing_months=(),
        verdict=verdict(there, figures),
        summary=summary(laid, figures),
        tiles=tiles(figures),
        complete="Approved records only",
        left_out=left_out(figures),
        sections=(
            *(
                section(number, group, there, figures)
                for number, group in enumerate(laid.groups, start=1)
            ),
            notes(len(laid.groups) + 1, laid, definitions_of(evidence, figures.values())),
        ),
        figures=tuple(figures.values()),
    )


def all_figures(evidence: Evidence, there: Sequence[Named]) -> list[Figure]:
    """Make a figure of each column for all hotspots, then for each of them."""
    found, columns = selections(evidence), the_template(evidence).columns
    before = {area.key for area in hotspots(evidence, evidence.previous)}
    same = before == {area.key for area in there}
    places = [("All hotspots", ALL, same)]
    places += [(area.name, f"{EACH}{area.key}.", area.key in before) for area in there]
    figures = [not_kept(evidence, column) for column in columns if column.key in NOT_YET]
    for name, prefix, compares in places:
        for column in columns:
            counting = COUNTS.get(column.key)
            if counting and (counting.is_additive or prefix != ALL):
                key = prefix + column.key
                counted = measure(evidence, key, f"{name}: {column.label}", counting.unit)
                figures.append(figure(evidence, found[key], counted, compares=compares))
    return figures


def figure(evidence: Evidence, selection: Selection, counted: Measure, *, compares: bool) -> Figure:
    """Make the figure of a column, beside the period before where the same hotspots were there."""

    def held(period: Period) -> Counted:
        amount = amount_of(selection, evidence, period)
        return Counted(count=amount, days=period.days, n_months=months_in(period))

    made = effort_figure(
        measure=counted,
        current=held(evidence.period),
        previous=held(evidence.previous) if compares else None,
        excluded=excluded(selection, evidence),
    )
    unsaid = Symbol.NOT_AVAILABLE.value
    why = "a return is not compared" if compares else "other hotspots were there before"
    return replace(
        made,
        reason=made.reason if made.is_broken else why,
        symbol="" if made.current is not None else unsaid,
        previous_symbol="" if made.previous is not None else unsaid,
    )


def not_kept(evidence: Evidence, column: TemplateColumn) -> Figure:
    """Make the figure of a column of which no records exist: [x], never 0."""
    nothing = Counted(count=None, days=0)
    made = effort_figure(
        measure=measure(evidence, ALL + column.key, f"All hotspots: {column.label}", ""),
        current=nothing,
        previous=None,
    )
    symbol = Symbol.NOT_AVAILABLE.value
    return replace(made, reason=NO_RECORDS, symbol=symbol, previous_symbol=symbol, days=None)


def verdict(there: Sequence[Named], figures: Mapping[str, Figure]) -> str:
    """Say how many hotspots there were, and how many patrols went there."""
    if not there:
        return "No hotspot was in force in the period."
    words = numerals.plural(len(there), "hotspot")
    patrols = figures[f"{ALL}patrols_n"].current or 0
    return f"{words}, {numerals.plural(int(patrols), 'patrol')}."


def summary(laid: Template, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Say the hours with their definitions, and how many columns nobody can fill yet."""
    lines = []
    for key, definition in (
        ("patrol_minutes", HoursDefinition.UNION),
        ("person_minutes", HoursDefinition.PERSON),
    ):
        if made := figures.get(ALL + key):
            lines.append(f"On patrol: {Hours(int(made.current or 0), definition).words}.")
    waiting = sum(column.key in NOT_YET for column in laid.columns)
    every = numerals.plural(len(laid.columns), "column")
    return (*lines, f"{waiting} of {every} have no records yet and print [x].")


def tiles(figures: Mapping[str, Figure]) -> tuple[Tile, ...]:
    """Show patrols, time and arrests of all hotspots on page one."""
    shown = [figures[ALL + key] for key in _TILES if ALL + key in figures]
    return tuple(
        Tile(
            label=one.label.removeprefix("All hotspots: ").partition(" (")[0],
            value=tables.value_cell(one, {}),
            sentence="in all hotspots of the period",
        )
        for one in shown
    )


def left_out(figures: Mapping[str, Figure]) -> LeftOut:
    """Count the records in hotspots that do not count, by kind and state."""
    kinds = {"patrols_n": "patrols", "arrests_n": "arrests", "engagements_n": "engagement events"}
    items = []
    for key, nouns in kinds.items():
        for state, number in figures[ALL + key].excluded if ALL + key in figures else ():
            items.append(LeftOutItem(number, f"{numerals.noun(number, nouns)} {state}"))
    return LeftOut(tuple(items))


def section(
    number: int, group: Group, there: Sequence[Named], figures: Mapping[str, Figure]
) -> Section:
    """Print a group: hotspot by hotspot, or column by column where nobody can fill one."""
    key = f"group-{number}"
    if all(column.key in NOT_YET for column in group.columns):
        return Section(number, key, group.title, (not_kept_table(key, group),))
    counts = [column.key for column in group.columns if column.key in COUNTS]
    table = Table(
        key=key,
        caption=f"{group.title}, by hotspot",
        columns=(Column("hotspot_name", "Hotspot"), *(head(column) for column in group.columns)),
        rows=tuple(
            (Cell(area.name), *(cell(column.key, area, figures) for column in group.columns))
            for area in there
        ),
        sum_row=(Cell("All hotspots"), *(total(c.key, figures) for c in group.columns))
        if counts and there
        else None,
    )
    named = [
        (column.label, made)
        for column in group.columns
        if (made := _any(column.key, there, figures)) is not None
    ]
    return Section(number, key, group.title, (table, *tables.definitions_line(named)))


def _any(key: str, there: Sequence[Named], figures: Mapping[str, Figure]) -> Figure | None:
    """Find a figure of a column: that of all hotspots, or of the first where none adds them up."""
    keys = [ALL + key, *(f"{EACH}{area.key}.{key}" for area in there)]
    return next((figures[each] for each in keys if each in figures), None)


def not_kept_table(key: str, group: Group) -> Table:
    """List columns of which no records exist yet."""
    return Table(
        key=key,
        caption=f"{group.title}: {NO_RECORDS}",
        columns=(Column("label", "Column"), Column("current", "All hotspots", ColumnKind.NUMBER)),
        rows=tuple(
            (Cell(column.label), Cell(Symbol.NOT_AVAILABLE.value)) for column in group.columns
        ),
    )


def head(column: TemplateColumn) -> Column:
    """Head a column of the template; text stands at the left."""
    kind = ColumnKind.TEXT if column.key in TEXTS else ColumnKind.NUMBER
    return Column(column.key, column.label, kind)


def cell(key: str, area: Named, figures: Mapping[str, Figure]) -> Cell:
    """Print a column of one hotspot."""
    if key in TEXTS:
        return Cell(TEXTS[key](area))
    made = figures.get(f"{EACH}{area.key}.{key}")
    return Cell(Symbol.NOT_AVAILABLE.value) if made is None else tables.value_cell(made, {})


def total(key: str, figures: Mapping[str, Figure]) -> Cell:
    """Print a column of all hotspots; what cannot be added up is not applicable."""
    made = figures.get(ALL + key)
    if made is not None:
        return tables.value_cell(made, {})
    return Cell(Symbol.NOT_APPLICABLE.value if key in COUNTS else "")


def notes(number: int, laid: Template, terms: tuple[Definition, ...]) -> Section:
    """Print which template was filled in, and the definitions."""
    blocks: list[Block] = [
        Paragraph(f"Template: {laid.scheme}, {laid.financial_year}.", Role.LEAD),
        Paragraph(_READ),
        Heading("Shorthand"),
        Definitions(tuple(Definition(symbol, f"{words}.") for symbol, words in legend(_SYMBOLS))),
        Heading("Definitions"),
        Definitions((*terms, _HOTSPOT, _HOURS)),
    ]
    return Section(number, "notes", "Notes and definitions", tuple(blocks))


REPORT = ReportDefinition(
    slug=DEFINITION,
    name=TITLE,
    build=build,
    selections=selections,
    why_not=why_not_in_one_year,
    template=template,
)
