"""The public edition: the performance report as it may be published, in plain words.

It is computed from one edition of the performance report and reads nothing else. No number of it
leads to a record, and none that was left out can be worked out from those that stand.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports import numerals, sentences, symbols, tables
from reports import performance_sections as parts
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
from reports.evidence import Evidence, Source
from reports.figures import Figure
from reports.hours import Hours, HoursDefinition
from reports.measures.performance import performance_inputs
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period
from reports.public_figures import Line, Public, plain, protected
from reports.report import ReportDefinition
from reports.statistics import SMALL_BASE
from reports.suppression import Method, Printed, public_breakdowns
from reports.symbols import Symbol

DEFINITION = "public"
TITLE = "Public edition"
ROUNDED = "public-rounded"
ROUNDED_TITLE = "Public edition, rounded to 5"
_METHODS = {
    Method.LEAVE_OUT: "A number from 1 to 4 is not printed, because it could point to a person. "
    "Where it could be worked out from other numbers, some of those are not printed either. 0 is "
    "always printed.",
    Method.ROUND: "Every count of crimes, people or cases is rounded to a multiple of 5, and "
    "changes are those of the rounded numbers, so that sums may differ a little from their parts. "
    "[low] stands for a number that is not 0 and rounds to it. A number is left out [c] only where "
    "rounding alone would give a small one away.",
}
_READ = (
    "Time on patrol, engagement events and survey shares are about no single person and are "
    "printed as they are. A percentage is printed only where the earlier number is 50 or more.",
    "Numbers go up and down by chance. The last column says whether a change is more than chance "
    "alone would explain: Better, Worse, Higher or Lower. No clear change means it is not.",
)


def build(evidence: Evidence, /) -> Document:
    """Write the public edition of the performance report that the evidence gives."""
    return publish(performance_inputs(evidence), evidence.around.source)


def build_rounded(evidence: Evidence, /) -> Document:
    """Write the same with numbers rounded to 5."""
    return publish(performance_inputs(evidence), evidence.around.source, Method.ROUND)


def publish(
    inputs: PerformanceInputs, source: Source | None, /, method: Method = Method.LEAVE_OUT
) -> Document:
    """Write the public edition of a performance report, and say which edition it comes from."""
    public = protected(inputs, method)
    waiting = not_counted(inputs, method)
    return Document(
        definition=DEFINITION if method is Method.LEAVE_OUT else ROUNDED,
        title=TITLE if method is Method.LEAVE_OUT else ROUNDED_TITLE,
        subtitle=f"{inputs.district}, {inputs.period.label}",
        service=inputs.service,
        district=inputs.district_slug,
        marking=inputs.marking,
        owner=inputs.owner,
        period=inputs.period,
        previous=inputs.previous,
        missing_months=inputs.missing_months,
        publishers=inputs.publishers,
        verdict=_verdict(public),
        summary=_summary(inputs, public),
        tiles=_tiles(public),
        complete="Approved records only",
        left_out=left_out(public, waiting),
        sections=_sections(inputs, public, waiting, (source, method)),
        figures=(*public.figures(), *_of_nobody(inputs)),
    )


def not_counted(inputs: PerformanceInputs, method: Method) -> Printed:
    """Count the records that do not count, as it may be published."""
    everything = [[sum(row.count for row in inputs.not_counted)]]
    return public_breakdowns(everything, method=method).total


def left_out(public: Public, waiting: Printed) -> LeftOut:
    """Count what is left out: records that wait, and numbers that are not printed."""
    protected_cells = public.left_out + (waiting.number is None)
    unsaid = "" if waiting.number is not None else ", one of them of the records not approved"
    return LeftOut(
        (
            LeftOutItem(waiting.number or 0, "records that are not approved"),
            LeftOutItem(protected_cells, f"numbers left out to protect people [c]{unsaid}"),
        )
    )


def _verdict(public: Public) -> str:
    return sentences.verdict(
        crime=public.crime_total, asb=public.asb_total, types=public.crime_types
    )


def _summary(inputs: PerformanceInputs, public: Public) -> tuple[str, ...]:
    said = [plain(figure) for figure in (public.crime_total, public.asb_total)]
    said += [plain(public.arrests.total), plain(public.cases.total)]
    if inputs.survey and (inputs.survey.figure.base or 0) >= SMALL_BASE:
        said.append(sentences.survey(inputs.survey.figure))
    return (*said, plain(inputs.engagement_events))


def _tiles(public: Public) -> tuple[Tile, ...]:
    heroes = [
        Tile(
            label=f"{figure.label}, {figure.unit}",
            value=Cell(
                figure.current_text,
                figure.current,
                reading=figure.reading,
                rising=(figure.change or 0) > 0,
                opens=f"{figure.key}/{tables.CURRENT}",
            ),
            change=figure.change_text,
            percent=figure.percent_text,
            previous=Cell(figure.previous_text, figure.previous),
            sentence=plain(figure),
            is_hero=True,
        )
        for figure in (public.crime_total, public.asb_total)
    ]
    small = [
        Tile(
            label=figure.label,
            value=Cell(figure.current_text, figure.current, opens=f"{figure.key}/{tables.CURRENT}"),
            sentence=f"{figure.previous_text} a year earlier",
        )
        for figure in (public.arrests.total, public.cases.total)
    ]
    return (*heroes, *small)


def _of_nobody(inputs: PerformanceInputs) -> tuple[Figure, ...]:
    """Return the figures that are about no single person."""
    return tuple(
        replace(figure, excluded=())
        for figure in (inputs.patrol_minutes, inputs.officer_minutes, inputs.engagement_events)
    )


def _sections(
    inputs: PerformanceInputs,
    public: Public,
    waiting: Printed,
    made: tuple[Source | None, Method],
) -> tuple[Section, ...]:
    periods = (inputs.period, inputs.previous)
    return (
        crime(1, public, periods),
        confidence(2, inputs),
        arrests(3, public, periods),
        prosecutions(4, public, periods),
        effort(5, inputs),
        notes(6, public, defined_terms(inputs, public), waiting, *made),
    )


def crime(number: int, public: Public, periods: tuple[Period, Period]) -> Section:
    """Print recorded crime by type, and antisocial behaviour beside it, never added."""
    title, total = "Recorded crime by type", public.crime_total
    types = compared("crime", title, public.crime_types, periods, total=total)
    blocks: list[Block] = [
        Paragraph(plain(public.crime_total), Role.LEAD),
        types,
        *_breaks(types),
        Heading("Antisocial behaviour", "never added to crime"),
        Paragraph(plain(public.asb_total), Role.LEAD),
        compared("asb", "Antisocial behaviour", [public.asb_total], periods),
    ]
    return Section(number, "crime", "Crime and antisocial behaviour", tuple(blocks))


def confidence(number: int, inputs: PerformanceInputs) -> Section:
    """Print what residents said, where enough were asked."""
    if inputs.survey and (inputs.survey.figure.base or 0) < SMALL_BASE:
        few = Paragraph(f"{Symbol.UNRELIABLE} Fewer than 50 residents were asked.", Role.LEAD)
        return Section(number, "confidence", "What residents say", (few,))
    found = parts.confidence(number, inputs)
    return Section(number, "confidence", "What residents say", found.blocks)


def arrests(number: int, public: Public, periods: tuple[Period, Period]) -> Section:
    """Print arrests by offence, by operation and by what became of them."""
    found = public.arrests
    offences = compared(
        "offences", "Arrests by offence", found.offences, periods,
        total=found.total, other=found.other_offences,
    )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(plain(found.total), Role.LEAD),
        offences,
        *_breaks(offences),
        Heading("What became of these arrests"),
        listed("stages", "Arrests by latest result", found.stages, found.total, periods[:1]),
        Heading("Named operations"),
        listed("arrest-operations", "Arrests by operation", found.by_operation, found.total,
               periods),
    ]  # fmt: skip
    return Section(number, "arrests", "Arrests", tuple(blocks))


def prosecutions(number: int, public: Public, periods: tuple[Period, Period]) -> Section:
    """Print prosecutions by result and by operation."""
    found = public.cases
    blocks: list[Block] = [
        Paragraph(plain(found.total), Role.LEAD),
        Paragraph("One prosecution is the case of one person before a court.", Role.QUIET),
        listed("results", "Prosecutions by result", found.results, found.total, periods[:1]),
        Heading("Named operations"),
        listed("case-operations", "Prosecutions by operation", found.by_operation, found.total,
               periods),
    ]  # fmt: skip
    return Section(number, "prosecutions", "Prosecutions", tuple(blocks))


def effort(number: int, inputs: PerformanceInputs) -> Section:
    """Say how long officers were on patrol, each time with its definition, and the events."""
    union = Hours(int(inputs.patrol_minutes.current or 0), HoursDefinition.UNION)
    person = Hours(int(inputs.officer_minutes.current or 0), HoursDefinition.PERSON)
    blocks = (
        Paragraph(f"On patrol: {union.words}.", Role.LEAD),
        Paragraph(f"On patrol: {person.words}. The two are never added or compared."),
        Paragraph(plain(inputs.engagement_events)),
    )
    return Section(number, "effort", "Patrols and events", blocks)


def defined_terms(inputs: PerformanceInputs, public: Public) -> tuple[Definition, ...]:
    """Give the definitions of the measures that the edition prints."""
    survey = [inputs.survey.figure] if inputs.survey else []
    every = (*public.figures(), *_of_nobody(inputs), *survey)
    used = {figure.defined.measure for figure in every if figure.defined}
    return tuple(entry for entry in inputs.definitions if not entry.key or entry.key in used)


def notes(
    number: int,
    public: Public,
    terms: tuple[Definition, ...],
    waiting: Printed,
    source: Source | None,
    method: Method,
) -> Section:
    """Say how to read the edition, what its shorthand means, and what it is computed from."""
    shown = {Symbol(text) for one in public.figures() for text in _symbols(one) if text}
    cells = [cell for line in public.lines() for cell in (line.now, line.then) if cell]
    shown |= {symbol for cell in [*cells, waiting] for symbol in cell.symbols}
    shown |= {Symbol.BREAK for one in public.figures() if one.is_broken}
    # The edition marks its own figures as provisional or revised, and no percentage has its own.
    shown |= {Symbol.NOT_APPLICABLE, Symbol.PROVISIONAL, Symbol.REVISED}
    legend = tuple(Definition(text, f"{meaning}.") for text, meaning in symbols.legend(shown))
    blocks: list[Block] = [
        *(Paragraph(words) for words in (_METHODS[method], *_READ)),
        Paragraph(f"Records that are not approved and so not counted: {waiting.text}."),
        Heading("Shorthand"),
        Definitions(legend),
        Heading("Definitions"),
        Definitions(terms),
    ]
    if source:
        blocks.append(Paragraph(source_words(source), Role.QUIET))
    return Section(number, "notes", "How to read this", tuple(blocks))


def source_words(source: Source, /) -> str:
    """Name the edition that this one is computed from."""
    return (
        f"Computed from edition {source.number} of the {source.definition} report, figures "
        f"{numerals.digest_words(source.digest)}. Whoever may open that edition can check it."
    )


def _symbols(figure: Figure) -> tuple[str, str]:
    return figure.symbol, figure.previous_symbol


def compared(
    key: str,
    caption: str,
    figures: Sequence[Figure],
    periods: tuple[Period, Period],
    *,
    total: Figure | None = None,
    other: Line | None = None,
) -> Table:
    """Compare figures of two periods without intervals; `other` is a row that is not compared."""
    now, then = periods
    table = Table(
        key=key,
        caption=caption,
        columns=(
            Column("label", "Counted"),
            Column("current", now.heading, ColumnKind.NUMBER),
            Column("previous", then.heading, ColumnKind.NUMBER),
            Column("change", "Change", ColumnKind.SIGNED),
            Column("percent", "%", ColumnKind.SIGNED_PERCENT),
            Column("reading", "Reading", ColumnKind.READING),
        ),
        rows=(*map(_compared, figures), *([_wide(other)] if other else [])),
        sum_row=_compared(total) if total else None,
    )
    return tables.with_definitions(table, figures, total)


def _breaks(table: Table) -> list[Block]:
    """Say why rows of a table are not compared, where their definition changed."""
    return [Paragraph(" ".join(table.breaks), Role.QUIET)] if table.breaks else []


def _compared(figure: Figure) -> tuple[Cell, ...]:
    unknown = Symbol.BREAK if figure.is_broken else Symbol.NOT_AVAILABLE
    instead = figure.symbol or figure.previous_symbol or unknown
    unsaid = instead if figure.change is None else Symbol.NOT_APPLICABLE
    return (
        Cell(figure.label),
        Cell(figure.current_text, figure.current, opens=f"{figure.key}/{tables.CURRENT}"),
        Cell(figure.previous_text, figure.previous, opens=f"{figure.key}/{tables.PREVIOUS}"),
        Cell(figure.change_text or instead, figure.change),
        Cell(figure.percent_text or unsaid, figure.change_percent),
        Cell(figure.reading.value, reading=figure.reading, rising=(figure.change or 0) > 0),
    )


def _wide(line: Line) -> tuple[Cell, ...]:
    """Print a row that is not compared in a table that compares."""
    blank = Cell(Symbol.NOT_APPLICABLE)
    return (Cell(line.label), _cell(line.now), _cell(line.then), blank, blank, blank)


def listed(
    key: str, caption: str, lines: Sequence[Line], total: Figure, periods: Sequence[Period]
) -> Table:
    """List rows with their total, for this period or for both."""
    heads = zip(("current", "previous"), periods, strict=False)
    columns = [Column(name, period.heading, ColumnKind.NUMBER) for name, period in heads]
    both = [
        Cell(total.current_text, total.current, opens=f"{total.key}/{tables.CURRENT}"),
        Cell(total.previous_text, total.previous, opens=f"{total.key}/{tables.PREVIOUS}"),
    ]
    return Table(
        key=key,
        caption=caption,
        columns=(Column("label", "Counted"), *columns),
        rows=tuple(
            (Cell(line.label), *[_cell(line.now), _cell(line.then)][: len(columns)])
            for line in lines
        ),
        sum_row=(Cell("All"), *both[: len(columns)]),
    )


def _cell(printed: Printed | None) -> Cell:
    if printed is None:
        return Cell(Symbol.NOT_AVAILABLE)
    return Cell(printed.text, printed.number)


REPORT = ReportDefinition(
    slug=DEFINITION, name=TITLE, build=build, source="performance", is_public=True
)
ROUNDED_REPORT = ReportDefinition(
    slug=ROUNDED, name=ROUNDED_TITLE, build=build_rounded, source="performance", is_public=True
)
