"""Everything of one report, read from one full district: sums, links and what was left out."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import District, Officer
from incidents.models import Area
from records.models import Status
from reports.collecting import Scope, collect
from reports.document import Link
from reports.lists import list_named
from reports.measures.performance import performance_inputs
from reports.measures.wording import NOTES
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period
from tests.incidents.published import nowhere, street
from tests.operations.conftest import area_of
from tests.reports.logbook import Logbook, london
from tests.reports.measures.conftest import Publish

TWIN = {"LSOA_code": "E01099777", "LSOA_name": "Otherham 002B"}
NOT_COUNTED = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.WITHDRAWN]


def log_everything(log: Logbook, ward: Area) -> None:
    """Log records of every kind in and around April 2023 and April 2022."""
    union = log.operation("union", starts_on="2022-01-01")
    raker = log.operation("raker", starts_on="2023-03-31", ends_on="2023-12-31")
    log.operation("past", starts_on="2021-05-01", ends_on="2022-01-01")
    for day, n in (("2023-04-30", 3), ("2023-04-01", 1), ("2022-04-30", 2), ("2023-05-01", 2)):
        for number in range(n):
            log.arrest(day, "23:59", operation=union if number else None)
    log.arrest("2023-04-05", offence="robbery", disposals=[("charged", "2023-04-06")])
    log.arrest("2023-04-05", disposals=[("simple-caution", "2023-04-06")], operation=raker)
    log.prosecution("2023-04-01", result="guilty-plea", sentences=["compensation"])
    log.prosecution("2023-04-30", result="acquitted", operation=raker)
    log.prosecution("2023-04-30", operation=raker)
    log.prosecution("2022-04-30", operation=raker)
    for status in NOT_COUNTED:
        log.arrest("2023-04-10", status=status, operation=union)
    log.patrol(london("2023-04-01", "10:00"), london("2023-04-01", "11:00"), operation=union)
    log.patrol(london("2023-04-30", "23:00"), london("2023-05-01", "01:00"), area=ward)
    log.engagement("2023-04-03", area=ward, attendees=12)
    log.engagement("2023-04-30")
    log.engagement("2022-04-30", area=ward)
    log.engagement("2023-04-03", status=Status.SUBMITTED)
    log.wave("2023-04-30", "80")
    log.wave("2022-04-30", "77")
    log.wave("2023-04-30", "55", question="safe_after_dark")


def publish_everything(publish: Publish) -> None:
    """Publish crime, antisocial behaviour, a dispute, rows elsewhere and rows without a place."""
    publish("2022-04", [street(1), street(2, Crime_type="Burglary"), street(3, **nowhere())])
    rows = [
        street(4),
        street(5, Crime_type="Robbery"),
        street(6),
        street(6, Crime_type="Drugs"),
        street(7, **nowhere()),
        street(8, **TWIN),
        street(),
        street(),
        street(None, **nowhere()),
    ]
    publish("2023-04", rows)
    publish("2023-05", [street(9)])


@pytest.fixture
def inputs(
    log: Logbook, twin_log: Logbook, publish: Publish, district: District, sergeant: Officer
) -> PerformanceInputs:
    """Measure April 2023 against April 2022."""
    log_everything(log, area_of(district, "Milton"))
    twin_log.arrest("2023-04-05")
    twin_log.engagement("2023-04-05")
    publish_everything(publish)
    return performance_inputs(collect(Scope.of(district, Period.months_to("2023-04", 1))))


class Opener:
    """Opens links as one officer: the rows that the list behind a link holds."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer

    def rows(self, link: Link | None) -> QuerySet[Any]:
        """Read the rows that the page of the link shows."""
        assert link is not None
        query = QueryDict(mutable=True)
        for name, value in link.query:
            query.appendlist(name, value)
        request = RequestFactory().get(f"{reverse(link.name)}?{query.urlencode()}")
        request.user = self.officer
        return list_named(link.name.removesuffix("-list")).rows(request)


@pytest.fixture
def opened(analyst: Officer) -> Opener:
    """Open links as the analyst."""
    return Opener(analyst)


EXPECTED = {
    "crime_total": (3, 2),
    "asb_total": (2, 0),
    "unplaced": (2, 1),
    "arrests_total": (6, 2),
    "prosecutions_total": (3, 1),
    "engagement_events": (2, 1),
    "survey_good_or_excellent": (80, 77),
    "operation.union.arrests": (2, 1),
    "operation.raker.prosecutions": (2, 1),
}
Linked = tuple[str, Link | None, float | None]


