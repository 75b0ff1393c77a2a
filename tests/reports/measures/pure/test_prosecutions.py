"""Cases of evidence: where they stand, what was imposed, and where every number opens."""

import pytest

from records.models import Kind
from reports.document import Link
from reports.evidence import Evidence, Fact
from reports.measures.prosecutions import prosecution_selections, prosecutions
from reports.selections import Selection
from reports.statistics import Direction
from reports.tables import Tally
from tests.reports.facts import case, evidence, said

DAYS = (("district", "southend"), ("from", "2023-04-01"), ("to", "2024-03-31"))
APPROVED = (*DAYS, ("status", "approved"))


def sentenced(number: int, at: str = "2023-06-01 00:00", *, status: str = "approved") -> Fact:
    """Give a case with two fines, a term of custody and a banning order."""
    return case(
        number,
        at,
        status=status,
        stage="convicted",
        sentenced_on="2023-09-01",
        sentences=[["fine", "2023-09-01"], ["custody", "2023-09-01"], ["fine", "2023-09-02"]],
        orders=[["banning", "2023-09-01"]],
    )


@pytest.fixture
def logged() -> Evidence:
    """Give cases in every stage, of both years, and some that do not count."""
    return evidence(
        sentenced(1),
        case(2, stage="convicted"),
        case(3, stage="not_convicted", orders=[["restraining", "2023-09-01"]]),
        case(4),
        case(5, "2022-06-01 00:00"),
        sentenced(6, "2022-06-01 00:00"),
        sentenced(7, status="reopened"),
    )


def opening(label: str, count: int, key: str, *filters: tuple[str, str]) -> Tally:
    """Give a line that opens the approved cases of the year."""
    link = Link(name="prosecution-list", query=(*APPROVED, *filters))
    return Tally(label, count, link=link, opens=key)


class TestProsecutions:
    def test_compares_the_approved_and_names_the_rest(self, logged: Evidence) -> None:
        total = prosecutions(logged).total

        assert said(total) == (
            "prosecutions_total", "Prosecutions", "prosecutions", 4, 2, {"reopened": 1},
        )  # fmt: skip
        assert (total.direction, total.days, total.previous_days) == (Direction.NONE, 366, 365)

    def test_goes_from_charge_to_conviction_to_sentence(self, logged: Evidence) -> None:
        assert prosecutions(logged).stages == (
            opening("Charged or requisitioned", 4, "prosecutions.charged"),
            opening("Convicted", 2, "prosecutions.stage.convicted", ("stage", "convicted")),
            opening("Sentenced", 1, "prosecutions.sentenced", ("sentenced", "yes")),
        )

    def test_has_results_that_sum_to_the_cases(self, logged: Evidence) -> None:
        assert prosecutions(logged).results == tuple(
            opening(label, n, f"prosecutions.stage.{stage}", ("stage", stage))
            for stage, label, n in (
                ("before_court", "Still before the courts", 1),
                ("convicted", "Convicted", 2),
                ("not_convicted", "Not convicted", 1),
            )
        )

    def test_counts_sentences_and_orders_each_in_its_own_unit(self, logged: Evidence) -> None:
        found = prosecutions(logged)

        assert found.sentences == (
            Tally("Custody", 1, opens="prosecutions.sentence.custody"),
            Tally("Fine", 2, opens="prosecutions.sentence.fine"),
        )
        assert found.orders == (
            Tally("Banning", 1, opens="prosecutions.order.banning"),
            Tally("Restraining", 1, opens="prosecutions.order.restraining"),
        )

    def test_lists_no_sentence_that_nobody_got(self) -> None:
        found = prosecutions(evidence(case(1)))

        assert (found.sentences, found.orders) == ((), ())


class TestProsecutionSelections:
    def test_have_a_key_for_every_number(self) -> None:
        assert list(prosecution_selections(evidence())) == [
            "prosecutions_total",
            "prosecutions.charged",
            "prosecutions.sentenced",
            "prosecutions.stage.before_court",
            "prosecutions.stage.convicted",
            "prosecutions.stage.not_convicted",
            "prosecutions.sentence.custody",
            "prosecutions.sentence.fine",
            "prosecutions.order.banning",
            "prosecutions.order.restraining",
        ]

    @pytest.mark.parametrize(
        ("key", "numbers"),
        [
            ("prosecutions_total", [1, 2, 3, 4]),
            ("prosecutions.charged", [1, 2, 3, 4]),
            ("prosecutions.sentenced", [1]),
            ("prosecutions.stage.convicted", [1, 2]),
            ("prosecutions.sentence.custody", [1]),
            ("prosecutions.sentence.fine", [1]),
            ("prosecutions.order.banning", [1]),
            ("prosecutions.order.restraining", [3]),
        ],
    )
    def test_list_each_case_once(self, key: str, numbers: list[int], logged: Evidence) -> None:
        found = prosecution_selections(logged)[key].counted(logged, logged.period)

        assert [fact.record for fact in found] == [f"prosecution-{number}" for number in numbers]

    def test_are_all_of_cases(self) -> None:
        found = prosecution_selections(evidence())

        assert {each.kind for each in found.values()} == {Kind.PROSECUTION}
        assert found["prosecutions.charged"] == Selection(Kind.PROSECUTION)
