"""Finding the records of before a period that its ledgers are rolled forward from."""

from django.db.models import Q, QuerySet

from accounts.models import District
from operations.models import (
    Arrest,
    CaseStage,
    Charge,
    Disposal,
    DisposalStage,
    Prosecution,
    Sentence,
)
from records.models import Kind
from reports.periods import Period

CLOSED = (DisposalStage.CHARGED, DisposalStage.OUT_OF_COURT, DisposalStage.ENDED)


def carried(district: District, period: Period, previous: Period) -> Q:
    """Keep the versions of records from before a period that its ledgers need.

    They are arrests and cases that were open when it began, or moved after that, however old; and
    every case charged since the period that is compared with began. What was closed before and has
    not moved since is in no line of a roll-forward.
    """
    before = Q(record__occurred_at__lt=period.starts_at)
    since = Q(record__kind=Kind.PROSECUTION, record__occurred_at__gte=previous.starts_at)
    arrests, cases = open_arrests(district, period), open_cases(district, period)
    still = Q(record__in=arrests.values("pk")) | Q(record__in=cases.values("pk"))
    return before & (since | still)


def open_arrests(district: District, period: Period) -> QuerySet[Arrest]:
    """Find the arrests that are not closed, or have a disposal dated since a period began."""
    later = Disposal.objects.filter(on__gte=period.start)
    closed = Q(latest_disposal__stage__in=CLOSED)
    rows = Arrest.objects.filter(
        record__district=district, record__occurred_at__lt=period.starts_at
    )
    return rows.filter(~closed | Q(pk__in=later.values("arrest")))


def open_cases(district: District, period: Period) -> QuerySet[Prosecution]:
    """Find the cases that are not closed, or took a step since a period began."""
    start = period.start
    moved = Charge.objects.filter(Q(charged_on__gte=start) | Q(resulted_on__gte=start))
    passed = Sentence.objects.filter(passed_on__gte=start)
    waits = Q(stage=CaseStage.BEFORE_COURT) | Q(
        stage=CaseStage.CONVICTED, sentenced_on__isnull=True
    )
    rows = Prosecution.objects.filter(
        record__district=district, record__occurred_at__lt=period.starts_at
    )
    return rows.filter(
        waits
        | Q(pk__in=moved.values("prosecution"))
        | Q(pk__in=passed.values("charge__prosecution"))
    )
