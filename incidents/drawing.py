"""The action that imports areas. Knows geometry: for workers and commands only. ADR 0022."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NoReturn

from django.db import transaction

from accounts.models import District, Officer
from accounts.wording import long_date
from audit import journal
from audit.models import Operation
from incidents import (
    area_warnings,
    areas,
    grounds,
    months,
    placing,
    rules,
    successions,
    warnings,
)
from incidents.area_files import AreaFile, BadAreaFile, read_areas
from incidents.areas import GIVE_DISTRICTS, DaysInForce
from incidents.models import Area, ImportBatch, SucceedingKind
from incidents.redistricting import find_districts
from records.writing import Refused, refuse

__all__ = ["AreaFile", "BadAreaFile", "Drawn", "import_areas"]


@dataclass
class Drawn:
    """What an import of areas did; `ended` says which areas it ended, a sentence each."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    places: int = 0
    moved: int = 0
    ended: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def import_areas(*, file: AreaFile, district: District, by: Officer, at: datetime) -> Drawn:
    """Add or change areas, put the places into them and find the districts of incidents anew.

    All of the file comes in, or nothing. One area of a code is in force on a day: with a first day
    the older one ends on it. Safe to call again: it ends in the same tables. Killed on its way, it
    leaves the areas due for `redistricting.settle_districts`.
    Raises: Refused, BadAreaFile.
    """
    refuse(rules.why_not_keep_areas(by, district.pk))
    at_work = ImportBatch.objects.filter(at_work=True, claimed_until__gt=at).first()
    refuse(f"{at_work} is being imported. Import the areas when it is in." if at_work else "")
    read, notes = read_areas(file, district)
    drawn = Drawn()
    written, holding = write(read, file, drawn, by=by, at=at)
    drawn.moved = find_districts(months.months_held())
    Area.objects.filter(districts_due_since=at).update(districts_due_since=None)
    drawn.warnings = [
        *warnings.of_everything(),
        *notes,
        *area_warnings.of_nothing(written, holding, district),
        *area_warnings.of_overlaps(written),
    ]
    return drawn


@transaction.atomic
def write(
    read: list[Area], file: AreaFile, drawn: Drawn, *, by: Officer, at: datetime
) -> tuple[list[Area], set[int]]:
    """Write the areas of a file and put the places into them; give them, and which hold any.

    Raises: Refused.
    """
    written = [write_area(area, drawn, by=by, at=at) for area in read]
    held = placing.place(written)
    drawn.places = len({place for place, _ in held})
    decides = Area.objects.filter(pk__in=[area.pk for area in written], kind__in=GIVE_DISTRICTS)
    if decides.update(districts_due_since=at):
        grounds.survey([read[0].district_id])
    journal.write(
        verb="area.import",
        operation=Operation.COLLECTION,
        by=by,
        at=at,
        subject="area",
        subject_id=file.kind,
        label=f"{len(read)} areas",
        district=read[0].district.slug,
        detail={"file": file.path.name, "added": drawn.added, "updated": drawn.updated},
    )
    return written, {area for _, area in held}


def write_area(area: Area, drawn: Drawn, *, by: Officer, at: datetime) -> Area:
    """Write one area over that of its code and first day, or add it and end the one before.

    Raises: Refused.
    """
    same = areas.of_one_code(area)
    standing = same.filter(valid_from=area.valid_from).first()
    if standing is not None:
        area.pk = standing.pk
        area.valid_to = area.valid_to or standing.valid_to
    days = DaysInForce(area.valid_from, area.valid_to)
    for other in areas.sharing_days(area, days):
        end_before(area, other, by=by, at=at)
        last = long_date(days.first - timedelta(days=1)) if days.first else ""
        drawn.ended.append(f"{area_warnings.named(other)} as it was drawn before ends on {last}.")
    if standing is None:
        area.save()
        drawn.added += 1
        return area
    names = ("name", "vintage", "valid_to", "geometry", "approximate")
    if all(getattr(area, name) == getattr(standing, name) for name in names):
        drawn.unchanged += 1
        return standing
    area.save(force_update=True)
    drawn.updated += 1
    return area


def end_before(area: Area, other: Area, *, by: Officer, at: datetime) -> None:
    """End an older area of a code where a newer one begins, if the newer takes all its days over.

    Lines that enclose the same ground make it the successor.
    Raises: Refused, with the way to import the file.
    """
    first, end = area.valid_from, area.valid_to
    begun = other.valid_from
    name = area_warnings.named(other)
    if first is None or (begun is not None and begun > first):
        refuse_over(name, begun, other.valid_to)
    if end is not None and (other.valid_to is None or other.valid_to > end):
        raise Refused(
            f"{name} is held beyond {long_date(end)}, and no area of its code would be in force "
            "from then on. Leave --valid-to out, or end it on the Records desk first."
        )
    days = DaysInForce(begun, first)
    areas.change_area(area=other, name=other.name, days=days, by=by, at=at)
    if grounds.is_same(grounds.ground_of([other]), grounds.ground_of([area])):
        kind, links = SucceedingKind(area.kind), [(area.code, area.code)]
        successions.link(district=area.district, kind=kind, links=links, day=first, by=by, at=at)


def refuse_over(name: str, begun: date | None, end: date | None) -> NoReturn:
    """Refuse an area over one of its code that begins later, or has days where it has none.

    Raises: Refused.
    """
    if begun is None:
        held = f"until {long_date(end - timedelta(days=1))}" if end else "on every day"
        mend = "Give the first day of the new lines with --valid-from."
    else:
        held = f"from {long_date(begun)} on"
        mend = (
            f"Give --valid-to {begun} for the lines before it, or the same first day to replace it."
        )
    raise Refused(f"{name} is in force {held}; one area of a code is in force on a day. {mend}")
