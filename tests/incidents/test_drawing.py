"""drawing.py and districts.py: areas, and which district an incident belongs to."""

import json
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from accounts.models import District, Officer
from audit import journal
from incidents import drawing, months
from incidents.drawing import AreaFile, BadAreaFile
from incidents.models import Area, AreaKind, Incident, Place
from records.writing import Refused
from tests.incidents.conftest import Take
from tests.incidents.published import AT, nowhere, street

Bring = Callable[..., drawing.Drawn]
Days = tuple[date | None, date | None]

INSIDE = {"Longitude": "0.710000", "Latitude": "51.540000"}
ELSEWHERE = {"Longitude": "0.900000", "Latitude": "51.540000"}
NO_LSOA = {"LSOA_code": "", "LSOA_name": ""}
OTHER_LSOA = {"LSOA_code": "E01099777", "LSOA_name": "Otherham 002B"}


def square(west: float, south: float, size: float = 0.02) -> dict[str, Any]:
    """Draw a square."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(folder: Path, name: str, *features: tuple[str, str, dict[str, Any]]) -> Path:
    """Write a file of areas."""
    path = folder / name
    listed = [
        {"type": "Feature", "properties": {"CODE": code, "NAME": label}, "geometry": geometry}
        for code, label, geometry in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    return path


@pytest.fixture
def wards(tmp_path: Path) -> AreaFile:
    path = geojson(tmp_path, "wards.geojson", ("W1", "Pier", square(0.70, 51.53)))
    return AreaFile(path, AreaKind.WARD, "CODE", "NAME")


@pytest.fixture
def lsoas(tmp_path: Path) -> AreaFile:
    path = geojson(tmp_path, "l.geojson", ("E01099001", "Seaborough 001A", square(0.70, 51.53)))
    return AreaFile(path, AreaKind.LSOA, "CODE", "NAME", vintage=2011)


def draw(file: AreaFile, district: District, by: Officer) -> drawing.Drawn:
    return drawing.import_areas(file=file, district=district, by=by, at=AT)


def in_district(district: District) -> int:
    return Incident.objects.filter(district=district).count()


class TestImportAreas:
    def test_adds_areas_once(self, wards: AreaFile, district: District, console: Officer) -> None:
        assert draw(wards, district, console).added == 1
        assert draw(wards, district, console).unchanged == 1
        assert Area.objects.get().name == "Pier"

    def test_puts_places_into_areas(
        self, wards: AreaFile, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        take([street(1, **INSIDE), street(2, **ELSEWHERE, Location="On or near Elsewhere")])

        draw(wards, district, console)
        draw(lsoas, district, console)

        inside = Place.objects.get(longitude=0.71)
        assert sorted(area.kind for area in inside.areas.all()) == ["lsoa", "ward"]
        assert [area.kind for area in Place.objects.get(longitude=0.9).areas.all()] == ["lsoa"]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("no", "not GeoJSON"),
            ("{}", "no features"),
            ('{"features": [{"properties": {}}]}', "no code and name"),
            (
                '{"features": [{"properties": {"CODE": "a", "NAME": "b"}, '
                '"geometry": {"type": "Point", "coordinates": [0, 0]}}]}',
                "not a Polygon",
            ),
            (
                '{"features": [{"properties": {"CODE": "a", "NAME": "b"}, "geometry": '
                '{"type": "Polygon", "coordinates": [[[530000,1],[530001,1],[530001,2]]]}}]}',
                "not in degrees: it looks like the British National Grid",
            ),
        ],
    )
    def test_refuses_a_bad_file(
        self, tmp_path: Path, district: District, console: Officer, content: str, reason: str
    ) -> None:
        (tmp_path / "bad.geojson").write_text(content)
        file = AreaFile(tmp_path / "bad.geojson", AreaKind.WARD, "CODE", "NAME")

        with pytest.raises(BadAreaFile, match=reason):
            draw(file, district, console)
        assert not Area.objects.exists()

    def test_takes_nothing_of_a_file_with_one_bad_feature_and_names_it(
        self, tmp_path: Path, district: District, console: Officer
    ) -> None:
        swapped = square(51.53, 0.70)
        pier, cliff = ("W1", "Pier", square(0.70, 51.53)), ("W2", "Cliff", swapped)
        file = AreaFile(geojson(tmp_path, "w.geojson", pier, cliff), AreaKind.WARD, "CODE", "NAME")

        with pytest.raises(BadAreaFile, match=r"feature 2 \(Cliff, W2\): .* look swapped"):
            draw(file, district, console)
        assert not Area.objects.exists()

    def test_is_refused_to_officers(
        self, wards: AreaFile, district: District, officer: Officer
    ) -> None:
        with pytest.raises(Refused):
            draw(wards, district, officer)


PIER, WIDER = square(0.70, 51.53), square(0.70, 51.53, 0.03)
REVIEWED = date(2024, 5, 2)
LATER = date(2025, 5, 1)


def days_held() -> list[tuple[date | None, date | None]]:
    rows = Area.objects.order_by("valid_from", "valid_to", "pk")
    return sorted(rows.values_list("valid_from", "valid_to"), key=str)


class TestOneAreaOfACode:
    """One area of a code is in force on a day, whatever is imported after what."""

    @pytest.fixture
    def bring(self, tmp_path: Path, district: District, console: Officer) -> Bring:
        def import_pier(
            first: date | None = None,
            end: date | None = None,
            *,
            lines: dict[str, Any] = WIDER,
            kind: AreaKind = AreaKind.WARD,
            vintage: int | None = None,
        ) -> drawing.Drawn:
            path = geojson(tmp_path, "pier.geojson", ("W1", "Pier", lines))
            return draw(
                AreaFile(path, kind, "CODE", "NAME", vintage, first, end), district, console
            )

        return import_pier

    def test_ends_the_older_one_the_day_before_and_says_so(self, bring: Bring) -> None:
        bring(lines=PIER)

        drawn = bring(REVIEWED)

        assert days_held() == [(None, REVIEWED), (REVIEWED, None)]
        assert drawn.ended == ["Pier (W1) as it was drawn before ends on 1 May 2024."]
        assert (drawn.added, drawn.warnings) == (1, [])
        assert not Area.objects.filter(districts_due_since__isnull=False).exists()

    def test_writes_the_end_to_the_history_of_the_area(self, bring: Bring) -> None:
        bring(lines=PIER)
        bring(REVIEWED)

        entry = journal.of("area", Area.objects.get(valid_from=None).pk).get()
        assert entry.detail["changes"] == {"days": ["/", "/2024-05-02"]}

    def test_changes_nothing_when_either_file_comes_again(self, bring: Bring) -> None:
        bring(lines=PIER)
        bring(REVIEWED)

        again = bring(lines=PIER), bring(REVIEWED)

        assert [(drawn.unchanged, drawn.ended) for drawn in again] == [(1, []), (1, [])]
        assert days_held() == [(None, REVIEWED), (REVIEWED, None)]

    def test_takes_over_from_one_that_had_an_end(self, bring: Bring) -> None:
        bring(end=LATER)
        bring(REVIEWED)

        assert days_held() == [(None, REVIEWED), (REVIEWED, None)]

    def test_lets_the_lines_before_be_imported_later(self, bring: Bring) -> None:
        bring(REVIEWED)
        bring(None, REVIEWED, lines=PIER)

        assert days_held() == [(None, REVIEWED), (REVIEWED, None)]

    @pytest.mark.parametrize(
        ("held", "given", "said"),
        [
            ((REVIEWED, None), (None, None), "from 2 May 2024 on; .* Give --valid-to 2024-05-02"),
            ((REVIEWED, None), (None, LATER), "from 2 May 2024 on; .* Give --valid-to 2024-05-02"),
            ((LATER, None), (REVIEWED, None), "from 1 May 2025 on; .* Give --valid-to 2025-05-01"),
            ((None, None), (REVIEWED, LATER), "held beyond 1 May 2025.* Leave --valid-to out"),
            ((None, LATER), (REVIEWED, REVIEWED), "give a day after --valid-from"),
        ],
    )
    def test_refuses_days_that_another_has(
        self, bring: Bring, held: Days, given: Days, said: str
    ) -> None:
        bring(*held, lines=PIER)

        with pytest.raises((Refused, BadAreaFile), match=said):
            bring(*given)
        assert Area.objects.get().geometry == PIER

    def test_lets_lsoas_of_two_censuses_share_a_code(self, bring: Bring) -> None:
        bring(kind=AreaKind.LSOA, vintage=2011)
        bring(kind=AreaKind.LSOA, vintage=2021)

        assert days_held() == [(None, None), (None, None)]

    def test_takes_a_ward_as_one_whatever_year_is_given_with_it(self, bring: Bring) -> None:
        bring(vintage=2023, lines=PIER)

        replaced = bring(vintage=2024)
        dated = bring(REVIEWED, vintage=2025)

        assert (replaced.updated, dated.added) == (1, 1)
        assert days_held() == [(None, REVIEWED), (REVIEWED, None)]


class TestDistrictOfAnIncident:
    def test_is_that_of_its_lsoa_wherever_its_point_is(
        self, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(lsoas, district, console)

        take([street(1, **ELSEWHERE), street(2, **INSIDE, **OTHER_LSOA)])

        assert in_district(district) == 1

    def test_is_none_for_a_foreign_lsoa_even_in_a_ward(
        self, wards: AreaFile, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(wards, district, console)
        draw(lsoas, district, console)

        take([street(1, **INSIDE, **OTHER_LSOA)])

        assert in_district(district) == 0

    def test_is_that_of_the_ward_where_the_row_has_no_lsoa(
        self, wards: AreaFile, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(wards, district, console)
        draw(lsoas, district, console)

        take([street(1, **INSIDE, **NO_LSOA), street(2, **ELSEWHERE, **NO_LSOA)])

        assert in_district(district) == 1

    def test_is_that_of_the_ward_where_the_district_has_no_lsoas(
        self, wards: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(wards, district, console)

        take([street(1, **INSIDE, **OTHER_LSOA), street(2, **ELSEWHERE), street(3, **nowhere())])

        assert in_district(district) == 1

    def test_goes_by_the_areas_valid_in_the_month(
        self, wards: AreaFile, tmp_path: Path, district: District, console: Officer, take: Take
    ) -> None:
        path = geojson(tmp_path, "l.geojson", ("E01099001", "Seaborough 001A", square(0.70, 51.53)))
        old = AreaFile(path, AreaKind.LSOA, "CODE", "NAME", vintage=2011, valid_to=date(2024, 5, 1))
        draw(old, district, console)

        take([street(1, **ELSEWHERE), street(2, Month="2024-05", **ELSEWHERE)])
        draw(wards, district, console)
        take([street(3, Month="2024-05", **INSIDE), street(2, Month="2024-05", **ELSEWHERE)])

        held = Incident.objects.filter(district=district).order_by("month")
        assert [str(incident.month) for incident in held] == ["2024-04-01", "2024-05-01"]

    def test_is_never_that_of_the_file_name(self, district: District, take: Take) -> None:
        take([street(1)], name="2024-04-southend-street.csv")

        assert in_district(district) == 0

    @pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
    def test_does_not_depend_on_when_the_areas_came(
        self,
        order: tuple[int, ...],
        wards: AreaFile,
        lsoas: AreaFile,
        district: District,
        console: Officer,
        take: Take,
    ) -> None:
        steps: list[Callable[[], object]] = [
            lambda: draw(wards, district, console),
            lambda: draw(lsoas, district, console),
            lambda: take([street(1), street(2, **ELSEWHERE), street(3, **INSIDE, **NO_LSOA)]),
            lambda: take([street(4, Month="2024-05", **INSIDE, **OTHER_LSOA)]),
        ]
        for number in order:
            steps[number]()

        held = Incident.objects.filter(district=district).order_by("crime_id")
        memberships = Place.areas.through.objects.values_list("place__longitude", "area__kind")
        assert [int(incident.crime_id, 16) for incident in held] == [1, 2, 3]
        assert sorted(memberships) == [
            (0.71, "lsoa"),
            (0.71, "ward"),
            (0.71, "ward"),
            (0.71, "ward"),
            (0.9, "lsoa"),
        ]
        assert months.differences() == []


class TestWarnings:
    def test_name_the_codes_of_a_vintage_that_was_not_imported(
        self, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(lsoas, district, console)

        result = take(
            [
                street(1),
                street(2, LSOA_code="E01099002", LSOA_name="Seaborough 001B"),
                street(3, **OTHER_LSOA),
            ]
        )

        assert len(result.warnings) == 1
        assert "E01099002 (Seaborough 001B): 1 rows" in result.warnings[0]
        assert "E01099777" not in result.warnings[0]

    def test_are_given_when_the_areas_come_later(
        self, lsoas: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        take([street(2, LSOA_code="E01099002", LSOA_name="Seaborough 001B")])

        assert "E01099002" in draw(lsoas, district, console).warnings[0]
