"""Schedules: how they stand, what became of their runs, and everything that is done to them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import clock, officers
from accounts.models import Officer
from accounts.roles import Role, Scope
from reports import delivery, health, scheduling
from reports.api.described import PAGES, described
from reports.api.paging import page_of, refuse_unknown
from reports.api.problems import Absent, Problem
from reports.api.serializers import (
    DeliveryAnswer,
    DeliveryAsked,
    ReasonAsked,
    RunAnswer,
    ScheduleAnswer,
    ScheduleAsked,
)
from reports.api.serializers import page_of as page_answer
from reports.api.views.compilations import district_named
from reports.api.views.door import ApiView, officer_behind
from reports.models import Schedule
from reports.schedules import BadRecurrence, Covers, Recurrence, Rhythm

PROBLEMS = (*scheduling.PROBLEMS, BadRecurrence, officers.UnknownOfficer)


class ScheduleApi(ApiView):
    """What the addresses of schedules share."""

    reads = (Scope.READ_SCHEDULES, Scope.KEEP_SCHEDULES)
    writes = (Scope.KEEP_SCHEDULES,)
    discloses = False

    def schedule(self, request: Request, pk: int) -> Schedule:
        """Fetch a schedule within the officer's rights.

        Raises: Absent.
        """
        rows = health.with_all(Schedule.objects.visible_to(officer_behind(request)))
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Absent(
                f"There is no schedule {pk} that this token reads. See /api/v1/schedules/."
            )
        return found

    def answer(self, request: Request, pk: int, status: int = HTTPStatus.OK) -> Response:
        """Say how a schedule stands now."""
        row = health.row(self.schedule(request, pk), at=clock.now())
        where = reverse("api-schedule-detail", args=[pk])
        headers = {"Location": where} if status == HTTPStatus.CREATED else None
        return Response(ScheduleAnswer(row).data, status=status, headers=headers)


def done(action: Callable[[], Schedule]) -> Schedule:
    """Do something to a schedule, and turn a refusal into problem details.

    Raises: Problem.
    """
    try:
        return action()
    except PROBLEMS as error:
        raise Problem(str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY) from error


def plan_of(request: Request) -> scheduling.Plan:
    """Read what a schedule is to do.

    Raises: ValidationError, Problem, and the refusals of PROBLEMS.
    """
    asked = ScheduleAsked(data=request.data)
    asked.is_valid(raise_exception=True)
    given: dict[str, Any] = asked.validated_data
    recurrence = given["recurrence"]
    return scheduling.Plan(
        definition=given["definition"],
        district=district_named(officer_behind(request), given["district"]),
        subject=given["subject"],
        owner=officer_named(given["owner"]),
        recurrence=Recurrence(
            rhythm=Rhythm(recurrence["rhythm"]),
            covers=Covers(recurrence["covers"]),
            day=recurrence["day"],
            time=recurrence["time"],
        ),
        roles=[Role(role) for role in given["roles"]],
        officers=[officer_named(collar) for collar in given["officers"]],
        grace_hours=given["grace_hours"],
    )


def officer_named(collar: str) -> Officer:
    """Find an active officer.

    Raises: UnknownOfficer.
    """
    return officers.by_collar(collar, at=clock.now())


class ScheduleList(ScheduleApi):
    """The schedules that there are, and adding another."""

    @described(ScheduleAnswer(many=True), operation="schedules", wrong=(400,))
    def get(self, request: Request) -> Response:
        """List them, each with how it stands, as the health board does."""
        refuse_unknown(request, [])
        board = health.board(officer_behind(request), at=clock.now())
        self.rows = len(board.rows)
        return Response(ScheduleAnswer(board.rows, many=True).data)

    @described(
        ScheduleAnswer,
        operation="add_schedule",
        status=201,
        wrong=(400, 422),
        request=ScheduleAsked,
    )
    def post(self, request: Request) -> Response:
        """Add a schedule; its first report is the next that comes due."""
        by, at = officer_behind(request), clock.now()
        schedule = done(lambda: scheduling.add_schedule(plan=plan_of(request), by=by, at=at))
        return self.answer(request, schedule.pk, HTTPStatus.CREATED)


class ScheduleDetail(ScheduleApi):
    """One schedule."""

    @described(ScheduleAnswer, operation="schedule", wrong=(404,))
    def get(self, request: Request, pk: int) -> Response:
        """Say what it does and how it stands."""
        return self.answer(request, pk)

    @described(
        ScheduleAnswer, operation="change_schedule", wrong=(400, 404, 422), request=ScheduleAsked
    )
    def put(self, request: Request, pk: int) -> Response:
        """Write it anew. What had come due stays owed; it keeps its report and its district."""
        schedule, by, at = self.schedule(request, pk), officer_behind(request), clock.now()
        done(
            lambda: scheduling.change_schedule(
                schedule=schedule, plan=plan_of(request), by=by, at=at
            )
        )
        return self.answer(request, pk)


class ScheduleStop(ScheduleApi):
    """Stopping a schedule."""

    @described(
        ScheduleAnswer, operation="stop_schedule", wrong=(400, 404, 422), request=ReasonAsked
    )
    def post(self, request: Request, pk: int) -> Response:
        """Stop it: nothing more is compiled or sent until it is started again."""
        schedule, by, at = self.schedule(request, pk), officer_behind(request), clock.now()
        asked = ReasonAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        done(lambda: scheduling.stop_schedule(schedule=schedule, reason=reason, by=by, at=at))
        return self.answer(request, pk)


class ScheduleStart(ScheduleApi):
    """Starting a schedule that was stopped."""

    @described(ScheduleAnswer, operation="start_schedule", wrong=(404, 422), request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Start it."""
        schedule, by, at = self.schedule(request, pk), officer_behind(request), clock.now()
        done(lambda: scheduling.start_schedule(schedule=schedule, by=by, at=at))
        return self.answer(request, pk)


class ScheduleRuns(ScheduleApi):
    """What became of each period of a schedule."""

    @described(
        page_answer(RunAnswer, "RunPage"), operation="runs", wrong=(400, 404), parameters=[*PAGES]
    )
    def get(self, request: Request, pk: int) -> Response:
        """List the runs, newest first."""
        refuse_unknown(request, [])
        page = page_of(request, self.schedule(request, pk).runs.order_by("-due_at", "-pk"))
        self.rows = len(page.rows)
        return Response(page.answer(RunAnswer(page.rows, many=True).data))


class ScheduleDeliver(ScheduleApi):
    """Delivering a report again."""

    @described(DeliveryAnswer, operation="deliver", wrong=(400, 404, 422), request=DeliveryAsked)
    def post(self, request: Request, pk: int) -> Response:
        """Tell every recipient once more that the report of a run is there."""
        schedule, by, at = self.schedule(request, pk), officer_behind(request), clock.now()
        asked = DeliveryAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        run = delivery.finished_run(schedule, asked.validated_data.get("run"))
        if run is None:
            raise Problem(
                f"Schedule {pk} has no such finished run. See /api/v1/schedules/{pk}/runs/.",
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
            )
        try:
            told = delivery.deliver_again(run=run, by=by, at=at)
        except scheduling.PROBLEMS as error:
            raise Problem(str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY) from error
        return Response(
            DeliveryAnswer(
                {
                    "run": run.pk,
                    "edition": told.edition.pk,
                    "told": [str(officer) for officer in told.found.may],
                    "left_out": [str(officer) for officer in told.found.may_not],
                }
            ).data
        )
