"""Solved rates, on three bases that are never mixed. Pure.

The outcomes that were given in a period over the crimes recorded in it: as forces publish it, and
not a proportion, because the outcomes are of other crimes as well. And the crimes recorded in the
period that have such an outcome by now: a proportion, which is still low for recent months. And
those of them that had it by the end of the third month after: as old in either period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from incidents.volume import AWAITING, BY_COURT
from reports import numerals, sentences, statistics
from reports.proportions import Proportion
from reports.statistics import CHANCE_ALONE, SMALL_BASE, Direction, Interval, Reading
from reports.variation import Variation


class OutcomeClass(StrEnum):
    """Class the outcomes of the Home Office's framework, without ranking them."""

    CHARGE = "charge"
    OUT_OF_COURT = "out of court"
    OTHER = "other"
    NOT_YET = "not yet assigned"


class Basis(StrEnum):
    """Say which outcomes are set over the crimes recorded in the period."""

    OUTCOMES_IN_PERIOD = "outcomes given in the period, whenever the crime was recorded"
    CRIMES_OF_PERIOD = "crimes recorded in the period that have an outcome by now"
    EQUAL_FOLLOW_UP = "crimes recorded that had an outcome by the end of the third month after"


FOLLOW_UP = 3
"""Months after that of the crime in which an outcome is waited for, at equal follow-up."""
NOT_HELD = "not-held"
"""In place of the type of a crime that an outcomes file names and no street file that is held."""
SOLVED = frozenset({OutcomeClass.CHARGE, OutcomeClass.OUT_OF_COURT})
FRAMEWORK: Mapping[str, OutcomeClass] = MappingProxyType(
    {
        "0": OutcomeClass.NOT_YET,
        **dict.fromkeys(("1", "1A"), OutcomeClass.CHARGE),
        **dict.fromkeys(("2", "2A", "3", "3A", "6", "7", "8", "22"), OutcomeClass.OUT_OF_COURT),
        **dict.fromkeys(("4", "5", *map(str, range(9, 22))), OutcomeClass.OTHER),
    }
)
"""The outcomes by their number in the counting rules. Number 0 enters no total."""


PUBLISHED: Mapping[str, OutcomeClass] = MappingProxyType(
    {
        **dict.fromkeys(("charged", "charged-as-part-of-another-case"), OutcomeClass.CHARGE),
        **dict.fromkeys(
            ("local-resolution", "cautioned", "drugs-possession-warning", "penalty-notice-issued"),
            OutcomeClass.OUT_OF_COURT,
        ),
        **dict.fromkeys(("under-investigation", "status-update-unavailable"), OutcomeClass.NOT_YET),
        **dict.fromkeys(
            (
                "no-further-action",
                "unable-to-prosecute",
                "further-investigation-not-public-interest",
                "further-action-not-public-interest",
                "formal-action-not-public-interest",
                "action-taken-by-another-organisation",
            ),
            OutcomeClass.OTHER,
        ),
    }
)
"""The outcomes of published files that police give, by their code."""
OF_COURTS = BY_COURT | {AWAITING}
"""What courts say later. Whoever it is of was charged: it tells of a charge, and is not another."""
GIVEN = frozenset(code for code, kind in PUBLISHED.items() if kind in SOLVED)
"""The published outcomes that solve a crime on the day that they are given."""


class BasesDifferError(ValueError):
    """Raised where rates on the two bases would be compared."""


@dataclass(frozen=True)
class Crime:
    """Hold the day a crime was recorded, and its latest outcome with the day it was given."""

    recorded_on: date
    outcome: OutcomeClass = OutcomeClass.NOT_YET
    outcome_on: date | None = None


