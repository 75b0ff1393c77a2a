"""Codes of LSOAs that look like a district's own but are of a vintage that was not imported."""

from collections import defaultdict
from collections.abc import Iterable

from incidents import bulk, ward_gaps
from incidents.models import Area, AreaKind
from incidents.months import ForceMonth, months_held, months_of

UNPLACED = """
SELECT p.lsoa_code, MIN(p.lsoa_name), MIN(i.month), MAX(i.month), COUNT(*)
FROM incidents_incident i JOIN incidents_place p ON p.id = i.place_id
WHERE i.force_id = %s AND i.month = %s AND i.district_id IS NULL AND {among}
GROUP BY p.lsoa_code
"""


def authority(name: str) -> str:
    """Give the authority in the name of an LSOA: Southend-on-Sea of Southend-on-Sea 010G."""
    first, _, last = name.strip().rpartition(" ")
    is_numbered = len(last) == 4 and last[:3].isdecimal() and last[3].isalpha()
    return first if is_numbered else ""


def suspects() -> dict[str, str]:
    """Find the codes in places that seem to be of a district's LSOAs, and name the district.

    By the name that the file gives the LSOA, which begins with the authority; where names say
    nothing, because more than half of the code's places lie in wards of the district.
    """
    found: dict[str, str] = {}
    lsoas = Area.objects.filter(kind=AreaKind.LSOA).values_list("name", "district__name").distinct()
    authorities = {authority(name): district for name, district in lsoas}
    having_lsoas = {district for _, district in lsoas}
    rows = bulk.fetch(
        "SELECT DISTINCT lsoa_code, lsoa_name FROM incidents_place WHERE lsoa_code <> ''", []
    )
    unnamed = set()
    for code, name in rows:
        district = authorities.get(authority(name)) if authority(name) else None
        if district:
            found[code] = district
        elif not authority(name):
            unnamed.add(code)
    return {**by_wards(unnamed, having_lsoas), **found}


def by_wards(codes: set[str], having_lsoas: set[str]) -> dict[str, str]:
    """Find the district in whose wards most places of a code lie."""
    if not codes:
        return {}
    sql = """
    SELECT p.lsoa_code, d.name, COUNT(DISTINCT p.id),
      (SELECT COUNT(*) FROM incidents_place q WHERE q.lsoa_code = p.lsoa_code)
    FROM incidents_place p JOIN incidents_place_areas m ON m.place_id = p.id
    JOIN incidents_area a ON a.id = m.area_id AND a.kind = 'ward'
    JOIN accounts_district d ON d.id = a.district_id
    WHERE p.lsoa_code <> '' GROUP BY p.lsoa_code, d.name
    """
    return {
        code: district
        for code, district, inside, places in bulk.fetch(sql, [])
        if code in codes and district in having_lsoas and inside * 2 > places
    }


def about(months: Iterable[ForceMonth]) -> list[str]:
    """Name the codes that kept rows of some months out of the district they seem to be of."""
    names = suspects()
    if not names:
        return []
    marks = ", ".join(["%s"] * len(names))
    sql = UNPLACED.format(among=f"p.lsoa_code IN ({marks})")
    rows: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    of_months: dict[str, set[str]] = defaultdict(set)
    for month in months:
        for code, name, first, _, count in bulk.fetch(sql, [*month, *names]):
            label = f"{code} ({name})" if name else code
            rows[names[code]][label] += count
            of_months[names[code]].add(str(first)[:7])
    return [sentence(district, rows[district], of_months[district]) for district in sorted(rows)]


def sentence(district: str, rows: dict[str, int], months: set[str]) -> str:
    """Write the warning about one district."""
    codes = ", ".join(f"{label}: {count:,} rows" for label, count in sorted(rows.items()))
    first, last = min(months), max(months)
    when = first if first == last else f"{first} to {last}"
    return (
        f"{sum(rows.values()):,} rows of {when} carry codes of LSOAs that seem to be {district}'s "
        f"but are not among the LSOAs imported for those months, and count as outside: {codes}. "
        "Import the areas of that vintage."
    )


def of_batch(batch_id: int) -> list[str]:
    """Name the codes that kept rows of an import out of the districts, and what wards miss."""
    return of_months(months_of(batch_id))


def of_everything() -> list[str]:
    """Name the codes that keep any row out of the districts, and what wards miss."""
    return of_months(months_held())


def of_months(months: list[ForceMonth]) -> list[str]:
    """Warn of what keeps rows of some months out of the districts, or out of their wards."""
    return [*about(months), *ward_gaps.about(months)]
