"""Counts by month, with the months before the period that say what is usual."""

from datetime import date

import pytest

from accounts.models import District
from records.models import Status
from reports.collecting import Scope, collect
from reports.measures.by_month import (
    all_incidents,
    month_selections,
    monthly_series,
    types_charted,
    window,
)
from reports.periods import Period
from reports.police_rows import rows_as_read
from reports.series import history
from reports.statistics import Direction
from tests.incidents.published import street
from tests.operations.conftest import codes
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import Publish, log, publish

__all__ = ["codes", "log", "publish"]

MARCH = Period.months_to("2024-03", 1)


@pytest.fixture
def scope(district: District) -> Scope:
    """Ask for one month."""
    return Scope.of(district, MARCH)


def counts(scope: Scope) -> dict[str, tuple[int | None, ...]]:
    """Read the counts of each series."""
    return {series.key: series.counts for series in monthly_series(collect(scope))}


class TestWindow:
    @pytest.mark.parametrize(
        ("period", "months"),
        [
            (MARCH, 24),
            (Period.months_to("2024-03", 3), 24),
            (Period.twelve_months_to("2024-03"), 24),
            (Period.months_to("2024-03", 18), 30),
        ],
    )
    def test_holds_a_year_before_the_period_and_two_years_in_all(
        self, period: Period, months: int
    ) -> None:
        assert window(period).n_months == months
        assert window(period).end == period.end


class TestHistory:
    @pytest.mark.parametrize(("months", "read"), [(1, 36), (3, 36), (12, 36), (24, 48), (30, 66)])
    def test_holds_three_years_and_the_period_before(self, months: int, read: int) -> None:
        period = Period.months_to("2024-03", months)

        assert history(period).n_months == read
        assert history(period).start <= period.previous().start


class TestMonthlySeries:
    def test_reads_months_before_both_periods_of_a_report_on_one_month(
        self, publish: Publish, log: Logbook, scope: Scope
    ) -> None:
        publish("2022-06", [street(1), street(2), street()])
        publish("2024-03", [street(3)])
        log.arrest("2022-06-30")
        log.arrest("2024-02-01")
        log.arrest("2024-02-02", status=Status.SUBMITTED)

        found = counts(scope)

        crime, asb, arrests = (found[key] for key in ("crime_total", "asb_total", "arrests_total"))
        assert (crime[2], asb[2], crime[-1]) == (2, 1, 1)
        assert (arrests[2], arrests[-2], arrests[-1]) == (1, 1, 0)
        assert found["crime.shoplifting"] == crime

    def test_records_nothing_where_no_import_covers_a_month(
        self, publish: Publish, scope: Scope
    ) -> None:
        publish("2024-03", [street(3)])

        assert counts(scope)["crime_total"] == (None,) * 23 + (1,)

    def test_records_no_arrests_before_the_first_that_was_logged(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest("2024-01-15")

        assert counts(scope)["arrests_total"] == (None,) * 21 + (1, 0, 0)

    def test_orders_types_by_their_size_and_says_their_direction(
        self, publish: Publish, scope: Scope
    ) -> None:
        publish("2024-03", [street(1, Crime_type="Drugs"), street(2), street(3)])

        types = [series for series in monthly_series(collect(scope)) if series.is_type]

        assert [(series.label, series.direction) for series in types] == [
            ("Shoplifting", Direction.NONE),
            ("Drugs", Direction.NONE),
        ]

    def test_has_none_for_part_of_a_month(self, district: District, codes: None) -> None:
        part = Scope.of(district, Period(date(2024, 3, 1), date(2024, 3, 15)))
        evidence = collect(part)

        assert monthly_series(evidence) == ()
        assert month_selections(evidence) == {}
        assert not any(".month." in key for key in all_incidents(evidence))


class TestSelections:
    def test_open_each_month_to_what_it_counts(
        self, publish: Publish, log: Logbook, scope: Scope
    ) -> None:
        publish("2022-06", [street(1), street(2), street()])
        publish("2024-03", [street(3), street()])
        log.arrest("2022-06-30")
        log.arrest("2024-03-01")
        evidence = collect(scope)
        incidents, arrests = all_incidents(evidence), month_selections(evidence)

        for series in monthly_series(evidence):
            for month in series.months:
                if series.key == "arrests_total":
                    found = len(arrests[month.opens].counted(evidence, scope.period))
                else:
                    rows = rows_as_read(
                        incidents[month.opens], evidence, scope.district, month.month
                    )
                    found = rows.count()
                assert found == (month.count or 0), month.opens

    def test_know_a_type_that_was_used_long_before(self, publish: Publish, scope: Scope) -> None:
        publish("2022-06", [street(1)])

        assert [line.code for line in types_charted(collect(scope))] == ["shoplifting"]
