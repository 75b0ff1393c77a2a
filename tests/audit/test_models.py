"""What the database refuses of the journal's rows, and how they read."""

import pytest
from django.db import IntegrityError

from accounts.models import Officer
from audit.models import JournalEntry, Seal
from tests.audit.test_journal import TUESDAY, write
from tests.people import AT


class TestJournalEntry:
    @pytest.mark.django_db
    def test_refuses_an_operation_that_the_law_does_not_name(self) -> None:
        with pytest.raises(IntegrityError, match="journal_operation_known"):
            JournalEntry.objects.create(
                at=AT, by_id="1", by_label="PC 41123", operation="tidying", verb="record.tidy"
            )

    def test_reads_as_who_did_what_to_what(self, officer: Officer) -> None:
        assert str(write(officer)) == "PC 41123: report.compile Performance, April 2024"


class TestSeal:
    def test_reads_as_its_day_and_first_digits(self) -> None:
        assert str(Seal(day=TUESDAY, digest="ab" * 32)) == f"2024-04-30: {'ab' * 8}"
