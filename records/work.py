"""What waits for an officer: to finish, returned to them, to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from accounts.models import Officer
from accounts.roles import Permission
from records.kinds import page_of, title_of
from records.models import Decision, Record, Status, Verdict
from records.queue import waiting_for

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SHOWN = 5
"""How many records of each list the home page shows."""


class Grounds(TypedDict):
    """What `mine` adds to each record: why it came back, "" or None where it did not."""

    came_back: str | None
    came_back_note: str | None


Mine: TypeAlias = "WithAnnotations[Record, Grounds]"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for the officer's decision: how many, since when, how many with a void approval.

    `took_part` counts those that wait but that others must decide.
    """

    count: int
    oldest_at: datetime | None
    void: int
    took_part: int


@dataclass(frozen=True, kw_only=True)
class Own:
    """One of the officer's own records, as the home page shows it."""

    title: str
    url: str
    status: str
    summary: str
    occurred_at: datetime
    why: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """An officer's work at a moment. The lists are cut; the counts are whole."""

    at: datetime
    to_finish: Sequence[Own]
    n_to_finish: int
    returned: Sequence[Own]
    n_returned: int
    n_sent: int
    latest_sent_at: datetime | None
    waiting: Waiting | None
    may_log: bool

    @property
    def lists(self) -> list[tuple[Sequence[Own], str]]:
        """Give the lists under their headings, what came back first."""
        return [(self.returned, "Returned to you"), (self.to_finish, "To finish")]

    @property
    def is_nothing(self) -> bool:
        """Tell that neither a record nor a decision of theirs waits."""
        return not (self.n_to_finish or self.n_returned or (self.waiting and self.waiting.count))


TO_FINISH = (Status.DRAFT, Status.REOPENED)


def mine(officer: Officer) -> "QuerySet[Mine]":
    """Read the records that the officer logged, within their rights, with why they came back."""
    decisions = Decision.objects.filter(
        record=OuterRef("pk"), verdict__in=[Verdict.RETURN, Verdict.REOPEN]
    ).order_by("-id")
    rows = (
        Record.objects.visible_to(officer)
        .filter(logged_by=officer)
        .annotate(
            came_back=Subquery(decisions.values("reason__label")[:1]),
            came_back_note=Subquery(decisions.values("note")[:1]),
        )
        .order_by("-occurred_at", "id")
    )
    return cast("QuerySet[Mine]", rows)


def work_of(officer: Officer, at: datetime) -> Work:
    """Read what waits for an officer at a moment, in at most five queries."""
    own = Record.objects.visible_to(officer).filter(logged_by=officer)
    counts = own.aggregate(
        to_finish=Count("id", filter=Q(status__in=TO_FINISH)),
        returned=Count("id", filter=Q(status=Status.RETURNED)),
        sent=Count("id", filter=Q(status=Status.SUBMITTED)),
        latest_sent_at=Max("submitted_at", filter=Q(status=Status.SUBMITTED)),
    )
    records = mine(officer)
    logs = (Permission.LOG_RECORDS, Permission.PLAN_OPERATIONS, Permission.KEEP_SURVEYS)
    return Work(
        at=at,
        to_finish=shown(records.filter(status__in=TO_FINISH), counts["to_finish"]),
        n_to_finish=counts["to_finish"],
        returned=shown(records.filter(status=Status.RETURNED), counts["returned"]),
        n_returned=counts["returned"],
        n_sent=counts["sent"],
        latest_sent_at=counts["latest_sent_at"],
        waiting=waiting_of(officer),
        may_log=any(officer.standing.allows(permission) for permission in logs),
    )


def shown(records: "QuerySet[Mine]", total: int) -> list[Own]:
    """Read the first few, and nothing where there are none."""
    return [own(record) for record in records[:SHOWN]] if total else []


def own(record: "Mine") -> Own:
    """Say what a record is and why it came back."""
    came_back = record.status in {Status.RETURNED, Status.REOPENED}
    reasons = (record.came_back, record.came_back_note) if came_back else ()
    return Own(
        title=title_of(record),
        url=page_of(record),
        status=record.status,
        summary=record.summary,
        occurred_at=record.occurred_at,
        why=": ".join(reason for reason in reasons if reason),
    )


def waiting_of(officer: Officer) -> Waiting | None:
    """Count what waits for the officer's decision; None for those who decide nothing."""
    if not officer.standing.allows(Permission.DECIDE_RECORDS):
        return None
    found = waiting_for(officer).aggregate(
        count=Count("id"),
        oldest_at=Min("submitted_at"),
        void=Count("id", filter=Q(approval_void=True)),
    )
    return Waiting(**found, took_part=waiting_for(officer, took_part=True).count())


def n_to_mend(officer: Officer) -> int:
    """Count the officer's records that wait for them: to finish and returned."""
    own = Record.objects.visible_to(officer).filter(logged_by=officer)
    return own.filter(status__in=[*TO_FINISH, Status.RETURNED]).count()
