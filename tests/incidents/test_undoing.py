"""undoing.py: an import is taken back as a whole, also by a worker that was killed at it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts import clock
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role
from incidents import actions, claims, importing, months, pace, processing, undoing
from incidents.models import BatchState, ImportBatch, Incident, IncidentChange, Presence
from incidents.police_csv import OUTCOMES
from records.writing import Refused
from tests.incidents.conftest import Take
from tests.incidents.published import (
    AT,
    Killed,
    buckets,
    contents,
    csv_of,
    nowhere,
    outcome,
    receive,
    street,
    written,
)
from tests.people import posted

ROWS = [street(1), street(2), street(), street(), street(3, **nowhere())]


def killed(*_: object) -> None:
    """End the process."""
    raise Killed


def after_the_lease() -> datetime:
    """Tell the time when the claim of a killed process has lapsed."""
    return clock.now() + claims.LEASE + timedelta(seconds=1)


class TestUndo:
    def undo(self, batch: ImportBatch, by: Officer) -> None:
        actions.order_undo(batch=batch, by=by, at=AT)
        actions.undo_import(batch=batch, by=by, clock=clock.now)

    def test_puts_everything_back(self, take: Take, take_anyway: Take, console: Officer) -> None:
        take([street(1), street(2), street(), street(5), street(5, Crime_type="Burglary")])
        take([outcome(1)], kind=OUTCOMES)
        before = contents()
        later = [
            street(1, Last_outcome_category="Local resolution", Location="On or near Elsewhere"),
            street(5),
            street(6),
            street(),
            street(7, Month="2024-05"),
        ]
        take_anyway(later)
        assert Incident.objects.filter(presence=Presence.VANISHED).exists()

        for batch in ImportBatch.objects.order_by("-pk")[:2]:  # what was confirmed, and May
            self.undo(batch, console)

        assert contents() == before
        assert months.differences() == []
        assert not IncidentChange.objects.exists()

    def test_puts_contradictions_between_months_back(self, take: Take, console: Officer) -> None:
        take([street(1)])
        before = contents()
        take([street(1, Month="2024-05"), street(2, Month="2024-05")])

        self.undo(ImportBatch.objects.first(), console)  # type: ignore[arg-type] # there are two

        assert contents() == before

    def test_is_refused_when_a_later_import_touched_the_same_months(
        self, take: Take, console: Officer
    ) -> None:
        take([street(1)])
        take([street(1), street(2)])
        first = ImportBatch.objects.order_by("pk")[0]

        with pytest.raises(Refused, match="touched the same months"):
            actions.order_undo(batch=first, by=console, at=AT)

    def test_is_refused_when_a_later_import_touched_its_rows(
        self, take: Take, console: Officer
    ) -> None:
        take([street(1)])
        take([street(1, Month="2024-05")])

        with pytest.raises(Refused):
            actions.order_undo(batch=ImportBatch.objects.order_by("pk")[0], by=console, at=AT)

    def test_goes_on_after_it_was_killed(
        self, take: Take, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents()
        take(ROWS)
        batch = ImportBatch.objects.get()
        actions.order_undo(batch=batch, by=console, at=AT)
        renew, count = claims.Claim.renew, iter(range(1, 1000))

        def killed(claim: claims.Claim, /, **fields: object) -> None:
            if next(count) == 4:
                raise Killed
            renew(claim, **fields)

        monkeypatch.setattr(claims.Claim, "renew", killed)
        with pytest.raises(Killed):
            actions.undo_import(batch=batch, by=console, clock=clock.now)
        monkeypatch.setattr(claims.Claim, "renew", renew)

        actions.undo_import(batch=batch, by=console, clock=after_the_lease)

        assert contents() == before

    def test_takes_back_what_a_file_cut_short_had_stored(
        self, tmp_path: Path, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its months are not covered yet, and its rows are there."""
        before = contents()
        rows = [street(1), street(2, Month="2024-03"), street(3)]
        batch = receive(written(tmp_path, "street.csv", csv_of(rows)), by=console)
        monkeypatch.setattr(importing.FileImport, "finish", killed)
        with pytest.raises(Killed):
            processing.process_import(batch=batch, by=console, clock=clock.now)
        assert contents() != before
        ImportBatch.objects.update(attempts=claims.MOST_ATTEMPTS)

        processing.process_import(batch=batch, by=console, clock=after_the_lease)

        assert ImportBatch.objects.get().state == BatchState.FAILED
        assert contents() == before

    def test_writes_in_short_transactions_however_many_rows_there_are(
        self, take: Take, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each renews the claim, so that it does not lapse while it is worked on."""
        places = [street(n, Location=f"On or near Road {n}") for n in range(1_200)]
        before = contents()
        take(places)
        monkeypatch.setattr(pace, "STRETCH_SECONDS", 0.0)
        renewed: list[int] = []
        renew = claims.Claim.renew

        def counted(claim: claims.Claim, /, **fields: object) -> None:
            renewed.append(claim.batch_id)
            renew(claim, **fields)

        monkeypatch.setattr(claims.Claim, "renew", counted)
        self.undo(ImportBatch.objects.get(), console)

        assert contents() == before
        assert len(renewed) >= 2 * (1_200 // undoing.PIECE)

    def test_asks_no_more_of_many_places_than_of_few(
        self, take: Take, console: Officer, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        """A place is deleted in a set with others, and none by itself."""
        take([street(n, Location=f"On or near Road {n}") for n in range(1_000)])
        batch = ImportBatch.objects.get()
        actions.order_undo(batch=batch, by=console, at=AT)

        with django_assert_max_num_queries(80):
            actions.undo_import(batch=batch, by=console, clock=clock.now)

    def test_may_be_imported_again(self, take: Take, console: Officer) -> None:
        take(ROWS)
        before = contents()
        self.undo(ImportBatch.objects.get(), console)

        assert buckets(take(ROWS)) == {"read": 5, "added": 5}
        assert contents() == before


class TestWhoMayUndo:
    @pytest.fixture
    def batch(self, take: Take, analyst: Officer, twin_analyst: Officer) -> ImportBatch:
        """Have an import that Southend's analyst brought in."""
        take(ROWS)
        take([*ROWS, street(9)])
        ImportBatch.objects.update(by=analyst)
        return ImportBatch.objects.order_by("pk")[1]

    def test_is_an_analyst_of_the_district_that_brought_it_in(
        self, batch: ImportBatch, team: Team
    ) -> None:
        colleague = posted("70032", "Analyst", Role.ANALYST, team)

        actions.order_undo(batch=batch, by=colleague, at=AT)

        assert ImportBatch.objects.get(pk=batch.pk).undone_by == colleague

    def test_is_nobody_of_another_district_of_the_force(
        self, batch: ImportBatch, twin_analyst: Officer
    ) -> None:
        with pytest.raises(Refused, match="Analysts of Southend undo it and confirm"):
            actions.order_undo(batch=batch, by=twin_analyst, at=AT)
        with pytest.raises(Refused, match="Analysts of Southend undo it and confirm"):
            actions.confirm_vanished(batch=batch, by=twin_analyst, at=AT)

    def test_is_still_the_district_after_its_officer_moved_on(
        self, batch: ImportBatch, analyst: Officer, team: Team, twin_team: Team
    ) -> None:
        analyst.postings.update(to_on=AT.date() + timedelta(days=1))
        Posting.objects.create(
            officer=analyst,
            team=twin_team,
            role=Role.ANALYST,
            from_on=AT.date() + timedelta(days=1),
        )

        assert [each.slug for each in undoing.keepers_of(batch)] == ["southend"]

    def test_is_any_analyst_of_the_force_for_what_the_console_brought_in(
        self, batch: ImportBatch, console: Officer, twin_analyst: Officer, district: District
    ) -> None:
        ImportBatch.objects.update(by=console)
        batch.refresh_from_db()

        assert undoing.why_not(batch, twin_analyst) == ""

    def test_is_no_analyst_of_another_force(self, batch: ImportBatch, console: Officer) -> None:
        force = Force.objects.create(slug="kent", name="Kent Police")
        district = District.objects.create(force=force, slug="medway", name="Medway")
        team = Team.objects.create(district=district, slug="town", name="Town Team")
        stranger = posted("80001", "Analyst", Role.ANALYST, team)
        ImportBatch.objects.update(by=console)
        batch.refresh_from_db()

        assert "Analysts of Chelmsford and Southend" in undoing.why_not(batch, stranger)

    def test_is_no_officer(self, batch: ImportBatch, officer: Officer) -> None:
        assert undoing.why_not(batch, officer) == "Analysts import police data."
