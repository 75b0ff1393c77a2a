"""Opening a number of an edition: what it counted and what it left out, as they were. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from records.models import Kind
from reports.definitions import ReportDefinition
from reports.document import Document, LeftOut
from reports.effort import officer_minutes, patrol_minutes
from reports.evidence import Evidence, Fact
from reports.measures.amounts import amount
from reports.measures.effort import OFFICER, PATROL, stint
from reports.measures.police_data import IncidentSelection
from reports.numerals import count
from reports.periods import Period
from reports.selections import Adds, Selection
from reports.tables import CURRENT, PREVIOUS, full_name

SIDES = (CURRENT, PREVIOUS)


class NothingOpens(LookupError):
    """No number of the edition has this key."""


@dataclass(frozen=True)
class Opened:
    """One number of an edition.

    `records` were counted and `left_out` were not, because of their state; where the number counts
    police data, `incidents` says which instead. Without a `kind` the records are of all kinds.
    """

    key: str
    side: str
    period: Period
    kind: Kind | None
    records: tuple[Fact, ...] = ()
    left_out: tuple[Fact, ...] = ()
    incidents: IncidentSelection | None = None
    adds: Adds = Adds.RECORDS

    @property
    def is_minutes(self) -> bool:
        """Tell whether the number adds minutes up, not records."""
        return self.key.endswith((PATROL, OFFICER))

    @property
    def is_of_rejected_rows(self) -> bool:
        """Tell whether the number counts rows that imports rejected."""
        return self.incidents is not None and self.incidents.rejected

    @property
    def is_weighed(self) -> bool:
        """Tell whether the number weighs incidents by their type, and does not count them."""
        incidents = self.incidents
        return incidents is not None and not incidents.is_counted and incidents.solved is None

    def minutes(self) -> int:
        """Add the minutes of the records up, by the measure that the key names."""
        add_up = patrol_minutes if self.key.endswith(PATROL) else officer_minutes
        return add_up([stint(fact) for fact in self.records], self.period)

    def amount(self) -> int | None:
        """Add up what the number counts of its records; None where nobody counted."""
        return amount(self.adds, self.records, self.period)


@dataclass(frozen=True)
class Printed:
    """A number as an edition prints it: what it is called, its text, and its value."""

    label: str
    text: str
    value: int | float | None


def printed(document: Document, key: str, side: str) -> Printed | None:
    """Find a number in a document: among its figures, else in its tables and what it left out."""
    everywhere = chain(in_figures(document), in_tables(document), in_left_out(document))
    return next((number for opens, number in everywhere if opens == f"{key}/{side}"), None)


def in_figures(document: Document) -> Iterator[tuple[str, Printed]]:
    """Give both sides of each figure, with what they open."""
    for figure in document.figures:
        name = full_name(figure)
        yield f"{figure.key}/{CURRENT}", Printed(name, figure.current_text, figure.current)
        yield f"{figure.key}/{PREVIOUS}", Printed(name, figure.previous_text, figure.previous)


def in_tables(document: Document) -> Iterator[tuple[str, Printed]]:
    """Give the cells of tables that open, named by their row, and by their column among others."""
    for _, table in document.tables():
        for head, *cells in table.all_rows():
            name = f"{table.caption}, {head.text}"
            pairs = zip(table.columns[1:], cells, strict=True)
            found = [(column.label, cell) for column, cell in pairs if cell.opens]
            for label, cell in found:
                named = f"{name}, {label[:1].lower()}{label[1:]}" if len(found) > 1 else name
                yield cell.opens, Printed(named, cell.text, cell.value)


def in_left_out(document: Document) -> Iterator[tuple[str, Printed]]:
    """Give the counts of what was left out."""
    blocks = (block for section in document.sections for block in section.blocks)
    for block in (document.left_out, *blocks):
        for item in block.items if isinstance(block, LeftOut) else ():
            yield item.opens, Printed(f"Left out, {item.reason}", count(item.count), item.count)


def opened(report: ReportDefinition, evidence: Evidence, key: str, side: str) -> Opened:
    """Find what a number of a report was made of.

    Raises: NothingOpens.
    """
    if side not in SIDES:
        raise NothingOpens(f"A figure has the sides {' and '.join(SIDES)}, not {side}.")
    period = evidence.period if side == CURRENT else evidence.previous
    incidents = report.incidents(evidence).get(key)
    if incidents is not None:
        if incidents.rejected and side == PREVIOUS:
            raise NothingOpens(f"{key} is counted for the period reported on alone.")
        return Opened(
            key=key, side=side, period=incidents.only or period, kind=None, incidents=incidents
        )
    selection = report.selections(evidence).get(key)
    if selection is None:
        raise NothingOpens(f"The report has no figure called {key}.")
    if selection.is_alone and side == PREVIOUS:
        raise NothingOpens(f"{key} is counted for the period reported on alone.")
    return of_records(key, side, selection, evidence, period)


def of_records(
    key: str, side: str, selection: Selection, evidence: Evidence, period: Period
) -> Opened:
    """List the records of a selection in a period, and those left out because of their state."""
    return Opened(
        key=key,
        side=side,
        period=selection.only or period,
        kind=selection.kind,
        records=selection.counted(evidence, period),
        adds=selection.adds,
        left_out=selection.left_out(evidence, period) if selection.leaves_out else (),
    )
