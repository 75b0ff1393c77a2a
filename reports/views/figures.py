"""Looking behind an edition: what a number counted, the proof of the digest, what moved since."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from incidents.models import RejectedRow
from records.kinds import WORDS
from records.paging import CappedPaginator
from records.views.lists import FORMATS, Download
from reports import requests
from reports.comparing import Reading, defined_anew, movements
from reports.definitions import ReportDefinition, report_named
from reports.evidence import Evidence
from reports.frozen import (
    WithoutInputs,
    evidence_without_records,
    facts_of,
    inputs_of,
    reading_of,
    reproduction,
)
from reports.models import Edition
from reports.opened_rows import Incidents, listing, marking_of, record_rows
from reports.opening import NothingOpens, Opened, Printed, opened, printed
from reports.police_rows import rejected_rows_as_read
from reports.reading import evidence_now
from reports.renderers.formats import file_stem
from reports.views.lists import hand_out, refuse_format

PAGE = 50
MOST_LEFT_OUT = 200
"""Rows left out that the page shows; a download has all."""
TODAY = "today"


class EditionPage(PermissionRequired, View):
    """A page behind an edition; looking at it is written down as a consultation."""

    permission = Permission.SEE_REPORTS
    what = "reports"

    def edition(self, pk: int) -> Edition:
        """Fetch an edition within the officer's rights."""
        rows = Edition.objects.visible_to(officer_of(self.request))
        return get_object_or_404(rows.select_related("district__force"), pk=pk)

    def consult(self, edition: Edition, what: str) -> None:
        """Write down that the officer looked."""
        requests.consult_edition(
            edition=edition, what=what, by=officer_of(self.request), at=clock.now()
        )

    def context(self, edition: Edition, **more: object) -> dict[str, object]:
        """Give what every page behind an edition shows."""
        document = edition.document
        return {"edition": edition, "document": document, "marking": document.marking} | more

    def without_inputs(self, edition: Edition, error: WithoutInputs) -> HttpResponse:
        """Say that the edition cannot be looked behind, and why."""
        context = self.context(edition, reason=str(error))
        return render(self.request, "reports/without_inputs.html", context)


class FigurePage(EditionPage):
    """What one number of an edition counted, as it was then."""

    def found(self, edition: Edition, key: str, side: str) -> tuple[Evidence, Opened]:
        """Read what the edition was computed from, and what the number counted.

        Raises: Http404, WithoutInputs.
        """
        report = report_named(edition.definition)
        evidence = evidence_without_records(edition)
        if key not in report.incidents(evidence):
            evidence = replace(evidence, facts=facts_of(edition))
        try:
            return evidence, opened(report, evidence, key, side)
        except NothingOpens as error:
            raise Http404(str(error)) from error


