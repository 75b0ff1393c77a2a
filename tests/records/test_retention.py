"""When the keeping of a record is reviewed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.models import RetentionGroup
from records.retention import YEARS_TO_REVIEW, review_due_on
from tests.house_rules import ROOT

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
groups = st.sampled_from(list(RetentionGroup))


class TestReviewDueOn:
    @given(groups, days)
    def test_falls_in_the_year_that_the_group_gives(self, group: int, contact_on: date) -> None:
        due_on = review_due_on(group=group, contact_on=contact_on)

        assert due_on.year - contact_on.year == YEARS_TO_REVIEW[group]

    @given(groups, days)
    def test_falls_on_the_same_day_or_the_28th_of_february(
        self, group: int, contact_on: date
    ) -> None:
        due_on = review_due_on(group=group, contact_on=contact_on)

        same_day = (due_on.month, due_on.day) == (contact_on.month, contact_on.day)
        leap_day = (contact_on.month, contact_on.day) == (2, 29)
        assert same_day or (leap_day and (due_on.month, due_on.day) == (2, 28))

    @given(groups, days, days)
    def test_never_puts_a_later_contact_before_an_earlier_one(
        self, group: int, one: date, another: date
    ) -> None:
        first, second = sorted([one, another])

        assert review_due_on(group=group, contact_on=first) <= review_due_on(
            group=group, contact_on=second
        )

    @pytest.mark.parametrize("group", list(RetentionGroup))
    def test_is_never_sooner_than_six_years(self, group: int) -> None:
        assert YEARS_TO_REVIEW[group] >= 6

    def test_keeps_29_february_where_the_year_has_one(self) -> None:
        assert review_due_on(group=2, contact_on=date(2014, 2, 28)) == date(2024, 2, 28)
        assert review_due_on(group=3, contact_on=date(2024, 2, 29)) == date(2030, 2, 28)


class TestYearsToReview:
    def test_are_those_of_the_page_about_retention(self) -> None:
        page = (ROOT / "docs" / "retention.md").read_text(encoding="utf-8")
        written = re.findall(r"^\| (\d) \|[^|]*\| (\d+) years", page, re.MULTILINE)

        assert {int(group): int(years) for group, years in written} == YEARS_TO_REVIEW
