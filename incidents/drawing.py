"""The action that imports areas. Knows geometry: for workers and commands only. ADR 0022."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import District, Officer
from audit import journal
from audit.models import Operation
from incidents import bulk, months, rules, warnings
from incidents.geometry import BadGeometry, Gazetteer, polygon
from incidents.models import Area, AreaKind, ImportBatch, Place
from incidents.redistricting import find_districts
from records.writing import refuse

LARGEST_FILE = 64 * 1024 * 1024


class BadAreaFile(ValueError):
    """A file of areas is refused as a whole; the message names the feature."""


@dataclass(frozen=True)
class AreaFile:
    """A GeoJSON file of areas of one kind, and where its codes and names stand."""

    path: Path
    kind: AreaKind
    code_field: str
    name_field: str
    vintage: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    approximate: bool = False


@dataclass
class Drawn:
    """What an import of areas did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    places: int = 0
    moved: int = 0
    warnings: list[str] = field(default_factory=list)


def features(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Read the features of a GeoJSON file, counted from 1.

    Raises: BadAreaFile.
    """
    if not path.is_file():
        raise BadAreaFile(f"There is no file {path}.")
    if path.stat().st_size > LARGEST_FILE:
        raise BadAreaFile(f"{path.name} is larger than {LARGEST_FILE:,} bytes.")
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadAreaFile(f"{path.name} is not GeoJSON: {error}") from error
    listed = content.get("features") if isinstance(content, dict) else None
    if not isinstance(listed, list) or not listed:
        raise BadAreaFile(f"{path.name} holds no features of a GeoJSON FeatureCollection.")
    yield from enumerate(listed, start=1)


def read_areas(file: AreaFile, district: District) -> list[Area]:
    """Read every area of a file, or refuse the file.

    Raises: BadAreaFile.
    """
    areas: dict[str, Area] = {}
    for number, feature in features(file.path):
        where = f"{file.path.name}, feature {number}"
        found = feature.get("properties") if isinstance(feature, dict) else None
        properties = found if isinstance(found, dict) else {}
        code, name = (
            str(properties.get(key) or "").strip() for key in (file.code_field, file.name_field)
        )
        if not code or not name or len(code) > 40 or len(name) > 120:
            fields = f"{file.code_field} and {file.name_field}"
            raise BadAreaFile(f"{where}: {fields} give no code and name of a usual length.")
        if code in areas:
            raise BadAreaFile(f"{where}: the code {code} stands twice in the file.")
        try:
            polygon(feature.get("geometry"))
        except BadGeometry as error:
            raise BadAreaFile(f"{where}: {error}.") from error
        areas[code] = Area(
            district=district,
            kind=file.kind,
            code=code,
            name=name,
            vintage=file.vintage,
            valid_from=file.valid_from,
            valid_to=file.valid_to,
            geometry=feature["geometry"],
            approximate=file.approximate,
        )
    return list(areas.values())


def import_areas(*, file: AreaFile, district: District, by: Officer, at: datetime) -> Drawn:
    """Add or change areas, put the places into them and find the districts of incidents anew.

    Safe to call again: it ends in the same tables.
    Raises: Refused, BadAreaFile.
    """
    refuse(rules.why_not_keep_areas(by, district.pk))
    at_work = ImportBatch.objects.filter(at_work=True, claimed_until__gt=at).first()
    refuse(f"{at_work} is being imported. Import the areas when it is in." if at_work else "")
    areas = read_areas(file, district)
    drawn = Drawn()
    with transaction.atomic():
        written = [write_area(area, drawn) for area in areas]
        drawn.places = place(written)
        journal.write(
            verb="area.import",
            operation=Operation.COLLECTION,
            by=by,
            at=at,
            subject="area",
            subject_id=file.kind,
            label=f"{len(areas)} areas",
            district=district.slug,
            detail={"file": file.path.name, "added": drawn.added, "updated": drawn.updated},
        )
    drawn.moved = find_districts(months.months_held())
    drawn.warnings = warnings.of_everything()
    return drawn


def write_area(area: Area, drawn: Drawn) -> Area:
    """Write one area over the one of the same code, vintage and first day, or add it."""
    standing = Area.objects.filter(
        district=area.district,
        kind=area.kind,
        code=area.code,
        vintage=area.vintage,
        valid_from=area.valid_from,
    ).first()
    if standing is None:
        area.save()
        drawn.added += 1
        return area
    area.pk = standing.pk
    names = ("name", "valid_to", "geometry", "approximate")
    if all(getattr(area, name) == getattr(standing, name) for name in names):
        drawn.unchanged += 1
        return standing
    area.save(force_update=True)
    drawn.updated += 1
    return area


def place(areas: Iterable[Area]) -> int:
    """Put every place into those of the areas that it lies in; tell how many."""
    listed = list(areas)
    memberships = Place.areas.through
    memberships.objects.filter(area__in=listed).delete()
    codes = {area.code: area.pk for area in listed if area.kind == AreaKind.LSOA}
    by_code = Place.objects.filter(lsoa_code__in=list(codes)).values_list("id", "lsoa_code")
    rows: list[tuple[int, int]] = [(key, codes[code]) for key, code in by_code]
    gazetteer = Gazetteer([area for area in listed if area.kind != AreaKind.LSOA])
    points = Place.objects.filter(longitude__isnull=False).order_by("id")
    found = points.values_list("id", "longitude", "latitude")
    if gazetteer.tree is not None:
        keys = [key for key, _, _ in found]
        areas_of = gazetteer.find([(x or 0.0, y or 0.0) for _, x, y in found])
        rows += [
            (key, area) for key, of_point in zip(keys, areas_of, strict=True) for area in of_point
        ]
    bulk.insert(memberships, ("place", "area"), rows)
    return len({key for key, _ in rows})
