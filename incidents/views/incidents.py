"""The list and the page of imported incidents."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from accounts.wording import month
from audit import journal
from audit.models import Operation
from incidents import agreement
from incidents.filters import IncidentFilterSet
from incidents.models import Incident, Presence
from records.views.columns import Cell, Column
from records.views.lists import FilteredListView

RELATED = ("place", "crime_type", "last_outcome", "district")


def month_cell(incident: Incident) -> Cell:
    """Show the month, which opens the incident."""
    kind = str(incident.crime_type or "type not recorded")
    return Cell(
        words=month(incident.month) if incident.month else "Not recorded",
        aside=f", {kind}, incident {incident.pk}",
        url=reverse("incident-detail", args=[incident.pk]),
    )


def type_cell(incident: Incident) -> Cell:
    """Show the type, and what is the matter with the row."""
    about = ["Rows contradict each other"] if incident.disputed else []
    if incident.presence != Presence.HELD:
        about.append(incident.get_presence_display())
    return Cell(words=incident.crime_type or "Not recorded", below=". ".join(about))


def place_in_words(incident: Incident) -> str:
    """Show the place, and tell a place in dispute from none."""
    if incident.place is None and "place" in incident.disputed:
        return "Not recorded (disputed)"
    return str(incident.place or "No location")


class IncidentList(FilteredListView):
    """Imported incidents of the officer's districts."""

    permission = Permission.SEE_INCIDENTS
    template_name = "incidents/incident_list.html"
    page_size = 50
    filterset_class = IncidentFilterSet
    noun = subject = download = "incident"
    what = plural = "incidents"
    default_sort = "-month"
    words_for_none = "They come with an import of published police data."
    columns = (
        Column(key="month", label="Month", sort="month", role="reference", cell=month_cell),
        Column(key="type", label="Type", cell=type_cell),
        Column(key="place", label="Place", cell=place_in_words),
        Column(
            key="outcome",
            label="Last outcome",
            cell=lambda row: str(row.last_outcome or "Not recorded"),
        ),
        Column(
            key="district",
            label="District",
            role="quiet",
            cell=lambda row: str(row.district or "None"),
        ),
    )

    def rows(self, officer: Officer) -> QuerySet[Incident]:
        """Read what counts in the officer's districts."""
        return Incident.objects.in_districts(officer).countable()

    def for_page(self, rows: QuerySet[Incident], officer: Officer) -> QuerySet[Incident]:
        """Read what the page names."""
        return rows.select_related(*RELATED)


class IncidentDetail(PermissionRequired, View):
    """One imported incident: what it says, its outcomes, and how it changed."""

    permission = Permission.SEE_INCIDENTS
    what = "this incident"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; the consultation is written to the journal."""
        officer = officer_of(request)
        rows = Incident.objects.visible_to(officer).select_related("force", "added_by", *RELATED)
        incident = get_object_or_404(rows, pk=pk)
        journal.note(
            verb="incident.view",
            operation=Operation.CONSULTATION,
            by=officer,
            at=clock.now(),
            subject="incident",
            subject_id=incident.pk,
            label=str(incident),
            district=incident.district.slug if incident.district else "",
        )
        return render(request, "incidents/incident_detail.html", context_of(incident))


def context_of(incident: Incident) -> dict[str, Any]:
    """Read what the page of an incident shows."""
    disputed = [name.replace("_", " ") for name in incident.disputed.split(",") if name]
    return {
        "incident": incident,
        "disputed": disputed,
        "place": place_in_words(incident),
        "disputed_rows": incident.disputed_rows.select_related(
            "crime_type", "place", "last_outcome"
        ),
        "outcomes": incident.outcomes.countable().select_related("outcome_type"),
        "changes": incident.changes.select_related("batch").exclude(field="rows").order_by("-id"),
        "areas": agreement.areas_of(incident),
    }
