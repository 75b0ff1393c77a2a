"""Solved rates from imported outcomes, on three bases that are never mixed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports import ground, numerals
from reports.comparisons import Share, not_compared, percent_figure
from reports.coverage import Comparable
from reports.dated import measure
from reports.evidence import Evidence, MonthCount
from reports.figures import Figure
from reports.measures.month_tables import uncovered
from reports.measures.police_data import CRIME, TYPE, IncidentSelection, PoliceData
from reports.performance_inputs import PerformanceInputs
from reports.periods import YEAR, Period, months_listed
from reports.series import months_to_the_end
from reports.solved import (
    NOT_HELD,
    Basis,
    SolvedChange,
    SolvedRate,
    solved_change,
)
from reports.solved_crimes import SolvedCrimes, SolvedLine
from reports.statistics import CHANCE_ALONE, Direction, NothingToCompareError, Reading
from reports.variation import Span, Variation, variations

RATE = "solved_rate."
SOLVED = "solved."
KEYS = {
    Basis.EQUAL_FOLLOW_UP: "equal",
    Basis.CRIMES_OF_PERIOD: "crimes",
    Basis.OUTCOMES_IN_PERIOD: "given",
}
_LABELS = {
    Basis.EQUAL_FOLLOW_UP: "Solved rate, by the third month after the crime",
    Basis.CRIMES_OF_PERIOD: "Solved rate, crimes recorded in the period",
    Basis.OUTCOMES_IN_PERIOD: "Solved rate, outcomes given in the period",
}
OF_ALL = (Basis.CRIMES_OF_PERIOD, Basis.OUTCOMES_IN_PERIOD)
MOST_UNKNOWN = 20
"""Types are compared where one in so many of the solved crimes, or fewer, has no known type."""
UNKNOWN = "Type not known: no street file that is held names the crime"


@dataclass(frozen=True)
class Sides:
    """What was solved in both periods, by type; `then` None without a comparison."""

    now: Mapping[str | None, int]
    then: Mapping[str | None, int] | None
    variation: Variation | None = CHANCE_ALONE


def missing_outcomes(evidence: Evidence, period: Period, /) -> tuple[str, ...]:
    """Name the months of a period for which no outcomes file was imported, as 2023-05."""
    held = set(evidence.police.outcome_months)
    return tuple(f"{m.start:%Y-%m}" for m in period.months() if m.start not in held)


def solved_crimes(evidence: Evidence, inputs: PerformanceInputs, /) -> tuple[SolvedCrimes, ...]:
    """Compute the rates on the two bases that take in all of a period.

    Nothing where a month of the period has no outcomes file, or no street file: a rate of what is
    partly imported would be too low. The period before is compared where it is whole as well.
    """
    total = inputs.crime_total
    if not evidence.police.outcome_months or total.current is None:
        return ()
    if missing_outcomes(evidence, evidence.period) or uncovered(evidence, evidence.period):
        return ()
    return tuple(_on(basis, evidence, inputs) for basis in OF_ALL)


def solved_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which crimes each solved number counts, by its key."""
    if not evidence.police.outcome_months:
        return {}
    found: dict[str, IncidentSelection] = {}
    for basis in OF_ALL:
        name = KEYS[basis]
        whole = IncidentSelection((("group", "crime"),), solved=basis)
        found[f"{SOLVED}{name}"] = whole
        found[f"{RATE}{name}"] = replace(whole, is_counted=False)
        for line in PoliceData.of(evidence).types_used():
            found[f"{SOLVED}{name}.{line.code}"] = IncidentSelection(
                (("type", line.code),), types=(line.code,), solved=basis
            )
    if evidence.police.is_by_place:
        given = f"{SOLVED}{KEYS[Basis.OUTCOMES_IN_PERIOD]}.{NOT_HELD}"
        by_outcome = Basis.OUTCOMES_IN_PERIOD
        found[given] = IncidentSelection((), types=(NOT_HELD,), solved=by_outcome)
    return found


