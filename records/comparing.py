"""Two versions of a record beside each other, as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from accounts.wording import local
from records import versions
from records.content import Entry, differences
from records.models import Record, RecordVersion, Verdict


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that differs."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    material: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs between two versions, and what stayed as it was."""

    heading: str
    before_head: str
    after_head: str
    show_approval: bool
    changes: list[Change]
    unchanged: list[Entry]


def day(moment: datetime) -> str:
    """Give a day without its year, as a table's head: "29 April"."""
    at = local(moment)
    return f"{at.day} {at:%B}"


def compare(
    before: tuple[Entry, ...],
    after: tuple[Entry, ...],
    *,
    heading: str,
    heads: tuple[str, str],
    show_approval: bool = False,
) -> Comparison:
    """Put two versions beside each other under their heads."""
    found = differences(before, after)
    changed = {difference.key for difference in found}
    return Comparison(
        heading=heading,
        before_head=heads[0],
        after_head=heads[1],
        show_approval=show_approval,
        changes=[
            Change(label=one.label, before=one.before, after=one.now, material=one.material)
            for one in found
        ],
        unchanged=[entry for entry in after if entry.key not in changed],
    )


def since_approval(record: Record, now: RecordVersion) -> Comparison | None:
    """Compare with the version that was approved, where that approval is void."""
    approved = versions.last_approved(record) if record.approval_void else None
    if approved is None:
        return None
    decision = record.decisions.filter(verdict=Verdict.APPROVE).order_by("-id")[0]
    return compare(
        versions.content_of(approved),
        versions.content_of(now),
        heading="Changed since it was approved",
        heads=(f"Approved {day(decision.at)}", "Now"),
        show_approval=True,
    )


def since_return(record: Record, now: RecordVersion) -> Comparison | None:
    """Compare with the version that was returned last, if any was."""
    decision = record.decisions.filter(verdict=Verdict.RETURN).order_by("-id").first()
    if decision is None:
        return None
    returned = versions.numbered(record, decision.version)
    return compare(
        versions.content_of(returned),
        versions.content_of(now),
        heading="Changed since it was returned",
        heads=(f"Returned {day(decision.at)}", "Now"),
    )
