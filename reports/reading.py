"""Reading the evidence of a report as it stands now: the database, or another edition."""

from dataclasses import replace

from django.db import transaction

from accounts.models import District
from records.writing import Refused
from reports.collecting import SNAPSHOT, Scope, collect
from reports.definitions import report_named
from reports.evidence import Evidence, Source
from reports.frozen import evidence_of, reproduction
from reports.models import Edition
from reports.periods import Period
from reports.report import ReportDefinition


class WithoutSource(Refused):
    """The report is computed from an edition that is not there, or that does not reproduce."""


def evidence_now(
    report: ReportDefinition, district: District, period: Period, subject: str = ""
) -> Evidence:
    """Read what a report is computed from, in one snapshot of the data.

    Raises: WithoutSource, returns.BadTemplate, collecting.NoFacts.
    """
    if report.source:
        return evidence_of_source(report, district, period)
    template = report.template(period)
    scope = Scope(district, period, report.compared_with(period), subject)
    with transaction.atomic(using=SNAPSHOT):
        evidence = collect(scope)
    return replace(evidence, around=replace(evidence.around, template=template))


def evidence_of_source(report: ReportDefinition, district: District, period: Period) -> Evidence:
    """Read the newest edition of the source, which has to give its own figures again.

    Raises: WithoutSource.
    """
    source = report_named(report.source)
    edition = Edition.objects.of(source.slug, district, period).order_by("-number").first()
    name = source.name.lower()
    if edition is None or edition.inputs is None:
        raise WithoutSource(source_first(report, period))
    if not reproduction(source, edition).is_the_same:
        raise WithoutSource(
            f"Edition {edition.number} of the {name} does not give its own figures again with "
            f"the program as it is. Compile the {name} again, then this report."
        )
    evidence = evidence_of(edition)
    named = Source(source.slug, edition.number, edition.figures_sha256)
    return replace(evidence, around=replace(evidence.around, source=named))


def source_first(report: ReportDefinition, period: Period) -> str:
    """Say which report has to be compiled before one that is computed from it."""
    name = report_named(report.source).name.lower()
    return (
        f"The {report.name.lower()} is computed from an edition of the {name}, and the "
        f"{period.label} has none. Compile the {name} first."
    )
