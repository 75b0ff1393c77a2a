"""An invented harm table: no score of it is anybody's."""

from datetime import UTC, datetime

from accounts.models import Force, Officer
from reports.harm_tables import upload_harm_table
from reports.models import HarmTable

AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
HEAD = "code,title,days,source,valid_from\n"
BODY = (
    HEAD
    + "shoplifting,Shoplifting,1.5,Invented for tests,2020-01-01\n"
    + "robbery,Robbery,300,Invented for tests,2020-01-01\n"
    + "robbery,Robbery,400,Invented for tests,2023-01-01\n"
    + "robbery,Robbery,500,Invented for tests,2030-01-01\n"
    + "034/01,Robbery of a person,400,Invented for tests,2020-01-01\n"
).encode()


def uploaded(by: Officer, body: bytes = BODY, name: str = "Invented 2024") -> HarmTable:
    """Upload a table for the officer's force."""
    force = Force.objects.get(districts=by.standing.district_ids[0])
    return upload_harm_table(force=force, name=name, body=body, by=by, at=AT)
