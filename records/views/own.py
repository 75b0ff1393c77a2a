"""The pages that an officer starts from: what to log, their own records, and all kinds."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, Refusal, officer_of, refuse
from records.kinds import WORDS, kind_page, kinds_to_log, page_of, title_of
from records.models import Kind, Record, Status
from records.work import mine

PAGE = 25
TABS: Mapping[str, tuple[str, tuple[Status, ...]]] = {
    "finish": ("To finish", (Status.DRAFT, Status.REOPENED)),
    "returned": ("Returned", (Status.RETURNED,)),
    "sent": ("Sent", (Status.SUBMITTED,)),
    "approved": ("Approved", (Status.APPROVED,)),
    "all": ("All", tuple(Status)),
}


class Choice(NamedTuple):
    """One kind that may be logged."""

    label: str
    url: str


class Log(View):
    """The kinds of record that the officer may log, each one tap away."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the kinds; refuse those who log nothing."""
        kinds = kinds_to_log(officer_of(request).standing)
        if not kinds:
            return refuse(
                request,
                Refusal(
                    heading="You cannot log records",
                    rule="Your roles log no kind of record.",
                    who="Officers and supervisors of your district log records.",
                ),
            )
        choices = [
            Choice(WORDS[kind].one.capitalize(), kind_page(kind, "create")) for kind in kinds
        ]
        return render(request, "records/log.html", {"choices": choices})


class Tab(NamedTuple):
    """One tab of an officer's own records."""

    label: str
    url: str
    n: int
    current: bool


class MyRecords(PermissionRequired):
    """The records that the officer logged, by what is to be done with them."""

    permission = Permission.SEE_RECORDS
    what = "your records"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List one tab of them."""
        officer = officer_of(request)
        counts = counts_of(officer)
        tab = request.GET.get("show", "")
        if tab not in TABS:
            tab = next((key for key in ("returned", "finish") if counts[key]), "all")
        records = mine(officer).filter(status__in=TABS[tab][1])
        page = Paginator(records, PAGE).get_page(request.GET.get("page"))
        context = {
            "tabs": [
                Tab(label, f"?show={key}", counts[key], key == tab)
                for key, (label, _) in TABS.items()
            ],
            "records": [(title_of(record), page_of(record), record) for record in page.object_list],
            "page_obj": page,
            "empty_words": f"You have no records under “{TABS[tab][0]}”.",
            "kinds": [
                Choice(words.plural.capitalize(), url)
                for kind, words in WORDS.items()
                if (url := kind_page(kind, "list"))
            ],
        }
        return render(request, "records/mine.html", context)


def counts_of(officer: Officer) -> dict[str, int]:
    """Count the officer's own records under each tab, in one query."""
    rows = Record.objects.visible_to(officer).filter(logged_by=officer).order_by()
    by_status = dict(rows.values_list("status").annotate(n=Count("id")))
    return {
        key: sum(by_status.get(status, 0) for status in statuses)
        for key, (_, statuses) in TABS.items()
    }


SHOWN = (Status.APPROVED, Status.SUBMITTED, Status.RETURNED, Status.REOPENED, Status.DRAFT)


class Line(NamedTuple):
    """One kind and how many of it are in each state; each count leads to its list."""

    label: str
    url: str
    counts: list[tuple[int, str]]


class Records(PermissionRequired):
    """All kinds of record, and how many of each are in which state."""

    permission = Permission.SEE_RECORDS
    what = "records"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Count them in one query."""
        rows = Record.objects.visible_to(officer_of(request)).order_by()
        counts: dict[tuple[str, str], int] = {
            (kind, status): n
            for kind, status, n in rows.values_list("kind", "status").annotate(n=Count("id"))
        }
        lines = [
            Line(
                words.plural.capitalize(),
                url,
                [(counts.get((kind, s), 0), f"{url}?status={s}") for s in SHOWN],
            )
            for kind, words in WORDS.items()
            if (url := kind_page(Kind(kind), "list"))
        ]
        context = {"lines": lines, "states": [status.label for status in SHOWN]}
        return render(request, "records/index.html", context)
