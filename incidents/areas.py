"""What is done to an area after it was imported: its name and its days. ADR 0022.

Areas come in by `import_areas` with their lines, and none is deleted: records and past months refer
to it. One that is no longer used ends on a day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Officer
from accounts.wording import long_date
from audit import journal
from audit.models import Operation
from incidents import rules
from incidents.models import Area, AreaKind
from records.writing import Refused, refuse

GIVE_DISTRICTS = frozenset({AreaKind.WARD, AreaKind.LSOA})
"""The kinds that decide to which district an incident belongs."""


@dataclass(frozen=True)
class DaysInForce:
    """The days on which an area is in force: the first, and the first day no longer."""

    first: date | None
    end: date | None

    def __str__(self) -> str:
        """Write the days as the journal keeps them."""
        return f"{self.first or ''}/{self.end or ''}"


@transaction.atomic
def change_area(*, area: Area, name: str, days: DaysInForce, by: Officer, at: datetime) -> Area:
    """Write the name and the days of an area anew.

    Days of a ward or an LSOA decide to which district incidents belong: the area is then due for
    `redistricting.settle_districts`.
    Raises: Refused.
    """
    locked = kept(area, by)
    stood = DaysInForce(locked.valid_from, locked.valid_to)
    refuse(why_not_days(locked, days))
    detail = changed({"name": (locked.name, name), "days": (str(stood), str(days))})
    if not detail:
        return locked
    locked.name, locked.valid_from, locked.valid_to = name, days.first, days.end
    if days != stood and locked.kind in GIVE_DISTRICTS:
        locked.districts_due_since = at
    locked.save(update_fields=["name", "valid_from", "valid_to", "districts_due_since"])
    line(locked, "change", detail, by=by, at=at)
    return locked


@transaction.atomic
def end_area(*, area: Area, end: date, by: Officer, at: datetime) -> Area:
    """End an area: `end` is the first day on which it is no longer in force.

    Raises: Refused.
    """
    locked = kept(area, by)
    if locked.valid_to is not None:
        ended = f"{locked.name} has its end on {long_date(locked.valid_to)} already."
        raise Refused(f"{ended} Change that day on the page of the area.")
    days = DaysInForce(locked.valid_from, end)
    return change_area(area=locked, name=locked.name, days=days, by=by, at=at)


def kept(area: Area, by: Officer) -> Area:
    """Fetch and lock an area that the officer keeps.

    Raises: Refused.
    """
    locked = Area.objects.select_related("district").select_for_update(of=("self",))
    found = locked.defer("geometry").get(pk=area.pk)
    refuse(rules.why_not_keep_areas(by, found.district_id))
    return found


def why_not_days(area: Area, days: DaysInForce) -> str:
    """Say why an area cannot be in force on these days, or nothing.

    Two areas of one code would both hold the same places on the days that they share.
    """
    if days.first and days.end and days.end <= days.first:
        return f"It begins on {long_date(days.first)}. Give a later day as its end."
    if sharing_days(area, days).exists():
        return f"Another area with the code {area.code} is in force on some of these days."
    return ""


def of_one_code(area: Area) -> QuerySet[Area]:
    """Read the other areas of its kind and code in its district; LSOAs are of one census.

    The same code of two censuses is two LSOAs. Whatever year is given with a ward, it is one ward.
    """
    rows = Area.objects.filter(district=area.district, kind=area.kind, code=area.code)
    if area.kind == AreaKind.LSOA:
        rows = rows.filter(vintage=area.vintage)
    return rows.exclude(pk=area.pk).order_by("valid_from", "id")


def sharing_days(area: Area, days: DaysInForce) -> QuerySet[Area]:
    """Read the other areas of its code that are in force on some of the days."""
    others = of_one_code(area)
    if days.end:
        others = others.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=days.end))
    if days.first:
        others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=days.first))
    return others


def changed(pairs: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
    """Keep the pairs of before and after that differ."""
    return {key: list(pair) for key, pair in pairs.items() if pair[0] != pair[1]}


def line(area: Area, verb: str, detail: dict[str, Any], *, by: Officer, at: datetime) -> None:
    """Write the journal's line about an area."""
    journal.write(
        verb=f"area.{verb}",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject="area",
        subject_id=area.pk,
        label=area.name,
        district=area.district.slug,
        detail={"fields": list(detail), "changes": detail},
    )
