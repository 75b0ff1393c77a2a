"""Fill a migrated database with generated rows: fill.py INCIDENTS DISTRICTS CSV [options].

The incidents go in directly and in bulk, the monthly counts by the statement that imports use.
Half of the records of officers are arrests and half patrols, all in the first district unless they
are to be spread. The same incidents are written to CSV, for whoever counts them otherwise. The same
arguments give the same rows.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import connection, transaction

from accounts import officers
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role
from incidents import bulk, months
from incidents.keys import crime_key
from incidents.models import (
    BatchState,
    Coverage,
    CrimeType,
    FileKind,
    ImportBatch,
    Incident,
    Place,
)
from operations.models import Arrest, DisposalType, OffenceGroup, Patrol, PatrolMode, ProviderType
from records.codes import code_lists, load_list
from records.models import Kind, Record, RecordVersion, Status
from reports.defining import load_definitions
from reports.periods import Period

AT = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)
LAST_MONTH = "2024-03"
PLACES = 35_000
AT_ONCE = 50_000
RECORDS_AT_ONCE = 10_000
FIELDS = (
    *("key", "force", "crime_id", "occurrence", "month", "crime_type", "place"),
    *("last_outcome", "district", "disputed", "presence", "added_by"),
)
Row = tuple[int | str | date | None, ...]


@dataclass(frozen=True)
class Size:
    """How much there is to be: `records` of officers over all districts, or all in the first."""

    incidents: int
    districts: int
    records: int
    months: int
    is_spread: bool

    @property
    def period(self) -> Period:
        """The months over which everything is spread."""
        return Period.months_to(LAST_MONTH, self.months)


def make_people(size: Size) -> tuple[Force, list[Team], Officer]:
    """Make a force, its districts with a team each, and one officer who may do everything."""
    force = Force.objects.create(slug="essex", name="Essex Police")
    officer = Officer.objects.create(collar_number="41123", title="PC")
    teams = []
    for n in range(size.districts):
        district = District.objects.create(force=force, slug=f"district-{n}", name=f"District {n}")
        teams.append(Team.objects.create(district=district, slug="team", name="Team"))
        for role in (Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER, Role.ANALYST):
            Posting.objects.create(
                officer=officer, team=teams[n], role=role, from_on=size.period.start
            )
    return force, teams, officer


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


def incidents(size: Size, force: Force, teams: list[Team], batch: ImportBatch) -> Iterator[Row]:
    """Generate incidents: one in twenty without a place, one in ten outside every district."""
    random = Random(size.incidents)
    types = list(CrimeType.objects.filter(valid_to=None).values_list("code", flat=True))
    months = [month.start for month in size.period.months()]
    keys = [team.district_id for team in teams]
    for number in range(1, size.incidents + 1):
        located, within = random.random() >= 0.05, random.random() >= 0.1
        yield (
            crime_key(force.slug, f"{number:064x}"),
            force.pk,
            f"{number:064x}",
            0,
            random.choice(months),
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


def make_records(size: Size, by: Officer, teams: list[Team]) -> None:
    """Make approved arrests and patrols in equal parts, spread over all months."""
    teams = teams if size.is_spread else teams[:1]
    offences, disposals = list(OffenceGroup.objects.all()), list(DisposalType.objects.all())
    provider, mode = ProviderType.objects.all()[0], PatrolMode.objects.all()[0]
    for some in batched(range(size.records), RECORDS_AT_ONCE):
        headers = [header(n, size, by, teams[n // 2 % len(teams)]) for n in some]
        Record.objects.bulk_create(headers)
        arrests = [
            Arrest(
                record=record,
                arresting_officer=by,
                place="High Street",
                sex="male",
                principal_offence=offences[n % len(offences)],
                latest_disposal=disposals[n % len(disposals)],
            )
            for n, record in enumerate(headers[::2])
        ]
        patrols = [
            Patrol(
                record=record,
                provider=provider,
                mode=mode,
                started_at=record.occurred_at,
                ended_at=record.occurred_at + timedelta(hours=2),
                crew_size=2,
            )
            for record in headers[1::2]
        ]
        Arrest.objects.bulk_create(arrests)
        Patrol.objects.bulk_create(patrols)
        RecordVersion.objects.bulk_create(version(row, by) for row in arrests)
        RecordVersion.objects.bulk_create(version(row, by) for row in patrols)


def batched(numbers: range, size: int) -> Iterator[range]:
    """Cut a range into ranges of at most a size."""
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def version(row: Arrest | Patrol, by: Officer) -> RecordVersion:
    """Make the only version of a record, with what it counts as."""
    facts: dict[str, object] = {"occurred_at": row.record.occurred_at.isoformat()}
    if isinstance(row, Arrest):
        facts |= {
            "offence": row.principal_offence_id,
            "disposal": row.latest_disposal_id,
            "disposals": [[row.latest_disposal_id, row.record.occurred_at.date().isoformat()]],
        }
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


def header(n: int, size: Size, by: Officer, team: Team) -> Record:
    """Make the header of a record that stands approved: arrests are even, patrols odd."""
    first = datetime.combine(size.period.start, AT.timetz())
    hours = 24 * (size.period.end - size.period.start).days * n // size.records
    return Record(
        id=UUID(int=n + 1),
        reference=f"X-24-{n:06}",
        kind=Kind.PATROL if n % 2 else Kind.ARREST,
        status=Status.APPROVED,
        district=team.district,
        team=team,
        logged_by=by,
        logged_at=AT,
        occurred_at=first + timedelta(hours=hours),
        summary="Generated",
        submitted_at=AT,
        decided_at=AT,
        decided_by=by,
        review_due_on=date(2030, 1, 1),
    )


def asked() -> tuple[Size, Path]:
    """Read what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("incidents", type=int)
    parser.add_argument("districts", type=int)
    parser.add_argument("copy", type=Path)
    parser.add_argument("--records", type=int, default=4_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--spread", action="store_true")
    read = parser.parse_args()
    size = Size(read.incidents, read.districts, read.records, read.months, read.spread)
    return size, read.copy


def main() -> None:
    """Fill the database and print how many incidents it holds."""
    size, copy = asked()
    for model in code_lists():
        load_list(model)
    load_definitions(by=officers.service(officers.CONSOLE, at=AT), at=AT)
    force, teams, officer = make_people(size)
    batch = ImportBatch.objects.create(
        digest="0" * 64, by=officer, received_at=AT, state=BatchState.DONE
    )
    with transaction.atomic():
        make_places(batch)
        insert_incidents(incidents(size, force, teams, batch), copy)
        for month in size.period.months():
            months.recount(months.ForceMonth(force.pk, month.start.isoformat()))
            Coverage.objects.create(
                force=force,
                kind=FileKind.STREET,
                month=month.start,
                batch=batch,
                rows=Incident.objects.filter(force=force, month=month.start).count(),
            )
        make_records(size, officer, teams)
    if connection.vendor == "postgresql":
        bulk.execute("VACUUM ANALYZE", [])
    made = {"incidents": Incident.objects.count(), "records": Record.objects.count()}
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
