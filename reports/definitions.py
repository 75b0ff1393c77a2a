"""The reports that can be compiled: a plain tuple that a reader sees in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports import performance
from reports.document import Document
from reports.evidence import Evidence
from reports.measures.performance import performance_inputs, selections
from reports.measures.police_data import IncidentSelection, incident_selections
from reports.selections import Selections


class UnknownReport(LookupError):
    """No report has this key."""


class UnknownFilter(ValueError):
    """A report is to be limited by something that it does not know."""


@dataclass(frozen=True)
class ReportDefinition:
    """One report: its key, its name, and how its document is made, unstamped.

    `selections` and `incidents` say what each number of the document counts, by its key;
    `filters` names what it can be limited to, besides its district and period.
    """

    slug: str
    name: str
    build: Callable[[Evidence], Document]
    selections: Callable[[Evidence], Selections]
    incidents: Callable[[Evidence], Mapping[str, IncidentSelection]]
    filters: tuple[str, ...] = ()

    def refuse_filters(self, filters: Mapping[str, str], /) -> None:
        """Refuse a filter that the report does not take, rather than leave it unheard.

        Raises: UnknownFilter.
        """
        strange = sorted(set(filters) - set(self.filters))
        if strange:
            known = ", ".join(self.filters) or "none: it covers the whole district"
            raise UnknownFilter(
                f"The {self.name.lower()} has no filter {', '.join(strange)}. Filters: {known}."
            )


def build_performance(evidence: Evidence) -> Document:
    """Measure and write the performance report."""
    return performance.build(performance_inputs(evidence))


REPORTS = (
    ReportDefinition(
        slug="performance",
        name="Performance report",
        build=build_performance,
        selections=selections,
        incidents=incident_selections,
    ),
)


def report_named(slug: str) -> ReportDefinition:
    """Find a report by its key.

    Raises: UnknownReport.
    """
    for report in REPORTS:
        if report.slug == slug:
            return report
    known = ", ".join(report.slug for report in REPORTS)
    raise UnknownReport(f"There is no report called {slug}. Choose one of: {known}.")
