"""The only writer of the journal, and its daily seal.

What changes a row is written in the transaction that changes it. What only reads is noted: a note
waits for no writer, and goes by the spool where the database cannot be written at once (ADR 0104).
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import OperationalError, connection, transaction
from django.db.models import Max, QuerySet

from audit import spool, waiting
from audit.afterwards import Emptying
from audit.models import JournalEntry, Operation, Seal
from audit.spool import Unwritable

logger = logging.getLogger(__name__)

AT_ONCE = 0.1
A_WHILE = 2.0
"""Seconds that a note waits for the database: while it can go by the spool, and when it cannot."""
COLUMNS = (
    *("id", "at", "by_id", "by_label", "operation", "verb", "subject", "subject_id"),
    *("label", "district", "reason", "detail"),
)
"""What an entry says, and a seal covers."""
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
    """Add one entry to the journal, after those that wait in the spool.

    `more` takes label, district, reason and detail (a mapping fit for JSON).
    """
    take_spooled()
    entry = _entry(verb, operation, by, at=at, about=(subject, subject_id), more=more)
    entry.save(force_insert=True)
    return entry


def note(
    *,
    verb: str,
    operation: Operation,
    by: Actor,
    at: datetime,
    subject: str,
    subject_id: object,
    **more: Any,
) -> None:
    """Note that rows were read or handed out, before they are, without waiting for a writer.

    The entry is in the journal, or in the spool and on the disk, when this returns.
    Raises: Unwritable, where it is in neither: nothing may be shown then.
    """
    entry = _entry(verb, operation, by, at=at, about=(subject, subject_id), more=more)
    if spool.is_empty() and _is_written(entry, AT_ONCE):
        return
    try:
        _spool(entry)
    except Unwritable:
        if not _is_written(entry, A_WHILE):
            raise
    else:
        transaction.on_commit(emptying.begin)


def _entry(
    verb: str,
    operation: Operation,
    by: Actor,
    *,
    at: datetime,
    about: tuple[str, object],
    more: Mapping[str, Any],
) -> JournalEntry:
    """Make an entry without writing it."""
    subject, subject_id = about
    return JournalEntry(
        verb=verb,
        operation=operation,
        by_id=str(by.pk),
        by_label=str(by),
        at=at,
        subject=subject,
        subject_id=str(subject_id),
        **more,
    )


def _is_written(entry: JournalEntry, seconds: float) -> bool:
    """Write an entry now if the database can be written in that time; tell whether it was."""
    is_inside = connection.in_atomic_block and connection.vendor == "postgresql"
    try:
        with waiting.at_most(seconds), transaction.atomic() if is_inside else nullcontext():
            entry.save(force_insert=True)
    except OperationalError as error:
        logger.info("The journal could not be written at once: %s", error)
        return False
    return True


def _spool(entry: JournalEntry) -> None:
    """Put an entry into the spool.

    Raises: Unwritable; ValidationError, where the table would not take it.
    """
    entry.clean_fields()
    line = {name: getattr(entry, name) for name in COLUMNS if name != "id"}
    spool.append({**line, "at": entry.at.isoformat(), "uid": uuid4().hex})


def take_spooled() -> int:
    """Write what waits in the spool into the journal, in its order; tell how many lines.

    A line leaves the spool when the transaction commits; one that is in the journal already, of
    a process that was killed in between, is not written again.
    """
    if spool.is_empty():
        return 0
    lines = spool.lines()
    names = {line["uid"] for line in lines}
    with transaction.atomic():
        known = JournalEntry.objects.filter(uid__in=names).values_list("uid", flat=True)
        held = {uid.hex for uid in known if uid}
        fresh = [line for line in lines if line["uid"] not in held]
        JournalEntry.objects.bulk_create(
            [JournalEntry(**{**line, "at": datetime.fromisoformat(line["at"])}) for line in fresh],
            batch_size=500,
            ignore_conflicts=connection.vendor == "postgresql",  # two processes take at once
        )
        transaction.on_commit(partial(spool.drop, names))
    return len(fresh)


emptying = Emptying(take_spooled)
"""Empties the spool of this process's database as soon as it can be written."""


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
    entries = JournalEntry.objects.filter(id__gt=after, id__lte=to).order_by("id")
    yield from entries.values(*COLUMNS).iterator()


@transaction.atomic
def seal(*, day: date) -> Seal:
    """Seal one day that has ended, once; a day that a seal covers already gives that seal.

    A seal covers every entry from the seal before it to the newest entry of its day, whatever
    moment an entry between them bears: no entry falls between two seals. The days since the
    seal before it are sealed with it. What waits in the spool is written first, so that a day is
    sealed with all that was read on it.
    """
    take_spooled()
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
