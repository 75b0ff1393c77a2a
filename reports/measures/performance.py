"""Filling the performance report from evidence. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from records.models import Kind, Status
from reports import links
from reports.dated import definitions_of
from reports.evidence import Evidence, occurring
from reports.figures import Figure
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
    engagement_words,
)
from reports.measures.harm import harm_incidents, harm_of
from reports.measures.ledger_numbers import (
    ARREST_LEDGER,
    CASE_LEDGER,
    arrest_roll,
    roll_selections,
)
from reports.measures.operations import operation_results, operation_selections
from reports.measures.police_data import (
    IncidentSelection,
    PoliceData,
    police_data_links,
    rejected_rows,
    rejected_selection,
    unplaced,
)
from reports.measures.prosecutions import CASES, prosecution_selections, prosecutions
from reports.measures.publishers import published, published_by, publisher_selections
from reports.measures.solved import solved_crimes, solved_incidents
from reports.measures.solved_early import early_incidents, solved_early
from reports.measures.survey import survey, survey_selections
from reports.measures.wording import NOTES
from reports.performance_inputs import NotCounted, PerformanceInputs
from reports.selections import Selection, Selections
from reports.solved_crimes import SolvedCrimes
from reports.tables import FigureLinks

OFFICIAL = "OFFICIAL"
OWNER = "District commander"
NOT_COUNTED = "not_counted."


@dataclass(frozen=True)
class Measured:
    """What is measured once and printed in more than one place."""

    evidence: Evidence
    data: PoliceData
    crime: Figure
    minutes: tuple[Figure, Figure]

    @classmethod
    def of(cls, evidence: Evidence) -> "Measured":
        """Measure."""
        data = PoliceData.of(evidence)
        return cls(
            evidence=evidence,
            data=data,
            crime=data.crime_total(),
            minutes=all_minutes(evidence),
        )

    def inputs(self) -> PerformanceInputs:
        """Put everything where the report prints it; what surrounds the figures comes after."""
        evidence = self.evidence
        return PerformanceInputs(
            district_slug=evidence.district_slug,
            district=evidence.around.district_name,
            service=evidence.around.service,
            owner=OWNER,
            marking=OFFICIAL,
            period=evidence.period,
            previous=evidence.previous,
            crime_total=self.crime,
            crime_types=self.data.crime_types(),
            asb_total=self.data.asb_total(),
            unplaced=unplaced(evidence),
            arrests_total=arrests_total(evidence),
            offences=arrests_by_offence(evidence),
            disposals=arrests_by_disposal(evidence),
            prosecutions=prosecutions(evidence),
            patrol_minutes=self.minutes[0],
            officer_minutes=self.minutes[1],
            engagement_events=engagement_events(evidence),
            definitions=(),
            survey=survey(evidence),
            operations=operation_results(evidence),
            engagement=engagement_by_ward(evidence),
            engagement_words=engagement_words(evidence),
            missing_months=(*self.data.now.missing, *self.data.then.missing),
            not_counted=not_counted(evidence),
            missing_disposals=missing_disposals(evidence),
            complete=complete(evidence),
        )


def performance_inputs(evidence: Evidence) -> PerformanceInputs:
    """Measure everything that one performance report prints.

    Period: records by the moment they occurred, police data by month; Europe/London.
    """
    measured = Measured.of(evidence)
    inputs = replace(
        measured.inputs(),
        compared=measured.data.all_compared(),
        published=published(measured.data),
        publishers=published_by(measured.data.comparable),
    )
    inputs = replace(
        inputs,
        left_out=(rejected_rows(evidence),),
        notes=NOTES,
        by_month=monthly_series(evidence),
        solved=all_solved(evidence, inputs),
        arrest_ledger=arrest_roll(evidence, ARRESTS),
        case_ledger=Cases(CaseBooks(evidence, CASES)).ledger(),
        harm=harm_of(evidence, inputs),
    )
    inputs = replace(inputs, definitions=definitions_of(evidence, inputs.figures()))
    every = figure_links(evidence)
    return replace(inputs, links={f.key: every[f.key] for f in inputs.figures() if f.key in every})


def all_solved(evidence: Evidence, inputs: PerformanceInputs) -> tuple[SolvedCrimes, ...]:
    """Compute the solved rates on each basis: first the one that can always be compared."""
    found, early = solved_crimes(evidence, inputs), solved_early(evidence)
    return (early, *found) if early else found


def selections(evidence: Evidence) -> Selections:
    """Say which records each number of the report counts, by its key."""
    return {
        **arrest_selections(evidence),
        **prosecution_selections(evidence),
        **effort_selections(evidence),
        **engagement_selections(evidence),
        **survey_selections(evidence),
        **operation_selections(evidence),
        **not_counted_selections(evidence),
        **month_selections(evidence),
        **ledger_selections(evidence),
    }


def ledger_selections(evidence: Evidence) -> Selections:
    """Say which records each number of the two ledgers counts."""
    arrests, cases = ArrestBooks(evidence, ARRESTS), CaseBooks(evidence, CASES)
    return {
        **roll_selections(arrests, ARREST_LEDGER),
        **roll_selections(cases, CASE_LEDGER),
        **Cases(cases).selections(CASE_LEDGER),
    }


def performance_incidents(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Say which imported incidents each number of the report counts, by its key."""
    return {
        **all_incidents(evidence),
        **publisher_selections(evidence),
        **solved_incidents(evidence),
        **early_incidents(evidence),
        **harm_incidents(evidence),
        **rejected_selection(evidence),
    }


def figure_links(evidence: Evidence) -> dict[str, FigureLinks]:
    """Say where each figure opens."""
    return {
        **police_data_links(evidence),
        **links.of_records(evidence, selections(evidence)),
    }


def by_kind_and_status(evidence: Evidence) -> Counter[tuple[str, str]]:
    """Count the records of the period by kind and state."""
    return Counter(
        (fact.kind, fact.status)
        for kind in evidence.by_kind
        for fact in evidence.within(kind, evidence.period, occurring)
    )


def not_counted_selections(evidence: Evidence) -> Selections:
    """Say which records did not count: of each state, and of each kind and state."""
    found = sorted(key for key in by_kind_and_status(evidence) if key[1] != Status.APPROVED)
    return {
        **{f"{NOT_COUNTED}{status}": Selection(None, states=(status,)) for _, status in found},
        **{
            f"{NOT_COUNTED}{kind}.{status}": Selection(Kind(kind), states=(status,))
            for kind, status in found
        },
    }


def not_counted(evidence: Evidence) -> tuple[NotCounted, ...]:
    """List the records of the period that do not count, by kind and state."""
    return tuple(
        NotCounted(
            kind=selection.kind.label,
            state=Status(selection.states[0]).label,
            count=len(selection.counted(evidence, evidence.period)),
            link=links.records(selection, evidence, evidence.period),
            opens=key,
            across=NOT_COUNTED + selection.states[0],
        )
        for key, selection in not_counted_selections(evidence).items()
        if selection.kind is not None
    )


def complete(evidence: Evidence) -> str:
    """Say how much of what was logged in the period stands approved."""
    counts = by_kind_and_status(evidence)
    relevant = {key: n for key, n in counts.items() if key[1] != Status.WITHDRAWN}
    approved = sum(n for (_, status), n in relevant.items() if status == Status.APPROVED)
    return f"{approved:,} of {sum(relevant.values()):,} records approved"
