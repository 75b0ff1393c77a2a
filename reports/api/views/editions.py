"""Editions and their figures, and the reports that there are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import clock
from accounts.models import District
from accounts.roles import Scope
from reports import requests
from reports.api.described import EVERY, OF_PERIODS, PAGES, described, parameter
from reports.api.filters import EditionFilterSet
from reports.api.negotiation import ByFormat
from reports.api.paging import Page, page_of, refuse_unknown, refuse_unreadable
from reports.api.problems import Absent
from reports.api.renderers import CsvRenderer
from reports.api.serializers import (
    EditionAnswer,
    EditionDetailAnswer,
    FigureAnswer,
    MeAnswer,
    ReportAnswer,
)
from reports.api.serializers import page_of as page_answer
from reports.api.views.door import ApiView, officer_behind, token_behind
from reports.definitions import REPORTS
from reports.models import Edition
from reports.renderers.formats import FORMATS
from reports.views.editions import file_response

FIGURE_PAGE = page_answer(FigureAnswer, "FigurePage")
COLUMNS = tuple(str(key) for key in FigureAnswer().fields)
MOST_EDITIONS = 50
"""Editions whose figures stand on one page."""
EDITION = ("pk", "definition", "district__slug", "subject", "start", "end", "number")
READ = ("data_as_at", "figures_sha256", "content__figures", "content__stamp")


class Me(ApiView):
    """Whose token it is and what it opens: the address to try a token at."""

    discloses = False

    @described(MeAnswer, operation="me")
    def get(self, request: Request) -> Response:
        """Say whose token it is, its scopes, until when it holds, and which districts it reads."""
        token, standing = token_behind(request), officer_behind(request).standing
        held = set[int]().union(*standing.grants.values())
        about = {
            "owner": token.owner,
            "name": token.name,
            "scopes": [scope.value for scope in Scope if scope in token.scope_set],
            "expires_at": token.expires_at,
            "districts": District.objects.filter(pk__in=held),
        }
        return Response(MeAnswer(about).data)


class ReportList(ApiView):
    """The reports that can be compiled."""

    reads = (Scope.READ_FIGURES, Scope.COMPILE_REPORTS, Scope.READ_SCHEDULES, Scope.KEEP_SCHEDULES)
    discloses = False

    @described(ReportAnswer(many=True), operation="reports")
    def get(self, request: Request) -> Response:
        """List them."""
        rows = [
            {
                "slug": report.slug,
                "name": report.name,
                "about": report.about.value,
                "is_public": report.is_public,
            }
            for report in REPORTS
        ]
        return Response(ReportAnswer(rows, many=True).data)


class EditionApi(ApiView):
    """What the addresses of editions share."""

    reads: ClassVar[tuple[Scope, ...]] = (Scope.READ_FIGURES,)

    def page(self, request: Request, *, most: int, more: tuple[str, ...] = ()) -> Page:
        """Read a page of the editions in the officer's rights that the filters keep."""
        rows = Edition.objects.visible_to(officer_behind(request)).defer("content", "inputs")
        filters = EditionFilterSet(request.query_params, queryset=rows)
        refuse_unknown(request, [*filters.form.fields, *more])
        refuse_unreadable(filters.errors)
        found = filters.found.select_related("district", "by").order_by("-end", "-start", "-pk")
        return page_of(request, found, most=most)

    def edition(self, request: Request, pk: int) -> Edition:
        """Fetch an edition within the officer's rights.

        Raises: Absent.
        """
        rows = Edition.objects.visible_to(officer_behind(request))
        edition = rows.select_related("district", "by").filter(pk=pk).first()
        if edition is None:
            raise Absent(f"There is no edition {pk} that this token reads. See /api/v1/editions/.")
        return edition


class EditionList(EditionApi):
    """The editions that there are."""

    @described(
        page_answer(EditionAnswer, "EditionPage"),
        operation="editions",
        wrong=(400,),
        parameters=[*OF_PERIODS, EVERY, *PAGES],
    )
    def get(self, request: Request) -> Response:
        """List the newest edition of each period, newest period first."""
        page = self.page(request, most=1000)
        self.rows = len(page.rows)
        return Response(page.answer(EditionAnswer(page.rows, many=True).data))


class EditionDetail(EditionApi):
    """One edition."""

    @described(EditionDetailAnswer, operation="edition", wrong=(404,))
    def get(self, request: Request, pk: int) -> Response:
        """Say what the edition is, what changed since the one before, and which files it has."""
        edition: Any = self.edition(request, pk)
        edition.kept_files = edition.files.defer("body")
        return Response(EditionDetailAnswer(edition).data)


