"""What may be compared: only what publishers published that cover both periods."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.coverage import Comparable, Part, not_charted
from reports.evidence import Evidence, MonthCount, PoliceCounts, Publisher
from reports.measures.by_month import window
from reports.periods import Period
from tests.reports.facts import APRIL, MONTHS, PART, YEAR, evidence

THEN = YEAR.previous()
OWN, BTP = "essex", "british-transport"
LAST_YEAR = tuple(month.start for month in THEN.months())
APRILS = (date(2022, 4, 1), date(2023, 4, 1))


def of(
    *others: Publisher,
    covered: Sequence[date] = MONTHS,
    rows: Sequence[MonthCount] = (),
    period: Period = YEAR,
) -> Comparable:
    """Give what may be compared where the own force covers some months, and others do."""
    own = Publisher(OWN, "Essex Police", tuple(covered))
    police = PoliceCounts(by_month=tuple(rows), covered=own.covered, publishers=(own, *others))
    return Comparable(evidence(period=period, police=police))


def transport(covered: Sequence[date] = LAST_YEAR) -> Publisher:
    """Give British Transport Police with the months it covers."""
    return Publisher(BTP, "British Transport Police", tuple(covered))


def rows(months: Sequence[date] = LAST_YEAR, n: int = 40) -> list[MonthCount]:
    """Count so many burglaries of British Transport Police in each of some months."""
    return [MonthCount(month, "burglary", n, BTP) for month in months]


def without(*months: date) -> list[date]:
    """Give both years without some months."""
    return [month for month in MONTHS if month not in months]


class TestOwn:
    def test_is_the_force_of_the_district(self) -> None:
        assert of().own.name == "Essex Police"

    def test_is_all_there_is_in_an_edition_older_than_publishers(self) -> None:
        old = Comparable(evidence(police=PoliceCounts(covered=MONTHS)))

        assert (old.own.slug, old.own.covered) == ("essex", MONTHS)
        assert old.contributors == ()


class TestContributors:
    def test_are_those_whose_rows_lie_in_the_district_in_either_period(self) -> None:
        assert of(transport(), rows=rows()).contributors == (transport(),)
        assert of(transport(), rows=rows(MONTHS[12:])).contributors == (transport(),)

    def test_are_not_those_without_a_row_or_with_rows_in_other_months_only(self) -> None:
        before = [date(2022, 3, 1)]

        assert of(transport()).contributors == ()
        assert of(transport(), rows=rows(before)).contributors == ()
        assert of(transport(), rows=rows(n=0)).contributors == ()


class TestApart:
    def test_is_nothing_where_every_publisher_covers_both_periods(self) -> None:
        found = of(transport(MONTHS), rows=rows(MONTHS))

        assert (found.apart, found.why, found.beside) == ((), "", "")

    def test_is_a_covered_month_without_a_row_neither(self) -> None:
        assert of(transport(MONTHS), rows=rows(MONTHS[:1])).apart == ()

    def test_is_a_contributor_of_one_period_in_both(self) -> None:
        found = of(transport(), rows=rows())

        assert found.apart == (Part(BTP, MONTHS),)
        assert found.beside == "without British Transport Police"
        assert found.why == ("British Transport Police is not covered in April 2023 to March 2024")

    def test_is_a_month_of_a_contributor_with_its_like_month(self) -> None:
        found = of(transport(without(APRILS[1])), rows=rows(MONTHS))

        assert found.apart == (Part(BTP, APRILS),)
        assert found.beside == "without 1 month of British Transport Police"
        assert found.why == "British Transport Police is not covered in April 2023"

    def test_is_one_missing_month_of_a_year_of_every_publisher(self) -> None:
        found = of(transport(without(APRILS[0])), covered=without(APRILS[0]), rows=rows(MONTHS))

        assert found.is_eleven
        assert found.apart == (Part("", APRILS),)
        assert found.beside == "in the eleven months without April"
        assert found.why == "Essex Police is not covered in April 2022"
        assert [len(found.months_of(side)) for side in (0, 1)] == [11, 11]

    def test_names_both_causes_where_there_are_two(self) -> None:
        found = of(transport(), covered=without(*APRILS), rows=rows())

        assert found.beside == (
            "in the eleven months without April and without British Transport Police"
        )
        assert found.why == (
            "Essex Police is not covered in April 2022 and April 2023; British Transport Police is "
            "not covered in May 2023 to March 2024"
        )

    @pytest.mark.parametrize(
        "missing", [(date(2022, 4, 1), date(2023, 5, 1)), (date(2022, 4, 1), date(2022, 5, 1))]
    )
    def test_is_nothing_where_two_months_of_a_year_are_missing(self, missing: list[date]) -> None:
        found = of(covered=without(*missing))

        assert (found.is_possible, found.is_eleven, found.apart) == (False, False, ())

    @pytest.mark.parametrize("months", [1, 11, 24])
    def test_is_nothing_where_a_month_of_another_period_is_missing(self, months: int) -> None:
        period = Period.months_to("2024-03", months)
        every = [month.start for month in (*period.previous().months(), *period.months())]

        assert of(covered=every, period=period).is_possible
        assert not of(covered=every[1:], period=period).is_possible

    def test_is_nothing_of_a_part_of_a_month(self) -> None:
        assert not of(period=PART).is_possible


class TestCompared:
    def test_keeps_rows_of_publishers_on_both_sides_or_on_neither(self) -> None:
        own = [MonthCount(month, "burglary", 100, OWN) for month in MONTHS]
        found = of(transport(), rows=[*own, *rows()])

        assert found.compared([*own, *rows()]) == own

    def test_takes_rows_without_a_publisher_for_those_of_the_own_force(self) -> None:
        old = [MonthCount(month, "burglary", 100) for month in APRILS]

        assert of(covered=without(APRILS[0])).compared(old) == []

    @given(
        own=st.sets(st.sampled_from(MONTHS)),
        other=st.sets(st.sampled_from(MONTHS)),
        counted=st.lists(
            st.tuples(st.sampled_from(MONTHS), st.sampled_from((OWN, BTP)), st.integers(1, 9))
        ),
    )
    def test_compares_a_month_of_a_publisher_only_where_it_covers_both(
        self, own: set[date], other: set[date], counted: list[tuple[date, str, int]]
    ) -> None:
        every = [MonthCount(month, "theft", n, force) for month, force, n in counted]
        found = of(transport(sorted(other)), covered=sorted(own), rows=every)

        kept = found.compared(every)

        held = {OWN: own, BTP: other}
        like = dict(zip(MONTHS, (*MONTHS[12:], *MONTHS[:12]), strict=True))
        if found.is_possible:
            assert all({row.month, like[row.month]} <= held[OWN] for row in kept)
            assert all({row.month, like[row.month]} <= held[row.force] for row in kept)
            apart = [row for row in every if row not in kept]
            assert all(any(p.holds(row.force, row.month) for p in found.apart) for row in apart)
        else:
            assert kept == every


class TestNotCharted:
    def test_leaves_out_who_does_not_cover_every_month_of_the_line(self) -> None:
        shown = window(YEAR)
        months = tuple(month.start for month in shown.months())

        assert not_charted(of(transport(), rows=rows()).evidence, shown) == (Part(BTP, months),)
        assert not_charted(of(transport(MONTHS), rows=rows()).evidence, shown) == ()

    def test_asks_for_no_month_that_the_own_force_does_not_cover(self) -> None:
        found: Evidence = of(transport(), covered=LAST_YEAR, rows=rows()).evidence

        assert not_charted(found, window(YEAR)) == ()
        assert not_charted(replace(found, around=of(period=APRIL).evidence.around), APRIL) == ()
