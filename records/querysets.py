"""Reading the tables of the kinds: each has a `record` that carries what all share."""

from datetime import datetime
from typing import Generic, Self, TypeVar

from django.db import models

from accounts.models import Officer
from accounts.roles import Permission
from records.models.record import Status

M = TypeVar("M", bound=models.Model)


class RecordKindQuerySet(models.QuerySet[M], Generic[M]):
    """Read one kind within an officer's rights; every kind's manager is made from this."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the records of the districts in which the officer may see records."""
        return officer.standing.limit(self, Permission.SEE_RECORDS, "record__district")

    def countable(self) -> Self:
        """Keep the records that reports count: those that stand approved."""
        return self.filter(record__status=Status.APPROVED)

    def within(self, begins: datetime, ends: datetime) -> Self:
        """Keep the records that occurred from one moment up to, not including, another."""
        return self.filter(record__occurred_at__gte=begins, record__occurred_at__lt=ends)

    def with_record(self) -> Self:
        """Fetch the header, its author, team and district in the same query."""
        return self.select_related(
            "record", "record__logged_by", "record__team", "record__district"
        )
