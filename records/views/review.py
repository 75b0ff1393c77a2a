"""The review queue: what waits on the left, the record and the decision on the right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import clock
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from records import actions, queue, rules, versions
from records.kinds import page_of, title_of
from records.models import Record, Status
from records.transitions import WrongState
from records.views.fetching import record_of
from records.views.moves import refused
from records.views.reviewing import Desk, nothing_waits, return_form, since_seen
from records.writing import Refused, StaleEdit


class ReviewView(PermissionRequired):
    """What the pages of the queue share."""

    permission = Permission.DECIDE_RECORDS
    what = "the review queue"


class Review(ReviewView):
    """The queue, with its first record open where there is room beside it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queue; without anything in it, say what was decided today."""
        desk = Desk(officer=officer_of(request), at=clock.now())
        if not desk.keys:
            context = nothing_waits(desk.officer, desk.at)
            return render(request, "records/review.html", context)
        shown = desk.page(request.GET.get("page", ""))
        first = shown.records[0]
        actions.consult(record=first, by=desk.officer, at=desk.at)
        context = desk.context(first, shown)
        return render(request, "records/review.html", context | {"is_open": False})


class ReviewRecord(ReviewView):
    """One record of the queue, and its decision."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the record; one that does not wait any more is shown on its own page."""
        record = record_of(request, pk)
        if record.status != Status.SUBMITTED:
            messages.info(request, f"{title_of(record)} does not wait for a decision.")
            return redirect(page_of(record))
        actions.consult(record=record, by=officer_of(request), at=clock.now())
        return show(request, record)


def show(
    request: HttpRequest, record: Record, *, status: int = 200, **more: object
) -> HttpResponse:
    """Show the queue with a record open; `more` is what an answer adds, such as a form."""
    desk = Desk(officer=officer_of(request), at=clock.now())
    shown = desk.page(request.GET.get("page", ""), record.pk)
    context = desk.context(record, shown) | {"is_open": True} | more
    return render(request, "records/review.html", context, status=status)


def clashed(request: HttpRequest, error: StaleEdit) -> HttpResponse:
    """Show what has changed since the officer opened the record; nothing was decided."""
    now = versions.latest(error.record)
    comparison = since_seen(error.record, seen(request), now)
    return show(request, error.record, status=409, clash=str(error), comparison=comparison)


def seen(request: HttpRequest) -> int:
    """Read the version that was on the screen; 0 where it is not said, which is never current."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Approve(ReviewView):
    """Approve the version that was on the screen, and go on to the next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Approve it."""
        record, desk = record_of(request, pk), Desk(officer=officer_of(request), at=clock.now())
        try:
            actions.approve(record=record, version=seen(request), by=desk.officer, at=desk.at)
        except (Refused, WrongState) as error:
            return refused(request, record, "approve", error)
        except StaleEdit as error:
            return clashed(request, error)
        return go_on(request, f"{title_of(record)} is approved.", desk, pk)


class Return(ReviewView):
    """Return a record to its author with a coded reason, and go on to the next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return it."""
        record, desk = record_of(request, pk), Desk(officer=officer_of(request), at=clock.now())
        if record.status != Status.SUBMITTED:
            return refused(request, record, "return", WrongState(record, rules.RETURN))
        form = return_form(record, desk.at, request.POST)
        if not form.is_valid():
            return show(request, record, status=422, return_form=form, return_open=True)
        try:
            actions.return_record(
                record=record,
                version=seen(request),
                grounds=form.grounds(),
                by=desk.officer,
                at=desk.at,
            )
        except (Refused, WrongState) as error:
            return refused(request, record, "return", error)
        except StaleEdit as error:
            return clashed(request, error)
        said = f"{title_of(record)} is returned to {record.logged_by}."
        return go_on(request, said, desk, pk)


def go_on(request: HttpRequest, said: str, desk: Desk, decided: UUID) -> HttpResponse:
    """Say what was done, and open what comes next in the queue as it stood before."""
    messages.success(request, said)
    following = queue.after(desk.keys, decided)
    if following is None:
        return redirect("review")
    return redirect("review-record", pk=following)
