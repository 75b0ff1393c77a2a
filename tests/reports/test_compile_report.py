"""`manage.py compile_report`: every format, every sentence of error, and the JSON's keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from incidents.models import CrimeType
from records.codes import load_list
from reports.models import Edition
from reports.renderers.formats import FORMATS
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

KEYS = {
    "$schema",
    "title",
    "marking",
    "definition",
    "district",
    "period",
    "previous",
    "edition",
    "compiled_at",
    "figures_sha256",
    "coverage",
    "definitions",
    "figures",
}
FIGURE_KEYS = {
    "definition",
    "key",
    "label",
    "unit",
    "current",
    "previous",
    "change",
    "change_percent",
    "change_interval",
    "base",
    "interval",
    "rate_ratio",
    "together",
    "reading",
    "provisional",
    "revised",
    "excluded",
}
FIGURES = {
    "crime_total",
    "asb_total",
    "crime.robbery",
    "unplaced",
    "arrests_total",
    "arrests.offence.theft",
    "arrests.disposal.charged",
    "prosecutions_total",
    "patrol_minutes",
    "officer_minutes",
    "engagement_events",
    "survey_good_or_excellent",
    "operation.union.arrests",
    "operation.union.prosecutions",
    "operation.union.patrol_minutes",
    "operation.union.officer_minutes",
}
BEGINS = {
    "json": b"{",
    "html": b"<!",
    "pdf": b"%PDF-",
    "xlsx": b"PK",
    "ods": b"PK",
    "csv": b"\xef\xbb\xbf",
    "csvw": b"{",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, console: Officer) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def run(output: Path, report: str = "performance", **changed: Any) -> None:
    """Run the command as the issue has it, with changes."""
    given = {"district": "southend", "to": "2024-03", "format": "json", "output": output}
    asked = {name: value for name, value in (given | changed).items() if value is not None}
    options = [f"--{name}={value}" for name, value in asked.items()]
    call_command("compile_report", report, *options)


class TestCompileReport:
    def test_writes_each_format_of_one_edition(
        self, log: Logbook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        log.arrest()

        for kept in FORMATS:
            output = tmp_path / f"report.{kept.key}"
            run(output, format=kept.key)
            assert output.read_bytes().startswith(BEGINS[kept.key])
        lines = capsys.readouterr().out.splitlines()

        edition = Edition.objects.get()
        assert len(lines) == len(FORMATS)
        assert all(
            line.startswith("Edition 1 of year to 31 March 2024, figures ") for line in lines
        )
        assert edition.by.collar_number == "console"
        assert JournalEntry.objects.filter(verb="edition.download").count() == len(FORMATS)

    def test_writes_the_keys_of_the_json_that_are_promised_and_no_others(
        self, log: Logbook, tmp_path: Path
    ) -> None:
        log.wave("2024-03-31", "80")
        log.arrest(operation=log.operation("union"))
        load_list(CrimeType)
        (tmp_path / "old.json").write_text("an older file")

        run(tmp_path / "old.json", months=12)

        written = json.loads((tmp_path / "old.json").read_text())
        figures = {figure["key"]: figure for figure in written["figures"]}
        assert set(written) == KEYS
        assert set(written["period"]) == set(written["previous"]) == {"start", "end"}
        assert set(written["coverage"]) == {"missing", "publishers"}
        assert len(written["coverage"]["missing"]) == 24
        assert {frozenset(figure) for figure in figures.values()} == {frozenset(FIGURE_KEYS)}
        assert figures.keys() >= FIGURES
        assert (figures["crime_total"]["current"], figures["arrests_total"]["current"]) == (None, 1)
        assert set(figures["arrests_total"]["rate_ratio"]) == {
            "estimate",
            "low",
            "high",
            "p",
            "dispersion",
            "serial",
            "degrees",
            "inflation",
        }
        assert figures["survey_good_or_excellent"]["rate_ratio"] is None

    def test_takes_any_days(self, log: Logbook, tmp_path: Path) -> None:
        run(tmp_path / "a.json", to=None, first="2024-02-20", last="2024-03-05")

        assert Edition.objects.get().period.dates_and_days == (
            "20 February 2024 to 5 March 2024, 15 days"
        )

    def test_compiles_as_the_officer_named(
        self, log: Logbook, analyst: Officer, tmp_path: Path
    ) -> None:
        run(tmp_path / "a.json", by="70031")

        assert Edition.objects.get().by == analyst

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"district": "soton"}, "There is no district soton. Known: southend. Add it with: "),
            ({"to": "2024-13"}, "'2024-13' is not a month. Write it as year and month: 2024-04."),
            ({"to": "April"}, "'April' is not a month. Write it as year and month: 2024-04."),
            ({"months": 0}, "A report covers at least one month, not 0."),
            ({"to": None, "span": "month", "months": 3}, "--months counts back from a month."),
            ({"to": None, "last": "2024-03-31"}, "Days are given as both: --first 2024-04-01"),
            ({"to": None, "first": "1 May", "last": "2024-03-31"}, "1 May is not a day. Write"),
            (
                {"to": None, "first": "2024-03-01", "last": "2024-02-01"},
                "The period ends on 1 February 2024, before it starts on 1 March 2024.",
            ),
            ({"to": "2024-04"}, "The period ends on 30 April 2024, which is not over on 30 April"),
            ({"by": "99999"}, "No active officer has the collar number 99999."),
            ({"by": "41123"}, "Commanders and analysts of Southend district compile its reports."),
        ],
    )
    def test_says_what_is_wrong_and_leaves_no_file(
        self, changed: dict[str, Any], sentence: str, log: Logbook, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError) as refused:
            run(tmp_path / "a.json", **changed)

        assert str(refused.value).startswith(sentence)
        assert list(tmp_path.iterdir()) == []
        assert not Edition.objects.exists()

    def test_names_the_reports_and_the_formats_that_there_are(
        self, district: District, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError, match="no report called crime"):
            run(tmp_path / "a.json", report="crime")
        with pytest.raises(CommandError, match="invalid choice: 'docx'"):
            run(tmp_path / "a.json", format="docx")

    @pytest.mark.parametrize(
        ("place", "why"),
        [("nowhere/a.json", "No such file or directory"), (".", "Is a directory")],
    )
    def test_compiles_and_discloses_nothing_where_the_file_cannot_be_written(
        self, place: str, why: str, log: Logbook, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError) as refused:
            run(tmp_path / place)

        assert f"cannot be written ({why}). Choose a file in a folder" in str(refused.value)
        assert not JournalEntry.objects.filter(verb="edition.download").exists()
        assert not Edition.objects.exists()
