"""The health board says in words what is in order, what is not, and what to do."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import District, Officer
from accounts.roles import Role
from reports import definitions, health, scheduling
from reports.models import Schedule
from tests.incidents.published import confirm, csv_of, street, take_in, written
from tests.people import AT
from tests.reports import postbox
from tests.reports.clockwork import DUE, HOUR, monthly, now, planned, tick, walk, world

__all__ = ["monthly", "now", "world"]

pytestmark = pytest.mark.usefixtures("world")


def row(officer: Officer, at: datetime) -> health.Health:
    """Give the one line of an officer's board."""
    officer.stand(at=at)
    [line] = health.board(officer, at=at).rows
    return line


class TestBoard:
    def test_is_quiet_where_all_is_in_order(
        self, monthly: Schedule, analyst: Officer, now: list[datetime]
    ) -> None:
        assert row(analyst, AT).state == "Not run yet"
        tick(now, DUE)

        line = row(analyst, DUE + HOUR)

        assert (line.state, list(line.warnings), list(line.missing)) == ("In order", [], [])
        assert line.last_good is not None
        assert line.last_good.period.label == "year to 30 April 2024"
        assert line.next_words == "8 June 2024, 06:00 BST"
        assert health.board(analyst, at=DUE).verdict == (
            "1 schedule: nothing is late and nothing failed."
        )

    def test_shows_the_schedules_of_the_officers_districts(
        self, monthly: Schedule, analyst: Officer, twin_analyst: Officer, sergeant: Officer
    ) -> None:
        found = [len(health.board(one, at=AT).rows) for one in (analyst, twin_analyst, sergeant)]

        assert found == [1, 0, 0]

    def test_says_when_the_clock_does_not_run(self, monthly: Schedule, analyst: Officer) -> None:
        assert row(analyst, DUE + timedelta(minutes=5)).warnings == []

        [warning] = row(analyst, DUE + timedelta(minutes=6)).warnings

        assert warning.startswith("The run of 8 May 2024, 06:00 BST has not begun: the clock does")

    def test_says_in_words_what_failed_and_what_comes_next(
        self,
        monthly: Schedule,
        analyst: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with monkeypatch.context() as withdrawn:
            withdrawn.setattr(definitions, "REPORTS", ())
            tick(now, DUE)

        line = row(analyst, DUE)

        assert line.state == "At risk"
        [warning] = line.warnings
        assert "it is late from 8 May 2024, 18:00 BST. 1 attempt failed: There is no" in warning
        assert warning.endswith("Tried again 8 May 2024, 06:10.")

    def test_names_what_is_missing_once_it_is_late(
        self,
        monthly: Schedule,
        analyst: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())
        walk(now, DUE, DUE + timedelta(hours=12))

        line = row(analyst, DUE + timedelta(hours=12))

        assert [run.period.label for run in line.missing] == ["year to 30 April 2024"]
        assert any("is late: it was due 8 May 2024, 06:00 BST" in one for one in line.warnings)

    def test_says_that_it_stopped_and_why(
        self,
        monthly: Schedule,
        analyst: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())
        walk(now, DUE, DUE + timedelta(days=2), step=6 * HOUR)

        line = row(analyst, DUE + timedelta(days=2))

        assert (line.state, line.next_words) == (
            "Stopped by itself",
            "Not before it is started again",
        )
        assert line.warnings[0].startswith("It failed 5 times in a row")

    def test_says_what_somebody_stopped(
        self, monthly: Schedule, analyst: Officer, chief_inspector: Officer
    ) -> None:
        scheduling.stop_schedule(schedule=monthly, reason="Summer", by=chief_inspector, at=AT)

        assert row(analyst, DUE + HOUR).state == "Stopped"

    def test_warns_before_the_next_run_of_an_owner_who_left_and_of_nobody_to_receive(
        self, monthly: Schedule, analyst: Officer, chief_inspector: Officer
    ) -> None:
        chief_inspector.postings.update(to_on=AT.date())

        assert row(analyst, AT).warnings == [
            "Chief Inspector 40007, the owner, left or has another role. Give it another owner.",
            "Nobody receives this report: no recipient holds a role in the district.",
        ]

    def test_warns_of_a_recipient_who_left(
        self, district: District, analyst: Officer, sergeant: Officer
    ) -> None:
        planned(district, analyst, roles=(Role.ANALYST,), officers=(sergeant,))
        sergeant.postings.update(to_on=AT.date())

        assert row(analyst, AT).warnings == [
            "Sergeant 40210 may no longer read these reports and will receive nothing."
        ]

    def test_warns_of_a_definition_that_was_withdrawn(
        self, monthly: Schedule, analyst: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())

        [warning] = row(analyst, AT).warnings

        assert warning.startswith("The next run will fail: There is no report called performance")

    def test_costs_the_same_for_ten_schedules_as_for_one(
        self, monthly: Schedule, district: District, chief_inspector: Officer, analyst: Officer
    ) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                health.board(analyst, at=AT)
            return len(queries)

        before = cost()
        for _ in range(9):
            planned(district, chief_inspector)

        assert cost() == before


class TestImportsInDoubt:
    @pytest.fixture(autouse=True)
    def _in_doubt(
        self, settings: Settings, tmp_path: Path, analyst: Officer, console: Officer
    ) -> None:
        settings.MEDIA_ROOT = tmp_path / "kept"
        for n, rows in enumerate(([street(1), street(2)], [street(1)])):
            take_in(written(tmp_path, f"{n}.csv", csv_of(rows)), by=console)

    def test_are_named_with_what_is_to_be_done(self, analyst: Officer) -> None:
        board = health.board(analyst, at=AT)

        [found] = board.in_doubt
        assert found.may_open
        assert found.words == (
            "Essex Police, street crime and antisocial behaviour, 2024-04: in doubt. Reports read "
            "none of it: a month that was held stays as it was, and one that was not is not "
            "covered. An analyst confirms it or undoes it."
        )
        assert board.verdict.endswith("1 import in doubt: confirm or undo.")

    def test_are_gone_when_they_are_confirmed(self, analyst: Officer, console: Officer) -> None:
        [found] = health.board(analyst, at=AT).in_doubt

        confirm(found.batch, by=console)

        assert not health.board(analyst, at=AT).in_doubt


class TestMailWords:
    def test_says_that_there_is_no_server(
        self, monthly: Schedule, analyst: Officer, settings: Settings
    ) -> None:
        settings.MAIL_DOMAIN = ""

        words, is_bad = health.mail_words(analyst, at=AT)

        assert is_bad
        assert words.startswith("No mail server is set up: no mail is sent.")

    def test_says_what_the_server_did(
        self, monthly: Schedule, analyst: Officer, now: list[datetime]
    ) -> None:
        postbox.IS_AWAY.append("away")
        tick(now, DUE)
        words, is_bad = health.mail_words(analyst, at=DUE)
        assert is_bad
        assert words.startswith("1 mail not sent, the oldest of 8 May 2024, 06:00. The mail server")
        postbox.IS_AWAY.clear()

        tick(now, DUE + HOUR)

        assert health.mail_words(analyst, at=DUE + HOUR) == ("No mail waits to be sent.", False)

    def test_says_what_was_given_up(
        self, monthly: Schedule, analyst: Officer, now: list[datetime]
    ) -> None:
        postbox.IS_AWAY.append("away")
        tick(now, DUE)

        words, is_bad = health.mail_words(analyst, at=DUE + timedelta(days=7))

        assert is_bad
        assert words.endswith("1 mail could not be sent within 7 days.")
