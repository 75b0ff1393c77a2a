"""Who receives the reports of a schedule at a moment, and who answers for it: reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.clock import LONDON
from accounts.models import District, Officer
from accounts.roles import TABLE, Permission, Role
from reports.models import Schedule

RECEIVING_ROLES = tuple(role for role in Role if Permission.SEE_REPORTS in TABLE[role])
"""The roles that may read a report, and so may be named as recipients."""


@dataclass(frozen=True, kw_only=True)
class Receivers:
    """Who receives a report at a moment, and who is named but may no longer read it."""

    may: Sequence[Officer]
    may_not: Sequence[Officer]


def posted(district: District, *, roles: Sequence[Role], at: datetime) -> QuerySet[Officer]:
    """Read the active officers who hold one of some roles in a district at a moment."""
    day = at.astimezone(LONDON).date()
    is_open = Q(postings__to_on__isnull=True) | Q(postings__to_on__gt=day)
    return Officer.objects.filter(
        is_open,
        postings__role__in=roles,
        postings__team__district=district,
        postings__from_on__lte=day,
        is_active=True,
        is_service=False,
        is_system=False,
    ).distinct()


def may_read(officer: Officer, district: District, *, at: datetime) -> bool:
    """Tell whether an officer may read the reports of a district; no mail goes to a system."""
    standing = officer.stand(at=at)
    return standing.allows(Permission.SEE_REPORTS, district.pk) and not officer.is_system


def may_compile(officer: Officer, district: District, *, at: datetime) -> bool:
    """Tell whether an officer may compile the reports of a district; a system answers for none."""
    standing = officer.stand(at=at)
    return standing.allows(Permission.COMPILE_REPORTS, district.pk) and not officer.is_system


def receivers(schedule: Schedule, *, at: datetime) -> Receivers:
    """Find everyone whom a schedule names, by role or in person, each once."""
    roles = [Role(one.role) for one in schedule.recipients.all() if one.role]
    by_role = posted(schedule.district, roles=roles, at=at) if roles else Officer.objects.none()
    by_name = Officer.objects.filter(received_schedules__schedule=schedule)
    named = {officer.pk: officer for officer in (*by_role, *by_name)}
    may = {pk for pk, officer in named.items() if may_read(officer, schedule.district, at=at)}
    return Receivers(
        may=[officer for pk, officer in named.items() if pk in may],
        may_not=[officer for pk, officer in named.items() if pk not in may],
    )


def responsible(schedule: Schedule, *, at: datetime) -> Sequence[Officer]:
    """Find who is told when something is wrong: the owner; where the owner left, the commanders.

    Analysts of the district stand in where it has no commander.
    """
    owner = schedule.owner
    if not owner.is_service and may_compile(owner, schedule.district, at=at):
        return [owner]
    for role in (Role.COMMANDER, Role.ANALYST):
        found = list(posted(schedule.district, roles=[role], at=at))
        if found:
            return found
    return []
