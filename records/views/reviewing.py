"""What a supervisor sees of the queue and of a record in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse

from accounts.clock import LONDON
from accounts.models import Officer
from accounts.wording import age, count, number
from records import queue, rules, versions
from records.comparing import Comparison, compare, since_approval, since_return
from records.content import Entry, sections
from records.filters import midnight
from records.forms import GroundsForm
from records.kinds import marking_of, page_of, title_of
from records.models import Decision, Record, RecordVersion
from records.steps import standpoint

if TYPE_CHECKING:
    from django.core.paginator import Page

    from records.queue import Queued

PAGE = 25


class Item(NamedTuple):
    """One record of the queue, as its list shows it."""

    title: str
    url: str
    age: str
    state: str
    why: str
    who: str
    summary: str
    current: bool


class Check(NamedTuple):
    """One check that the system made, in words."""

    passed: bool
    words: str


class Shown(NamedTuple):
    """One page of the queue."""

    page: "Page[UUID]"
    records: "list[Queued]"


@dataclass
class Desk:
    """The queue of one supervisor at one moment: its keys are read once, its rows a page a time."""

    officer: Officer
    at: datetime
    keys: list[UUID] = field(init=False)
    n_without_flags: int = field(init=False)

    def __post_init__(self) -> None:
        rows = queue.awaiting(self.officer, at=self.at)
        read = list(rows.values_list("pk", "took_part", "approval_void", "is_again"))
        self.keys = [key for key, *_ in read]
        self.n_without_flags = sum(not any(flags) for _, *flags in read)

    def page(self, wanted: str, current: UUID | None = None) -> Shown:
        """Read the page that was asked for, or else the one on which a record stands."""
        if not wanted and current in self.keys:
            wanted = str(self.keys.index(current) // PAGE + 1)
        page = Paginator(self.keys, PAGE).get_page(wanted)
        rows = queue.awaiting(self.officer, at=self.at).filter(pk__in=list(page.object_list))
        return Shown(page, list(rows))

    def item(self, record: "Queued", current: UUID) -> Item:
        """Make a line of the list."""
        again = queue.state_in_words(approval_void=record.approval_void, is_again=record.is_again)
        why = queue.reason(record, at=self.at)
        return Item(
            title=title_of(record),
            url=reverse("review-record", args=[record.pk]),
            age=age(record.submitted_at or record.logged_at, self.at),
            state="reopened" if record.approval_void else "submitted",
            why=why if again == "Submitted" else f"{again}. {why}",
            who=f"{record.logged_by}, {record.team}",
            summary=record.summary,
            current=record.pk == current,
        )

    def context(self, record: Record, shown: Shown) -> dict[str, Any]:
        """Give what the page shows, with a record open."""
        return {
            "queue": [self.item(row, record.pk) for row in shown.records],
            "page_obj": shown.page,
            "n_waiting": len(self.keys),
            "n_without_flags": self.n_without_flags,
            "place": self.place(record.pk),
            **record_context(record, self.officer, self.at),
            "marking": marking_of([record, *shown.records]),
        }

    def place(self, key: UUID) -> str:
        """Say where in the queue a record stands: "1 of 12"."""
        if key not in self.keys:
            return ""
        return f"{number(self.keys.index(key) + 1)} of {number(len(self.keys))}"


def record_context(record: Record, officer: Officer, at: datetime) -> dict[str, Any]:
    """Give what a supervisor sees of one record."""
    now = versions.latest(record)
    stands = standpoint(record, officer)
    comparison = since_approval(record, now) or since_return(record, now)
    content = versions.content_of(now)
    returned = record.decisions.filter(verdict="return").exists()
    form = return_form(record, at, content=content)
    return {
        "record": record,
        "title": title_of(record),
        "record_url": page_of(record),
        "state_words": queue.state_in_words(approval_void=record.approval_void, is_again=returned),
        "comparison": comparison,
        "sections": sections(content),
        "checks": checks(record, stands.ever_part, officer, at),
        "refusal": rules.why_not_decide(
            officer=officer, record=record, taken_part=stands.ever_part
        ),
        "return_form": form,
        "fields_of_reasons": form.fields_of_reasons,
        "return_open": False,
        "hidden_fields": [("version", str(record.version))],
        "approve_url": reverse("review-approve", args=[record.pk]),
        "return_url": reverse("review-return", args=[record.pk]),
        "at": at,
    }


def return_form(
    record: Record,
    at: datetime,
    data: QueryDict | None = None,
    *,
    content: tuple[Entry, ...] | None = None,
) -> GroundsForm:
    """Make the form with which a record is returned; `content` is what it says, if it was read."""
    return GroundsForm(
        data,
        entries=content or versions.content_of(versions.latest(record)),
        day=at.astimezone(LONDON).date(),
        author=record.logged_by,
    )


def checks(record: Record, taken_part: bool, officer: Officer, at: datetime) -> list[Check]:
    """List the checks that were made, each in words."""
    is_own = record.logged_by_id == officer.pk
    found = [
        Check(not is_own, "You logged it" if is_own else "You did not log it"),
        Check(not taken_part, "You took part in it" if taken_part else "You took no part in it"),
        Check(not record.missing, " ".join(record.missing) or "Nothing that it needs is missing"),
    ]
    if record.occurred_at < queue.near_end_before(at):
        found.append(Check(False, queue.month_in_words(record.occurred_at, at=at)))
    return found


def since_seen(record: Record, number: int, now: RecordVersion) -> Comparison | None:
    """Compare with the version that was on the screen when someone else changed the record."""
    seen = record.versions.filter(number=number).first()
    if seen is None:
        return None
    return compare(
        versions.content_of(seen),
        versions.content_of(now),
        heading="Changed since you opened it",
        heads=("When you opened it", "Now"),
    )


def nothing_waits(officer: Officer, at: datetime) -> dict[str, Any]:
    """Say that the queue is empty, and how many records the officer decided today."""
    begins = midnight(at.astimezone(LONDON).date())
    decided = Decision.objects.filter(
        by=officer, at__gte=begins, at__lt=begins + timedelta(days=1)
    ).count()
    return {
        "queue": [],
        "marking": "OFFICIAL",
        "empty_words": f"You decided {count(decided, 'record')} today. "
        "New records arrive here as officers send them.",
    }