def _on(basis: Basis, evidence: Evidence, inputs: PerformanceInputs) -> SolvedCrimes:
    now, then = (_solved(basis, evidence, period) for period in _periods(evidence))
    total = inputs.crime_total
    sides = Sides(now, then if _is_whole(evidence) else None)
    codes = [one.key.removeprefix(TYPE) for one in inputs.crime_types if one.key.startswith(TYPE)]
    varying = dict(zip(codes, _variations(basis, evidence, codes), strict=True))
    lines = tuple(
        _line(basis, figure, replace(sides, variation=varying[figure.key.removeprefix(TYPE)]))
        for figure in inputs.crime_types
        if figure.key.startswith(TYPE)
    )
    if NOT_HELD in now or NOT_HELD in then:
        lines = (*lines, _unknown(basis, sides))
    of_all = replace(sides, variation=_variations(basis, evidence, [None])[0])
    summed = _line(basis, total, of_all)
    figure = rate_figure(basis, summed, evidence, _reason(summed, evidence))
    is_apart = inputs.read(total) is not total and inputs.published is not None
    if is_apart and inputs.published:
        figure = replace(not_compared(figure, inputs.published.why), change_interval=None)
    if figure.is_broken or is_apart or _many_unknown(sides):
        lines = tuple(replace(line, change=None) for line in lines)
    if figure.is_broken or is_apart:
        summed = replace(summed, change=None)
    return SolvedCrimes(
        basis,
        figure,
        lines,
        summed,
        _months(basis, evidence),
        says=(*_unknown_words(sides), *_without(evidence)),
    )


def _is_whole(evidence: Evidence) -> bool:
    """Tell whether the period before has both files of each month, and the ground of this one."""
    before = evidence.previous
    lacking = missing_outcomes(evidence, before) or uncovered(evidence, before)
    return not lacking and not ground.why_not_compared(evidence)


def _many_unknown(sides: Sides) -> bool:
    """Tell whether in either period the type of more than a twentieth of the solved is unknown."""
    return any(
        MOST_UNKNOWN * side.get(NOT_HELD, 0) > sum(side.values())
        for side in (sides.now, sides.then)
        if side is not None
    )


def _unknown_words(sides: Sides) -> tuple[str, ...]:
    """Say how many are of unknown type, so that the rates of types are too low."""
    then = sides.then or {}
    n, before = sides.now.get(NOT_HELD, 0), then.get(NOT_HELD, 0)
    if not n and not before:
        return ()
    known = f"{numerals.count(n)} of {numerals.count(sum(sides.now.values()))}"
    if sides.then is not None:
        of = numerals.count(sum(then.values()))
        known += f", and {numerals.count(before)} of {of} in the period before,"
    words = (
        f"{known} are of crimes that no street file that is held names: their type is not known, "
        "and the rates of types are too low by them."
    )
    if _many_unknown(sides):
        words += " That is more than a twentieth, so that types are not compared."
    return (words,)


def _without(evidence: Evidence) -> tuple[str, ...]:
    """Name the publishers of crimes that publish no outcomes: none of theirs is ever solved."""
    needed = {month.start for month in evidence.period.months()}
    found = [
        one.name
        for one in Comparable(evidence).contributors
        if not needed <= set(one.outcome_months)
    ]
    if not found:
        return ()
    names = numerals.listed(found)
    return (f"Crimes of {names} are among those recorded: not every month has outcomes of theirs.",)


def _unknown(basis: Basis, sides: Sides) -> SolvedLine:
    """Count the crimes that are solved and not held: nobody knows their type."""
    now, then = (
        None if side is None else SolvedRate(side.get(NOT_HELD, 0), 0, basis)
        for side in (sides.now, sides.then)
    )
    return SolvedLine(
        label=UNKNOWN,
        opens=f"{SOLVED}{KEYS[basis]}.{NOT_HELD}",
        recorded="",
        now=now or SolvedRate(0, 0, basis),
        then=then,
        change=None,
    )


