"""processing.py: every row in one bucket, and the same tables whatever the order and the luck."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from django.db import connection

from accounts import clock
from accounts.models import Officer
from audit.models import JournalEntry
from incidents import actions, claims, importing, months, processing, storage
from incidents.claims import Busy, Finished
from incidents.models import (
    BatchState,
    Coverage,
    CrimeOutcome,
    DisputedRow,
    ImportBatch,
    ImportFile,
    Incident,
    IncidentChange,
    MonthlyCount,
    Presence,
    RejectedRow,
)
from incidents.police_csv import OUTCOMES
from records.writing import Refused
from tests.incidents.conftest import Take
from tests.incidents.published import (
    AT,
    Contents,
    Killed,
    buckets,
    contents,
    crime_id,
    csv_of,
    nowhere,
    outcome,
    receive,
    street,
    take_in,
    written,
    zip_of,
)

ROWS = [street(1), street(2), street(), street(), street(3, **nowhere())]


class TestProcessImport:
    def test_adds_every_row_and_identical_antisocial_rows_too(self, take: Take) -> None:
        assert buckets(take(ROWS)) == {"read": 5, "added": 5}
        assert Incident.objects.antisocial().count() == 2
        assert Incident.objects.get(crime_id=crime_id(3)).place is None

    def test_leaves_everything_as_it_is_the_second_time(self, take: Take) -> None:
        take(ROWS)
        before = contents()

        assert buckets(take(ROWS)) == {"read": 5, "unchanged": 5}
        assert contents() == before

    def test_counts_a_row_that_is_repeated_once(self, take: Take) -> None:
        assert buckets(take([street(1), street(1)])) == {"read": 2, "added": 1, "repeated": 1}
        assert buckets(take([street(1), street(1)])) == {"read": 2, "unchanged": 1, "repeated": 1}

    def test_updates_what_a_later_publication_says_and_keeps_what_was(self, take: Take) -> None:
        take([street(1), street(2)])

        later = [street(1, Last_outcome_category="Local resolution"), street(2)]

        assert buckets(take(later)) == {"read": 2, "updated": 1, "unchanged": 1}
        change = IncidentChange.objects.get()
        assert (change.field, change.before, change.after) == (
            "last_outcome",
            "under-investigation",
            "local-resolution",
        )

    def test_makes_one_incident_of_contradictory_rows_and_chooses_none(self, take: Take) -> None:
        rows = [
            street(1),
            street(1, **nowhere(), Last_outcome_category="Local resolution"),
            street(2),
        ]

        assert buckets(take(rows)) == {"read": 3, "added": 1, "contradictory": 2}
        incident = Incident.objects.get(crime_id=crime_id(1))
        assert incident.disputed == "place,last_outcome"
        assert (incident.place, incident.last_outcome) == (None, None)
        assert incident.crime_type_id == "shoplifting"
        assert [row.line for row in RejectedRow.objects.filter(contradictory=True)] == [2, 3]
        assert buckets(take(rows)) == {"read": 3, "unchanged": 1, "contradictory": 2}

    def test_settles_a_contradiction_that_a_later_publication_settles(self, take: Take) -> None:
        take([street(1), street(1, Crime_type="Burglary")])

        take([street(1)])

        incident = Incident.objects.get()
        assert (incident.disputed, incident.crime_type_id) == ("", "shoplifting")
        assert not DisputedRow.objects.exists()

    def test_finds_contradictions_between_months(self, take: Take) -> None:
        take([street(1), street(2)])

        result = take([street(1, Month="2024-05"), street(4, Month="2024-05")])

        assert buckets(result) == {"read": 2, "added": 1, "contradictory": 1}
        incident = Incident.objects.get(crime_id=crime_id(1))
        assert (incident.month, incident.disputed) == (None, "month")
        assert months.differences() == []

    def test_rejects_a_bad_row_and_takes_the_rest(self, take: Take) -> None:
        result = take([street(1), street(2, Month="2024-13"), street(3)])

        assert buckets(result) == {"read": 3, "added": 2, "rejected": 1}
        row = RejectedRow.objects.get()
        assert (row.line, row.column, row.says) == (3, "Month", "2024-13")
        assert row.why == "There is no month 13"

    def test_rejects_one_row_of_another_month_among_many(self, take: Take) -> None:
        rows = [street(number) for number in range(150)]

        result = take([*rows, street(999, Month="2023-04")])

        assert buckets(result) == {"read": 151, "added": 150, "rejected": 1}
        assert [str(row.month) for row in Coverage.objects.all()] == ["2024-04-01"]

    def test_keeps_outcomes_of_crimes_that_are_not_held_and_links_them(self, take: Take) -> None:
        rows = [outcome(1), outcome(1), outcome(2)]
        result = take(rows, kind=OUTCOMES)

        assert buckets(result) == {"read": 3, "added": 2, "repeated": 1}
        assert (result.unmatched_rows, result.unmatched_crimes) == (3, 2)
        take([street(1)])
        assert CrimeOutcome.objects.without_incident().count() == 1
        assert [o.outcome_type_id for o in Incident.objects.get().outcomes.all()] == ["charged"]

    def test_lists_what_vanished_and_keeps_it(self, take: Take, take_anyway: Take) -> None:
        take([street(1), street(2), street(), street()])

        result = take_anyway([street(1), street()])

        assert [file.vanished for file in result.files] == [2]
        assert Incident.objects.filter(presence=Presence.VANISHED).count() == 2
        assert MonthlyCount.objects.get(crime_type="shoplifting").count == 2

    def test_takes_back_what_vanished_and_returns(self, take: Take, take_anyway: Take) -> None:
        take([street(1), street(2)])
        before = contents()
        take_anyway([street(1)])

        assert buckets(take([street(1), street(2)])) == {"read": 2, "updated": 1, "unchanged": 1}
        assert contents() == before

    def test_says_nothing_of_other_months(self, take: Take) -> None:
        take([street(1), street(2)])

        take([street(3, Month="2024-05")])

        assert not Incident.objects.exclude(presence=Presence.HELD).exists()

    def test_covers_the_months_it_brought(self, take: Take) -> None:
        take([street(1)])
        take([outcome(1, Month="2024-05")], kind=OUTCOMES)

        assert sorted(Coverage.objects.values_list("kind", "month")) == [
            ("outcomes", date(2024, 5, 1)),
            ("street", date(2024, 4, 1)),
        ]

    def test_refuses_files_by_name_and_takes_the_others(
        self, tmp_path: Path, console: Officer
    ) -> None:
        archive = zip_of(
            {
                "2024-04/good.csv": csv_of([street(1)]),
                "2024-04/bad.csv": csv_of([street(2), street(3)]).replace(b"Pier", b"\xff", 1),
                "../climbs.csv": csv_of([street(4)]),
                "2024-04/": b"",
            }
        )

        result = take_in(written(tmp_path, "april.zip", archive), by=console)

        assert [file.path for file in result.taken] == ["2024-04/good.csv"]
        assert result.as_json()["refused"] == [
            {"path": "../climbs.csv", "reason": "The path climbs out of the archive"},
            {
                "path": "2024-04/bad.csv",
                "reason": "Line 2: The text is not UTF-8: byte 130 of the line. Save it as CSV "
                "UTF-8",
            },
        ]
        assert Incident.objects.count() == 1

    def test_is_refused_when_no_file_goes_in(self, tmp_path: Path, console: Officer) -> None:
        take_in(written(tmp_path, "a.csv", b"nothing\n"), by=console)

        assert ImportBatch.objects.get().state == BatchState.REFUSED

    def test_writes_one_line_of_the_journal_for_each_action(self, take: Take) -> None:
        take(ROWS)

        verbs = JournalEntry.objects.filter(subject="import").order_by("id")
        assert [entry.verb for entry in verbs] == ["import.receive", "import.process"]

    def test_is_done_once(self, take: Take, console: Officer) -> None:
        take(ROWS)

        with pytest.raises(Finished):
            processing.process_import(batch=ImportBatch.objects.get(), by=console, clock=clock.now)

    def test_waits_for_an_earlier_import(self, tmp_path: Path, console: Officer) -> None:
        receive(written(tmp_path, "a.csv", csv_of([street(1)])), by=console)
        second = receive(written(tmp_path, "b.csv", csv_of([street(2)])), by=console)

        with pytest.raises(Busy, match="comes first"):
            processing.process_import(batch=second, by=console, clock=clock.now)


class TestOrder:
    FILES = (
        ("2024-04-street.csv", csv_of([*ROWS, street(8), street(8, Crime_type="Burglary")])),
        ("2024-05-street.csv", csv_of([street(5, Month="2024-05"), street(1, Month="2024-05")])),
        ("2024-06-street.csv", csv_of([street(1, Month="2024-06"), street(9, Month="2024-06")])),
        ("2024-04-outcomes.csv", csv_of([outcome(1), outcome(5), outcome(7)], OUTCOMES)),
    )

    @pytest.fixture(params=permutations(range(4)), ids=str)
    def order(self, request: pytest.FixtureRequest) -> tuple[int, ...]:
        return tuple(request.param)

    def test_does_not_matter(
        self, order: tuple[int, ...], tmp_path: Path, console: Officer
    ) -> None:
        for number in order:
            take_in(written(tmp_path, *self.FILES[number]), by=console)

        found = contents()

        assert months.differences() == []
        assert found == EXPECTED.setdefault("tables", found)


EXPECTED: dict[str, Contents] = {}  # the tables of the first order


class TestResuming:
    @pytest.fixture(autouse=True)
    def _short_stretches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "STRETCH", 3)

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        rows = [street(n % 7) if n % 3 else street() for n in range(20)]
        later = [street(30 + n, Month="2024-05") for n in range(8)]
        files = {
            "1-street.csv": csv_of([*rows, street(99, Month="2024-13")]),
            "2-outcomes.csv": csv_of([outcome(n) for n in range(10)], OUTCOMES),
            "3-street.csv": csv_of([*later, street(1, Month="2024-05")]),
            "4-bad.csv": b"bad\n",
        }
        return written(tmp_path, "a.zip", zip_of(files))

    @pytest.fixture
    def ticks(self) -> Iterator[int]:
        """Count how often a claim is renewed by an undisturbed run: every place to be killed at."""
        return iter(range(1, 40))

    def files(self) -> list[tuple[object, ...]]:
        names = ("path", "kind", "state", "reason", "read", "added", "updated", "unchanged")
        more = ("repeated", "contradictory", "rejected", "vanished", "outside", "in_areas")
        return list(ImportFile.objects.order_by("position").values_list(*names, *more))

    @pytest.mark.parametrize("killed_at", [1, 2, 3, 4, 5, 7, 9, 11, 12, 14, 15, 16, 18, 19, 20])
    def test_ends_like_an_undisturbed_run(
        self, archive: Path, console: Officer, monkeypatch: pytest.MonkeyPatch, killed_at: int
    ) -> None:
        batch = receive(archive, by=console)
        renew, count = claims.Claim.renew, iter(range(1, 1000))

        def killed(claim: claims.Claim, /, **fields: object) -> None:
            if next(count) == killed_at:
                raise Killed
            renew(claim, **fields)

        monkeypatch.setattr(claims.Claim, "renew", killed)
        with pytest.raises(Killed):
            processing.process_import(batch=batch, by=console, clock=clock.now)
        monkeypatch.setattr(claims.Claim, "renew", renew)
        with pytest.raises(Busy):
            processing.process_import(batch=batch, by=console, clock=clock.now)

        later = lambda: clock.now() + claims.LEASE + timedelta(seconds=1)  # noqa: E731 - a clock
        processing.process_import(batch=batch, by=console, clock=later)

        found = (contents(), self.files(), RejectedRow.objects.count())
        assert found == EXPECTED_RUN.setdefault("run", found)
        assert ImportBatch.objects.get().state == BatchState.DONE

    def test_gives_up_after_too_many_attempts_and_takes_all_back(
        self, archive: Path, console: Officer
    ) -> None:
        before = contents()
        batch = receive(archive, by=console)
        ImportBatch.objects.update(attempts=claims.MOST_ATTEMPTS)

        processing.process_import(batch=batch, by=console, clock=clock.now)

        assert ImportBatch.objects.get().state == BatchState.FAILED
        assert contents() == before

    def test_is_gone_on_with_when_the_same_is_received_again(
        self, archive: Path, console: Officer
    ) -> None:
        assert receive(archive, by=console) == receive(archive, by=console)


EXPECTED_RUN: dict[str, object] = {}


class TestTryOut:
    def test_says_what_would_become_of_the_rows_and_writes_nothing(
        self, tmp_path: Path, take: Take
    ) -> None:
        take([street(1), street(2)])
        before = contents()
        first = csv_of([street(1, Last_outcome_category="Local resolution"), street(2), street(3)])
        paths = [written(tmp_path, "a.csv", first), written(tmp_path, "b.csv", first)]
        sources = [storage.Incoming(path.name, path) for path in paths]

        result = processing.try_out(lambda: storage.files_at(sources))

        assert buckets(result) == {"read": 6, "added": 1, "updated": 1, "unchanged": 4}
        assert contents() == before
        assert ImportBatch.objects.count() == 1


class TestConfirmVanished:
    def test_leaves_the_rows_out_of_counts_and_keeps_them(
        self, take: Take, take_anyway: Take, console: Officer
    ) -> None:
        take([street(1), street(2)])
        take_anyway([street(1)])
        batch = ImportBatch.objects.order_by("pk")[2]

        assert actions.confirm_vanished(batch=batch, by=console, at=AT) == 1
        assert Incident.objects.count() == 2
        assert Incident.objects.countable().count() == 1
        assert MonthlyCount.objects.get().count == 1
        assert months.differences() == []

    def test_is_undone_with_the_import(
        self, take: Take, take_anyway: Take, console: Officer
    ) -> None:
        take([street(1), street(2)])
        before = contents()
        take_anyway([street(1)])
        batch = ImportBatch.objects.order_by("pk")[2]
        actions.confirm_vanished(batch=batch, by=console, at=AT)

        actions.order_undo(batch=batch, by=console, at=AT)
        actions.undo_import(batch=batch, by=console, clock=clock.now)

        assert contents() == before

    def test_is_refused_to_officers(self, take: Take, officer: Officer) -> None:
        take([street(1)])

        with pytest.raises(Refused, match="Analysts"):
            actions.confirm_vanished(batch=ImportBatch.objects.get(), by=officer, at=AT)


class TestMonthlyCounts:
    def test_differ_when_a_row_is_tampered_with(self, take: Take) -> None:
        take(ROWS)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE incidents_monthlycount SET count = count + 1")

        assert months.differences() != []
