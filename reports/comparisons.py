"""Make figures from what was counted: the only place that decides what may be compared and printed.

The rules: no change where a month of either period is not covered, or where the definition changed
between them; no percent on a base under 50; a base of 0 says so; one interval, which the reading
uses, and none where it is not known how far months vary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports import numerals, statistics, together
from reports.figures import (
    LEVEL,
    PERCENT,
    POINTS,
    Defined,
    Figure,
    Range,
    Ratio,
    change_per_day,
)
from reports.periods import months_listed
from reports.published import implied_sample
from reports.statistics import SMALL_BASE, Direction, Interval, RateRatio, Reading
from reports.variation import CALENDAR_MONTHS, Counts, Span, Variation, variations

TOO_SHORT = "too short to know its variation: fewer than 24 whole covered months to tell it by"


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
    counts of whole calendar months, or nothing where the period has no twelve months. `history`
    gives the months to the end of the period, oldest first and as far back as they were read, None
    where one is not covered: it tells how far months vary.
    """

    count: int | None
    days: int
    missing_months: tuple[str, ...] = ()
    n_months: int = CALENDAR_MONTHS
    by_month: tuple[int, ...] = ()
    history: tuple[int | None, ...] = ()

    @property
    def value(self) -> int | None:
        """Return the count, or None where a month of it is not covered."""
        return None if self.missing_months else self.count


@dataclass(frozen=True)
class Share:
    """Hold a percentage with the number of people or cases that it was taken of.

    `effective` is the simple random sample that says as much (Kish, Survey Sampling, 1965), where
    the design is known; `margin` the published 95% margin in points, which is then the interval.
    """

    percent: float
    base: int
    effective: int | None = None
    margin: float | None = None

    @property
    def weight(self) -> int:
        """Return the base that the rule of 50 asks for: the effective one where it is known."""
        if self.effective is not None:
            return self.effective
        if self.margin and 0 < self.percent < 100:
            return min(self.base, implied_sample(percent=self.percent, margin=self.margin))
        return self.base

    @property
    def interval(self) -> Interval:
        """Return the 95% interval as shares of 1: as published, or else Wilson's."""
        share = self.percent / 100
        if self.margin is not None:
            return Interval(
                low=max(0.0, share - self.margin / 100), high=min(1.0, share + self.margin / 100)
            )
        base = self.base if self.effective is None else self.effective
        return statistics.wilson(successes=share * base, base=base)

    @property
    def method(self) -> str:
        """Name what the interval is."""
        if self.margin is not None:
            return f"published margin of {self.margin:g} points"
        return "Wilson" if self.effective is None else f"Wilson, effective base {self.effective:,}"


@dataclass(frozen=True)
class Comparison:
    """Hold what one figure is made of: the arguments of `count_figure`."""

    measure: Measure
    current: Counted
    previous: Counted | None
    excluded: Mapping[str, int] | None = None
    reason: str = ""


def count_figure(
    *,
    measure: Measure,
    current: Counted,
    previous: Counted | None,
    excluded: Mapping[str, int] | None = None,
    reason: str = "",
) -> Figure:
    """Make a figure of two counts that is read alone.

    `previous` is None where the measure is not compared; `reason` then says why. `excluded` gives
    the records left out, by state. Raises: ValueError for a count below 0.
    """
    return count_figures((Comparison(measure, current, previous, excluded, reason),))[0]


def count_figures(family: Sequence[Comparison], /) -> tuple[Figure, ...]:
    """Make figures that are read together, such as the types of crime.

    What months share is estimated from all of them, because each has too few months to tell; and
    all intervals have the one level at which the family names (`reports.together`).
    Raises: ValueError for a count below 0.
    """
    varying = variations([_months(each) for each in family])
    ratios = [_ratio(each, found) for each, found in zip(family, varying, strict=True)]
    chances = [chance for ratio in ratios if ratio and (chance := ratio.chance()) is not None]
    level = 1 - together.named_at(chances)
    return tuple(
        _figure(each, ratio, level=level, n_together=max(1, len(chances)))
        for each, ratio in zip(family, ratios, strict=True)
    )


def _figure(
    compared: Comparison, ratio: RateRatio | None, *, level: float, n_together: int
) -> Figure:
    measure, current, previous = compared.measure, compared.current, compared.previous
    now, then = current.value, previous.value if previous else None
    change = now - then if now is not None and then is not None else None
    reading = _count_reading(ratio, measure.direction, current, previous, level)
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
        interval=change_per_day(ratio, level) if ratio else None,
        change_interval=None,
        rate_ratio=Ratio.of(ratio) if ratio else None,
        reading=reading,
        reason=compared.reason or _count_reason(current, previous) or _short_reason(reading),
        excluded=tuple(sorted((compared.excluded or {}).items())),
        days=current.days,
        previous_days=previous.days if previous else None,
        missing_months=current.missing_months + (previous.missing_months if previous else ()),
        together=n_together,
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
    return unread(counted, "minutes are planned, so chance does not apply")


