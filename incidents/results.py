"""What became of the files and rows of an import. Knows no geometry: pages may import it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

from accounts import wording
from incidents import confirming
from incidents.models import (
    BUCKETS,
    CrimeOutcome,
    FileState,
    ImportBatch,
    ImportFile,
    Incident,
    IncidentChange,
    MonthInDoubt,
    Presence,
    RejectedRow,
)

PLACES = ("in_areas", "outside", "without_location")


@dataclass
class Outcome:
    """What became of the files of an import."""

    files: list[ImportFile] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    in_doubt: list[MonthInDoubt] = field(default_factory=list)
    unmatched_rows: int = 0
    unmatched_crimes: int = 0

    @property
    def refused(self) -> list[ImportFile]:
        """The files that were refused."""
        return [file for file in self.files if file.state == FileState.REFUSED]

    @property
    def left_aside(self) -> list[ImportFile]:
        """The files that are known not to be meant."""
        return [file for file in self.files if file.state == FileState.ASIDE]

    @property
    def aside_in_words(self) -> str:
        """Say how many files were left aside, and what they are; empty where none was."""
        kinds = sorted(Counter(file.reason for file in self.left_aside).items())
        what = ", ".join(f"{count:,} {kind}" for kind, count in kinds)
        return f"{wording.count(len(self.left_aside), 'file')} left aside: {what}" if kinds else ""

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Count the rejected rows by why they were, the commonest first."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(file.reasons)
        return total.most_common()

    @property
    def taken(self) -> list[ImportFile]:
        """The files that are in."""
        return [file for file in self.files if file.state == FileState.IN]

    def total(self, name: str) -> int:
        """Sum a count over the files."""
        return sum(getattr(file, name) for file in self.files)

    def as_json(self) -> dict[str, object]:
        """Give the result in the form of the command's --json."""
        names = ("read", *BUCKETS)
        return {
            "files": [
                {
                    "path": file.path,
                    "kind": file.kind,
                    "month": month_of(file),
                    **{name: getattr(file, name) for name in (*names, "vanished")},
                }
                for file in self.taken
            ],
            "total": {name: self.total(name) for name in names},
            "vanished": self.total("vanished"),
            "in_doubt": [doubt_as_json(month) for month in self.in_doubt],
            "places": {name: self.total(name) for name in PLACES},
            "reasons": dict(self.reasons),
            "left_aside": [{"path": file.path, "what": file.reason} for file in self.left_aside],
            "refused": [{"path": file.path, "reason": reason_of(file)} for file in self.refused],
            "warnings": self.warnings,
        }


def doubt_as_json(month: MonthInDoubt) -> dict[str, object]:
    """Give a month in doubt in the form of the command's --json."""
    return {
        "path": month.file.path,
        "kind": month.file.kind,
        "force": month.force.name,
        "month": f"{month.month:%Y-%m}",
        "rows": month.rows,
        "reasons": month.reasons,
    }


def month_of(file: ImportFile) -> str | None:
    """Write the month of a file, or its first and last; none where no row was good."""
    first, last = str(file.month or "")[:7], str(file.last_month or "")[:7]
    return (first if first == last else f"{first}/{last}") or None


def reason_of(file: ImportFile) -> str:
    """Write why a file was refused, with the line where there is one."""
    return f"Line {file.line:,}: {file.reason}" if file.line else file.reason


def stored(batch: ImportBatch) -> Outcome:
    """Read what became of a finished import."""
    files = ImportFile.objects.filter(batch=batch).order_by("position")
    unmatched = CrimeOutcome.objects.without_incident().aggregate(
        rows=Sum("times"), crimes=Count("incident_id", distinct=True)
    )
    return Outcome(
        files=list(files),
        warnings=list(batch.warnings),
        in_doubt=list(confirming.waiting_of(batch)),
        unmatched_rows=unmatched["rows"] or 0,
        unmatched_crimes=unmatched["crimes"],
    )


def rows_of(batch: ImportBatch) -> QuerySet[RejectedRow]:
    """Read every row of an import that was rejected or contradictory."""
    rows = RejectedRow.objects.filter(file__batch=batch).select_related("file")
    return rows.order_by("file__position", "line")


def vanished_of(batch: ImportBatch) -> QuerySet[Incident]:
    """Read the incidents that vanished with an import and are not confirmed."""
    listed = IncidentChange.objects.filter(
        batch=batch, field="presence", after=Presence.VANISHED, incident__isnull=False
    )
    rows = Incident.objects.filter(key__in=listed.values("incident"), presence=Presence.VANISHED)
    return rows.select_related("crime_type", "place").order_by("month", "pk")


def page_of(batch: ImportBatch, *, shown: int) -> dict[str, Any]:
    """Read what the page of a finished import shows."""
    outcome = stored(batch)
    rows, settled = rows_of(batch), confirming.settled_of(batch)
    read, in_doubt = outcome.total("read"), sum(month.rows for month in outcome.in_doubt)
    kept = (
        read
        - outcome.total("rejected")
        - sum(month.rows for month in (*outcome.in_doubt, *settled))
    )
    return {
        "outcome": outcome,
        "read": {"count": read, "label": "read"},
        "parts": [{"count": outcome.total(name), "label": name} for name in BUCKETS],
        "kept": kept,
        "rows_in_doubt": in_doubt,
        "settled": settled,
        "totals": {name: outcome.total(name) for name in ("read", *BUCKETS, *PLACES)},
        "rows": rows[:shown],
        "n_rows": rows.count(),
        "n_vanished": vanished_of(batch).count(),
        "n_listed": outcome.total("vanished"),
    }
