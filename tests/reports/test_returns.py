"""A template of a return is read whole or not at all, and the sentence names what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from accounts.models import District, Officer
from incidents.models import Area, AreaKind
from reports import hotspot_return, requests, returns, tasks
from reports.hotspot_columns import CATALOGUE
from reports.models import Compilation, CompilationState, Edition, EditionFile
from reports.periods import Period
from reports.returns import BadTemplate, financial_year, template_of, why_not_in_one_year
from tests.operations.conftest import SQUARE, codes
from tests.people import AT

__all__ = ["codes"]

MARCH = Period.months_to("2024-03", 1)
GOOD = (returns.FOLDER / "hotspot-2023-24.toml").read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of the template of 2023/24, in a folder of its own."""
    monkeypatch.setattr(returns, "FOLDER", tmp_path)
    return tmp_path / "hotspot-2023-24.toml"


class TestTemplateOf:
    @pytest.mark.parametrize("year", [2023, 2024, 2025])
    def test_reads_every_template_that_there_is(self, year: int) -> None:
        april = Period(date(year, 4, 1), date(year, 5, 1))

        found = hotspot_return.template(april)

        assert found.financial_year == financial_year(april) == f"{year}/{(year + 1) % 100}"
        assert {column.key for column in found.columns} >= set(CATALOGUE.required)

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("patrols_n =", "patrol_n =", "unknown column: patrol_n. Did you mean patrols_n?"),
            ('patrols_n = "Patrols"', "", "lacks the column patrols_n."),
            ('hours_definition = "Hours counted as"', "", "lacks the column hours_definition."),
            ('patrols_n = "Patrols"', 'patrols_n = ""', "column patrols_n of the template"),
            ("arrests_n =", "patrols_n =", "has a column twice: patrols_n."),
            ("scheme =", "schema =", "lacks a line: scheme."),
            ('title = "Patrols"', "", "A group of the template hotspot-2023-24.toml lacks"),
            ('title = "Patrols"', "title = ", "hotspot-2023-24.toml cannot be read: "),
        ],
    )
    def test_names_the_column_or_line_that_is_wrong(
        self, written: Path, before: str, after: str, sentence: str
    ) -> None:
        written.write_text(GOOD, encoding="utf-8")
        assert template_of("hotspot", MARCH, CATALOGUE).columns
        assert before in GOOD
        written.write_text(GOOD.replace(before, after, 1), encoding="utf-8")

        with pytest.raises(BadTemplate) as refused:
            template_of("hotspot", MARCH, CATALOGUE)

        assert sentence in str(refused.value)

    def test_says_which_years_have_a_template(self) -> None:
        with pytest.raises(BadTemplate, match=r"for 2030/31\. There are: 2023/24, 2024/25"):
            hotspot_return.template(Period.months_to("2030-05", 1))


class TestWhyNotInOneYear:
    def test_lets_months_of_one_financial_year_through_and_refuses_others(self) -> None:
        assert why_not_in_one_year(Period.twelve_months_to("2024-03")) == ""
        assert why_not_in_one_year(MARCH) == ""
        assert "more than one" in why_not_in_one_year(Period.twelve_months_to("2024-04"))
        assert "more than one" in why_not_in_one_year(Period.months_to("2025-03", 24))
        assert "whole months" in why_not_in_one_year(Period(date(2024, 3, 4), date(2024, 3, 11)))


class TestTheRun:
    def run(self, district: District, by: Officer) -> Compilation:
        """Ask for the return of March as the page does, and let a worker do it."""
        made = requests.request_compilation(
            definition="hotspot", district=district, period=MARCH, by=by, at=AT
        )
        tasks.compile_report.apply(kwargs={"compilation_id": str(made.pk)}, throw=True)
        made.refresh_from_db()
        return made

    def test_is_kept_with_its_reason_and_shows_nothing_half_made(
        self, written: Path, district: District, analyst: Officer
    ) -> None:
        written.write_text(GOOD.replace("patrols_n =", "cows_n ="), encoding="utf-8")

        failed = self.run(district, analyst)

        assert failed.state == CompilationState.FAILED
        assert failed.failure.startswith("The template hotspot-2023-24.toml has an unknown column")
        assert "cows_n" in failed.failure
        assert not Edition.objects.exists()
        assert not EditionFile.objects.exists()

    def test_is_done_once_the_template_is_mended(
        self, written: Path, codes: None, district: District, analyst: Officer
    ) -> None:
        Area.objects.create(
            district=district, kind=AreaKind.HOTSPOT, code="pier", name="Pier", geometry=SQUARE
        )
        written.write_text(GOOD, encoding="utf-8")

        assert self.run(district, analyst).state == CompilationState.DONE
        assert Edition.objects.get().definition == "hotspot"
