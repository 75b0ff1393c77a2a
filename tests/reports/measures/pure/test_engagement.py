"""Engagement events of evidence: how many, in which ward, and how many people."""

import pytest

from records.models import Kind
from reports.document import Link
from reports.evidence import Evidence
from reports.measures.engagement import (
    engagement_by_ward,
    engagement_events,
    engagement_selections,
    people,
    wards,
)
from reports.performance_inputs import EngagementRow
from reports.selections import Selection
from reports.statistics import Direction
from tests.reports.facts import event, evidence, said

THEN = "2022-06-01 12:00"
APPROVED = (
    ("district", "southend"),
    ("from", "2023-04-01"),
    ("to", "2024-03-31"),
    ("status", "approved"),
)


@pytest.fixture
def held() -> Evidence:
    """Give events in Milton and Kursaal, one without a ward, and one that does not count."""
    return evidence(
        event(1, area="7", attendees=40),
        event(2, area="7", attendees=0),
        event(3, area="7"),
        event(4, THEN, area="8", attendees=7),
        event(5),
        event(6, THEN, area="7", attendees=9),
        event(7, area="9", status="submitted"),
        event(8, "2021-06-01 12:00", area="9"),
    )


class TestEngagementEvents:
    def test_compares_the_approved_and_names_the_rest(self, held: Evidence) -> None:
        figure = engagement_events(held)

        assert said(figure) == (
            "engagement_events", "Engagement events", "events", 4, 2, {"submitted": 1},
        )  # fmt: skip
        assert (figure.direction, figure.days, figure.previous_days) == (Direction.NONE, 366, 365)


class TestWards:
    def test_are_those_of_either_period_with_none_first(self, held: Evidence) -> None:
        assert wards(held) == [None, "7", "8"]


class TestEngagementSelections:
    def test_say_what_each_number_counts_and_how_its_list_is_filtered(self, held: Evidence) -> None:
        assert engagement_selections(held) == {
            "engagement_events": Selection(Kind.ENGAGEMENT),
            "engagement.ward.none": Selection(
                Kind.ENGAGEMENT, where=(("area", None),), query=(("area", "none"),)
            ),
            "engagement.ward.7": Selection(
                Kind.ENGAGEMENT, where=(("area", "7"),), query=(("area", "7"),)
            ),
            "engagement.ward.8": Selection(
                Kind.ENGAGEMENT, where=(("area", "8"),), query=(("area", "8"),)
            ),
        }


class TestEngagementByWard:
    def test_lists_wards_by_their_events_and_opens_each(self, held: Evidence) -> None:
        assert engagement_by_ward(held) == (
            EngagementRow("Milton", 3, 1, 40, link_to("7"), "engagement.ward.7"),
            EngagementRow("No ward", 1, 0, None, link_to("none"), "engagement.ward.none"),
            EngagementRow("Kursaal", 0, 1, None, link_to("8"), "engagement.ward.8"),
        )

    def test_puts_wards_of_as_many_events_in_the_order_of_their_names(self) -> None:
        rows = engagement_by_ward(evidence(*(event(int(key), area=key) for key in "789")))

        assert [row.label for row in rows] == ["Belfairs", "Kursaal", "Milton"]


def link_to(ward: str) -> Link:
    """Open the approved events of the year in a ward."""
    return Link(name="engagement-list", query=(*APPROVED, ("area", ward)))


class TestPeople:
    @pytest.mark.parametrize(
        ("came", "total"), [([], None), ([None], None), ([0], 0), ([None, 3, 4], 7)]
    )
    def test_adds_up_those_who_were_counted(
        self, came: list[int | None], total: int | None
    ) -> None:
        events = [event(number, attendees=n) for number, n in enumerate(came)]

        assert people(events) == total
