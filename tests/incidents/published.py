"""Small files in the layout of published police data, all invented, and their import."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from accounts import clock
from accounts.models import Officer
from incidents import actions, processing, results
from incidents.models import ImportBatch
from incidents.police_csv import COLUMNS, OUTCOMES, STREET
from incidents.results import Outcome
from incidents.storage import Incoming

Contents = dict[str, list[tuple[Any, ...]]]

AT = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)
ASB = "Anti-social behaviour"
FORCE = "(SELECT slug FROM accounts_force WHERE id = force_id)"
DISTRICT = "(SELECT slug FROM accounts_district WHERE id = district_id)"
AREA = "(SELECT code FROM incidents_area WHERE id = area_id)"
CONTENT = {
    "incidents_incident": f"key, {FORCE}, crime_id, occurrence, month, crime_type_id, place_id, "
    f"last_outcome_id, {DISTRICT}, disputed, presence",
    "incidents_crimeoutcome": f"key, {FORCE}, crime_id, incident_id, month, outcome_type_id, "
    "place_id, times, disputed, presence",
    "incidents_place": "id, longitude, latitude, name, lsoa_code, lsoa_name, exact",
    "incidents_place_areas": f"place_id, {AREA}",
    "incidents_disputedrow": "incident_id, month, crime_type_id, place_id, last_outcome_id",
    "incidents_monthlycount": f'{FORCE}, {DISTRICT}, month, crime_type_id, located, "count"',
    "incidents_coverage": f"DISTINCT {FORCE}, kind, month",  # one row an import that brought it
}


class Killed(BaseException):
    """Ends the process at a point that a test chooses."""


def crime_id(number: int) -> str:
    """Give an identifier of the published length."""
    return f"{number:064x}"


def street(number: int | None = None, **changed: str) -> list[str]:
    """Give one row of a street file; without a number it is antisocial behaviour."""
    row = {
        "Crime ID": "" if number is None else crime_id(number),
        "Month": "2024-04",
        "Reported by": "Essex Police",
        "Falls within": "Essex Police",
        "Longitude": "0.710000",
        "Latitude": "51.540000",
        "Location": "On or near Pier Approach",
        "LSOA code": "E01099001",
        "LSOA name": "Seaborough 001A",
        "Crime type": ASB if number is None else "Shoplifting",
        "Last outcome category": "" if number is None else "Under investigation",
        "Context": "",
    }
    row |= {name.replace("_", " "): value for name, value in changed.items()}
    return [row[name] for name in COLUMNS[STREET]]


def rows_of(month: str, count: int, **changed: str) -> list[list[str]]:
    """Give so many crimes of a month, the same each time."""
    first = int(month.replace("-", "")) * 1000
    return [street(first + n, Month=month, **changed) for n in range(count)]


def outcome(number: int, **changed: str) -> list[str]:
    """Give one row of an outcomes file."""
    row = {
        "Crime ID": crime_id(number),
        "Month": "2024-04",
        "Reported by": "Essex Police",
        "Falls within": "Essex Police",
        "Longitude": "0.710000",
        "Latitude": "51.540000",
        "Location": "On or near Pier Approach",
        "LSOA code": "E01099001",
        "LSOA name": "Seaborough 001A",
        "Outcome type": "Suspect charged",
    }
    row |= {name.replace("_", " "): value for name, value in changed.items()}
    return [row[name] for name in COLUMNS[OUTCOMES]]


def nowhere() -> dict[str, str]:
    """Give the cells of a row without a location."""
    blank = dict.fromkeys(("Longitude", "Latitude", "LSOA_code", "LSOA_name"), "")
    return {**blank, "Location": "No Location"}


def csv_of(rows: Iterable[list[str]], kind: str = STREET) -> bytes:
    """Write a file of a kind."""
    lines = [COLUMNS[kind], *rows]
    return "".join(",".join(line) + "\r\n" for line in lines).encode()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Write an archive."""
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return opened.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def receive(*paths: Path, by: Officer) -> ImportBatch:
    """Receive paths."""
    sources = [Incoming(path.name, path) for path in paths]
    return actions.receive_import(sources=sources, by=by, at=AT)


def take_in(*paths: Path, by: Officer) -> Outcome:
    """Receive paths and import them."""
    batch = receive(*paths, by=by)
    processing.process_import(batch=batch, by=by, clock=clock.now)
    batch.refresh_from_db()
    return results.stored(batch)


def confirm(batch: ImportBatch, *, by: Officer) -> Outcome:
    """Confirm what is in doubt of an import, and bring it in."""
    bringing = actions.order_confirm(batch=batch, by=by, at=AT)
    processing.process_import(batch=bringing, by=by, clock=clock.now)
    bringing.refresh_from_db()
    return results.stored(bringing)


def newest() -> ImportBatch:
    """Give the import that was received last."""
    return ImportBatch.objects.order_by("-pk")[0]


def buckets(outcome: Outcome) -> dict[str, int]:
    """Give the buckets that are not empty."""
    totals: Any = outcome.as_json()["total"]
    return {name: count for name, count in totals.items() if count}


def contents() -> Contents:
    """Read every row of imported data, without numbers and without who brought them."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in CONTENT.items():
            cursor.execute(f"SELECT {columns} FROM {table}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found
