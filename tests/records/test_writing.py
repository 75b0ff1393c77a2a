"""What officers write: logged once, changed from the version seen, parts kept, gaps refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections

from accounts.models import District, Officer, Team
from accounts.roles import Permission
from audit import journal
from records import rules, versions, writing
from records.models import Kind, PartRole, Record, Status
from records.transitions import DONE
from records.writing import AlreadyLogged, NoTeam, OtherDistrict, Refused, StaleEdit
from tests import drafting
from tests.databases import CommittedDatabase
from tests.people import AT, committed_people

KEY = UUID("0d6cbd45-41b7-43c2-9c1b-0a1f3f1d7f10")
LATER = AT + timedelta(minutes=14)


class TestHomeTeam:
    def test_is_the_team_of_the_posting(self, officer: Officer, team: Team) -> None:
        assert writing.home_team(officer, Permission.LOG_RECORDS) == team

    def test_is_refused_to_those_who_do_not_log(self, administrator: Officer) -> None:
        with pytest.raises(NoTeam, match="Administrator 70002 has no posting"):
            writing.home_team(administrator, Permission.LOG_RECORDS)


class TestSameDistrict:
    def test_passes_rows_of_the_district_and_none(self, team: Team) -> None:
        writing.same_district(team, team.district_id, None)

    def test_refuses_a_row_of_another_district(self, team: Team, twin_district: District) -> None:
        with pytest.raises(OtherDistrict, match="Southend"):
            writing.same_district(team, twin_district.pk)


@pytest.mark.django_db
class TestNextReference:
    def test_counts_each_kind_for_itself(self) -> None:
        given = [
            writing.next_reference(kind=kind, at=AT)
            for kind in (Kind.ARREST, Kind.PATROL, Kind.ARREST)
        ]

        assert given == ["A-24-00001", "P-24-00001", "A-24-00002"]

    def test_begins_anew_with_the_year_in_london(self) -> None:
        winter_eve = datetime(2024, 12, 31, 23, 59, tzinfo=UTC)
        writing.next_reference(kind=Kind.ARREST, at=winter_eve)

        after = writing.next_reference(kind=Kind.ARREST, at=winter_eve + timedelta(minutes=1))

        assert after == "A-25-00001"


class TestLogRecord:
    def test_makes_a_draft_of_the_officers_team(self, officer: Officer, team: Team) -> None:
        record = drafting.log(by=officer)

        assert (record.status, record.version) == (Status.DRAFT, 1)
        assert (record.team, record.district, record.logged_by) == (team, team.district, officer)

    def test_gives_the_author_and_the_crew_their_parts(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))

        assert set(record.parts.values_list("officer", "role")) == {
            (officer.pk, PartRole.LOGGED),
            (other_officer.pk, PartRole.CREW),
        }

    def test_writes_the_first_version_with_everyone_who_has_a_part(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))

        content = versions.content_of(versions.latest(record))
        assert content[-1].shown == ("PC 41123: logged it", "PC 41187: crew")

    def test_writes_one_entry_of_collection(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        entry = journal.of(Kind.PATROL, record.pk).get()
        assert (entry.verb, entry.operation, entry.by_label) == (
            "patrol.log",
            "collection",
            "PC 41123",
        )

    def test_keeps_it_six_years_from_the_day_in_london(self, officer: Officer) -> None:
        night = datetime(2024, 4, 29, 23, 30, tzinfo=UTC)
        record = drafting.log(by=officer, draft=drafting.draft(occurred_at=night))

        assert record.review_due_on == date(2030, 4, 30)

    def test_answers_a_second_sending_with_the_record_that_stands(self, officer: Officer) -> None:
        record = drafting.log(by=officer, id=KEY)

        with pytest.raises(AlreadyLogged) as answer:
            drafting.log(by=officer, id=KEY)

        assert answer.value.record == record
        assert Record.objects.count() == 1
        assert record.versions.count() == 1

    def test_refuses_the_key_of_another_officers_record(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        drafting.log(by=officer, id=KEY)

        with pytest.raises(Refused, match="another record"):
            drafting.log(by=other_officer, id=KEY)

    def test_refuses_the_key_of_a_record_of_another_kind(self, officer: Officer) -> None:
        drafting.log(by=officer, id=KEY, kind=Kind.ARREST)

        with pytest.raises(Refused, match="another record"):
            drafting.log(by=officer, id=KEY, kind=Kind.PATROL)

    def test_refuses_a_team_of_another_district(self, officer: Officer, twin_team: Team) -> None:
        with pytest.raises(Refused, match="Chelmsford"):
            writing.log_record(
                id=uuid4(),
                kind=Kind.PATROL,
                team=twin_team,
                draft=drafting.draft(),
                by=officer,
                at=AT,
            )

    @pytest.mark.needs_postgresql
    def test_makes_one_record_of_two_sendings_at_once(
        self, committed_database: CommittedDatabase
    ) -> None:
        officer = committed_people()["officer"]
        together = Barrier(2, timeout=20)

        def send() -> str:
            together.wait()
            try:
                return drafting.log(by=officer, id=KEY).reference
            except AlreadyLogged as answer:
                return answer.record.reference
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            sent = [threads.submit(send), threads.submit(send)]
            received = [sending.result() for sending in sent]

        assert received == ["P-24-00001", "P-24-00001"]


class TestChangeRecord:
    def test_writes_a_new_version_and_names_the_fields_in_the_journal(
        self, officer: Officer
    ) -> None:
        record = drafting.log(by=officer)

        drafting.change(record, drafting.draft(place="Pier", note="Busy."), by=officer)

        entry = journal.of(Kind.PATROL, record.pk)[0]
        assert (entry.verb, entry.detail) == (
            "patrol.change",
            {"version": 2, "fields": ["place", "note"]},
        )

    def test_writes_the_header_anew(self, officer: Officer) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(missing=["Give the end."]))

        drafting.change(record, drafting.draft(place="Pier", occurred_at=LATER), by=officer)

        stored = Record.objects.get(pk=record.pk)
        assert (stored.summary, stored.missing) == ("Patrol, Pier", [])
        assert stored.occurred_at == LATER

    def test_gives_the_author_no_second_part(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        drafting.change(record, drafting.draft(place="Pier"), by=officer)

        assert record.parts.get().role == PartRole.LOGGED

    def test_writes_nothing_where_nothing_changed(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        same = drafting.change(record, drafting.draft(), by=officer)

        assert (same.version, same.versions.count()) == (1, 1)
        assert journal.of(Kind.PATROL, record.pk).count() == 1

    def test_refuses_a_stale_edit_and_says_who_was_first(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.log(by=officer)
        drafting.change(record, drafting.draft(place="Pier"), by=sergeant, at=LATER)

        with pytest.raises(StaleEdit) as refusal:
            drafting.change(record, drafting.draft(place="Leigh"), by=officer, version=1)

        assert str(refusal.value).startswith("Sergeant 40210 changed P-24-00001 at 10:14, after")
        assert refusal.value.record.version == 2
        assert record.versions.count() == 2

    def test_says_that_it_was_approved_meanwhile(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.submitted(by=officer)
        drafting.approve(record, by=sergeant)

        with pytest.raises(StaleEdit, match="Sergeant 40210 approved P-24-00001"):
            drafting.change(record, drafting.draft(place="Pier"), by=officer, version=2)

    def test_reopens_an_approved_record_whose_place_changed_and_keeps_the_approval(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)

        record = drafting.change(record, drafting.draft(place="Pier"), by=officer)

        assert (record.status, record.approval_void) == (Status.REOPENED, True)
        assert record.decisions.get().by == sergeant
        assert record.decided_by == sergeant
        verbs = record.versions.order_by("number").values_list("verb", flat=True)
        assert list(verbs) == ["log", "submit", "approve", "reopen", "change"]

    def test_leaves_an_approval_standing_when_only_the_note_changed(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)

        record = drafting.change(record, drafting.draft(note="Busy."), by=officer)

        assert (record.status, record.approval_void) == (Status.APPROVED, False)

    @pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.REOPENED])
    def test_leaves_the_state_of_a_record_that_does_not_stand_approved(
        self, status: Status, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        record = drafting.change(record, drafting.draft(place="Pier"), by=officer)

        assert record.status == status

    def test_refuses_a_change_that_leaves_a_submitted_record_incomplete(
        self, officer: Officer
    ) -> None:
        record = drafting.submitted(by=officer)
        incomplete = drafting.draft(note="", missing=["Give the note."])

        with pytest.raises(Refused, match=r"is submitted\. Give this as well: Give the note"):
            drafting.change(record, incomplete, by=officer)

        assert record.versions.count() == 2

    def test_lets_a_reopened_record_be_incomplete(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        incomplete = drafting.draft(place="", missing=["Give the place."])

        assert drafting.change(record, incomplete, by=officer).status == Status.REOPENED

    def test_moves_the_review_with_the_day_it_occurred(self, officer: Officer) -> None:
        record = drafting.log(by=officer)
        earlier = drafting.draft(place="Pier", occurred_at=datetime(2023, 1, 5, tzinfo=UTC))

        assert drafting.change(record, earlier, by=officer).review_due_on == date(2029, 1, 5)

    def test_gives_a_supervisor_who_changes_it_a_part(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)
        record = drafting.change(record, drafting.draft(place="Pier"), by=sergeant)

        with pytest.raises(Refused, match="You took part in this record"):
            drafting.approve(record, by=sergeant)

    def test_refuses_a_supervisor_who_decided_on_it(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.RETURNED, by=officer, decided_by=sergeant)

        with pytest.raises(Refused, match="You decided on this record"):
            drafting.change(record, drafting.draft(place="Pier"), by=sergeant)

    def test_refuses_crew_who_were_taken_out(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))
        drafting.change(record, drafting.draft(), by=officer)

        with pytest.raises(Refused, match="Only those who took part"):
            drafting.change(record, drafting.draft(place="Pier"), by=other_officer)

    def test_refuses_a_withdrawn_record(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.decided(Status.WITHDRAWN, by=officer, decided_by=sergeant)

        with pytest.raises(Refused, match="A withdrawn record does not change"):
            drafting.change(record, drafting.draft(place="Pier"), by=officer)


class TestSetParts:
    def test_keeps_a_part_that_was_taken_back_with_the_version_that_did(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))

        drafting.change(record, drafting.draft(), by=officer)

        assert record.parts.get(officer=other_officer).until_version == 2

    def test_keeps_the_first_version_that_took_it_back(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))
        drafting.change(record, drafting.draft(), by=officer)

        drafting.change(record, drafting.draft(place="Pier"), by=officer)

        assert record.parts.get(officer=other_officer).until_version == 2

    def test_gives_it_again_to_those_who_come_back(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        crew = drafting.draft(crew=[other_officer])
        record = drafting.log(by=officer, draft=crew)
        drafting.change(record, drafting.draft(), by=officer)

        drafting.change(record, crew, by=officer)

        assert record.parts.get(officer=other_officer).until_version is None

    def test_keeps_the_part_of_everyone_who_ever_changed_it(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.log(by=officer)
        drafting.change(record, drafting.draft(place="Pier"), by=sergeant)
        drafting.change(record, drafting.draft(place="Leigh"), by=officer)

        part = record.parts.get(officer=sergeant)
        assert (part.role, part.until_version) == (PartRole.CHANGED, None)

    def test_refuses_a_part_for_someone_who_has_decided(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.RETURNED, by=officer, decided_by=sergeant)

        with pytest.raises(Refused, match="Sergeant 40210 decided on this record"):
            drafting.change(record, drafting.draft(crew=[sergeant]), by=officer)


class TestHasPart:
    def test_holds_for_those_who_were_taken_out(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))
        drafting.change(record, drafting.draft(), by=officer)

        assert writing.has_part(record, other_officer)
        assert not writing.has_part_now(record, other_officer)

    def test_does_not_hold_for_others(self, officer: Officer, sergeant: Officer) -> None:
        assert not writing.has_part(drafting.log(by=officer), sergeant)


class TestDone:
    def test_has_a_word_for_every_verb_of_a_version(self) -> None:
        verbs = {"log", "change"} | {move.verb for move in rules.TRANSITIONS}

        assert set(DONE) == verbs
