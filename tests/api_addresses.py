"""The addresses of the API: asked with a token of the scope; a session opens none of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.roles import Role, Scope
from tests.address import COMPILES, EVERYONE, NOT_PUBLIC, READS, READS_PUBLIC, Address

FIGURES, RECORDS = Scope.READ_FIGURES, Scope.READ_RECORDS
COMPILE, SEES, KEEPS = Scope.COMPILE_REPORTS, Scope.READ_SCHEDULES, Scope.KEEP_SCHEDULES


def api(
    name: str,
    scope: Scope,
    roles: Sequence[Role],
    *rows: str,
    arguments: tuple[str, ...] = (),
    ok: int = 200,
    also: Mapping[Role, int] | None = None,
    twin: int | None = None,
    sent: Mapping[str, Any] | None = None,
    method: str = "GET",
) -> Address:
    """List an address of the API; whoever comes without a token is told to bring one."""
    return Address(
        name=name,
        scope=scope,
        roles=roles,
        rows=rows,
        arguments=arguments,
        ok=ok,
        also=also or {},
        twin=404 if rows and twin is None else twin,
        sent=sent or {},
        method=method,
        stranger=401,
        page=False,
    )


API = (
    api("api-me", FIGURES, EVERYONE),
    api("api-report-list", FIGURES, READS_PUBLIC),
    api("api-edition-list", FIGURES, READS_PUBLIC),
    api("api-edition-detail", FIGURES, READS, "edition", also=NOT_PUBLIC),
    api("api-edition-detail", FIGURES, READS_PUBLIC, "public"),
    api("api-edition-figures", FIGURES, READS, "edition", also=NOT_PUBLIC),
    api("api-edition-figures", FIGURES, READS_PUBLIC, "public"),
    api("api-edition-file", FIGURES, READS, "edition", arguments=("pdf",), also=NOT_PUBLIC),
    api("api-edition-file", FIGURES, READS_PUBLIC, "public", arguments=("csv",)),
    api("api-figure-list", FIGURES, READS_PUBLIC),
    api("api-lists", RECORDS, READS),
    api("api-list-rows", RECORDS, READS, arguments=("arrest",)),
    api("api-list-rows", RECORDS, READS, arguments=("incident",)),
    api("api-compilation-list", COMPILE, COMPILES),
    api("api-compilation-list", COMPILE, COMPILES, method="POST", ok=400),
    api("api-compilation-detail", COMPILE, COMPILES, "compilation"),
    api("api-schedule-list", SEES, COMPILES),
    api("api-schedule-list", KEEPS, COMPILES, method="POST", ok=400),
    api("api-schedule-detail", SEES, COMPILES, "schedule"),
    api(
        "api-schedule-detail",
        KEEPS,
        COMPILES,
        "schedule",
        method="PUT",
        ok=422,
        sent={
            "definition": "weather",
            "district": "southend",
            "owner": "40007",
            "grace_hours": 12,
            "recurrence": {"rhythm": "monthly", "covers": "year", "day": 8, "time": "06:00"},
        },
    ),
    api("api-schedule-runs", SEES, COMPILES, "schedule"),
    api("api-schedule-stop", KEEPS, COMPILES, "schedule", method="POST", ok=400),
    api("api-schedule-start", KEEPS, COMPILES, "schedule", method="POST", ok=422),
    api("api-schedule-deliver", KEEPS, COMPILES, "schedule", method="POST"),
)
