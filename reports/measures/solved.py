"""Solved rates from imported outcomes, on two bases that are never mixed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from reports import ground
from reports.comparisons import Share, percent_figure
from reports.dated import measure
from reports.evidence import Evidence, MonthCount
from reports.figures import Figure
from reports.measures.police_data import CRIME, TYPE, IncidentSelection, PoliceData
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period, months_listed
from reports.solved import Basis, SolvedChange, SolvedRate, solved_change
from reports.solved_crimes import SolvedCrimes, SolvedLine
from reports.statistics import Direction, NothingToCompareError, Reading

RATE = "solved_rate."
SOLVED = "solved."
KEYS = {Basis.CRIMES_OF_PERIOD: "crimes", Basis.OUTCOMES_IN_PERIOD: "given"}
_LABELS = {
    Basis.CRIMES_OF_PERIOD: "Solved rate, crimes recorded in the period",
    Basis.OUTCOMES_IN_PERIOD: "Solved rate, outcomes given in the period",
}


def missing_outcomes(evidence: Evidence, period: Period, /) -> tuple[str, ...]:
    """Name the months of a period for which no outcomes file was imported, as 2023-05."""
    held = set(evidence.police.outcome_months)
    return tuple(f"{m.start:%Y-%m}" for m in period.months() if m.start not in held)


def solved_crimes(evidence: Evidence, inputs: PerformanceInputs, /) -> tuple[SolvedCrimes, ...]:
    """Compute the rates on both bases.

    Nothing where a month of the period has no outcomes file, or no street file: a rate of what is
    partly imported would be too low. The period before is compared where it is whole as well.
    """
    total = inputs.crime_total
    if not evidence.police.outcome_months or total.current is None:
        return ()
    if missing_outcomes(evidence, evidence.period):
        return ()
    return tuple(_on(basis, evidence, inputs) for basis in KEYS)


def solved_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which crimes each solved number counts, by its key."""
    if not evidence.police.outcome_months:
        return {}
    found: dict[str, IncidentSelection] = {}
    for basis, name in KEYS.items():
        whole = IncidentSelection((("group", "crime"),), solved=basis)
        found[f"{SOLVED}{name}"] = whole
        found[f"{RATE}{name}"] = replace(whole, is_counted=False)
        for line in PoliceData.of(evidence).types_used():
            found[f"{SOLVED}{name}.{line.code}"] = IncidentSelection(
                (("type", line.code),), types=(line.code,), solved=basis
            )
    return found


def _on(basis: Basis, evidence: Evidence, inputs: PerformanceInputs) -> SolvedCrimes:
    now, then = (_solved(basis, evidence, period) for period in _periods(evidence))
    changed = ground.why_not_compared(evidence)
    whole = not missing_outcomes(evidence, evidence.previous) and not changed
    lines = tuple(
        _line(basis, figure, now, then if whole else None)
        for figure in inputs.crime_types
        if figure.key.startswith(TYPE)
    )
    total = _line(basis, inputs.crime_total, now, then if whole else None)
    figure = _figure(basis, total, evidence)
    if figure.is_broken:
        lines = tuple(replace(line, change=None) for line in lines)
        total = replace(total, change=None)
    return SolvedCrimes(basis, figure, lines, total)


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


def _line(
    basis: Basis,
    recorded: Figure,
    now: Mapping[str | None, int],
    then: Mapping[str | None, int] | None,
) -> SolvedLine:
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
        for counts, number in ((now, recorded.current), (then, recorded.previous))
    ]
    current = rates[0] or SolvedRate(0, 0, basis)
    return SolvedLine(
        label=recorded.label,
        opens=f"{SOLVED}{KEYS[basis]}{of}",
        recorded=recorded.key,
        now=current,
        then=rates[1],
        change=_change(current, rates[1]),
    )


def _change(now: SolvedRate, then: SolvedRate | None) -> SolvedChange | None:
    if then is None:
        return None
    try:
        return solved_change(now=now, then=then)
    except NothingToCompareError:
        return None


def _figure(basis: Basis, total: SolvedLine, evidence: Evidence) -> Figure:
    """Make the figure of all crime: a percentage in points, never on a base under 50."""
    key, label = f"{RATE}{KEYS[basis]}", _LABELS[basis]
    figure = percent_figure(
        measure=measure(evidence, key, label, "percent", Direction.HIGHER),
        current=_share(total.now),
        previous=_share(total.then),
        reason=_reason(total, evidence),
    )
    change = total.change
    if change is not None and not figure.is_broken:
        figure = replace(figure, change=change.points, reading=change.reading)
    if basis is Basis.OUTCOMES_IN_PERIOD:
        return replace(figure, interval=None, change_interval=None)
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
