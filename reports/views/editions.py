"""Editions and the requests to compile them."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from accounts import clock
from accounts.models import District, Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from operations.models import Operation
from records.writing import Refused
from reports import requests
from reports.definitions import PUBLIC, REPORTS
from reports.document import Document
from reports.forms import CompileForm, last_twelve_months
from reports.links import FIGURE, into_edition
from reports.marking import marked
from reports.models import Compilation, CompilationState, Edition, EditionFile
from reports.periods import PeriodError
from reports.renderers import html
from reports.renderers.formats import FORMATS, Format, file_name, named
from reports.subjects import UnknownSubject
from reports.views.schemas import described_by

PAGE = 25
NAMES = {report.slug: report.name for report in REPORTS}


def districts_to_compile(officer: Officer) -> QuerySet[District]:
    """Read the districts whose reports the officer may compile."""
    return officer.standing.limit(District.objects.all(), Permission.COMPILE_REPORTS, "pk")


def operations_to_report(officer: Officer) -> list[tuple[str, str]]:
    """Give the operations that the officer may report on, slug and name."""
    operations = Operation.objects.visible_to(officer).countable().order_by("slug")
    return list(dict(operations.values_list("slug", "name")).items())


def compile_form(officer: Officer, *typed: QueryDict, **more: Any) -> CompileForm:
    """Make the form with the districts and the operations that the officer may report on."""
    return CompileForm(
        *typed,
        districts=districts_to_compile(officer),
        operations=operations_to_report(officer),
        today=clock.today(),
        **more,
    )


class ReportList(PermissionRequired, TemplateView):
    """The editions that there are, newest period first, and the form to compile another."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)
    what = "reports"
    template_name = "reports/edition_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the editions in the officer's rights, what is being compiled, and the form."""
        officer = officer_of(self.request)
        rows = Edition.objects.visible_to(officer).select_related("district", "by")
        pages = Paginator(rows.defer("content", "inputs"), PAGE)
        unfinished = Compilation.objects.visible_to(officer).unfinished()
        return super().get_context_data(
            page_obj=pages.get_page(self.request.GET.get("page")),
            form=self.form(officer),
            names=NAMES,
            may_close=officer.standing.allows(Permission.CLOSE_PERIODS),
            unfinished=unfinished.select_related("district"),
            public_only=not officer.standing.allows(Permission.SEE_REPORTS),
            **kwargs,
        )

    def form(self, officer: Officer) -> CompileForm | None:
        """Offer the last twelve months, where the officer may compile."""
        if not officer.standing.allows(Permission.COMPILE_REPORTS):
            return None
        period = last_twelve_months(clock.today())
        return compile_form(officer, initial={"first": period.start, "last": period.last_day})


class CompilationCreate(PermissionRequired, View):
    """Ask for a report."""

    permission = Permission.COMPILE_REPORTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Request the compilation and lead to its progress; show the form again if it is wrong."""
        officer = officer_of(request)
        form = compile_form(officer, request.POST)
        if form.wants_more_rows(request.POST):
            form.rearrange(today=clock.today())
            return self.again(request, form)
        if not form.is_valid():
            return self.again(request, form, status=422)
        try:
            compilation = requests.request_compilation(
                definition=form.cleaned_data["report"],
                district=form.cleaned_data["district"],
                period=form.cleaned_data["period"],
                subject=form.cleaned_data["subject"],
                by=officer,
                at=clock.now(),
            )
        except UnknownSubject as error:
            form.add_error("subject", str(error))
            return self.again(request, form, status=422)
        except (PeriodError, Refused) as error:
            form.add_error("last", str(error))
            return self.again(request, form, status=422)
        return redirect("compilation-detail", pk=compilation.pk)

    def again(self, request: HttpRequest, form: CompileForm, status: int = 200) -> HttpResponse:
        """Show the form as it was filled in."""
        return render(request, "reports/compile.html", {"form": form}, status=status)


def progress_context(compilation: Compilation) -> dict[str, Any]:
    """Say how far a compilation is, for the progress bar."""
    working = compilation.state in {CompilationState.WAITING, CompilationState.RUNNING}
    detail = reverse("compilation-detail", args=[compilation.pk])
    words = f"{compilation.doing}, step {compilation.step} of {compilation.steps}"
    if compilation.state == CompilationState.WAITING:
        words = "Waiting for a worker"
    elif working and not compilation.steps:
        words = "Beginning"
    elif not working:
        words = compilation.get_state_display()
    return {
        "compilation": compilation,
        "name": NAMES.get(compilation.definition, compilation.definition),
        "label": f"{NAMES.get(compilation.definition, '')}, {compilation.period.label}",
        "words": words,
        "done": compilation.step or None,
        "total": compilation.steps or 1,
        "url": reverse("compilation-progress", args=[compilation.pk]) if working else "",
        "refresh_url": detail,
        "working": working,
    }


class CompilationDetail(PermissionRequired, View):
    """How far a report is; leads to the edition when it is done."""

    permission = Permission.SEE_REPORTS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the progress, the reason of a failure, or go on to the edition."""
        compilation = own_compilation(request, pk)
        if compilation.edition_id is not None:
            edition = compilation.edition
            messages.success(request, f"The report is there: edition {edition.number}.")  # type: ignore[union-attr] # its key is set
            return redirect("edition-detail", pk=compilation.edition_id)
        return render(request, "reports/compilation_detail.html", progress_context(compilation))


