"""A control chart as plain data: the months, the limits, and what stands out. Pure.

Limits are rounded once, where the block is made, so that page, file and digest say the same.
"""

from dataclasses import dataclass, field

from reports.statistics import Reading


@dataclass(frozen=True)
class Plotted:
    """Hold one month; `count` is None where it is not recorded, `upwards` the side of a signal.

    `usual`, `low` and `high` are what is usual of the month and its limits, to one decimal; None
    where it is not judged.
    """

    label: str
    count: int | None
    reading: Reading
    upwards: bool = False
    usual: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Band:
    """Hold mean and limits to one decimal, and the months that set them; never below 0.

    Only of editions of an earlier method, whose limits were the same in every month.
    """

    mean: float
    low: float
    high: float
    months: str


@dataclass(frozen=True)
class Control:
    """Hold a control chart of monthly counts.

    `base` names the months that say what is usual, empty where there are no limits; `band` is of
    an earlier method. `split` is the position of the first month of the period, with `before` and
    `now` printed at its two sides. `table` names the table of the data. No line leads to the month
    at `broken_at`, with which the definition began that `broken` names; 0 is no break.
    """

    key: str
    title: str
    description: str
    unit: str
    points: tuple[Plotted, ...]
    band: Band | None
    split: int
    before: str
    now: str
    table: str
    broken_at: int = 0
    broken: str = ""
    base: str = ""
    block: str = field(default="control", init=False)

    @property
    def judged(self) -> tuple[int, ...]:
        """Give the positions of the months that have limits."""
        return tuple(i for i, point in enumerate(self.points) if point.high is not None)


@dataclass(frozen=True)
class ControlRow:
    """Hold up to three small control charts that stand beside each other."""

    key: str
    charts: tuple[Control, ...]
    table: str
    block: str = field(default="control_row", init=False)

    @property
    def title(self) -> str:
        """Name the charts."""
        return "; ".join(chart.title for chart in self.charts)

    @property
    def description(self) -> str:
        """Say in words what each chart shows."""
        return " ".join(f"{chart.title}: {chart.description}" for chart in self.charts)


def control_charts(block: Control | ControlRow, /) -> tuple[Control, ...]:
    """Give the charts of a block."""
    return block.charts if isinstance(block, ControlRow) else (block,)
