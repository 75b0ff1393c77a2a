"""Asking for a report to be compiled, and following what becomes of it."""

from http import HTTPStatus
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import clock
from accounts.models import District, Officer
from accounts.roles import Permission, Scope
from records.writing import Refused
from reports import requests
from reports.api.described import OF_PERIODS, PAGES, described
from reports.api.filters import PeriodFilterSet
from reports.api.paging import page_of, refuse_unknown, refuse_unreadable
from reports.api.problems import Absent, Problem
from reports.api.serializers import CompilationAnswer, CompilationAsked
from reports.api.serializers import page_of as page_answer
from reports.api.views.door import ApiView, officer_behind
from reports.definitions import UnknownReport
from reports.models import Compilation
from reports.periods import Period, PeriodError


def district_named(officer: Officer, slug: str) -> District:
    """Find a district whose reports the officer may compile.

    Raises: Problem.
    """
    theirs = officer.standing.limit(District.objects.all(), Permission.COMPILE_REPORTS, "pk")
    found = theirs.filter(slug=slug).first()
    if found is None:
        known = ", ".join(theirs.values_list("slug", flat=True)) or "none"
        said = f"You compile no reports of a district {slug}. Yours: {known}."
        raise Problem(said, status=HTTPStatus.UNPROCESSABLE_ENTITY, errors={"district": [said]})
    return found


class CompilationApi(ApiView):
    """What the addresses of requests to compile share."""

    reads = writes = (Scope.COMPILE_REPORTS,)
    discloses = False

    def visible(self, request: Request) -> QuerySet[Compilation]:
        """Read the requests in the officer's rights."""
        rows = Compilation.objects.visible_to(officer_behind(request))
        return rows.select_related("district", "by")


class CompilationList(CompilationApi):
    """The requests that there are, and asking for another."""

    @described(
        page_answer(CompilationAnswer, "CompilationPage"),
        operation="compilations",
        wrong=(400,),
        parameters=[*OF_PERIODS, *PAGES],
    )
    def get(self, request: Request) -> Response:
        """List them, newest first."""
        filters = PeriodFilterSet(request.query_params, queryset=self.visible(request))
        refuse_unknown(request, list(filters.form.fields))
        refuse_unreadable(filters.errors)
        page = page_of(request, filters.qs.order_by("-requested_at", "pk"))
        self.rows = len(page.rows)
        return Response(page.answer(CompilationAnswer(page.rows, many=True).data))

    @described(
        CompilationAnswer,
        operation="compile",
        status=202,
        wrong=(400, 422),
        request=CompilationAsked,
    )
    def post(self, request: Request) -> Response:
        """Ask for a report; the same request that is not finished is given instead."""
        asked = CompilationAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        given, officer = asked.validated_data, officer_behind(request)
        try:
            compilation = requests.request_compilation(
                definition=given["definition"],
                district=district_named(officer, given["district"]),
                period=Period(start=given["start"], end=given["end"]),
                subject=given["subject"],
                by=officer,
                at=clock.now(),
            )
        except (UnknownReport, PeriodError, Refused) as error:
            raise Problem(str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY) from error
        where = reverse("api-compilation-detail", args=[compilation.pk])
        answer = CompilationAnswer(compilation).data
        return Response(answer, status=HTTPStatus.ACCEPTED, headers={"Location": where})


class CompilationDetail(CompilationApi):
    """One request."""

    @described(CompilationAnswer, operation="compilation", wrong=(404,))
    def get(self, request: Request, pk: UUID) -> Response:
        """Say how far it is; when it is done, which edition came of it."""
        compilation = self.visible(request).filter(pk=pk).first()
        if compilation is None:
            raise Absent(f"There is no request {pk} that this token reads.")
        return Response(CompilationAnswer(compilation).data)
