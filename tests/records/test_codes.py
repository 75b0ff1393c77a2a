"""Loading the code lists."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts import officers
from accounts.models import Officer
from audit import journal
from operations.models import (
    DisposalStage,
    DisposalType,
    NecessityCriterion,
    OffenceGroup,
    OfficerDefinedEthnicity,
    SelfDefinedEthnicity,
)
from records import codes
from records.models import Code, ReturnReason
from records.writing import Refused

AT = datetime(2024, 5, 7, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def load() -> list[codes.Loaded]:
    """Load every list as the console does."""
    return codes.load_codes(by=officers.service(officers.CONSOLE, at=AT), at=AT)


class TestFiles:
    @pytest.mark.parametrize("model", codes.code_lists(), ids=lambda model: model.__name__)
    def test_give_codes_once_with_source_and_order(self, model: type[Code]) -> None:
        rows = list(codes.read_codes(model))

        assert rows
        assert len({row.code for row in rows}) == len(rows)
        assert len({row.label for row in rows}) == len(rows)
        assert all(row.source for row in rows)
        assert [row.position for row in rows] == sorted({row.position for row in rows})

    def test_hold_the_worked_lists(self) -> None:
        load()

        assert OffenceGroup.objects.count() == 13
        assert DisposalType.objects.count() == 25
        assert SelfDefinedEthnicity.objects.count() == 19
        assert OfficerDefinedEthnicity.objects.count() == 7
        assert NecessityCriterion.objects.count() == 10
        assert SelfDefinedEthnicity.objects.get(pk="W3").label == "White: Gypsy or Irish Traveller"
        assert OfficerDefinedEthnicity.objects.get(pk="IC1").label == "White, North European"
        assert set(DisposalType.objects.values_list("stage", flat=True)) == set(
            DisposalStage.values
        ) - {DisposalStage.NOT_RECORDED}

    def test_put_the_most_serious_offence_first(self) -> None:
        load()

        assert OffenceGroup.objects.order_by("position")[0].pk == "violence-against-the-person"

    def test_tick_the_fields_of_a_reason(self) -> None:
        load()

        assert ReturnReason.objects.get(pk="disposal-mismatch").fields == ["disposals"]
        assert ReturnReason.objects.get(pk="other").fields == []


class TestLoadCodes:
    def test_changes_nothing_when_called_again(self) -> None:
        first = load()

        second = load()

        assert sum(done.added for done in first) > 150
        assert all(done.added == done.updated == done.kept == 0 for done in second)
        assert sum(done.unchanged for done in second) == sum(done.added for done in first)

    def test_updates_what_differs_and_says_so(self) -> None:
        load()
        OffenceGroup.objects.filter(pk="robbery").update(label="Robery")

        by_name = {done.name: done for done in load()}

        assert by_name["operations.OffenceGroup"].updated == 1
        assert OffenceGroup.objects.get(pk="robbery").label == "Robbery"

    def test_keeps_a_code_that_is_in_no_file_and_a_last_day_given_by_hand(self) -> None:
        load()
        OffenceGroup.objects.create(
            code="local",
            label="Local",
            position=500,
            source="District",
            valid_from=date(2024, 1, 1),
        )
        OffenceGroup.objects.filter(pk="fraud").update(valid_to=date(2024, 4, 1))

        by_name = {done.name: done for done in load()}

        assert by_name["operations.OffenceGroup"].kept == 1
        assert by_name["operations.OffenceGroup"].updated == 0
        assert OffenceGroup.objects.get(pk="fraud").valid_to == date(2024, 4, 1)

    def test_writes_one_journal_line_a_list(self) -> None:
        load()

        assert journal.of("code-list", "operations.OffenceGroup").count() == 1

    def test_refuses_a_file_whose_row_is_wrong_and_names_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "wrong.csv"
        path.write_text(
            "code,label,position,source,valid_from,valid_to,note\nfoot,On foot,1,,2020-04-01,,\n"
        )
        monkeypatch.setattr(codes, "file_of", lambda model: path)

        with pytest.raises(codes.BadCodeFile, match=r"wrong\.csv"):
            load()


class TestCommand:
    def test_says_how_many(self) -> None:
        out = StringIO()

        call_command("load_codes", stdout=out)

        assert "operations.NecessityCriterion: 10 added" in out.getvalue()
        assert "lists are loaded." in out.getvalue()


def reason(**changed: object) -> ReturnReason:
    """Make a code of a short list, not yet stored."""
    values = {"code": "other", "label": "Other", "source": "Tests", "valid_from": AT.date()}
    return ReturnReason(**{**values, **changed})


class TestAddCode:
    def test_adds_it_with_one_line_in_the_journal(self, administrator: Officer) -> None:
        codes.add_code(code=reason(), by=administrator, at=AT)

        entry = journal.of("records.ReturnReason", "other").get()
        assert (entry.verb, entry.operation) == ("code.add", "collection")

    def test_refuses_a_code_that_the_list_has(self, administrator: Officer) -> None:
        codes.add_code(code=reason(), by=administrator, at=AT)

        with pytest.raises(Refused, match="has a code other already"):
            codes.add_code(code=reason(label="Again"), by=administrator, at=AT)

    def test_refuses_those_who_keep_no_codes(self, sergeant: Officer) -> None:
        with pytest.raises(Refused, match="Administrators keep code lists"):
            codes.add_code(code=reason(), by=sergeant, at=AT)


class TestChangeCode:
    def test_writes_down_what_changed(self, administrator: Officer) -> None:
        codes.add_code(code=reason(), by=administrator, at=AT)

        codes.change_code(code=reason(valid_to=date(2025, 1, 1)), by=administrator, at=AT)

        assert ReturnReason.objects.get().valid_to == date(2025, 1, 1)
        assert journal.of("records.ReturnReason", "other")[0].detail == {"valid_to": "2025-01-01"}

    def test_writes_nothing_where_nothing_changed(self, administrator: Officer) -> None:
        codes.add_code(code=reason(), by=administrator, at=AT)

        codes.change_code(code=reason(), by=administrator, at=AT)

        assert journal.of("records.ReturnReason", "other").count() == 1

    def test_refuses_those_who_keep_no_codes(
        self, administrator: Officer, sergeant: Officer
    ) -> None:
        codes.add_code(code=reason(), by=administrator, at=AT)

        with pytest.raises(Refused, match="Administrators keep code lists"):
            codes.change_code(code=reason(label="Mine"), by=sergeant, at=AT)