def _variations(
    basis: Basis, evidence: Evidence, codes: Sequence[str | None]
) -> list[Variation | None]:
    """Find how far solved outcomes of some types vary by month, together; None is of all types.

    Chance alone for the evidence of an edition from before months were kept.
    """
    period = evidence.period
    if basis is not Basis.OUTCOMES_IN_PERIOD or not evidence.police.is_by_place:
        return [CHANCE_ALONE] * len(codes)
    span = Span(period.n_months, YEAR * -(-period.n_months // YEAR))
    known = frozenset(evidence.police.outcome_months)
    family = []
    for code in codes:
        counts: dict[date, int] = {}
        for row in evidence.police.given_by_month:
            if code is None or row.crime_type == code:
                counts[row.month] = counts.get(row.month, 0) + row.count
        family.append((months_to_the_end(period, counts, known=known), span))
    return variations(family)


def _by_month(evidence: Evidence, period: Period) -> list[int]:
    """Count the crimes that were given a solved outcome in each month of a period."""
    rows = evidence.police.given_by_month
    if not rows:
        return []
    return [sum(r.count for r in rows if r.month == month.start) for month in period.months()]


def _months(basis: Basis, evidence: Evidence) -> int | None:
    """Add up what was given in each month, where a crime of two months counts in both."""
    counts = _by_month(evidence, evidence.period)
    return sum(counts) if basis is Basis.OUTCOMES_IN_PERIOD and counts else None


def _periods(evidence: Evidence) -> tuple[Period, Period]:
    return evidence.period, evidence.previous


def _solved(basis: Basis, evidence: Evidence, period: Period) -> dict[str | None, int]:
    """Count the solved crimes of a period by type."""
    police = evidence.police
    rows = police.solved if basis is Basis.CRIMES_OF_PERIOD else police.given
    counts: dict[str | None, int] = {}
    for row in _of_period(rows, period.start, period.end):
        counts[row.crime_type] = counts.get(row.crime_type, 0) + row.count
    return counts


def _of_period(rows: Iterable[MonthCount], start: date, end: date) -> Iterable[MonthCount]:
    return (row for row in rows if start <= row.month < end)


def _line(basis: Basis, recorded: Figure, sides: Sides) -> SolvedLine:
    """Set what was solved over what was recorded, of one type or of all."""
    code = recorded.key.removeprefix(TYPE)
    is_total = recorded.key == CRIME
    of = "" if is_total else f".{code}"
    rates = [
        None
        if counts is None or number is None
        else SolvedRate(
            sum(counts.values()) if is_total else counts.get(code, 0), int(number), basis
        )
        for counts, number in ((sides.now, recorded.current), (sides.then, recorded.previous))
    ]
    current = rates[0] or SolvedRate(0, 0, basis)
    return SolvedLine(
        label=recorded.label,
        opens=f"{SOLVED}{KEYS[basis]}{of}",
        recorded=recorded.key,
        now=current,
        then=rates[1],
        change=change_of(current, rates[1], sides),
    )


def change_of(now: SolvedRate, then: SolvedRate | None, sides: Sides) -> SolvedChange | None:
    """Compare two rates, or give None where there is nothing to compare."""
    if then is None:
        return None
    try:
        return solved_change(now=now, then=then, variation=sides.variation)
    except NothingToCompareError:
        return None


def rate_figure(basis: Basis, total: SolvedLine, evidence: Evidence, reason: str, /) -> Figure:
    """Make the figure of all crime: a percentage in points, never on a base under 50."""
    key, label = f"{RATE}{KEYS[basis]}", _LABELS[basis]
    figure = percent_figure(
        measure=measure(evidence, key, label, "percent", Direction.HIGHER),
        current=_share(total.now),
        previous=_share(total.then),
        reason=reason,
    )
    change = total.change
    if change is not None and not figure.is_broken:
        figure = replace(figure, change=change.points, reading=change.reading)
    if basis is Basis.OUTCOMES_IN_PERIOD:
        return replace(figure, interval=None, change_interval=None)
    if basis is Basis.EQUAL_FOLLOW_UP:
        return figure
    # The crimes of the period before have had longer to be solved: a reading would be of that.
    return replace(figure, reading=Reading.NO_COMPARISON)


def _share(rate: SolvedRate | None) -> Share | None:
    """Give the share, unrounded; none on a base under 50."""
    if rate is None or rate.percent is None:
        return None
    return Share(100 * rate.solved / rate.recorded, rate.recorded)


def _reason(total: SolvedLine, evidence: Evidence) -> str:
    if total.now.percent is None:
        return "no percentage: fewer than 50 crimes"
    if total.then is None:
        months = missing_outcomes(evidence, evidence.previous)
        named = f": no outcomes for {months_listed(months)}" if months else ""
        if changed := ground.why_not_compared(evidence):
            named = f": {changed}"
        return f"no comparison{named}"
    return "" if total.then.percent is not None else "no comparison: fewer than 50 crimes before"
