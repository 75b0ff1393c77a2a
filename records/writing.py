"""Writing what a record says: what the actions of each kind call inside their transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.clock import LONDON
from accounts.models import Officer, Team
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records import rules, versions
from records.content import Difference, Entry, Json, differences
from records.entries import Section
from records.models import (
    LETTERS,
    Kind,
    PartRole,
    Record,
    RecordPart,
    RecordVersion,
    ReferenceCounter,
    RetentionGroup,
    Status,
)
from records.retention import review_due_on
from records.transitions import DONE, Cause, move
from records.wording import clock_time

OFFICERS = "officers"
"""Key of the entry that names everyone with a part."""


class Refused(Exception):
    """A rule forbids it; the message gives the rule and who can."""


class StaleEdit(Exception):
    """Someone else wrote a newer version; holds the record as it stands."""

    def __init__(self, record: Record) -> None:
        self.record = record
        last = versions.latest(record)
        super().__init__(
            f"{last.by} {DONE[last.verb]} {record.reference} at {clock_time(last.at)}, "
            "after it was opened here. Both versions are shown. Nothing was saved."
        )


class AlreadyLogged(Exception):
    """The same record was sent a second time; holds the one that stands."""

    def __init__(self, record: Record) -> None:
        self.record = record
        super().__init__(f"{record.reference} was already received.")


class OtherDistrict(Exception):
    """A record refers to a row of another district."""


class NoTeam(Exception):
    """The officer has no posting, so that a record of theirs would belong to no team."""


@dataclass(frozen=True)
class Draft:
    """What any kind gives of a record, made by the kind from its details.

    `parts` are (officer, role) besides the author; `missing` are sentences; `facts` are what the
    record counts as, under the names of docs/adr/0201, fit for JSON.
    """

    occurred_at: datetime
    summary: str
    content: tuple[Entry, ...]
    facts: Mapping[str, Json]
    parts: tuple[tuple[Officer, PartRole], ...] = ()
    missing: tuple[str, ...] = ()
    retention_group: RetentionGroup = RetentionGroup.OTHER


def home_team(officer: Officer, permission: Permission) -> Team:
    """Find the team for which the officer logs: the first posting with the permission.

    Raises: NoTeam.
    """
    standing = officer.standing
    districts = standing.grants.get(permission, frozenset())
    team = (
        Team.objects.filter(pk__in=standing.team_ids, district__in=districts)
        .select_related("district")
        .order_by("id")
        .first()
    )
    if team is None:
        raise NoTeam(f"{officer} has no posting in which records are logged.")
    return team


def same_district(team: Team, *district_ids: int | None) -> None:
    """Check that whatever a record refers to belongs to the team's district.

    Raises: OtherDistrict.
    """
    if any(key is not None and key != team.district_id for key in district_ids):
        raise OtherDistrict(f"The record belongs to {team.district} district; choose from it.")


def next_reference(*, kind: Kind, at: datetime) -> str:
    """Give the next short reference of a kind in the year of `at` in Europe/London."""
    year = at.astimezone(LONDON).year
    counters = ReferenceCounter.objects.select_for_update()
    counter, _ = counters.get_or_create(kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{LETTERS[kind]}-{year % 100:02d}-{counter.last:05d}"


def lock(record_id: UUID) -> Record:
    """Fetch a record's row and lock it until the transaction ends."""
    return (
        Record.objects.select_for_update(of=("self",))
        .select_related("district", "logged_by")
        .get(pk=record_id)
    )


def known(*, id: UUID, kind: Kind, by: Officer) -> None:
    """Stop when the key is known: a second sending is the same record.

    Raises: AlreadyLogged, or Refused when the key is that of another record.
    """
    standing = Record.objects.filter(pk=id).first()
    if standing is None:
        return
    if standing.logged_by_id != by.pk or standing.kind != kind:
        raise Refused("This key belongs to another record. Open the form again.")
    raise AlreadyLogged(standing)


def log_record(
    *, id: UUID, kind: Kind, team: Team, draft: Draft, by: Officer, at: datetime
) -> Record:
    """Write a new draft with its parts and first version. Call it inside a transaction.

    Raises: AlreadyLogged when the key is known, Refused when it is another officer's.
    """
    known(id=id, kind=kind, by=by)
    if not rules.may_log(officer=by, district_id=team.district_id):
        raise Refused(f"Logging needs a posting in {team.district} district.")
    reference = next_reference(kind=kind, at=at)
    known(id=id, kind=kind, by=by)  # the counter's lock has let a first sending finish
    record = Record.objects.create(
        id=id,
        reference=reference,
        kind=kind,
        district=team.district,
        team=team,
        logged_by=by,
        logged_at=at,
        occurred_at=draft.occurred_at,
        summary=draft.summary[:300],
        missing=list(draft.missing),
        retention_group=draft.retention_group,
        review_due_on=due_on(draft.retention_group, draft.occurred_at),
    )
    set_parts(record, [(by, PartRole.LOGGED), *draft.parts])
    write_version(record, draft, verb="log", by=by, at=at)
    journal_entry(record, "log", by=by, at=at, operation=Operation.COLLECTION)
    return record


