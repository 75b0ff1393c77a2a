"""Reading the evidence of a report from the database as it is now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, Count, F, Max, Q, QuerySet, Sum

from accounts.models import District, Force
from incidents.models import (
    Area,
    AreaKind,
    AsbQualifier,
    BatchState,
    Coverage,
    CrimeOutcome,
    CrimeType,
    FileKind,
    ImportBatch,
    Incident,
    IncidentChange,
    MonthlyCount,
    Presence,
)
from operations.models import (
    ChargeResult,
    DisposalType,
    OffenceGroup,
    OrderType,
    Patrol,
    SentenceType,
)
from records.models import Code, Kind, RecordVersion
from reports import outcomes
from reports.carrying import carried
from reports.evidence import (
    Batch,
    CodeLine,
    CodeTable,
    DatedDefinition,
    Evidence,
    Fact,
    HarmLine,
    HarmTableRead,
    MonthCount,
    Named,
    PoliceCounts,
    Publisher,
    Surroundings,
)
from reports.ground_held import ground_of
from reports.models import HarmTable, MeasureDefinition
from reports.periods import Period, shift_months
from reports.police_rows import rejected_rows
from reports.series import history
from reports.solved import FOLLOW_UP

SNAPSHOT = "snapshot"
"""The database alias that sees one state of the data from the first figure to the last."""

CODE_TABLES: tuple[type[Code], ...] = (
    OffenceGroup,
    DisposalType,
    ChargeResult,
    CrimeType,
    AsbQualifier,
    SentenceType,
    OrderType,
)
AREA = ("pk", "name", "kind", "code", "valid_from", "valid_to")
COLUMNS = (
    "record_id",
    "number",
    "record__kind",
    "record__reference",
    "status",
    "facts",
)


class NoFacts(LookupError):
    """A version was written before versions carried what they count as."""


@dataclass(frozen=True)
class Scope:
    """A district, the period reported on and the period it is compared with.

    `operation` is the slug of the one operation to read, empty for the whole district.
    """

    district: District
    period: Period
    previous: Period
    operation: str = ""

    @classmethod
    def of(cls, district: District, period: Period) -> "Scope":
        """Compare a period with the same one a year earlier."""
        return cls(district=district, period=period, previous=period.previous())

    @property
    def either(self) -> Q:
        """Keep the records that occurred in either period."""
        return Q(
            record__occurred_at__gte=self.period.starts_at,
            record__occurred_at__lt=self.period.ends_at,
        ) | Q(
            record__occurred_at__gte=self.previous.starts_at,
            record__occurred_at__lt=self.previous.ends_at,
        )

    @property
    def charted(self) -> Q:
        """Keep the arrests of the months that say what the usual variation is."""
        months = history(self.period) if self.period.is_whole_months else self.period
        return Q(
            record__kind=Kind.ARREST,
            record__occurred_at__gte=months.starts_at,
            record__occurred_at__lt=months.ends_at,
        )


def collect(scope: Scope) -> Evidence:
    """Read everything that a report of a scope is computed from, as it stands.

    Raises: NoFacts.
    """
    return Evidence(around=surroundings(scope), facts=tuple(facts(newest_versions(scope))))


def newest_versions(scope: Scope) -> QuerySet[RecordVersion]:
    """Read the newest version of each record of either period, and of all operations.

    Arrests are read of three years, which say what the usual variation is. A patrol belongs to
    every period that it touches. What was open when the period began is read for the ledgers,
    however old. Of one operation, all that was logged against it since it began is read, and
    nothing else.
    """
    if scope.operation:
        return versions_of_the_operation(scope)
    now, then = scope.period, scope.previous
    patrols = Patrol.objects.filter(record__district=scope.district)
    touching = patrols.overlapping(now.starts_at, now.ends_at) | patrols.overlapping(
        then.starts_at, then.ends_at
    )
    rows = RecordVersion.objects.using(SNAPSHOT).filter(
        record__district=scope.district, number=F("record__version")
    )
    others = Q(record__kind=Kind.OPERATION) | Q(record__in=touching.values("pk"))
    carried_in = carried(scope.district, now, then)
    return rows.filter(scope.either | scope.charted | others | carried_in)


def versions_of_the_operation(scope: Scope) -> QuerySet[RecordVersion]:
    """Read the newest version of an operation, and of each record that is part of it."""
    mine = Q(record__operation__slug=scope.operation)
    for kind in ("patrol", "arrest", "prosecution", "engagement"):
        mine |= Q(**{f"record__{kind}__operation__slug": scope.operation})
    rows = RecordVersion.objects.using(SNAPSHOT).filter(
        record__district=scope.district, number=F("record__version")
    )
    return rows.filter(mine, record__occurred_at__lt=scope.period.ends_at)


def facts(versions: QuerySet[RecordVersion]) -> Iterator[Fact]:
    """Turn versions into facts, in the order of their references.

    They are asked for at once: through a cursor PostgreSQL chooses a plan for the first few.
    Raises: NoFacts.
    """
    rows = versions.order_by("record__reference").values_list(*COLUMNS)
    for record, number, kind, reference, status, values in rows:
        if values is None:
            raise NoFacts(f"{reference} was written before versions could be counted. Save it.")
        yield Fact(str(record), number, kind, reference, status, values)


def surroundings(scope: Scope) -> Surroundings:
    """Read what a report needs besides the records."""
    areas = Area.objects.using(SNAPSHOT).filter(district=scope.district)
    areas = areas.exclude(kind=AreaKind.LSOA)
    return Surroundings(
        district_slug=scope.district.slug,
        district_name=scope.district.name,
        force_slug=scope.district.force.slug,
        service=settings.SITE_NAME,
        period=scope.period,
        previous=scope.previous,
        police=police_counts(scope),
        codes=tuple(CodeTable(model.__name__, code_lines(model)) for model in CODE_TABLES),
        areas=tuple(
            Named(str(key), *rest) for key, *rest in areas.order_by("pk").values_list(*AREA)
        ),
        subject=scope.operation,
        carried=True,
        harm=harm_table(scope),
        definitions=definition_lines(scope.period),
        ground=ground_of(
            scope.district,
            period=scope.period,
            previous=scope.previous,
            read=history(scope.period) if scope.period.is_whole_months else scope.period,
            using=SNAPSHOT,
        ),
    )


def harm_table(scope: Scope) -> HarmTableRead | None:
    """Read the newest harm table of the force, which is frozen with the edition."""
    tables = HarmTable.objects.using(SNAPSHOT).filter(force=scope.district.force)
    table = tables.order_by("-number").first()
    if table is None:
        return None
    rows = table.scores.using(SNAPSHOT).order_by("code", "valid_from")
    return HarmTableRead(
        name=table.name,
        number=table.number,
        digest=table.sha256,
        lines=tuple(
            HarmLine(row.code, row.title, format(row.days, "f"), row.source, row.valid_from)
            for row in rows
        ),
    )


def definition_lines(period: Period) -> tuple[DatedDefinition, ...]:
    """Read every version of every measure that has begun by the end of a period, in order."""
    rows = MeasureDefinition.objects.using(SNAPSHOT).filter(valid_from__lt=period.end)
    names = [field.name for field in fields(DatedDefinition)]
    return tuple(
        DatedDefinition(*row) for row in rows.order_by("key", "version").values_list(*names)
    )


def code_lines(model: type[Code]) -> tuple[CodeLine, ...]:
    """Read a code list in its order."""
    return tuple(
        CodeLine(
            code=row.code,
            label=row.label,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            stage=str(getattr(row, "stage", "") or getattr(row, "counts_as", "")),
        )
        for row in model._default_manager.using(SNAPSHOT).all()
    )


def police_counts(scope: Scope) -> PoliceCounts:
    """Read the counts of police data of both periods, and of the three years to the period's end.

    Nothing for parts of months.
    """
    if not scope.period.is_whole_months:
        own = [scope.district.force.slug]
        return PoliceCounts(rejected=rejected(scope, own), batches=batches(own))
    counts = MonthlyCount.objects.using(SNAPSHOT).filter(_months(scope))
    found = publishers(scope)
    slugs = [publisher.slug for publisher in found]
    gone = Incident.objects.using(SNAPSHOT).filter(
        presence=Presence.LEFT_OUT,
        district=scope.district,
        month__gte=scope.period.start,
        month__lt=scope.period.end,
    )
    return PoliceCounts(
        by_month=_counts(counts.filter(district=scope.district), Sum("count")),
        unplaced=_counts(counts.filter(force__slug__in=slugs, located=False), Sum("count")),
        covered=found[0].covered,
        vanished=_counts(gone, Count("pk")),
        rejected=rejected(scope, slugs),
        batches=batches(slugs),
        publishers=found,
        last_incident=_last(Incident.objects.all()),
        last_change=_last(IncidentChange.objects.all()),
        **solved_counts(scope, slugs),
    )


def publishers(scope: Scope) -> tuple[Publisher, ...]:
    """List the district's own force and those whose rows lie in it, with what they cover.

    By name after the own; a force that covers a month without a row in the district found none.
    """
    counts = MonthlyCount.objects.using(SNAPSHOT).filter(_months(scope), district=scope.district)
    own = scope.district.force
    forces = Force.objects.using(SNAPSHOT).filter(pk__in=[*counts.values_list("force", flat=True)])
    others = forces.exclude(pk=own.pk).order_by("name")
    rows = Coverage.objects.using(SNAPSHOT).filter(_months(scope), force__in=[own, *others])
    held: dict[tuple[int, str], set[date]] = defaultdict(set)
    for force, kind, month in rows.values_list("force", "kind", "month"):
        held[force, kind].add(month)
    return tuple(
        Publisher(
            slug=force.slug,
            name=force.name,
            covered=tuple(sorted(held[force.pk, FileKind.STREET])),
            outcome_months=tuple(sorted(held[force.pk, FileKind.OUTCOMES])),
        )
        for force in (own, *others)
    )


def solved_counts(scope: Scope, forces: Sequence[str]) -> dict[str, Any]:
    """Read which crimes are solved; nothing where no outcomes file is of either period."""
    either = _within(scope.period) | _within(scope.previous)
    if not outcomes.covered_months(scope.district, either, SNAPSHOT):
        return {}
    sides = (scope.previous, scope.period)
    shown = history(scope.period)
    read = Period(shown.start, shift_months(shown.end, FOLLOW_UP))
    given, by_month = outcomes.given_counts(scope.district, shown, sides, forces, SNAPSHOT)
    months = [month.start for one in sides for month in one.months()]
    return {
        "solved": outcomes.solved_by_month(scope.district, either, SNAPSHOT),
        "solved_early": outcomes.solved_early(scope.district, months, SNAPSHOT),
        "given": given,
        "given_by_month": by_month,
        "is_by_place": True,
        "outcome_months": outcomes.covered_months(scope.district, _within(read), SNAPSHOT),
        "last_outcome": _last(CrimeOutcome.objects.all()),
    }


def _within(period: Period) -> Q:
    return Q(month__gte=period.start, month__lt=period.end)


def _last(rows: QuerySet[Any]) -> int:
    return rows.using(SNAPSHOT).aggregate(last=Max("pk"))["last"] or 0


def _months(scope: Scope) -> Q:
    return _within(history(scope.period)) | _within(scope.previous)


def _counts(rows: QuerySet[Any], n: Aggregate) -> tuple[MonthCount, ...]:
    found = rows.order_by().values_list("month", "crime_type", "force__slug").annotate(n=n)
    ordered = sorted(found, key=lambda row: (row[0], row[1] or "", row[2]))
    return tuple(MonthCount(month, kind, n, force) for month, kind, force, n in ordered)


def rejected(scope: Scope, forces: Sequence[str]) -> int:
    """Count the rows of the period's street files that imports of some forces rejected."""
    return rejected_rows(forces, scope.period).using(SNAPSHOT).count()


def batches(forces: Sequence[str]) -> tuple[Batch, ...]:
    """List the finished imports that brought rows of some forces, by slug, in order."""
    brought = Coverage.objects.filter(force__slug__in=forces)
    rows = ImportBatch.objects.using(SNAPSHOT).filter(
        state=BatchState.DONE, pk__in=brought.values("batch")
    )
    return tuple(
        Batch(number, digest) for number, digest in rows.order_by("pk").values_list("pk", "digest")
    )
