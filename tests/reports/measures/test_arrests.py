"""Arrests: which count, in which period, by what, and that the parts sum to the whole."""

from collections.abc import Iterable
from datetime import date

import pytest

from operations.models import DisposalType, OffenceGroup
from records.models import Status
from reports.collecting import Scope, collect
from reports.figures import Figure
from reports.measures.arrests import (
    arrests_by_disposal,
    arrests_by_offence,
    arrests_total,
    missing_disposals,
)
from reports.performance_inputs import DisposalCount
from reports.periods import Period
from reports.sentences import DisposalStage
from reports.statistics import Direction
from tests.reports.logbook import Logbook, named, scope_of


def by_key(lines: Iterable[Figure | DisposalCount]) -> dict[str, float | None]:
    """Give the counts of this period by code."""
    figures = [line if isinstance(line, Figure) else line.figure for line in lines]
    return {figure.key.rpartition(".")[2]: figure.current for figure in figures}


class TestArrestsTotal:
    @pytest.mark.parametrize("status", [state for state in Status if state != Status.APPROVED])
    def test_counts_only_what_stands_approved_and_names_the_rest(
        self, status: Status, log: Logbook, scope: Scope
    ) -> None:
        log.arrest()
        log.arrest(status=status)

        figure = arrests_total(collect(scope))

        assert figure.current == 1
        assert dict(figure.excluded) == {status.value: 1}

    @pytest.mark.parametrize(
        ("day", "time", "now", "then"),
        [
            ("2023-03-31", "23:59", 0, 1),
            ("2023-04-01", "00:00", 1, 0),
            ("2023-10-29", "01:30", 1, 0),
            ("2024-03-31", "23:59", 1, 0),
            ("2024-04-01", "00:00", 0, 0),
            ("2022-04-01", "00:00", 0, 1),
            ("2022-03-31", "23:59", 0, 0),
        ],
    )
    def test_takes_its_bounds_from_midnight_in_london(
        self, day: str, time: str, now: int, then: int, log: Logbook, scope: Scope
    ) -> None:
        log.arrest(day, time)

        figure = arrests_total(collect(scope))

        assert (figure.current, figure.previous) == (now, then)

    def test_counts_each_arrest_in_one_of_twelve_months(self, log: Logbook, scope: Scope) -> None:
        moments = [("2023-04-01", "00:00"), ("2023-10-29", "01:30"), ("2023-10-31", "23:59")]
        for day, time in [*moments, ("2023-11-01", "00:00"), ("2024-03-31", "02:30")]:
            log.arrest(day, time)

        months = [
            arrests_total(collect(Scope.of(scope.district, month))).current
            for month in scope.period.months()
        ]

        assert months == [1, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 1]
        assert arrests_total(collect(scope)).current == sum(n or 0 for n in months)

    def test_is_blind_to_the_other_district(
        self, log: Logbook, twin_log: Logbook, scope: Scope
    ) -> None:
        log.arrest()
        twin_log.arrest()
        twin_log.arrest(status=Status.SUBMITTED)

        figure = arrests_total(collect(scope))

        assert (figure.current, figure.excluded) == (1, ())

    def test_is_nought_without_arrests(self, log: Logbook, scope: Scope) -> None:
        figure = arrests_total(collect(scope))

        assert (figure.current, figure.previous, figure.change) == (0, 0, 0)

    def test_is_in_arrests_and_neither_more_nor_fewer_is_better(self, scope: Scope) -> None:
        figure = arrests_total(collect(scope))

        assert named(figure) == ("arrests_total", "Arrests", "arrests", Direction.NONE)

    def test_allows_for_the_months_of_two_whole_years(self, log: Logbook, scope: Scope) -> None:
        for day in ("2022-04-01", "2023-06-01", "2023-07-01"):
            log.arrest(day)

        ratio = arrests_total(collect(scope)).rate_ratio

        assert ratio is not None
        assert ratio.degrees is not None


