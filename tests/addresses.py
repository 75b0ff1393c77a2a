"""The one table of addresses: every page, sending and download, and who is answered what.

Written from the rules and not from the code: a role that is not named under an address is refused.
`answers` are of officers in the district of the example's rows; `twin` is what officers in the same
roles in another district are answered where their own are let in, 404 for what is a row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import Role

OFFICER, SUPERVISOR, COMMANDER = Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER
ANALYST, ADVISORY, ADMINISTRATOR = Role.ANALYST, Role.ADVISORY_GROUP, Role.ADMINISTRATOR
EVERYONE = tuple(Role)
SEES = (OFFICER, SUPERVISOR, COMMANDER, ANALYST)
READS = (SUPERVISOR, COMMANDER, ANALYST)
READS_PUBLIC = (*READS, ADVISORY)
NOT_PUBLIC = {ADVISORY: 404}
"""What the advisory group is answered at an edition that is not public: there is none."""
DESK = (*SEES, ADMINISTRATOR)
LOGS = (OFFICER, SUPERVISOR)
PLANS = (SUPERVISOR, COMMANDER)
COMPILES = (COMMANDER, ANALYST)
KEEPERS = (ADMINISTRATOR,)
SIGN_IN = 302
"""What everyone is answered who has not signed in."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One way of asking for an address, and the answers to it."""

    name: str
    rows: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    method: str = "GET"
    sent: Mapping[str, Any] = field(default_factory=dict)
    roles: Sequence[Role] = EVERYONE
    ok: int = 200
    refused: int = 403
    also: Mapping[Role, int] = field(default_factory=dict)
    twin: int | None = None
    stranger: int = SIGN_IN
    page: bool = True

    def url(self, keys: Mapping[str, object]) -> str:
        """Make the address for the rows of the example."""
        found = {**keys, "": ""}
        return reverse(self.name, args=[*(found[row] for row in self.rows), *self.arguments])

    def answer(self, role: Role) -> int:
        """Say what an officer of the district is answered."""
        return self.also.get(role, self.ok if role in self.roles else self.refused)

    def twin_answer(self, role: Role) -> int:
        """Say what an officer of the other district is answered."""
        if self.twin is not None and role in {*self.roles, *self.also.keys() - {ADVISORY}}:
            return self.twin
        return self.answer(role)

    @property
    def is_visited(self) -> bool:
        """Whether a browser opens it as a page."""
        opens = self.stranger == 200 if self.ok != 200 else bool(self.roles)
        return self.page and self.method == "GET" and opens

    def __str__(self) -> str:
        """Name it as tests print it."""
        return " ".join([self.method, self.name, *self.rows, *self.arguments])


def downloads() -> Iterator[Address]:
    """List what is handed out as a file."""
    for name in ("operation", "patrol", "arrest", "prosecution", "engagement"):
        yield Address(name="list-download", arguments=(name, "csv"), roles=READS, page=False)
    for name in ("logged-incident", "survey-wave", "incident"):
        yield Address(name="list-download", arguments=(name, "xlsx"), roles=READS, page=False)
    for name in ("arrest", "incident"):
        yield Address(name="list-download", arguments=(name, "ods"), roles=READS, page=False)
    for format in ("pdf", "xlsx", "ods", "csv", "csvw", "json", "html"):
        yield Address(
            name="edition-download",
            rows=("edition",),
            arguments=(format,),
            roles=READS,
            also=NOT_PUBLIC,
            twin=404,
            page=False,
        )
    yield Address(
        name="edition-download",
        rows=("public",),
        arguments=("pdf",),
        roles=READS_PUBLIC,
        twin=404,
        page=False,
    )
    yield Address(name="import-rows", rows=("batch",), roles=(ANALYST,), page=False)


