"""Invented police data in the layout of the public archive, whose counts are those of the story.

Pure: a seed goes in, the bytes of files come out, the same for the same seed.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from southend.demo.places import WARD_SHARE, Points, SnapPoint, make_points
from southend.demo.story import (
    ASB,
    ASB_BY_HOTSPOT,
    ASB_BY_MONTH,
    ASB_EARLIER,
    CRIME,
    CRIME_EARLIER,
    EARLIER,
    MONTHS,
    SEASON,
    SEED,
    WITHOUT_A_PLACE,
)

FORCE = "Essex Police"
COMMON = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
)
STREET_COLUMNS = (*COMMON, "Crime type", "Last outcome category", "Context")
OUTCOME_COLUMNS = (*COMMON, "Outcome type")
NOWHERE = SnapPoint("", "", "No Location")
OPEN = "Under investigation"

ENDINGS: Mapping[str, tuple[str, int]] = {
    "Investigation complete; no suspect identified": (
        "Investigation complete; no suspect identified",
        42,
    ),
    "Unable to prosecute suspect": ("Unable to prosecute suspect", 34),
    "Suspect charged": ("Awaiting court outcome", 11),
    "Local resolution": ("Local resolution", 4),
    "Offender given a caution": ("Offender given a caution", 3),
    "Further investigation is not in the public interest": (
        "Further investigation is not in the public interest",
        3,
    ),
    "Action to be taken by another organisation": (
        "Action to be taken by another organisation",
        2,
    ),
    "Formal action is not in the public interest": (
        "Formal action is not in the public interest",
        1,
    ),
}
"""Outcomes of the outcomes files: the last outcome that the street files print for it, weight."""

DELAYS = (4, 3, 2, 1, 1)
"""How many of eleven outcomes fall in the month of the crime, the month after, and so on."""

REPEATED = (22, 9)
"""Rows of the last month's files that stand there twice: street, outcomes."""


@dataclass(frozen=True)
class Crime:
    """One row of a street file; antisocial behaviour has no identifier and no outcome."""

    id: str
    month: date
    place: SnapPoint
    type: str
    outcome: str = ""
    outcome_month: date | None = None


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Part a total by weights into whole numbers that sum to it (largest remainder)."""
    whole = [total * weight / sum(weights) for weight in weights]
    counts = [int(part) for part in whole]
    order = sorted(range(len(whole)), key=lambda n: counts[n] - whole[n])
    for n in order[: total - sum(counts)]:
        counts[n] += 1
    return counts


def monthly(random: Random, total: int) -> list[int]:
    """Part a year's total over its months: by season, with less than chance would add."""
    spread = 0.5 / (total / 12) ** 0.5
    return shares(total, [weight * random.gauss(1, spread) for weight in SEASON])


def identifier(*parts: object) -> str:
    """Make an identifier of 64 hexadecimal digits, as the publisher does."""
    return hashlib.sha256("/".join(map(str, ("demonstration", *parts))).encode()).hexdigest()


def any_place(random: Random, points: Points) -> SnapPoint:
    """Choose a ward by weight, then one of its points."""
    ward = random.choices(list(WARD_SHARE), list(WARD_SHARE.values()))[0]
    return random.choice(points.wards[ward])


def crime(
    random: Random,
    month: date,
    place: SnapPoint,
    type: str,
    *name: object,
    told: Sequence[date] = MONTHS,
) -> Crime:
    """Make one crime, with the outcome that it comes to within the months that are told."""
    ending = random.choices(list(ENDINGS), [weight for _, weight in ENDINGS.values()])[0]
    delay = random.choices(range(len(DELAYS)), DELAYS)[0]
    reached = told.index(month) + delay
    crime_id = identifier(month, type, *name)
    if reached >= len(told):
        return Crime(crime_id, month, place, type)
    return Crime(crime_id, month, place, type, ending, told[reached])


def crimes_of_district(random: Random, points: Points) -> Iterator[Crime]:
    """Give every crime of the district, by type and month; the busy streets have their part."""
    busy = [point for points_of in points.hotspots.values() for point in points_of]
    for type, totals in CRIME.items():
        for year, total in enumerate(totals):
            for n, count in enumerate(monthly(random, total)):
                for number in range(count):
                    central = random.random() < 0.18
                    place = random.choice(busy) if central else any_place(random, points)
                    yield crime(random, MONTHS[12 * year + n], place, type, number)


def antisocial_behaviour(random: Random, points: Points) -> Iterator[Crime]:
    """Give the antisocial behaviour of the district, month by month, at hotspots and elsewhere."""
    for year, by_month in enumerate(ASB_BY_MONTH):
        at_hotspots = {
            name: shares(totals[year], by_month) for name, totals in ASB_BY_HOTSPOT.items()
        }
        for n, count in enumerate(by_month):
            month = MONTHS[12 * year + n]
            placed = [
                random.choice(points.hotspots[name])
                for name, counts in at_hotspots.items()
                for _ in range(counts[n])
            ]
            placed += [any_place(random, points) for _ in range(count - len(placed))]
            yield from (Crime("", month, place, ASB) for place in placed)


