"""The reports that can be compiled: a plain tuple that a reader sees in one place."""

from reports import (
    asb_report,
    hotspot_return,
    operation_report,
    performance,
    public_edition,
    tasking_slide,
)
from reports.document import Document
from reports.evidence import Evidence
from reports.measures.performance import (
    performance_incidents,
    performance_inputs,
    selections,
)
from reports.report import ReportDefinition

__all__ = ["PUBLIC", "REPORTS", "ReportDefinition", "UnknownReport", "report_named"]


class UnknownReport(LookupError):
    """No report has this key."""


def build_performance(evidence: Evidence) -> Document:
    """Measure and write the performance report."""
    return performance.build(performance_inputs(evidence))


REPORTS = (
    ReportDefinition(
        slug="performance",
        name="Performance report",
        build=build_performance,
        selections=selections,
        incidents=performance_incidents,
    ),
    operation_report.REPORT,
    public_edition.REPORT,
    public_edition.ROUNDED_REPORT,
    asb_report.REPORT,
    tasking_slide.REPORT,
    hotspot_return.REPORT,
)
PUBLIC = frozenset(report.slug for report in REPORTS if report.is_public)
"""The reports whose editions the advisory group reads."""


def report_named(slug: str) -> ReportDefinition:
    """Find a report by its key.

    Raises: UnknownReport.
    """
    for report in REPORTS:
        if report.slug == slug:
            return report
    known = ", ".join(report.slug for report in REPORTS)
    raise UnknownReport(f"There is no report called {slug}. Choose one of: {known}.")
