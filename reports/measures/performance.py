"""Filling the performance report from the database."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count

from records.models import Kind, Record, Status
from reports import links
from reports.figures import Figure
from reports.measures.arrests import (
    arrest_links,
    arrests_by_disposal,
    arrests_by_offence,
    arrests_total,
    missing_disposals,
)
from reports.measures.effort import all_minutes, effort_links
from reports.measures.engagement import (
    engagement_by_ward,
    engagement_events,
    engagement_links,
)
from reports.measures.operations import operation_links, operation_results
from reports.measures.police_data import PoliceData, police_data_links, rejected_rows, unplaced
from reports.measures.prosecutions import prosecution_links, prosecutions
from reports.measures.scope import SNAPSHOT, Scope
from reports.measures.survey import survey, survey_links
from reports.measures.wording import DEFINITIONS, NOTES
from reports.performance_inputs import (
    DisposalCount,
    NotCounted,
    OperationResult,
    PerformanceInputs,
)
from reports.tables import FigureLinks

OFFICIAL = "OFFICIAL"
OWNER = "District commander"


@dataclass(frozen=True)
class Measured:
    """What is measured once and printed, or linked from, in more than one place."""

    scope: Scope
    data: PoliceData
    crime: Figure
    asb: Figure
    types: tuple[Figure, ...]
    offences: tuple[Figure, ...]
    disposals: tuple[DisposalCount, ...]
    operations: tuple[OperationResult, ...]
    minutes: tuple[Figure, Figure]

    @classmethod
    def of(cls, scope: Scope) -> "Measured":
        """Measure a scope."""
        data = PoliceData.of(scope)
        return cls(
            scope=scope,
            data=data,
            crime=data.crime_total(),
            asb=data.asb_total(),
            types=data.crime_types(),
            offences=arrests_by_offence(scope),
            disposals=arrests_by_disposal(scope),
            operations=operation_results(scope),
            minutes=all_minutes(scope),
        )

    def inputs(self) -> PerformanceInputs:
        """Put everything where the report prints it; what surrounds the figures comes after."""
        scope = self.scope
        return PerformanceInputs(
            district_slug=scope.district.slug,
            district=scope.district.name,
            service=settings.SITE_NAME,
            owner=OWNER,
            marking=OFFICIAL,
            period=scope.period,
            previous=scope.previous,
            crime_total=self.crime,
            crime_types=self.types,
            asb_total=self.asb,
            unplaced=unplaced(scope),
            arrests_total=arrests_total(scope),
            offences=self.offences,
            disposals=self.disposals,
            prosecutions=prosecutions(scope),
            patrol_minutes=self.minutes[0],
            officer_minutes=self.minutes[1],
            engagement_events=engagement_events(scope),
            definitions=DEFINITIONS,
            survey=survey(scope),
            operations=self.operations,
            engagement=engagement_by_ward(scope),
            missing_months=(*self.data.now.missing, *self.data.then.missing),
            not_counted=not_counted(scope),
            missing_disposals=missing_disposals(scope),
            complete=complete(scope),
        )

    def links(self) -> dict[str, FigureLinks]:
        """Say where each figure opens."""
        return {
            **police_data_links(self.scope, self.types),
            **arrest_links(self.scope, self.offences, self.disposals),
            **prosecution_links(self.scope),
            **effort_links(self.scope),
            **engagement_links(self.scope),
            **survey_links(self.scope),
            **operation_links(self.scope, self.operations),
        }


def performance_inputs(scope: Scope) -> PerformanceInputs:
    """Measure everything that one performance report prints.

    Period: records by the moment they occurred, police data by month; Europe/London.
    Source: countable() of each kind; MonthlyCount and Coverage of the imports.
    """
    measured = Measured.of(scope)
    return replace(
        measured.inputs(),
        crime_months=measured.data.months(measured.crime),
        asb_months=measured.data.months(measured.asb),
        left_out=(rejected_rows(scope),),
        notes=NOTES,
        links=measured.links(),
    )


def by_kind_and_status(scope: Scope) -> dict[tuple[str, str], int]:
    """Count the records of the period by kind and state, in one query."""
    rows = (
        Record.objects.using(SNAPSHOT)
        .filter(district=scope.district)
        .within(scope.period.starts_at, scope.period.ends_at)
        .order_by()
        .values_list("kind", "status")
        .annotate(n=Count("pk"))
    )
    return {(kind, status): n for kind, status, n in rows}


def not_counted(scope: Scope) -> tuple[NotCounted, ...]:
    """List the records of the period that do not count, by kind and state."""
    return tuple(
        NotCounted(
            kind=Kind(kind).label,
            state=Status(status).label,
            count=n,
            link=links.not_counted(f"{kind}-list", scope, status),
        )
        for (kind, status), n in sorted(by_kind_and_status(scope).items())
        if status != Status.APPROVED
    )


def complete(scope: Scope) -> str:
    """Say how much of what was logged in the period stands approved."""
    counts = by_kind_and_status(scope)
    relevant = {key: n for key, n in counts.items() if key[1] != Status.WITHDRAWN}
    approved = sum(n for (_, status), n in relevant.items() if status == Status.APPROVED)
    return f"{approved:,} of {sum(relevant.values()):,} records approved"
