"""The demonstration's districts, teams and officers, and how each of them signs in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from accounts import officers
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role
from audit import journal
from audit.models import Operation
from reports.scheduling import found_schedule
from southend.demo.password import PASSWORD

POSTED_ON = date(2021, 9, 6)
NEW_OFFICER_ON = date(2024, 4, 2)
COMMANDERS: Mapping[str, str] = {"southend": "40217", "basildon": "50217"}

FORCE = ("essex", "Essex Police")
DISTRICTS = (("southend", "Southend"), ("basildon", "Basildon"))
TEAMS: Mapping[str, tuple[str, str]] = {
    "tct": ("southend", "Town Centre Team"),
    "cpt": ("southend", "Community Policing Team"),
    "lpt": ("southend", "Local Policing Team"),
    "command": ("southend", "District Command"),
    "analysis": ("southend", "Performance Analysis Unit"),
    "advisory": ("southend", "Independent Advisory Group"),
    "administration": ("southend", "Administration"),
    "twin": ("basildon", "Basildon Town Centre Team"),
    "twin-command": ("basildon", "Basildon District Command"),
}


@dataclass(frozen=True)
class Person:
    """One officer: what they are called, where they are posted and as what."""

    title: str
    team: str
    roles: tuple[Role, ...]
    what: str = ""


PEOPLE: Mapping[str, Person] = {
    "41123": Person("PC", "tct", (Role.OFFICER,), "logs arrests and patrols; some to finish"),
    "40876": Person("PC", "tct", (Role.OFFICER,)),
    "41390": Person("PC", "tct", (Role.OFFICER,), "new to the district since April 2024"),
    "41502": Person("PC", "tct", (Role.OFFICER,)),
    "7215": Person("PCSO", "tct", (Role.OFFICER,)),
    "9061": Person("Special", "tct", (Role.OFFICER,)),
    "C114": Person("Council officer", "tct", (Role.OFFICER,), "partner with records returned"),
    "40391": Person("PC", "cpt", (Role.OFFICER,)),
    "41277": Person("PC", "cpt", (Role.OFFICER,)),
    "7302": Person("PCSO", "cpt", (Role.OFFICER,)),
    "40955": Person("PC", "lpt", (Role.OFFICER,)),
    "41644": Person("PC", "lpt", (Role.OFFICER,)),
    "42018": Person("PC", "lpt", (Role.OFFICER,)),
    "2216": Person("Sergeant", "tct", (Role.SUPERVISOR,), "decides on the records of the queue"),
    "2198": Person("Sergeant", "cpt", (Role.SUPERVISOR,)),
    "2240": Person("Sergeant", "lpt", (Role.SUPERVISOR,)),
    "2087": Person("Inspector", "tct", (Role.SUPERVISOR,), "leads both operations"),
    "40217": Person(
        "Chief inspector",
        "command",
        (Role.COMMANDER, Role.SUPERVISOR),
        "reads, compiles and downloads the reports",
    ),
    "78014": Person("Analyst", "analysis", (Role.ANALYST,), "imports police data, keeps areas"),
    "IAG-07": Person(
        "Advisory group member",
        "advisory",
        (Role.ADVISORY_GROUP,),
        "reads the public edition, and nothing else",
    ),
    "88001": Person(
        "Administrator", "administration", (Role.ADMINISTRATOR,), "keeps people and codes"
    ),
    "51123": Person("PC", "twin", (Role.OFFICER,), "the same in another district"),
    "50876": Person("PC", "twin", (Role.OFFICER,)),
    "5216": Person("Sergeant", "twin", (Role.SUPERVISOR,), "the same in another district"),
    "5087": Person("Inspector", "twin", (Role.SUPERVISOR,)),
    "50217": Person(
        "Chief inspector",
        "twin-command",
        (Role.COMMANDER, Role.SUPERVISOR),
        "the same in another district",
    ),
}


def make_people(*, at: datetime) -> None:
    """Make force, districts, teams, officers and postings, with one password for all."""
    console = officers.service(officers.CONSOLE, at=at)
    force = Force.objects.create(slug=FORCE[0], name=FORCE[1])
    districts = {
        slug: District.objects.create(force=force, slug=slug, name=name) for slug, name in DISTRICTS
    }
    teams = {
        slug: Team.objects.create(district=districts[where], slug=slug, name=name)
        for slug, (where, name) in TEAMS.items()
    }
    hashed = make_password(PASSWORD)
    for collar, person in PEOPLE.items():
        officer = Officer.objects.create(collar_number=collar, title=person.title, password=hashed)
        since = NEW_OFFICER_ON if collar == "41390" else POSTED_ON
        for role in person.roles:
            Posting.objects.create(
                officer=officer, team=teams[person.team], role=role, from_on=since
            )
        journal.write(
            verb="officer.create",
            operation=Operation.COLLECTION,
            by=console,
            at=at,
            subject="officer",
            subject_id=officer.pk,
            label=str(officer),
            district=teams[person.team].district.slug,
        )


def make_schedules(*, at: datetime) -> None:
    """Let the commander of each district have the monthly report made, for those who read it."""
    for slug, collar in COMMANDERS.items():
        commander = officers.by_collar(collar, at=at)
        found_schedule(district=District.objects.get(slug=slug), by=commander, at=at)


def sign_ins() -> list[tuple[str, str, str, str]]:
    """List collar number, title with roles, district and what there is to see, first of each."""
    return [
        (
            collar,
            f"{person.title} ({', '.join(role.label for role in person.roles)})",
            dict(DISTRICTS)[TEAMS[person.team][0]],
            person.what,
        )
        for collar, person in PEOPLE.items()
        if person.what
    ]


def sign_in_table() -> str:
    """Print the sign-ins for people to read."""
    rows = [("Collar number", "Who", "District", "What there is to see"), *sign_ins()]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, f"The password of every one of them is {PASSWORD}"])
