"""The performance report of evidence: every measure in its place, and what did not count."""

from dataclasses import replace
from datetime import date

import pytest

from records.models import Kind
from reports import links
from reports.document import LeftOutItem, Link
from reports.evidence import Evidence, MonthCount, PoliceCounts
from reports.measures.arrests import (
    ARRESTS,
    arrest_selections,
    arrests_by_disposal,
    arrests_by_offence,
    arrests_total,
    missing_disposals,
)
from reports.measures.books import ArrestBooks, CaseBooks
from reports.measures.by_month import all_incidents, month_selections, monthly_series
from reports.measures.case_numbers import Cases
from reports.measures.effort import all_minutes, effort_selections
from reports.measures.engagement import (
    engagement_by_ward,
    engagement_events,
    engagement_selections,
)
from reports.measures.ledger_numbers import arrest_roll, roll_selections
from reports.measures.operations import operation_results, operation_selections
from reports.measures.performance import (
    by_kind_and_status,
    complete,
    figure_links,
    ledger_selections,
    not_counted,
    not_counted_selections,
    performance_incidents,
    performance_inputs,
    selections,
)
from reports.measures.police_data import IncidentSelection, PoliceData, police_data_links, unplaced
from reports.measures.prosecutions import CASES, prosecution_selections, prosecutions
from reports.measures.solved import solved_crimes, solved_incidents
from reports.measures.survey import survey, survey_selections
from reports.measures.wording import NOTES
from reports.performance_inputs import NotCounted, PerformanceInputs
from reports.rolled import Rolled
from reports.selections import Selection
from tests.reports.facts import (
    MONTHS,
    PART,
    arrest,
    case,
    defined_by,
    event,
    evidence,
    operation,
    patrol,
    version,
    wave,
)

POLICE = PoliceCounts(
    by_month=tuple(
        MonthCount(month, kind, n)
        for n, month in enumerate(MONTHS)
        for kind in ("theft", "anti-social-behaviour")
    ),
    unplaced=(MonthCount(MONTHS[0], "theft", 5),),
    covered=MONTHS,
    rejected=6,
    solved=(MonthCount(MONTHS[-1], "theft", 3),),
    outcome_months=MONTHS,
)


@pytest.fixture
def full() -> Evidence:
    """Give something to every measure."""
    found = evidence(
        operation(1, "union"),
        arrest(1, operation="operation-1"),
        arrest(2, disposal="charged", disposals=[["charged", "2023-06-02"]]),
        arrest(3, status="submitted"),
        arrest(4, status="submitted"),
        arrest(5, status="withdrawn"),
        arrest(6, "2022-06-01 12:00", status="returned"),
        case(1, stage="convicted"),
        case(2, status="draft"),
        event(1, area="7"),
        patrol(1, "2023-06-01 10:00", "2023-06-01 10:30"),
        wave(1, "2024-03-31", "80"),
        police=POLICE,
    )
    return replace(found, around=replace(found.around, carried=True))


@pytest.fixture
def inputs(full: Evidence) -> PerformanceInputs:
    """Measure everything."""
    return performance_inputs(full)


