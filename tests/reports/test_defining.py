"""Keeping definitions: loaded, added, withdrawn, and never rewritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import Officer
from audit.models import JournalEntry
from records.writing import Refused
from reports import defining
from reports.measures.registry import MEASURES, UnknownMeasure
from reports.models import MeasureDefinition
from tests.people import AT
from tests.reports.dictionary import define_anew, withdraw

pytestmark = pytest.mark.django_db
KEY = "officer_minutes"
NEXT = defining.Wording(
    key=KEY,
    name="Officer minutes",
    wording="Minutes of who was there.",
    unit="minutes",
    source="Patrol records",
    owner="District commander",
    valid_from=date(2023, 5, 1),
    difference="The crew was that of the duty sheet.",
)


def entries(verb: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(verb=verb))


class TestLoadDefinitions:
    def test_adds_nothing_to_what_stands_and_writes_one_line(self, console: Officer) -> None:
        loaded = defining.load_definitions(by=console, at=AT)

        assert (loaded.added, loaded.unchanged, loaded.kept) == (0, len(MEASURES), ())
        assert len(entries("definition.load")) == 1

    def test_keeps_a_version_of_the_force_and_names_it(
        self, console: Officer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.csv"
        text = defining.FILE.read_text(encoding="utf-8")
        other.write_text(
            text.replace("Approved records of incidents of", "All records of incidents of"),
            encoding="utf-8",
        )
        monkeypatch.setattr(defining, "FILE", other)

        loaded = defining.load_definitions(by=console, at=AT)

        assert loaded.kept == ("Logged incidents of antisocial behaviour, version 1",)
        stands = MeasureDefinition.objects.get(key="logged_antisocial_behaviour")
        assert stands.wording.startswith("Approved records of")

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ("key,version", "measure,version", "columns are not"),
            ("arrests,1,", "arrests,one,", "line"),
            ("arrests,1,", "arrests,3,", "does not follow"),
            ("arrests,1,", "searches,1,", "no measure called searches"),
        ],
    )
    def test_refuses_a_file_that_is_wrong(
        self,
        before: str,
        after: str,
        words: str,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        other = tmp_path / "other.csv"
        text = defining.FILE.read_text(encoding="utf-8")
        other.write_text(text.replace(before, after, 1), encoding="utf-8")
        monkeypatch.setattr(defining, "FILE", other)

        with pytest.raises(CommandError, match=words):
            call_command("load_definitions")

    def test_is_refused_to_those_who_keep_no_lists(
        self, analyst: Officer, administrator: Officer
    ) -> None:
        assert defining.load_definitions(by=administrator, at=AT).added == 0
        with pytest.raises(Refused, match="Administrators keep the definitions"):
            defining.load_definitions(by=analyst, at=AT)


class TestAddDefinition:
    def test_ends_the_version_before_where_the_next_begins(self, administrator: Officer) -> None:
        added = defining.add_definition(wording=NEXT, by=administrator, at=AT)

        first = MeasureDefinition.objects.get(key=KEY, version=1)
        assert (added.version, first.valid_to, added.valid_to) == (2, date(2023, 5, 1), None)
        assert added.formula == first.formula
        (line,) = entries("definition.add")
        assert (line.label, line.by_label) == ("Officer minutes, version 2", str(administrator))

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"valid_from": date(2023, 5, 2)}, "2 May 2023 is inside a month"),
            ({"valid_from": date(2010, 12, 1)}, "Let the next begin in a later month"),
            ({"difference": " "}, "Say what the version before counted differently"),
        ],
    )
    def test_refuses_what_would_count_a_month_in_two_ways_or_say_nothing(
        self, wrong: dict[str, object], words: str, administrator: Officer
    ) -> None:
        wording = replace(NEXT, **wrong)  # type: ignore[arg-type] # one field each

        with pytest.raises(Refused, match=words):
            defining.add_definition(wording=wording, by=administrator, at=AT)

        assert MeasureDefinition.objects.filter(key=KEY).count() == 1
        assert entries("definition.add") == []

    def test_refuses_an_unknown_measure(self, administrator: Officer) -> None:
        with pytest.raises(UnknownMeasure, match="no measure called searches"):
            defining.add_definition(wording=replace(NEXT, key="searches"), by=administrator, at=AT)

    def test_is_refused_to_those_who_command(
        self, chief_inspector: Officer, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="Administrators keep the definitions"):
            defining.add_definition(wording=NEXT, by=chief_inspector, at=AT)
        assert defining.add_definition(wording=NEXT, by=administrator, at=AT).version == 2

    def test_may_leave_a_gap_after_a_withdrawal_and_not_overlap_it(
        self, administrator: Officer
    ) -> None:
        withdraw(KEY, "2023-08-01")

        with pytest.raises(Refused, match="holds until 1 August 2023"):
            defining.add_definition(wording=NEXT, by=administrator, at=AT)
        later = replace(NEXT, valid_from=date(2023, 10, 1))
        assert defining.add_definition(wording=later, by=administrator, at=AT).version == 2


class TestWithdrawDefinition:
    def test_ends_the_version_once_with_its_reason(self, administrator: Officer) -> None:
        row = withdraw(KEY, "2023-08-01")

        assert row.valid_to == date(2023, 8, 1)
        assert [line.reason for line in entries("definition.withdraw")] == [
            "Nobody records it any more."
        ]
        with pytest.raises(Refused, match="ends on 1 August 2023 already"):
            withdraw(KEY, "2024-08-01")

    @pytest.mark.parametrize(
        ("day", "reason", "words"),
        [
            (date(2023, 8, 2), "Gone.", "inside a month"),
            (date(2010, 12, 1), "Gone.", "Choose a later month"),
            (date(2023, 8, 1), " ", "Give the reason"),
        ],
    )
    def test_refuses_a_wrong_day_or_no_reason(
        self, day: date, reason: str, words: str, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match=words):
            defining.withdraw_definition(
                definition=MeasureDefinition.objects.get(key=KEY),
                valid_to=day,
                reason=reason,
                by=administrator,
                at=AT,
            )


class TestTable:
    @pytest.mark.parametrize("column", ["wording", "valid_from", "version", "owner"])
    def test_refuses_to_rewrite_a_version_by_raw_sql(self, column: str) -> None:
        statement = f"UPDATE reports_measuredefinition SET {column} = {column}"

        refused(lambda: run(statement))

    def test_lets_a_last_day_be_written_once(self) -> None:
        statement = "UPDATE reports_measuredefinition SET valid_to = %s WHERE key = %s"

        run(statement, "2023-08-01", KEY)
        refused(lambda: run(statement, "2023-09-01", KEY))

    def test_refuses_to_delete_a_version(self) -> None:
        refused(lambda: run("DELETE FROM reports_measuredefinition"))

    def test_refuses_a_version_that_begins_inside_a_month(self, console: Officer) -> None:
        row = define_anew(KEY, "2023-05-01")
        row.pk, row.version, row.valid_from = None, 3, date(2023, 6, 2)

        with pytest.raises(IntegrityError, match="definition_starts_with_a_month"):
            row.save(force_insert=True)


def run(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(act: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()
