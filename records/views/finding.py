"""The find box: a record by its reference, or by words of its summary."""

import re
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from audit import journal
from audit.models import Operation
from records.kinds import page_of, title_of
from records.models import Record

MOST = 50
REFERENCE = re.compile(r"([a-z])[\s-]?(\d\d)[\s-]?(\d{1,5})", re.IGNORECASE)


def reference_in(words: str) -> str:
    """Read a reference as it is spoken or typed: a2400412 and A-24-412 are A-24-00412."""
    found = REFERENCE.fullmatch(words.strip())
    return f"{found[1].upper()}-{found[2]}-{found[3]:0>5}" if found else ""


class Find(PermissionRequired):
    """Search the records that the officer may see; the search is written down, with what it found.

    The whole reference of one record opens it.
    """

    permission = Permission.SEE_RECORDS
    what = "the search"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what was found, newest first."""
        words = request.GET.get("q", "").strip()[:100]
        officer = officer_of(request)
        found = search(officer, words)[: MOST + 1] if words else []
        records = list(found)
        if words:
            note(officer, words, records[:MOST])
        if len(records) == 1 and records[0].reference == reference_in(words):
            return redirect(page_of(records[0]))
        return render(request, "records/find.html", shown(words, records))


def search(officer: Officer, words: str) -> Any:  # noqa: ANN401 - a queryset, cut
    """Find records by reference or, every word, in reference and summary."""
    rows = Record.objects.visible_to(officer).select_related("logged_by")
    reference = reference_in(words)
    if reference:
        return rows.filter(reference=reference)
    matches = Q()
    for word in words.split():
        matches &= Q(summary__icontains=word) | Q(reference__icontains=word)
    return rows.filter(matches).order_by("-occurred_at", "id")


def note(officer: Officer, words: str, records: list[Record]) -> None:
    """Write the search down (Data Protection Act 2018 s.62)."""
    journal.note(
        verb="record.find",
        operation=Operation.CONSULTATION,
        by=officer,
        at=clock.now(),
        subject="record",
        subject_id="find",
        label=f"{len(records)} found",
        detail={"query": words, "records": [str(record.pk) for record in records]},
    )


def shown(words: str, records: list[Record]) -> dict[str, Any]:
    """Give what the page shows."""
    is_cut = len(records) > MOST
    return {
        "words": words,
        "records": [(title_of(record), page_of(record), record) for record in records[:MOST]],
        "n": f"More than {MOST}" if is_cut else str(len(records)),
        "is_one": len(records) == 1,
        "is_cut": is_cut,
    }