class TestArrestsByOffence:
    def test_sums_to_the_arrests(self, log: Logbook, scope: Scope) -> None:
        for offence in ("theft", "theft", "robbery"):
            log.arrest(offence=offence)
        log.arrest("2022-06-01", offence="burglary")

        figures = arrests_by_offence(collect(scope))

        counts = by_key(figures)
        assert (counts["theft"], counts["robbery"], counts["burglary"]) == (2, 1, 0)
        assert (
            sum(figure.current or 0 for figure in figures) == arrests_total(collect(scope)).current
        )
        assert (
            sum(figure.previous or 0 for figure in figures)
            == arrests_total(collect(scope)).previous
        )

    def test_keeps_the_order_of_the_code_list_and_its_noughts(
        self, log: Logbook, scope: Scope
    ) -> None:
        codes = list(OffenceGroup.objects.values_list("code", flat=True))

        assert list(by_key(arrests_by_offence(collect(scope)))) == codes

    def test_gives_each_group_its_name_and_no_better_side(self, log: Logbook, scope: Scope) -> None:
        groups = OffenceGroup.objects.values_list("code", "label")

        assert [named(figure) for figure in arrests_by_offence(collect(scope))] == [
            (f"arrests.offence.{code}", label, "arrests", Direction.NONE) for code, label in groups
        ]

    def test_leaves_out_a_group_that_was_retired_before_and_has_no_arrest(
        self, log: Logbook, scope: Scope
    ) -> None:
        OffenceGroup.objects.filter(pk="fraud").update(valid_to=date(2022, 4, 1))

        assert "fraud" not in by_key(arrests_by_offence(collect(scope)))

    @pytest.mark.parametrize("day", ["2023-06-01", "2022-06-01"])
    def test_keeps_a_retired_group_with_an_arrest_in_either_period(
        self, day: str, log: Logbook, scope: Scope
    ) -> None:
        OffenceGroup.objects.filter(pk="fraud").update(valid_to=date(2022, 4, 1))
        log.arrest(day, offence="fraud")

        assert "fraud" in by_key(arrests_by_offence(collect(scope)))

    def test_leaves_out_a_group_that_is_not_valid_yet(self, log: Logbook, scope: Scope) -> None:
        OffenceGroup.objects.filter(pk="fraud").update(valid_from=scope.period.end)

        assert "fraud" not in by_key(arrests_by_offence(collect(scope)))


class TestArrestsByDisposal:
    def test_counts_the_latest_and_sums_to_the_arrests(self, log: Logbook, scope: Scope) -> None:
        log.arrest(disposals=[("charged", "2023-07-02"), ("pre-charge-bail", "2023-06-02")])
        log.arrest(disposals=[("simple-caution", "2023-06-02")])
        log.arrest()

        lines = arrests_by_disposal(collect(scope))

        counts = {key: n for key, n in by_key(lines).items() if n}
        assert counts == {"charged": 1, "simple-caution": 1, "not_yet_recorded": 1}
        assert (
            sum(line.figure.current or 0 for line in lines) == arrests_total(collect(scope)).current
        )

    def test_puts_those_not_yet_recorded_last(self, log: Logbook, scope: Scope) -> None:
        last = arrests_by_disposal(collect(scope))[-1]

        assert last.stage is DisposalStage.NOT_RECORDED
        assert named(last.figure) == (
            "arrests.disposal.not_yet_recorded",
            "Not yet recorded",
            "arrests",
            Direction.NONE,
        )

    def test_gives_each_disposal_its_name_and_its_stage(self, log: Logbook, scope: Scope) -> None:
        lines = arrests_by_disposal(collect(scope))[:-1]

        assert [(*named(line.figure), line.stage) for line in lines] == [
            (f"arrests.disposal.{code}", label, "arrests", Direction.NONE, stage)
            for code, label, stage in DisposalType.objects.values_list("code", "label", "stage")
        ]

    def test_compares_with_the_disposals_of_the_period_before(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest("2022-06-01", disposals=[("charged", "2022-06-02")])
        log.arrest("2022-06-01")

        before = {
            line.figure.key: line.figure.previous for line in arrests_by_disposal(collect(scope))
        }

        assert {key.rpartition(".")[2]: n for key, n in before.items() if n} == {
            "charged": 1,
            "not_yet_recorded": 1,
        }

    def test_leaves_out_a_disposal_that_was_retired_before_and_has_no_arrest(
        self, log: Logbook, scope: Scope
    ) -> None:
        DisposalType.objects.filter(pk="cannabis-or-khat-warning").update(valid_to=date(2022, 4, 1))

        assert "cannabis-or-khat-warning" not in by_key(arrests_by_disposal(collect(scope)))


class TestMissingDisposals:
    @pytest.mark.parametrize(
        ("day", "time", "band"),
        [
            ("2024-03-31", "12:00", 0),
            ("2024-03-05", "00:30", 0),
            ("2024-03-04", "23:30", 1),
            ("2024-01-03", "12:00", 1),
            ("2024-01-02", "12:00", 2),
            ("2023-06-01", "00:30", 2),
        ],
    )
    def test_sorts_by_age_in_days_of_london(
        self, day: str, time: str, band: int, log: Logbook, scope: Scope
    ) -> None:
        log.arrest(day, time)

        counts = [row.count for row in missing_disposals(collect(scope))]

        assert counts == [int(n == band) for n in range(3)]

    def test_names_the_bands(self, scope: Scope) -> None:
        assert [row.label for row in missing_disposals(collect(scope))] == [
            "under 28 days",
            "28 to 89 days",
            "90 days and more",
        ]

    def test_takes_the_day_of_a_summer_night_from_londons_calendar(self, log: Logbook) -> None:
        log.arrest("2023-06-04", "00:30")
        june = scope_of(log, Period.months_to("2023-06", 1))

        assert [row.count for row in missing_disposals(collect(june))] == [1, 0, 0]

    def test_leaves_out_arrests_with_a_disposal_and_those_that_do_not_count(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest(disposals=[("charged", "2023-07-02")])
        log.arrest(status=Status.SUBMITTED)

        assert [row.count for row in missing_disposals(collect(scope))] == [0, 0, 0]
