"""What a report is computed from: facts of records, counts of police data, code lists. Pure.

The same evidence gives the same document. It is read from the database as it is now
(reports.collecting), or from an edition as it was then (reports.frozen).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import cast

from reports.codec import Json
from reports.ground_read import GroundRead
from reports.periods import LONDON, Period

APPROVED = "approved"


@dataclass(frozen=True)
class Fact:
    """One version of one record: `values` are the facts of the version (docs/adr/0201)."""

    record: str
    version: int
    kind: str
    reference: str
    status: str
    values: Mapping[str, Json]

    @cached_property
    def occurred_at(self) -> datetime:
        """The moment by which the record counts."""
        return self.moment("occurred_at")

    @cached_property
    def month(self) -> date:
        """The first day of London's month in which the record counts."""
        return self.occurred_at.astimezone(LONDON).date().replace(day=1)

    @property
    def is_approved(self) -> bool:
        """Tell whether the record stood approved."""
        return self.status == APPROVED

    def moment(self, name: str, /) -> datetime:
        """Read an aware moment."""
        return datetime.fromisoformat(cast(str, self.values[name]))

    def day(self, name: str, /) -> date | None:
        """Read a day, or None where there is none."""
        value = self.values.get(name)
        return date.fromisoformat(cast(str, value)) if value else None

    def text(self, name: str, /) -> str:
        """Read words; empty where there are none."""
        return cast(str, self.values.get(name) or "")

    def number(self, name: str, /) -> int | None:
        """Read a whole number, or None where it was not recorded."""
        return cast("int | None", self.values.get(name))

    def rows(self, name: str, /) -> Sequence[Sequence[Json]]:
        """Read the children of one sort, such as disposals as (code, day)."""
        return cast("Sequence[Sequence[Json]]", self.values.get(name) or ())


Within = Callable[[Period, Fact], bool]
"""Tell whether a fact belongs to a period."""
Arranged = Mapping[object, Sequence[Fact]]
"""Facts by one of their values."""


def occurring(period: Period, fact: Fact) -> bool:
    """Tell whether a record occurred in a period."""
    return period.holds(fact.occurred_at)


@dataclass(frozen=True)
class CodeLine:
    """One line of a code list as it stood; `stage` of a disposal, or the class of a result."""

    code: str
    label: str
    valid_from: date
    valid_to: date | None = None
    stage: str = ""

    def in_force(self, period: Period, /) -> bool:
        """Tell whether the code was in force on any day of a period."""
        begun = self.valid_from < period.end
        return begun and (self.valid_to is None or self.valid_to > period.start)


@dataclass(frozen=True)
class MonthCount:
    """Count the district's incidents of one type in one month; None is a disputed type.

    `force` is the slug of the publisher; editions of before publishers were kept have none.
    """

    month: date
    crime_type: str | None
    count: int
    force: str = ""


@dataclass(frozen=True)
class Publisher:
    """A force whose rows lie in the district, or the district's own, with the months it covers.

    `covered` are the months of its street files that were imported, `outcome_months` those of its
    outcomes files.
    """

    slug: str
    name: str
    covered: tuple[date, ...] = ()
    outcome_months: tuple[date, ...] = ()


@dataclass(frozen=True)
class Batch:
    """One import that was read: its number, and the digest of all that it received."""

    number: int
    digest: str


@dataclass(frozen=True)
class PoliceCounts:
    """Police data of both periods as it was read.

    `publishers` are the forces whose rows lie in the district in any month that was read, the
    district's own first; `unplaced` the rows of theirs that carry no location, by month; `covered`
    the months for which a street file of the district's own force was imported; `vanished` the
    incidents of the period that were confirmed as gone from the publication, by type; `rejected`
    the rows that imports rejected. `solved` are the crimes with a solved outcome by now, by the
    month of the crime, and `solved_early` those that had one by the end of the third month after;
    `given` those that were given one in a period, under its first day, and `given_by_month` in each
    month; `is_by_place` tells that both are of what the outcomes files place in the district, held
    crime or not; `outcome_months` the months for which an outcomes file of the own force was
    imported. The numbers of the last incident, outcome and change tell what came after.
    """

    by_month: tuple[MonthCount, ...] = ()
    unplaced: tuple[MonthCount, ...] = ()
    covered: tuple[date, ...] = ()
    vanished: tuple[MonthCount, ...] = ()
    rejected: int = 0
    batches: tuple[Batch, ...] = ()
    last_incident: int = 0
    last_change: int = 0
    solved: tuple[MonthCount, ...] = ()
    given: tuple[MonthCount, ...] = ()
    outcome_months: tuple[date, ...] = ()
    last_outcome: int = 0
    publishers: tuple[Publisher, ...] = ()
    solved_early: tuple[MonthCount, ...] = ()
    given_by_month: tuple[MonthCount, ...] = ()
    is_by_place: bool = False


@dataclass(frozen=True)
class Named:
    """Name an area that facts refer to by its key, with its kind and the days it is in force.

    `valid_to` is the first day no longer. Editions from before kinds were kept have none.
    """

    key: str
    name: str
    kind: str = ""
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, period: Period, /) -> bool:
        """Tell whether the area was in force on any day of a period."""
        begun = self.valid_from is None or self.valid_from < period.end
        return begun and (self.valid_to is None or self.valid_to > period.start)


@dataclass(frozen=True)
class TemplateColumn:
    """Name one column as the return heads it."""

    key: str
    label: str


@dataclass(frozen=True)
class Group:
    """Hold columns that stand in one table."""

    title: str
    columns: tuple[TemplateColumn, ...]


