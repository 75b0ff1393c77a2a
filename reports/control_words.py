"""What months do against what is usual of them, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from reports import control_charts, numerals
from reports.control_charts import BASE, RUN, Base, Chart, NoLimits, Point, Signal
from reports.periods import Period
from reports.series import Series
from reports.statistics import SMALL_BASE, Reading


@dataclass(frozen=True)
class Charted:
    """Hold a series with its control chart and the position where the period begins.

    `n_together` counts the charts that it is read together with.
    """

    series: Series
    chart: Chart
    split: int
    n_together: int = 1

    @classmethod
    def of(cls, series: Series, period: Period) -> "Charted":
        """Draw the limits and find what stands out, of the months that one definition counted."""
        months = [
            (month.month.label, month.month.days, None if old else month.count)
            for old, month in (
                (position < series.n_before, month) for position, month in enumerate(series.months)
            )
        ]
        split = sum(month.month.start < period.start for month in series.months)
        drawn = control_charts.chart(months, direction=series.direction)
        return cls(series=series, chart=drawn, split=split)

    @property
    def recorded(self) -> int:
        """Count the recorded months that one definition counted."""
        return sum(point.value is not None for point in self.chart.points)

    @property
    def of_period(self) -> tuple[Point, ...]:
        """Give the months of the period that is reported on, since its last definition began."""
        return self.chart.points[max(self.split, self.series.n_before) :]

    @property
    def standing_out(self) -> tuple[Point, ...]:
        """Give the months of the period that stand out."""
        return tuple(point for point in self.of_period if point.signal)

    @property
    def base_months(self) -> str:
        """Name the span of the base: May 2021 to April 2023; empty without limits."""
        if self.chart.base is None:
            return ""
        ends = (self.chart.base.positions[0], self.chart.base.positions[-1])
        return " to ".join(self.chart.points[position].label for position in ends)


@lru_cache(maxsize=4)
def together(series: tuple[Series, ...], period: Period, /) -> tuple[Charted, ...]:
    """Draw all charts of a report and read them together."""
    drawn = [Charted.of(one, period) for one in series]
    charts = control_charts.read_together([one.chart for one in drawn])
    n = sum(chart.base is not None for chart in charts)
    return tuple(
        replace(one, chart=chart, n_together=n) for one, chart in zip(drawn, charts, strict=True)
    )


def latest(types: Sequence[Charted], /) -> str:
    """Say in which types the last month stands out, and what that reads."""
    last = types[0].chart.points[-1].label
    out: dict[str, list[str]] = {}
    for one in types:
        point = one.chart.points[-1]
        if point.signal:
            name = one.series.label
            out.setdefault(point.reading.value.lower(), []).append(name[:1].lower() + name[1:])
    if not any(one.chart.base for one in types):
        return f"{last}: {finding(types[0])[:1].lower()}{finding(types[0])[1:]}"
    if not out:
        return f"{last} stands out from the usual variation in no type of crime."
    said = "; ".join(f"{reading} in {numerals.listed(names)}" for reading, names in out.items())
    return f"{last} stands out from the usual variation: {said}."


def finding(charted: Charted, /) -> str:
    """Say in a sentence what the months of the period do, or why there are no limits."""
    chart, n = charted.chart, len(charted.of_period)
    if chart.why is NoLimits.TOO_SHORT:
        months = numerals.plural(charted.recorded, "month")
        recorded = "is" if charted.recorded == 1 else "are"
        return (
            f"No limits are drawn: {months} {recorded} recorded, and what is usual of a month is "
            f"known from {BASE} months before it."
        )
    if chart.why is NoLimits.TOO_FEW:
        return f"No limits are drawn: the base holds fewer than {SMALL_BASE} a year."
    out = len(charted.standing_out)
    months = charted.of_period[0].label if n == 1 else f"the {n} months of the period"
    if not out:
        return _capital(f"{months} {'does' if n == 1 else 'do'} not stand out from what is usual.")
    could = "" if chart.is_named else f": {_by_chance(charted)}"
    if n == 1:
        return _capital(f"{months} stands out from what is usual{could}.")
    return f"{out} of {months} {'stands' if out == 1 else 'stand'} out from what is usual{could}."


def said(charted: Charted) -> list[str]:
    """Say for each run of months of the period by which rule they stand out, and what it reads."""
    sentences = []
    for (signal, _), run in groupby(charted.of_period, lambda p: (p.signal, p.upwards)):
        if signal is None:
            continue
        months = list(run)
        ends = months[0].label
        if len(months) > 1:
            ends = f"{ends} to {months[-1].label} ({len(months)} months)"
        reading = months[0].reading.value.lower()
        sentences.append(f"{ends}: {_found(months[0], len(months))} ({reading}).")
    return sentences


def under(charted: Charted) -> list[str]:
    """Say under a chart which months say what is usual, and what is to be known of them."""
    base = charted.chart.base
    if base is None:
        return []
    span = base.positions[-1] - base.positions[0] + 1
    gaps = span - len(base.positions)
    without = f", {numerals.plural(gaps, 'month')} between them not recorded" if gaps else ""
    said = [
        f"Base: {charted.base_months} ({len(base.positions)} months{without}). They say what is "
        "usual of each month of the year, per day, and are not judged themselves."
    ]
    if not base.is_stable:
        said.append(_unstable(base))
    return [" ".join(said)]


def _unstable(base: Base) -> str:
    change = 100 * (base.change - 1)
    way = "lower" if change < 0 else "higher"
    return (
        f"The base is not stable: its second year is {numerals.percent(abs(change))} {way} than "
        "its first. What is usual is taken from the level of the second."
    )


def _by_chance(charted: Charted) -> str:
    return (
        f"among {numerals.plural(charted.n_together, 'chart')} read together that could be chance"
    )


def _found(point: Point, months: int) -> str:
    """Say by which rule months stand out."""
    side = "above" if point.upwards else "below"
    if point.signal is Signal.RUN:
        return f"in {RUN} or more in a row {side} what is usual, together outside their limits"
    if months > 1 or point.limits is None:
        return f"{side} their limits" if months > 1 else f"{side} the limit"
    limit = point.limits.high if point.upwards else point.limits.low
    return f"{side} the limit of {limit:,.1f}"


def judged(charted: Charted, position: int) -> str:
    """Say in short what a month does, for a table."""
    point = charted.chart.points[position]
    if point.value is None:
        return "not recorded"
    if charted.chart.base is None:
        return "no limits"
    if point.limits is None:
        return "in the base" if position in charted.chart.base.positions else "not judged"
    side = "above" if point.upwards else "below"
    if point.signal is None:
        return "inside the limits"
    if point.signal is Signal.RUN:
        return f"{RUN} or more in a row {side}"
    return f"{side} the limit"


def read_word(point: Point) -> str:
    """Print what a month reads; a month of the base is not read."""
    if point.reading is Reading.USUAL and point.limits is None:
        return "Base"
    return point.reading.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
