"""What a list costs: at most fifteen queries, and the same for fifty rows as for one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Officer, Posting, Team
from accounts.roles import Role
from incidents.models import Area, ImportBatch, Incident
from records.models import Kind
from reports.models import Edition
from tests.desk_addresses import TABLES
from tests.example import Example, log, undone
from tests.people import AT, posted

pytestmark = pytest.mark.sqlite_only

ROWS = 50
MOST = 15
NUMBERS = {
    Kind.ARREST: "custody_number",
    Kind.PROSECUTION: "case_number",
    Kind.OPERATION: "name",
}
CHOSEN = {
    Kind.ARREST: "operation=none&offence=none&disposal=none&q=7",
    Kind.PROSECUTION: "operation=none&stage=before_court&q=7",
    Kind.PATROL: "operation=none&status=submitted&from=2024-04-01",
    Kind.ENGAGEMENT: "operation=none&status=submitted&from=2024-04-01",
    Kind.LOGGED_INCIDENT: "status=submitted&from=2024-04-01",
    Kind.OPERATION: "status=submitted&from=2024-01-01",
    Kind.SURVEY_WAVE: "status=submitted&from=2024-01-01",
    "incident": "group=crime&month_from=2024-01&district=southend",
    "my-records": "show=sent",
}
WITHOUT_SUFFIX = {"review", "my-records", "records", "review-approve-several"}
LISTS = [*Kind, *sorted(WITHOUT_SUFFIX), "area", "incident", "import", "report"]
PEOPLE = ("accounts_officer", "accounts_posting", "accounts_team")
KEPT_BY = {
    role: [name for name, table in TABLES.items() if role in table.sees]
    for role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
}


@contextmanager
def signed_in(*roles: Role) -> Iterator[Client]:
    """Sign an officer in who holds several roles, so that everything is counted for them."""
    team = Team.objects.get(district__slug="southend")
    everyone = posted("9001", "Chief Inspector", roles[0], team)
    for role in roles[1:]:
        Posting.objects.create(officer=everyone, team=team, role=role, from_on=AT.date())
    client = Client()
    client.force_login(everyone)
    yield client


def cost(client: Client, url: str) -> int:
    """Count the queries of a page; the first opening of a session is not counted."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def addresses(name: str) -> Sequence[str]:
    """Give the address of a list, of the same with filters chosen, and of its list on the desk."""
    url = reverse(name if name in WITHOUT_SUFFIX else f"{name}-list")
    found = [url]
    if name in CHOSEN:
        found.append(f"{url}?{CHOSEN[name]}")
    if name in set(Kind):
        table = next(table for table, row in TABLES.items() if row.row == name)
        found.append(reverse(f"admin:{table}_changelist"))
    return found


def add_rows(example: Example, name: str) -> None:
    """Bring what a list shows to fifty rows and more."""
    if name in {"area", "incident", "import", "report"}:
        copy_rows(name)
        return
    kind = Kind(name) if name in set(Kind) else Kind.PATROL
    for number in range(ROWS):
        changes = {NUMBERS[kind]: f"7/{number}"} if kind in NUMBERS else {}
        log(example, kind, **changes)


def copy_rows(name: str) -> None:
    """Copy the one row that the example has, with another key each."""
    models = {"area": Area, "incident": Incident, "import": ImportBatch, "report": Edition}
    for number in range(ROWS):
        held = models[name]._default_manager.all()[0]
        if isinstance(held, Incident):
            held.key, held.occurrence = number + 1, number + 10
        if isinstance(held, Area):
            held.code = f"X{number}"
        if isinstance(held, ImportBatch):
            held.folder = uuid4()
        if isinstance(held, Edition):
            held.number, held.figures_sha256 = number + 10, f"{number:064x}"
        held.pk = None
        held.save(force_insert=True)


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_fifty_rows_as_for_one(name: str, example: Example) -> None:
    roles = (Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER, Role.ANALYST)
    with undone(), signed_in(*roles) as client:
        before = {url: cost(client, url) for url in addresses(name)}
        add_rows(example, name)
        after = {url: cost(client, url) for url in addresses(name)}

        assert after == before
        assert max(after.values()) <= MOST, after


@pytest.mark.parametrize("role", KEPT_BY)
def test_list_of_the_desk_costs_at_most_fifteen(role: Role, example: Example) -> None:
    with undone(), signed_in(role) as client:
        found = {name: cost(client, reverse(f"admin:{name}_changelist")) for name in KEPT_BY[role]}

        assert max(found.values()) <= MOST, found


def test_list_of_people_costs_the_same_for_fifty_as_for_one(example: Example) -> None:
    urls = [reverse(f"admin:{name}_changelist") for name in PEOPLE]
    with undone(), signed_in(Role.ADMINISTRATOR) as client:
        before = [cost(client, url) for url in urls]
        district = Team.objects.get(district__slug="southend").district
        for number in range(ROWS):
            team = Team.objects.create(district=district, slug=f"t{number}", name=f"T {number}")
            posted(f"8{number:03}", "PC", Role.OFFICER, team)

        assert [cost(client, url) for url in urls] == before
        assert Officer.objects.count() > ROWS
