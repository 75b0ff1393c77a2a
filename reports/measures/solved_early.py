"""The solved rate at equal follow-up: crimes that are as old in either period. Pure.

A crime counts as solved if it had a solved outcome by the end of the third month after the one it
was recorded in. Only months count whose third month after is covered, on both sides alike, so that
this rate can be compared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports import ground
from reports.coverage import Comparable, Part
from reports.evidence import Evidence, MonthCount
from reports.measures.month_tables import counts_among, uncovered
from reports.measures.police_data import (
    CRIME,
    TYPE,
    IncidentSelection,
    PoliceData,
)
from reports.measures.solved import KEYS, RATE, SOLVED, Sides, change_of, rate_figure
from reports.periods import Period, months_listed, shift_months
from reports.solved import FOLLOW_UP, Basis, SolvedRate
from reports.solved_crimes import SolvedCrimes, SolvedLine

EQUAL = KEYS[Basis.EQUAL_FOLLOW_UP]
RECORDED = f"{SOLVED}{EQUAL}.recorded"
NOTHING_ALIKE = (
    "no comparison: of no like month of the period before are the outcomes of three months after"
)
Types = tuple[str | None, ...] | None


@dataclass(frozen=True)
class Waited:
    """The months of both periods of which the outcomes of three months after are imported.

    `then` is empty where no like month of the period before has them.
    """

    now: tuple[Period, ...]
    then: tuple[Period, ...]

    @classmethod
    def of(cls, evidence: Evidence) -> "Waited":
        """Keep the pairs of months that are both as old, else those of the period alone."""
        held, covered = set(evidence.police.outcome_months), set(evidence.police.covered)
        pairs = Comparable(evidence).pairs
        old = [pair for pair in pairs if _has_waited(pair[0], held, covered)]
        changed = bool(pairs) and bool(ground.why_not_compared(evidence))
        both = [pair for pair in old if _has_waited(pair[1], held, covered) and not changed]
        return cls(tuple(now for now, _ in both or old), tuple(then for _, then in both))

    @property
    def part(self) -> Part:
        """Give both sides as months of every publisher."""
        return Part("", tuple(month.start for month in (*self.then, *self.now)))


def solved_early(evidence: Evidence, /) -> SolvedCrimes | None:
    """Compute the rate; None where no month is old enough, or early outcomes were not read."""
    waited = Waited.of(evidence)
    if not evidence.police.is_by_place or not waited.now or uncovered(evidence, evidence.period):
        return None
    data = PoliceData.of(evidence)
    total, *types = [
        _line(data, waited, named.key, named.label, which)
        for named, which in (data.totals()[0], *data.types())
    ]
    changed = ground.why_not_compared(evidence)
    reason = "" if waited.then else changed or NOTHING_ALIKE
    if total.now.percent is None:
        reason = "no percentage: fewer than 50 crimes"
    return SolvedCrimes(
        basis=Basis.EQUAL_FOLLOW_UP,
        figure=rate_figure(Basis.EQUAL_FOLLOW_UP, total, evidence, reason),
        types=tuple(sorted(types, key=lambda line: -line.now.recorded)),
        total=total,
        of_months=months_listed([f"{month.start:%Y-%m}" for month in waited.now]),
    )


def early_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which crimes each number at equal follow-up counts, by its key."""
    waited = Waited.of(evidence)
    if not evidence.police.is_by_place or not waited.now:
        return {}
    data = PoliceData.of(evidence)
    without = data.comparable.apart
    found = {}
    for named, types in (data.totals()[0], *data.types()):
        of = _of(named.key)
        kept = IncidentSelection((), types=types, within=(waited.part,), without=without)
        found[RECORDED + of] = kept
        found[f"{SOLVED}{EQUAL}{of}"] = replace(kept, solved=Basis.EQUAL_FOLLOW_UP)
        if named.key == CRIME:
            rate = replace(kept, solved=Basis.EQUAL_FOLLOW_UP, is_counted=False)
            found[f"{RATE}{EQUAL}"] = rate
    return found


def _line(data: PoliceData, waited: Waited, key: str, label: str, types: Types) -> SolvedLine:
    """Set what was solved in time over what was recorded, of some types or of all that is crime."""
    police = data.evidence.police
    now, then = (
        SolvedRate(
            _count(data, police.solved_early, months, types),
            _count(data, police.by_month, months, types),
            Basis.EQUAL_FOLLOW_UP,
        )
        if months
        else None
        for months in (waited.now, waited.then)
    )
    current = now or SolvedRate(0, 0, Basis.EQUAL_FOLLOW_UP)
    return SolvedLine(
        label=label,
        opens=f"{SOLVED}{EQUAL}{_of(key)}",
        recorded=f"{RECORDED}{_of(key)}",
        now=current,
        then=then,
        change=change_of(current, then, Sides({}, None)),
    )


def _count(
    data: PoliceData, rows: Sequence[MonthCount], months: Sequence[Period], types: Types
) -> int:
    """Add up what is compared of some types in some months."""
    starts = {month.start for month in months}
    return sum(
        row.count
        for row in data.comparable.compared(rows)
        if row.month in starts and counts_among(row.crime_type, types)
    )


def _has_waited(month: Period, held: set[date], covered: set[date]) -> bool:
    """Tell whether every outcomes file from a month to the third after it is imported."""
    needed = {shift_months(month.start, n) for n in range(FOLLOW_UP + 1)}
    return needed <= held and month.start in covered


def _of(key: str) -> str:
    """Give the end of the keys of a type; nothing for all crime."""
    return "" if key == CRIME else f".{key.removeprefix(TYPE)}"
