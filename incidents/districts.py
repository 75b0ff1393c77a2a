"""Which district an incident belongs to. ADR 0022.

That of its LSOA, where the district has LSOAs valid for the month; a code that is none of them is
outside. Where the row has no LSOA, or the district none, that of the ward its point falls in.
Knows no geometry: wards are read from the places that were put into them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from incidents import bulk
from incidents.models import Area, AreaKind

MOST_PLACES = 25_000
PLACES = "SELECT id, lsoa_code, longitude FROM incidents_place WHERE "
KnownPlace = tuple[str, tuple[int, ...], bool]
"""LSOA code, wards, and whether it has a location."""
MEMBERSHIPS = """
SELECT m.place_id, m.area_id FROM incidents_place_areas m
JOIN incidents_area a ON a.id = m.area_id WHERE a.kind = 'ward' AND
"""


@dataclass(frozen=True, order=True)
class Zone:
    """A ward or an LSOA, as far as finding a district goes."""

    code: str
    district_id: int
    valid_from: str
    valid_to: str

    def holds_in(self, month: str) -> bool:
        """Tell whether it is valid on the first day of a month."""
        return self.valid_from <= month and (not self.valid_to or month < self.valid_to)


def text(day: date | None) -> str:
    """Write a day so that it sorts, or nothing."""
    return day.isoformat() if day else ""


class Districts:
    """Find districts by LSOA code, wards and month."""

    def __init__(self) -> None:
        self.lsoas: dict[str, list[Zone]] = defaultdict(list)
        self.lsoa_ids: dict[str, list[int]] = defaultdict(list)
        self.wards: dict[int, Zone] = {}
        areas = Area.objects.filter(kind__in=[AreaKind.LSOA, AreaKind.WARD]).order_by("id")
        for area in areas.defer("geometry"):
            zone = Zone(area.code, area.district_id, text(area.valid_from), text(area.valid_to))
            if area.kind == AreaKind.LSOA:
                self.lsoas[area.code].append(zone)
                self.lsoa_ids[area.code].append(area.pk)
            else:
                self.wards[area.pk] = zone
        for zones in self.lsoas.values():
            zones.sort()
        self.with_lsoas: dict[str, frozenset[int]] = {}

    def having_lsoas(self, month: str) -> frozenset[int]:
        """Find the districts that have LSOAs valid for a month."""
        if month not in self.with_lsoas:
            self.with_lsoas[month] = frozenset(
                zone.district_id
                for zones in self.lsoas.values()
                for zone in zones
                if zone.holds_in(month)
            )
        return self.with_lsoas[month]

    def of(self, lsoa_code: str, ward_ids: Iterable[int], month: str) -> int | None:
        """Find the district of a place in a month, or none."""
        if lsoa_code:
            for zone in self.lsoas.get(lsoa_code, ()):
                if zone.holds_in(month):
                    return zone.district_id
        by_lsoa = self.having_lsoas(month) if lsoa_code else frozenset()
        wards = sorted(self.wards[ward_id] for ward_id in ward_ids if ward_id in self.wards)
        for zone in wards:
            if zone.holds_in(month) and zone.district_id not in by_lsoa:
                return zone.district_id
        return None


class FoundDistricts(dict[tuple[object, object], int | None]):
    """Districts by the key of a known place and a month, each found once; none without either."""

    def __init__(self, districts: Districts, places: Mapping[int, KnownPlace]) -> None:
        super().__init__()
        self.districts, self.places = districts, places

    def __missing__(self, key: tuple[object, object]) -> int | None:
        """Find the district of a place in a month."""
        place_id, month = key
        found = None
        if isinstance(place_id, int) and isinstance(month, str):
            lsoa_code, ward_ids, _ = self.places[place_id]
            found = self.districts.of(lsoa_code, ward_ids, month)
        self[key] = found
        return found


class PlaceBook:
    """Remember what finding a district needs of each place: LSOA code, wards, location."""

    def __init__(self, districts: Districts) -> None:
        self.districts = districts
        self.places: dict[int, KnownPlace] = {}
        self.found = FoundDistricts(districts, self.places)

    def learn(self, place_id: int, lsoa_code: str, ward_ids: Iterable[int], located: bool) -> None:
        """Remember one place."""
        self.places[place_id] = (lsoa_code, tuple(ward_ids), located)

    def look_up(self, place_ids: Iterable[int]) -> None:
        """Read the places that are not remembered yet."""
        missing = [place_id for place_id in place_ids if place_id not in self.places]
        for start in range(0, len(missing), 5000):
            self.read(missing[start : start + 5000])

    def read(self, place_ids: list[int]) -> None:
        """Read some places and the wards they lie in."""
        wards: dict[int, list[int]] = defaultdict(list)
        wanted = bulk.listed(place_ids)
        for place_id, area_id in bulk.fetch(MEMBERSHIPS + bulk.among("m.place_id"), [wanted]):
            wards[place_id].append(area_id)
        for place_id, code, longitude in bulk.fetch(PLACES + bulk.among("id"), [wanted]):
            located = bool(code) or longitude is not None
            self.learn(place_id, code, wards.get(place_id, ()), located)

    def district(self, place_id: int | None, month: str | None) -> int | None:
        """Find the district of a known place in a month; none without either."""
        return self.found[place_id, month]

    def forget(self) -> None:
        """Forget so much that memory does not grow with the number of months."""
        self.found.clear()
        if len(self.places) > MOST_PLACES:
            self.places.clear()