def linked(inputs: PerformanceInputs) -> Iterator[Linked]:
    """Give every count that is linked, with its link: figures and the lines of tables."""
    for figure in inputs.figures():
        if figure.unit not in {"minutes", "percent"}:
            found = inputs.links[figure.key]
            yield figure.key, found.current, figure.current
            yield figure.key, found.previous, figure.previous
    cases = inputs.prosecutions
    yield from ((row.label, row.link, row.count) for row in (*cases.stages, *cases.results))
    yield from ((row.label, row.link, row.events) for row in inputs.engagement)
    yield from ((line.kind, line.link, line.count) for line in inputs.not_counted)


LISTS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "arrests_total": ("arrest-list", ()),
    "arrests.offence.robbery": ("arrest-list", (("offence", "robbery"),)),
    "arrests.disposal.charged": ("arrest-list", (("disposal", "charged"),)),
    "arrests.disposal.not_yet_recorded": ("arrest-list", (("disposal", "none"),)),
    "prosecutions_total": ("prosecution-list", ()),
    "patrol_minutes": ("patrol-list", ()),
    "officer_minutes": ("patrol-list", ()),
    "engagement_events": ("engagement-list", ()),
    "survey_good_or_excellent": ("survey-wave-list", (("question", "good_or_excellent"),)),
    "operation.union.arrests": ("arrest-list", (("operation", "union"),)),
    "operation.union.prosecutions": ("prosecution-list", (("operation", "union"),)),
    "operation.union.patrol_minutes": ("patrol-list", (("operation", "union"),)),
    "operation.union.officer_minutes": ("patrol-list", (("operation", "union"),)),
}
MONTHS = {
    "crime_total": ("group", "crime"),
    "asb_total": ("group", "asb"),
    "unplaced": ("place", "none"),
    "crime.robbery": ("type", "robbery"),
}