@dataclass(frozen=True)
class SolvedRate:
    """Hold solved outcomes over crimes recorded, and on which basis."""

    solved: int
    recorded: int
    basis: Basis

    @property
    def percent(self) -> float | None:
        """Return the rate to one decimal; None on a base under 50."""
        if self.recorded < SMALL_BASE:
            return None
        return numerals.rounded(100 * self.solved / self.recorded, 1)

    @property
    def interval(self) -> Interval | None:
        """Return Wilson's interval; None where the rate is not a proportion, or has no base."""
        if self.basis is Basis.OUTCOMES_IN_PERIOD:
            return None
        return Proportion(self.solved, self.recorded).interval

    @property
    def words(self) -> str:
        """Print both numbers with the basis; the percentage from a base of 50."""
        counts = f"{numerals.count(self.solved)} solved, {numerals.count(self.recorded)} recorded"
        if self.percent is None:
            return f"{counts} ({self.basis.value})"
        level = numerals.percent(self.percent)
        if self.interval:
            ends = (100 * self.interval.low, 100 * (self.interval.high or 0.0))
            level += f", 95% interval {numerals.level_range(*ends, decimals=1)}"
        return f"{level}: {counts} ({self.basis.value})"


@dataclass(frozen=True)
class SolvedRates:
    """Hold both rates of one period."""

    outcomes_in_period: SolvedRate
    crimes_of_period: SolvedRate


@dataclass(frozen=True)
class SolvedChange:
    """Hold what a solved rate did on one basis: in percentage points, with the reading."""

    now: SolvedRate
    then: SolvedRate
    reading: Reading

    @property
    def points(self) -> float | None:
        """Return the change in points to one decimal; None on a base under 50."""
        if self.now.percent is None or self.then.percent is None:
            return None
        shares = (Fraction(rate.solved, rate.recorded) for rate in (self.now, self.then))
        now, then = shares
        return numerals.rounded(float(100 * (now - then)), 1)

    @property
    def words(self) -> str:
        """Say the change with the level in brackets, and what chance allows."""
        said = sentences.chance_of(self.reading)
        if self.points is None or self.now.percent is None:
            return f"{self.now.words}: {said}."
        moved = numerals.signed_points(self.points)
        return f"{moved} (to {numerals.percent(self.now.percent)}): {said}."


def solved_rates(
    crimes: Iterable[Crime],
    /,
    *,
    start: date,
    end: date,
    as_at: date,
    solved: frozenset[OutcomeClass] = SOLVED,
) -> SolvedRates:
    """Count both rates of a half-open period, by what was known at the end of the day `as_at`.

    `crimes` are all whose record or outcome falls into the period, whichever it is.
    """
    recorded = given = of_period = 0
    for crime in crimes:
        on = crime.outcome_on
        is_solved = crime.outcome in solved and on is not None and on <= as_at
        in_period = start <= crime.recorded_on < end
        recorded += in_period
        of_period += in_period and is_solved
        given += is_solved and on is not None and start <= on < end
    return SolvedRates(
        outcomes_in_period=SolvedRate(given, recorded, Basis.OUTCOMES_IN_PERIOD),
        crimes_of_period=SolvedRate(of_period, recorded, Basis.CRIMES_OF_PERIOD),
    )


def solved_change(
    *, now: SolvedRate, then: SolvedRate, variation: Variation | None = CHANCE_ALONE
) -> SolvedChange:
    """Compare two rates of one basis.

    Crimes of the period are proportions (Newcombe); outcomes in the period are counts with the
    crimes recorded as their exposure, and vary as their months did; a `variation` of None is not
    known, and too short to say. Raises: BasesDifferError; NothingToCompareError where a period has
    no crime, or neither has an outcome.
    """
    if now.basis is not then.basis:
        raise BasesDifferError("A solved rate is compared with one on the same basis only.")
    if not now.recorded or not then.recorded:
        raise statistics.NothingToCompareError("A period without a crime has no solved rate.")
    base = min(now.recorded, then.recorded)
    if now.basis is not Basis.OUTCOMES_IN_PERIOD:
        interval = statistics.newcombe(
            successes=now.solved,
            base=now.recorded,
            previous_successes=then.solved,
            previous_base=then.recorded,
        )
        reading = statistics.difference_reading(
            difference=interval, direction=Direction.HIGHER, base=base
        )
        return SolvedChange(now=now, then=then, reading=reading)
    ratio = statistics.rate_ratio(
        current=now.solved,
        previous=then.solved,
        current_exposure=now.recorded,
        previous_exposure=then.recorded,
        variation=variation,
    )
    side = statistics.reading(ratio=ratio, direction=Direction.HIGHER, base=base)
    return SolvedChange(now=now, then=then, reading=side)
