"""Downloads of lists: exactly what the page with the same filters shows."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views import View

from accounts import clock
from accounts.officers import district_of
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from audit import journal
from audit.models import Operation
from reports.exports import NotWritten, Written, write_csv, write_ods, write_xlsx
from reports.lists import ListExport, UnknownList, list_named
from reports.renderers.formats import named

SUFFIXES = ("csv", "xlsx", "ods")


class ListDownload(PermissionRequired, View):
    """A list as CSV, Excel or OpenDocument; each download is written down as a disclosure."""

    permission = Permission.DOWNLOAD_LISTS
    what = "downloads of lists"

    def get(self, request: HttpRequest, name: str, format: str) -> HttpResponseBase:
        """Write the file, the journal's line with its digest, and hand it out."""
        try:
            export = list_named(name)
        except UnknownList as error:
            raise Http404(str(error)) from error
        if format not in SUFFIXES:
            raise Http404(f"Lists are downloaded as {', '.join(SUFFIXES)}.")
        with NamedTemporaryFile(suffix=f".{format}", delete=False) as made:
            path = Path(made.name)
        try:
            written = write(export, request, path, format=format)
            self.disclose(request, export, written, format=format)
            body = path.open("rb")
        except NotWritten as error:
            messages.error(request, str(error))
            return redirect(request.headers.get("Referer") or "/")
        finally:
            path.unlink(missing_ok=True)
        kept = named(format)
        filename = f"{export.name}-list-{clock.today().isoformat()}{kept.suffix}"
        response = FileResponse(
            body, as_attachment=True, filename=filename, content_type=kept.media_type
        )
        response["Cache-Control"] = "no-store"
        return response

    def disclose(
        self, request: HttpRequest, export: ListExport, written: Written, *, format: str
    ) -> None:
        """Write down who took which rows where to (Data Protection Act 2018 s.62)."""
        officer = officer_of(request)
        district = district_of(officer)
        journal.write(
            verb="list.download",
            operation=Operation.DISCLOSURE,
            by=officer,
            at=clock.now(),
            subject="list",
            subject_id=export.name,
            label=export.title,
            district=district.slug if district else "",
            detail={
                "filter": request.GET.urlencode(),
                "format": format,
                "rows": written.rows,
                "sha256": written.sha256,
                "to": str(officer),
            },
        )


def write(export: ListExport, request: HttpRequest, path: Path, *, format: str) -> Written:
    """Write the rows that the officer may see and the filters keep."""
    rows = export.values(export.rows(request))
    head = [column.label for column in export.columns]
    if format == "csv":
        return write_csv(path, head, rows)
    spreadsheet = write_xlsx if format == "xlsx" else write_ods
    return spreadsheet(path, head, rows, title=export.title, marking=export.marking)
