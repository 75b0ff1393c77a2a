"""Who may do what to a record, and why not. Predicates that run no query of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Officer
from accounts.roles import Permission
from records.models import Record, Status


@dataclass(frozen=True)
class Transition:
    """One legal move of a record from any of its sources to its target."""

    verb: str
    past: str
    sources: frozenset[Status]
    target: Status


SUBMIT = Transition(
    "submit",
    "submitted",
    frozenset({Status.DRAFT, Status.RETURNED, Status.REOPENED}),
    Status.SUBMITTED,
)
APPROVE = Transition("approve", "approved", frozenset({Status.SUBMITTED}), Status.APPROVED)
RETURN = Transition("return", "returned", frozenset({Status.SUBMITTED}), Status.RETURNED)
REOPEN = Transition("reopen", "reopened", frozenset({Status.APPROVED}), Status.REOPENED)
WITHDRAW = Transition(
    "withdraw",
    "withdrawn",
    frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}),
    Status.WITHDRAWN,
)
STRIKE = Transition("strike", "withdrawn", frozenset({Status.REOPENED}), Status.WITHDRAWN)
"""A supervisor's withdrawal of a reopened record, such as a duplicate."""

TRANSITIONS = (SUBMIT, APPROVE, RETURN, REOPEN, WITHDRAW, STRIKE)

CHANGEABLE = frozenset(Status) - {Status.WITHDRAWN}


def why_not_decide(*, officer: Officer, record: Record, taken_part: bool) -> str:
    """Say why the officer may not decide on the record, or nothing.

    Four eyes: nobody decides where they took part, whatever their role.
    """
    if not officer.standing.allows(Permission.DECIDE_RECORDS, record.district_id):
        return f"A supervisor of {record.district} district decides on this record."
    if record.logged_by_id == officer.pk:
        return "You logged this record. Another supervisor of the district decides on it."
    if taken_part:
        return (
            "You took part in this record. Someone who took part cannot approve it. "
            "Another supervisor of the district decides on it."
        )
    return ""


def why_not_change(*, officer: Officer, record: Record, taken_part: bool, decided: bool) -> str:
    """Say why the officer may not change what the record says, or nothing.

    Authors and those with a part change it; so may a supervisor, who thereby takes part and can
    no longer decide. An officer who has decided on it cannot change it.
    """
    if record.status not in CHANGEABLE:
        return f"{record.reference} is withdrawn. A withdrawn record does not change."
    if decided:
        return "You decided on this record. Someone who decided on it cannot change it."
    standing = officer.standing
    if standing.allows(Permission.DECIDE_RECORDS, record.district_id):
        return ""
    if taken_part and may_log(officer=officer, district_id=record.district_id):
        return ""
    return "Only those who took part in this record, or a supervisor, can change it."


def why_not_submit(*, officer: Officer, record: Record, taken_part: bool) -> str:
    """Say why the officer may not submit the record, or nothing."""
    if not taken_part or not may_log(officer=officer, district_id=record.district_id):
        return "Only those who took part in this record can submit it."
    if record.missing:
        return "To submit it, mend this first: " + " ".join(record.missing)
    return ""


def why_not_leave_out(*, record: Record, missing: Sequence[str]) -> str:
    """Say why a record that is submitted or approved may not lose what it needs, or nothing."""
    if record.status in {Status.SUBMITTED, Status.APPROVED} and missing:
        return f"{record.reference} is {record.status}. Give this as well: " + " ".join(missing)
    return ""


def why_not_withdraw(*, officer: Officer, record: Record) -> str:
    """Say why the officer may not withdraw the record as its author, or nothing."""
    author = record.logged_by_id == officer.pk
    if not author or not may_log(officer=officer, district_id=record.district_id):
        return "Only the officer who logged this record can withdraw it."
    return ""


def may_log(*, officer: Officer, district_id: int) -> bool:
    """Tell whether the officer logs records in the district: any kind, or surveys or plans."""
    standing = officer.standing
    logs = (Permission.LOG_RECORDS, Permission.PLAN_OPERATIONS, Permission.KEEP_SURVEYS)
    return any(standing.allows(permission, district_id) for permission in logs)
