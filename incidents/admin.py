"""Areas, imported incidents and imports on the records desk; logged incidents stand beside them."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, Sum
from django.http import HttpRequest, HttpResponse

from accounts import clock
from accounts.desk import DeskAdmin, DeskForm, Form, Question, Rows, WithinRights, signed_in
from accounts.form_fields import DateBoxesField, SouthendForm
from accounts.models import Force, Officer
from accounts.outbox import open_task
from accounts.roles import Permission
from accounts.wording import long_date, number
from accounts.wording import month as month_in_words
from audit import journal
from audit.models import Operation
from incidents import actions, areas, queue
from incidents.area_filters import as_listed
from incidents.areas import DaysInForce
from incidents.desk_filters import Counts, IsInForce, Location, YearOf
from incidents.keys import crime_key
from incidents.logged_admin import LoggedIncidentAdmin
from incidents.maps import extent
from incidents.models import BUCKETS, Area, FileState, ImportBatch, ImportFile, Incident, Succession
from incidents.results import reason_of
from incidents.views.areas import days_in_force, ground_of, picture
from records.desk_forms import NothingForm
from records.paging import CappedPaginator
from records.writing import Refused

__all__ = ["LoggedIncidentAdmin"]


class AreaForm(DeskForm):
    """The name and the days of an area."""

    class Meta:
        """What may be changed after the import."""

        model = Area
        fields = ("name", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """Say in which order the days stand."""
        values = super().clean() or {}
        first, end = values.get("valid_from"), values.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", ValidationError("Give a day after the first day"))
        return values


class EndForm(SouthendForm):
    """When areas end."""

    end = DateBoxesField(
        label="First day on which they are no longer in force", subject="first day without them"
    )


@admin.register(Area)
class AreaAdmin(DeskAdmin[Area]):
    """Areas: a command brings them in; here they get another name or other days, and end."""

    subject = "area"
    sees = frozenset({Permission.SEE_AREAS})
    keeps = Permission.KEEP_AREAS
    district = "district"
    refusals = (Refused,)
    may_add = False
    form = AreaForm
    change_form_template = "admin/area_form.html"
    fields = (
        *("name", "valid_from", "valid_to", "kind", "code", "vintage"),
        *("of_district", "drawn", "reaches", "followed"),
    )
    readonly_fields = ("kind", "code", "vintage", "of_district", "drawn", "reaches", "followed")
    list_display = ("name", "kind", "code", "vintage", "in_force", "drawn")
    list_filter = ("kind", IsInForce, ("district", WithinRights))
    search_fields = ("name", "code")
    actions = ("end",)

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read the areas of the officer's districts, those known by name first."""
        return as_listed(super().get_queryset(request), clock.today())

    @admin.display(description="District")
    def of_district(self, area: Area) -> str:
        """Name the district."""
        return str(area.district)

    @admin.display(description="In force", ordering="valid_from")
    def in_force(self, area: Area) -> str:
        """Say on which days it is in force."""
        return days_in_force(area)

    @admin.display(description="Lines", ordering="approximate")
    def drawn(self, area: Area) -> str:
        """Say how exact the lines are."""
        return "Drawn by hand, approximate" if area.approximate else "As published"

    @admin.display(description="Reaches")
    def reaches(self, area: Area) -> str:
        """Say from where to where it reaches, for those who cannot see the map."""
        return extent(area.geometry)

    @admin.display(description="Successors")
    def followed(self, area: Area) -> str:
        """List what follows it, and what it follows, a line each."""
        links = Succession.objects.filter(
            Q(code=area.code) | Q(successor=area.code), district=area.district, kind=area.kind
        )
        lines = [f"{link.code}: {link.successor} from {long_date(link.day)}" for link in links]
        return "\n".join(lines) or "None are known"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Draw the area among the wards of its district."""
        area: Area = context["original"]
        ground = ground_of([area], signed_in(request))
        context |= picture([area], ground, stand_out=True)
        return super().render_change_form(request, context, *args, **kwargs)

    def change_row(self, row: Area, form: Form, *, by: Officer, at: datetime) -> Model:
        """Write name and days anew."""
        given = form.cleaned_data
        days = DaysInForce(given["valid_from"], given["valid_to"])
        written = areas.change_area(area=row, name=given["name"], days=days, by=by, at=at)
        settle_if_due(written)
        return written

    @admin.action(description="End on a day", permissions=["keep"])
    def end(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Ask for the day, then end the areas."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question("end", "End areas", "End them", "Ended", EndForm),
            lambda area, form: ended(area, form.cleaned_data["end"], by=by, at=at),
        )


def ended(area: Area, end: date, *, by: Officer, at: datetime) -> None:
    """End an area, and have the districts of incidents found anew where it decides them."""
    with transaction.atomic():
        settle_if_due(areas.end_area(area=area, end=end, by=by, at=at))


def settle_if_due(area: Area) -> None:
    """Open the task that finds the districts of incidents anew."""
    if area.districts_due_since is not None:
        open_task(queue.SETTLE, {})


@admin.register(Incident)
class IncidentAdmin(DeskAdmin[Incident]):
    """Imported incidents, to read: they change by imports only."""

    subject = "incident"
    sees = frozenset({Permission.SEE_INCIDENTS})
    may_add = False
    paginator = CappedPaginator
    change_form_template = "admin/incident_form.html"
    empty_value_display = "Not recorded"
    list_display = ("what", "month_held", "where", "outcome", "presence")
    list_display_links = ("what",)
    list_filter = (Location, Counts, YearOf, "crime_type", "last_outcome")
    list_select_related = ("crime_type", "place", "last_outcome", "district")
    sortable_by = ("month_held",)
    ordering = ("-month", "-id")
    search_fields = ("crime_id",)
    search_help_text = "Crime ID, in full"
    fields = (
        *("identifier", "month_held", "what", "where", "outcome", "publisher", "contradicted"),
        *("presence", "outcomes", "changes", "brought_by"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read the incidents that the officer may see."""
        rows: Any = super().get_queryset(request)
        visible: Rows = rows.visible_to(signed_in(request))
        return visible

    def get_search_results(
        self, request: HttpRequest, queryset: Rows, search_term: str
    ) -> tuple[Rows, bool]:
        """Find an incident by the key of its identifier, which an index holds."""
        if not search_term.strip():
            return queryset, False
        forces = Force.objects.values_list("slug", flat=True)
        keys = [crime_key(slug, search_term.strip()) for slug in forces]
        return queryset.filter(key__in=keys), False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what was published; the consultation is written to the journal."""
        incident = self.get_object(request, object_id)
        journal.note(
            verb="incident.view",
            operation=Operation.CONSULTATION,
            by=signed_in(request),
            at=clock.now(),
            subject=self.subject,
            subject_id=incident.pk,
            label=str(incident),
            district=incident.district.slug if incident.district else "",
        )
        title = f"{self.what(incident)}, {self.month_held(incident)}"
        context = {"title": title, "subtitle": None, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description="Crime ID")
    def identifier(self, incident: Incident) -> str:
        """Give the identifier, or say that there is none."""
        return incident.crime_id or "None was published"

    @admin.display(description="Published by")
    def publisher(self, incident: Incident) -> str:
        """Name the force."""
        return str(incident.force)

    @admin.display(description="Brought by")
    def brought_by(self, incident: Incident) -> str:
        """Name the import that added it."""
        return str(incident.added_by)

    @admin.display(description="Rows contradict each other on")
    def contradicted(self, incident: Incident) -> str:
        """Name the fields that are not recorded because rows disagree."""
        return incident.disputed.replace("_", " ").replace(",", ", ") or "Nothing"

    @admin.display(description="Type")
    def what(self, incident: Incident) -> str:
        """Name the type; one that rows dispute is not recorded."""
        return str(incident.crime_type or "Not recorded")

    @admin.display(description="Month", ordering="month")
    def month_held(self, incident: Incident) -> str:
        """Name the month."""
        return month_in_words(incident.month) if incident.month else "Not recorded"

    @admin.display(description="Place")
    def where(self, incident: Incident) -> str:
        """Name the place and the district."""
        place, district = incident.place or "No location", incident.district
        return f"{place}, {district}" if district else str(place)

    @admin.display(description="Last outcome")
    def outcome(self, incident: Incident) -> str:
        """Name the last outcome."""
        return str(incident.last_outcome or "Not recorded")

    @admin.display(description="Outcomes")
    def outcomes(self, incident: Incident) -> str:
        """List the outcomes that were published, a line each."""
        rows = incident.outcomes.countable().select_related("outcome_type").order_by("month", "pk")
        lines = [f"{month_in_words(row.month)}: {row.outcome_type}" for row in rows]
        return "\n".join(lines) or "None were published"

    @admin.display(description="Changed by imports")
    def changes(self, incident: Incident) -> str:
        """List what imports changed, newest first, a line each."""
        rows = incident.changes.select_related("batch").exclude(field="rows").order_by("-id")
        lines = [f"{row.batch}: {row}" for row in rows]
        return "\n".join(lines) or "Nothing"


@admin.register(ImportBatch)
class ImportBatchAdmin(DeskAdmin[ImportBatch]):
    """Imports, to read and to undo."""

    subject = "import"
    sees = frozenset({Permission.IMPORT_DATA})
    keeps = Permission.IMPORT_DATA
    refusals = (Refused,)
    may_add = False
    may_change = False
    list_display = ("title", "received_at", "name", "by", "state", "rows_read")
    list_filter = ("state", ("by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("received", "files__path", "by__collar_number")
    search_help_text = "Name of a file, or collar number"
    date_hierarchy = "received_at"
    readonly_fields = (
        *("name", "received_at", "brought_by", "state", "finished_at", "buckets", "sources"),
        *("warned", "failure", "undone", "digest"),
    )
    actions = ("undo",)

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read every import, with the rows that were read."""
        rows: Rows = super().get_queryset(request).annotate(n_read=Sum("files__read"))
        return rows

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Show why it failed and who undid it only where that is so."""
        absent = set()
        if isinstance(obj, ImportBatch):
            absent |= set() if obj.failure else {"failure"}
            absent |= set() if obj.undone_by else {"undone"}
        return tuple(name for name in self.readonly_fields if name not in absent)

    @admin.display(description="Brought by")
    def brought_by(self, batch: ImportBatch) -> str:
        """Name who imported it."""
        return str(batch.by)

    @admin.display(description="Undone by")
    def undone(self, batch: ImportBatch) -> str:
        """Name who ordered it to be undone."""
        return str(batch.undone_by)

    @admin.display(description="Files")
    def sources(self, batch: ImportBatch) -> str:
        """List the files, a line each."""
        return "\n".join(f"{file.path}: {file_in_words(file)}" for file in batch.files.all())

    @admin.display(description="Import", ordering="pk")
    def title(self, batch: ImportBatch) -> str:
        """Give the number."""
        return str(batch)

    @admin.display(description="Rows read")
    def rows_read(self, batch: Any) -> str:  # noqa: ANN401 - annotated with the sum
        """Say how many rows its files had."""
        return number(batch.n_read or 0)

    @admin.display(description="Rows")
    def buckets(self, batch: ImportBatch) -> str:
        """Write the equation of the import."""
        found = batch.files.aggregate(**{name: Sum(name) for name in ("read", *BUCKETS)})
        parts = " + ".join(f"{number(found[name] or 0)} {name}" for name in BUCKETS)
        return f"{number(found['read'] or 0)} read = {parts}"

    @admin.display(description="Warnings")
    def warned(self, batch: ImportBatch) -> str:
        """List the warnings, a line each."""
        return "\n".join(batch.warnings) or "None"

    @admin.action(description="Undo", permissions=["keep"])
    def undo(self, request: HttpRequest, batches: Rows) -> HttpResponse | None:
        """Name the imports, then order each to be undone, the newest first."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            batches.order_by("-pk"),
            Question("undo", "Undo imports", "Undo", "To be undone", NothingForm),
            lambda batch, form: undone(batch, by=by, at=at),
        )


def file_in_words(file: ImportFile) -> str:
    """Say what became of a file of an import."""
    if file.state == FileState.REFUSED:
        return f"refused. {reason_of(file)}"
    if file.state == FileState.ASIDE:
        return f"left aside. {file.reason}"
    return f"{number(file.read)} rows read"


def undone(batch: ImportBatch, *, by: Officer, at: datetime) -> None:
    """Order an import to be undone and open the task, as its page does."""
    with transaction.atomic():
        open_task(*queue.task_of(actions.order_undo(batch=batch, by=by, at=at)))
