"""Fill a migrated database with generated rows: fill.py INCIDENTS DISTRICTS CSV.

The incidents go in directly and in bulk, the monthly counts by the statement that imports use.
The records of officers are as many whatever the number of incidents. The same incidents are written
to CSV, for whoever counts them otherwise. The same arguments give the same rows.
"""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import connection, transaction

from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role
from incidents import bulk, months
from incidents.keys import crime_key
from incidents.models import Coverage, CrimeType, FileKind, ImportBatch, Incident, Place
from operations.models import Arrest, DisposalType, OffenceGroup, Patrol, PatrolMode, ProviderType
from records.codes import code_lists, load_list
from records.models import Kind, Record, RecordVersion, Status
from reports.periods import Period

AT = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)
MONTHS = [month.start for month in Period.months_to("2024-03", 24).months()]
PLACES = 35_000
RECORDS = 2_000
AT_ONCE = 50_000
FIELDS = (
    *("key", "force", "crime_id", "occurrence", "month", "crime_type", "place"),
    *("last_outcome", "district", "disputed", "presence", "added_by"),
)
Row = tuple[int | str | date | None, ...]


def make_people(n_districts: int) -> tuple[Force, list[District], Officer]:
    """Make a force, its districts, and one officer who may do everything in the first."""
    force = Force.objects.create(slug="essex", name="Essex Police")
    districts = [
        District.objects.create(force=force, slug=f"district-{n}", name=f"District {n}")
        for n in range(n_districts)
    ]
    officer = Officer.objects.create(collar_number="41123", title="PC")
    team = Team.objects.create(district=districts[0], slug="team", name="Team")
    for role in (Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER, Role.ANALYST):
        Posting.objects.create(officer=officer, team=team, role=role, from_on=MONTHS[0])
    return force, districts, officer


def make_places(batch: ImportBatch) -> None:
    """Make places, all of them located."""
    Place.objects.bulk_create(
        Place(
            id=n,
            longitude=0.7 + n / 1e6,
            latitude=51.5,
            name=f"On or near Street {n}",
            lsoa_code=f"E0{n:07}",
            added_by=batch,
        )
        for n in range(1, PLACES + 1)
    )


def incidents(n: int, force: Force, districts: list[District], batch: ImportBatch) -> Iterator[Row]:
    """Generate incidents: one in twenty without a place, one in ten outside every district."""
    random = Random(n)
    types = list(CrimeType.objects.filter(valid_to=None).values_list("code", flat=True))
    keys = [district.pk for district in districts]
    for number in range(1, n + 1):
        located, within = random.random() >= 0.05, random.random() >= 0.1
        yield (
            crime_key(force.slug, f"{number:064x}"),
            force.pk,
            f"{number:064x}",
            0,
            random.choice(MONTHS),
            random.choice(types),
            random.randint(1, PLACES) if located else None,
            None,
            random.choice(keys) if located and within else None,
            "",
            "held",
            batch.pk,
        )


def insert_incidents(rows: Iterator[Row], copy: Path) -> None:
    """Insert the rows and write them to CSV."""
    with copy.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        while some := list(islice(rows, AT_ONCE)):
            bulk.insert(Incident, FIELDS, some)
            writer.writerows(some)


def make_records(by: Officer, district: District) -> None:
    """Make approved arrests and patrols, spread over both years."""
    team = Team.objects.get(district=district)
    headers = [header(n, by, team) for n in range(2 * RECORDS)]
    Record.objects.bulk_create(headers)
    offences, disposals = list(OffenceGroup.objects.all()), list(DisposalType.objects.all())
    arrests = [
        Arrest(
            record=record,
            arresting_officer=by,
            place="High Street",
            sex="male",
            principal_offence=offences[n % len(offences)],
            latest_disposal=disposals[n % len(disposals)],
        )
        for n, record in enumerate(headers[:RECORDS])
    ]
    provider, mode = ProviderType.objects.all()[0], PatrolMode.objects.all()[0]
    patrols = [
        Patrol(
            record=record,
            provider=provider,
            mode=mode,
            started_at=record.occurred_at,
            ended_at=record.occurred_at + timedelta(hours=2),
            crew_size=2,
        )
        for record in headers[RECORDS:]
    ]
    Arrest.objects.bulk_create(arrests)
    Patrol.objects.bulk_create(patrols)
    RecordVersion.objects.bulk_create(version(row, by) for row in arrests)
    RecordVersion.objects.bulk_create(version(row, by) for row in patrols)


def version(row: Arrest | Patrol, by: Officer) -> RecordVersion:
    """Make the only version of a record, with what it counts as."""
    facts: dict[str, object] = {"occurred_at": row.record.occurred_at.isoformat()}
    if isinstance(row, Arrest):
        facts |= {"offence": row.principal_offence_id, "disposal": row.latest_disposal_id}
    else:
        facts |= {
            "started_at": row.started_at.isoformat(),
            "ended_at": row.ended_at.isoformat(),
            "crew_size": row.crew_size,
        }
    return RecordVersion(
        record=row.record,
        number=row.record.version,
        at=AT,
        by=by,
        verb="log",
        status=row.record.status,
        content=[],
        facts=facts,
    )


def header(n: int, by: Officer, team: Team) -> Record:
    """Make the header of a record that stands approved."""
    kind = Kind.ARREST if n < RECORDS else Kind.PATROL
    first = datetime.combine(MONTHS[0], AT.timetz())
    return Record(
        id=UUID(int=n + 1),
        reference=f"X-24-{n:05}",
        kind=kind,
        status=Status.APPROVED,
        district=team.district,
        team=team,
        logged_by=by,
        logged_at=AT,
        occurred_at=first + timedelta(hours=n * 8 % (720 * 24)),
        summary="Generated",
        submitted_at=AT,
        decided_at=AT,
        decided_by=by,
        review_due_on=date(2030, 1, 1),
    )


def main() -> None:
    """Fill the database and print how many incidents it holds."""
    n, n_districts, copy = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for model in code_lists():
        load_list(model)
    force, districts, officer = make_people(n_districts)
    batch = ImportBatch.objects.create(digest="0" * 64, by=officer, received_at=AT)
    with transaction.atomic():
        make_places(batch)
        insert_incidents(incidents(n, force, districts, batch), copy)
        for month in MONTHS:
            months.recount(months.ForceMonth(force.pk, month.isoformat()))
            Coverage.objects.create(force=force, kind=FileKind.STREET, month=month, batch=batch)
        make_records(officer, districts[0])
    if connection.vendor == "postgresql":
        bulk.execute("VACUUM ANALYZE", [])
    json.dump({"incidents": Incident.objects.count()}, sys.stdout)


if __name__ == "__main__":
    main()
