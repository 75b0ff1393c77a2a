"""The review queue: what waits for a supervisor, in which order, and why."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Value, When

from accounts.clock import LONDON
from accounts.models import Officer
from accounts.wording import count, month
from records.models import Decision, Record, RecordPart, Verdict

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

NEAR = timedelta(days=3)
"""How near the end of its month a record is put forward."""


class Marks(TypedDict):
    """What `awaiting` adds to each record."""

    took_part: bool
    own_team: bool
    near_end: bool
    is_again: bool


Queued: TypeAlias = "WithAnnotations[Record, Marks]"


def month_start(moment: datetime) -> datetime:
    """Give the first moment of the month of a moment in Europe/London."""
    local = moment.astimezone(LONDON)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)


def next_month(moment: datetime) -> datetime:
    """Give the first moment after the month of a moment in Europe/London."""
    return month_start(month_start(moment) + timedelta(days=32))


def near_end_before(at: datetime) -> datetime:
    """Find the moment before which a record's month has ended or ends within three days."""
    return month_start(at + NEAR)


def awaiting(officer: Officer, *, at: datetime) -> "QuerySet[Queued]":
    """Rank what waits in the districts where the officer decides, in one query.

    Own team first, then records whose month has ended or ends within three days, then those that
    have waited longest. Records in which the officer took part stand last: others decide them.
    """
    parts = RecordPart.objects.filter(record=OuterRef("pk"), officer=officer)
    returns = Decision.objects.filter(record=OuterRef("pk"), verdict=Verdict.RETURN)
    rows = (
        Record.objects.decidable_in(officer)
        .awaiting_decision()
        .annotate(
            took_part=Exists(parts),
            own_team=truth(team__in=officer.standing.team_ids),
            near_end=truth(occurred_at__lt=near_end_before(at)),
            is_again=Exists(returns),
        )
        .select_related("logged_by", "team", "district")
        .order_by("took_part", "-own_team", "-near_end", "submitted_at", "id")
    )
    return cast("QuerySet[Queued]", rows)


def truth(**condition: object) -> Case:
    """Make a condition a value by which rows are ordered."""
    return Case(
        When(**condition, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def without_flags(queue: "QuerySet[Queued]") -> "QuerySet[Queued]":
    """Keep the records that are sent for the first time and that the officer may decide."""
    return queue.filter(took_part=False, approval_void=False, is_again=False)


def waiting_for(officer: Officer, *, took_part: bool = False) -> QuerySet[Record]:
    """Keep what waits and the officer may decide; or what others must, because they took part."""
    parts = RecordPart.objects.filter(record=OuterRef("pk"), officer=officer)
    waiting = Record.objects.decidable_in(officer).awaiting_decision()
    return waiting.filter(Exists(parts)) if took_part else waiting.exclude(Exists(parts))


def n_waiting_for(officer: Officer) -> int:
    """Count what waits and the officer may decide."""
    return waiting_for(officer).count()


def reason(record: "Queued", *, at: datetime) -> str:
    """Say the one reason why a record ranks where it does."""
    if record.took_part:
        return "You took part in it"
    if record.near_end:
        return month_in_words(record.occurred_at, at=at)
    return "Your team" if record.own_team else str(record.team)


def month_in_words(occurred_at: datetime, *, at: datetime) -> str:
    """Say whether the month of a record has ended, or in how many days it does."""
    ends = next_month(occurred_at)
    name = month(occurred_at)
    if ends <= at:
        return f"{name} has ended"
    days = (ends.date() - at.astimezone(LONDON).date()).days
    return f"{name} ends in {count(days, 'day')}"


def state_in_words(*, approval_void: bool, is_again: bool) -> str:
    """Say how a record that waits came here: for the first time, or again."""
    if approval_void:
        return "Submitted again, approval void"
    return "Submitted again" if is_again else "Submitted"


def after(keys: Sequence[UUID], decided: UUID) -> UUID | None:
    """Find what comes next in a queue, given in order, after a record that leaves it.

    After the last comes the first; after the only one, nothing. A record that is no longer in the
    queue is followed by the first.
    """
    if decided not in keys:
        return keys[0] if keys else None
    place = keys.index(decided)
    rest = [*keys[place + 1 :], *keys[:place]]
    return rest[0] if rest else None
