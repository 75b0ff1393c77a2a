"""Closing a period: what comes afterwards is printed as restated."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from accounts import clock
from accounts.models import District, Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from accounts.wording import long_date
from records.closing import close_period
from records.models import Closing
from records.writing import Refused
from reports.forms import ClosePeriodForm, last_twelve_months


def districts_to_close(officer: Officer) -> QuerySet[District]:
    """Read the districts whose periods the officer may close."""
    return officer.standing.limit(District.objects.all(), Permission.CLOSE_PERIODS, "pk")


class PeriodClose(PermissionRequired, View):
    """What is closed, and the form that closes more."""

    permission = Permission.CLOSE_PERIODS
    what = "the closing of periods"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer the month that ended last."""
        through = last_twelve_months(clock.today()).last_day
        form = ClosePeriodForm(
            districts=districts_to_close(officer_of(request)),
            initial={"through": through, "grace_days": 0},
        )
        return self.page(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close the period; show the form again if it is wrong."""
        officer = officer_of(request)
        form = ClosePeriodForm(request.POST, districts=districts_to_close(officer))
        if form.wants_more_rows(request.POST):
            form.rearrange(today=clock.today())
            return self.page(request, form)
        if not form.is_valid():
            return self.page(request, form, status=422)
        try:
            closing = close_period(**form.cleaned_data, by=officer, at=clock.now())
        except Refused as error:
            form.add_error("through", str(error))
            return self.page(request, form, status=422)
        messages.success(
            request,
            f"{closing.district} is closed through {long_date(closing.through)}, with effect from "
            f"{long_date(closing.takes_effect_on)}.",
        )
        return redirect("report-list")

    def page(self, request: HttpRequest, form: ClosePeriodForm, status: int = 200) -> HttpResponse:
        """Show the closings so far and the form."""
        districts = districts_to_close(officer_of(request))
        closings = Closing.objects.filter(district__in=districts).select_related("district", "by")
        context = {"form": form, "closings": closings.order_by("-through")[:24]}
        return render(request, "reports/period_close.html", context, status=status)
