"""Filling the performance report from the database."""

from datetime import datetime

from django.db.models import Count

from accounts.clock import LONDON
from records.models import Kind, Record, Status
from reports import links
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
from reports.performance_inputs import NotCounted, PerformanceInputs

OFFICIAL = "OFFICIAL"
OWNER = "District commander"


def performance_inputs(scope: Scope, *, at: datetime) -> PerformanceInputs:
    """Measure everything that one performance report prints.

    Period: records by the moment they occurred, police data by month; Europe/London.
    Source: countable() of each kind; MonthlyCount and Coverage of the imports.
    """
    data = PoliceData.of(scope)
    crime, asb, types = data.crime_total(), data.asb_total(), data.crime_types()
    offences, disposals = arrests_by_offence(scope), arrests_by_disposal(scope)
    operations = operation_results(scope)
    on_patrol, officers = all_minutes(scope)
    return PerformanceInputs(
        district_slug=scope.district.slug,
        district=scope.district.name,
        service="Southend",
        owner=OWNER,
        marking=OFFICIAL,
        period=scope.period,
        previous=scope.previous,
        crime_total=crime,
        crime_types=types,
        asb_total=asb,
        unplaced=unplaced(scope),
        arrests_total=arrests_total(scope),
        offences=offences,
        disposals=disposals,
        prosecutions=prosecutions(scope),
        patrol_minutes=on_patrol,
        officer_minutes=officers,
        engagement_events=engagement_events(scope),
        definitions=DEFINITIONS,
        survey=survey(scope),
        operations=operations,
        engagement=engagement_by_ward(scope),
        crime_months=data.months(crime),
        asb_months=data.months(asb),
        missing_months=(*data.now.missing, *data.then.missing),
        not_counted=not_counted(scope),
        left_out=(rejected_rows(scope),),
        missing_disposals=missing_disposals(scope, today=at.astimezone(LONDON).date()),
        complete=complete(scope),
        notes=NOTES,
        links={
            **police_data_links(scope, types),
            **arrest_links(scope, offences, disposals),
            **prosecution_links(scope),
            **effort_links(scope),
            **engagement_links(scope),
            **survey_links(scope),
            **operation_links(scope, operations),
        },
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
