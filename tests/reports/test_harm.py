"""The harm of crimes by an uploaded table; its few scores here are test data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import harm as harms
from reports.harm import Harm, Scores, harm

TABLE = Scores(
    "CCHI 2020",
    {
        "034/01": Decimal(365),
        "028/03": Decimal(19),
        "008/06": Decimal(10),
        "046/00": Decimal(1),
        "008/01": Decimal("547.5"),
        "001/01": Decimal(5475),
    },
)
CODES = st.sampled_from([*TABLE.scores, "999/99", "998/01"])
CRIMES = st.dictionaries(CODES, st.integers(0, 500))


def summed(days: str, crimes: int, source: str = "CCHI 2020") -> Harm:
    """Give a sum that covers every crime."""
    return Harm(Decimal(days), crimes, (), source)


class TestHarm:
    def test_reproduces_nine_crimes(self) -> None:
        """WE-37: 365 + 38 + 10 + 5."""
        found = harm({"034/01": 1, "028/03": 2, "008/06": 1, "046/00": 5}, table=TABLE)

        assert found == summed("418", 9)
        assert found.words == "418 days of harm in 9 crimes (CCHI 2020)."

    def test_keeps_half_days_exactly(self) -> None:
        found = harm({"008/01": 3}, table=TABLE)

        assert found.words == "1,642.5 days of harm in 3 crimes (CCHI 2020)."

    def test_counts_and_names_codes_that_the_table_lacks(self) -> None:
        found = harm({"998/01": 1, "046/00": 1, "999/99": 2, "997/00": 0}, table=TABLE)

        assert found.unknown == (("999/99", 2), ("998/01", 1))
        assert found.words == (
            "1 day of harm in 1 crime (CCHI 2020). 3 crimes have no score and no part in the sum: "
            "999/99 (2) and 998/01 (1)."
        )

    def test_of_nothing_is_nought(self) -> None:
        assert harm({}, table=TABLE).words == "0 days of harm in 0 crimes (CCHI 2020)."

    def test_refuses_a_count_below_nought(self) -> None:
        with pytest.raises(ValueError, match="never below 0"):
            harm({"046/00": -1}, table=TABLE)

    @given(first=CRIMES, second=CRIMES)
    def test_adds_up_and_loses_no_crime(
        self, first: dict[str, int], second: dict[str, int]
    ) -> None:
        both = {code: first.get(code, 0) + second.get(code, 0) for code in first | second}
        one, other, all_ = (harm(each, table=TABLE) for each in (first, second, both))

        assert all_.days == one.days + other.days
        assert all_.crimes + all_.unscored == sum(both.values())


class TestAgainst:
    @pytest.mark.parametrize(
        ("now", "then", "words"),
        [
            (
                summed("300", 20),
                summed("418", 9),
                "The count rose (9 to 20) but the harm fell (418 days to 300 days).",
            ),
            (
                summed("500", 20),
                summed("418", 9),
                "The count rose (9 to 20) and the harm rose (418 days to 500 days).",
            ),
            (
                summed("1", 9),
                summed("418", 9),
                "The count did not change (9 to 9) but the harm fell (418 days to 1 day).",
            ),
        ],
    )
    def test_shows_where_count_and_harm_part(self, now: Harm, then: Harm, words: str) -> None:
        assert harms.against(now=now, then=then) == words

    def test_refuses_two_tables(self) -> None:
        with pytest.raises(harms.TablesDifferError, match="CCHI 2020 is not compared with CCHI 20"):
            harms.against(now=summed("1", 1), then=summed("1", 1, "CCHI 2023"))
