"""Logging and changing patrols."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer, Team
from accounts.roles import Permission
from operations.details import PatrolDetails
from operations.drafts.patrol import draft
from operations.models import Patrol
from records.models import Kind
from records.writing import change_record, home_team, lock, log_record, same_district


def check(team: Team, details: PatrolDetails) -> None:
    """Refuse an operation or an area of another district.

    Raises: OtherDistrict.
    """
    same_district(
        team,
        details.operation.district_id if details.operation else None,
        details.area.district_id if details.area else None,
    )


@transaction.atomic
def log_patrol(*, id: UUID, details: PatrolDetails, by: Officer, at: datetime) -> Patrol:
    """Log a patrol.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict.
    """
    team = home_team(by, Permission.LOG_RECORDS)
    check(team, details)
    record = log_record(id=id, kind=Kind.PATROL, team=team, draft=draft(details), by=by, at=at)
    return store(Patrol(record=record), details)


@transaction.atomic
def change_patrol(
    *, patrol: Patrol, version: int, details: PatrolDetails, by: Officer, at: datetime
) -> Patrol:
    """Write a patrol anew.

    Raises: StaleEdit, Refused, OtherDistrict.
    """
    record = lock(patrol.pk)
    check(record.team, details)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    return store(patrol, details)


def store(patrol: Patrol, details: PatrolDetails) -> Patrol:
    """Write the row."""
    patrol.operation = details.operation
    patrol.provider = details.provider
    patrol.mode = details.mode
    patrol.started_at = details.started_at
    patrol.ended_at = details.ended_at
    patrol.area = details.area
    patrol.crew_size = details.crew_size
    patrol.nothing_to_report = details.nothing_to_report
    patrol.note = details.note
    patrol.save()
    return patrol
