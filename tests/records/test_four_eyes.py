"""Nobody decides where they took part: the database refuses it whoever writes the statement."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from accounts.models import Officer
from records.models import Record
from tests import drafting
from tests.people import AT


def key(id: UUID) -> str:
    """Give a key as the engine stores it."""
    return id.hex if connection.vendor == "sqlite" else str(id)


def insert_decision(record: Record, by: Officer) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_decision (record_id, version, verdict, by_id, at, fields, note)"
            " VALUES (%s, 1, 'approve', %s, %s, '[]', '')",
            [key(record.pk), by.pk, AT],
        )


def insert_part(record: Record, officer: Officer, role: str = "crew") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_recordpart (record_id, officer_id, role) VALUES (%s, %s, %s)",
            [key(record.pk), officer.pk, role],
        )


@pytest.fixture
def record(officer: Officer, other_officer: Officer) -> Record:
    """Give a submitted record that one officer logged with another as crew."""
    return drafting.submitted(by=officer, draft=drafting.draft(crew=[other_officer]))


class TestDecision:
    def test_is_taken_by_an_officer_without_a_part(self, record: Record, sergeant: Officer) -> None:
        insert_decision(record, sergeant)

        assert record.decisions.get().by == sergeant

    def test_is_refused_by_the_author(self, record: Record, officer: Officer) -> None:
        with pytest.raises(IntegrityError, match="four eyes: an officer who has a part"):
            insert_decision(record, officer)

    def test_is_refused_by_the_crew(self, record: Record, other_officer: Officer) -> None:
        with pytest.raises(IntegrityError, match="four eyes: an officer who has a part"):
            insert_decision(record, other_officer)

    def test_is_refused_by_crew_who_were_taken_out_again(
        self, record: Record, officer: Officer, other_officer: Officer
    ) -> None:
        drafting.change(record, drafting.draft(), by=officer)

        with pytest.raises(IntegrityError, match="four eyes: an officer who has a part"):
            insert_decision(record, other_officer)

    def test_is_taken_where_the_part_is_in_another_record(
        self, record: Record, other_officer: Officer, sergeant: Officer
    ) -> None:
        another = drafting.submitted(by=sergeant)

        insert_decision(another, other_officer)

        assert another.decisions.get().by == other_officer


class TestPart:
    def test_is_given_to_an_officer_who_has_not_decided(
        self, record: Record, sergeant: Officer
    ) -> None:
        insert_part(record, sergeant)

        assert record.parts.filter(officer=sergeant).exists()

    def test_is_refused_to_an_officer_who_has_decided(
        self, record: Record, sergeant: Officer
    ) -> None:
        insert_decision(record, sergeant)

        with pytest.raises(IntegrityError, match="four eyes: an officer who has decided"):
            insert_part(record, sergeant)

    def test_is_not_handed_to_another_officer(
        self, record: Record, other_officer: Officer, sergeant: Officer
    ) -> None:
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="neither removed"):
            cursor.execute(
                "UPDATE records_recordpart SET officer_id = %s WHERE officer_id = %s",
                [sergeant.pk, other_officer.pk],
            )

    @pytest.mark.usefixtures("record")
    def test_is_not_removed(self) -> None:
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="neither removed"):
            cursor.execute("DELETE FROM records_recordpart")
