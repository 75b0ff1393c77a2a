"""Months in doubt: nothing of them is stored until somebody confirms; then all of it is."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from accounts.models import Officer
from incidents import months, processing, storage, warnings
from incidents.models import (
    Coverage,
    CrimeOutcome,
    Incident,
    MonthInDoubt,
    MonthlyCount,
    Place,
    Presence,
)
from incidents.police_csv import OUTCOMES
from incidents.results import Outcome
from tests.incidents.conftest import Take
from tests.incidents.published import (
    buckets,
    confirm,
    contents,
    crime_id,
    csv_of,
    newest,
    outcome,
    rows_of,
    street,
    take_in,
    written,
    zip_of,
)

YEAR = [f"2023-{month:02}" for month in range(1, 13)]
CAUTION = "Offender given a caution"


def year_of(**counts: int) -> dict[str, bytes]:
    """Give the files of a year of 20 crimes a month but for some months, m11=3."""
    files = {}
    for month in YEAR:
        count = counts.get(f"m{month[5:]}", 20)
        files[f"{month}/{month}-essex-street.csv"] = csv_of(rows_of(month, count))
    return files


def doubted(outcome: Outcome) -> dict[str, list[str]]:
    """Give the rules by month."""
    return {
        f"{month.month:%Y-%m}": [reason["rule"] for reason in month.reasons]
        for month in outcome.in_doubt
    }


def covered() -> list[str]:
    """List the months that are covered."""
    return sorted(f"{month:%Y-%m}" for month in Coverage.objects.values_list("month", flat=True))


def archive(folder: Path, name: str, files: Mapping[str, bytes], *, dated: date) -> Path:
    """Write an archive whose files have a date."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as opened:
        for member, content in files.items():
            info = zipfile.ZipInfo(member, (dated.year, dated.month, dated.day, 9, 0, 0))
            opened.writestr(info, content)
    return path


class TestMonthFarBelowTheUsual:
    @pytest.fixture
    def taken(self, tmp_path: Path, console: Officer) -> Outcome:
        return take_in(written(tmp_path, "y.zip", zip_of(year_of(m11=3))), by=console)

    def test_is_in_doubt_and_the_others_come_in(self, taken: Outcome) -> None:
        assert doubted(taken) == {"2023-11": ["volume"]}
        assert covered() == [month for month in YEAR if month != "2023-11"]
        assert not Incident.objects.filter(month="2023-11-01").exists()
        assert not MonthlyCount.objects.filter(month="2023-11-01").exists()
        assert Incident.objects.count() == 220

    def test_is_counted_as_in_a_dry_run(self, taken: Outcome) -> None:
        assert buckets(taken) == {"read": 223, "added": 223}

    def test_comes_in_when_it_is_confirmed(self, taken: Outcome, console: Officer) -> None:
        found = confirm(newest(), by=console)

        assert buckets(found) == {"read": 3, "added": 3}
        assert covered() == YEAR
        assert MonthlyCount.objects.get(month="2023-11-01").count == 3
        assert months.differences() == []
        assert not MonthInDoubt.objects.waiting().exists()

    def test_is_not_asked_about_again_once_it_was_confirmed(
        self, taken: Outcome, tmp_path: Path, console: Officer
    ) -> None:
        confirm(newest(), by=console)

        again = take_in(tmp_path / "y.zip", by=console)

        assert buckets(again) == {"read": 223, "unchanged": 223}
        assert doubted(again) == {}

    def test_is_half_or_more_without_a_doubt(self, tmp_path: Path, console: Officer) -> None:
        path = written(tmp_path, "y.zip", zip_of(year_of(m11=10)))

        assert doubted(take_in(path, by=console)) == {}

    def test_is_under_a_tenth_where_fewer_than_six_months_are_covered(
        self, tmp_path: Path, console: Officer
    ) -> None:
        path = written(tmp_path, "y.zip", zip_of(year_of(m03=1, m04=2)))

        assert doubted(take_in(path, by=console)) == {"2023-03": ["volume"]}

    def test_does_not_depend_on_the_names_of_the_files(
        self, tmp_path: Path, console: Officer
    ) -> None:
        contents = [*year_of(m11=3).values()]
        path = written(
            tmp_path, "y.zip", zip_of({f"{12 - n:02}.csv": c for n, c in enumerate(contents)})
        )

        assert doubted(take_in(path, by=console)) == {"2023-11": ["volume"]}

    def test_is_found_in_a_file_that_joins_months(self, take: Take) -> None:
        joined = [row for m in reversed(YEAR) for row in rows_of(m, 2 if m == "2023-11" else 30)]

        assert doubted(take(joined)) == {"2023-11": ["volume"]}
        assert Incident.objects.count() == 330

    def test_is_of_one_kind_of_file_and_one_force(self, tmp_path: Path, console: Officer) -> None:
        other = {"Reported_by": "British Transport Police"}
        files = year_of() | {
            "b.csv": csv_of(rows_of("2023-12", 1, **other)),
            "o.csv": csv_of([outcome(1, Month="2023-12")], OUTCOMES),
        }

        assert doubted(take_in(written(tmp_path, "y.zip", zip_of(files)), by=console)) == {}

    def test_is_found_in_outcomes(self, tmp_path: Path, console: Officer) -> None:
        files = {
            f"{month}.csv": csv_of(
                [outcome(n, Month=month) for n in range(1 if month == "2023-12" else 20)], OUTCOMES
            )
            for month in YEAR
        }

        assert doubted(take_in(written(tmp_path, "y.zip", zip_of(files)), by=console)) == {
            "2023-12": ["volume"]
        }
        assert CrimeOutcome.objects.count() == 220

    def test_adds_no_place_and_warns_of_no_lsoa(self, taken: Outcome, take: Take) -> None:
        before = Place.objects.count()

        take(rows_of("2024-01", 1, Location="On or near Elsewhere", LSOA_code="E01099009"))

        assert Place.objects.count() == before
        assert warnings.of_batch(newest().pk) == []


