"""The history of a record in words: every write, decision and journalled change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from audit import journal
from audit.models import JournalEntry
from records.content import Difference, differences
from records.models import Decision, Record, RecordVersion, Status, Verdict
from records.versions import content_of, latest

TITLES: Mapping[str, str] = {
    "log": "Logged",
    "change": "Changed",
    "submit": "Submitted",
    "approve": "Approved",
    "return": "Returned",
    "reopen": "Reopened",
    "withdraw": "Withdrawn",
    "strike": "Withdrawn by a supervisor",
}
KEPT_ENTRIES: Mapping[str, str] = {"set_retention": "Retention set"}
"""What the journal alone holds, by the last word of its verb."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the history."""

    title: str
    by: str
    at: datetime
    lines: list[str] = field(default_factory=list)


def events_of(record: Record) -> list[Event]:
    """List what happened to a record, newest first, in three queries."""
    versions = list(record.versions.select_related("by").order_by("number"))
    decisions = {
        decision.version + 1: decision
        for decision in record.decisions.select_related("by", "reason")
    }
    entries = journal_of(record)
    reasons = {entry.detail.get("version"): entry.reason for entry in entries if entry.reason}
    labels = labels_of(versions)
    events = []
    before: RecordVersion | None = None
    for version in versions:
        decision = decisions.get(version.number)
        lines = decision_lines(decision, labels) if decision else []
        if not lines and version.number in reasons:
            lines = [reasons[version.number]]
        if version.verb == "change" and before is not None:
            lines = change_lines(differences(content_of(before), content_of(version)))
        events.append(
            Event(
                title=TITLES.get(version.verb, version.verb),
                by=str(version.by),
                at=version.at,
                lines=lines,
            )
        )
        before = version
    events += [event for entry in entries if (event := kept(entry))]
    return sorted(events, key=lambda event: event.at)[::-1]


def journal_of(record: Record) -> list[JournalEntry]:
    """Read the journal's lines about a record, but not who looked at it."""
    found = journal.of(record.kind, record.pk)
    return list(found.exclude(operation__in=["consultation", "disclosure"]))


def kept(entry: JournalEntry) -> Event | None:
    """Make a line of what stands in the journal alone."""
    title = KEPT_ENTRIES.get(entry.verb.rpartition(".")[2])
    if title is None:
        return None
    group, hold = entry.detail.get("group"), entry.detail.get("legal_hold")
    lines = [f"Group {group}, {'under legal hold' if hold else 'no legal hold'}", entry.reason]
    return Event(
        title=title, by=entry.by_label, at=entry.at, lines=[line for line in lines if line]
    )


def came_back(record: Record) -> list[str]:
    """Say why a record that is returned or reopened came back, with the fields to look at."""
    verdict = {Status.RETURNED: Verdict.RETURN, Status.REOPENED: Verdict.REOPEN}.get(
        Status(record.status)
    )
    last = record.decisions.select_related("reason").order_by("-id").first()
    if last is None or last.verdict != verdict:
        return []
    return decision_lines(last, labels_of([latest(record)]))


def labels_of(versions: Iterable[RecordVersion]) -> dict[str, str]:
    """Give the label of every field that ever was in a record."""
    return {row["key"]: row["label"] for version in versions for row in version.content}


def decision_lines(decision: Decision, labels: Mapping[str, str]) -> list[str]:
    """Say why a supervisor decided as they did."""
    lines = [str(decision.reason)] if decision.reason else []
    if decision.fields:
        lines.append("Look at: " + ", ".join(labels.get(key, key) for key in decision.fields))
    return [*lines, decision.note] if decision.note else lines


def change_lines(changes: Iterable[Difference]) -> list[str]:
    """Say what changed: "Place: “Marine Pde”, now “Marine Parade”"."""
    return [
        f"{change.label}: {in_line(change.before)}, now {in_line(change.now)}" for change in changes
    ] or ["Nothing that the record says"]


def in_line(shown: Iterable[str]) -> str:
    """Put the printed lines of a field on one."""
    words = "; ".join(shown)
    return f"“{words}”" if words else "not recorded"
