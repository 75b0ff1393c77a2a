"""Hours and their definition travel together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import hours
from reports.hours import Hours, HoursDefinition
from tests.reports.nearness import near

DEFINITIONS = st.sampled_from(HoursDefinition)


class TestHours:
    def test_give_person_hours(self) -> None:
        """WE-2b: 40 officer minutes are 0.667 person hours."""
        assert near(Hours(40, HoursDefinition.PERSON).hours, "0.667")

    @pytest.mark.parametrize(
        ("minutes", "printed"), [(90, "1.5 hours"), (5994, "99.9 hours"), (450_000, "7,500 hours")]
    )
    def test_print_their_definition(self, minutes: int, printed: str) -> None:
        words = Hours(minutes, HoursDefinition.UNION).words

        assert words == f"{printed} (time with at least one officer there)"

    @given(minutes=st.integers(0, 10**7), definition=DEFINITIONS)
    def test_never_travel_without_it(self, minutes: int, definition: HoursDefinition) -> None:
        assert definition.value in Hours(minutes, definition).words


class TestChange:
    def test_refuses_the_two_seasons_of_operation_union(self) -> None:
        """WE-3: 7,500 hours of one kind against 40,000 of another."""
        now = Hours(40_000 * 60, HoursDefinition.SHIFT)
        then = Hours(7_500 * 60, HoursDefinition.UNION)

        with pytest.raises(hours.DefinitionsDifferError, match=r"^No comparison: now whole shifts"):
            hours.change(now=now, then=then)

    @given(now=DEFINITIONS, then=DEFINITIONS)
    def test_is_given_exactly_within_one_definition(
        self, now: HoursDefinition, then: HoursDefinition
    ) -> None:
        pair = {"now": Hours(90, now), "then": Hours(60, then)}
        if now is then:
            assert hours.change(**pair) == 30
        else:
            with pytest.raises(hours.DefinitionsDifferError):
                hours.change(**pair)


class TestHoursPerOfficerDay:
    def test_betrays_whole_shifts(self) -> None:
        """WE-3: 26 officers on 183 days are 4,758 officer-days."""
        assert 26 * 183 == 4_758
        assert near(hours.hours_per_officer_day(hours=40_000, officers=26, days=183), "8.41")

    @pytest.mark.parametrize(("officers", "days"), [(0, 5), (5, 0)])
    def test_refuses_nobody_and_never(self, officers: int, days: int) -> None:
        with pytest.raises(ValueError, match="nothing to divide"):
            hours.hours_per_officer_day(hours=5, officers=officers, days=days)