class TestLinks:
    def test_name_the_list_its_filters_and_the_days_of_either_period(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.operation("union")
        log.wave("2024-03-31", "80")

        links = performance_inputs(collect(scope)).links

        for key, (name, filters) in LISTS.items():
            for link, begins, ends in (
                (links[key].current, "2023-04-01", "2024-03-31"),
                (links[key].previous, "2022-04-01", "2023-03-31"),
            ):
                days = (("from", begins), ("to", ends))
                status = ("status", "approved")
                query = (("district", "southend"), *days, status, *filters)
                assert link == Link(name=name, query=query)

    def test_name_the_months_of_police_data(
        self, codes: None, publish: Publish, scope: Scope
    ) -> None:
        publish("2023-04", [street(1, Crime_type="Robbery")])

        links = performance_inputs(collect(scope)).links

        for key, chosen in MONTHS.items():
            for link, begins, ends in (
                (links[key].current, "2023-04", "2024-03"),
                (links[key].previous, "2022-04", "2023-03"),
            ):
                months = (("month_from", begins), ("month_to", ends))
                query = (("district", "southend"), *months, chosen)
                assert link == Link(name="incident-list", query=query)


class TestSurroundings:
    def test_say_whose_report_it_is(self, codes: None, scope: Scope) -> None:
        inputs = performance_inputs(collect(scope))

        assert (inputs.district_slug, inputs.district) == ("southend", "Southend")
        assert (inputs.owner, inputs.marking) == ("District commander", "OFFICIAL")
        assert inputs.service == "Southend"
        assert (inputs.period, inputs.previous) == (scope.period, scope.previous)
        assert inputs.notes == NOTES
        assert [(each.term, each.version) for each in inputs.definitions][:2] == [
            ("Recorded crime", "1"),
            ("Antisocial behaviour", "1"),
        ]
        assert inputs.complete == "0 of 0 records approved"
        assert inputs.survey is None

    def test_open_every_figure_that_is_printed_and_no_other(
        self, codes: None, scope: Scope
    ) -> None:
        inputs = performance_inputs(collect(scope))

        assert set(inputs.links) == {figure.key for figure in inputs.figures()}

    def test_name_the_months_of_either_period_that_no_import_covers(
        self, codes: None, publish: Publish, district: District
    ) -> None:
        publish("2023-05", [street(1)])
        scope = Scope.of(district, Period.months_to("2023-05", 2))

        assert performance_inputs(collect(scope)).missing_months == (
            "2023-04",
            "2022-04",
            "2022-05",
        )

    def test_name_patrol_and_officer_minutes_each_in_its_place(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:30"), partners=1)

        inputs = performance_inputs(collect(scope))

        assert (inputs.patrol_minutes.current, inputs.officer_minutes.current) == (30, 60)


class TestNotCounted:
    def test_opens_the_records_of_a_state_and_not_the_approved(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest()
        log.arrest(status=Status.SUBMITTED)
        log.arrest(status=Status.WITHDRAWN)
        log.arrest("2024-04-01", status=Status.SUBMITTED)
        log.wave("2024-03-31", "80", status=Status.DRAFT)

        inputs = performance_inputs(collect(scope))

        lines = [(line.kind, line.state, line.count) for line in inputs.not_counted]
        assert lines == [
            ("Arrest", "Submitted", 1),
            ("Arrest", "Withdrawn", 1),
            ("Survey wave", "Draft", 1),
        ]
        link = inputs.not_counted[0].link
        assert link is not None
        assert (link.name, dict(link.query)["status"]) == ("arrest-list", "submitted")
        assert inputs.complete == "1 of 3 records approved"


class TestPerformanceInputs:
    """Few tests that assert much: the district is expensive to log."""

    def test_links_every_count_to_a_list_of_exactly_as_many_rows(
        self, inputs: PerformanceInputs, opened: Opener
    ) -> None:
        keys = [figure.key for figure in inputs.figures()]

        wrong = [
            (name, link, count)
            for name, link, count in linked(inputs)
            if opened.rows(link).count() != count
        ]

        assert sorted(keys) == sorted(inputs.links)
        assert all(both.current and both.previous for both in inputs.links.values())
        assert wrong == []

    def test_links_minutes_to_patrols_and_the_survey_to_its_wave(
        self, inputs: PerformanceInputs, opened: Opener
    ) -> None:
        def behind(key: str) -> QuerySet[Any]:
            return opened.rows(inputs.links[key].current)

        assert inputs.patrol_minutes.current == 60 + 60
        assert behind("patrol_minutes").count() == 2
        assert behind("operation.union.officer_minutes").count() == 1
        assert [wave.percent for wave in behind("survey_good_or_excellent")] == [80]

    def test_counts_what_was_logged_and_published_and_all_parts_sum(
        self, inputs: PerformanceInputs
    ) -> None:
        found = {figure.key: (figure.current, figure.previous) for figure in inputs.figures()}
        parts = {
            "crime_total": inputs.crime_types,
            "arrests_total": inputs.offences,
            "arrests_total ": [line.figure for line in inputs.disposals],
        }

        assert {key: found[key] for key in EXPECTED} == EXPECTED
        for whole, figures in parts.items():
            now = sum(int(figure.current or 0) for figure in figures)
            then = sum(int(figure.previous or 0) for figure in figures)
            assert (now, then) == found[whole.strip()]

    def test_gives_what_stands_beside_its_figures(self, inputs: PerformanceInputs) -> None:
        months = {series.key: series.counts for series in inputs.by_month}
        assert (months["crime_total"][-13], months["crime_total"][-1]) == (2, 3)
        assert (months["asb_total"][-13], months["asb_total"][-1]) == (0, 2)
        assert inputs.missing_months == ()
        assert [(line.count, line.reason) for line in inputs.left_out] == [
            (0, "rows rejected on import")
        ]
        assert [tally.count for tally in inputs.missing_disposals] == [3, 1, 0]
        assert [(row.label, row.events) for row in inputs.engagement] == [
            ("Milton", 1),
            ("No ward", 1),
        ]
        assert (inputs.patrol_minutes.unit, inputs.officer_minutes.current) == ("minutes", 120)

    def test_lists_every_record_that_does_not_count(self, inputs: PerformanceInputs) -> None:
        lines = {(line.kind, line.state): line.count for line in inputs.not_counted}

        assert lines == {
            **{("Arrest", Status(status).label): 1 for status in NOT_COUNTED},
            ("Engagement", "Submitted"): 1,
        }
        # patrols 2, arrests 6 of 9 (the withdrawn is none), cases 3, events 2 of 3, waves 2
        assert inputs.complete == "15 of 19 records approved"
