"""What months do against their usual variation, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports import control_charts, numerals
from reports.control_block import Band
from reports.control_charts import BASELINE, Chart, Limits, Point, Signal
from reports.periods import Period
from reports.series import Series

_FOUND = {
    Signal.OUTSIDE: "{side} the {limit}",
    Signal.TREND: "in seven or more in a row, each {way} than the one before",
    Signal.NEAR: "two of three near the {limit}, all {side} the mean",
    Signal.RUN: "in seven or more in a row {side} the mean",
}
_IN_SHORT = {
    Signal.OUTSIDE: "{side} the {limit}",
    Signal.TREND: "seven or more in a row, each {way}",
    Signal.NEAR: "two of three near the {limit}",
    Signal.RUN: "seven or more in a row {side} the mean",
}


@dataclass(frozen=True)
class Charted:
    """Hold a series with its control chart and the position where the period begins."""

    series: Series
    chart: Chart
    split: int

    @classmethod
    def of(cls, series: Series, period: Period) -> "Charted":
        """Draw the limits and find what stands out, of the months that one definition counted."""
        points = [
            (month.month.label, None if month.count is None or old else float(month.count))
            for old, month in (
                (position < series.n_before, month) for position, month in enumerate(series.months)
            )
        ]
        split = sum(month.month.start < period.start for month in series.months)
        drawn = control_charts.chart(points, direction=series.direction)
        return cls(series=series, chart=drawn, split=split)

    @property
    def limits(self) -> Limits | None:
        """Give the limits; None under twelve recorded months."""
        return self.chart.points[0].limits

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
    def band(self) -> Band | None:
        """Give mean and limits as they are printed, with the months that set them."""
        limits = self.limits
        if limits is None:
            return None
        known = [point.label for point in self.chart.points if point.value is not None]
        return Band(
            mean=round(limits.mean, 1),
            low=round(limits.drawn_low, 1),
            high=round(limits.high, 1),
            months=f"{known[0]} to {known[limits.points - 1]}",
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
    if not out:
        return f"{last} stands out from the usual variation in no type of crime."
    said = "; ".join(f"{reading} in {numerals.listed(names)}" for reading, names in out.items())
    return f"{last} stands out from the usual variation: {said}."


def finding(charted: Charted, /) -> str:
    """Say in a sentence what the months of the period do, or why there are no limits."""
    band, n = charted.band, len(charted.of_period)
    if band is None:
        length = len(charted.chart.points) - charted.series.n_before
        return (
            f"No limits are drawn: {numerals.plural(charted.recorded, 'month')} of "
            f"{length} recorded, and limits need {BASELINE}."
        )
    out = len(charted.standing_out)
    if not out:
        stands = "does" if n == 1 else "do"
        months = charted.of_period[0].label if n == 1 else f"The {n} months of the period"
        return f"{months} {stands} not stand out from the usual variation."
    if all_beyond(charted) and n > 1:
        words = _found(charted.of_period[0], band)
        return f"All {n} months since {charted.of_period[0].label} are {words}."
    if n == 1:
        return f"{charted.of_period[0].label} stands out from the usual variation."
    stand = "stands" if out == 1 else "stand"
    return f"{out} of the {n} months of the period {stand} out from the usual variation."


def all_beyond(charted: Charted) -> bool:
    """Tell whether every month of the period is beyond the same limit."""
    return {(point.signal, point.upwards) for point in charted.of_period} in (
        {(Signal.OUTSIDE, True)},
        {(Signal.OUTSIDE, False)},
    )


def said(charted: Charted) -> list[str]:
    """Say for each run of months of the period by which rule they stand out, and what it reads."""
    band = charted.band
    if band is None:
        return []
    sentences = []
    for (signal, _), run in groupby(charted.of_period, lambda p: (p.signal, p.upwards)):
        if signal is None:
            continue
        months = list(run)
        ends = months[0].label
        if len(months) > 1:
            ends = f"{ends} to {months[-1].label} ({len(months)} months)"
        reading = months[0].reading.value.lower()
        sentences.append(f"{ends}: {_found(months[0], band)} ({reading}).")
    return sentences


def _found(point: Point, band: Band) -> str:
    """Say by which rule a month stands out, with the limit that it is measured by."""
    limit = (
        f"upper limit of {band.high:,.1f}" if point.upwards else (f"lower limit of {band.low:,.1f}")
    )
    way, side = ("higher", "above") if point.upwards else ("lower", "below")
    found = _FOUND[point.signal] if point.signal else ""
    return found.format(limit=limit, way=way, side=side)


def judged(point: Point, band: Band | None) -> str:
    """Say in short what a month does, for a table."""
    if point.value is None:
        return "not recorded"
    if band is None:
        return "no limits"
    if point.signal is None:
        return "inside the limits"
    way, side = ("higher", "above") if point.upwards else ("lower", "below")
    limit = "upper limit" if point.upwards else "lower limit"
    return _IN_SHORT[point.signal].format(limit=limit, way=way, side=side)
