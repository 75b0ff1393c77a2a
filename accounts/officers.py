"""Fetching officers together with their standing at a moment."""

from datetime import datetime

from accounts.models import District, Officer

CLOCK = "clock"
CONSOLE = "console"


class UnknownOfficer(LookupError):
    """No active officer has this collar number."""


def by_collar(collar_number: str, *, at: datetime) -> Officer:
    """Fetch an active officer by collar number.

    Raises: UnknownOfficer.
    """
    officer = Officer.objects.filter(collar_number=collar_number, is_active=True).first()
    if officer is None:
        raise UnknownOfficer(f"No active officer has the collar number {collar_number}.")
    officer.stand(at=at)
    return officer


def service(name: str, *, at: datetime) -> Officer:
    """Fetch the service account `clock` or `console`, made by migration without a password."""
    officer = Officer.objects.get(collar_number=name, is_service=True)
    officer.stand(at=at)
    return officer


def district_of(officer: Officer) -> District | None:
    """Find the district that the officer's pages are about: that of the oldest open posting."""
    keys = officer.standing.district_ids
    return District.objects.filter(pk=keys[0]).first() if keys else None
