"""Logging and changing arrests."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.clock import LONDON
from accounts.models import Officer, Team
from accounts.roles import Permission
from operations.actions.subject import new_subject, set_standings
from operations.details import ArrestDetails
from operations.drafts.arrest import draft
from operations.models import (
    Arrest,
    ArrestNecessity,
    ArrestOffence,
    Disposal,
    Subject,
    SubjectRole,
)
from records.models import Kind, Status
from records.writing import (
    change_record,
    home_team,
    known,
    lock,
    log_record,
    same_district,
)


class CustodyNumberTaken(Exception):
    """Another arrest that is not withdrawn has this custody number; holds that arrest."""

    def __init__(self, arrest: Arrest) -> None:
        self.arrest = arrest
        super().__init__(
            f"Custody number {arrest.custody_number} belongs to an arrest by "
            f"{arrest.record.logged_by}, {arrest.record.reference}. "
            "Open that record or check the number"
        )


def check(team: Team, details: ArrestDetails, *, own: UUID) -> None:
    """Refuse rows of another district and a custody number that is taken.

    Raises: OtherDistrict, CustodyNumberTaken.
    """
    same_district(
        team,
        details.operation.district_id if details.operation else None,
        details.patrol.record.district_id if details.patrol else None,
        details.area.district_id if details.area else None,
        details.subject.district_id if details.subject else None,
    )
    if not details.custody_number:
        return
    same = Arrest.objects.filter(
        custody_number=details.custody_number, record__district=team.district
    )
    taken = same.exclude(pk=own).exclude(record__status=Status.WITHDRAWN).with_record().first()
    if taken is not None:
        raise CustodyNumberTaken(taken)


@transaction.atomic
def log_arrest(*, id: UUID, details: ArrestDetails, by: Officer, at: datetime) -> Arrest:
    """Log an arrest; without a subject a new one is made.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict, CustodyNumberTaken.
    """
    known(id=id, kind=Kind.ARREST, by=by)
    team = home_team(by, Permission.LOG_RECORDS)
    check(team, details, own=id)
    subject = details.subject or new_subject(district=team.district, at=at)
    record = log_record(
        id=id,
        kind=Kind.ARREST,
        team=team,
        draft=draft(details, subject=subject.reference),
        by=by,
        at=at,
    )
    return store(Arrest(record=record), details, subject)


@transaction.atomic
def change_arrest(
    *, arrest: Arrest, version: int, details: ArrestDetails, by: Officer, at: datetime
) -> Arrest:
    """Write an arrest anew; an arrest keeps its subject unless another is given.

    Raises: StaleEdit, Refused, OtherDistrict, CustodyNumberTaken.
    """
    record = lock(arrest.pk)
    check(record.team, details, own=arrest.pk)
    subject = details.subject or arrest.subject or new_subject(district=record.district, at=at)
    change_record(
        record=record,
        version=version,
        draft=draft(details, subject=subject.reference),
        by=by,
        at=at,
    )
    arrest.record = record
    return store(arrest, details, subject)


def store(arrest: Arrest, details: ArrestDetails, subject: Subject) -> Arrest:
    """Write the row, its children, and what the subject is in law."""
    arrest.operation = details.operation
    arrest.patrol = details.patrol
    arrest.arresting_officer = details.arresting_officer
    arrest.custody_number = details.custody_number
    arrest.place = details.place
    arrest.area = details.area
    arrest.subject = subject
    arrest.age_at_event = details.age_at_event
    arrest.sex = details.sex
    arrest.self_defined_ethnicity = details.self_defined_ethnicity
    arrest.officer_defined_ethnicity = details.officer_defined_ethnicity
    arrest.note = details.note
    arrest.principal_offence = details.offences[0].group if details.offences else None
    arrest.latest_disposal = details.latest_disposal
    arrest.save()
    store_children(arrest, details)
    arrested_on = details.arrested_at.astimezone(LONDON).date()
    set_standings(arrest.record, subject, [(SubjectRole.SUSPECT, arrested_on)])
    return arrest


def store_children(arrest: Arrest, details: ArrestDetails) -> None:
    """Write offences, necessities and disposals anew; the versions keep what they were."""
    arrest.offences.all().delete()
    arrest.necessities.all().delete()
    arrest.disposals.all().delete()
    ArrestOffence.objects.bulk_create(
        ArrestOffence(arrest=arrest, position=n, group=row.group, wording=row.wording)
        for n, row in enumerate(details.offences)
    )
    ArrestNecessity.objects.bulk_create(
        ArrestNecessity(arrest=arrest, criterion=row.criterion, explanation=row.explanation)
        for row in details.necessities
    )
    Disposal.objects.bulk_create(
        Disposal(arrest=arrest, position=n, type=row.type, on=row.on)
        for n, row in enumerate(details.disposals)
    )
