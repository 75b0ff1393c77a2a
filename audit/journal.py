"""The only writer of the journal, and its daily seal."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, QuerySet

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
    **more: Any,
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
    """Chain entries to the digest of the seal before them."""
    total = hashlib.sha256(previous.encode())
    for entry in entries:
        total.update(json.dumps(entry, sort_keys=True, default=str).encode())
    return total.hexdigest()


def rows(*, after: int, to: int) -> Iterator[Mapping[str, Any]]:
    """Read the entries whose keys lie after one key and up to another, in the order of keys."""
    return JournalEntry.objects.filter(id__gt=after, id__lte=to).order_by("id").values().iterator()


@transaction.atomic
def seal(*, day: date) -> Seal:
    """Seal one day that has ended, once; a day that a seal covers already gives that seal.

    A seal covers every entry from the seal before it to the newest entry of its day, whatever
    moment an entry between them bears: no entry falls between two seals. The days since the
    seal before it are sealed with it.
    """
    standing = Seal.objects.filter(day__gte=day).order_by("day").first()
    if standing is not None:
        return standing
    before = Seal.objects.order_by("-day").first()
    after = before.last_entry_id if before else 0
    previous = before.digest if before else ""
    covered = JournalEntry.objects.filter(id__gt=after)
    newest = covered.filter(at__lt=bounds(day)[1]).aggregate(newest=Max("id"))["newest"] or after
    return Seal.objects.create(
        day=day,
        entries=covered.filter(id__lte=newest).count(),
        last_entry_id=newest,
        digest=digest(previous=previous, entries=rows(after=after, to=newest)),
        previous_digest=previous,
    )


def broken_seals() -> list[Seal]:
    """List the seals that the entries no longer bear out, oldest first.

    An entry that was changed, removed or put between others breaks the seal that covers it; a
    seal that was replaced breaks the one after it.
    """
    broken, after, previous = [], 0, ""
    for seal in Seal.objects.order_by("day"):
        found = digest(previous=previous, entries=rows(after=after, to=seal.last_entry_id))
        if found != seal.digest or previous != seal.previous_digest:
            broken.append(seal)
        after, previous = seal.last_entry_id, seal.digest
    return broken
