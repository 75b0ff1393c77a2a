"""grouping.py: which rows of a file are slips."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.grouping import ForceMonthLabel, strays

ESSEX, KENT, INVENTED = "Essex Police", "Kent Police", "Essx Police"
KNOWN = frozenset({ESSEX, KENT})
APRIL, MAY, FAR = "2024-04-01", "2024-05-01", "2042-04-01"

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from([ESSEX, KENT, INVENTED]), st.sampled_from([APRIL, MAY, FAR])),
    st.integers(1, 20_000),
    min_size=1,
)


class TestStrays:
    def test_finds_a_row_with_a_wrong_month(self) -> None:
        counts = {(ESSEX, APRIL): 1500, (ESSEX, FAR): 1}

        assert strays(counts, KNOWN) == {(ESSEX, FAR): (ESSEX, APRIL)}

    def test_finds_a_force_that_nobody_knows(self) -> None:
        counts = {(ESSEX, APRIL): 1500, (INVENTED, APRIL): 14}

        assert strays(counts, KNOWN) == {(INVENTED, APRIL): (ESSEX, APRIL)}

    def test_takes_a_small_force_that_is_known(self) -> None:
        assert strays({(ESSEX, APRIL): 1500, (KENT, APRIL): 14}, KNOWN) == {}

    def test_measures_the_months_of_a_small_force_against_its_own(self) -> None:
        counts = {
            (ESSEX, APRIL): 15_000,
            (KENT, APRIL): 140,
            (KENT, MAY): 120,
            (KENT, FAR): 1,
        }

        assert strays(counts, KNOWN) == {(KENT, FAR): (KENT, APRIL)}

    def test_leaves_a_share_of_one_in_a_hundred(self) -> None:
        assert strays({(ESSEX, APRIL): 1500, (INVENTED, APRIL): 15}, KNOWN) == {}
        assert strays({(ESSEX, APRIL): 10_000, (INVENTED, APRIL): 100}, KNOWN) == {}

    @given(COUNTS)
    def test_never_takes_the_fullest_month_of_a_known_force_for_a_slip(
        self, counts: dict[ForceMonthLabel, int]
    ) -> None:
        slips = strays(counts, KNOWN)

        for force in KNOWN & {force for force, _ in counts}:
            months = {pair: count for pair, count in counts.items() if pair[0] == force}
            assert max(months, key=lambda pair: months[pair]) not in slips
        assert all(usual not in slips for usual in slips.values())
