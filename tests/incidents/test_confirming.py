"""Confirming or undoing what is in doubt of an import, once, also by a worker that was killed."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from accounts import clock
from accounts.models import Officer
from audit.models import JournalEntry
from incidents import actions, claims, confirming, importing, months, processing, storage
from incidents.models import (
    BatchState,
    ImportBatch,
    Incident,
    MonthInDoubt,
    Presence,
)
from records.writing import Refused
from tests.incidents.conftest import Take
from tests.incidents.published import (
    AT,
    Killed,
    buckets,
    confirm,
    contents,
    csv_of,
    newest,
    receive,
    rows_of,
    street,
    take_in,
    written,
)

CAUTION = "Offender given a caution"


class TestConfirm:
    @pytest.fixture
    def batch(self, officer: Officer, twin_analyst: Officer, take: Take) -> ImportBatch:
        """Have a month of 40 crimes held, and one of 20 in doubt beside a month that is in."""
        take(rows_of("2024-04", 40))
        later = rows_of("2024-04", 20, Last_outcome_category=CAUTION) + rows_of("2024-05", 40)
        take([*later, street(202404003, Month="2024-04", Crime_type="Burglary")])
        return newest()

    def test_ends_like_an_import_of_the_month_alone(
        self, batch: ImportBatch, take: Take, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        confirm(batch, by=console)
        found = contents()
        for each in ImportBatch.objects.order_by("-pk"):
            actions.order_undo(batch=each, by=console, at=AT)
            actions.undo_import(batch=each, by=console, clock=clock.now)
        assert not Incident.objects.exists()

        monkeypatch.setattr("incidents.doubt.reasons", lambda *_: [])
        take(rows_of("2024-04", 40))
        later = rows_of("2024-04", 20, Last_outcome_category=CAUTION) + rows_of("2024-05", 40)
        take([*later, street(202404003, Month="2024-04", Crime_type="Burglary")])

        assert contents() == found

    @pytest.mark.parametrize("together", [True, False])
    def test_brings_a_place_that_another_file_of_the_import_names_too(
        self, take: Take, console: Officer, tmp_path: Path, together: bool
    ) -> None:
        take(rows_of("2024-04", 40))
        new = {"Location": "On or near Cliff Gardens", "Longitude": "0.720000"}
        files = [
            written(tmp_path, f"{month}-essex-street.csv", csv_of(rows_of(month, count, **new)))
            for month, count in (("2024-04", 20), ("2024-05", 40))
        ]

        doubtful = take_in(*(files if together else files[:1]), by=console)
        batch = newest()
        if not together:
            take_in(files[1], by=console)

        assert len(doubtful.files) == (2 if together else 1)
        assert Incident.objects.filter(month="2024-05-01", place__isnull=False).count() == 40
        if together:
            confirm(batch, by=console)
            held = Incident.objects.filter(month="2024-04-01", presence=Presence.HELD)
            assert {str(row.place) for row in held} == {"On or near Cliff Gardens"}
        assert months.differences() == []

    def test_brings_the_rejected_rows_of_a_file_of_one_month(
        self, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-04", 40))
        take([*rows_of("2024-04", 20), street(1, Crime_type="Eaten")])

        found = confirm(newest(), by=console)

        assert buckets(found) == {"read": 21, "unchanged": 20, "rejected": 1}

    def test_leaves_the_rejected_rows_with_the_first_month_of_a_file_of_several(
        self, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-05", 40))
        joined = rows_of("2024-04", 40) + rows_of("2024-05", 20)
        take([*joined, street(1, Crime_type="Eaten")])

        assert buckets(confirm(newest(), by=console)) == {"read": 20, "unchanged": 20}

    def test_writes_who_did_it_and_when(self, batch: ImportBatch, console: Officer) -> None:
        confirm(batch, by=console)

        entry = JournalEntry.objects.get(verb="import.confirm")
        assert (entry.by_id, entry.at) == (str(console.pk), AT)
        assert entry.detail["months"] == [
            "Essex Police, street crime and antisocial behaviour, 2024-04"
        ]
        assert newest().confirms == batch

    def test_is_refused_to_officers(self, batch: ImportBatch, officer: Officer) -> None:
        with pytest.raises(Refused, match="Analysts import police data"):
            actions.order_confirm(batch=batch, by=officer, at=AT)

        assert MonthInDoubt.objects.waiting().count() == 1

    def test_is_refused_to_analysts_of_another_district_than_brought_it_in(
        self, batch: ImportBatch, analyst: Officer, twin_analyst: Officer
    ) -> None:
        ImportBatch.objects.update(by=analyst)
        batch.refresh_from_db()

        with pytest.raises(Refused, match="Analysts of Southend"):
            actions.order_confirm(batch=batch, by=twin_analyst, at=AT)
        actions.order_confirm(batch=batch, by=analyst, at=AT)

    def test_happens_once(self, batch: ImportBatch, console: Officer) -> None:
        actions.order_confirm(batch=batch, by=console, at=AT)

        with pytest.raises(Refused, match=f"Nothing of {batch} waits to be confirmed"):
            actions.order_confirm(batch=batch, by=console, at=AT)
        assert batch.confirmations.count() == 1

    def test_is_refused_while_a_later_import_is_not_finished(
        self, batch: ImportBatch, tmp_path: Path, console: Officer
    ) -> None:
        receive(written(tmp_path, "l.csv", csv_of(rows_of("2024-04", 40))), by=console)

        with pytest.raises(Refused, match="is not finished"):
            actions.order_confirm(batch=batch, by=console, at=AT)

    def test_is_refused_after_a_newer_publication_came_in(
        self, batch: ImportBatch, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-04", 41))

        with pytest.raises(Refused, match="Nothing of"):
            actions.order_confirm(batch=batch, by=console, at=AT)
        assert [month.replaced_by for month in confirming.settled_of(batch)] == [newest()]

    def test_takes_the_older_of_two_and_then_the_newer(
        self, batch: ImportBatch, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-04", 10))
        second = newest()

        confirm(batch, by=console)

        assert confirming.waiting_of(second).count() == 1
        confirm(second, by=console)
        assert Incident.objects.filter(month="2024-04-01", presence=Presence.HELD).count() == 10

    def test_of_the_newer_of_two_settles_the_older(
        self, batch: ImportBatch, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-04", 10))

        confirm(newest(), by=console)

        assert not confirming.waiting_of(batch).exists()

    def test_waits_with_the_second_when_the_same_is_imported_again(
        self, tmp_path: Path, console: Officer, take: Take
    ) -> None:
        take(rows_of("2024-04", 40))
        path = written(tmp_path, "s.csv", csv_of(rows_of("2024-04", 10)))

        first = take_in(path, by=console).in_doubt[0].file.batch
        second = take_in(path, by=console).in_doubt[0].file.batch

        assert not confirming.waiting_of(first).exists()
        assert confirming.waiting_of(second).count() == 1

    def test_is_undone_like_any_import(self, batch: ImportBatch, console: Officer) -> None:
        before = contents()
        confirm(batch, by=console)

        actions.order_undo(batch=newest(), by=console, at=AT)
        actions.undo_import(batch=newest(), by=console, clock=clock.now)

        assert contents() == before

    def test_keeps_the_upload_until_it_is_settled(
        self, batch: ImportBatch, console: Officer
    ) -> None:
        storage.discard_left_over(at=clock.now() + timedelta(days=9))
        assert storage.folder_of(batch.folder).exists()

        bringing = actions.order_confirm(batch=batch, by=console, at=AT)
        storage.discard_left_over(at=clock.now() + timedelta(days=9))
        processing.process_import(batch=bringing, by=console, clock=clock.now)

        assert not storage.folder_of(batch.folder).exists()

    def test_waits_again_when_the_import_that_was_to_bring_it_failed(
        self, batch: ImportBatch, console: Officer
    ) -> None:
        bringing = actions.order_confirm(batch=batch, by=console, at=AT)
        ImportBatch.objects.filter(pk=bringing.pk).update(attempts=claims.MOST_ATTEMPTS)

        processing.process_import(batch=bringing, by=console, clock=clock.now)

        bringing.refresh_from_db()
        assert bringing.state == BatchState.FAILED
        assert confirming.waiting_of(batch).count() == 1
        assert buckets(confirm(batch, by=console))["updated"] == 19


class TestUndo:
    def test_discards_what_is_in_doubt(self, take: Take, console: Officer) -> None:
        take(rows_of("2024-04", 40))
        before = contents()
        take([*rows_of("2024-04", 20), *rows_of("2024-05", 40)])
        batch = newest()

        actions.order_undo(batch=batch, by=console, at=AT)
        actions.undo_import(batch=batch, by=console, clock=clock.now)

        assert contents() == before
        assert not MonthInDoubt.objects.waiting().exists()
        assert not storage.folder_of(batch.folder).exists()
        with pytest.raises(Refused, match="Nothing of"):
            actions.order_confirm(batch=batch, by=console, at=AT)

    def test_is_for_the_analysts_of_the_force_in_doubt(
        self, take: Take, twin_analyst: Officer, officer: Officer
    ) -> None:
        take(rows_of("2024-04", 40))
        take(rows_of("2024-04", 1))

        actions.order_undo(batch=newest(), by=twin_analyst, at=AT)

        assert newest().undone_by == twin_analyst


class TestKilled:
    hours = 0

    @pytest.fixture(autouse=True)
    def _short_stretches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "STRETCH", 5)

    def killed_at(self, tick: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Kill the process at a tick: each renewal of the claim is one."""
        renew, ticks = claims.Claim.renew, itertools.count(1)

        def killed(claim: claims.Claim, /, **fields: object) -> None:
            if next(ticks) == tick:
                raise Killed
            renew(claim, **fields)

        monkeypatch.setattr(claims.Claim, "renew", killed)

    def work(self, batch: ImportBatch, by: Officer) -> None:
        """Work after every claim of before has lapsed."""
        self.hours += 1
        later = clock.now() + timedelta(hours=self.hours)
        processing.process_import(batch=batch, by=by, clock=lambda: later)

    @pytest.mark.parametrize("tick", range(1, 8))
    def test_in_the_middle_of_a_confirmation_ends_as_if_nothing_had_been(
        self, tick: int, take: Take, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take(rows_of("2024-04", 40))
        take([*rows_of("2024-04", 20, Last_outcome_category=CAUTION, Location="New")])
        bringing = actions.order_confirm(batch=newest(), by=console, at=AT)

        with monkeypatch.context() as patched:
            self.killed_at(tick, patched)
            with pytest.raises(Killed):
                self.work(bringing, console)
        self.work(bringing, console)

        bringing.refresh_from_db()
        assert bringing.state == BatchState.DONE
        assert Incident.objects.filter(last_outcome="cautioned").count() == 20
        assert Incident.objects.filter(presence=Presence.VANISHED).count() == 20
        assert months.differences() == []
        assert bringing.files.get().vanished == 20
        found = contents()
        assert found == EXPECTED.setdefault("confirmed", found)

    @pytest.mark.parametrize("tick", range(1, 10))
    def test_in_the_middle_of_an_import_is_judged_once(
        self, tick: int, take: Take, tmp_path: Path, console: Officer
    ) -> None:
        """Outcomes that went on are written first; those that go back must not outnumber them."""
        cautioned = rows_of("2024-04", 20, Last_outcome_category=CAUTION)
        rows = rows_of("2024-04", 20)
        take([*rows[:10], *cautioned[10:]])
        later = [*cautioned[:10], *rows[10:19], *cautioned[19:], *rows_of("2024-05", 3)]
        batch = receive(written(tmp_path, "l.csv", csv_of(later)), by=console)

        with pytest.MonkeyPatch.context() as patched:
            self.killed_at(tick, patched)
            try:
                self.work(batch, console)
            except Killed:
                self.work(batch, console)

        assert not MonthInDoubt.objects.exists()
        assert Incident.objects.filter(last_outcome="cautioned").count() == 11


EXPECTED: dict[str, object] = {}  # the tables of the first tick
