"""Who may do what to a record, and the sentence that says why not."""

import pytest

from accounts.models import District, Officer
from accounts.roles import Role
from records import rules
from records.models import Status
from tests import drafting


class TestWhyNotDecide:
    @pytest.mark.parametrize("role", list(Role))
    def test_lets_only_supervisors_of_the_district_decide(
        self, role: Role, everyone: dict[Role, Officer], twins: dict[Role, Officer]
    ) -> None:
        record = drafting.submitted(by=everyone[Role.OFFICER])
        here = rules.why_not_decide(officer=everyone[role], record=record, taken_part=False)
        there = rules.why_not_decide(officer=twins[role], record=record, taken_part=False)

        assert (here == "") == (role == Role.SUPERVISOR)
        assert there == "A supervisor of Southend district decides on this record."

    def test_lets_a_supervisor_of_another_team_decide(
        self, officer: Officer, other_team_sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        assert not rules.why_not_decide(
            officer=other_team_sergeant, record=record, taken_part=False
        )

    def test_refuses_the_supervisor_who_logged_it(self, sergeant: Officer) -> None:
        record = drafting.submitted(by=sergeant)

        why = rules.why_not_decide(officer=sergeant, record=record, taken_part=True)

        assert why.startswith("You logged this record.")

    def test_refuses_a_supervisor_with_a_part(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.submitted(by=officer)

        why = rules.why_not_decide(officer=sergeant, record=record, taken_part=True)

        assert why == (
            "You took part in this record. Someone who took part cannot approve it. "
            "Another supervisor of the district decides on it."
        )


class TestWhyNotChange:
    @pytest.mark.parametrize("status", list(Status))
    def test_lets_a_record_change_until_it_is_withdrawn(
        self, status: Status, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        why = rules.why_not_change(officer=officer, record=record, taken_part=True, decided=False)

        assert bool(why) == (status == Status.WITHDRAWN)

    def test_lets_a_supervisor_change_what_they_took_no_part_in(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        assert not rules.why_not_change(
            officer=sergeant, record=record, taken_part=False, decided=False
        )

    def test_refuses_a_supervisor_who_decided(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.submitted(by=officer)

        why = rules.why_not_change(officer=sergeant, record=record, taken_part=False, decided=True)

        assert why == "You decided on this record. Someone who decided on it cannot change it."

    def test_refuses_an_officer_without_a_part(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        why = rules.why_not_change(
            officer=other_officer, record=record, taken_part=False, decided=False
        )

        assert why == "Only those who took part in this record, or a supervisor, can change it."

    def test_refuses_a_supervisor_of_another_district(
        self, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        assert rules.why_not_change(
            officer=twin_sergeant, record=record, taken_part=False, decided=False
        )

    def test_refuses_someone_with_a_part_who_no_longer_logs_in_the_district(
        self, officer: Officer, twin_officer: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        assert rules.why_not_change(
            officer=twin_officer, record=record, taken_part=True, decided=False
        )


class TestWhyNotSubmit:
    def test_lets_those_with_a_part_submit(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        assert not rules.why_not_submit(officer=officer, record=record, taken_part=True)

    def test_refuses_those_without(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.log(by=officer)

        why = rules.why_not_submit(officer=sergeant, record=record, taken_part=False)

        assert why == "Only those who took part in this record can submit it."

    def test_refuses_those_with_a_part_who_log_elsewhere_now(
        self, officer: Officer, twin_officer: Officer
    ) -> None:
        record = drafting.log(by=officer)

        assert rules.why_not_submit(officer=twin_officer, record=record, taken_part=True)

    def test_names_all_that_is_missing(self, officer: Officer) -> None:
        incomplete = drafting.draft(missing=["Give the end.", "Give the area."])
        record = drafting.log(by=officer, draft=incomplete)

        why = rules.why_not_submit(officer=officer, record=record, taken_part=True)

        assert why == "To submit it, mend this first: Give the end. Give the area."


class TestWhyNotLeaveOut:
    @pytest.mark.parametrize("status", list(Status))
    def test_holds_what_was_submitted_or_approved_to_its_conditions(
        self, status: Status, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        why = rules.why_not_leave_out(record=record, missing=["Give the end."])

        assert bool(why) == (status in {Status.SUBMITTED, Status.APPROVED})

    def test_names_all_that_is_missing(self, officer: Officer) -> None:
        record = drafting.submitted(by=officer)

        why = rules.why_not_leave_out(record=record, missing=["Give the end.", "Give the area."])

        assert why.endswith(" is submitted. Give this as well: Give the end. Give the area.")

    def test_lets_pass_what_lacks_nothing(self, officer: Officer) -> None:
        record = drafting.submitted(by=officer)

        assert not rules.why_not_leave_out(record=record, missing=[])


class TestWhyNotWithdraw:
    def test_lets_the_author_withdraw(self, officer: Officer) -> None:
        assert not rules.why_not_withdraw(officer=officer, record=drafting.log(by=officer))

    def test_refuses_everyone_else(
        self, officer: Officer, other_officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.log(by=officer)

        for other in (other_officer, sergeant):
            why = rules.why_not_withdraw(officer=other, record=record)
            assert why == "Only the officer who logged this record can withdraw it."

    def test_refuses_an_author_who_left_the_district(
        self, officer: Officer, twin_officer: Officer
    ) -> None:
        record = drafting.log(by=officer)
        officer.__dict__["_standing"] = twin_officer.standing

        assert rules.why_not_withdraw(officer=officer, record=record)


class TestMayLog:
    @pytest.mark.parametrize("role", list(Role))
    def test_is_for_those_who_log_plan_or_keep_surveys_in_the_district(
        self,
        role: Role,
        everyone: dict[Role, Officer],
        district: District,
        twin_district: District,
    ) -> None:
        person = everyone[role]
        logs = role in {Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER, Role.ANALYST}

        assert rules.may_log(officer=person, district_id=district.pk) == logs
        assert not rules.may_log(officer=person, district_id=twin_district.pk)
