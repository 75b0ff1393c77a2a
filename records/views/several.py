"""Approving several records: what will happen is listed first, then each is checked one by one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from accounts.wording import count, listed, number
from records import actions, queue, rules
from records.kinds import WORDS, marking_of, page_of, title_of
from records.models import Kind, Record, RecordPart, Status
from records.transitions import WrongState
from records.writing import Refused, StaleEdit

MOST = 100
"""How many records are approved in one go."""


class Line(NamedTuple):
    """One record that was chosen: what it is, and why it is left out, "" where it is not."""

    record: Record
    title: str
    url: str
    why_not: str


class ApproveSeveral(PermissionRequired):
    """Approve the records chosen in a list, or those of the queue that have no flags."""

    permission = Permission.DECIDE_RECORDS
    what = "the review queue"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List those of the queue without flags, in its order."""
        officer, at = officer_of(request), clock.now()
        waiting = queue.without_flags(queue.awaiting(officer, at=at))
        return self.confirm(request, list(waiting[:MOST]), reverse("review"))

    def post(self, request: HttpRequest) -> HttpResponse:
        """List what was chosen; once confirmed, approve one by one."""
        if "confirm" in request.POST:
            return self.approve(request)
        officer = officer_of(request)
        keys = [key for text in request.POST.getlist("record")[:MOST] if (key := key_of(text))]
        rows = Record.objects.visible_to(officer).filter(pk__in=keys)
        records = rows.select_related("logged_by", "district", "team").order_by(
            "submitted_at", "id"
        )
        return self.confirm(request, list(records), way_back(request))

    def confirm(self, request: HttpRequest, records: Sequence[Record], back: str) -> HttpResponse:
        """Show the exact total, what is left out, and why."""
        lines = checked(records, officer_of(request))
        ready = [line for line in lines if not line.why_not]
        left = [line for line in lines if line.why_not]
        context = {
            "ready": ready,
            "left": left,
            "heading": f"Approve {in_words(line.record for line in ready)}"
            if ready
            else "Nothing to approve",
            "sentence": sentence(len(lines), len(ready)),
            "button": f"Approve {count(len(ready), 'record')}",
            "next": back,
            "marking": marking_of(records),
        }
        return render(request, "records/approve_several.html", context)

    def approve(self, request: HttpRequest) -> HttpResponse:
        """Approve each in the version that was listed; leave what a rule or someone else stops."""
        officer, at = officer_of(request), clock.now()
        chosen = dict(pair for text in request.POST.getlist("chosen") if (pair := pair_of(text)))
        rows = Record.objects.visible_to(officer).filter(pk__in=list(chosen)[:MOST])
        done, left = 0, []
        for record in rows.order_by("submitted_at", "id"):
            try:
                actions.approve(record=record, version=chosen[record.pk], by=officer, at=at)
            except (Refused, WrongState, StaleEdit) as error:
                left.append(f"{title_of(record)} was left. {error}")
            else:
                done += 1
        if done:
            messages.success(request, f"{count(done, 'record')} approved.")
        for words in left:
            messages.warning(request, words)
        return redirect(way_back(request))


def checked(records: Sequence[Record], officer: Officer) -> list[Line]:
    """Ask the rules about each record, in one query for all."""
    taken = RecordPart.objects.filter(officer=officer, record__in=records)
    parts = set(taken.values_list("record_id", flat=True))
    return [
        Line(record, title_of(record), page_of(record), why_not(record, officer, parts))
        for record in records
    ]


def why_not(record: Record, officer: Officer, parts: set[UUID]) -> str:
    """Say why a record is left out, or nothing."""
    if record.status != Status.SUBMITTED:
        return f"It is {record.get_status_display().lower()}, and does not wait for a decision."
    return rules.why_not_decide(officer=officer, record=record, taken_part=record.pk in parts)


def sentence(chosen: int, ready: int) -> str:
    """Say the totals: "3 chosen. 2 are approved when you confirm. 1 is left out."."""
    left = chosen - ready
    words = f"{number(chosen)} chosen. {number(ready)} will be approved when you confirm."
    return f"{words} {number(left)} will be left out." if left else words


def in_words(records: Iterable[Record]) -> str:
    """Count records by kind: "2 arrests and 1 patrol"."""
    counts: dict[Kind, int] = {}
    for record in records:
        counts[Kind(record.kind)] = counts.get(Kind(record.kind), 0) + 1
    return listed([count(n, WORDS[kind].noun, WORDS[kind].plural) for kind, n in counts.items()])


def way_back(request: HttpRequest) -> str:
    """Lead back to the list from which records were chosen, never off the site."""
    url = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if url and is_own else reverse("review")


def key_of(text: str) -> UUID | None:
    """Read a record's key."""
    try:
        return UUID(text)
    except ValueError:
        return None


def pair_of(text: str) -> tuple[UUID, int] | None:
    """Read a record's key and the version that was listed."""
    key, _, version = text.partition(":")
    found = key_of(key)
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    return (found, int(version)) if found and is_number else None
