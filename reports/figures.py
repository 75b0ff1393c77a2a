"""A figure: one number of a report with all that it may not travel without.

Every number is rounded once, where the figure is made, and printed from there, so that page,
PDF, spreadsheet, JSON and digest cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports import numerals
from reports.codec import Json, decode, encode
from reports.statistics import Direction, RateRatio, Reading

PERCENT = "percent"
PER_DAY = "change per day"
LEVEL = "level"
POINTS = "change in points"
T_INTERVAL = "Student's t with the dispersion of months, no narrower than exact conditional"
EXACT = "exact conditional, of counts over their dispersion"


@dataclass(frozen=True)
class Range:
    """Hold a printed interval in percent or points; `of` says of what, `method` how.

    `level` is its confidence in percent: 95, or more where it is one of several read together.
    """

    low: float
    high: float | None
    of: str
    method: str
    level: float = 95.0


@dataclass(frozen=True)
class Ratio:
    """Hold the rate ratio per day with its exact interval and p, and the variation it is read by.

    An estimate or a high end that is None is unbounded. `dispersion`, `serial` and `degrees` are
    None where the variation is not known; `inflation` is by how much it widens the variance that
    chance alone has. The wide ends are of editions that an earlier method computed.
    """

    estimate: float | None
    low: float
    high: float | None
    p: float
    wide_low: float | None = None
    wide_high: float | None = None
    dispersion: float | None = None
    serial: float | None = None
    degrees: float | None = None
    inflation: float | None = None

    @classmethod
    def of(cls, ratio: RateRatio, /) -> "Ratio":
        """Round a rate ratio once, to six digits."""
        varies = ratio.variation
        return cls(
            estimate=_six(ratio.estimate),
            low=float(f"{ratio.exact.low:.6g}"),
            high=_six(ratio.exact.high),
            p=float(f"{ratio.p:.6g}"),
            dispersion=_six(varies.dispersion) if varies else None,
            serial=_six(varies.serial) if varies else None,
            degrees=_six(varies.degrees) if varies else None,
            inflation=_six(varies.inflation) if varies else None,
        )


@dataclass(frozen=True)
class Break:
    """Name a day on which a measure began to mean something else: the version from then on."""

    on: date
    version: int


@dataclass(frozen=True)
class Defined:
    """Say by which versions of which definition a figure was counted, in order (ADR 0230).

    `breaks` are the days between the start of the period before and the end of this one on which
    the definition changed. `reason` says in words why the two periods cannot be compared, and is
    empty where both were counted by one version.
    """

    measure: str
    versions: tuple[int, ...]
    previous_versions: tuple[int, ...] = ()
    breaks: tuple[Break, ...] = ()
    reason: str = ""

    @property
    def text(self) -> str:
        """Print the versions of both periods: v2; or v1, v2 where they differ."""
        every = sorted({*self.versions, *self.previous_versions})
        return ", ".join(f"v{version}" for version in every)


@dataclass(frozen=True)
class Figure:
    """Hold one figure. Make it by the functions of `comparisons`, which keep the rules.

    `change_percent` is of the raw counts, and None on a base under 50; `interval` is the interval
    that the reading uses, of the change per day (counts), or that of the level (percentages, whose
    reading uses `change_interval`, of the difference in points). `together` counts the figures
    that one is read together with; 1 is alone. `reason` says in words why something is absent,
    `symbol` and `previous_symbol` stand in the place of a number that is not published. `defined`
    says by which definition it was counted; None in an edition older than definitions.
    """

    key: str
    label: str
    unit: str
    direction: Direction
    current: int | float | None
    previous: int | float | None
    change: int | float | None
    change_percent: float | None
    base: int | None
    interval: Range | None
    change_interval: Range | None
    rate_ratio: Ratio | None
    reading: Reading
    reason: str
    excluded: tuple[tuple[str, int], ...]
    days: int | None
    previous_days: int | None
    missing_months: tuple[str, ...]
    symbol: str = ""
    previous_symbol: str = ""
    defined: Defined | None = None
    together: int = 1

    @property
    def is_broken(self) -> bool:
        """Tell whether the definition changed, so that the two periods are not compared."""
        return self.defined is not None and bool(self.defined.reason)

    @property
    def definition_text(self) -> str:
        """Print the versions of the definition; empty in an edition older than definitions."""
        return self.defined.text if self.defined else ""

    @property
    def is_percent(self) -> bool:
        """Tell whether the figure is a percentage."""
        return self.unit == PERCENT

    @property
    def current_text(self) -> str:
        """Print the value."""
        return self.symbol or self._level(self.current)

    @property
    def previous_text(self) -> str:
        """Print the value of the period before."""
        return self.previous_symbol or self._level(self.previous)

    @property
    def change_text(self) -> str:
        """Print the change in counts or points; empty where there is none to print."""
        if self.change is None:
            return ""
        if self.is_percent:
            return numerals.signed_points(self.change)
        return numerals.signed(int(self.change))

    @property
    def percent_text(self) -> str:
        """Print the raw percent; empty on a base under 50."""
        return "" if self.change_percent is None else numerals.signed_percent(self.change_percent)

    @property
    def interval_text(self) -> str:
        """Print the interval."""
        if self.interval is None:
            return ""
        if self.is_percent:
            return numerals.level_range(self.interval.low, self.interval.high or 0.0)
        return numerals.percent_range(self.interval.low, self.interval.high)

    @property
    def per_day_text(self) -> str:
        """Print the change per day in percent."""
        if self.rate_ratio is None or self.rate_ratio.estimate is None:
            return ""
        return numerals.signed_percent(as_change(self.rate_ratio.estimate))

    @property
    def wide_text(self) -> str:
        """Print what an earlier method printed as a second interval; empty in what is made now."""
        ratio = self.rate_ratio
        if ratio is None or ratio.wide_low is None or ratio.wide_high is None:
            return ""
        return numerals.percent_range(as_change(ratio.wide_low), as_change(ratio.wide_high))

    def printed(self) -> Json:
        """Return what the digest covers: every value as the string that is printed for it."""
        ratio = self.rate_ratio
        return {
            "key": self.key,
            "label": self.label,
            "unit": self.unit,
            "current": self.current_text,
            "previous": self.previous_text,
            "change": self.change_text,
            "change_percent": self.percent_text,
            "base": numerals.count(self.base),
            "interval": self.interval_text,
            "change_interval": _points_text(self.change_interval),
            "ratio": "" if ratio is None else _ratio_text(ratio),
            "p": "" if ratio is None else numerals.probability(ratio.p),
            "wide": self.wide_text,
            "reading": self.reading.value,
            "reason": self.reason,
            "excluded": dict(self.excluded),
            "days": [self.days, self.previous_days],
            "missing": list(self.missing_months),
            **self._definition(),
            **self._variation(),
        }

    def to_json(self) -> dict[str, Json]:
        """Return the figure as the JSON format carries it: `excluded` is an object by state."""
        plain = encode(self)
        if not isinstance(plain, Mapping):
            raise TypeError("A figure is written as an object.")
        return {**plain, "excluded": dict(self.excluded)}

    @classmethod
    def from_json(cls, source: Mapping[str, Json], /) -> "Figure":
        """Read what `to_json` wrote. Raises codec.UnreadableError."""
        excluded = source["excluded"]
        pairs = [list(pair) for pair in excluded.items()] if isinstance(excluded, Mapping) else []
        return decode(cls, {**source, "excluded": pairs})

    def _definition(self) -> dict[str, Json]:
        """Give what the digest covers of the definition; nothing where there was none."""
        if self.defined is None:
            return {}
        return {"definition": self.defined.measure, "versions": self.definition_text}

    def _variation(self) -> dict[str, Json]:
        """Give what the digest covers of the method; nothing in an edition of an earlier one."""
        ratio = self.rate_ratio
        if ratio is None or ratio.inflation is None or self.interval is None:
            return {}
        return {"variation": variation_text(ratio), "level": numerals.level(self.interval.level)}

    def _level(self, value: int | float | None) -> str:
        if value is None:
            return "Not recorded"
        if self.is_percent:
            return numerals.percent(value, decimals=0 if float(value).is_integer() else 1)
        return numerals.count(int(value))


def change_per_day(ratio: RateRatio, level: float, /) -> Range | None:
    """Return the interval that is read as changes in percent; a base of 0 has no such change."""
    interval = ratio.interval(level)
    if ratio.estimate is None or interval is None:
        return None
    high = None if interval.high is None else round(as_change(interval.high), 4)
    low = round(as_change(interval.low), 4)
    method = T_INTERVAL if ratio.estimate else EXACT
    return Range(low=low, high=high, of=PER_DAY, method=method, level=round(100 * level, 2))


def _six(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def as_change(ratio: float, /) -> float:
    """Turn a ratio into a change in percent."""
    return 100 * (ratio - 1)


def variation_text(ratio: Ratio, /) -> str:
    """Print dispersion, serial correlation and degrees of freedom; empty where not known."""
    if ratio.dispersion is None or ratio.serial is None or ratio.degrees is None:
        return ""
    return f"{ratio.dispersion:.2f}, {ratio.serial:.2f}, {ratio.degrees:.1f}"


def _points_text(points: Range | None) -> str:
    if points is None:
        return ""
    return f"{numerals.signed_points(points.low)} to {numerals.signed_points(points.high or 0.0)}"


def _ratio_text(ratio: Ratio) -> str:
    ends = f"{numerals.ratio(ratio.low)} to {numerals.ratio(ratio.high)}"
    return f"{numerals.ratio(ratio.estimate)} ({ends})"
