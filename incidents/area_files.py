"""Reading a file of areas: all of it, or a refusal that names the feature and the mend."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from accounts.models import District
from accounts.typed import typed, why_not
from incidents import geometry
from incidents.geojson import BadGeometry, plain
from incidents.models import Area, AreaKind

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


def read_areas(file: AreaFile, district: District) -> tuple[list[Area], list[str]]:
    """Read every area of a file, or refuse the file; give the areas and what to warn of.

    Raises: BadAreaFile.
    """
    if file.valid_from and file.valid_to and file.valid_to <= file.valid_from:
        raise BadAreaFile("--valid-to is the first day no longer: give a day after --valid-from.")
    areas: dict[str, Area] = {}
    warnings = []
    for number, feature in features(file.path):
        where = f"{file.path.name}, feature {number}"
        found = feature.get("properties") if isinstance(feature, dict) else None
        properties = found if isinstance(found, dict) else {}
        code, name = (
            typed(str(properties.get(key) or ""), lines=False).text.strip()
            for key in (file.code_field, file.name_field)
        )
        if not code or not name or len(code) > 40 or len(name) > 120:
            fields = f"{file.code_field} and {file.name_field}"
            raise BadAreaFile(f"{where}: {fields} give no code and name of a usual length.")
        if why := why_not(name + code, subject="name or code"):
            raise BadAreaFile(f"{where}: {why}.")
        where += f" ({name}, {code})"
        if code in areas:
            raise BadAreaFile(f"{where}: the code {code} stands twice in the file.")
        lines, warning = lines_of(feature, where)
        warnings += [warning] if warning else []
        areas[code] = area_of(file, district, code, name, lines)
    return list(areas.values()), warnings


def lines_of(feature: Mapping[str, Any], where: str) -> tuple[dict[str, Any], str]:
    """Read the lines of a feature, and what to warn of.

    Raises: BadAreaFile.
    """
    try:
        warning = geometry.why_warn(feature.get("geometry"))
        return plain(feature["geometry"]), f"{where}: {warning}." if warning else ""
    except BadGeometry as error:
        raise BadAreaFile(f"{where}: {error}") from error


def area_of(
    file: AreaFile, district: District, code: str, name: str, lines: dict[str, Any]
) -> Area:
    """Make the area that a feature of a file describes, not yet written."""
    return Area(
        district=district,
        kind=file.kind,
        code=code,
        name=name,
        vintage=file.vintage,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        geometry=lines,
        approximate=file.approximate,
    )
