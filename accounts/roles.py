"""The one table of roles: which role holds which permission."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import QuerySet, TextChoices

Q = TypeVar("Q", bound=QuerySet[Any])


class Role(TextChoices):
    """What an officer is posted to do in a district. Roles add up."""

    OFFICER = "officer", "Officer"
    SUPERVISOR = "supervisor", "Supervisor"
    COMMANDER = "commander", "Commander"
    ANALYST = "analyst", "Analyst"
    ADVISORY_GROUP = "advisory_group", "Independent Advisory Group member"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(TextChoices):
    """Everything that a page, an action or a command may ask for."""

    SEE_RECORDS = "see_records", "Can see the records of the district"
    LOG_RECORDS = "log_records", "Can log, change and submit records"
    PLAN_OPERATIONS = "plan_operations", "Can log operations"
    DECIDE_RECORDS = "decide_records", "Can approve, return and reopen records"
    KEEP_RETENTION = "keep_retention", "Can set retention, review dates and legal holds"
    SEE_INCIDENTS = "see_incidents", "Can see incidents and places"
    SEE_AREAS = "see_areas", "Can see areas"
    DOWNLOAD_LISTS = "download_lists", "Can download lists"
    IMPORT_DATA = "import_data", "Can import police data and undo an import"
    KEEP_AREAS = "keep_areas", "Can keep areas"
    KEEP_SURVEYS = "keep_surveys", "Can enter survey waves"
    SEE_REPORTS = "see_reports", "Can read and download report editions"
    COMPILE_REPORTS = "compile_reports", "Can compile reports"
    CLOSE_PERIODS = "close_periods", "Can close periods"
    KEEP_PEOPLE = "keep_people", "Can keep officers, teams and postings"
    KEEP_CODES = "keep_codes", "Can keep code lists"
    READ_PUBLIC = "read_public", "Can read the public edition"


P = Permission

TABLE: Mapping[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset({P.SEE_RECORDS, P.LOG_RECORDS, P.SEE_INCIDENTS, P.SEE_AREAS}),
    Role.SUPERVISOR: frozenset(
        {
            P.SEE_RECORDS,
            P.LOG_RECORDS,
            P.PLAN_OPERATIONS,
            P.DECIDE_RECORDS,
            P.KEEP_RETENTION,
            P.SEE_INCIDENTS,
            P.SEE_AREAS,
            P.DOWNLOAD_LISTS,
            P.SEE_REPORTS,
        }
    ),
    Role.COMMANDER: frozenset(
        {
            P.SEE_RECORDS,
            P.PLAN_OPERATIONS,
            P.KEEP_RETENTION,
            P.SEE_INCIDENTS,
            P.SEE_AREAS,
            P.DOWNLOAD_LISTS,
            P.SEE_REPORTS,
            P.COMPILE_REPORTS,
            P.CLOSE_PERIODS,
        }
    ),
    Role.ANALYST: frozenset(
        {
            P.SEE_RECORDS,
            P.SEE_INCIDENTS,
            P.SEE_AREAS,
            P.DOWNLOAD_LISTS,
            P.IMPORT_DATA,
            P.KEEP_AREAS,
            P.KEEP_SURVEYS,
            P.SEE_REPORTS,
            P.COMPILE_REPORTS,
        }
    ),
    Role.ADVISORY_GROUP: frozenset({P.READ_PUBLIC}),
    Role.ADMINISTRATOR: frozenset({P.KEEP_PEOPLE, P.KEEP_CODES, P.SEE_AREAS, P.KEEP_AREAS}),
}

SERVICE: frozenset[Permission] = frozenset(
    {
        P.SEE_RECORDS,
        P.SEE_INCIDENTS,
        P.SEE_AREAS,
        P.IMPORT_DATA,
        P.KEEP_AREAS,
        P.SEE_REPORTS,
        P.COMPILE_REPORTS,
    }
)
"""What the accounts without a sign-in (clock, console) hold, in every district."""


class Scope(TextChoices):
    """What a token may be used for. It never lets in where its owner may not go."""

    READ_FIGURES = "read_figures", "Read editions of reports, their figures and files"
    READ_RECORDS = "read_records", "Read lists of records and incidents"
    COMPILE_REPORTS = "compile_reports", "Ask for reports to be compiled"
    READ_SCHEDULES = "read_schedules", "Read schedules and what became of their runs"
    KEEP_SCHEDULES = "keep_schedules", "Add, change, stop and start schedules, and deliver again"


OPENS: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ_FIGURES: frozenset({P.SEE_REPORTS, P.READ_PUBLIC}),
    Scope.READ_RECORDS: frozenset({P.DOWNLOAD_LISTS, P.SEE_RECORDS, P.SEE_INCIDENTS, P.SEE_AREAS}),
    Scope.COMPILE_REPORTS: frozenset({P.COMPILE_REPORTS, P.SEE_REPORTS}),
    Scope.READ_SCHEDULES: frozenset({P.COMPILE_REPORTS, P.SEE_REPORTS}),
    Scope.KEEP_SCHEDULES: frozenset({P.COMPILE_REPORTS, P.SEE_REPORTS}),
}
"""The permissions of its owner that a token of a scope keeps; every other one is put aside."""

NEEDS: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ_FIGURES: frozenset({P.SEE_REPORTS, P.READ_PUBLIC}),
    Scope.READ_RECORDS: frozenset({P.DOWNLOAD_LISTS}),
    Scope.COMPILE_REPORTS: frozenset({P.COMPILE_REPORTS}),
    Scope.READ_SCHEDULES: frozenset({P.COMPILE_REPORTS}),
    Scope.KEEP_SCHEDULES: frozenset({P.COMPILE_REPORTS}),
}
"""The permissions of which one is needed for a scope to be of any use."""


@dataclass(frozen=True)
class Standing:
    """What one officer may do, and where, at one moment.

    `grants` maps each permission held to the keys of the districts in which it is held.
    A service account holds its permissions everywhere.
    """

    roles: frozenset[Role] = frozenset()
    grants: Mapping[Permission, frozenset[int]] = field(default_factory=dict)
    team_ids: frozenset[int] = frozenset()
    district_ids: tuple[int, ...] = ()
    everywhere: frozenset[Permission] = frozenset()

    def allows(self, permission: Permission, district_id: int | None = None) -> bool:
        """Tell whether the permission is held, in the district named or in any."""
        if permission in self.everywhere:
            return True
        held = self.grants.get(permission, frozenset())
        return bool(held) if district_id is None else district_id in held

    def narrowed(self, permissions: Collection[Permission]) -> "Standing":
        """Give the same standing with these permissions only, where they were held before."""
        return replace(
            self,
            grants={kept: held for kept, held in self.grants.items() if kept in permissions},
            everywhere=self.everywhere & frozenset(permissions),
        )

    def scopes(self) -> tuple[Scope, ...]:
        """List what a token of the officer could be used for."""
        return tuple(scope for scope in Scope if any(self.allows(need) for need in NEEDS[scope]))

    def limit(self, rows: Q, permission: Permission, district: str) -> Q:
        """Keep the rows of the districts in which the permission is held.

        `district` is the path from the row to its district, such as record__district.
        """
        if permission in self.everywhere:
            return rows
        return rows.filter(**{f"{district}__in": self.grants.get(permission, frozenset())})


def standing_of(postings: Iterable[tuple[str, int, int]], *, is_service: bool = False) -> Standing:
    """Add up the roles of postings given as (role, team key, district key)."""
    if is_service:
        return Standing(everywhere=SERVICE)
    grants: dict[Permission, set[int]] = {}
    roles, teams, districts = set(), set(), []
    for role, team_id, district_id in postings:
        roles.add(Role(role))
        teams.add(team_id)
        if district_id not in districts:
            districts.append(district_id)
        for permission in TABLE[Role(role)]:
            grants.setdefault(permission, set()).add(district_id)
    return Standing(
        roles=frozenset(roles),
        grants={permission: frozenset(held) for permission, held in grants.items()},
        team_ids=frozenset(teams),
        district_ids=tuple(districts),
    )
