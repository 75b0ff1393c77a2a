"""Lists of records and incidents: exactly what the pages with the same filters show."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import clock
from accounts.models import Officer
from accounts.roles import Scope
from records.filters import ListFilterSet
from records.views.lists import FilteredListView
from reports.api.described import PAGES, described, parameter
from reports.api.negotiation import ByFormat
from reports.api.paging import page_of, refuse_unknown, refuse_unreadable
from reports.api.problems import Absent, Problem
from reports.api.renderers import CsvRenderer
from reports.api.serializers import ListAnswer, RowAnswer
from reports.api.serializers import page_of as page_answer
from reports.api.views.door import ApiView, bare, officer_behind
from reports.exports import write_csv
from reports.lists import LISTS, ListExport, UnknownList, list_named

SORT = "sort"


class Listing:
    """One list as an officer reads it by the filters of a query."""

    def __init__(self, request: Request, export: ListExport) -> None:
        self.request, self.export = request, export
        self.officer: Officer = officer_behind(request)
        self.view: FilteredListView = export.view()
        self.view.setup(bare(request))
        self.filters: ListFilterSet = self.view.filters(self.officer)

    @property
    def filter_names(self) -> list[str]:
        """Name the parameters that the filters read; days as from and to, not box by box."""
        names = [key for name in self.filters.form.fields for key in self.filters.keys_of(name)]
        return [name for name in names if not name.endswith(("_day", "_month", "_year"))]

    @property
    def sorts(self) -> list[str]:
        """Name what the list is sorted by, rising; a minus before it is falling."""
        return [column.key for column in self.view.columns if column.sort]

    def refuse_unreadable(self) -> None:
        """Refuse what nothing would hear or nothing can read.

        Raises: Problem.
        """
        refuse_unknown(self.request, [*self.filter_names, SORT])
        refuse_unreadable(self.filters.errors)
        wanted = self.request.query_params.get(SORT, "")
        if wanted and wanted.removeprefix("-") not in self.sorts:
            said = f"The list is not sorted by {wanted}. Choose one of: {', '.join(self.sorts)}."
            raise Problem(said, errors={SORT: [said]})

    @property
    def rows(self) -> QuerySet[Any]:
        """Read the rows, in their order."""
        return self.export.rows(bare(self.request))


def row_of(export: ListExport, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of any list
    """Give a row by its columns, with the key by which it is the same row tomorrow."""
    return {"id": str(row.pk), **{column.key: column.of(row) for column in export.columns}}


class ListCatalogue(ApiView):
    """The lists that can be read, with their columns and filters."""

    reads = (Scope.READ_RECORDS,)
    discloses = False

    @described(ListAnswer(many=True), operation="lists")
    def get(self, request: Request) -> Response:
        """List them."""
        rows = [self.about(Listing(request, export)) for export in LISTS]
        return Response(ListAnswer(rows, many=True).data)

    def about(self, listing: Listing) -> dict[str, Any]:
        """Say what a list holds and by what it is filtered."""
        export = listing.export
        return {
            "name": export.name,
            "title": export.title,
            "marking": export.marking,
            "columns": ["id", *(column.key for column in export.columns)],
            "filters": listing.filter_names,
            "sorts": listing.sorts,
            "url": f"{self.request.path}{export.name}/",
        }


class ListRows(ApiView):
    """The rows of one list: as JSON in pages, as CSV whole."""

    reads: ClassVar[tuple[Scope, ...]] = (Scope.READ_RECORDS,)
    cached = "no-store"
    renderer_classes = (JSONRenderer, CsvRenderer)
    content_negotiation_class = ByFormat

    @described(
        page_answer(RowAnswer, "RowPage"),
        operation="rows",
        wrong=(400, 404, 406),
        csv=True,
        parameters=[
            parameter("district", "Slug."),
            parameter("from", "First day, as 2024-04-01; of lists of records."),
            parameter("to", "Last day, as 2024-04-30; of lists of records."),
            parameter("status", "Status of the record; may repeat.", many=True),
            parameter("q", "Reference, or words."),
            parameter(SORT, "Column, with a minus before it for falling."),
            parameter("format", "json, in pages; or csv, the whole list.", enum=["json", "csv"]),
            *PAGES,
        ],
    )
    def get(self, request: Request, name: str) -> Response | FileResponse:
        """Read the rows in the officer's rights; /api/v1/lists/ names every filter of each."""
        try:
            listing = Listing(request, list_named(name))
        except UnknownList as error:
            raise Absent(f"{error} See /api/v1/lists/.") from error
        listing.refuse_unreadable()
        if request.accepted_renderer.format == "csv":
            return self.whole(listing)
        page = page_of(request, listing.rows)
        self.rows = len(page.rows)
        return Response(page.answer([row_of(listing.export, row) for row in page.rows]))

    def whole(self, listing: Listing) -> FileResponse:
        """Write the whole list, as the page's download does."""
        export = listing.export
        with NamedTemporaryFile(suffix=".csv", delete=False) as made:
            path = Path(made.name)
        try:
            head = ["id", *(column.key for column in export.columns)]
            rows = (list(row_of(export, row).values()) for row in listing.rows.iterator(2000))
            written = write_csv(path, head, rows)
            body = path.open("rb")
        finally:
            path.unlink(missing_ok=True)
        self.rows, self.digest = written.rows, written.sha256
        filename = f"{export.name}-list-{clock.today().isoformat()}.csv"
        return FileResponse(body, as_attachment=True, filename=filename, content_type="text/csv")
