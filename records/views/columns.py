"""The columns of a list, and those that every kind of record has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.wording import clock_time, short_date
from records.kinds import page_of
from records.models import Record


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in one cell: words or a number, a quiet line below, a link, or a state.

    `aside` is said after the words by screen readers only, to tell links of the same words apart.
    """

    words: object = ""
    aside: str = ""
    below: str = ""
    url: str = ""
    state: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a list.

    `cell` makes the words, or a Cell, of a row. `sort` is the path by which the column sorts
    (sort=<key> and sort=-<key>), "" for a column that does not. `role` places the cell: reference
    and status stand on the first line on a phone, quiet (a day, a number, a name: one line) and
    number are drawn so.
    """

    key: str
    label: str
    cell: Callable[[Any], "Cell | str | int | None"]
    sort: str = ""
    role: str = ""
    unit: str = ""

    @property
    def css(self) -> str:
        """The classes of its cells."""
        return {
            "reference": "so-row-reference so-nowrap",
            "status": "so-row-status",
            "quiet": "so-row-quiet so-nowrap",
            "number": "so-number",
        }.get(self.role, "")

    def shown(self, row: object) -> Cell:
        """Make the cell of a row; None and "" are not yet recorded."""
        found = self.cell(row)
        if isinstance(found, Cell):
            return found
        return Cell(words="Not yet recorded" if found in (None, "") else found)


def status_of(record: Record) -> Cell:
    """Show a state; what happened to an approval stands below."""
    is_void = record.approval_void
    return Cell(state=record.status, reason="approval void" if is_void else "")


def moment_cell(row: Any) -> Cell:  # noqa: ANN401 - a row of any kind, which has a record
    """Show day and time of what happened."""
    at = row.record.occurred_at
    return Cell(words=short_date(at), below=clock_time(at))


REFERENCE = Column(
    key="reference",
    label="Reference",
    sort="record__reference",
    role="reference",
    cell=lambda row: Cell(words=row.record.reference, url=page_of(row.record)),
)
LOGGED_BY = Column(
    key="logged_by",
    label="Logged by",
    sort="record__logged_by__collar_number",
    role="quiet",
    cell=lambda row: str(row.record.logged_by),
)
TEAM = Column(
    key="team",
    label="Team",
    sort="record__team__name",
    role="quiet",
    cell=lambda row: str(row.record.team),
)
STATUS = Column(
    key="status",
    label="Status",
    sort="record__status",
    role="status",
    cell=lambda row: status_of(row.record),
)


def occurred(label: str) -> Column:
    """Make the column of day and time, under the word that a kind uses: Arrested, Started."""
    return Column(
        key="occurred_at",
        label=label,
        sort="record__occurred_at",
        role="quiet",
        cell=moment_cell,
    )