class EditionFigures(EditionApi):
    """The figures of one edition."""

    renderer_classes = (JSONRenderer, CsvRenderer)
    content_negotiation_class = ByFormat
    csv_columns = COLUMNS

    @described(
        FIGURE_PAGE,
        operation="figures_of_edition",
        wrong=(400, 404, 406),
        csv=True,
        parameters=[parameter("format", "json or csv.", enum=["json", "csv"])],
    )
    def get(self, request: Request, pk: int) -> Response:
        """List every figure, as it was frozen."""
        refuse_unknown(request, [])
        found = Edition.objects.filter(pk=self.edition(request, pk).pk).values(*EDITION, *READ)
        rows = [row for values in found for row in figures_of(values)]
        self.rows = len(rows)
        return Response(
            {"count": len(rows), "next": None, "results": FigureAnswer(rows, many=True).data}
        )


class FigureList(EditionApi):
    """The figures of many editions, one flat row each: what a time series is drawn from."""

    renderer_classes = (JSONRenderer, CsvRenderer)
    content_negotiation_class = ByFormat
    csv_columns = COLUMNS

    @described(
        FIGURE_PAGE,
        operation="figures",
        wrong=(400, 406),
        csv=True,
        parameters=[
            *OF_PERIODS,
            EVERY,
            *PAGES,
            parameter("key", "Key of a figure; may repeat.", many=True),
            parameter("format", "json or csv.", enum=["json", "csv"]),
        ],
    )
    def get(self, request: Request) -> Response:
        """List the figures of the newest edition of each period; a page counts editions."""
        page = self.page(request, most=MOST_EDITIONS, more=("key",))
        keys = set(request.query_params.getlist("key"))
        order = {edition.pk: n for n, edition in enumerate(page.rows)}
        found = Edition.objects.filter(pk__in=order).values(*EDITION, *READ)
        rows = [
            row
            for values in sorted(found, key=lambda values: order[values["pk"]])
            for row in figures_of(values)
            if not keys or row["key"] in keys
        ]
        self.rows = len(rows)
        return Response(page.answer(FigureAnswer(rows, many=True).data))


class EditionFile(EditionApi):
    """A file of an edition, as it was kept."""

    discloses = False

    @described(OpenApiTypes.BINARY, operation="file", wrong=(404,), media_type="*/*")
    def get(self, request: Request, pk: int, file_format: str) -> HttpResponse:
        """Hand the file out; its tag is its digest."""
        edition = self.edition(request, pk)
        if not edition.files.filter(format=file_format).exists():
            if reason := edition.unmade.get(file_format):
                raise Absent(f"{edition} has no file of the format {file_format}. {reason}")
            known = ", ".join(each.key for each in FORMATS)
            raise Absent(f"{edition} has no file of the format {file_format}. Formats: {known}.")
        file = requests.download_edition(
            edition=edition, format=file_format, by=officer_behind(request), at=clock.now()
        )
        response = file_response(edition, file)
        response["ETag"] = f'"{file.sha256}"'
        return response


def figures_of(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Lay the figures of an edition out as flat rows, from what was frozen."""
    stamp = values["content__stamp"] or {}
    revised = {name.partition("/")[0] for name in stamp.get("revised", ())}
    edition = {
        "edition": values["pk"],
        "district": values["district__slug"],
        **{key: values[key] for key in ("definition", "subject", "start", "end", "number")},
        **{key: values[key] for key in ("data_as_at", "figures_sha256")},
        "provisional": bool(stamp.get("is_provisional")),
    }
    for figure in values["content__figures"]:
        interval, defined = figure["interval"] or {}, figure.get("defined") or {}
        yield {
            **{key: figure[key] for key in COLUMNS if key in figure},
            **edition,
            "symbol": figure.get("symbol", ""),
            "previous_symbol": figure.get("previous_symbol", ""),
            "interval_low": interval.get("low"),
            "interval_high": interval.get("high"),
            "interval_of": interval.get("of", ""),
            "revised": figure["key"] in revised,
            "measure": defined.get("measure", ""),
            "definition_version": version_words(defined.get("versions")),
            "previous_definition_version": version_words(defined.get("previous_versions")),
        }


def version_words(versions: Sequence[int] | None) -> str:
    """Write the versions of a definition as the CSV of an edition does: v1, or v1+v2."""
    return "+".join(f"v{version}" for version in versions or ())
