"""Writing and reading what a record said at each write."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from accounts.models import Officer
from records.content import Entry, Json, from_json, to_json
from records.models import Record, RecordVersion, Verdict


def write(
    *,
    record: Record,
    content: Iterable[Entry],
    facts: Mapping[str, Json] | None,
    verb: str,
    by: Officer,
    at: datetime,
) -> RecordVersion:
    """Add the version that the record's number names, with a new content and what it counts as."""
    return RecordVersion.objects.create(
        record=record,
        number=record.version,
        at=at,
        by=by,
        verb=verb,
        status=record.status,
        content=to_json(content),
        facts=facts,
    )


def repeat(*, record: Record, verb: str, by: Officer, at: datetime) -> RecordVersion:
    """Add a version that says the same as the one before, after a move."""
    last = latest(record)
    return write(record=record, content=content_of(last), facts=last.facts, verb=verb, by=by, at=at)


def latest(record: Record) -> RecordVersion:
    """Read the newest version with its officer."""
    return record.versions.select_related("by").order_by("-number")[0]


def last_move(record: Record) -> RecordVersion:
    """Read the newest version that brought the record to where it is, with its officer."""
    moves = record.versions.select_related("by").exclude(verb="change")
    return moves.order_by("-number")[0]


def numbered(record: Record, number: int) -> RecordVersion:
    """Read one version with its officer.

    Raises: RecordVersion.DoesNotExist.
    """
    return record.versions.select_related("by").get(number=number)


def content_of(version: RecordVersion) -> tuple[Entry, ...]:
    """Read what a version says."""
    return from_json(version.content)


def last_approved(record: Record) -> RecordVersion | None:
    """Read the version that was last approved, if any ever was."""
    decision = record.decisions.filter(verdict=Verdict.APPROVE).order_by("-id").first()
    return None if decision is None else numbered(record, decision.version)
