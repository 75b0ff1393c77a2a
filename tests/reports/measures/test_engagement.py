"""Engagement events: how many, where, and how many people came."""

import pytest

from records.models import Status
from reports.collecting import Scope, collect
from reports.measures.engagement import engagement_by_ward, engagement_events
from reports.statistics import Direction
from tests.operations.conftest import area_of
from tests.reports.logbook import Logbook, named


class TestEngagementEvents:
    @pytest.mark.parametrize("status", [state for state in Status if state != Status.APPROVED])
    def test_counts_only_what_stands_approved_and_names_the_rest(
        self, status: Status, log: Logbook, scope: Scope
    ) -> None:
        log.engagement()
        log.engagement("2022-06-01")
        log.engagement(status=status)

        figure = engagement_events(collect(scope))

        assert (figure.current, figure.previous) == (1, 1)
        assert dict(figure.excluded) == {status.value: 1}

    def test_is_blind_to_the_other_district(self, twin_log: Logbook, scope: Scope) -> None:
        twin_log.engagement()

        assert engagement_events(collect(scope)).current == 0

    def test_is_in_events_and_neither_more_nor_fewer_is_better(self, scope: Scope) -> None:
        assert named(engagement_events(collect(scope))) == (
            "engagement_events",
            "Engagement events",
            "events",
            Direction.NONE,
        )


class TestEngagementByWard:
    def test_lists_wards_of_either_period_by_their_events(self, log: Logbook, scope: Scope) -> None:
        milton, kursaal = area_of(scope.district, "Milton"), area_of(scope.district, "Kursaal")
        log.engagement(area=milton, attendees=40)
        log.engagement(area=milton, attendees=2)
        log.engagement("2022-06-01", area=kursaal, attendees=7)
        log.engagement()

        rows = engagement_by_ward(collect(scope))

        assert [(r.label, r.events, r.previous_events, r.attendees) for r in rows] == [
            ("Milton", 2, 0, 42),
            ("No ward", 1, 0, None),
            ("Kursaal", 0, 1, None),
        ]
        assert sum(row.events for row in rows) == engagement_events(collect(scope)).current

    def test_counts_no_people_where_nobody_counted(self, log: Logbook, scope: Scope) -> None:
        log.engagement(attendees=0)

        assert [row.attendees for row in engagement_by_ward(collect(scope))] == [0]

    def test_opens_the_approved_events_of_the_ward_or_of_none(
        self, log: Logbook, scope: Scope
    ) -> None:
        milton = area_of(scope.district, "Milton")
        log.engagement(area=milton)
        log.engagement(area=milton)
        log.engagement()

        ward, elsewhere = (row.link for row in engagement_by_ward(collect(scope)))

        assert ward is not None
        assert elsewhere is not None
        assert ward.name == elsewhere.name == "engagement-list"
        assert dict(ward.query)["area"] == str(milton.pk)
        assert dict(elsewhere.query)["area"] == "none"

    def test_lists_no_ward_of_another_district_or_state(
        self, log: Logbook, twin_log: Logbook, scope: Scope
    ) -> None:
        log.engagement(status=Status.SUBMITTED)
        twin_log.engagement()

        assert engagement_by_ward(collect(scope)) == ()

    def test_puts_wards_of_as_many_events_in_the_order_of_their_names(
        self, log: Logbook, scope: Scope
    ) -> None:
        for name in ("Milton", "Kursaal", "Southchurch"):
            log.engagement(area=area_of(scope.district, name))

        labels = [row.label for row in engagement_by_ward(collect(scope))]

        assert labels == ["Kursaal", "Milton", "Southchurch"]