class FigureDetail(FigurePage):
    """The page of a number: what it counted, with what was left out beside it."""

    def get(self, request: HttpRequest, pk: int, key: str, side: str) -> HttpResponse:
        """List the records, or the incidents."""
        edition = self.edition(pk)
        try:
            evidence, found = self.found(edition, key, side)
        except WithoutInputs as error:
            return self.without_inputs(edition, error)
        self.consult(edition, f"{key}/{side}")
        officer = officer_of(request)
        if found.is_of_rejected_rows:
            shown = self.rejected(rejected_rows_as_read(evidence, edition.district, found.period))
        elif found.incidents:
            shown = self.incidents(Incidents.of(found, evidence, edition.district, officer))
        else:
            shown = self.records(found, officer)
        context = self.context(
            edition,
            opened=found,
            marking=marking_of(found),
            number=named(edition, found),
            downloads=downloads(edition, found, officer),
            **shown,
        )
        return render(request, "reports/figure_detail.html", context)

    def records(self, found: Opened, officer: Officer) -> dict[str, Any]:
        """List the records that were counted, each with what it says now."""
        pages = Paginator(found.records, PAGE).get_page(self.request.GET.get("page"))
        return {
            "page_obj": pages,
            "rows": list(record_rows(pages.object_list, officer)),
            "left_out": list(record_rows(found.left_out[:MOST_LEFT_OUT], officer)),
            "n_left_out": len(found.left_out),
            "noun": noun_of(found),
            "plural": noun_of(found, many=True),
            "listed": len(found.records),
        }

    def rejected(self, rows: QuerySet[RejectedRow]) -> dict[str, Any]:
        """List the rows that imports rejected."""
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return {
            "page_obj": page,
            "rows": list(page.object_list),
            "n_left_out": 0,
            "listed": page.paginator.count,
            "noun": "row",
            "plural": "rows",
        }

    def incidents(self, found: Incidents) -> dict[str, Any]:
        """List the incidents that were counted, in the officer's rights."""
        pages = CappedPaginator(found.counted, PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        return {
            "page_obj": page,
            "rows": found.rows(list(page.object_list)),
            "total_words": pages.words if pages.is_capped else "",
            "left_out": found.rows(list(found.left_out[:MOST_LEFT_OUT])),
            "n_left_out": found.left_out.count(),
            "listed": found.listed,
            "noun": "incident",
            "plural": "incidents",
        }


class FigureDownload(FigurePage):
    """What one number counted and left out, as a file; written down as a disclosure."""

    permission = Permission.DOWNLOAD_LISTS
    what = "downloads of lists"

    def get(
        self, request: HttpRequest, pk: int, key: str, side: str, format: str
    ) -> HttpResponseBase:
        """Write the file, the journal's line with its digest, and hand it out."""
        refuse_format(format)
        edition, officer = self.edition(pk), officer_of(request)
        try:
            evidence, found = self.found(edition, key, side)
        except WithoutInputs as error:
            return self.without_inputs(edition, error)
        title = f"{named(edition, found).label}, {found.period.label}, edition {edition.number}"
        return hand_out(
            request,
            listing(found, evidence, district=edition.district, title=title, officer=officer),
            name=f"{file_stem(edition.document)}-{key}-{side}",
            format=format,
            disclose=lambda written: requests.disclose_figure(
                edition=edition,
                what=f"{key}/{side}",
                format=format,
                written=written,
                by=officer,
                at=clock.now(),
            ),
        )


def downloads(edition: Edition, found: Opened, officer: Officer) -> list[Download]:
    """List the downloads of what a number opens, where the officer may."""
    if not officer.standing.allows(Permission.DOWNLOAD_LISTS):
        return []
    about = (edition.pk, found.key, found.side)
    return [
        Download(label, reverse("figure-download", args=[*about, key])) for key, label in FORMATS
    ]


def noun_of(found: Opened, *, many: bool = False) -> str:
    """Name what a number lists."""
    if found.is_of_rejected_rows:
        return "rows" if many else "row"
    if found.incidents:
        return "incidents" if many else "incident"
    if found.kind is None:
        return "records" if many else "record"
    words = WORDS[found.kind]
    return words.plural if many else words.noun


def named(edition: Edition, found: Opened) -> Printed:
    """Name the number and say what the edition prints; where it prints none, what it lists."""
    words = noun_of(found, many=True)
    return printed(edition.document, found.key, found.side) or Printed(
        words[:1].upper() + words[1:], "", None
    )


class FigureByDigest(EditionPage):
    """The address that files carry: an edition is known there by its digest alone."""

    def get(self, request: HttpRequest, digest: str, key: str, side: str) -> HttpResponse:
        """Lead on to the newest edition with the digest that the officer may read."""
        rows = Edition.objects.visible_to(officer_of(request)).filter(figures_sha256=digest)
        edition = rows.order_by("-pk").first()
        if edition is None:
            raise Http404("No edition has this digest.")
        return redirect("figure-detail", pk=edition.pk, key=key, side=side)


class Reproduce(EditionPage):
    """The proof that an edition's figures come from its inputs."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compute the edition again and show both digests."""
        edition = self.edition(pk)
        try:
            proof = reproduction(report_named(edition.definition), edition)
        except WithoutInputs as error:
            return self.without_inputs(edition, error)
        self.consult(edition, "reproduction")
        context = self.context(edition, proof=proof, records=edition.records.count())
        return render(request, "reports/reproduce.html", context)


class Compare(EditionPage):
    """What moved the figures between two editions, or since one."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compare with the edition that `with` names by its number, or with today."""
        edition = self.edition(pk)
        report = report_named(edition.definition)
        other = self.other(edition)
        self.consult(edition, f"comparison with {other.number if other else TODAY}")
        now = reading_of(report, other) if other else reading_now(report, edition)
        then, later = self.in_order(report, edition, other, now)
        context = self.context(
            edition,
            other=other,
            moved=movements(then, later),
            defined_anew=defined_anew(then, later),
            others=edition.others(),
        )
        return render(request, "reports/compare.html", context)

    def other(self, edition: Edition) -> Edition | None:
        """Find the edition to compare with; None is today."""
        number = self.request.GET.get("with", TODAY)
        if number == TODAY:
            return None
        if not number.isdecimal():
            raise Http404("Editions are compared by their number.")
        return get_object_or_404(edition.others(), number=int(number))

    def in_order(
        self, report: ReportDefinition, edition: Edition, other: Edition | None, now: Reading
    ) -> tuple[Reading, Reading]:
        """Give both readings, the older first."""
        then = reading_of(report, edition)
        if other is not None and other.number < edition.number:
            return now, then
        return then, now


def reading_now(report: ReportDefinition, edition: Edition) -> Reading:
    """Read the period of an edition as it stands today; nothing of it is stored."""
    evidence = evidence_now(report, edition.district, edition.period, edition.subject)
    if report.is_public and edition.inputs is not None:
        withheld = inputs_of(edition).around.withheld
        evidence = replace(evidence, around=replace(evidence.around, withheld=withheld))
    return Reading(report.build(evidence), evidence, report.selections(evidence))
