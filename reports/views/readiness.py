"""The ready-meter before a report is frozen, its reminders, and what an officer was told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views import View
from django.views.generic import TemplateView

from accounts import clock
from accounts.models import District
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from records.kinds import WORDS
from records.models import Status
from records.writing import Refused
from reports import charts, mail
from reports.document import Ledger, Part
from reports.health import name_of
from reports.links import of_kind
from reports.models import Message, Schedule
from reports.numerals import listed
from reports.readiness import WITH_AUTHORS, Readiness, next_period, readiness, remind
from reports.renderers.html import url

APPROVED, TO_BE_DECIDED = "Approved", "To be decided"
STEPS = {APPROVED: 1, TO_BE_DECIDED: 3}
"""The shades of the ready-meter: what waits stands well apart from what is approved."""


class ReadinessPage(PermissionRequired, TemplateView):
    """What is outstanding before the next report of a schedule is frozen, and with whom."""

    permission = Permission.SEE_REPORTS
    what = "what is outstanding before a report"
    template_name = "reports/readiness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the schedule that is asked for, else the one that freezes first."""
        context = super().get_context_data(**kwargs)
        rows = Schedule.objects.read_by(officer_of(self.request)).going()
        coming = list(rows.filter(next_at__isnull=False).select_related("district"))
        coming.sort(key=lambda schedule: (str(schedule.next_at), schedule.pk))
        asked = self.request.GET.get("schedule", "")
        schedule = next((one for one in coming if str(one.pk) == asked), None)
        schedule = schedule or next(iter(coming), None)
        due = next_period(schedule) if schedule else None
        if schedule is None or due is None:
            return context
        at = clock.now()
        found = readiness(district=schedule.district, period=due[1], at=at)
        return context | {
            "schedule": schedule,
            "name": name_of(schedule),
            "freezes_at": due[0],
            "found": found,
            "bars": bars(found),
            "kinds": list(kind_lines(found, schedule.district)),
            "others": [(one, name_of(one)) for one in coming if one != schedule],
            "at": at,
        }


def bars(found: Readiness) -> tuple[SafeString, SafeString]:
    """Draw the ready-meter, wide and for a phone."""
    chart = Ledger(
        key="ready-meter",
        title="Records of the period by how far they are",
        description=found.words,
        parts=(
            Part(APPROVED, found.approved),
            Part(TO_BE_DECIDED, found.waiting),
            Part("Not sent", found.unsent, is_unknown=True),
        ),
        table="",
    )
    narrow = replace(chart, key="ready-meter-phone")
    drawn = (
        charts.ledger(chart, steps=STEPS),
        charts.ledger(narrow, width=charts.NARROW, steps=STEPS),
    )
    wide, phone = (mark_safe(svg) for svg in drawn)  # noqa: S308 - made of numbers and our words
    return wide, phone


def kind_lines(found: Readiness, district: District) -> Iterator[dict[str, object]]:
    """Give the counts of each kind, each with the address of the list that holds it."""
    for row in found.kinds:
        words = WORDS[row.kind].plural
        cells = (
            (row.approved, (Status.APPROVED,)),
            (row.waiting, (Status.SUBMITTED,)),
            (row.unsent, WITH_AUTHORS),
        )
        yield {
            "label": words[:1].upper() + words[1:],
            "cells": [
                (count, url(of_kind(row.kind, district.slug, found.period, states)))
                for count, states in cells
            ],
        }


class ReadinessRemind(PermissionRequired, View):
    """Remind an officer or a team's supervisors, at one press."""

    permission = Permission.SEE_REPORTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remind, and lead back to the list."""
        officer = officer_of(request)
        rows = Schedule.objects.read_by(officer).select_related("district")
        schedule = get_object_or_404(rows, pk=pk)
        kind, _, key = request.POST.get("whom", "").partition(":")
        try:
            told = remind(
                schedule=schedule,
                key=int(key) if key.isascii() and key.isdigit() else 0,
                is_team=kind == "team",
                by=officer,
                at=clock.now(),
            )
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Reminded: {listed([str(person) for person in told])}.")
        return redirect(f"{reverse('readiness')}?schedule={schedule.pk}")


class MessagePutAway(View):
    """Take something that an officer was told off their home page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Put it away and lead home."""
        officer = officer_of(request)
        message = get_object_or_404(
            Message.objects.visible_to(officer).select_related("to", "district"), pk=pk
        )
        mail.put_away(message=message, by=officer, at=clock.now())
        return redirect("home")
