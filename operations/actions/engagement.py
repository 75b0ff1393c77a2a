"""Logging and changing engagement events."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer, Team
from accounts.roles import Permission
from operations.details import EngagementDetails
from operations.drafts.engagement import draft
from operations.models import Engagement
from records.models import Kind
from records.writing import change_record, home_team, lock, log_record, same_district


def check(team: Team, details: EngagementDetails) -> None:
    """Refuse an operation or a ward of another district.

    Raises: OtherDistrict.
    """
    same_district(
        team,
        details.operation.district_id if details.operation else None,
        details.area.district_id if details.area else None,
    )


@transaction.atomic
def log_engagement(
    *, id: UUID, details: EngagementDetails, by: Officer, at: datetime
) -> Engagement:
    """Log an engagement event.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict.
    """
    team = home_team(by, Permission.LOG_RECORDS)
    check(team, details)
    record = log_record(id=id, kind=Kind.ENGAGEMENT, team=team, draft=draft(details), by=by, at=at)
    return store(Engagement(record=record), details)


@transaction.atomic
def change_engagement(
    *, engagement: Engagement, version: int, details: EngagementDetails, by: Officer, at: datetime
) -> Engagement:
    """Write an engagement event anew.

    Raises: StaleEdit, Refused, OtherDistrict.
    """
    record = lock(engagement.pk)
    check(record.team, details)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    return store(engagement, details)


def store(engagement: Engagement, details: EngagementDetails) -> Engagement:
    """Write the row; the names of the details are those of the columns, but for the moment."""
    for field in fields(details):
        if field.name != "occurred_at":
            setattr(engagement, field.name, getattr(details, field.name))
    engagement.save()
    return engagement
