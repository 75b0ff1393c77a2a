"""The only writer of the journal, and its daily seal."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from audit.models import JournalEntry, Operation, Seal

LONDON = ZoneInfo("Europe/London")


class Actor(Protocol):
    """Whoever acts: an officer, or a service account. Named by key and by label."""

    @property
    def pk(self) -> Any:  # noqa: ANN401 - Django leaves the type of a primary key open
        """Key of the account."""

    def __str__(self) -> str:
        """Title and collar number."""


def write(
    *,
    verb: str,
    operation: Operation,
    by: Actor,
    at: datetime,
    subject: str,
    subject_id: object,
    **more: Any,  # noqa: ANN401 - label, district, reason, detail: see the fields of JournalEntry
) -> JournalEntry:
    """Add one entry to the journal.

    `more` takes label, district, reason and detail (a mapping fit for JSON).
    """
    return JournalEntry.objects.create(
        verb=verb,
        operation=operation,
        by_id=str(by.pk),
        by_label=str(by),
        at=at,
        subject=subject,
        subject_id=str(subject_id),
        **more,
    )


def of(subject: str, subject_id: object) -> QuerySet[JournalEntry]:
    """Read the entries about one row, newest first."""
    return JournalEntry.objects.filter(subject=subject, subject_id=str(subject_id))


def bounds(day: date) -> tuple[datetime, datetime]:
    """Give the first moment of a day in Europe/London and the first of the next."""
    begins = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    following = day + timedelta(days=1)
    return begins, datetime(following.year, following.month, following.day, tzinfo=LONDON)


def digest(*, previous: str, entries: Iterable[Mapping[str, Any]]) -> str:
    """Chain the entries of a day to the digest of the seal before it."""
    total = hashlib.sha256(previous.encode())
    for entry in entries:
        total.update(json.dumps(entry, sort_keys=True, default=str).encode())
    return total.hexdigest()


@transaction.atomic
def seal(*, day: date) -> Seal:
    """Seal one day that has ended, once; a second call gives the seal that stands.

    The entries of the days between the last seal and this one are sealed with it.
    """
    standing = Seal.objects.filter(day=day).first()
    if standing is not None:
        return standing
    before = Seal.objects.filter(day__lt=day).order_by("-day").first()
    entries = JournalEntry.objects.filter(
        at__lt=bounds(day)[1], id__gt=before.last_entry_id if before else 0
    ).order_by("id")
    rows = list(entries.values())
    previous = before.digest if before else ""
    return Seal.objects.create(
        day=day,
        entries=len(rows),
        last_entry_id=rows[-1]["id"] if rows else (before.last_entry_id if before else 0),
        digest=digest(previous=previous, entries=rows),
        previous_digest=previous,
    )
