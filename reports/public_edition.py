"""The public edition: the performance report as it may be published, in plain words.

It is computed from one edition of the performance report and reads nothing else. No number of it
leads to a record, and none that was left out can be worked out from those that stand.
"""

from collections.abc import Collection
from dataclasses import replace

from reports import numerals, sentences, symbols
from reports import performance_sections as parts
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
from reports.evidence import Evidence, Place, Source
from reports.figures import Figure
from reports.hours import Hours, HoursDefinition
from reports.measures.performance import performance_inputs
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period
from reports.public_calendar import why_not_public
from reports.public_figures import Public, plain, protected
from reports.public_series import PLAIN, ROUNDED
from reports.public_tables import breaks, compared, listed
from reports.report import ReportDefinition
from reports.suppression import Method
from reports.symbols import Symbol
from reports.tables import CURRENT

TITLE = "Public edition"
ROUNDED_TITLE = "Public edition, rounded to 5"
TEN = 10
_METHODS = {
    Method.LEAVE_OUT: "A number of arrests or prosecutions from 1 to 4 is not printed, because it "
    "could point to a person. Where it could be worked out from other numbers, of this edition or "
    "of those published before it, some of those are not printed either. 0 is always printed.",
    Method.ROUND: "Every count of arrests or prosecutions is rounded to a multiple of 5, and "
    "changes are those of the rounded numbers, so that sums may differ a little from their parts. "
    "[low] stands for a number that is not 0 and rounds to it. A number is left out [c] only where "
    "rounding alone would give a small one away, in this edition or with those before it.",
}
_READ = (
    "The period before leaves out what was left out when it was published; [r] marks a number "
    "that has changed since. Where one that was printed then is from 1 to 4 now, arrests or "
    "prosecutions of the period before are not printed at all [x].",
    "Crimes and antisocial behaviour are printed as they are: police.uk publishes each of them, by "
    "street.",
    "Time on patrol, engagement events and survey shares are about no single person and are "
    "printed as they are. A percentage is printed only where the earlier number is 50 or more.",
    "Numbers go up and down by chance. The last column says whether a change is more than chance "
    "alone would explain: Better, Worse, Higher or Lower. No clear change means it is not.",
)


def build(evidence: Evidence, /) -> Document:
    """Write the public edition of the performance report that the evidence gives."""
    around = evidence.around
    return publish(performance_inputs(evidence), around.source, withheld=around.withheld)


def build_rounded(evidence: Evidence, /) -> Document:
    """Write the same with numbers rounded to 5."""
    around = evidence.around
    return publish(performance_inputs(evidence), around.source, Method.ROUND, around.withheld)


def publish(
    inputs: PerformanceInputs,
    source: Source | None,
    /,
    method: Method = Method.LEAVE_OUT,
    withheld: Collection[Place] = (),
) -> Document:
    """Write the public edition of a performance report, and say which edition it comes from."""
    public = protected(inputs, method, withheld)
    waiting = not_counted(inputs)
    return Document(
        definition=PLAIN if method is Method.LEAVE_OUT else ROUNDED,
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


def not_counted(inputs: PerformanceInputs) -> int:
    """Count the records that do not count, rounded up to a ten: who waits stays unsaid."""
    return -(-sum(row.count for row in inputs.not_counted) // TEN) * TEN


def left_out(public: Public, waiting: int) -> LeftOut:
    """Count what is left out: records that wait, and numbers that are not printed."""
    return LeftOut(
        (
            LeftOutItem(waiting, "records that are not approved, rounded up to a ten"),
            LeftOutItem(public.left_out, "numbers left out to protect people [c]"),
        )
    )


def _verdict(public: Public) -> str:
    return sentences.verdict(
        crime=public.crime_total, asb=public.asb_total, types=public.crime_types
    )


def _summary(inputs: PerformanceInputs, public: Public) -> tuple[str, ...]:
    said = [plain(figure) for figure in (public.crime_total, public.asb_total)]
    said += [plain(public.arrests.total), plain(public.cases.total)]
    if inputs.survey and not inputs.survey.is_small:
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
                opens=f"{figure.key}/{CURRENT}",
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
            value=Cell(figure.current_text, figure.current, opens=f"{figure.key}/{CURRENT}"),
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
    waiting: int,
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
        *breaks(types),
        Heading("Antisocial behaviour", "never added to crime"),
        Paragraph(plain(public.asb_total), Role.LEAD),
        compared("asb", "Antisocial behaviour", [public.asb_total], periods),
    ]
    return Section(number, "crime", "Crime and antisocial behaviour", tuple(blocks))


def confidence(number: int, inputs: PerformanceInputs) -> Section:
    """Print what residents said, where enough were asked."""
    if inputs.survey and inputs.survey.is_small:
        few = Paragraph(
            f"{Symbol.UNRELIABLE} Fewer than 50 residents were asked, or their answers weigh no "
            "more than those of fewer than 50.",
            Role.LEAD,
        )
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
        *breaks(offences),
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
    waiting: int,
    source: Source | None,
    method: Method,
) -> Section:
    """Say how to read the edition, what its shorthand means, and what it is computed from."""
    shown = {Symbol(text) for one in public.figures() for text in _symbols(one) if text}
    cells = [cell for line in public.lines() for cell in (line.now, line.then) if cell]
    shown |= {symbol for cell in cells for symbol in cell.symbols}
    shown |= {Symbol.BREAK for one in public.figures() if one.is_broken}
    # The edition marks its own figures as provisional or revised, and no percentage has its own.
    shown |= {Symbol.NOT_APPLICABLE, Symbol.PROVISIONAL, Symbol.REVISED}
    legend = tuple(Definition(text, f"{meaning}.") for text, meaning in symbols.legend(shown))
    blocks: list[Block] = [
        *(Paragraph(words) for words in (_METHODS[method], *_READ)),
        Paragraph(f"Records that are not approved and so not counted: {at_most(waiting)}."),
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


def at_most(waiting: int, /) -> str:
    """Say how many records wait, as they are rounded up."""
    return f"at most {numerals.count(waiting)}" if waiting else "none"


def _symbols(figure: Figure) -> tuple[str, str]:
    return figure.symbol, figure.previous_symbol


REPORT = ReportDefinition(
    slug=PLAIN,
    name=TITLE,
    build=build,
    why_not=why_not_public,
    source="performance",
    is_public=True,
)
ROUNDED_REPORT = replace(REPORT, slug=ROUNDED, name=ROUNDED_TITLE, build=build_rounded)