class TestPublicationWithout:
    """A publication that names less than 19 in 20 of what is held."""

    @pytest.fixture(autouse=True)
    def _held(self, take: Take) -> None:
        take(rows_of("2024-04", 40))

    def test_changes_nothing_of_what_is_held(self, take: Take) -> None:
        before = contents()

        found = take(rows_of("2024-04", 37, Last_outcome_category=CAUTION))

        assert doubted(found) == {"2024-04": ["missing"]}
        assert buckets(found) == {"read": 37, "updated": 37}
        assert found.as_json()["vanished"] == 3
        assert contents() == before

    def test_comes_in_where_one_in_twenty_is_missing(self, take: Take) -> None:
        found = take(rows_of("2024-04", 38))

        assert doubted(found) == {}
        assert Incident.objects.filter(presence=Presence.VANISHED).count() == 2

    def test_is_the_whole_of_the_month_once_it_is_confirmed(
        self, take: Take, console: Officer
    ) -> None:
        take(rows_of("2024-04", 30, Last_outcome_category=CAUTION))

        found = confirm(newest(), by=console)

        assert buckets(found) == {"read": 30, "updated": 30}
        assert found.as_json()["vanished"] == 10
        assert Incident.objects.filter(presence=Presence.VANISHED).count() == 10
        assert Incident.objects.filter(last_outcome="cautioned").count() == 30
        assert months.differences() == []

    @pytest.mark.parametrize(
        "spoiled",
        [
            {"Month": "2024-13"},
            {"Month": "2019-01"},
            {"Crime_type": "Eaten"},
            {"Longitude": "1000"},
            {"Reported_by": ""},
            {"Reported_by": "Another Police"},
            {"Last_outcome_category": "Eaten"},
        ],
        ids=str,
    )
    def test_still_names_the_crime_of_a_row_that_is_wrong(
        self, spoiled: dict[str, str], take: Take
    ) -> None:
        good = rows_of("2024-04", 40) + [street(n) for n in range(200)]
        take(good)

        found = take([street(202404000, **spoiled), *good[1:]])

        assert buckets(found)["rejected"] == 1
        assert found.as_json()["vanished"] == 0
        assert not Incident.objects.exclude(presence=Presence.HELD).exists()

    def test_still_names_the_crime_of_a_row_with_a_column_too_many(self, take: Take) -> None:
        first, *others = rows_of("2024-04", 40)

        found = take([[*first, "more"], *others])

        assert found.as_json()["vanished"] == 0

    def test_still_names_the_crimes_whose_rows_contradict_each_other(self, take: Take) -> None:
        first, *others = rows_of("2024-04", 40)

        found = take([first, street(202404000, Crime_type="Burglary"), *others])

        assert found.as_json()["vanished"] == 0

    def test_lets_a_rejected_row_without_an_identifier_stand_for_one(self, take: Take) -> None:
        rows = rows_of("2024-04", 40)
        take([*rows, street(), street(), street()])

        found = take([*rows, street(), street(None, Longitude="1000")])

        assert found.as_json()["vanished"] == 1

    def test_does_not_take_the_other_outcome_of_a_crime_for_one_that_vanished(
        self, take: Take
    ) -> None:
        take([outcome(n) for n in range(40)], kind=OUTCOMES)
        first, *others = [outcome(n) for n in range(40)]
        first[-1] = "Eaten"

        assert take([first, *others], kind=OUTCOMES).as_json()["vanished"] == 0
        first[-1] = CAUTION
        assert take([first, *others], kind=OUTCOMES).as_json()["vanished"] == 1


