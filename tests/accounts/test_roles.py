"""The one table of roles, and how postings add up to a standing."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import District, Officer
from accounts.roles import SERVICE, TABLE, Permission, Role, Standing, standing_of

P = Permission
ALLOWED: Mapping[Role, set[Permission]] = {
    Role.OFFICER: {P.SEE_RECORDS, P.LOG_RECORDS, P.SEE_INCIDENTS, P.SEE_AREAS},
    Role.SUPERVISOR: {
        P.SEE_RECORDS,
        P.LOG_RECORDS,
        P.PLAN_OPERATIONS,
        P.DECIDE_RECORDS,
        P.KEEP_RETENTION,
        P.SEE_INCIDENTS,
        P.SEE_AREAS,
        P.DOWNLOAD_LISTS,
        P.SEE_REPORTS,
    },
    Role.COMMANDER: {
        P.SEE_RECORDS,
        P.PLAN_OPERATIONS,
        P.KEEP_RETENTION,
        P.SEE_INCIDENTS,
        P.SEE_AREAS,
        P.DOWNLOAD_LISTS,
        P.SEE_REPORTS,
        P.COMPILE_REPORTS,
        P.CLOSE_PERIODS,
    },
    Role.ANALYST: {
        P.SEE_RECORDS,
        P.SEE_INCIDENTS,
        P.SEE_AREAS,
        P.DOWNLOAD_LISTS,
        P.IMPORT_DATA,
        P.KEEP_AREAS,
        P.KEEP_SURVEYS,
        P.SEE_REPORTS,
        P.COMPILE_REPORTS,
    },
    Role.ADVISORY_GROUP: {P.READ_PUBLIC},
    Role.ADMINISTRATOR: {P.KEEP_PEOPLE, P.KEEP_CODES, P.SEE_AREAS, P.KEEP_AREAS},
}
postings = st.lists(
    st.tuples(st.sampled_from(list(Role)), st.integers(1, 4), st.integers(1, 3)), max_size=6
)


class TestTable:
    @pytest.mark.parametrize("role", list(Role))
    def test_gives_each_role_what_it_needs_and_no_more(self, role: Role) -> None:
        assert TABLE[role] == ALLOWED[role]

    def test_gives_every_permission_to_some_role(self) -> None:
        assert frozenset[Permission]().union(*TABLE.values()) == set(Permission)

    def test_lets_nobody_who_keeps_people_see_or_decide_records(self) -> None:
        for held in TABLE.values():
            if P.KEEP_PEOPLE in held:
                assert not held & {P.SEE_RECORDS, P.LOG_RECORDS, P.DECIDE_RECORDS}

    def test_lets_no_account_without_a_sign_in_log_or_decide(self) -> None:
        assert not SERVICE & {P.LOG_RECORDS, P.DECIDE_RECORDS, P.KEEP_PEOPLE, P.KEEP_RETENTION}


class TestStandingOf:
    @given(postings)
    def test_allows_in_a_district_exactly_what_its_postings_give(
        self, held: list[tuple[Role, int, int]]
    ) -> None:
        standing = standing_of(held)

        for permission in Permission:
            for district in (1, 2, 3):
                given_here = any(
                    permission in TABLE[role] and where == district for role, _, where in held
                )
                assert standing.allows(permission, district) == given_here

    @given(postings)
    def test_allows_somewhere_what_it_allows_in_some_district(
        self, held: list[tuple[Role, int, int]]
    ) -> None:
        standing = standing_of(held)

        for permission in Permission:
            somewhere = any(standing.allows(permission, district) for district in (1, 2, 3))
            assert standing.allows(permission) == somewhere

    @given(postings)
    def test_loses_nothing_by_another_posting(self, held: list[tuple[Role, int, int]]) -> None:
        less, more = standing_of(held), standing_of([*held, (Role.ANALYST, 1, 1)])

        assert all(more.allows(permission) for permission in Permission if less.allows(permission))

    def test_names_each_district_once_oldest_posting_first(self) -> None:
        held = [("officer", 5, 2), ("analyst", 6, 1), ("supervisor", 7, 2)]

        assert standing_of(held).district_ids == (2, 1)
        assert standing_of(held).team_ids == {5, 6, 7}

    def test_allows_a_service_account_its_own_everywhere(self) -> None:
        standing = standing_of([], is_service=True)

        assert standing.allows(P.COMPILE_REPORTS, 99)
        assert not standing.allows(P.DECIDE_RECORDS, 99)


class TestStanding:
    def test_allows_nothing_to_those_without_a_posting(self) -> None:
        assert not any(Standing().allows(permission) for permission in Permission)

    def test_limits_rows_to_the_districts_in_which_it_holds(
        self, officer: Officer, schedule: Officer, district: District, twin_district: District
    ) -> None:
        rows = District.objects.order_by("name")

        assert list(officer.standing.limit(rows, P.SEE_RECORDS, "pk")) == [district]
        assert not officer.standing.limit(rows, P.COMPILE_REPORTS, "pk").exists()
        assert list(schedule.standing.limit(rows, P.COMPILE_REPORTS, "pk")) == [
            twin_district,
            district,
        ]
