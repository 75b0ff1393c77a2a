"""Harm by the uploaded table: what is weighed, by which version, and proved again."""

from decimal import Decimal

import pytest

from accounts.models import District, Officer
from incidents.models.incident import IncidentQuerySet
from reports import actions
from reports.collecting import Scope, collect
from reports.definitions import report_named
from reports.frozen import evidence_of, reproduction
from reports.harm_sections import harm as section
from reports.harm_weighed import HarmOf
from reports.measures.performance import performance_incidents, performance_inputs
from reports.periods import Period
from reports.police_rows import rows_as_read
from tests.incidents.published import street
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.harm_files import BODY, uploaded
from tests.reports.measures.conftest import Publish, log, publish

__all__ = ["codes", "log", "publish"]

APRIL = Period.months_to("2023-04", 1)


@pytest.fixture
def scope(district: District, codes: None) -> Scope:
    """Ask for April 2023, against April 2022."""
    return Scope.of(district, APRIL)


@pytest.fixture
def crimes(publish: Publish) -> None:
    """Record a robbery more than the year before, and many thefts fewer."""
    publish("2022-04", [street(1, Crime_type="Robbery"), *(street(n) for n in range(10, 19))])
    robberies = [street(n, Crime_type="Robbery") for n in (101, 102)]
    publish("2023-04", [*robberies, street(110), street(120, Crime_type="Drugs"), street()])


def weighed(scope: Scope) -> HarmOf:
    """Weigh what stands now."""
    found = performance_inputs(collect(scope)).harm
    assert found is not None
    return found


class TestHarmOf:
    def test_weighs_both_periods_by_the_scores_of_the_last_day(
        self, crimes: None, scope: Scope, analyst: Officer
    ) -> None:
        uploaded(analyst)

        found = weighed(scope)

        assert (found.figure.current, found.figure.previous) == (802, 414)
        assert found.figure.change_percent is None
        assert found.figure.interval is None
        assert [(one.label, one.each, one.crimes) for one in found.types] == [
            ("Robbery", Decimal(400), 2),
            ("Shoplifting", Decimal("1.5"), 1),
        ]
        assert found.missing == ("Drugs",)
        assert found.table == "Invented 2024, version 1"

    def test_says_where_count_and_harm_part(
        self, crimes: None, scope: Scope, analyst: Officer
    ) -> None:
        uploaded(analyst)

        blocks = section(8, performance_inputs(collect(scope))).blocks

        assert blocks[0].text == (  # type: ignore[union-attr] # a paragraph
            "The count fell (10 to 3) but the harm rose (413.5 days to 801.5 days)."
        )

    def test_opens_each_number_to_the_crimes_that_it_weighs(
        self, crimes: None, scope: Scope, analyst: Officer
    ) -> None:
        uploaded(analyst)
        evidence = collect(scope)
        selections = performance_incidents(evidence)

        rows = rows_as_read(selections["harm_days"], evidence, scope.district, APRIL)
        assert isinstance(rows, IncidentQuerySet)

        assert sorted(rows.values_list("crime_type", flat=True)) == [
            "robbery",
            "robbery",
            "shoplifting",
        ]
        robberies = rows_as_read(selections["harm.robbery"], evidence, scope.district, APRIL)
        assert robberies.count() == 2

    def test_prints_the_reason_without_a_table(self, crimes: None, scope: Scope) -> None:
        inputs = performance_inputs(collect(scope))

        note = section(8, inputs).blocks[0]

        assert inputs.harm is None
        assert note.text.startswith("[x] not available: the force has not uploaded")  # type: ignore[union-attr] # a note

    def test_prints_the_reason_where_crime_is_not_recorded(
        self, scope: Scope, analyst: Officer
    ) -> None:
        uploaded(analyst)

        note = section(8, performance_inputs(collect(scope))).blocks[0]

        assert note.text.startswith("[x] not available: recorded crime")  # type: ignore[union-attr] # a note


class TestEdition:
    def test_keeps_the_version_that_it_used_and_proves_its_digest(
        self, crimes: None, district: District, analyst: Officer, scope: Scope
    ) -> None:
        uploaded(analyst)
        report = report_named("performance")
        edition = actions.compile_report(
            report=report, district=district, period=APRIL, by=analyst, at=AT
        )
        uploaded(analyst, BODY.replace(b"400", b"999"))

        proof = reproduction(report, edition)

        table = evidence_of(edition).around.harm
        assert table is not None
        assert (table.name, table.number) == ("Invented 2024", 1)
        assert proof.is_the_same
        assert edition.document.figure("harm_days").current == 802
        assert weighed(scope).figure.current == 2000
