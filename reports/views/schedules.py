"""The health board, and the pages to add, change, stop and start a schedule."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.generic import TemplateView

from accounts import clock
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from reports import health, scheduling
from reports.models import Message, Schedule
from reports.readiness import next_period
from reports.schedule_forms import ScheduleForm, StopForm, initial_of
from reports.views.editions import districts_to_compile, operations_to_report

RUNS_SHOWN = 24
"""Runs that the page of a schedule shows: two years of a monthly report."""


def own_schedule(request: HttpRequest, pk: int) -> Schedule:
    """Fetch a schedule within the officer's rights."""
    rows = Schedule.objects.visible_to(officer_of(request)).select_related("district", "owner")
    return get_object_or_404(rows, pk=pk)


class HealthBoard(PermissionRequired, TemplateView):
    """How every schedule stands, in words, and the post."""

    permission = Permission.COMPILE_REPORTS
    what = "the schedules of reports"
    template_name = "reports/health_board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the board of the officer's districts."""
        board = health.board(officer_of(self.request), at=clock.now())
        return super().get_context_data(board=board, at=clock.now(), **kwargs)


class ScheduleDetail(PermissionRequired, View):
    """One schedule: what it does, what became of each period, and who was told."""

    permission = Permission.COMPILE_REPORTS
    what = "the schedules of reports"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        officer, at = officer_of(request), clock.now()
        rows = Schedule.objects.visible_to(officer)
        schedule = get_object_or_404(health.with_all(rows), pk=pk)
        runs = schedule.runs.select_related("edition").defer("edition__content", "edition__inputs")
        told = Message.objects.about(officer).filter(run__schedule=schedule)
        return render(
            request,
            "reports/schedule_detail.html",
            {
                "row": health.row(schedule, at=at),
                "schedule": schedule,
                "coming": next_period(schedule),
                "runs": runs[:RUNS_SHOWN],
                "told": told.select_related("to", "run").order_by("-made_at", "key")[:RUNS_SHOWN],
                "at": at,
            },
        )


class ScheduleForms(PermissionRequired, View):
    """What the pages to add and to change a schedule have in common."""

    permission = Permission.COMPILE_REPORTS
    what = "the schedules of reports"

    def form(self, request: HttpRequest, schedule: Schedule | None) -> ScheduleForm:
        """Make the form, as it was sent or as it begins."""
        officer = officer_of(request)
        return ScheduleForm(
            request.POST if request.method == "POST" else None,
            initial=initial_of(schedule, owner=officer),
            districts=districts_to_compile(officer),
            operations=operations_to_report(officer),
            at=clock.now(),
            schedule=schedule,
        )

    def answer(self, request: HttpRequest, form: ScheduleForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        schedule = form.schedule
        name = health.name_of(schedule) if schedule else ""
        context = {"form": form, "schedule": schedule, "name": name}
        return render(request, "reports/schedule_form.html", context, status=status)


class ScheduleCreate(ScheduleForms):
    """Add a schedule."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, filled in as for a new district."""
        return self.answer(request, self.form(request, None))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it and lead to its page; show the form again if something is wrong."""
        form = self.form(request, None)
        if not form.is_valid():
            return self.answer(request, form, status=422)
        try:
            schedule = scheduling.add_schedule(
                plan=form.plan(), by=officer_of(request), at=clock.now()
            )
        except scheduling.PROBLEMS as error:
            form.add_error(None, str(error))
            return self.answer(request, form, status=422)
        messages.success(request, "The schedule is added.")
        return redirect(schedule)


class ScheduleEdit(ScheduleForms):
    """Change a schedule."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, filled in with what the schedule says."""
        return self.answer(request, self.form(request, own_schedule(request, pk)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it and lead to its page; show the form again if something is wrong."""
        schedule = own_schedule(request, pk)
        form = self.form(request, schedule)
        if not form.is_valid():
            return self.answer(request, form, status=422)
        try:
            scheduling.change_schedule(
                schedule=schedule, plan=form.plan(), by=officer_of(request), at=clock.now()
            )
        except scheduling.PROBLEMS as error:
            form.add_error(None, str(error))
            return self.answer(request, form, status=422)
        messages.success(request, "The schedule is changed. What had come due before stays owed.")
        return redirect(schedule)


class ScheduleStop(PermissionRequired, View):
    """Ask why, and stop a schedule."""

    permission = Permission.COMPILE_REPORTS
    what = "the schedules of reports"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        return self.answer(request, own_schedule(request, pk), StopForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop it and lead to its page."""
        schedule = own_schedule(request, pk)
        form = StopForm(request.POST)
        if not form.is_valid():
            return self.answer(request, schedule, form, status=422)
        try:
            scheduling.stop_schedule(
                schedule=schedule,
                reason=form.cleaned_data["reason"],
                by=officer_of(request),
                at=clock.now(),
            )
        except scheduling.PROBLEMS as error:
            form.add_error(None, str(error))
            return self.answer(request, schedule, form, status=422)
        messages.success(request, "The schedule is stopped. Nothing more is compiled or sent.")
        return redirect(schedule)

    def answer(
        self, request: HttpRequest, schedule: Schedule, form: StopForm, status: int = 200
    ) -> HttpResponse:
        """Show the question."""
        context = {"form": form, "schedule": schedule, "name": health.name_of(schedule)}
        return render(request, "reports/schedule_stop.html", context, status=status)


class ScheduleStart(PermissionRequired, View):
    """Start a stopped schedule."""

    permission = Permission.COMPILE_REPORTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start it and lead to its page, which says what comes next."""
        schedule = own_schedule(request, pk)
        try:
            scheduling.start_schedule(schedule=schedule, by=officer_of(request), at=clock.now())
        except scheduling.PROBLEMS as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "The schedule is started.")
        return redirect(schedule)
