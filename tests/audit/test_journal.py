"""The journal keeps what was done as text, and its seals show what was done to the journal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Officer
from audit import journal
from audit.models import JournalEntry, Operation, Seal
from tests.people import AT

MONDAY = date(2024, 4, 29)
TUESDAY = date(2024, 4, 30)
WEDNESDAY = date(2024, 5, 1)
A_DAY = timedelta(days=1)


def write(by: Officer, at: datetime = AT, subject_id: object = 7) -> JournalEntry:
    return journal.write(
        verb="report.compile",
        operation=Operation.COMBINATION,
        by=by,
        at=at,
        subject="report",
        subject_id=subject_id,
        label="Performance, April 2024",
        district="southend",
        reason="The board asked.",
        detail={"months": 12},
    )


def tamper(entry: JournalEntry) -> None:
    """Change a row as someone who commands the database could: with the triggers gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_journalentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_journalentry_no_UPDATE")
        cursor.execute("UPDATE audit_journalentry SET verb = 'x' WHERE id = %s", [entry.pk])


class TestWrite:
    def test_keeps_who_did_it_as_text_that_outlives_the_officer(self, officer: Officer) -> None:
        entry = write(officer)

        assert (entry.by_id, entry.by_label) == (str(officer.pk), "PC 41123")

    def test_keeps_what_when_and_why(self, officer: Officer) -> None:
        write(officer)

        entry = JournalEntry.objects.get()
        assert (entry.verb, entry.subject, entry.subject_id) == ("report.compile", "report", "7")
        assert (entry.at, entry.reason, entry.detail) == (AT, "The board asked.", {"months": 12})
        assert (entry.label, entry.district) == ("Performance, April 2024", "southend")

    def test_needs_an_actor_and_a_moment(self) -> None:
        with pytest.raises(TypeError, match="by"):
            journal.write(  # type: ignore[call-arg]  # the omission is what is tested
                verb="report.compile",
                operation=Operation.COMBINATION,
                subject="report",
                subject_id=7,
            )


class TestOf:
    def test_reads_the_entries_about_one_row_newest_first(self, officer: Officer) -> None:
        first, second = write(officer), write(officer)
        write(officer, subject_id=8)

        assert list(journal.of("report", 7)) == [second, first]


class TestBounds:
    def test_runs_from_midnight_to_midnight_in_london(self) -> None:
        assert journal.bounds(TUESDAY) == (
            datetime(2024, 4, 29, 23, tzinfo=UTC),
            datetime(2024, 4, 30, 23, tzinfo=UTC),
        )

    @pytest.mark.parametrize(
        ("day", "hours"), [(date(2024, 3, 31), 23), (date(2024, 10, 27), 25), (TUESDAY, 24)]
    )
    def test_is_an_hour_off_on_the_days_the_clocks_change(self, day: date, hours: int) -> None:
        begins, ends = journal.bounds(day)

        assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


class TestSeal:
    def test_covers_the_entries_of_the_day_in_london(self, officer: Officer) -> None:
        last_of_the_day = write(officer, at=datetime(2024, 4, 30, 22, 59, tzinfo=UTC))
        write(officer, at=datetime(2024, 4, 30, 23, 0, tzinfo=UTC))

        seal = journal.seal(day=TUESDAY)

        assert (seal.entries, seal.last_entry_id) == (1, last_of_the_day.pk)

    def test_is_chained_to_the_seal_before_it(self, officer: Officer) -> None:
        write(officer, at=AT - A_DAY)
        monday = journal.seal(day=MONDAY)
        write(officer)

        tuesday = journal.seal(day=TUESDAY)

        assert tuesday.previous_digest == monday.digest
        assert tuesday.entries == 1

    def test_covers_the_days_that_nobody_sealed(self, officer: Officer) -> None:
        write(officer, at=AT - 3 * A_DAY)
        write(officer, at=AT - A_DAY)

        assert journal.seal(day=TUESDAY).entries == 2

    def test_leaves_no_entry_between_two_seals(self, officer: Officer) -> None:
        """An entry may be written before another whose moment is earlier."""
        write(officer, at=AT + A_DAY)
        write(officer, at=AT)

        tuesday, wednesday = journal.seal(day=TUESDAY), journal.seal(day=WEDNESDAY)

        assert tuesday.entries + wednesday.entries == 2

    def test_gives_the_seal_that_stands_the_second_time(self, officer: Officer) -> None:
        write(officer)
        seal = journal.seal(day=TUESDAY)
        write(officer)

        assert journal.seal(day=TUESDAY) == seal

    def test_gives_the_later_seal_for_a_day_it_covers(self, officer: Officer) -> None:
        write(officer)
        tuesday = journal.seal(day=TUESDAY)

        assert journal.seal(day=MONDAY) == tuesday
        assert Seal.objects.count() == 1

    @pytest.mark.django_db
    def test_seals_a_day_without_entries(self) -> None:
        seal = journal.seal(day=TUESDAY)

        assert (seal.entries, seal.last_entry_id) == (0, 0)


class TestBrokenSeals:
    def test_finds_none_in_an_untouched_journal(self, officer: Officer) -> None:
        write(officer, at=AT - A_DAY)
        journal.seal(day=MONDAY)
        write(officer)
        journal.seal(day=TUESDAY)

        assert journal.broken_seals() == []

    def test_names_the_seal_over_an_entry_that_was_changed(self, officer: Officer) -> None:
        entry = write(officer, at=AT - A_DAY)
        monday = journal.seal(day=MONDAY)
        write(officer)
        journal.seal(day=TUESDAY)

        tamper(entry)

        assert journal.broken_seals() == [monday]

    def test_names_a_seal_that_does_not_follow_the_one_before_it(self, officer: Officer) -> None:
        write(officer)
        forged = Seal.objects.create(
            day=TUESDAY, entries=0, last_entry_id=0, digest="0" * 64, previous_digest=""
        )

        assert journal.broken_seals() == [forged]
