"""What no row of a record may be, and how rows read."""

from datetime import date

import pytest
from django.db import IntegrityError

from accounts.models import Officer
from records.models import LETTERS, Kind, Record, RecordPart, ReturnReason
from tests import drafting


class TestRecord:
    def test_is_not_approved_by_nobody(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        with pytest.raises(IntegrityError, match="record_approved_by_someone"):
            Record.objects.filter(pk=record.pk).update(status="approved")

    def test_is_not_submitted_at_no_time(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        with pytest.raises(IntegrityError, match="record_submitted_some_time"):
            Record.objects.filter(pk=record.pk).update(status="submitted")

    def test_is_in_no_state_but_those_of_the_life_cycle(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        with pytest.raises(IntegrityError, match="record_status_known"):
            Record.objects.filter(pk=record.pk).update(status="pending")

    def test_reads_as_kind_and_reference(self, officer: Officer) -> None:
        assert str(drafting.log(by=officer)) == "Patrol P-24-00001"


class TestKind:
    def test_has_a_letter_of_its_own(self) -> None:
        assert sorted(LETTERS) == sorted(Kind)
        assert len(set(LETTERS.values())) == len(Kind)


class TestRecordPart:
    def test_is_had_once(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        with pytest.raises(IntegrityError):
            RecordPart.objects.create(record=record, officer=officer, role="logged")

    def test_reads_as_officer_and_part(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        assert str(record.parts.get()) == "PC 41123: Logged it"


@pytest.mark.django_db
class TestCode:
    @pytest.mark.parametrize(
        ("day", "may_be_chosen"),
        [
            (date(2023, 12, 31), False),
            (date(2024, 1, 1), True),
            (date(2024, 3, 31), True),
            (date(2024, 4, 1), False),
        ],
    )
    def test_may_be_chosen_from_its_first_day_until_it_retires(
        self, day: date, may_be_chosen: bool
    ) -> None:
        code = ReturnReason.objects.create(
            code="wrong-detail",
            label="A detail is wrong",
            valid_from=date(2024, 1, 1),
            valid_to=date(2024, 4, 1),
        )

        assert ReturnReason.objects.all().valid_on(day).filter(pk=code.pk).exists() == may_be_chosen
