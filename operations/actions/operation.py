"""Logging and changing operations."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer, Team
from accounts.roles import Permission
from operations.details import OperationDetails
from operations.drafts.operation import draft
from operations.models import Operation
from records.models import Kind
from records.writing import change_record, home_team, known, lock, log_record, same_district


class SlugTaken(Exception):
    """Another operation of the district has this key."""


def check(team: Team, details: OperationDetails, *, own: UUID) -> None:
    """Refuse areas of another district and a key that is taken.

    Raises: OtherDistrict, SlugTaken.
    """
    same_district(team, *(area.district_id for area in details.areas))
    others = Operation.objects.filter(district=team.district, slug=details.slug).exclude(pk=own)
    if others.exists():
        raise SlugTaken(
            f"The key {details.slug} belongs to {others[0].name}. Enter another key for reports."
        )


@transaction.atomic
def log_operation(*, id: UUID, details: OperationDetails, by: Officer, at: datetime) -> Operation:
    """Log an operation.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict, SlugTaken.
    """
    known(id=id, kind=Kind.OPERATION, by=by)
    team = home_team(by, Permission.PLAN_OPERATIONS)
    check(team, details, own=id)
    record = log_record(id=id, kind=Kind.OPERATION, team=team, draft=draft(details), by=by, at=at)
    operation = Operation(record=record, district=team.district)
    return store(operation, details)


@transaction.atomic
def change_operation(
    *, operation: Operation, version: int, details: OperationDetails, by: Officer, at: datetime
) -> Operation:
    """Write an operation anew.

    Raises: StaleEdit, Refused, OtherDistrict, SlugTaken.
    """
    record = lock(operation.pk)
    check(record.team, details, own=operation.pk)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    return store(operation, details)


def store(operation: Operation, details: OperationDetails) -> Operation:
    """Write the row and its areas."""
    operation.name = details.name
    operation.slug = details.slug
    operation.objective = details.objective
    operation.starts_on = details.starts_on
    operation.ends_on = details.ends_on
    operation.lead = details.lead
    operation.save()
    operation.areas.set(details.areas)
    return operation