def change_record(
    *, record: Record, version: int, draft: Draft, by: Officer, at: datetime
) -> Record:
    """Write what a record says anew. Call it inside a transaction, after `lock`.

    A change of a material field of an approved record reopens it; the approval stays visible.
    Raises: StaleEdit, Refused.
    """
    if record.version != version:
        raise StaleEdit(record)
    refuse(
        rules.why_not_change(
            officer=by,
            record=record,
            taken_part=has_part_now(record, by),
            decided=record.decisions.filter(by=by).exists(),
        )
    )
    stood = versions.content_of(versions.latest(record))
    officers = tuple(entry for entry in stood if entry.key == OFFICERS)
    changes = differences(stood, (*draft.content, *officers))
    if not changes:
        return record
    if record.status == Status.APPROVED and any(change.material for change in changes):
        labels = ", ".join(change.label for change in changes if change.material)
        move(record, rules.REOPEN, by=by, at=at, cause=Cause(reason=f"Changed: {labels}"))
    refuse(rules.why_not_leave_out(record=record, missing=draft.missing))
    record.occurred_at = draft.occurred_at
    record.review_due_on = due_on(record.retention_group, draft.occurred_at)
    record.summary = draft.summary[:300]
    record.missing = list(draft.missing)
    record.version += 1
    record.save()
    set_parts(record, [(record.logged_by, PartRole.LOGGED), *draft.parts, (by, PartRole.CHANGED)])
    write_version(record, draft, verb="change", by=by, at=at)
    journal_entry(record, "change", by=by, at=at, changes=changes)
    return record


def write_version(
    record: Record, draft: Draft, *, verb: str, by: Officer, at: datetime
) -> RecordVersion:
    """Write what a draft says as the record's newest version, with the moment it counts by."""
    return versions.write(
        record=record,
        content=(*draft.content, officers_entry(record)),
        facts={**draft.facts, "occurred_at": draft.occurred_at.isoformat()},
        verb=verb,
        by=by,
        at=at,
    )


def set_parts(record: Record, wanted: Iterable[tuple[Officer, PartRole]]) -> None:
    """Make the parts in force those that are wanted; a part taken back is kept, dated.

    The author and those who changed the record keep their part.
    Raises: Refused when one of them has decided on the record.
    """
    target = {(officer.pk, role): officer for officer, role in wanted}
    deciders = set(record.decisions.values_list("by_id", flat=True))
    for (officer_id, _), officer in target.items():
        if officer_id in deciders:
            raise Refused(f"{officer} decided on this record and cannot have a part in it.")
    kept = {(part.officer_id, part.role): part for part in record.parts.all()}
    for key, part in kept.items():
        until = None if key in target or part.role == PartRole.CHANGED else record.version
        if part.until_version != until and (part.until_version is None or until is None):
            part.until_version = until
            part.save(update_fields=["until_version"])
    RecordPart.objects.bulk_create(
        RecordPart(record=record, officer=officer, role=role)
        for (officer_id, role), officer in target.items()
        if (officer_id, role) not in kept
        and not (role == PartRole.CHANGED and officer_id == record.logged_by_id)
    )


def officers_entry(record: Record) -> Entry:
    """Write down everyone who has a part in force, as the last entry of a version."""
    parts = record.parts.filter(until_version__isnull=True).select_related("officer")
    return Section("Officers", frozenset()).many(
        OFFICERS,
        "Officers",
        [
            (f"{part.officer}: {part.get_role_display().lower()}", (part.officer, part.role))
            for part in parts.order_by("id")
        ],
    )


def has_part(record: Record, officer: Officer) -> bool:
    """Tell whether the officer has, or ever had, a part in the record."""
    return record.parts.filter(officer=officer).exists()


def has_part_now(record: Record, officer: Officer) -> bool:
    """Tell whether the officer has a part in force: not one that was taken back."""
    return record.parts.filter(officer=officer, until_version__isnull=True).exists()


def due_on(group: int, occurred_at: datetime) -> date:
    """Find when the keeping of a record that occurred at a moment is reviewed."""
    return review_due_on(group=group, contact_on=occurred_at.astimezone(LONDON).date())


def refuse(why: str) -> None:
    """Raise when there is a reason to.

    Raises: Refused.
    """
    if why:
        raise Refused(why)


def journal_entry(
    record: Record,
    verb: str,
    *,
    by: Officer,
    at: datetime,
    operation: Operation = Operation.ALTERATION,
    changes: Sequence[Difference] = (),
) -> None:
    """Write the journal's line about a record: keys of the fields that changed, not their text."""
    journal.write(
        verb=f"{record.kind}.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject=record.kind,
        subject_id=record.pk,
        label=record.reference,
        district=record.district.slug,
        detail={"version": record.version, "fields": [change.key for change in changes]},
    )