SITE = (
    Address(name="health", stranger=200, page=False),
    Address(name="account_login", ok=302, stranger=200),
    Address(name="account_login", method="POST", ok=302, stranger=200),
    Address(name="account_logout"),
    Address(name="account_logout", method="POST", ok=302),
    Address(name="account_inactive", stranger=200),
    Address(name="account_reauthenticate"),
    Address(name="account_reauthenticate", method="POST"),
    Address(name="account_change_password"),
    Address(name="account_change_password", method="POST"),
    Address(name="account"),
    Address(name="help", stranger=200),
    Address(name="accessibility", stranger=200),
    Address(name="privacy", stranger=200),
    Address(name="home"),
)


def kinds() -> Iterator[Address]:
    """List the pages of each kind of record."""
    for kind in ("patrol", "arrest", "prosecution", "engagement", "logged-incident"):
        yield from kind_pages(kind, logs=LOGS, changes=LOGS)
    yield from kind_pages("operation", logs=PLANS, changes=PLANS)
    yield from kind_pages("survey-wave", logs=(ANALYST,), changes=(ANALYST, SUPERVISOR))


def kind_pages(kind: str, *, logs: Sequence[Role], changes: Sequence[Role]) -> Iterator[Address]:
    """List the four pages of a kind; its author and any supervisor change a record."""
    yield Address(name=f"{kind}-list", roles=SEES)
    yield Address(name=f"{kind}-create", roles=logs)
    yield Address(name=f"{kind}-create", method="POST", roles=logs, ok=422)
    yield Address(name=f"{kind}-detail", rows=(kind,), roles=SEES, twin=404)
    others = {role: 403 for role in SEES if role not in changes}
    edit = Address(name=f"{kind}-edit", rows=(kind,), roles=changes, also=others, twin=404)
    yield edit
    yield Address(
        name=edit.name, rows=edit.rows, method="POST", roles=changes, also=others, ok=422, twin=404
    )


def step(
    name: str, row: str, roles: Sequence[Role], *, sent: Mapping[str, Any], ok: int
) -> Iterator[Address]:
    """List a page that asks before a record is moved, and its sending."""
    others = {role: 403 for role in SEES if role not in roles}
    yield Address(name=name, rows=(row,), roles=roles, also=others, twin=404)
    yield Address(
        name=name,
        rows=(row,),
        method="POST",
        sent=sent,
        roles=roles,
        also=others,
        ok=ok,
        twin=404,
    )


