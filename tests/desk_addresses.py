"""The addresses of the records desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts.roles import Role
from tests.address import ADVISORY, ANALYST, DESK, KEEPERS, LOGS, PLANS, SEES, Address


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
    "reports_measuredefinition": Table(row="definition", shared=True),
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
        "reports": KEEPERS,
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
