"""What a measure meant in a period, and whether two periods may be compared. Pure.

A figure is counted by the versions of its definition that were in force in its period. Where the
period before was counted by another, the two are printed and never compared (docs/adr/0230).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from records.writing import Refused
from reports.comparisons import Measure
from reports.document import Definition
from reports.evidence import DatedDefinition, Evidence
from reports.figures import Break, Defined, Figure
from reports.measures.registry import is_measured, measure_of
from reports.periods import Period, day_words
from reports.statistics import Direction

Lines = Sequence[DatedDefinition]


class NotDefined(Refused):
    """A figure has no definition that was in force in its whole period; the message says why."""


def measure(
    evidence: Evidence, key: str, label: str, unit: str, direction: Direction = Direction.NONE
) -> Measure:
    """Name what a figure counts, with the definition that was in force."""
    return Measure(key, label, unit, direction, defined(evidence, key))


def defined(evidence: Evidence, figure: str) -> Defined | None:
    """Find by which versions a figure is counted in both periods of the evidence.

    None for the evidence of an edition that is older than definitions, and for a figure of no
    measure. Without versions nothing is in force, and the reason says so.
    """
    every = evidence.around.definitions
    if not every or not is_measured(figure):
        return None
    key = measure_of(figure).key
    lines = [line for line in every if line.key == key]
    now = in_force(lines, evidence.period)
    if not now:
        return Defined(measure=key, versions=(), reason=why_not_defined(key, lines, evidence))
    then = in_force(lines, evidence.previous)
    used = [line for line in lines if line in now or line in then]
    return Defined(
        measure=key,
        versions=tuple(line.version for line in now),
        previous_versions=tuple(line.version for line in then),
        breaks=tuple(
            Break(line.valid_from, line.version)
            for line in used
            if line.valid_from > min(evidence.previous.start, evidence.period.start)
        ),
        reason=reason(used, now, then),
    )


def in_force(lines: Lines, period: Period) -> tuple[DatedDefinition, ...]:
    """List the versions in force in a period, in order; none unless they cover every day of it."""
    found = [
        line
        for line in sorted(lines, key=lambda line: line.valid_from)
        if line.valid_from < period.end and (line.valid_to or date.max) > period.start
    ]
    reached = period.start
    for line in found:
        if line.valid_from > reached:
            return ()
        reached = line.valid_to or date.max
    return tuple(found) if reached >= period.end else ()


def reason(used: Lines, now: Lines, then: Lines) -> str:
    """Say why two periods are not compared; nothing where one version counted both."""
    if not then:
        return f"not defined in all of the period before: {now[0].name} begins with version " + (
            f"{now[0].version} on {day_words(now[0].valid_from)}"
        )
    return "; ".join(
        f"counted differently before {day_words(line.valid_from)}: {_ended(line.difference)}"
        for line in used[1:]
    )


def begun_in(evidence: Evidence, figure: str, shown: Period) -> tuple[Break | None, str]:
    """Find the last definition that began inside the months that are shown, and say what changed.

    Nothing where one definition counted them all.
    """
    if not is_measured(figure):
        return None, ""
    key = measure_of(figure).key
    begun = [
        line
        for line in evidence.around.definitions
        if line.key == key and shown.start < line.valid_from < shown.end
    ]
    if not begun:
        return None, ""
    last = begun[-1]
    since = day_words(last.valid_from)
    if last.version == 1:
        return Break(last.valid_from, 1), f"not defined before {since}"
    reason = f"counted differently before {since}: {_ended(last.difference)}"
    return Break(last.valid_from, last.version), reason


def why_not_defined(key: str, lines: Lines, evidence: Evidence) -> str:
    """Say that a measure has no definition for the period, and what can be done."""
    mend, period = "An administrator adds a version on the records desk.", evidence.period
    if not lines:
        return (
            f"The measure {key} has no definition that begins before "
            f"{day_words(period.end)}. Run load_definitions. {mend}"
        )
    last = lines[-1]
    head = f"{last.name} has no definition in force in all of {period.dates}"
    if last.valid_to is not None and last.valid_to < period.end:
        return (
            f"{head}: version {last.version} was withdrawn from {day_words(last.valid_to)}. {mend}"
        )
    return f"{head}: version {lines[0].version} begins on {day_words(lines[0].valid_from)}. {mend}"


def refuse_undefined(figures: Iterable[Figure], evidence: Evidence) -> None:
    """Refuse figures that nobody defined for their period: nothing of them is stored.

    Raises: UnknownMeasure, NotDefined.
    """
    if not evidence.around.definitions:
        raise NotDefined(
            f"No definition of a measure begins before {day_words(evidence.period.end)}. "
            "Run load_definitions, or choose a later period."
        )
    for figure in figures:
        if figure.defined is None:
            raise NotDefined(
                f"The figure {figure.key} was made without the definition of its measure, "
                f"{measure_of(figure.key).key}."
            )
        if not figure.defined.versions:
            raise NotDefined(figure.defined.reason)


def definitions_of(evidence: Evidence, figures: Iterable[Figure]) -> tuple[Definition, ...]:
    """Give the definitions by which figures were counted, each version once, in their order."""
    held = {(line.key, line.version): line for line in evidence.around.definitions}
    used = {
        (found.measure, version): None
        for figure in figures
        if (found := figure.defined)
        for version in sorted({*found.versions, *found.previous_versions})
    }
    return tuple(printed(held[each]) for each in used)


def printed(line: DatedDefinition) -> Definition:
    """Give a definition as a document prints it."""
    return Definition(
        term=line.name,
        text=line.wording,
        version=str(line.version),
        key=line.key,
        unit=line.unit,
        source=line.source,
        owner=line.owner,
        formula=line.formula,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        difference=line.difference,
    )


def by_measure(figures: Iterable[Figure]) -> Mapping[str, Defined]:
    """Give by which versions each measure was counted; figures of one measure share them."""
    return {figure.defined.measure: figure.defined for figure in figures if figure.defined}


def redefined(figures: Sequence[Figure], evidence: Evidence, lines: Lines) -> tuple[str, ...]:
    """Say which measures of an edition would be counted by other definitions now.

    `evidence` is that of the edition, `lines` are the definitions as they stand.
    """
    now = replace(evidence, around=replace(evidence.around, definitions=tuple(lines)))
    said = []
    keys = {figure.defined.measure: figure.key for figure in figures if figure.defined}
    for measured, then in by_measure(figures).items():
        found = defined(now, keys[measured])
        if found is None or found == then:
            continue
        name = name_of(measured, evidence)
        if not found.versions:
            said.append(f"{name}: definition {then.text} then. Now: {found.reason}")
        else:
            said.append(f"{name}: definition {then.text} then, {found.text} now.")
    return tuple(said)


def name_of(key: str, evidence: Evidence) -> str:
    """Give the name of a measure as its last definition has it."""
    names = [line.name for line in evidence.around.definitions if line.key == key]
    return names[-1] if names else key


def _ended(sentence: str) -> str:
    """Let a sentence stand inside another: without its last stop."""
    return sentence.rstrip(".")