RECORDS = (
    Address(name="find", roles=SEES),
    Address(name="log", roles=DESK[:4]),
    Address(name="my-records", roles=SEES),
    Address(name="records", roles=SEES),
    *step("record-submit", "returned", (OFFICER,), sent={}, ok=302),
    *step("record-withdraw", "draft", (OFFICER,), sent={"note": "A duplicate"}, ok=302),
    *step("record-reopen", "approved", (SUPERVISOR,), sent={}, ok=422),
    *step("record-strike", "reopened", (SUPERVISOR,), sent={}, ok=422),
    Address(name="record-retention", rows=("arrest",), roles=PLANS, twin=404),
    Address(
        name="record-retention", rows=("arrest",), method="POST", roles=PLANS, ok=422, twin=404
    ),
    Address(name="review-approve-several", roles=(SUPERVISOR,)),
    Address(name="review-approve-several", method="POST", roles=(SUPERVISOR,)),
    Address(
        name="review-approve-several",
        method="POST",
        sent={"confirm": "yes"},
        roles=(SUPERVISOR,),
        ok=302,
    ),
    Address(name="review", roles=(SUPERVISOR,)),
    Address(name="review-record", rows=("arrest",), roles=(SUPERVISOR,), twin=404),
    Address(
        name="review-approve",
        rows=("arrest",),
        method="POST",
        sent={"version": "1"},
        roles=(SUPERVISOR,),
        ok=409,
        twin=404,
    ),
    Address(
        name="review-return",
        rows=("arrest",),
        method="POST",
        roles=(SUPERVISOR,),
        ok=422,
        twin=404,
    ),
)
# What the police publish is of the whole force: every analyst reads each import, and is told on its
# page, not by its address, that the districts which brought it in undo it.
INCIDENTS = (
    Address(name="area-list", roles=DESK),
    Address(name="incident-list", roles=SEES),
    Address(name="incident-detail", rows=("incident",), roles=SEES, twin=404),
    Address(name="import-list", roles=(ANALYST,)),
    Address(name="import-create", roles=(ANALYST,)),
    Address(name="import-create", method="POST", roles=(ANALYST,), ok=422),
    Address(name="import-detail", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-progress", rows=("batch",), roles=(ANALYST,), page=False),
    Address(name="import-undo", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-undo", rows=("batch",), method="POST", roles=(ANALYST,), ok=302),
    Address(name="import-vanished", rows=("batch",), roles=(ANALYST,)),
    Address(name="import-vanished", rows=("batch",), method="POST", roles=(ANALYST,), ok=302),
)
REPORTS = (
    Address(name="report-list", roles=READS_PUBLIC),
    Address(name="period-close", roles=(COMMANDER,)),
    Address(name="period-close", method="POST", roles=(COMMANDER,), ok=422),
    Address(name="compilation-create", method="POST", roles=COMPILES, ok=422),
    Address(name="compilation-create", roles=COMPILES, ok=405),
    Address(name="compilation-detail", rows=("compilation",), roles=READS, twin=404),
    Address(name="compilation-progress", rows=("compilation",), roles=READS, twin=404, page=False),
    Address(name="edition-detail", rows=("edition",), roles=READS, also=NOT_PUBLIC, twin=404),
    Address(name="edition-detail", rows=("public",), roles=READS_PUBLIC, twin=404),
    Address(name="edition-reproduce", rows=("edition",), roles=READS, twin=404),
    Address(name="edition-compare", rows=("edition",), roles=READS, twin=404),
    Address(
        name="figure-detail",
        rows=("edition",),
        arguments=("arrests_total", "current"),
        roles=READS,
        twin=404,
    ),
    Address(
        name="figure-detail",
        rows=("edition",),
        arguments=("crime_total", "current"),
        roles=READS,
        twin=404,
    ),
    Address(
        name="figure-by-digest",
        rows=("digest",),
        arguments=("arrests_total", "current"),
        roles=READS,
        ok=302,
        twin=404,
        page=False,
    ),
    Address(name="verify", roles=READS),
    Address(name="verify", method="POST", roles=READS, ok=422),
    Address(name="verify", method="POST", sent={"digest": "0" * 64}, roles=READS),
    Address(name="schema-detail", arguments=("edition-1",), stranger=200, page=False),
    Address(name="readiness", roles=READS),
    Address(
        name="readiness-remind",
        rows=("schedule",),
        method="POST",
        sent={"whom": "team:0"},
        roles=READS,
        ok=302,
        twin=404,
    ),
    Address(name="health-board", roles=COMPILES),
    Address(name="schedule-create", roles=COMPILES),
    Address(name="schedule-create", method="POST", roles=COMPILES, ok=422),
    Address(name="schedule-detail", rows=("schedule",), roles=COMPILES, twin=404),
    Address(name="schedule-edit", rows=("schedule",), roles=COMPILES, twin=404),
    Address(
        name="schedule-edit", rows=("schedule",), method="POST", roles=COMPILES, ok=422, twin=404
    ),
    Address(name="schedule-stop", rows=("schedule",), roles=COMPILES, twin=404),
    Address(
        name="schedule-stop", rows=("schedule",), method="POST", roles=COMPILES, ok=422, twin=404
    ),
    Address(
        name="schedule-start", rows=("schedule",), method="POST", roles=COMPILES, ok=302, twin=404
    ),
    # Everyone reads what they themselves were told; this message is to the commander.
    Address(
        name="message-put-away",
        rows=("message",),
        method="POST",
        roles=(COMMANDER,),
        ok=302,
        refused=404,
        twin=404,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the records desk: the row of the example, who sees it, who writes it."""

    row: str
    sees: Sequence[Role] = KEEPERS
    adds: Sequence[Role] = KEEPERS
    saves: Sequence[Role] | None = None
    shared: bool = False


CODES = (
    "incidents_asbqualifier",
    "incidents_crimetype",
    "incidents_incidenttype",
    "incidents_outcometype",
    "operations_audience",
    "operations_chargeresult",
    "operations_disposaltype",
    "operations_engagementtype",
    "operations_hearingtype",
    "operations_necessitycriterion",
    "operations_offencegroup",
    "operations_officerdefinedethnicity",
    "operations_ordertype",
    "operations_patrolmode",
    "operations_providertype",
    "operations_selfdefinedethnicity",
    "operations_sentencetype",
    "records_returnreason",
)
TABLES: Mapping[str, Table] = {
    "accounts_force": Table(row="force", adds=(), shared=True),
    "accounts_district": Table(row="district", adds=()),
    "accounts_team": Table(row="team"),
    "accounts_officer": Table(row="officer"),
    "accounts_posting": Table(row="posting"),
    **{code: Table(row=code.replace("_", "."), shared=True) for code in CODES},
    "incidents_area": Table(row="area", sees=DESK, adds=()),
    "incidents_incident": Table(row="incident", sees=SEES, adds=()),
    "incidents_importbatch": Table(row="batch", sees=(ANALYST,), adds=(), shared=True),
    "incidents_loggedincident": Table(row="logged-incident", sees=SEES, adds=LOGS),
    "operations_operation": Table(row="operation", sees=SEES, adds=PLANS),
    "operations_patrol": Table(row="patrol", sees=SEES, adds=LOGS),
    "operations_arrest": Table(row="arrest", sees=SEES, adds=LOGS),
    "operations_prosecution": Table(row="prosecution", sees=SEES, adds=LOGS),
    "operations_engagement": Table(row="engagement", sees=SEES, adds=LOGS),
    "operations_surveywave": Table(row="survey-wave", sees=SEES, adds=(ANALYST,)),
    "operations_subject": Table(row="subject", sees=SEES, adds=()),
}


def desk() -> Iterator[Address]:
    """List the addresses of the records desk; the advisory group is led to a refusal."""
    out = {ADVISORY: 302}
    yield Address(name="admin:index", roles=DESK, also=out)
    yield Address(name="admin:login", ok=302, also={ADVISORY: 403})
    yield Address(name="admin:logout", method="POST", ok=302)
    yield Address(name="admin:password_change", ok=302)
    yield Address(name="admin:password_change_done", roles=DESK, also=out, page=False)
    yield Address(name="admin:autocomplete", roles=(), also=out, page=False)
    yield Address(name="admin:jsi18n", roles=DESK, also=out, page=False)
    yield Address(
        name="admin:view_on_site", arguments=("1", "1"), roles=DESK, ok=404, also=out, page=False
    )
    for app, roles in {
        "accounts": KEEPERS,
        "incidents": DESK,
        "operations": DESK,
        "records": KEEPERS,
    }.items():
        yield Address(name="admin:app_list", arguments=(app,), roles=roles, also=out, refused=404)
    for name, table in TABLES.items():
        yield from table_pages(name, table)


def table_pages(name: str, table: Table) -> Iterator[Address]:
    """List the pages of one table of the records desk."""
    out = {ADVISORY: 302}
    hidden = 403 if table.shared else 404
    yield Address(name=f"admin:{name}_changelist", roles=table.sees, also=out)
    yield Address(name=f"admin:{name}_add", roles=table.adds, also=out)
    for page in ("change", "history"):
        yield Address(
            name=f"admin:{name}_{page}",
            rows=(table.row,),
            roles=table.sees,
            also=out,
            refused=hidden,
            twin=None if table.shared else 404,
        )


ADDRESSES = (*SITE, *kinds(), *RECORDS, *INCIDENTS, *REPORTS, *downloads(), *desk())
WITHOUT_A_NAME = 1
"""Addresses of Django's admin that only lead on: the last of the desk and one of each table."""


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Walk the resolver and give the name of every address, "" where it has none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else ""
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
