"""Uploading a harm table: by page and by command, versioned, journalled, all or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import District, Force, Officer, Team
from accounts.roles import Role
from audit.models import JournalEntry
from incidents.models import CrimeType
from records.codes import load_list
from records.writing import Refused
from reports.harm_csv import HarmTableError
from reports.models import HarmScore, HarmTable
from tests.operations.conftest import codes
from tests.people import posted
from tests.reports.harm_files import BODY, HEAD, uploaded

__all__ = ["codes"]

BAD = HEAD + "robbery,Robbery,many,s,2020-01-01\nburglary,Burglary,1,,2020-01-01\n"


class TestUpload:
    def test_keeps_versions_and_writes_them_down(
        self, analyst: Officer, chief_inspector: Officer
    ) -> None:
        first = uploaded(analyst)
        second = uploaded(chief_inspector, BODY.replace(b"300", b"301"))

        assert (str(first), str(second)) == ("Invented 2024, version 1", "Invented 2024, version 2")
        assert (first.scores.count(), second.scores.count()) == (5, 5)
        entry = JournalEntry.objects.filter(verb="harm-table.upload").latest("pk")
        assert (entry.operation, entry.label) == ("collection", "Invented 2024, version 2")
        assert entry.detail["rows"] == 5

    def test_stores_nothing_of_a_table_with_a_fault(self, analyst: Officer) -> None:
        with pytest.raises(HarmTableError):
            uploaded(analyst, BAD.encode())

        assert (HarmTable.objects.count(), HarmScore.objects.count()) == (0, 0)

    def test_refuses_the_file_that_is_the_newest_version_already(self, analyst: Officer) -> None:
        uploaded(analyst)

        with pytest.raises(Refused, match="Invented 2024, version 1 already"):
            uploaded(analyst)

    def test_refuses_who_compiles_no_reports(self, sergeant: Officer, analyst: Officer) -> None:
        uploaded(analyst)

        with pytest.raises(Refused, match="Commanders and analysts"):
            uploaded(sergeant, BODY.replace(b"300", b"301"))

    @pytest.mark.parametrize("table", ["reports_harmtable", "reports_harmscore"])
    def test_lets_nothing_be_changed_or_deleted(self, table: str, analyst: Officer) -> None:
        uploaded(analyst)

        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 100"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(statement)


class TestPage:
    def post(self, client: Client, body: bytes) -> str:
        """Upload by the page and read the answer."""
        force = client.get(reverse("harm-table-list")).context["form"].fields["force"].initial
        sent = {"force": force.pk, "name": "Invented 2024"}
        file = SimpleUploadedFile("table.csv", body, "text/csv")
        answer = client.post(reverse("harm-table-list"), {**sent, "file": file}, follow=True)
        return answer.content.decode()

    def test_stores_a_table_and_shows_its_scores(self, client: Client, analyst: Officer) -> None:
        load_list(CrimeType)
        client.force_login(analyst)

        page = self.post(client, BODY)

        assert "Invented 2024, version 1 is stored" in page
        assert "1 code that no report can use" in page
        assert "034/01" in page

    def test_lists_every_fault_with_row_and_column(self, client: Client, analyst: Officer) -> None:
        client.force_login(analyst)

        page = " ".join(self.post(client, BAD.encode()).split())

        assert "2 faults, listed below. Nothing was stored" in page
        assert "is no number. Enter days of imprisonment" in page
        assert ">2</th><td>days</td>" in page
        assert ">3</th><td>source</td>" in page
        assert not HarmTable.objects.exists()

    def test_hands_out_an_empty_table(self, client: Client, analyst: Officer, codes: None) -> None:
        client.force_login(analyst)

        answer = client.get(reverse("harm-template"))

        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0] == "code,title,days,source,valid_from"
        assert all(line.endswith(",,,") for line in lines[1:])

    def test_is_of_the_own_force_only(self, client: Client, analyst: Officer) -> None:
        table = uploaded(analyst)
        elsewhere = Force.objects.create(slug="kent", name="Kent Police")
        district = District.objects.create(force=elsewhere, slug="medway", name="Medway")
        team = Team.objects.create(district=district, slug="desk", name="Desk")
        other_force_analyst = posted("90001", "Analyst", Role.ANALYST, team)

        client.force_login(analyst)
        assert client.get(table.get_absolute_url()).status_code == 200
        client.force_login(other_force_analyst)
        assert client.get(table.get_absolute_url()).status_code == 404


class TestCommand:
    def test_uploads_and_says_the_version(self, tmp_path: Path, analyst: Officer) -> None:
        path, said = tmp_path / "table.csv", StringIO()
        path.write_bytes(BODY)
        force = analyst.postings.get().team.district.force

        call_command(
            "upload_harm_table",
            path,
            force_slug=force.slug,
            name="Invented",
            by=analyst.collar_number,
            stdout=said,
        )

        assert said.getvalue() == "Invented, version 1: 5 scores.\n"
        assert HarmTable.objects.get().by == analyst

    def test_lists_every_fault(self, tmp_path: Path, analyst: Officer) -> None:
        path = tmp_path / "table.csv"
        path.write_text(BAD)
        force = analyst.postings.get().team.district.force

        with pytest.raises(CommandError, match=r"Row 2, column days: .*\nRow 3, column source: "):
            call_command("upload_harm_table", path, force_slug=force.slug, name="Invented")

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"force_slug": "nowhere", "name": "x"}, "Name the force by --force"),
            ({"force_slug": "essex"}, "Name the table by --name"),
            ({"force_slug": "essex", "name": "x"}, "cannot be read"),
            ({"force_slug": "essex", "name": "x", "by": "0"}, "No active officer"),
        ],
    )
    def test_says_what_is_missing(
        self, options: dict[str, str], words: str, analyst: Officer, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError, match=words):
            call_command("upload_harm_table", tmp_path / "none.csv", **options)

    def test_prints_the_template(self, codes: None) -> None:
        said = StringIO()

        call_command("upload_harm_table", template=True, stdout=said)

        assert said.getvalue().startswith("code,title,days,source,valid_from")
