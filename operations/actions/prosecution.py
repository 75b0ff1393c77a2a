"""Logging and changing prosecutions."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer, Team
from accounts.roles import Permission
from operations.actions.subject import set_standings
from operations.details import ProsecutionDetails
from operations.drafts.prosecution import draft, stage_of
from operations.models import (
    CaseStage,
    Charge,
    CourtOrder,
    Hearing,
    Prosecution,
    Sentence,
    SubjectRole,
)
from records.models import Kind, Status
from records.writing import change_record, home_team, known, lock, log_record, same_district


class CaseNumberTaken(Exception):
    """Another prosecution that is not withdrawn has this case number; holds it."""

    def __init__(self, prosecution: Prosecution) -> None:
        self.prosecution = prosecution
        super().__init__(
            f"Case number {prosecution.case_number} belongs to {prosecution.record.reference}, "
            f"logged by {prosecution.record.logged_by}. Open that record or check the number"
        )


def check(team: Team, details: ProsecutionDetails, *, own: UUID) -> None:
    """Refuse rows of another district and a case number that is taken.

    Raises: OtherDistrict, CaseNumberTaken.
    """
    same_district(
        team,
        details.operation.district_id if details.operation else None,
        details.subject.district_id if details.subject else None,
        *(arrest.record.district_id for arrest in details.arrests),
    )
    same = Prosecution.objects.filter(
        case_number=details.case_number, record__district=team.district
    )
    taken = same.exclude(pk=own).exclude(record__status=Status.WITHDRAWN).with_record().first()
    if taken is not None:
        raise CaseNumberTaken(taken)


@transaction.atomic
def log_prosecution(
    *, id: UUID, details: ProsecutionDetails, by: Officer, at: datetime
) -> Prosecution:
    """Log a prosecution.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict, CaseNumberTaken.
    """
    known(id=id, kind=Kind.PROSECUTION, by=by)
    team = home_team(by, Permission.LOG_RECORDS)
    check(team, details, own=id)
    record = log_record(id=id, kind=Kind.PROSECUTION, team=team, draft=draft(details), by=by, at=at)
    return store(Prosecution(record=record), details)


@transaction.atomic
def change_prosecution(
    *,
    prosecution: Prosecution,
    version: int,
    details: ProsecutionDetails,
    by: Officer,
    at: datetime,
) -> Prosecution:
    """Write a prosecution anew.

    Raises: StaleEdit, Refused, OtherDistrict, CaseNumberTaken.
    """
    record = lock(prosecution.pk)
    check(record.team, details, own=prosecution.pk)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    prosecution.record = record
    return store(prosecution, details)


def store(prosecution: Prosecution, details: ProsecutionDetails) -> Prosecution:
    """Write the row, its children, and what the subject is in law."""
    prosecution.operation = details.operation
    prosecution.case_number = details.case_number
    prosecution.subject = details.subject
    prosecution.first_charged_on = details.first_charged_on
    prosecution.stage = stage_of(details.charges)
    prosecution.sentenced_on = details.sentenced_on
    prosecution.note = details.note
    prosecution.save()
    prosecution.arrests.set(details.arrests)
    clear_children(prosecution)
    store_charges(prosecution, details)
    Hearing.objects.bulk_create(
        Hearing(prosecution=prosecution, position=n, type=row.type, court=row.court, on=row.on)
        for n, row in enumerate(details.hearings)
    )
    CourtOrder.objects.bulk_create(
        CourtOrder(
            prosecution=prosecution,
            position=n,
            type=row.type,
            made_on=row.made_on,
            ends_on=row.ends_on,
            terms=row.terms,
        )
        for n, row in enumerate(details.orders)
    )
    set_standings(prosecution.record, details.subject, standings(details))
    return prosecution


def clear_children(prosecution: Prosecution) -> None:
    """Take away the rows that are written anew; the versions keep what they were."""
    Sentence.objects.filter(charge__prosecution=prosecution).delete()
    prosecution.charges.all().delete()
    prosecution.hearings.all().delete()
    prosecution.orders.all().delete()


def store_charges(prosecution: Prosecution, details: ProsecutionDetails) -> None:
    """Write the charges and their sentences."""
    for n, row in enumerate(details.charges):
        charge = Charge.objects.create(
            prosecution=prosecution,
            position=n,
            group=row.group,
            wording=row.wording,
            charged_on=row.charged_on,
            plea=row.plea,
            result=row.result,
            resulted_on=row.resulted_on,
        )
        Sentence.objects.bulk_create(
            Sentence(
                charge=charge,
                position=m,
                type=imposed.type,
                passed_on=imposed.passed_on,
                term=imposed.term,
                term_unit=imposed.term_unit,
                concurrency=imposed.concurrency,
                pence=imposed.pence,
            )
            for m, imposed in enumerate(row.sentences)
        )


def standings(details: ProsecutionDetails) -> list[tuple[SubjectRole, date]]:
    """Date what the subject is in law by this case (Data Protection Act 2018 s.38)."""
    roles = [(SubjectRole.CHARGED, details.first_charged_on)]
    days = [charge.resulted_on for charge in details.charges if charge.resulted_on]
    stage = stage_of(details.charges)
    if stage == CaseStage.CONVICTED:
        roles.append((SubjectRole.CONVICTED, min(days)))
    elif stage == CaseStage.NOT_CONVICTED:
        roles.append((SubjectRole.CLEARED, max(days)))
    return roles
