"""What an officer may do next with a record, and why not."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Officer
from accounts.roles import Permission
from records import rules
from records.kinds import name_of, page_of
from records.models import Record, Status


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """What links an officer to a record: read once, asked by every rule."""

    ever_part: bool
    has_part: bool
    has_decided: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do next; `why_not` stands in the place of the button."""

    label: str
    url: str
    is_main: bool = False
    why_not: str = ""


def standpoint(record: Record, officer: Officer) -> Standpoint:
    """Read what links an officer to a record, in two queries."""
    parts = list(record.parts.filter(officer=officer).values_list("until_version", flat=True))
    return Standpoint(
        ever_part=bool(parts),
        has_part=None in parts,
        has_decided=record.decisions.filter(by=officer).exists(),
    )


def steps_for(record: Record, officer: Officer, stands: Standpoint) -> list[Step]:
    """List the steps that the record's state allows and that concern the officer."""
    found = [
        *writing_steps(record, officer, stands),
        *deciding_steps(record, officer, stands),
    ]
    if officer.standing.allows(Permission.KEEP_RETENTION, record.district_id):
        found.append(Step(label="Set retention", url=reverse("record-retention", args=[record.pk])))
    return found


def writing_steps(record: Record, officer: Officer, stands: Standpoint) -> list[Step]:
    """List what those who log do: change, submit, withdraw."""
    if not rules.may_log(officer=officer, district_id=record.district_id):
        return []
    found = []
    if record.status in rules.SUBMIT.sources and stands.has_part:
        why_not = rules.why_not_submit(officer=officer, record=record, taken_part=stands.has_part)
        url = reverse("record-submit", args=[record.pk])
        is_main = record.status == Status.DRAFT
        found.append(Step(label="Submit", url=url, is_main=is_main, why_not=why_not))
    if record.status in rules.CHANGEABLE and page_of(record, "edit"):
        why_not = rules.why_not_change(
            officer=officer,
            record=record,
            taken_part=stands.has_part,
            decided=stands.has_decided,
        )
        is_main = record.status in {Status.RETURNED, Status.REOPENED}
        url = page_of(record, "edit")
        found.append(Step(label="Change", url=url, is_main=is_main, why_not=why_not))
    if record.status in rules.WITHDRAW.sources and record.logged_by_id == officer.pk:
        found.append(Step(label="Withdraw", url=reverse("record-withdraw", args=[record.pk])))
    return found


def deciding_steps(record: Record, officer: Officer, stands: Standpoint) -> list[Step]:
    """List what supervisors do: review, reopen, withdraw a reopened record."""
    if not officer.standing.allows(Permission.DECIDE_RECORDS, record.district_id):
        return []
    why_not = rules.why_not_decide(officer=officer, record=record, taken_part=stands.ever_part)
    match record.status:
        case Status.SUBMITTED:
            url = reverse("review-record", args=[record.pk])
            return [Step(label="Approve or return", url=url, is_main=True, why_not=why_not)]
        case Status.APPROVED:
            url = reverse("record-reopen", args=[record.pk])
            return [Step(label="Reopen", url=url, why_not=why_not)]
        case Status.REOPENED:
            url = reverse("record-strike", args=[record.pk])
            return [Step(label="Withdraw as a supervisor", url=url, why_not=why_not)]
    return []


def waiting_sentence(record: Record) -> str:
    """Say to those who do not decide what a record waits for."""
    match record.status:
        case Status.SUBMITTED:
            return f"A supervisor of {record.district} district who took no part in it decides."
        case Status.RETURNED | Status.REOPENED | Status.DRAFT:
            return f"{record.logged_by} has {name_of(record)} to finish."
    return ""