def unread(figure: Figure, why: str, /) -> Figure:
    """Leave out of a figure all that chance would have to be known for, and say why."""
    reason = "" if figure.reason == TOO_SHORT else figure.reason
    return replace(
        figure,
        interval=None,
        rate_ratio=None,
        reading=Reading.NO_COMPARISON,
        reason=reason or why,
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
        current=numerals.rounded(now.percent, 1) if now else None,
        previous=numerals.rounded(then.percent, 1) if then else None,
        change=numerals.rounded(now.percent - then.percent, 1) if now and then else None,
        change_percent=None,
        base=now.base if now else None,
        interval=_range(now.interval, of=LEVEL, method=now.method) if now else None,
        change_interval=_range(difference, of=POINTS, method="Newcombe") if difference else None,
        rate_ratio=None,
        reading=_percent_reading(difference, measure.direction, now, then),
        reason=reason or _percent_reason(now, then),
        excluded=tuple(sorted((excluded or {}).items())),
        days=None,
        previous_days=None,
        missing_months=(),
    )
    return defined_by(figure, measure.defined)


def _ratio(compared: Comparison, found: Variation | None) -> RateRatio | None:
    """Compare the two counts; None where there is nothing to compare."""
    current, previous = compared.current, compared.previous
    if previous is None or current.value is None or previous.value is None:
        return None
    if not current.value + previous.value:
        return None
    return statistics.rate_ratio(
        current=current.value,
        previous=previous.value,
        current_exposure=current.days,
        previous_exposure=previous.days,
        variation=found,
    )


def _months(compared: Comparison) -> tuple[Counts, Span]:
    """Give the months that tell how far one varies, and what is compared of them."""
    current, n = compared.current, compared.current.n_months
    # Eleven months that both years have are read by the year that they are of.
    months = CALENDAR_MONTHS if n == CALENDAR_MONTHS - 1 else n
    span = Span(months, CALENDAR_MONTHS * -(-n // CALENDAR_MONTHS))
    return _history(current, compared.previous), span


def _history(current: Counted, previous: Counted | None) -> Counts:
    """Give the months to the end of the period: as they were read, or those of the two years."""
    if current.history or previous is None:
        return current.history
    both = len(current.by_month) == len(previous.by_month) == CALENDAR_MONTHS
    return (*previous.by_month, *current.by_month) if both else ()


def _count_reading(
    ratio: RateRatio | None,
    direction: Direction,
    current: Counted,
    previous: Counted | None,
    level: float,
) -> Reading:
    if previous is None or current.value is None or previous.value is None:
        return Reading.NO_COMPARISON
    if ratio is None:
        return Reading.TOO_FEW
    return statistics.reading(ratio=ratio, direction=direction, base=previous.value, level=level)


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
        return "none the year before"
    return "no percentage: the base is under 50" if previous.value < SMALL_BASE else ""


def _short_reason(reading: Reading) -> str:
    return TOO_SHORT if reading is Reading.TOO_SHORT else ""


def _percent_reason(now: Share | None, then: Share | None) -> str:
    if now is None:
        return "not recorded"
    return "" if then else "no previous-year figure"


def _percent_reading(
    difference: Interval | None, direction: Direction, now: Share | None, then: Share | None
) -> Reading:
    if difference is None or now is None or then is None:
        return Reading.NO_COMPARISON
    base = min(now.weight, then.weight)
    return statistics.difference_reading(difference=difference, direction=direction, base=base)


def _with_base(share: Share | None) -> Share | None:
    return share if share and share.base > 0 else None


def _difference(now: Share | None, then: Share | None) -> Interval | None:
    if now is None or then is None:
        return None
    return statistics.square_and_add(
        now=now.percent / 100, of=now.interval, then=then.percent / 100, of_then=then.interval
    )


def _range(interval: Interval, *, of: str, method: str) -> Range:
    high = None if interval.high is None else round(100 * interval.high, 4)
    return Range(low=round(100 * interval.low, 4), high=high, of=of, method=method)


def _raw_percent(change: int | None, base: int | None) -> float | None:
    if change is None or base is None or base < SMALL_BASE:
        return None
    return numerals.rounded(100 * change / base, 1)