class CompilationProgress(PermissionRequired, View):
    """The progress bar alone, for the script that asks again."""

    permission = Permission.SEE_REPORTS

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Give the bar; when the work is done, send the script on to what came of it."""
        context = progress_context(own_compilation(request, pk))
        response = render(request, "components/progress.html", context)
        if not context["working"]:
            response["X-Progress-Next"] = context["refresh_url"]
        return response


def own_compilation(request: HttpRequest, pk: UUID) -> Compilation:
    """Fetch a request within the officer's rights."""
    rows = Compilation.objects.visible_to(officer_of(request))
    return get_object_or_404(rows.select_related("district", "edition"), pk=pk)


class EditionDetail(PermissionRequired, View):
    """One edition on screen, with its files."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the document as it was compiled."""
        officer = officer_of(request)
        rows = Edition.objects.visible_to(officer).select_related("district", "by")
        edition = get_object_or_404(rows, pk=pk)
        document = edition.document
        kept = set(edition.files.values_list("format", flat=True)) - {"html"}
        may_look = may_check(edition, officer)
        return render(
            request,
            "reports/edition_detail.html",
            {
                "edition": edition,
                "document": document,
                "marking": document.marking,
                "body": html.fragment(
                    marked(opening(document, edition)),
                    proofs=proofs(edition) if may_look else (),
                )
                if "html" not in edition.unmade
                else "",
                "unmade": edition.unmade_words(with_reasons=may_look),
                "files": [
                    {"label": each.label, "key": each.key} for each in FORMATS if each.key in kept
                ],
            },
        )


def opening(document: Document, edition: Edition) -> Document:
    """Let each number open what the edition counted; none of a public edition opens."""
    if edition.definition in PUBLIC:
        return document
    return into_edition(document, FIGURE, str(edition.pk))


def may_check(edition: Edition, officer: Officer) -> bool:
    """Tell whether an officer may look behind an edition."""
    return officer.standing.allows(Permission.SEE_REPORTS, edition.district_id)


def proofs(edition: Edition) -> list[dict[str, str]]:
    """Lead to the pages behind an edition."""
    compare = reverse("edition-compare", args=[edition.pk])
    last = edition.others().filter(number__lt=edition.number).first()
    pages = [("Reproduce these figures", reverse("edition-reproduce", args=[edition.pk]))]
    if last:
        pages.append((f"Compare with edition {last.number}", f"{compare}?with={last.number}"))
    pages += [("Compare with today", compare), ("Check a file", reverse("verify"))]
    return [{"words": words, "url": url} for words, url in pages]


class EditionDownload(PermissionRequired, View):
    """A file of an edition; each download is written down as a disclosure."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)

    def get(self, request: HttpRequest, pk: int, format: str) -> HttpResponse:
        """Hand the file out under a name that says what it is."""
        officer = officer_of(request)
        rows = Edition.objects.visible_to(officer).select_related("district")
        edition = get_object_or_404(rows, pk=pk)
        get_object_or_404(edition.files.only("pk"), format=format)
        file = requests.download_edition(edition=edition, format=format, by=officer, at=clock.now())
        return file_response(edition, file)


def download_name(edition: Edition, kept: Format) -> str:
    """Name a file by what it is; a CSV by the name under which its metadata looks for it.

    That name was frozen with the metadata, so that the two of an older edition still meet.
    """
    if kept.key not in {"csv", "csvw"}:
        return file_name(edition.document, kept)
    metadata = edition.files.filter(format="csvw").values_list("body", flat=True).first()
    if metadata is None:
        return file_name(edition.document, kept)
    stem = str(json.loads(bytes(metadata))["url"]).removesuffix(named("csv").suffix)
    return stem + kept.suffix


def file_response(edition: Edition, file: EditionFile) -> HttpResponse:
    """Send a file as an attachment that no cache keeps."""
    kept = named(file.format)
    body = bytes(file.body)
    response = HttpResponse(body, content_type=kept.media_type)
    name = download_name(edition, kept)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    if link := described_by(edition_pk=edition.pk, format=file.format, body=body):
        response["Link"] = link
    return response
