"""The only writer of a record's status.

draft → submitted → approved          submitted → returned → submitted
approved → reopened (reason) → submitted
draft | submitted | returned → withdrawn (author)      reopened → withdrawn (supervisor, reason)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Officer
from audit import journal
from audit.models import Operation
from records import rules, versions
from records.models import Record, Status
from records.rules import Transition
from records.wording import clock_time

DONE: Mapping[str, str] = {
    "log": "logged",
    "change": "changed",
    rules.SUBMIT.verb: "submitted",
    rules.APPROVE.verb: "approved",
    rules.RETURN.verb: "returned",
    rules.REOPEN.verb: "reopened",
    rules.WITHDRAW.verb: "withdrew",
    rules.STRIKE.verb: "withdrew",
}
"""What an officer did who made a version, by its verb."""


class WrongState(Exception):
    """The record was moved by someone else first; says who, what and when."""

    def __init__(self, record: Record, transition: Transition) -> None:
        last = versions.last_move(record)
        waiting = " and has not submitted it" if record.status == Status.DRAFT else ""
        super().__init__(
            f"{last.by} {DONE[last.verb]} {record.reference} at {clock_time(last.at)}{waiting}. "
            f"It cannot be {transition.past} now. Nothing was saved."
        )


@dataclass(frozen=True)
class Cause:
    """Why a record moves: reason in words for the journal, more detail, a new content if any."""

    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


NO_CAUSE = Cause()


def move(
    record: Record,
    transition: Transition,
    *,
    by: Officer,
    at: datetime,
    cause: Cause = NO_CAUSE,
) -> Record:
    """Move a record whose row the caller has locked; stamp it, write a version and the journal.

    Raises: WrongState.
    """
    if record.status not in transition.sources:
        raise WrongState(record, transition)
    before = record.status
    record.status = transition.target
    stamp(record, transition, by=by, at=at)
    record.version += 1
    record.save()
    versions.repeat(record=record, verb=transition.verb, by=by, at=at)
    journal.write(
        verb=f"record.{transition.verb}",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject=record.kind,
        subject_id=record.pk,
        label=record.reference,
        district=record.district.slug,
        reason=cause.reason,
        detail={"status": [before, record.status], "version": record.version, **cause.detail},
    )
    return record


def stamp(record: Record, transition: Transition, *, by: Officer, at: datetime) -> None:
    """Set who and when, and whether an approval stands void."""
    match transition.target:
        case Status.SUBMITTED:
            record.submitted_at = at
        case Status.APPROVED:
            record.decided_by, record.decided_at, record.approval_void = by, at, False
        case Status.REOPENED:
            record.approval_void = True
        case Status.RETURNED | Status.WITHDRAWN:
            record.decided_by, record.decided_at = by, at