def earlier_year(random: Random, points: Points) -> Iterator[Crime]:
    """Give the police data of the year before the story, whose outcomes come in that year."""
    for type, (total, _) in CRIME.items():
        for month, count in zip(
            EARLIER, monthly(random, round(CRIME_EARLIER * total)), strict=True
        ):
            for number in range(count):
                place = any_place(random, points)
                yield crime(random, month, place, type, number, told=EARLIER)
    for month, count in zip(EARLIER, ASB_EARLIER, strict=True):
        yield from (Crime("", month, any_place(random, points), ASB) for _ in range(count))


def beyond_the_district(random: Random, points: Points) -> Iterator[Crime]:
    """Give what the force recorded without a place, in the twin district, and in neither."""
    types = list(CRIME)
    for year, total in enumerate(WITHOUT_A_PLACE):
        for n, count in enumerate(shares(total, SEASON)):
            month = MONTHS[12 * year + n]
            for number in range(count):
                yield crime(random, month, NOWHERE, random.choice(types), "nowhere", number)
    for month in MONTHS:
        for name, where, count in (("twin", points.twin, 44), ("other", points.elsewhere, 20)):
            for number in range(count + random.randrange(8)):
                place, type = random.choice(where), random.choice([*types, ASB])
                if type == ASB:
                    yield Crime("", month, place, ASB)
                else:
                    yield crime(random, month, place, type, name, number)


def street_row(row: Crime) -> list[str]:
    """Write a row of a street file."""
    last = "" if row.type == ASB else ENDINGS[row.outcome][0] if row.outcome else OPEN
    return [*common(row, row.month), row.type, last, ""]


def common(row: Crime, month: date) -> list[str]:
    """Write the columns that both kinds of file have."""
    place = row.place
    where = [place.longitude, place.latitude, place.name, "", ""]
    return [row.id, f"{month:%Y-%m}", FORCE, FORCE, *where]


def csv_bytes(columns: Iterable[str], rows: Iterable[list[str]]) -> bytes:
    """Write a file."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue().encode()


def spoilt_street(row: list[str], n: int) -> list[str]:
    """Spoil a good row in one of the ways in which published rows are wrong."""
    spoilt = [identifier("spoilt", n), *row[1:]]
    match n % 4:
        case 0:
            spoilt[1] = "2024-13"
        case 1:
            spoilt[4], spoilt[5] = spoilt[5], spoilt[4]
        case 2:
            spoilt[9] = "Vehicle"
        case _:
            spoilt.append("")
    return spoilt


def spoilt_outcome(row: list[str], n: int) -> list[str]:
    """Spoil a good row of an outcomes file."""
    spoilt = [identifier("spoilt outcome", n), *row[1:]]
    if n % 2:
        return [*spoilt, ""]
    spoilt[9] = ""
    return spoilt


def last_month_faults(random: Random, street: list[list[str]], outcomes: list[list[str]]) -> None:
    """Add to the newest files what real ones have: 12 bad rows, and 31 rows that stand twice."""
    placed = [row for row in street if row[0] and row[4]]
    spoilt = [spoilt_street(row, n) for n, row in enumerate(random.sample(placed, 8))]
    street += random.sample(placed, REPEATED[0]) + spoilt
    bad = [spoilt_outcome(row, n) for n, row in enumerate(random.sample(outcomes, 4))]
    outcomes += random.sample(outcomes, REPEATED[1]) + bad
    random.shuffle(street)
    random.shuffle(outcomes)


def make_files(*, seed: int = SEED) -> dict[str, bytes]:
    """Make the street and outcomes file of every month, by their names in the archive."""
    random = Random(seed)  # noqa: S311 - invented data wants to repeat, not to be unguessable
    points = make_points(random)
    parts = (crimes_of_district, antisocial_behaviour, beyond_the_district)
    street, outcomes = rows_of((row for part in parts for row in part(random, points)), MONTHS)
    for month in MONTHS:
        random.shuffle(street[month])
        random.shuffle(outcomes[month])
    last_month_faults(random, street[MONTHS[-1]], outcomes[MONTHS[-1]])
    return written(street, outcomes)


def make_earlier_files(*, seed: int = SEED) -> dict[str, bytes]:
    """Make the street files of the year before the story, whose own files do not change by it.

    That year has no outcomes files: solved rates begin with the story.
    """
    points = make_points(Random(seed))  # noqa: S311 - invented data wants to repeat
    random = Random(seed + 1)  # noqa: S311 - as above
    street, _ = rows_of(earlier_year(random, points), EARLIER)
    return written(street, {})


Rows = dict[date, list[list[str]]]


def rows_of(crimes: Iterable[Crime], months: Sequence[date]) -> tuple[Rows, Rows]:
    """Write the rows of both kinds of file by month."""
    street: Rows = {month: [] for month in months}
    outcomes: Rows = {month: [] for month in months}
    for row in crimes:
        street[row.month].append(street_row(row))
        if row.outcome_month:
            outcomes[row.outcome_month].append([*common(row, row.outcome_month), row.outcome])
    return street, outcomes


def written(street: Rows, outcomes: Rows) -> dict[str, bytes]:
    """Write the files by their names in the archive; months without outcomes have no file."""
    files = {}
    for month in street:
        stem = f"{month:%Y-%m}/{month:%Y-%m}-essex"
        files[f"{stem}-street.csv"] = csv_bytes(STREET_COLUMNS, street[month])
        if month in outcomes:
            files[f"{stem}-outcomes.csv"] = csv_bytes(OUTCOME_COLUMNS, outcomes[month])
    return files