class TestPerformanceInputs:
    def test_say_whose_report_of_what_time_it_is(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        assert (inputs.district_slug, inputs.district) == ("southend", "Southend-on-Sea")
        assert (inputs.service, inputs.owner) == ("Southend", "District commander")
        assert inputs.marking == "OFFICIAL"
        assert (inputs.period, inputs.previous) == (full.period, full.previous)
        assert (inputs.definitions, inputs.notes) == ((), NOTES)

    def test_name_each_definition_that_counted(self, full: Evidence) -> None:
        since = date(2010, 12, 1)
        found = performance_inputs(
            defined_by(full, version("arrests", 1, since), version("prosecutions", 1, since))
        )

        assert [each.term for each in found.definitions] == ["arrests", "prosecutions"]

    def test_have_each_measure_in_its_place(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        data = PoliceData.of(full)

        assert inputs.crime_total == data.crime_total()
        assert inputs.crime_types == data.crime_types()
        assert inputs.asb_total == data.asb_total()
        assert inputs.unplaced == unplaced(full)
        assert inputs.arrests_total == arrests_total(full)
        assert inputs.offences == arrests_by_offence(full)
        assert inputs.disposals == arrests_by_disposal(full)
        assert inputs.missing_disposals == missing_disposals(full)
        assert inputs.prosecutions == prosecutions(full)
        assert (inputs.patrol_minutes, inputs.officer_minutes) == all_minutes(full)
        assert inputs.engagement_events == engagement_events(full)
        assert inputs.engagement == engagement_by_ward(full)
        assert inputs.survey == survey(full)
        assert inputs.operations == operation_results(full)
        assert inputs.crime_total.key != inputs.asb_total.key
        assert inputs.survey is not None

    def test_draw_the_months_of_crime_and_of_antisocial_behaviour(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        assert inputs.by_month == monthly_series(full)
        assert [series.key for series in inputs.by_month][:2] == ["crime_total", "asb_total"]

    def test_roll_arrests_and_cases_forward(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        assert inputs.arrest_ledger == arrest_roll(full, ARRESTS)
        assert inputs.case_ledger == Cases(CaseBooks(full, CASES)).ledger()
        assert isinstance(inputs.arrest_ledger, Rolled)

    def test_set_what_is_solved_over_what_was_recorded(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        assert inputs.solved == solved_crimes(full, inputs)
        assert [rate.total.now.solved for rate in inputs.solved] == [3, 0]

    def test_name_the_months_of_both_periods_that_are_not_covered(self, full: Evidence) -> None:
        police = replace(POLICE, covered=MONTHS[1:-1])
        around = replace(full.around, police=police)

        inputs = performance_inputs(Evidence(around, full.facts))

        assert inputs.missing_months == ("2024-03", "2022-04")

    def test_say_what_was_left_out(self, inputs: PerformanceInputs, full: Evidence) -> None:
        assert inputs.left_out == (
            LeftOutItem(count=6, reason="rows rejected on import", opens="rejected/current"),
        )
        assert inputs.missing_months == ()
        assert inputs.not_counted == not_counted(full)
        assert inputs.complete == complete(full)

    def test_open_every_figure_but_the_solved_rates(
        self, inputs: PerformanceInputs, full: Evidence
    ) -> None:
        keys = {figure.key for figure in inputs.figures()}
        rates = {rate.figure.key for rate in inputs.solved}
        every = figure_links(full)

        assert inputs.links == {key: every[key] for key in keys - rates}
        assert rates < keys

    def test_open_no_figure_of_police_data_for_a_part_of_a_month(self) -> None:
        inputs = performance_inputs(evidence(period=PART))

        assert "crime_total" not in inputs.links
        assert "arrests_total" in inputs.links


class TestSelections:
    def test_are_those_of_every_measure(self, full: Evidence) -> None:
        wanted = [
            *arrest_selections(full),
            *prosecution_selections(full),
            *effort_selections(full),
            *engagement_selections(full),
            *survey_selections(full),
            *operation_selections(full),
            *not_counted_selections(full),
            *month_selections(full),
            *ledger_selections(full),
        ]

        assert list(selections(full)) == wanted
        assert len(set(wanted)) == len(wanted)
        assert selections(full)["arrests_total"] == Selection(Kind.ARREST)


class TestLedgerSelections:
    def test_are_those_of_both_ledgers(self, full: Evidence) -> None:
        arrests, cases = ArrestBooks(full, ARRESTS), CaseBooks(full, CASES)
        wanted = [
            *roll_selections(arrests, "arrest_ledger."),
            *roll_selections(cases, "case_ledger."),
            *Cases(cases).selections("case_ledger."),
        ]

        found = ledger_selections(full)

        assert list(found) == wanted
        assert len(set(wanted)) == len(wanted)
        kinds = {key.partition(".")[0]: each.kind for key, each in found.items()}
        assert kinds == {"arrest_ledger": Kind.ARREST, "case_ledger": Kind.PROSECUTION}
        stands = found["case_ledger.stands.all"].counted(full, full.period)
        assert [fact.record for fact in stands] == []


class TestPerformanceIncidents:
    def test_are_those_of_periods_months_and_solved_crimes(self, full: Evidence) -> None:
        found = performance_incidents(full)

        rejected = {"rejected": IncidentSelection((), rejected=True)}
        assert found == {**all_incidents(full), **solved_incidents(full), **rejected}
        assert {"crime_total", "crime_total.month.2024-03", "solved.crimes"} <= found.keys()


class TestFigureLinks:
    def test_lead_to_incidents_and_to_records(self, full: Evidence) -> None:
        found = figure_links(full)

        assert found == {**police_data_links(full), **links.of_records(full, selections(full))}
        assert {"crime_total", "arrests_total"} <= found.keys()


class TestByKindAndStatus:
    def test_counts_the_records_of_the_period_reported_on(self, full: Evidence) -> None:
        assert by_kind_and_status(full) == {
            ("operation", "approved"): 1,
            ("arrest", "approved"): 2,
            ("arrest", "submitted"): 2,
            ("arrest", "withdrawn"): 1,
            ("prosecution", "approved"): 1,
            ("prosecution", "draft"): 1,
            ("engagement", "approved"): 1,
            ("patrol", "approved"): 1,
            ("survey-wave", "approved"): 1,
        }


class TestNotCounted:
    def test_selects_by_state_and_by_kind_and_state(self, full: Evidence) -> None:
        assert not_counted_selections(full) == {
            "not_counted.draft": Selection(None, states=("draft",)),
            "not_counted.submitted": Selection(None, states=("submitted",)),
            "not_counted.withdrawn": Selection(None, states=("withdrawn",)),
            "not_counted.arrest.submitted": Selection(Kind.ARREST, states=("submitted",)),
            "not_counted.arrest.withdrawn": Selection(Kind.ARREST, states=("withdrawn",)),
            "not_counted.prosecution.draft": Selection(Kind.PROSECUTION, states=("draft",)),
        }

    def test_lists_and_opens_them(self, full: Evidence) -> None:
        first, *others = not_counted(full)

        days = (("from", "2023-04-01"), ("to", "2024-03-31"))
        query = (("district", "southend"), *days, ("status", "submitted"))
        link = Link(name="arrest-list", query=query)
        assert first == NotCounted(
            *("Arrest", "Submitted", 2, link, "not_counted.arrest.submitted"),
            across="not_counted.submitted",
        )
        assert [(each.kind, each.state, each.count) for each in others] == [
            ("Arrest", "Withdrawn", 1),
            ("Prosecution", "Draft", 1),
        ]


class TestComplete:
    def test_says_how_much_stands_approved_of_all_but_the_withdrawn(self, full: Evidence) -> None:
        assert complete(full) == "7 of 10 records approved"

    def test_groups_thousands(self) -> None:
        many = [arrest(number, status="draft") for number in range(1000)]
        approved = [arrest(number) for number in range(1000, 2200)]

        assert complete(evidence(*many, *approved)) == "1,200 of 2,200 records approved"