@dataclass(frozen=True)
class Template:
    """Hold the columns of one return in one financial year, as an edition keeps them."""

    financial_year: str
    scheme: str
    groups: tuple[Group, ...]

    @property
    def columns(self) -> tuple[TemplateColumn, ...]:
        """Return every column in order."""
        return tuple(column for group in self.groups for column in group.columns)


@dataclass(frozen=True)
class CodeTable:
    """One code list by the name of its model, in the order in which it is printed."""

    name: str
    lines: tuple[CodeLine, ...]


@dataclass(frozen=True)
class DatedDefinition:
    """One version of what a measure means, in force from a day until before another (ADR 0230)."""

    key: str
    version: int
    name: str
    wording: str
    formula: str
    unit: str
    source: str
    owner: str
    valid_from: date
    valid_to: date | None = None
    difference: str = ""


@dataclass(frozen=True)
class Source:
    """Name the edition that another report is computed from: its report, number and digest."""

    definition: str
    number: int
    digest: str


@dataclass(frozen=True, order=True)
class Place:
    """Name a number of an edition: its table, its row, and the side of the table it stands on."""

    table: str
    row: str
    side: str


@dataclass(frozen=True)
class HarmLine:
    """One score of a harm table: days as they are written, in force from a day on."""

    code: str
    title: str
    days: str
    source: str
    valid_from: date


@dataclass(frozen=True)
class HarmTableRead:
    """The version of the force's harm table that was read, with the digest of its file."""

    name: str
    number: int
    digest: str
    lines: tuple[HarmLine, ...]


@dataclass(frozen=True)
class Surroundings:
    """Everything that a report is computed from besides the records, fit for the store.

    `subject` is the slug of what the report is about, empty for the district's own reports;
    `source` the edition that was read in place of the database, `template` the columns of a return.
    `carried` tells whether arrests and cases were read that were open when the period began,
    however long before. `harm` is the harm table, None where the force has uploaded none.
    `definitions` are every version of every measure that had begun by the end of the period, none
    for editions older than they are. `withheld` are the numbers that a public edition leaves out
    because of those published before it.
    """

    district_slug: str
    district_name: str
    force_slug: str
    service: str
    period: Period
    previous: Period
    police: PoliceCounts = field(default_factory=PoliceCounts)
    codes: tuple[CodeTable, ...] = ()
    areas: tuple[Named, ...] = ()
    subject: str = ""
    source: Source | None = None
    carried: bool = False
    harm: HarmTableRead | None = None
    template: Template | None = None
    definitions: tuple[DatedDefinition, ...] = ()
    ground: GroundRead = field(default_factory=GroundRead)
    withheld: tuple[Place, ...] = ()

    @classmethod
    def nothing(cls, district_slug: str, period: Period) -> "Surroundings":
        """Hold nothing, for an edition whose inputs were not kept."""
        return cls(district_slug, "", "", "", period, period.previous())


@dataclass(frozen=True)
class Evidence:
    """Everything that a report is computed from; facts are in the order of their references.

    `published` is the key of the newest public edition beside which a public edition was made, 0
    where there was none, and None for other reports and for what is read from the store.
    """

    around: Surroundings
    facts: tuple[Fact, ...] = ()
    published: int | None = None

    @property
    def district_slug(self) -> str:
        """The key of the district."""
        return self.around.district_slug

    @property
    def subject(self) -> str:
        """The slug of what the report is about; empty for the district's own reports."""
        return self.around.subject

    @property
    def period(self) -> Period:
        """The period reported on."""
        return self.around.period

    @property
    def previous(self) -> Period:
        """The period compared with."""
        return self.around.previous

    @property
    def police(self) -> PoliceCounts:
        """The counts of police data."""
        return self.around.police

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each kind."""
        kinds: dict[str, list[Fact]] = {}
        for fact in self.facts:
            kinds.setdefault(fact.kind, []).append(fact)
        return {kind: tuple(facts) for kind, facts in kinds.items()}

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """The names of areas by key."""
        return {area.key: area.name for area in self.around.areas}

    def of(self, kind: str | None, /) -> tuple[Fact, ...]:
        """Give the facts of one kind, or of all, in any state."""
        return self.facts if kind is None else self.by_kind.get(kind, ())

    @cached_property
    def _arranged(self) -> dict[tuple[str | None, Period, Within, str | None], Arranged]:
        return {}

    def within(self, kind: str | None, period: Period, within: Within, /) -> Sequence[Fact]:
        """Give the facts of one kind, or of all, that belong to a period, in any state."""
        key = (kind, period, within, None)
        if key not in self._arranged:
            found = [fact for fact in self.of(kind) if within(period, fact)]
            self._arranged[key] = {None: found}
        return self._arranged[key][None]

    def having(self, kind: str | None, period: Period, within: Within, name: str, /) -> Arranged:
        """Give the facts of one kind that belong to a period by one of their values."""
        key = (kind, period, within, name)
        if key not in self._arranged:
            by_value: dict[object, list[Fact]] = {}
            for fact in self.within(kind, period, within):
                by_value.setdefault(fact.values.get(name), []).append(fact)
            self._arranged[key] = by_value
        return self._arranged[key]

    def approved(self, kind: str, period: Period, /) -> Iterator[Fact]:
        """Give the facts of one kind that count in a period."""
        return (fact for fact in self.within(kind, period, occurring) if fact.is_approved)

    def lines(self, table: str, /) -> tuple[CodeLine, ...]:
        """Give the lines of a code list; none where it is not among the evidence."""
        for codes in self.around.codes:
            if codes.name == table:
                return codes.lines
        return ()
