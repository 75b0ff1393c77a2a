"""Before a report is frozen: what is outstanding, with whom, and a reminder a day for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q
from django.urls import reverse

from accounts.clock import LONDON
from accounts.models import District, Officer
from accounts.roles import Permission, Role
from audit import journal
from audit.models import Operation
from records.kinds import WORDS
from records.models import Kind, Record, Status
from records.models.record import RecordQuerySet
from records.writing import Refused
from reports.delivery import report_name
from reports.mail import Telling, tell
from reports.models import Message, MessageKind, Schedule
from reports.numerals import listed, plural
from reports.periods import Period, day_words
from reports.recipients import posted
from reports.schedules import local_words

WITH_AUTHORS = (Status.RETURNED, Status.DRAFT, Status.REOPENED)
"""The states in which a record waits for its author."""


@dataclass(frozen=True, kw_only=True)
class Outstanding:
    """What one officer, or the supervisors of one team, still have to do for a period."""

    who: str
    key: int
    is_team: bool
    count: int
    oldest_at: datetime
    words: str
    people: tuple[Officer, ...]
    reminded_at: datetime | None


@dataclass(frozen=True)
class KindCount:
    """How far the records of one kind are."""

    kind: Kind
    approved: int
    waiting: int
    unsent: int


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How complete a period is at a moment. Withdrawn records are in no count."""

    period: Period
    kinds: Sequence[KindCount]
    teams: Sequence[Outstanding]
    authors: Sequence[Outstanding]

    @property
    def approved(self) -> int:
        """Count the records that stand approved."""
        return sum(row.approved for row in self.kinds)

    @property
    def waiting(self) -> int:
        """Count the records that wait for a decision."""
        return sum(row.waiting for row in self.kinds)

    @property
    def unsent(self) -> int:
        """Count the records that wait for their authors."""
        return sum(row.unsent for row in self.kinds)

    @property
    def total(self) -> int:
        """Count every record that could be in the report."""
        return self.approved + self.waiting + self.unsent

    @property
    def words(self) -> str:
        """Say it in a sentence: "62 of 71 records approved, 5 to be decided, 4 with 3 officers"."""
        if not self.total:
            return "No record of this period has been logged yet."
        if self.approved == self.total:
            return f"All {self.total:,} records of the period are approved."
        parts = [f"{self.approved:,} of {self.total:,} records approved"]
        if self.waiting:
            parts.append(f"{self.waiting:,} to be decided")
        if self.unsent:
            n = len(self.authors)
            parts.append(f"{self.unsent:,} with {n} {'officer' if n == 1 else 'officers'}")
        return f"{listed(parts)}."


def next_period(schedule: Schedule) -> tuple[datetime, Period] | None:
    """Give the moment at which the next report of a schedule is frozen, and its period."""
    if schedule.stopped_at is not None or schedule.next_at is None:
        return None
    due = next(schedule.recurrence.between(schedule.next_at, schedule.next_at), None)
    return (due.at, due.period) if due else None


def records_of(district: District, period: Period) -> RecordQuerySet:
    """Read the records of a district that occurred in a period."""
    return Record.objects.filter(district=district).within(period.starts_at, period.ends_at)


def readiness(*, district: District, period: Period, at: datetime) -> Readiness:
    """Count what is approved and list what is not, the longest lists first."""
    rows = records_of(district, period)
    return Readiness(
        period=period,
        kinds=by_kind(rows),
        teams=with_teams(rows, district, at=at),
        authors=with_authors(rows, district, at=at),
    )


def by_kind(rows: RecordQuerySet) -> list[KindCount]:
    """Count the records of each kind by how far they are; kinds without any are left away."""
    counted = rows.exclude(status=Status.WITHDRAWN).order_by().values("kind")
    found = counted.annotate(
        approved=Count("id", filter=Q(status=Status.APPROVED)),
        waiting=Count("id", filter=Q(status=Status.SUBMITTED)),
        unsent=Count("id", filter=Q(status__in=WITH_AUTHORS)),
    )
    kinds = list(WORDS)
    lines = [
        KindCount(Kind(row["kind"]), row["approved"], row["waiting"], row["unsent"])
        for row in found
    ]
    return sorted(lines, key=lambda line: kinds.index(line.kind))


def with_teams(rows: RecordQuerySet, district: District, *, at: datetime) -> list[Outstanding]:
    """List the teams whose supervisors have records to decide."""
    waiting = rows.awaiting_decision().order_by().values("team_id", "team__name")
    counted = waiting.annotate(count=Count("id"), oldest=Min("occurred_at"))
    reminded = reminded_today(district, at=at)
    found = []
    for row in counted.order_by("-count", "team__name"):
        people = supervisors_of(row["team_id"], district, at=at)
        found.append(
            Outstanding(
                who=f"Supervisors of {row['team__name']}",
                key=row["team_id"],
                is_team=True,
                count=row["count"],
                oldest_at=row["oldest"],
                words=f"{row['count']:,} to decide",
                people=tuple(people),
                reminded_at=earliest([reminded.get(one.pk) for one in people]),
            )
        )
    return found


def earliest(moments: Sequence[datetime | None]) -> datetime | None:
    """Give the first of some moments, None where one is missing."""
    known = [moment for moment in moments if moment is not None]
    return min(known) if known and len(known) == len(moments) else None


