"""Looking behind an edition: what a number counted, the proof of the digest, what moved since."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from incidents.models import Incident
from records.kinds import WORDS, page_of
from records.models import Kind, Record, Status
from records.paging import CappedPaginator
from reports import requests
from reports.comparing import Moved, Reading, movements
from reports.definitions import ReportDefinition, report_named
from reports.evidence import Evidence, Fact
from reports.frozen import WithoutInputs, evidence_of, reading_of, reproduction
from reports.models import Edition
from reports.opening import NothingOpens, Opened, opened
from reports.police_rows import rows_as_read
from reports.reading import evidence_now
from reports.tables import CURRENT, full_name

PAGE = 50
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
        return {"edition": edition, "document": document, "marking": document.marking, **more}

    def without_inputs(self, edition: Edition, error: WithoutInputs) -> HttpResponse:
        """Say that the edition cannot be looked behind, and why."""
        context = self.context(edition, reason=str(error))
        return render(self.request, "reports/without_inputs.html", context)


class FigureDetail(EditionPage):
    """What one number of an edition counted, as it was then."""

    def get(self, request: HttpRequest, pk: int, key: str, side: str) -> HttpResponse:
        """List the records, or the incidents, with what was left out beside them."""
        edition = self.edition(pk)
        report = report_named(edition.definition)
        try:
            evidence = evidence_of(edition)
            found = opened(report, evidence, key, side)
        except WithoutInputs as error:
            return self.without_inputs(edition, error)
        except NothingOpens as error:
            raise Http404(str(error)) from error
        self.consult(edition, f"{key}/{side}")
        shown = self.incidents if found.incidents else self.records
        context = self.context(
            edition, opened=found, **named(edition, found), **shown(edition, evidence, found)
        )
        return render(request, "reports/figure_detail.html", context)

    def records(self, edition: Edition, evidence: Evidence, found: Opened) -> dict[str, Any]:
        """List the records that were counted, each with what it says now."""
        officer, page = officer_of(self.request), self.request.GET.get("page")
        pages = Paginator(list(found.records), PAGE).get_page(page)
        kind = found.kind or Kind.ARREST
        return {
            "page_obj": pages,
            "rows": with_records(pages.object_list, officer),
            "left_out": with_records(found.left_out, officer),
            "noun": WORDS[kind].noun,
            "plural": WORDS[kind].plural,
            "listed": len(found.records),
            "marking": WORDS[kind].marking,
        }

    def incidents(self, edition: Edition, evidence: Evidence, found: Opened) -> dict[str, Any]:
        """List the incidents that were counted, in the officer's rights."""
        selection = found.incidents
        assert selection is not None  # noqa: S101 - the caller chose this list by it
        rows = rows_as_read(selection, evidence, edition.district, found.period)
        visible = rows & Incident.objects.visible_to(officer_of(self.request))
        ordered = visible.select_related("crime_type", "place", "last_outcome").order_by(
            "-month", "pk"
        )
        pages = CappedPaginator(ordered, PAGE)
        return {
            "page_obj": pages.get_page(self.request.GET.get("page")),
            "total_words": pages.words if pages.is_capped else "",
            "listed": rows.count(),
            "noun": "incident",
            "plural": "incidents",
        }


def named(edition: Edition, found: Opened) -> dict[str, object]:
    """Name the number and print what the edition says."""
    figures = {figure.key: figure for figure in edition.document.figures}
    figure = figures.get(found.key)
    if figure is None:
        return {"label": "", "printed": ""}
    printed = figure.current_text if found.side == CURRENT else figure.previous_text
    value = figure.current if found.side == CURRENT else figure.previous
    return {"label": full_name(figure), "printed": printed, "value": value, "figure": figure}


def with_records(facts: object, officer: Officer) -> list[dict[str, object]]:
    """Put beside each fact its record as it stands, where the officer may see it."""
    listed: list[Fact] = list(facts)  # type: ignore[call-overload] # a page of facts, or facts
    visible = Record.objects.visible_to(officer).in_bulk([fact.record for fact in listed])
    standing = {str(key): record for key, record in visible.items()}
    return [row_of(fact, standing[fact.record]) for fact in listed if fact.record in standing]


def row_of(fact: Fact, record: Record) -> dict[str, object]:
    """Say what a record was and what it is."""
    return {
        "fact": fact,
        "record": record,
        "url": page_of(record),
        "then": Status(fact.status).label,
        "changed": record.version != fact.version,
    }


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
        moved = self.moved(report, edition, other, now)
        context = self.context(edition, other=other, moved=moved, others=edition.others())
        return render(request, "reports/compare.html", context)

    def other(self, edition: Edition) -> Edition | None:
        """Find the edition to compare with; None is today."""
        number = self.request.GET.get("with", TODAY)
        if number == TODAY:
            return None
        if not number.isdecimal():
            raise Http404("Editions are compared by their number.")
        return get_object_or_404(edition.others(), number=int(number))

    def moved(
        self, report: ReportDefinition, edition: Edition, other: Edition | None, now: Reading
    ) -> tuple[Moved, ...]:
        """List what moved, from the older reading to the newer."""
        then = reading_of(report, edition)
        if other is not None and other.number < edition.number:
            return movements(now, then)
        return movements(then, now)


def reading_now(report: ReportDefinition, edition: Edition) -> Reading:
    """Read the period of an edition as it stands today; nothing of it is stored."""
    evidence = evidence_now(report, edition.district, edition.period, edition.subject)
    return Reading(report.build(evidence), evidence, report.selections(evidence))
