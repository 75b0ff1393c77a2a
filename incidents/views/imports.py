"""The pages of imports: list, upload, progress, result, rows turned away, undo."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from accounts import clock
from accounts.outbox import open_task
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from incidents import actions, confirming, queue, results, rules, undoing
from incidents.forms import UploadForm
from incidents.models import UNFINISHED, BatchState, ImportBatch
from incidents.storage import Incoming
from records.writing import Refused

SHOWN_ROWS = 50
PAGE = 25
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ImportPage(PermissionRequired):
    """A page for those who import police data. Imports belong to forces, not to districts."""

    permission = Permission.IMPORT_DATA
    what = "imports"


class ImportList(ImportPage, View):
    """Every import, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page."""
        rows = (
            ImportBatch.objects.select_related("by")
            .annotate(n_files=Count("files"), n_in_doubt=confirming.count_waiting())
            .order_by("-pk")
        )
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        return render(request, "incidents/import_list.html", {"batches": page, "page_obj": page})


class ImportCreate(ImportPage, View):
    """Receive a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return render(request, "incidents/import_form.html", {"form": UploadForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file, open the task, and lead to its progress."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "incidents/import_form.html", {"form": form}, status=422)
        uploaded = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload"
            with path.open("wb") as kept:
                for chunk in uploaded.chunks():
                    kept.write(chunk)
            source = Incoming(Path(uploaded.name).name[:200], path)
            with transaction.atomic():
                batch = actions.receive_import(
                    sources=[source], by=officer_of(request), at=clock.now()
                )
                open_task(*queue.task_of(batch))
        return redirect("import-detail", pk=batch.pk)


def progress_of(batch: ImportBatch) -> dict[str, Any]:
    """Say how far an import is, for the progress bar."""
    working = batch.state in UNFINISHED
    outcome = results.stored(batch)
    words = f"{batch.progress} percent, {outcome.total('read'):,} rows read"
    if batch.state == BatchState.WAITING:
        words = "Waiting for a worker"
    elif batch.state == BatchState.UNDOING:
        words = "Being undone"
    elif not working:
        words = batch.get_state_display()
    return {
        "label": f"{batch}, {batch.name}",
        "words": words,
        "done": None if batch.state == BatchState.UNDOING else batch.progress,
        "total": 100,
        "url": reverse("import-progress", args=[batch.pk]) if working else "",
        "refresh_url": reverse("import-detail", args=[batch.pk]),
        "working": working,
    }


class ImportProgress(ImportPage, View):
    """The progress bar alone, for the script that asks again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the bar; when the work is done, send the script on to what came of it."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        progress = progress_of(batch)
        response = render(request, "components/progress.html", progress)
        if not progress["working"]:
            response["X-Progress-Next"] = reverse("import-detail", args=[batch.pk])
        return response


class ImportDetail(ImportPage, View):
    """One import: its progress, then what became of every row."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the progress, or the equation, the files and the rows turned away."""
        batch = get_object_or_404(ImportBatch.objects.select_related("by", "confirms"), pk=pk)
        context = {"batch": batch, **progress_of(batch)}
        if not context["working"]:
            context |= results.page_of(batch, shown=SHOWN_ROWS)
            context["why_not_undo"] = undoing.why_not(batch, officer_of(request))
            if context["outcome"].in_doubt:
                context["why_not_confirm"] = confirming.why_not(batch, officer_of(request))
        return render(request, "incidents/import_detail.html", context)


class ImportRows(ImportPage, View):
    """Every rejected and contradictory row of an import with its reason, as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the rows out; the disclosure is written to the journal."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["File", "Line", "Bucket", "Column", "What it says", "Why"])
        for row in results.rows_of(batch).iterator():
            bucket = "contradictory" if row.contradictory else "rejected"
            cells = (row.file.path, row.line, bucket, row.column, row.says, row.why)
            table.writerow([harmless(cell) for cell in cells])
        body = text.getvalue().encode("utf-8-sig")
        actions.disclose_rows(batch=batch, body=body, by=officer_of(request), at=clock.now())
        response = HttpResponse(body, content_type="text/csv; charset=utf-8")
        name = f"import-{batch.pk}-rows-turned-away.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


def harmless(cell: object) -> object:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


class ImportUndo(ImportPage, View):
    """Ask whether to undo an import, and order it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what will happen."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        why = undoing.why_not(batch, officer_of(request))
        context = {"batch": batch, "why_not": why, "outcome": results.stored(batch)}
        return render(request, "incidents/import_undo.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Order it and open the task."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        try:
            with transaction.atomic():
                batch = actions.order_undo(batch=batch, by=officer_of(request), at=clock.now())
                open_task(*queue.task_of(batch))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("import-detail", pk=pk)


class ImportConfirm(ImportPage, View):
    """Ask whether to bring in what is in doubt of an import, and order it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what is in doubt and what will happen."""
        batch = get_object_or_404(ImportBatch.objects.select_related("by"), pk=pk)
        why = confirming.why_not(batch, officer_of(request))
        context = {"batch": batch, "why_not": why, "in_doubt": confirming.waiting_of(batch)}
        return render(request, "incidents/import_confirm.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Order it, open the task, and lead to the import that brings it in."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        try:
            with transaction.atomic():
                bringing = actions.order_confirm(
                    batch=batch, by=officer_of(request), at=clock.now()
                )
                open_task(*queue.task_of(bringing))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("import-detail", pk=pk)
        return redirect("import-detail", pk=bringing.pk)


class ImportVanished(ImportPage, View):
    """The rows that vanished with an import, and leaving them out of counts."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List them."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        vanished = results.vanished_of(batch)
        context = {
            "batch": batch,
            "vanished": vanished[:SHOWN_ROWS],
            "total": vanished.count(),
            "why_not": rules.why_not_keep_import(officer_of(request), undoing.keepers_of(batch)),
        }
        return render(request, "incidents/import_vanished.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave them out of counts."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        try:
            count = actions.confirm_vanished(batch=batch, by=officer_of(request), at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{count:,} rows are left out of counts and kept.")
        return redirect("import-detail", pk=pk)
