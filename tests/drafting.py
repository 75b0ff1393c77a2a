"""Records of no particular kind, brought to any state by the actions that officers use.

The rows of the kinds themselves (a patrol, an arrest) are made by the actions of their packages;
here stands only what all kinds share: the header, the parts, the versions and the decisions.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import Officer
from accounts.roles import Permission
from records import actions, writing
from records.actions import Grounds
from records.content import Entry
from records.models import Kind, PartRole, Record, ReturnReason, Status
from records.writing import Draft
from tests.people import AT

A_MINUTE = timedelta(minutes=1)


def draft(
    *,
    place: str = "High Street",
    note: str = "Quiet.",
    crew: Sequence[Officer] = (),
    missing: Sequence[str] = (),
    occurred_at: datetime = AT,
) -> Draft:
    """Give what a record says: the place and the crew are material, the note is not."""
    numbers = tuple(str(member) for member in crew)
    return Draft(
        occurred_at=occurred_at,
        summary=f"Patrol, {place}",
        facts={"place": place},
        content=(
            Entry("place", "Place", (place,), place, "Patrol", material=True),
            Entry("crew", "Crew", numbers, list(numbers), "Patrol", material=True),
            Entry("note", "Note", (note,), note, "Patrol"),
        ),
        parts=tuple((member, PartRole.CREW) for member in crew),
        missing=tuple(missing),
    )


@transaction.atomic
def log(
    *,
    by: Officer,
    at: datetime = AT,
    kind: Kind = Kind.PATROL,
    id: UUID | None = None,
    draft: Draft = draft(),  # noqa: B008 - frozen, the same for every caller
) -> Record:
    """Log a draft of an officer's first team."""
    return writing.log_record(
        id=id or uuid4(),
        kind=kind,
        team=writing.home_team(by, Permission.LOG_RECORDS),
        draft=draft,
        by=by,
        at=at,
    )


@transaction.atomic
def change(
    record: Record, draft: Draft, *, by: Officer, at: datetime = AT, version: int | None = None
) -> Record:
    """Change a record from the version given, or from the one that stands."""
    locked = writing.lock(record.pk)
    seen = locked.version if version is None else version
    return writing.change_record(record=locked, version=seen, draft=draft, by=by, at=at)


def grounds(note: str = "The place is not the one in the log.") -> Grounds:
    """Give a coded reason that points at the place."""
    reason, _ = ReturnReason.objects.get_or_create(
        code="wrong-detail",
        defaults={"label": "A detail is wrong", "source": "Tests", "valid_from": AT.date()},
    )
    return Grounds(reason=reason, fields=("place",), note=note)


def submitted(*, by: Officer, at: datetime = AT, draft: Draft = draft()) -> Record:  # noqa: B008 - frozen, so safe to share
    """Log a record and submit it."""
    return actions.submit(record=log(by=by, at=at, draft=draft), by=by, at=at)


def decided(status: Status, *, by: Officer, decided_by: Officer, at: datetime = AT) -> Record:
    """Bring a record of one officer to any state, by the decisions of another."""
    if status == Status.DRAFT:
        return log(by=by, at=at)
    record = submitted(by=by, at=at)
    match status:
        case Status.APPROVED:
            return approve(record, by=decided_by, at=at)
        case Status.RETURNED:
            return actions.return_record(
                record=record, version=record.version, grounds=grounds(), by=decided_by, at=at
            )
        case Status.REOPENED:
            return reopen(approve(record, by=decided_by, at=at), by=decided_by, at=at)
        case Status.WITHDRAWN:
            return actions.withdraw(record=record, by=by, at=at, note="Logged twice.")
    return record


def approve(record: Record, *, by: Officer, at: datetime = AT) -> Record:
    """Approve the version that stands."""
    return actions.approve(record=record, version=record.version, by=by, at=at)


def reopen(record: Record, *, by: Officer, at: datetime = AT) -> Record:
    """Reopen the version that stands."""
    return actions.reopen(record=record, version=record.version, grounds=grounds(), by=by, at=at)
