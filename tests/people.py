"""The people of the tests, by their part, and the two districts they work in.

Everyone stands as at AT, a Tuesday morning. The twins do the same work in another district, of
which nobody here may see a record.
"""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.hashers import make_password

from accounts import officers
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role

AT = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)
POSTED_ON = date(2023, 1, 2)
PASSWORD = "a pier more than a mile long"


def posted(collar_number: str, title: str, role: Role, team: Team, *, at: datetime = AT) -> Officer:
    """Make an officer with one open posting, standing as at a moment."""
    officer = Officer.objects.create(
        collar_number=collar_number, title=title, password=make_password(PASSWORD)
    )
    Posting.objects.create(officer=officer, team=team, role=role, from_on=POSTED_ON)
    officer.stand(at=at)
    return officer


@pytest.fixture
def at() -> datetime:
    """Give the moment at which everyone stands."""
    return AT


@pytest.fixture
def force(db: None) -> Force:
    """Give the force of both districts."""
    return Force.objects.create(slug="essex", name="Essex Police")


@pytest.fixture
def district(force: Force) -> District:
    """Give the district of everyone but the twins."""
    return District.objects.create(force=force, slug="southend", name="Southend")


@pytest.fixture
def twin_district(force: Force) -> District:
    """Give the district of the twins."""
    return District.objects.create(force=force, slug="chelmsford", name="Chelmsford")


@pytest.fixture
def team(district: District) -> Team:
    """Give the team of everyone but the other team's sergeant and the twins."""
    return Team.objects.create(district=district, slug="town-centre", name="Town Centre Team")


@pytest.fixture
def other_team(district: District) -> Team:
    """Give another team of the same district."""
    return Team.objects.create(district=district, slug="seafront", name="Seafront Team")


@pytest.fixture
def twin_team(twin_district: District) -> Team:
    """Give the team of the twins."""
    return Team.objects.create(district=twin_district, slug="city", name="City Team")


@pytest.fixture
def officer(team: Team) -> Officer:
    """Give the constable who logs."""
    return posted("41123", "PC", Role.OFFICER, team)


@pytest.fixture
def other_officer(team: Team) -> Officer:
    """Give a constable of the same team."""
    return posted("41187", "PC", Role.OFFICER, team)


@pytest.fixture
def sergeant(team: Team) -> Officer:
    """Give the supervisor of the team."""
    return posted("40210", "Sergeant", Role.SUPERVISOR, team)


@pytest.fixture
def other_team_sergeant(other_team: Team) -> Officer:
    """Give a supervisor of another team of the district."""
    return posted("40388", "Sergeant", Role.SUPERVISOR, other_team)


@pytest.fixture
def chief_inspector(team: Team) -> Officer:
    """Give the commander of the district."""
    return posted("40007", "Chief Inspector", Role.COMMANDER, team)


@pytest.fixture
def analyst(team: Team) -> Officer:
    """Give the analyst of the district."""
    return posted("70031", "Analyst", Role.ANALYST, team)


@pytest.fixture
def advisor(team: Team) -> Officer:
    """Give a member of the Independent Advisory Group."""
    return posted("IAG-4", "Ms", Role.ADVISORY_GROUP, team)


@pytest.fixture
def administrator(team: Team) -> Officer:
    """Give the administrator of the district."""
    return posted("70002", "Administrator", Role.ADMINISTRATOR, team)


@pytest.fixture
def twin_officer(twin_team: Team) -> Officer:
    """Give the constable of the other district."""
    return posted("42123", "PC", Role.OFFICER, twin_team)


@pytest.fixture
def twin_sergeant(twin_team: Team) -> Officer:
    """Give the supervisor of the other district."""
    return posted("42210", "Sergeant", Role.SUPERVISOR, twin_team)


@pytest.fixture
def twin_chief_inspector(twin_team: Team) -> Officer:
    """Give the commander of the other district."""
    return posted("42007", "Chief Inspector", Role.COMMANDER, twin_team)


@pytest.fixture
def twin_analyst(twin_team: Team) -> Officer:
    """Give the analyst of the other district."""
    return posted("72031", "Analyst", Role.ANALYST, twin_team)


@pytest.fixture
def twin_advisor(twin_team: Team) -> Officer:
    """Give a member of the other district's advisory group."""
    return posted("IAG-14", "Mr", Role.ADVISORY_GROUP, twin_team)


@pytest.fixture
def twin_administrator(twin_team: Team) -> Officer:
    """Give the administrator of the other district."""
    return posted("72002", "Administrator", Role.ADMINISTRATOR, twin_team)


@pytest.fixture
def console(db: None) -> Officer:
    """Give the account that acts when a command is run without naming anyone."""
    return officers.service(officers.CONSOLE, at=AT)


@pytest.fixture
def schedule(db: None) -> Officer:
    """Give the account that acts on the schedule."""
    return officers.service(officers.CLOCK, at=AT)


@pytest.fixture
def everyone(
    officer: Officer,
    sergeant: Officer,
    chief_inspector: Officer,
    analyst: Officer,
    advisor: Officer,
    administrator: Officer,
) -> dict[Role, Officer]:
    """Give one officer of each role in the district."""
    return {
        Role.OFFICER: officer,
        Role.SUPERVISOR: sergeant,
        Role.COMMANDER: chief_inspector,
        Role.ANALYST: analyst,
        Role.ADVISORY_GROUP: advisor,
        Role.ADMINISTRATOR: administrator,
    }


@pytest.fixture
def twins(
    twin_officer: Officer,
    twin_sergeant: Officer,
    twin_chief_inspector: Officer,
    twin_analyst: Officer,
    twin_advisor: Officer,
    twin_administrator: Officer,
) -> dict[Role, Officer]:
    """Give one officer of each role in the other district."""
    return {
        Role.OFFICER: twin_officer,
        Role.SUPERVISOR: twin_sergeant,
        Role.COMMANDER: twin_chief_inspector,
        Role.ANALYST: twin_analyst,
        Role.ADVISORY_GROUP: twin_advisor,
        Role.ADMINISTRATOR: twin_administrator,
    }


def committed_people() -> dict[str, Officer]:
    """Make one team's people in a database that is committed to: officer and two sergeants."""
    force = Force.objects.create(slug="essex", name="Essex Police")
    district = District.objects.create(force=force, slug="southend", name="Southend")
    team = Team.objects.create(district=district, slug="town-centre", name="Town Centre Team")
    return {
        "officer": posted("41123", "PC", Role.OFFICER, team),
        "sergeant": posted("40210", "Sergeant", Role.SUPERVISOR, team),
        "other_team_sergeant": posted("40388", "Sergeant", Role.SUPERVISOR, team),
    }