def with_authors(rows: RecordQuerySet, district: District, *, at: datetime) -> list[Outstanding]:
    """List the officers who have records to finish and to send."""
    unsent = rows.filter(status__in=WITH_AUTHORS).order_by().values("logged_by_id")
    counted = unsent.annotate(
        count=Count("id"),
        oldest=Min("occurred_at"),
        returned=Count("id", filter=Q(status=Status.RETURNED)),
        draft=Count("id", filter=Q(status=Status.DRAFT)),
        reopened=Count("id", filter=Q(status=Status.REOPENED)),
    )
    lines = list(counted.order_by("-count", "logged_by__collar_number"))
    people = Officer.objects.in_bulk([line["logged_by_id"] for line in lines])
    reminded = reminded_today(district, at=at)
    return [
        Outstanding(
            who=str(people[line["logged_by_id"]]),
            key=line["logged_by_id"],
            is_team=False,
            count=line["count"],
            oldest_at=line["oldest"],
            words=unsent_words(line["returned"], line["draft"], line["reopened"]),
            people=(people[line["logged_by_id"]],),
            reminded_at=reminded.get(line["logged_by_id"]),
        )
        for line in lines
    ]


def unsent_words(returned: int, drafts: int, reopened: int) -> str:
    """Say what an officer has to do: "2 returned to mend and 1 draft to send"."""
    parts = (
        (returned, "returned to mend"),
        (drafts, "not sent yet"),
        (reopened, "reopened to correct"),
    )
    return listed([f"{count:,} {words}" for count, words in parts if count])


def supervisors_of(team_id: int, district: District, *, at: datetime) -> list[Officer]:
    """Find who decides on the records of a team; without any, all supervisors of the district."""
    everyone = posted(district, roles=[Role.SUPERVISOR], at=at)
    own = everyone.filter(postings__team_id=team_id)
    return list(own) or list(everyone)


def reminder_key(district: District, *, at: datetime) -> str:
    """Name the one reminder that an officer may get on a day."""
    return f"reminder:{district.pk}:{at.astimezone(LONDON).date()}"


def reminded_today(district: District, *, at: datetime) -> Mapping[int, datetime]:
    """Tell who was reminded today, and when."""
    key = reminder_key(district, at=at)
    rows = Message.objects.filter(kind=MessageKind.REMINDER, key__startswith=f"{key}:")
    return dict(rows.values_list("to_id", "made_at"))


def why_not_remind(*, officer: Officer, district: District) -> str:
    """Say why the officer may remind nobody of the district, or nothing."""
    if officer.standing.allows(Permission.SEE_REPORTS, district.pk):
        return ""
    return f"Supervisors, commanders and analysts of {district} district send reminders."


@transaction.atomic
def remind(
    *, schedule: Schedule, key: int, is_team: bool, by: Officer, at: datetime
) -> Sequence[Officer]:
    """Remind an officer, or the supervisors of a team, of what they have outstanding.

    Each is reminded once a day, whoever presses. Gives those who were reminded now.
    Raises: Refused.
    """
    district = schedule.district
    why = why_not_remind(officer=by, district=district)
    if why:
        raise Refused(why)
    coming = next_period(schedule)
    if coming is None:
        raise Refused("This schedule is stopped: nothing is about to be frozen.")
    found = readiness(district=district, period=coming[1], at=at)
    one = next(
        (line for line in (found.teams if is_team else found.authors) if line.key == key), None
    )
    if one is None:
        raise Refused("Nothing is outstanding there any more.")
    telling = reminder(schedule, one, freezes_at=coming[0], period=coming[1], at=at)
    told = [person for person in one.people if tell(to=person, telling=telling, by=by, at=at)]
    if not told:
        raise Refused(f"{one.who}: reminded today already. Each is reminded once a day.")
    note_reminder(one, told, district=district, by=by, at=at)
    return told


def reminder(
    schedule: Schedule, one: Outstanding, *, freezes_at: datetime, period: Period, at: datetime
) -> Telling:
    """Write a reminder. It names no record, so that the mail stays OFFICIAL."""
    name = report_name(schedule)
    day = day_words(freezes_at.astimezone(LONDON).date())
    what = f"{one.words} by the supervisors" if one.is_team else one.words
    return Telling(
        kind=MessageKind.REMINDER,
        key=reminder_key(schedule.district, at=at),
        district=schedule.district,
        subject=f"{plural(one.count, 'record')} outstanding before {day}",
        words=(
            f"The {name} of {schedule.district} district, {period.label}, is frozen on"
            f" {local_words(freezes_at)}. Outstanding: {what}. What is not approved by then is"
            " left out of it."
        ),
        link=reverse("review" if one.is_team else "my-records"),
    )


def note_reminder(
    one: Outstanding, told: Sequence[Officer], *, district: District, by: Officer, at: datetime
) -> None:
    """Write down who reminded whom of how much."""
    journal.write(
        verb="reminder.send",
        operation=Operation.DISCLOSURE,
        by=by,
        at=at,
        subject="team" if one.is_team else "officer",
        subject_id=one.key,
        label=one.who,
        district=district.slug,
        detail={"to": [str(person) for person in told], "outstanding": one.words},
    )
