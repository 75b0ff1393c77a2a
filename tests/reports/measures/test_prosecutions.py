"""Prosecutions: defendant cases by first charge, and where they stand."""

import pytest

from operations.models import OrderType, SentenceType
from records.models import Status
from reports.collecting import Scope, collect
from reports.measures.prosecutions import prosecutions
from reports.statistics import Direction
from reports.tables import Tally
from tests.reports.logbook import Logbook, named


def counts(tallies: tuple[Tally, ...]) -> dict[str, int]:
    """Give the counts by label."""
    return {tally.label: tally.count for tally in tallies}


class TestProsecutions:
    @pytest.mark.parametrize(
        ("charged_on", "now", "then"),
        [
            (("2023-04-01",), 1, 0),
            (("2023-03-31",), 0, 1),
            (("2024-03-31",), 1, 0),
            (("2024-04-01",), 0, 0),
            (("2023-06-01", "2023-03-31"), 0, 1),
            (("2024-04-02", "2024-03-31"), 1, 0),
        ],
    )
    def test_counts_a_case_once_by_its_first_charge(
        self, charged_on: tuple[str, ...], now: int, then: int, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution(*charged_on)

        total = prosecutions(collect(scope)).total

        assert (total.current, total.previous) == (now, then)

    @pytest.mark.parametrize("status", [state for state in Status if state != Status.APPROVED])
    def test_counts_only_what_stands_approved_and_names_the_rest(
        self, status: Status, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution(
            result="guilty-plea",
            sentences=["compensation"],
            orders=["criminal-behaviour-order"],
            status=status,
        )

        found = prosecutions(collect(scope))

        assert found.total.current == 0
        assert dict(found.total.excluded) == {status.value: 1}
        assert not any(counts((*found.stages, *found.results)).values())
        assert (found.sentences, found.orders) == ((), ())

    def test_has_results_that_sum_to_the_cases(self, log: Logbook, scope: Scope) -> None:
        log.prosecution(result="guilty-plea", sentences=["compensation"])
        log.prosecution(result="guilty-plea")
        log.prosecution(result="acquitted")
        log.prosecution()

        found = prosecutions(collect(scope))

        assert counts(found.results) == {
            "Still before the courts": 1,
            "Convicted": 2,
            "Not convicted": 1,
        }
        assert counts(found.stages) == {
            "Charged or requisitioned": 4,
            "Convicted": 2,
            "Sentenced": 1,
        }
        assert sum(row.count for row in found.results) == found.total.current

    def test_counts_sentences_and_orders_in_their_own_units(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution(
            result="guilty-plea",
            sentences=["compensation", "immediate-custody", "compensation"],
            orders=["criminal-behaviour-order"],
        )

        found = prosecutions(collect(scope))

        assert sum(row.count for row in found.sentences) == 3
        assert sorted(row.count for row in found.sentences) == [1, 2]
        assert [row.count for row in found.orders] == [1]
        assert counts(found.stages)["Sentenced"] == 1

    def test_is_in_prosecutions_and_neither_more_nor_fewer_is_better(self, scope: Scope) -> None:
        assert named(prosecutions(collect(scope)).total) == (
            "prosecutions_total",
            "Prosecutions",
            "prosecutions",
            Direction.NONE,
        )

    def test_lists_sentences_and_orders_in_the_order_of_their_code_lists(
        self, log: Logbook, scope: Scope
    ) -> None:
        types = {
            model: list(model.objects.order_by("position").values_list("code", "label"))
            for model in (SentenceType, OrderType)
        }
        log.prosecution(
            result="guilty-plea",
            sentences=[code for code, _ in reversed(types[SentenceType])],
            orders=[code for code, _ in reversed(types[OrderType])],
        )

        found = prosecutions(collect(scope))

        for tallies, model in ((found.sentences, SentenceType), (found.orders, OrderType)):
            assert [tally.label for tally in tallies] == [label for _, label in types[model]]

    @pytest.mark.parametrize(
        ("day", "counts_now"),
        [("2023-03-31", 0), ("2023-04-01", 1), ("2024-03-31", 1), ("2024-04-01", 0)],
    )
    def test_counts_sentences_and_orders_of_cases_of_the_period(
        self, day: str, counts_now: int, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution(
            day,
            result="guilty-plea",
            sentences=["compensation"],
            orders=["criminal-behaviour-order"],
        )

        found = prosecutions(collect(scope))

        assert [row.count for row in (*found.sentences, *found.orders)] == 2 * counts_now * [1]

    def test_is_blind_to_the_other_district(self, twin_log: Logbook, scope: Scope) -> None:
        twin_log.prosecution(result="guilty-plea", sentences=["compensation"])

        found = prosecutions(collect(scope))

        assert (found.total.current, found.sentences) == (0, ())
