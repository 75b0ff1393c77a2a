"""The CSV of a report: one row a figure, safe to open in a spreadsheet."""

import csv
import io

from reports.cells import safe
from reports.document import Document
from reports.figures import Figure
from reports.marking import marks_of

COLUMNS = (
    "key", "label", "unit", "current", "previous", "change", "change_percent", "base",
    "interval_low", "interval_high", "interval_of", "interval_level", "change_interval_low",
    "change_interval_high", "together", "rate_ratio", "rate_ratio_low", "rate_ratio_high", "p",
    "dispersion", "serial_correlation", "degrees_of_freedom", "inflation", "reading", "reason",
    "days", "previous_days",
    "missing_months", "excluded", "definition", "definition_version",
    "previous_definition_version", "period", "edition", "figures_sha256", "marking",
    "provisional", "revised",
)  # fmt: skip
_Value = str | int | float | None
_BOOLEAN = {True: "true", False: "false"}
"""How a boolean is written, as CSV on the Web reads it."""


def render(document: Document, /) -> bytes:
    """Return the figures as UTF-8 CSV with a byte order mark, which Excel needs to read it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for figure in document.figures:
        row = figure_row(document, figure)
        writer.writerow([_written(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _written(value: _Value) -> str | int | float:
    if isinstance(value, bool):
        return _BOOLEAN[value]
    return "" if value is None else safe(value)


def figure_row(document: Document, figure: Figure, /) -> list[str | int | float | None]:
    """Return the values of one figure in the order of COLUMNS."""
    tail: list[_Value] = [
        document.period.dates, document.edition, document.digest, document.marking,
        *marks_of(figure, document.stamp),
    ]  # fmt: skip
    return [*_numbers(figure), *_comparison(figure), *_definition(figure), *tail]


def _definition(figure: Figure) -> list[_Value]:
    """Name the measure and the versions that counted both periods, with a + between two."""
    found = figure.defined
    if found is None:
        return [None] * 3
    versions = (found.versions, found.previous_versions)
    return [found.measure, *("+".join(f"v{n}" for n in side) or None for side in versions)]


def _numbers(figure: Figure) -> list[_Value]:
    interval, change = figure.interval, figure.change_interval
    return [
        figure.key, figure.label, figure.unit,
        figure.symbol or figure.current, figure.previous_symbol or figure.previous,
        figure.change, figure.change_percent, figure.base,
        interval.low if interval else None,
        interval.high if interval else None,
        interval.of if interval else None,
        interval.level if interval else None,
        change.low if change else None,
        change.high if change else None,
        figure.together,
    ]  # fmt: skip


def _comparison(figure: Figure) -> list[_Value]:
    ratio = figure.rate_ratio
    numbers: list[_Value] = [None] * 8
    if ratio:
        numbers = [
            *(ratio.estimate, ratio.low, ratio.high, ratio.p),
            *(ratio.dispersion, ratio.serial, ratio.degrees, ratio.inflation),
        ]
    return [
        *numbers, figure.reading.value, figure.reason, figure.days, figure.previous_days,
        " ".join(figure.missing_months),
        " ".join(f"{state}:{count}" for state, count in figure.excluded),
    ]  # fmt: skip
