"""Harm tables: the versions, the upload, and an empty table to fill."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from accounts import clock
from accounts.form_fields import SouthendForm
from accounts.models import Force
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from records.writing import Refused
from reports import harm_tables
from reports.harm_csv import Fault, HarmTableError
from reports.models import HarmTable

MOST_BYTES = 2 * 1024 * 1024
MOST_FAULTS = 50
"""Faults that the page lists; the number of the others is said."""


class HarmTableForm(SouthendForm):
    """A table with its name, for a force."""

    force = forms.ModelChoiceField(queryset=Force.objects.none(), empty_label=None)
    name = forms.CharField(
        label="Name of the table",
        max_length=80,
        help_text="What the table calls itself, with its year. It is printed beside every sum.",
    )
    file = forms.FileField(
        label="Table",
        help_text="CSV (UTF-8) with the columns code, title, days, source and valid_from.",
        error_messages={"required": "Choose a file", "empty": "The file is empty: choose another"},
        widget=forms.FileInput(),
    )

    def __init__(self, *args: Any, forces: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's form arguments
        super().__init__(*args, **kwargs)
        field = self.fields["force"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = forces
            field.initial = forces.first()

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that is larger than any table.

        Raises: ValidationError.
        """
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1024**2} MB")
        return file


class HarmTableList(PermissionRequired, View):
    """The versions so far, and the form that adds one."""

    permission = Permission.COMPILE_REPORTS
    what = "harm tables"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the versions and offer the form."""
        return self.page(request, HarmTableForm(forces=self.forces()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Receive a table; a table with a fault is not stored, and every fault is listed."""
        form = HarmTableForm(request.POST, request.FILES, forces=self.forces())
        if not form.is_valid():
            return self.page(request, form, status=422)
        given = form.cleaned_data
        try:
            table = harm_tables.upload_harm_table(
                force=given["force"],
                name=given["name"],
                body=given["file"].read(),
                by=officer_of(request),
                at=clock.now(),
            )
        except HarmTableError as error:
            n = len(error.faults)
            form.add_error(
                "file", f"{n} {'fault' if n == 1 else 'faults'}, listed below. Nothing was stored"
            )
            return self.page(request, form, faults=error.faults, status=422)
        except Refused as error:
            form.add_error("file", str(error))
            return self.page(request, form, status=422)
        messages.success(request, f"{table} is stored. Reports use it from now on.")
        return redirect(table)

    def forces(self) -> Any:  # noqa: ANN401 - a queryset
        """Read the forces whose table the officer may upload."""
        return harm_tables.forces_to_keep(officer_of(self.request))

    def page(
        self,
        request: HttpRequest,
        form: HarmTableForm,
        faults: tuple[Fault, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Show the versions, the form, and the faults of a file that was refused."""
        tables = HarmTable.objects.visible_to(officer_of(request)).select_related("force", "by")
        context = {
            "form": form,
            "tables": tables[:24],
            "faults": faults[:MOST_FAULTS],
            "more_faults": max(0, len(faults) - MOST_FAULTS),
        }
        return render(request, "reports/harm_table_list.html", context, status=status)


class HarmTableDetail(PermissionRequired, View):
    """One version, score by score."""

    permission = Permission.SEE_REPORTS
    what = "harm tables"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List its scores, and the codes that no report can weigh by."""
        rows = HarmTable.objects.visible_to(officer_of(request)).select_related("force", "by")
        table = get_object_or_404(rows, pk=pk)
        context = {
            "table": table,
            "scores": table.scores.all(),
            "not_named": harm_tables.not_named(table),
        }
        return render(request, "reports/harm_table_detail.html", context)


class HarmTemplate(PermissionRequired, View):
    """An empty table to fill: types of crime, no score."""

    permission = Permission.COMPILE_REPORTS
    what = "harm tables"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Hand it out as CSV, with the mark that Excel needs."""
        body = harm_tables.template().encode("utf-8-sig")
        response = HttpResponse(body, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="harm-table.csv"'
        return response
