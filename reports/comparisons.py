"""Make figures from what was counted: the only place that decides what may be compared and printed.

The rules: no change where a month of either period is not covered, or where the definition changed
between them; no percent on a base under 50; a base of 0 says so; every comparison carries its exact
interval, and the wider one where both periods have twelve months.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports import statistics
from reports.figures import (
    LEVEL,
    PER_DAY,
    PERCENT,
    POINTS,
    Defined,
    Figure,
    Range,
    Ratio,
    as_change,
)
from reports.periods import months_listed
from reports.statistics import CALENDAR_MONTHS, SMALL_BASE, Direction, Interval, Reading


@dataclass(frozen=True)
class Measure:
    """Name what is counted: key, label, unit in the plural, and the way it is hoped to move.

    `defined` says by which versions of its definition: `reports.dated.measure` finds them.
    """

    key: str
    label: str
    unit: str
    direction: Direction = Direction.NONE
    defined: Defined | None = None


@dataclass(frozen=True)
class Counted:
    """Hold what was counted in one period.

    `count` is None where the measure was never recorded; `missing_months` (such as 2023-05) names
    the months that no import covers and makes the count None as well. `by_month` gives twelve
    counts of whole calendar months, or nothing where the period has no twelve months.
    """

    count: int | None
    days: int
    missing_months: tuple[str, ...] = ()
    n_months: int = CALENDAR_MONTHS
    by_month: tuple[int, ...] = ()

    @property
    def value(self) -> int | None:
        """Return the count, or None where a month of it is not covered."""
        return None if self.missing_months else self.count


@dataclass(frozen=True)
class Share:
    """Hold a percentage with the number of people or cases that it was taken of."""

    percent: float
    base: int


def count_figure(
    *,
    measure: Measure,
    current: Counted,
    previous: Counted | None,
    excluded: Mapping[str, int] | None = None,
    reason: str = "",
) -> Figure:
    """Make a figure of two counts.

    `previous` is None where the measure is not compared; `reason` then says why. `excluded` gives
    the records left out, by state. The reading needs twelve months in both periods.
    """
    now, then = current.value, previous.value if previous else None
    missing = current.missing_months + (previous.missing_months if previous else ())
    comparable = now is not None and then is not None
    ratio = _ratio(current, previous) if previous and comparable else None
    change = now - then if now is not None and then is not None else None
    figure = Figure(
        key=measure.key,
        label=measure.label,
        unit=measure.unit,
        direction=measure.direction,
        current=now,
        previous=then,
        change=change,
        change_percent=_raw_percent(change, then),
        base=then,
        interval=_per_day(ratio),
        change_interval=None,
        rate_ratio=_rounded(ratio),
        reading=_count_reading(ratio, measure.direction, current, previous),
        reason=reason or _count_reason(current, previous),
        excluded=tuple(sorted((excluded or {}).items())),
        days=current.days,
        previous_days=previous.days if previous else None,
        missing_months=missing,
    )
    return defined_by(figure, measure.defined)


def defined_by(figure: Figure, defined: Defined | None, /) -> Figure:
    """Give a figure its definition; what was counted by two versions is not compared.

    The numbers of both periods stand, but for a period in which nothing was defined.
    """
    if defined is None or not defined.reason:
        return replace(figure, defined=defined)
    return replace(
        figure,
        defined=defined,
        current=figure.current if defined.versions else None,
        previous=figure.previous if defined.previous_versions else None,
        change=None,
        change_percent=None,
        base=figure.base if figure.is_percent else None,
        interval=figure.interval if figure.is_percent else None,
        change_interval=None,
        rate_ratio=None,
        reading=Reading.NO_COMPARISON,
        reason=figure.reason if figure.current is None and defined.versions else defined.reason,
    )


def not_compared(figure: Figure, reason: str, /) -> Figure:
    """Keep the counts of both periods and compare nothing of them; `reason` says why."""
    return replace(
        figure,
        change=None,
        change_percent=None,
        base=None,
        interval=None,
        rate_ratio=None,
        reading=Reading.NO_COMPARISON,
        reason=reason,
    )


def effort_figure(
    *,
    measure: Measure,
    current: Counted,
    previous: Counted | None,
    excluded: Mapping[str, int] | None = None,
) -> Figure:
    """Make a figure of effort, such as minutes: change and percent, but no interval.

    Minutes are planned and not events that happen one by one, so that a rate ratio of them would
    pretend to a certainty that nobody has. `excluded` counts records, not minutes.
    """
    counted = count_figure(measure=measure, current=current, previous=previous, excluded=excluded)
    return replace(
        counted,
        interval=None,
        rate_ratio=None,
        reading=Reading.NO_COMPARISON,
        reason=counted.reason or "minutes are planned, so chance does not apply",
    )


def percent_figure(
    *,
    measure: Measure,
    current: Share | None,
    previous: Share | None,
    excluded: Mapping[str, int] | None = None,
    reason: str = "",
) -> Figure:
    """Make a figure of a percentage with its base: Wilson for the level, Newcombe for a change.

    A share without a base, or None, is not recorded. `reason` says why there is no comparison,
    such as a question that was reworded.
    """
    now, then = _with_base(current), _with_base(previous)
    difference = _difference(now, then)
    figure = Figure(
        key=measure.key,
        label=measure.label,
        unit=PERCENT,
        direction=measure.direction,
        current=round(now.percent, 1) if now else None,
        previous=round(then.percent, 1) if then else None,
        change=round(now.percent - then.percent, 1) if now and then else None,
        change_percent=None,
        base=now.base if now else None,
        interval=_wilson(now),
        change_interval=_range(difference, of=POINTS, method="Newcombe") if difference else None,
        rate_ratio=None,
        reading=_percent_reading(difference, measure.direction, then),
        reason=reason or _percent_reason(now, then),
        excluded=tuple(sorted((excluded or {}).items())),
        days=None,
        previous_days=None,
        missing_months=(),
    )
    return defined_by(figure, measure.defined)


def _ratio(current: Counted, previous: Counted) -> statistics.RateRatio | None:
    now, then = current.value or 0, previous.value or 0
    if not now + then:
        return None
    twelve = len(current.by_month) == len(previous.by_month) == CALENDAR_MONTHS
    return statistics.rate_ratio(
        current=now,
        previous=then,
        current_exposure=current.days,
        previous_exposure=previous.days,
        dispersion=statistics.month_dispersion(current=current.by_month, previous=previous.by_month)
        if twelve
        else None,
    )


def _count_reading(
    ratio: statistics.RateRatio | None,
    direction: Direction,
    current: Counted,
    previous: Counted | None,
) -> Reading:
    if previous is None or current.value is None or previous.value is None:
        return Reading.NO_COMPARISON
    if ratio is None:
        return Reading.TOO_FEW
    return statistics.reading(
        ratio=ratio,
        direction=direction,
        base=previous.value,
        months=min(current.n_months, previous.n_months),
    )


def _count_reason(current: Counted, previous: Counted | None) -> str:
    for counted, which in ((current, "this period"), (previous, "the period before")):
        if counted and counted.missing_months:
            months = months_listed(counted.missing_months)
            n = len(counted.missing_months)
            return f"{n} of {counted.n_months} months of {which} not covered: {months}"
    if current.value is None:
        return "not recorded"
    if previous is None or previous.value is None:
        return "no previous-year figure"
    if previous.value == 0:
        return "no previous-year figure, because the base is 0"
    return "no percentage: the base is under 50" if previous.value < SMALL_BASE else ""


def _percent_reason(now: Share | None, then: Share | None) -> str:
    if now is None:
        return "not recorded"
    return "" if then else "no previous-year figure"


def _percent_reading(
    difference: Interval | None, direction: Direction, then: Share | None
) -> Reading:
    if difference is None or then is None:
        return Reading.NO_COMPARISON
    return statistics.difference_reading(difference=difference, direction=direction, base=then.base)


def _with_base(share: Share | None) -> Share | None:
    return share if share and share.base > 0 else None


def _wilson(share: Share | None) -> Range | None:
    if share is None:
        return None
    interval = statistics.wilson(successes=share.percent / 100 * share.base, base=share.base)
    return _range(interval, of=LEVEL, method="Wilson")


def _difference(now: Share | None, then: Share | None) -> Interval | None:
    if now is None or then is None:
        return None
    return statistics.newcombe(
        successes=now.percent / 100 * now.base,
        base=now.base,
        previous_successes=then.percent / 100 * then.base,
        previous_base=then.base,
    )


def _range(interval: Interval, *, of: str, method: str) -> Range:
    high = None if interval.high is None else round(100 * interval.high, 4)
    return Range(low=round(100 * interval.low, 4), high=high, of=of, method=method)


def _per_day(ratio: statistics.RateRatio | None) -> Range | None:
    """Return the exact interval as changes in percent; a base of 0 has no such change."""
    if ratio is None or ratio.estimate is None:
        return None
    high = None if ratio.exact.high is None else round(as_change(ratio.exact.high), 4)
    low = round(as_change(ratio.exact.low), 4)
    return Range(low=low, high=high, of=PER_DAY, method="exact conditional")


def _rounded(ratio: statistics.RateRatio | None) -> Ratio | None:
    if ratio is None:
        return None
    return Ratio(
        estimate=_six(ratio.estimate),
        low=float(f"{ratio.exact.low:.6g}"),
        high=_six(ratio.exact.high),
        p=float(f"{ratio.p:.6g}"),
        wide_low=_six(ratio.wide.low) if ratio.wide else None,
        wide_high=_six(ratio.wide.high) if ratio.wide else None,
    )


def _six(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _raw_percent(change: int | None, base: int | None) -> float | None:
    if change is None or base is None or base < SMALL_BASE:
        return None
    return round(100 * change / base, 1)
