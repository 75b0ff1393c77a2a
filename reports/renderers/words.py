"""What every renderer says and draws in the same way."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import charts, numerals
from reports.document import Cell, Definition, Document, LeftOut, Picture, Table
from reports.periods import Period, day_words, moment_words
from reports.statistics import Reading

CLAIM = "urn:southend:figures:"
"""Begins the word by which a file names the figures it prints, in its properties."""


@dataclass(frozen=True)
class Drawn:
    """Hold a drawing with the words that stand for it."""

    svg: str
    description: str


def edition_and_digest(document: Document, /) -> str:
    """Name the edition and the first digits of its digest, as every page prints them."""
    return f"Edition {document.edition}, figures {numerals.digest_words(document.digest)}"


def claim(document: Document, /) -> str:
    """Name the figures that a file prints by their whole digest, for its properties."""
    return f"{CLAIM}{document.digest}"


def data_as_at(document: Document, /) -> str:
    """Say when the figures were read, as every page prints it."""
    if document.stamp is None:
        return "Not an edition"
    return f"Data as at {moment_words(document.stamp.data_as_at)}"


def left_out(line: LeftOut, /) -> tuple[str, ...]:
    """Print what was left out, one entry a reason; empty where it was nothing."""
    return tuple(
        f"{numerals.count(entry.count)} {entry.reason}" for entry in line.items if entry.count
    )


def first(lines: Sequence[str], most: int, /) -> list[str]:
    """Keep the first lines and count the others, so that page one stays one page."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], f"And {len(lines) - most + 1} more changes, listed in the edition."]


def dates(entry: Definition, /) -> str:
    """Print the days on which a definition holds; empty where it is not dated."""
    if entry.valid_from is None:
        return ""
    if entry.valid_to is None:
        return f"From {day_words(entry.valid_from)}"
    return Period(entry.valid_from, entry.valid_to).dates


def facts(entry: Definition, /) -> str:
    """Print version, days, unit, source and owner of a definition in one line."""
    if entry.valid_from is None:
        return f"Version {entry.version}." if entry.version else ""
    return (
        f"Version {entry.version}. {dates(entry)}. Counted in {entry.unit}. "
        f"Source: {entry.source}. Owner: {entry.owner}."
    )


def alt(chart: Picture, /) -> str:
    """Say in words what a chart shows and where its data stand."""
    return f"{chart.title}. {chart.description} The table beside it holds the data."


def scale(table: Table, /) -> str:
    """Print the one scale of a table's strips; empty where it has none."""
    if table.scale is None:
        return ""
    low, high = (numerals.signed_percent(end, decimals=0) for end in table.scale)
    return f"{low} to {high}"


def strip(table: Table, cell: Cell, /, *, label: str, number: int) -> Drawn | None:
    """Draw the interval strip of a cell, or nothing where there is no interval."""
    if cell.mark is None or table.scale is None or cell.reading is None:
        return None
    estimate = ""
    if cell.mark.estimate is not None:
        estimate = f"{numerals.signed_percent(cell.mark.estimate)}, "
    description = (
        f"{label}: change per day {estimate}interval {cell.text}, {cell.reading.value}, "
        f"on a scale from {scale(table)}."
    )
    svg = charts.strip(
        cell.mark,
        key=f"{table.key}-{number}",
        scale=table.scale,
        reading=cell.reading,
        description=description,
    )
    return Drawn(svg, description)


def reading_of(cell: Cell, /) -> Reading:
    """Return the reading that a cell carries; without one there is no comparison."""
    return cell.reading or Reading.NO_COMPARISON
