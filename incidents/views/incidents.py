"""The list and the page of imported incidents."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views import View

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of, url_or_nothing
from audit import journal
from audit.models import Operation
from incidents.filters import IncidentFilterSet
from incidents.models import Incident
from records.views.lists import FORMATS, Download

MOST_COUNTED = 10_000
PAGE = 50
COLUMNS = ("place", "crime_type", "last_outcome", "district")


if TYPE_CHECKING:
    Pages = Paginator[Incident]
else:
    Pages = Paginator  # Django's own takes no type at run time


class ShortCount(Pages):
    """Pages of a list that is counted to a limit only, so that a long list stays quick."""

    object_list: QuerySet[Incident]

    @cached_property
    def counted(self) -> int:
        """Count the rows, and stop at one more than the limit."""
        return self.object_list.order_by().values("pk")[: MOST_COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        """Count the rows that pages show."""
        return min(self.counted, MOST_COUNTED)

    @property
    def words(self) -> str:
        """Say the count."""
        return f"{self.count:,}" if self.counted <= MOST_COUNTED else f"More than {MOST_COUNTED:,}"


class IncidentList(PermissionRequired, View):
    """Imported incidents of the officer's districts."""

    permission = Permission.SEE_INCIDENTS
    what = "incidents"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Filter, count and show one page; a search is written to the journal."""
        officer = officer_of(request)
        filters = IncidentFilterSet(request.GET, officer=officer)
        paginator = ShortCount(filters.qs.select_related(*COLUMNS), PAGE)
        tags = filters.chosen(request.GET)
        if tags:
            journal.write(
                verb="incident.search",
                operation=Operation.CONSULTATION,
                by=officer,
                at=clock.now(),
                subject="incident",
                subject_id="list",
                label=f"{paginator.words} incidents",
                detail={"query": request.GET.urlencode()[:1000]},
            )
        context = {
            "form": filters.form,
            "tags": tags,
            "chosen": len(tags),
            "clear_url": request.path,
            "paginator": paginator,
            "page_obj": paginator.get_page(request.GET.get("page")),
            "total_words": paginator.words.lower() if paginator.counted > MOST_COUNTED else "",
            "total": paginator.count if paginator.counted <= MOST_COUNTED else None,
            "downloads": downloads(officer, request),
        }
        return render(request, "incidents/incident_list.html", context)


def downloads(officer: Officer, request: HttpRequest) -> list[Download]:
    """List the downloads of exactly this list, where the officer may and the page exists."""
    if not officer.standing.allows(Permission.DOWNLOAD_LISTS):
        return []
    return [
        Download(label, f"{url}?{request.GET.urlencode()}")
        for key, label in FORMATS
        if (url := url_or_nothing("list-download", "incident", key))
    ]


class IncidentDetail(PermissionRequired, View):
    """One imported incident: what it says, its outcomes, and how it changed."""

    permission = Permission.SEE_INCIDENTS
    what = "this incident"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; the consultation is written to the journal."""
        officer = officer_of(request)
        rows = Incident.objects.visible_to(officer).select_related("force", "added_by", *COLUMNS)
        incident = get_object_or_404(rows, pk=pk)
        journal.write(
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
        "disputed_rows": incident.disputed_rows.select_related(
            "crime_type", "place", "last_outcome"
        ),
        "outcomes": incident.outcomes.countable().select_related("outcome_type"),
        "changes": incident.changes.select_related("batch").exclude(field="rows").order_by("-id"),
        "areas": incident.place.areas.order_by("kind", "name") if incident.place else [],
    }
