"""Everything that is done to records of whatever kind: one verb, one transaction, one entry."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records import rules
from records.models import Decision, Record, RetentionGroup, ReturnReason, Verdict
from records.transitions import Cause, move
from records.writing import (
    Refused,
    StaleEdit,
    due_on,
    has_part,
    has_part_now,
    lock,
    refuse,
)


@transaction.atomic
def submit(*, record: Record, by: Officer, at: datetime) -> Record:
    """Send a record for review.

    Raises: Refused, WrongState.
    """
    locked = lock(record.pk)
    refuse(rules.why_not_submit(officer=by, record=locked, taken_part=has_part_now(locked, by)))
    return move(locked, rules.SUBMIT, by=by, at=at)


@transaction.atomic
def withdraw(*, record: Record, by: Officer, at: datetime, note: str) -> Record:
    """Withdraw a record as its author; a note says why.

    Raises: Refused, WrongState.
    """
    locked = lock(record.pk)
    refuse(rules.why_not_withdraw(officer=by, record=locked))
    return move(locked, rules.WITHDRAW, by=by, at=at, cause=Cause(reason=note))


@dataclass(frozen=True)
class Grounds:
    """Why a supervisor returns, reopens or strikes: a coded reason, fields and a note."""

    reason: ReturnReason
    fields: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def approve(*, record: Record, version: int, by: Officer, at: datetime) -> Record:
    """Approve the version that the supervisor saw.

    Raises: Refused, WrongState, StaleEdit when the record has changed since.
    """
    return decide(record, version, Verdict.APPROVE, rules.APPROVE, by=by, at=at)


@transaction.atomic
def return_record(
    *, record: Record, version: int, grounds: Grounds, by: Officer, at: datetime
) -> Record:
    """Return a record to its author with a coded reason.

    Raises: Refused, WrongState, StaleEdit.
    """
    return decide(record, version, Verdict.RETURN, rules.RETURN, by=by, at=at, grounds=grounds)


@transaction.atomic
def reopen(*, record: Record, version: int, grounds: Grounds, by: Officer, at: datetime) -> Record:
    """Reopen an approved record, so that it can be corrected and leaves the count.

    Raises: Refused, WrongState, StaleEdit.
    """
    return decide(record, version, Verdict.REOPEN, rules.REOPEN, by=by, at=at, grounds=grounds)


@transaction.atomic
def strike(*, record: Record, version: int, grounds: Grounds, by: Officer, at: datetime) -> Record:
    """Withdraw a reopened record as a supervisor, such as a duplicate.

    Raises: Refused, WrongState, StaleEdit.
    """
    return decide(record, version, Verdict.WITHDRAW, rules.STRIKE, by=by, at=at, grounds=grounds)


def decide(
    record: Record,
    version: int,
    verdict: Verdict,
    transition: rules.Transition,
    *,
    by: Officer,
    at: datetime,
    grounds: Grounds | None = None,
) -> Record:
    """Lock, check, write the decision and move."""
    locked = lock(record.pk)
    refuse(rules.why_not_decide(officer=by, record=locked, taken_part=has_part(locked, by)))
    if locked.status in transition.sources and locked.version != version:
        raise StaleEdit(locked)
    move(
        locked,
        transition,
        by=by,
        at=at,
        cause=Cause(
            reason=str(grounds.reason) if grounds else "",
            detail={"fields": list(grounds.fields)} if grounds else {},
        ),
    )
    Decision.objects.create(
        record=locked,
        version=version,
        verdict=verdict,
        by=by,
        at=at,
        reason=grounds.reason if grounds else None,
        fields=list(grounds.fields) if grounds else [],
        note=grounds.note if grounds else "",
    )
    return locked


@transaction.atomic
def set_retention(
    *,
    record: Record,
    group: RetentionGroup,
    legal_hold: bool,
    reason: str,
    by: Officer,
    at: datetime,
) -> Record:
    """Put a record in a retention group, or under or out of a legal hold, with a reason.

    Raises: Refused.
    """
    locked = lock(record.pk)
    if not by.standing.allows(Permission.KEEP_RETENTION, locked.district_id):
        raise Refused("Supervisors and commanders of the district set retention.")
    before = {"group": locked.retention_group, "legal_hold": locked.legal_hold}
    locked.retention_group = group
    locked.legal_hold = legal_hold
    locked.review_due_on = due_on(group, locked.occurred_at)
    locked.save(update_fields=["retention_group", "legal_hold", "review_due_on"])
    journal.write(
        verb=f"{locked.kind}.set_retention",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject=locked.kind,
        subject_id=locked.pk,
        label=locked.reference,
        district=locked.district.slug,
        reason=reason,
        detail={"before": before, "group": group, "legal_hold": legal_hold},
    )
    return locked


def consult(*, record: Record, by: Officer, at: datetime) -> None:
    """Write down that an officer opened a record (Data Protection Act 2018 s.62)."""
    journal.note(
        verb=f"{record.kind}.consult",
        operation=Operation.CONSULTATION,
        by=by,
        at=at,
        subject=record.kind,
        subject_id=record.pk,
        label=record.reference,
        district=record.district.slug,
        detail={"version": record.version, "fields": []},
    )
