"""Writing the demonstration's records in the order of time, through the actions of the pages."""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Protocol, TypeAlias, TypeVar
from uuid import UUID

from django.db import transaction

from accounts.clock import midnight
from accounts.models import Officer
from incidents.models import Area
from operations.models import Arrest, Operation, Subject
from records import actions
from records.models import Code, Record, ReturnReason
from southend.demo.story import STARTS_AT

C = TypeVar("C", bound=Code)
ACTS_A_TRANSACTION = 500
LAST_ACT_AT = STARTS_AT - timedelta(minutes=20)
SUPERVISORS: Mapping[str, tuple[str, ...]] = {
    "southend": ("2216", "2198", "2240", "2087"),
    "basildon": ("5216", "5087"),
}


class Kept(Protocol):
    """A row of any kind, with its record."""

    @property
    def record(self) -> Record:
        """Give the header."""


@dataclass
class Case:
    """One record on its way: the row of its kind, its header as last written, its author."""

    row: Kept
    record: Record
    author: Officer


class Diary:
    """Everything that happens in the demonstration, carried out in the order of time."""

    def __init__(self) -> None:
        self._entries: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._added = 0

    def add(self, at: datetime, act: Callable[[datetime], None]) -> None:
        """Put something down for a moment; of one moment what was put down first comes first."""
        self._added += 1
        heapq.heappush(self._entries, (min(at, LAST_ACT_AT), self._added, act))

    def run_until(self, at: datetime) -> None:
        """Carry out all that comes before a moment, many acts in one transaction."""
        while self._entries and self._entries[0][0] < at:
            with transaction.atomic():
                for _ in range(ACTS_A_TRANSACTION):
                    if not self._entries or self._entries[0][0] >= at:
                        break
                    moment, _, act = heapq.heappop(self._entries)
                    act(moment)


@dataclass
class Desk:
    """What the writers of records need: people, codes, areas, chance and the diary."""

    random: Random
    officers: Mapping[str, Officer]
    areas: Mapping[str, Area]
    tell: Callable[[str], None]
    diary: Diary = field(default_factory=Diary)
    planned: dict[str, int] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)
    codes: dict[tuple[type[Code], str], Code] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    arrests_of: dict[str, list[Arrest]] = field(default_factory=dict)
    told_until: datetime = datetime(2022, 1, 1, tzinfo=UTC)
    custody: int = 1200
    case: int = 300

    def code(self, model: type[C], key: str) -> C:
        """Fetch a code; each list is read once."""
        if (model, key) not in self.codes:
            self.codes |= {(model, row.pk): row for row in model._default_manager.all()}
        code = self.codes[model, key]
        assert isinstance(code, model)  # noqa: S101 - tells the type checker what the key says
        return code

    def uuid(self) -> UUID:
        """Make a key that is the same at every loading."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def subject_of(self, offender: str) -> Subject | None:
        """Find the person of the story, once arrested."""
        arrests = self.arrests_of.get(offender)
        return arrests[0].subject if arrests else None

    def supervisor(self, record: Record) -> Officer:
        """Choose who decides: one in turn of those without a part in the record."""
        taken = set(record.parts.values_list("officer__collar_number", flat=True))
        names = SUPERVISORS[record.district.slug]
        free = [name for name in names if name not in taken]
        return self.officers[self.random.choice(free)]

    def enter(
        self,
        noun: str,
        at: datetime,
        *,
        by: str,
        log: Callable[[UUID, datetime], Kept],
        course: "Course",
    ) -> None:
        """Put a record down in the diary: logged at a moment, then on its course."""
        self.planned[noun] = self.planned.get(noun, 0) + 1
        key = self.uuid()

        def write(moment: datetime) -> None:
            row = log(key, moment)
            self.count(noun)
            self.follow(Case(row, row.record, self.officers[by]), moment, course)

        self.diary.add(at, write)

    def follow(self, case: Case, at: datetime, course: "Course") -> None:
        """Put the first step of a course down in the diary; each step puts down the next."""
        if not course:
            return
        (after, step), *rest = course

        def act(moment: datetime) -> None:
            case.record = step(self, case, moment)
            self.follow(case, moment, tuple(rest))

        self.diary.add(at + after, act)

    def count(self, noun: str) -> None:
        """Say how far it is, now and then."""
        done = self.written[noun] = self.written.get(noun, 0) + 1
        if done % 400 == 0 or done == self.planned[noun]:
            self.tell(f"{noun}: {done:,} of {self.planned[noun]:,}")


Step: TypeAlias = Callable[[Desk, Case, datetime], Record]
Course: TypeAlias = tuple[tuple[timedelta, Step], ...]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Give a moment by the clocks of a day; hours from 24 on are of the night that follows."""
    return (midnight(day) + timedelta(hours=hour, minutes=minute)).astimezone(UTC)


def submit(desk: Desk, case: Case, at: datetime) -> Record:
    """Submit, as the author."""
    return actions.submit(record=case.record, by=case.author, at=at)


def approve_by(collar: str = "") -> Step:
    """Approve, by the supervisor named or by one in turn."""

    def step(desk: Desk, case: Case, at: datetime) -> Record:
        by = desk.officers[collar] if collar else desk.supervisor(case.record)
        return actions.approve(record=case.record, version=case.record.version, by=by, at=at)

    return step


def grounds(desk: Desk, reason: str, note: str) -> actions.Grounds:
    """Give a coded reason with the fields that it ticks."""
    code = desk.code(ReturnReason, reason)
    return actions.Grounds(reason=code, fields=tuple(code.fields), note=note)


def return_for(reason: str, note: str, *, collar: str = "") -> Step:
    """Return with a coded reason, by the supervisor named or by one in turn."""

    def step(desk: Desk, case: Case, at: datetime) -> Record:
        by = desk.officers[collar] if collar else desk.supervisor(case.record)
        return actions.return_record(
            record=case.record,
            version=case.record.version,
            grounds=grounds(desk, reason, note),
            by=by,
            at=at,
        )

    return step


def reopen_for(reason: str, note: str) -> Step:
    """Reopen with a coded reason."""

    def step(desk: Desk, case: Case, at: datetime) -> Record:
        return actions.reopen(
            record=case.record,
            version=case.record.version,
            grounds=grounds(desk, reason, note),
            by=desk.supervisor(case.record),
            at=at,
        )

    return step


def withdraw_with(note: str) -> Step:
    """Withdraw, as the author."""

    def step(desk: Desk, case: Case, at: datetime) -> Record:
        return actions.withdraw(record=case.record, by=case.author, at=at, note=note)

    return step


def change_with(change: Callable[[Case, datetime], Kept]) -> Step:
    """Change what the record says, as the author."""

    def step(desk: Desk, case: Case, at: datetime) -> Record:
        case.row = change(case, at)
        return case.row.record

    return step


SOON, LATER = timedelta(minutes=2), timedelta(hours=20)
SUBMITTED: Course = ((SOON, submit),)
APPROVED: Course = (*SUBMITTED, (LATER, approve_by()))
