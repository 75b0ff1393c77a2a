"""Downloads of lists: exactly what the page with the same filters shows."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts import clock
from accounts.officers import district_of
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from audit import journal
from audit.models import Operation
from reports.exports import SUFFIXES, Listing, NotWritten, Written, write
from reports.lists import ListExport, UnknownList, list_named
from reports.renderers.formats import named

Disclose = Callable[[Written], None]
"""Writes down who took a written file."""


def refuse_format(format: str) -> None:
    """Refuse a format in which no list is written.

    Raises: Http404.
    """
    if format not in SUFFIXES:
        raise Http404(f"Lists are downloaded as {', '.join(SUFFIXES)}.")


def hand_out(
    request: HttpRequest, listing: Listing, *, name: str, format: str, disclose: Disclose
) -> HttpResponseBase:
    """Write a list, let it be disclosed, and send it; or say why it could not be written."""
    with NamedTemporaryFile(suffix=f".{format}", delete=False) as made:
        path = Path(made.name)
    try:
        disclose(write(listing, path, format=format))
        body = path.open("rb")
    except NotWritten as error:
        messages.error(request, str(error))
        return redirect(request.headers.get("Referer") or "/")
    finally:
        path.unlink(missing_ok=True)
    kept = named(format)
    response = FileResponse(
        body, as_attachment=True, filename=name + kept.suffix, content_type=kept.media_type
    )
    response["Cache-Control"] = "no-store"
    return response


class ListDownload(PermissionRequired):
    """A list as CSV, Excel or OpenDocument; each download is written down as a disclosure."""

    permission = Permission.DOWNLOAD_LISTS
    what = "downloads of lists"

    def get(self, request: HttpRequest, name: str, format: str) -> HttpResponseBase:
        """Write the file, the journal's line with its digest, and hand it out."""
        try:
            export = list_named(name)
        except UnknownList as error:
            raise Http404(str(error)) from error
        refuse_format(format)
        return hand_out(
            request,
            export.listing(request),
            name=f"{export.name}-list-{clock.today().isoformat()}",
            format=format,
            disclose=lambda written: self.disclose(request, export, written, format=format),
        )

    def disclose(
        self, request: HttpRequest, export: ListExport, written: Written, *, format: str
    ) -> None:
        """Write down who took which rows where to (Data Protection Act 2018 s.62)."""
        officer = officer_of(request)
        district = district_of(officer)
        journal.note(
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
