"""ground_held.py: what a report is told of the ground of its district, end to end."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import District, Officer
from incidents import areas, drawing, redistricting
from incidents.drawing import AreaFile
from incidents.models import Area, AreaKind, SucceedingKind, Succession
from reports import performance
from reports.collecting import SNAPSHOT, Scope, collect
from reports.ground_held import ground_of
from reports.measures.engagement import engagement_by_ward
from reports.measures.performance import performance_inputs
from reports.periods import Period
from reports.series import history
from tests.incidents.published import AT, csv_of, street, take_in, written
from tests.incidents.test_drawing import INSIDE, NO_LSOA, geojson, square
from tests.operations.conftest import codes
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

MONTHS = ("2022-06", "2023-06")
ENDS = date(2023, 5, 4)


@pytest.fixture
def published(
    tmp_path: Path, kept_here: None, district: District, console: Officer, codes: None
) -> None:
    """Publish thirty crimes of June in both years, all of them in the ward Pier."""
    for start, month in enumerate(MONTHS):
        rows = [
            street(100 * start + number, Month=month, **INSIDE, **NO_LSOA) for number in range(30)
        ]
        take_in(written(tmp_path, f"{month}-essex-street.csv", csv_of(rows)), by=console)


@pytest.fixture
def kept_here(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def scope(district: District) -> Scope:
    june = Period.months_to("2023-06", 1)
    return Scope.of(district, june)


def draw(folder: Path, district: District, by: Officer, west: float = 0.70) -> None:
    path = geojson(folder, "w.geojson", ("W1", "Pier", square(west, 51.53)))
    file = AreaFile(path, AreaKind.WARD, "CODE", "NAME")
    drawing.import_areas(file=file, district=district, by=by, at=AT)


def verdict(scope: Scope) -> tuple[float | None, str]:
    document = performance.build(performance_inputs(collect(scope)))
    return document.figures[0].current, document.verdict


@pytest.mark.usefixtures("published")
class TestAReport:
    def test_compares_what_lies_in_the_areas(
        self, scope: Scope, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(tmp_path, district, console)

        count, said = verdict(scope)

        assert count == 30
        assert "Recorded crime is unchanged on the year before." in said

    def test_prints_no_nought_without_areas(self, scope: Scope) -> None:
        count, said = verdict(scope)

        assert count is None
        assert "Southend has no ward and no LSOA in force in June 2023" in said
        assert "unchanged" not in said

    def test_prints_no_nought_where_the_areas_lie_elsewhere(
        self, scope: Scope, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(tmp_path, district, console, west=0.90)

        count, said = verdict(scope)

        assert count is None
        assert "not one of the 30 rows that the force published of June 2023 lies in South" in said

    def test_prints_no_nought_after_all_wards_ended(
        self, scope: Scope, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(tmp_path, district, console)
        areas.end_area(area=Area.objects.get(), end=ENDS, by=console, at=AT)
        redistricting.settle_districts(by=console, at=AT)

        count, said = verdict(scope)

        assert count is None
        assert "no ward and no LSOA in force in June 2023" in said

    def test_says_that_the_outline_changed(
        self, scope: Scope, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(tmp_path, district, console)
        path = geojson(tmp_path, "w2.geojson", ("W2", "Cliff", square(0.72, 51.53)))
        file = AreaFile(path, AreaKind.WARD, "CODE", "NAME", valid_from=ENDS)
        drawing.import_areas(file=file, district=district, by=console, at=AT)

        count, said = verdict(scope)

        assert count == 30
        assert "the outline of Southend changed on 4 May 2023" in said


class TestGroundOf:
    def test_reads_what_follows_what_for_weeks_too(self, district: District) -> None:
        Succession.objects.create(
            district=district, kind=SucceedingKind.WARD, code="W1", successor="W2", day=ENDS
        )
        week = Period(date(2023, 5, 1), date(2023, 5, 8))

        [months, days] = [
            ground_of(district, period=one, previous=one, read=read, using=SNAPSHOT)
            for one, read in ((YEAR, history(YEAR)), (week, week))
        ]

        assert months.successors == days.successors != ()
        assert len(months.without_areas) == 36
        assert days.without_areas == ()


class TestAnEdition:
    def test_stays_on_its_own_map_when_wards_come_later(
        self, log: Logbook, district: District
    ) -> None:
        pier = Area.objects.create(
            district=district, kind="ward", code="W1", name="Pier", geometry=square(0.70, 51.53)
        )
        log.engagement("2023-06-01", area=pier)
        read = collect(Scope.of(district, YEAR))
        Area.objects.filter(pk=pier.pk).update(valid_to=ENDS, name="Old pier")
        Area.objects.create(
            district=district, kind="ward", code="W2", name="New", geometry={}, valid_from=ENDS
        )

        assert [row.label for row in engagement_by_ward(read)] == ["Pier"]
        assert engagement_by_ward(collect(Scope.of(district, YEAR))) == ()
