"""What the tests of imports share: a folder for files, code lists, somewhere to keep things."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Officer
from incidents.police_csv import STREET
from incidents.results import Outcome
from tests.incidents.published import confirm, csv_of, take_in, written

Take = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _kept_here(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def take(tmp_path: Path, console: Officer) -> Take:
    """Import rows as one file: take(rows, kind=…, name=…)."""

    def import_rows(
        rows: Iterable[list[str]], *, kind: str = STREET, name: str = "2024-04-essex-street.csv"
    ) -> Outcome:
        return take_in(written(tmp_path, name, csv_of(rows, kind)), by=console)

    return import_rows


@pytest.fixture
def take_anyway(take: Take, console: Officer) -> Take:
    """Import rows as one file whose month is in doubt, and confirm it."""

    def import_and_confirm(rows: Iterable[list[str]], **named: str) -> Outcome:
        outcome = take(rows, **named)
        assert outcome.in_doubt, "nothing of it is in doubt"
        return confirm(outcome.in_doubt[0].file.batch, by=console)

    return import_and_confirm
