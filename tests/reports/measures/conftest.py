"""What the tests of measures stand on: code lists, two logbooks, and a district's LSOA."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import District, Officer, Team
from accounts.roles import Role
from incidents.models import Area, AreaKind
from incidents.police_csv import OUTCOMES
from reports.collecting import Scope
from tests.incidents.published import csv_of, outcome, take_in, written
from tests.operations.conftest import SQUARE, codes
from tests.people import posted
from tests.reports.logbook import YEAR, Logbook

__all__ = ["codes"]

Publish = Callable[..., None]
Outcomes = Callable[..., None]


@pytest.fixture
def log(
    codes: None,
    officer: Officer,
    sergeant: Officer,
    other_team_sergeant: Officer,
    analyst: Officer,
) -> Logbook:
    """Give the logbook of the district."""
    return Logbook(officer, sergeant, other_team_sergeant, analyst)


@pytest.fixture
def twin_log(
    codes: None,
    twin_team: Team,
    twin_officer: Officer,
    twin_sergeant: Officer,
    twin_analyst: Officer,
) -> Logbook:
    """Give the logbook of the other district."""
    other = posted("42388", "Sergeant", Role.SUPERVISOR, twin_team)
    return Logbook(twin_officer, twin_sergeant, other, twin_analyst)


@pytest.fixture
def scope(district: District) -> Scope:
    """Ask for the year to March 2024."""
    return Scope.of(district, YEAR)


@pytest.fixture
def publish(
    tmp_path: Path,
    settings: Settings,
    console: Officer,
    district: District,
    twin_district: District,
) -> Publish:
    """Import rows of a month as its street file: publish("2023-04", rows)."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    for owner, code in ((district, "E01099001"), (twin_district, "E01099777")):
        Area.objects.create(
            district=owner, kind=AreaKind.LSOA, code=code, name=code, geometry=SQUARE
        )

    def bring(month: str, rows: list[list[str]]) -> None:
        dated = [[*row[:1], month, *row[2:]] for row in rows]
        take_in(written(tmp_path, f"{month}-essex-street.csv", csv_of(dated)), by=console)

    return bring


@pytest.fixture
def bring_outcomes(tmp_path: Path, publish: Publish, console: Officer) -> Outcomes:
    """Import an outcomes file of a month: bring_outcomes("2023-04", [1, 2], "Suspect charged")."""

    def bring(month: str, crimes: list[int], what: str = "Suspect charged") -> None:
        rows = [outcome(number, Month=month, Outcome_type=what) for number in crimes]
        name = f"{month}-essex-outcomes.csv"
        take_in(written(tmp_path, name, csv_of(rows, OUTCOMES)), by=console)

    return bring
