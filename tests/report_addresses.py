"""The addresses of reports, and of what is handed out as a file."""

from collections.abc import Iterator

from tests.address import ANALYST, COMMANDER, COMPILES, NOT_PUBLIC, READS, READS_PUBLIC, Address

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
    Address(name="definition-list", roles=READS_PUBLIC),
    Address(name="definition-detail", arguments=("officer_minutes",), roles=READS_PUBLIC),
    Address(name="harm-table-list", roles=COMPILES),
    Address(name="harm-table-list", method="POST", roles=COMPILES, ok=422),
    Address(name="harm-template", roles=COMPILES, page=False),
    Address(name="harm-table-detail", rows=("harm_table",), roles=READS),
    Address(name="verify", roles=READS_PUBLIC),
    Address(name="verify", method="POST", roles=READS_PUBLIC, ok=422),
    Address(name="verify", method="POST", sent={"digest": "0" * 64}, roles=READS_PUBLIC),
    Address(name="schema-detail", arguments=("edition-3",), stranger=200, page=False),
    Address(name="schema-detail", arguments=("api-1",), stranger=200, page=False),
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


def downloads() -> Iterator[Address]:
    """List what is handed out as a file."""
    for name in ("operation", "patrol", "arrest", "prosecution", "engagement"):
        yield Address(name="list-download", arguments=(name, "csv"), roles=READS, page=False)
    for name in ("logged-incident", "survey-wave", "incident"):
        yield Address(name="list-download", arguments=(name, "xlsx"), roles=READS, page=False)
    for name in ("arrest", "incident", "area"):
        yield Address(name="list-download", arguments=(name, "ods"), roles=READS, page=False)
    for key, format in (("arrests_total", "csv"), ("crime_total", "ods"), ("crime_total", "xlsx")):
        yield Address(
            name="figure-download",
            rows=("edition",),
            arguments=(key, "current", format),
            roles=READS,
            twin=404,
            page=False,
        )
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
