"""Logging and changing the incidents that officers log."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer, Team
from accounts.roles import Permission
from incidents.models import Area, AsbQualifier, IncidentType, LoggedIncident
from records.entries import Section, plain
from records.models import Kind
from records.wording import moment_in_words
from records.writing import Draft, change_record, home_team, lock, log_record, same_district

MATERIAL = frozenset({"occurred_at", "type", "qualifier", "place", "area"})
"""The fields whose change voids an approval (ADR 0003)."""


@dataclass(frozen=True, kw_only=True)
class LoggedIncidentDetails:
    """An incident that an officer dealt with; the description names no one."""

    occurred_at: datetime
    type: IncidentType
    place: str
    description: str
    qualifier: AsbQualifier | None = None
    storm_number: str = ""
    area: Area | None = None


def draft(details: LoggedIncidentDetails) -> Draft:
    """Describe a logged incident."""
    incident = Section("Incident", MATERIAL)
    where = f"{details.place}, {moment_in_words(details.occurred_at)}"
    return Draft(
        occurred_at=details.occurred_at,
        summary=f"{details.type}. {where}. {details.description}",
        facts={
            "type": plain(details.type),
            "qualifier": plain(details.qualifier),
            "area": plain(details.area),
        },
        content=(
            incident.one("occurred_at", "Happened", details.occurred_at),
            incident.one("type", "Type", details.type),
            incident.one("qualifier", "Qualifier", details.qualifier, empty="None"),
            incident.one("storm_number", "STORM number", details.storm_number),
            incident.one("place", "Place", details.place),
            incident.one("area", "Area", details.area),
            incident.one("description", "What happened", details.description),
        ),
    )


def check(team: Team, details: LoggedIncidentDetails) -> None:
    """Refuse an area of another district.

    Raises: OtherDistrict.
    """
    same_district(team, details.area.district_id if details.area else None)


@transaction.atomic
def log_incident(
    *, id: UUID, details: LoggedIncidentDetails, by: Officer, at: datetime
) -> LoggedIncident:
    """Log an incident.

    Raises: NoTeam, Refused, AlreadyLogged, OtherDistrict.
    """
    team = home_team(by, Permission.LOG_RECORDS)
    check(team, details)
    record = log_record(
        id=id, kind=Kind.LOGGED_INCIDENT, team=team, draft=draft(details), by=by, at=at
    )
    return store(LoggedIncident(record=record), details)


@transaction.atomic
def change_incident(
    *,
    incident: LoggedIncident,
    version: int,
    details: LoggedIncidentDetails,
    by: Officer,
    at: datetime,
) -> LoggedIncident:
    """Write a logged incident anew.

    Raises: StaleEdit, Refused, OtherDistrict.
    """
    record = lock(incident.pk)
    check(record.team, details)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    return store(incident, details)


def store(incident: LoggedIncident, details: LoggedIncidentDetails) -> LoggedIncident:
    """Write the row; the names of the details are those of the columns, but for the moment."""
    for field in fields(details):
        if field.name != "occurred_at":
            setattr(incident, field.name, getattr(details, field.name))
    incident.save()
    return incident
