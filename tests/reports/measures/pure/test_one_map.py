"""one_map.py: areas that follow each other stand together, or there is no table."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence import Evidence, Named
from reports.ground_read import GroundRead, Successor
from reports.measures.engagement import (
    engagement_by_ward,
    engagement_selections,
    engagement_words,
)
from reports.measures.one_map import OneMap, one_map
from reports.periods import Period
from tests.reports.facts import YEAR, event, evidence

DAY = date(2023, 10, 1)
BEFORE, AFTER = "2023-06-01 12:00", "2023-12-01 12:00"
OVER = (YEAR.previous(), YEAR)


def old(key: str, name: str, kind: str = "ward") -> Named:
    return Named(key, name, kind, f"W{key}", None, DAY)


def new(key: str, name: str, kind: str = "ward") -> Named:
    return Named(key, name, kind, f"W{key}", DAY, None)


def link(before: str, after: str, kind: str = "ward") -> Successor:
    return Successor(kind, f"W{before}", f"W{after}", DAY)


def held(areas: tuple[Named, ...], links: tuple[Successor, ...], *keys: str) -> Evidence:
    """Give an event in each area, on a day on which it is in force."""
    there = {area.key: area for area in areas}
    events = [
        event(number, BEFORE if there[key].valid_to else AFTER, area=key)
        for number, key in enumerate(keys)
    ]
    made = evidence(*events)
    ground = GroundRead(successors=links)
    return replace(made, around=replace(made.around, areas=areas, ground=ground))


STAYS = Named("5", "Belfairs", "ward", "W5")
SPLIT = (old("1", "Seafront"), new("2", "Pier"), new("3", "Cliff"), STAYS)
MERGED = (old("1", "Pier"), old("2", "Cliff"), new("3", "Seafront"))


def grouped(found: OneMap) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.name, group.keys) for group in found.groups]


class TestOneMap:
    def test_leaves_areas_that_did_not_change_alone(self) -> None:
        made = held((STAYS,), (), "5")

        assert grouped(one_map(made, {"5"}, OVER)) == [("Belfairs", ("5",))]

    @pytest.mark.parametrize("keys", [{"1", "2", "5"}, {"1", "5"}, {"3", "5"}])
    def test_puts_a_ward_that_was_divided_beside_all_its_parts(self, keys: set[str]) -> None:
        found = one_map(held(SPLIT, (link("1", "2"), link("1", "3"))), keys, OVER)

        assert grouped(found) == [("Cliff and Pier", ("1", "2", "3")), ("Belfairs", ("5",))]
        assert found.words == ("Cliff and Pier: with Seafront of the map before.",)

    def test_adds_wards_that_merged(self) -> None:
        found = one_map(held(MERGED, (link("1", "3"), link("2", "3"))), {"1", "2", "3"}, OVER)

        assert grouped(found) == [("Seafront", ("1", "2", "3"))]

    def test_keeps_a_code_that_was_drawn_anew_on_the_same_ground_in_one_row(self) -> None:
        pier = (old("1", "Pier"), replace(new("2", "Pier"), code="W1"))
        same = Successor("ward", "W1", "W1", DAY)

        assert grouped(one_map(held(pier, (same,)), {"1", "2"}, OVER)) == [("Pier", ("1", "2"))]

    @pytest.mark.parametrize(
        ("areas", "links", "said"),
        [
            (
                SPLIT,
                (),
                "Seafront (W1) ended on 30 September 2023 and Pier (W2) began on 1 October",
            ),
            (SPLIT, (link("1", "2"), link("1", "9")), "Seafront (W1) ended on 30 September 2023"),
            (SPLIT, (link("1", "2", "beat"),), "Seafront (W1) ended"),
            (
                (old("1", "Pier"), replace(new("2", "Pier"), code="W1")),
                (),
                "Pier (W1) ended on 30 September 2023 and Pier (W1) began on 1 October 2023",
            ),
        ],
    )
    def test_refuses_a_change_that_no_link_explains(
        self, areas: tuple[Named, ...], links: tuple[Successor, ...], said: str
    ) -> None:
        found = one_map(held(areas, links), {"1", "2"}, OVER)

        assert found.groups == ()
        assert found.why_not.startswith(said)
        assert found.why_not.endswith("and what it became or was before is not known")

    @pytest.mark.parametrize(
        "over", [(Period(DAY, YEAR.end),), (Period(date(2022, 4, 1), date(2023, 10, 1)),)]
    )
    def test_asks_nothing_of_a_change_on_the_edge_of_the_days(
        self, over: tuple[Period, ...]
    ) -> None:
        assert one_map(held(SPLIT, ()), {"1", "2"}, over).why_not == ""

    def test_asks_nothing_of_hotspots_and_of_areas_without_a_kind(self) -> None:
        spots = (old("1", "York Road", "hotspot"), Named("2", "Milton", "", "", None, DAY))

        assert len(one_map(held(spots, ()), {"1", "2"}, OVER).groups) == 2

    @given(st.sets(st.tuples(st.integers(0, 4), st.integers(5, 9)), max_size=12))
    def test_puts_every_area_into_one_group(self, pairs: set[tuple[int, int]]) -> None:
        areas = tuple(
            (old if number < 5 else new)(str(number), f"Ward {number}") for number in range(10)
        )
        links = tuple(link(str(one), str(other)) for one, other in sorted(pairs))
        keys = {str(number) for pair in pairs for number in pair}

        found = one_map(held(areas, links), keys, OVER)

        assert sorted(key for group in found.groups for key in group.keys) == sorted(keys)


class TestEngagementByWard:
    LINKS = (link("1", "2"), link("1", "3"))

    def test_is_made_on_one_map_and_adds_up(self) -> None:
        made = held(SPLIT, self.LINKS, "1", "2", "3", "5")

        rows = engagement_by_ward(made)

        assert [(row.label, row.events) for row in rows] == [("Cliff and Pier", 3), ("Belfairs", 1)]
        assert engagement_words(made) == ("Cliff and Pier: with Seafront of the map before.",)

    def test_opens_the_events_of_the_whole_row(self) -> None:
        made = held(SPLIT, self.LINKS, "1", "2", "5")
        row = engagement_by_ward(made)[0]

        counted = engagement_selections(made)[row.opens].counted(made, YEAR)

        assert len(counted) == row.events == 2
        assert row.link is not None
        assert [pair for pair in row.link.query if pair[0] == "area"] == [
            ("area", "1"),
            ("area", "2"),
            ("area", "3"),
        ]

    def test_is_refused_where_nothing_tells_what_became_of_a_ward(self) -> None:
        made = held(SPLIT, (), "1", "2")

        assert engagement_by_ward(made) == ()
        assert engagement_words(made)[0].startswith("No table by ward: Seafront (W1) ended on 30 ")