class TestOlderSnapshot:
    OLD = csv_of(rows_of("2023-11", 40))
    NEW = csv_of(rows_of("2023-11", 41))

    def test_is_known_by_the_name_of_its_archive(self, tmp_path: Path, console: Officer) -> None:
        day = date(2024, 3, 1)
        newer = archive(tmp_path, "2024-02.zip", {"a.csv": self.NEW}, dated=day)
        older = archive(tmp_path, "2023-12.zip", {"a.csv": self.OLD}, dated=day)
        take_in(newer, by=console)
        before = contents()

        assert doubted(take_in(older, by=console)) == {"2023-11": ["older"]}
        assert contents() == before

    def test_is_in_no_doubt_of_months_that_are_not_held(
        self, tmp_path: Path, console: Officer
    ) -> None:
        day = date(2024, 3, 1)
        take_in(archive(tmp_path, "2024-02.zip", {"a.csv": self.NEW}, dated=day), by=console)
        before = {"a.csv": csv_of(rows_of("2023-10", 40))}

        older = archive(tmp_path, "2023-12.zip", before, dated=day)

        assert doubted(take_in(older, by=console)) == {}

    def test_is_known_by_the_dates_of_its_files(self, tmp_path: Path, console: Officer) -> None:
        newer = archive(tmp_path, "n.zip", {"a.csv": self.NEW}, dated=date(2024, 3, 1))
        older = archive(tmp_path, "o.zip", {"a.csv": self.OLD}, dated=date(2024, 2, 1))
        take_in(newer, by=console)

        assert doubted(take_in(older, by=console)) == {"2023-11": ["older"]}
        assert doubted(take_in(newer, by=console)) == {}

    @pytest.mark.parametrize("swapped", [False, True])
    def test_comes_first_when_both_are_given_at_once(
        self, swapped: bool, tmp_path: Path, console: Officer
    ) -> None:
        day = date(2024, 3, 1)
        both = [
            archive(tmp_path, "2024-02.zip", {"a.csv": self.NEW}, dated=day),
            archive(tmp_path, "2023-12.zip", {"a.csv": self.OLD}, dated=day),
        ]

        found = take_in(*(reversed(both) if swapped else both), by=console)

        assert doubted(found) == {}
        assert buckets(found) == {"read": 81, "added": 41, "unchanged": 40}

    def test_is_known_by_outcomes_that_go_back(self, take: Take) -> None:
        rows = rows_of("2024-04", 40)
        take([*rows_of("2024-04", 2, Last_outcome_category=CAUTION), *rows[2:]])
        before = contents()

        found = take(rows)

        assert doubted(found) == {"2024-04": ["back"]}
        assert found.in_doubt[0].reasons[0]["back"] == 2
        assert contents() == before

    def test_is_none_where_as_many_outcomes_go_on(self, take: Take) -> None:
        rows = rows_of("2024-04", 40)
        cautioned = rows_of("2024-04", 40, Last_outcome_category=CAUTION)
        take([*cautioned[:2], *rows[2:]])

        assert doubted(take([*rows[:2], *cautioned[2:4], *rows[4:]])) == {}


class TestTryOut:
    def test_says_what_would_be_in_doubt_and_writes_nothing(
        self, tmp_path: Path, console: Officer
    ) -> None:
        path = written(tmp_path, "y.zip", zip_of(year_of(m11=3)))
        sources = [storage.Incoming(path.name, path)]

        found = processing.try_out(lambda: storage.files_at(sources))

        assert doubted(found) == {"2023-11": ["volume"]}
        assert buckets(found) == {"read": 223, "added": 223}
        assert found.as_json()["in_doubt"] == [
            {
                "path": "2023-11/2023-11-essex-street.csv",
                "kind": "street",
                "force": "Essex Police",
                "month": "2023-11",
                "rows": 3,
                "reasons": [
                    {
                        "rule": "volume",
                        "says": "3 rows, under half of 20, the median of the 10 covered months "
                        "nearest to it",
                        "rows": 3,
                        "usual": 20,
                        "months": 10,
                    }
                ],
            }
        ]
        assert not MonthInDoubt.objects.exists()
        assert crime_id(1) not in found.as_json()

    @pytest.mark.django_db
    def test_keeps_two_unknown_forces_apart(self, tmp_path: Path) -> None:
        files = year_of() | {
            f"b{month}.csv": csv_of(rows_of(month, 2, Reported_by="British Transport Police"))
            for month in YEAR
        }
        path = written(tmp_path, "y.zip", zip_of(files))

        found = processing.try_out(lambda: storage.files_at([storage.Incoming(path.name, path)]))

        assert doubted(found) == {}
