"""The commands of this package, as the command line calls them."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import District, Force, Officer
from audit import journal
from incidents import actions
from incidents.models import Area, CrimeType, ImportBatch, Incident
from tests.incidents.published import AT, csv_of, nowhere, outcome, street, written, zip_of
from tests.incidents.test_drawing import geojson, square

BUCKETS = ("read", "added", "updated", "unchanged", "repeated", "contradictory", "rejected")


def run(*arguments: object) -> tuple[int, str, str]:
    """Run import_police_csv; give the exit status and both outputs."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_police_csv", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
class TestImportPoliceCsv:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        rows = [street(1), street(), street(2, **nowhere())]
        files = {
            "2024-04/2024-04-essex-street.csv": csv_of(rows),
            "2024-04/2024-04-essex-outcomes.csv": csv_of([outcome(1), outcome(9)], "outcomes"),
        }
        return written(tmp_path, "april.zip", zip_of(files))

    def test_works_before_anything_else_is_set_up(self, archive: Path) -> None:
        assert not CrimeType.objects.exists()

        status, out, _ = run(archive)

        assert status == 0
        assert "2 files in all: 5 read = 5 added" in out
        assert "1 outcome rows held name 1 crimes that are not held." in out
        assert str(Force.objects.get()) == "Essex Police"

    def test_prints_the_result_as_json(self, archive: Path) -> None:
        status, out, _ = run(archive, "--json")
        found: dict[str, Any] = json.loads(out)

        assert status == 0
        assert {"files", "total", "places", "reasons", "left_aside", "refused", "warnings"} <= set(
            found
        )
        first = found["files"][0]
        assert (first["path"], first["kind"], first["month"]) == (
            "2024-04/2024-04-essex-outcomes.csv",
            "outcomes",
            "2024-04",
        )
        assert all(
            counts["read"] == sum(counts[name] for name in BUCKETS[1:])
            for counts in (*found["files"], found["total"])
        )
        assert found["places"] == {"in_areas": 0, "outside": 2, "without_location": 1}

    def test_ends_with_one_when_a_file_was_refused(self, archive: Path, tmp_path: Path) -> None:
        bad = written(tmp_path, "bad.csv", b"bad\n")

        status, out, err = run(archive, bad, "--json")

        assert status == 1
        assert [refused["path"] for refused in json.loads(out)["refused"]] == [bad.as_posix()]
        assert "Refused:" in err
        assert Incident.objects.count() == 3

    def test_leaves_aside_in_one_line_what_is_not_meant(self, tmp_path: Path) -> None:
        search = b"Type,Object of search,Legislation,Self-defined ethnicity\n"
        files = {
            "2024-04/2024-04-essex-street.csv": csv_of([street(1)]),
            "2024-04/2024-04-essex-stop-and-search.csv": search,
            "2024-04/.DS_Store": b"\0",
            "__MACOSX/2024-04/._2024-04-essex-street.csv": b"\0",
        }
        packed = written(tmp_path, "april.zip", zip_of(files))

        for extra in ((), ("--dry-run",)):
            status, out, err = run(packed, *extra)
            assert (status, err) == (0, "")
            assert "3 files left aside: 1 .DS_Store, 1 Stop and search, 1 __MACOSX." in out
        assert [file["what"] for file in json.loads(run(packed, "--json")[1])["left_aside"]] == [
            ".DS_Store",
            "Stop and search",
            "__MACOSX",
        ]

    def test_ends_well_where_everything_is_left_aside(self, tmp_path: Path) -> None:
        search = b"Type,Object of search,Legislation,Self-defined ethnicity\n"

        status, out, _ = run(written(tmp_path, "s.csv", search))

        assert status == 0
        assert "1 file left aside: 1 Stop and search." in out
        assert ImportBatch.objects.get().state == "done"

    def test_says_why_rows_were_rejected_and_how_many(self, tmp_path: Path) -> None:
        rows = [
            street(1),
            street(2, Month="2024-13"),
            street(3, Month="2024-13"),
            street(4, Crime_type=""),
        ]
        path = written(tmp_path, "a.csv", csv_of(rows))

        for extra in ((), ("--dry-run",)):
            _, out, _ = run(path, *extra)
            assert "rejected 2: Month: There is no month 13\n" in out
            assert "rejected 1: Crime type: Empty\n" in out
        assert json.loads(run(path, "--json")[1])["reasons"] == {
            "Month: There is no month 13": 2,
            "Crime type: Empty": 1,
        }

    def test_refuses_a_file_without_a_good_row(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.csv", csv_of([street(1, Month="Spring")]))

        status, _, err = run(path)

        assert status == 1
        assert "No row of 1 can be read: 1 × Month: Not a month such as 2024-04" in err
        assert not Incident.objects.exists()

    def test_takes_a_folder_and_names_its_files(self, tmp_path: Path) -> None:
        written(tmp_path, "in/2024-04/a.csv", csv_of([street(1)]))
        written(tmp_path, "in/2024-05/b.csv", csv_of([street(2, Month="2024-05")]))

        _, out, _ = run(tmp_path / "in", "--json")

        assert [file["path"] for file in json.loads(out)["files"]] == [
            "2024-04/a.csv",
            "2024-05/b.csv",
        ]

    def test_writes_nothing_in_a_dry_run(self, archive: Path) -> None:
        status, out, _ = run(archive, "--dry-run", "--json")

        assert status == 0
        assert json.loads(out)["total"]["added"] == 5
        assert not Incident.objects.exists()
        assert not ImportBatch.objects.exists()
        assert not Force.objects.exists()

    def test_refuses_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        status, _, err = run(tmp_path / "no.csv")

        assert status == 1
        assert "There is no such file" in err

    def test_is_done_by_whom_it_names(self, archive: Path, analyst: Officer) -> None:
        run(archive, "--by", analyst.collar_number)

        assert ImportBatch.objects.get().by == analyst

    def test_refuses_officers_and_the_unknown(self, archive: Path, officer: Officer) -> None:
        for collar in (officer.collar_number, "99999"):
            with pytest.raises(CommandError):
                call_command("import_police_csv", str(archive), "--by", collar)


@pytest.mark.django_db
class TestConfirmImport:
    @pytest.fixture
    def number(self, tmp_path: Path) -> int:
        """Have an import of which one month is in doubt, and give its number."""
        month = [street(n) for n in range(10)]
        run(written(tmp_path, "a.csv", csv_of(month)))
        status, out, err = run(written(tmp_path, "b.csv", csv_of([*month[:7], street(10)])))
        number = ImportBatch.objects.order_by("-pk")[0].pk

        assert status == 0
        assert "8 read = 1 added + 0 updated + 7 unchanged" in out
        assert "3 rows held that they do not name (vanished), 1 month in doubt." in out
        assert "b.csv: Essex Police, street crime and antisocial behaviour, 2024-04: 3 of" in err
        assert f"manage.py confirm_import {number}, or undoes Import {number}" in err
        assert Incident.objects.count() == 10
        return number

    def confirm(self, *arguments: object) -> tuple[str, str]:
        out, err = io.StringIO(), io.StringIO()
        call_command("confirm_import", *map(str, arguments), stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    def test_brings_in_what_was_in_doubt(self, number: int) -> None:
        out, err = self.confirm(number)

        assert "8 read = 1 added + 0 updated + 7 unchanged" in out
        assert "3 rows held that they do not name (vanished), 0 months in doubt." in out
        assert f"Import {number + 1} brings in what was in doubt of Import {number}." in err
        assert Incident.objects.count() == 11

    def test_is_said_in_json(self, number: int, tmp_path: Path) -> None:
        found = json.loads(run(tmp_path / "b.csv", "--json")[1])

        assert found["total"]["read"] == sum(found["total"][name] for name in BUCKETS[1:])
        assert (found["vanished"], found["files"][0]["vanished"]) == (3, 3)
        assert [month["month"] for month in found["in_doubt"]] == ["2024-04"]
        assert found["in_doubt"][0]["reasons"] == [
            {
                "rule": "missing",
                "says": "3 of the 10 rows held are missing in it, more than one in twenty",
                "missing": 3,
                "held": 10,
            }
        ]

    def test_goes_on_with_a_confirmation_that_was_cut_short(
        self, number: int, console: Officer
    ) -> None:
        batch = ImportBatch.objects.get(pk=number)
        actions.order_confirm(batch=batch, by=console, at=AT)

        self.confirm(number)

        assert batch.confirmations.count() == 1
        assert Incident.objects.count() == 11

    def test_refuses_the_second_time(self, number: int) -> None:
        self.confirm(number)

        with pytest.raises(CommandError, match=f"Nothing of Import {number} waits"):
            self.confirm(number)

    def test_refuses_a_number_that_there_is_not(self) -> None:
        with pytest.raises(CommandError, match="There is no Import 999"):
            self.confirm(999)

    def test_refuses_officers(self, officer: Officer, number: int) -> None:
        with pytest.raises(CommandError, match="Analysts import police data"):
            self.confirm(number, "--by", officer.collar_number)


@pytest.mark.django_db
class TestImportAreas:
    def test_imports_and_warns(self, tmp_path: Path) -> None:
        call_command("add_district", "seaborough", name="Seaborough", force="essex")
        path = written(tmp_path, "a.csv", csv_of([street(1), street(2, LSOA_code="E01099002")]))
        run(path)
        areas = geojson(tmp_path, "l.geojson", ("E01099001", "Seaborough 001A", square(0.7, 51.5)))
        out, err = io.StringIO(), io.StringIO()

        call_command(
            "import_areas",
            str(areas),
            *("--kind", "lsoa", "--code-field", "CODE", "--name-field", "NAME"),
            *("--district", "seaborough", "--vintage", "2011", "--valid-from", "2011-01-01"),
            stdout=out,
            stderr=err,
        )

        assert "1 areas added" in out.getvalue()
        assert "1 incidents changed district" in out.getvalue()
        assert "E01099002" in err.getvalue()
        assert Area.objects.get().vintage == 2011
        assert District.objects.get().incidents.count() == 1

    def test_needs_a_district(self, tmp_path: Path) -> None:
        areas = geojson(tmp_path, "w.geojson", ("W1", "Pier", square(0.7, 51.5)))

        with pytest.raises(CommandError, match="no district"):
            call_command(
                "import_areas",
                str(areas),
                *("--kind", "ward", "--code-field", "CODE", "--name-field", "NAME"),
                *("--district", "nowhere"),
            )


@pytest.mark.django_db
class TestAddDistrict:
    def test_adds_a_district_and_its_force_once(self) -> None:
        for _ in range(2):
            call_command("add_district", "southend", name="Southend", force="Essex Police")

        district = District.objects.get()
        assert (district.name, district.force.slug, district.force.name) == (
            "Southend",
            "essex",
            "Essex Police",
        )

    def test_refuses_a_slug_that_is_taken(self) -> None:
        call_command("add_district", "southend", name="Southend", force="essex")

        with pytest.raises(CommandError, match="already"):
            call_command("add_district", "southend", name="Other", force="essex")

    def test_is_done_in_the_name_of_an_administrator(self, administrator: Officer) -> None:
        call_command("add_district", "harlow", name="Harlow", force="essex", by="70002")

        added = District.objects.get(slug="harlow")
        assert journal.of("district", added.pk).get().by_label == "Administrator 70002"

    @pytest.mark.parametrize(
        ("collar", "said"), [("70031", "Administrators add districts"), ("99999", "99999")]
    )
    def test_is_refused_to_others(self, collar: str, said: str, analyst: Officer) -> None:
        with pytest.raises(CommandError, match=said):
            call_command("add_district", "harlow", name="Harlow", force="essex", by=collar)
        assert not District.objects.filter(slug="harlow").exists()


@pytest.mark.django_db
class TestProveCounts:
    def test_passes_and_fails(self, tmp_path: Path) -> None:
        run(written(tmp_path, "a.csv", csv_of([street(1), street()])))
        call_command("prove_counts")
        Incident.objects.update(crime_type=None)

        with pytest.raises(CommandError, match="differ"):
            call_command("prove_counts", stderr=io.StringIO())


class TestWebProcess:
    def test_imports_no_geometry(self) -> None:
        code = (
            "import django, sys; django.setup(); import incidents.urls; "
            "print('shapely' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert done.stdout.strip() == "False"
