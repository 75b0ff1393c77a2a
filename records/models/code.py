"""Code lists: words of the field kept in the database, with their source and dates."""

from datetime import date
from typing import Generic, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class CodeQuerySet(models.QuerySet[M], Generic[M]):
    """Read a code list as it stood on a day."""

    def valid_on(self, day: date) -> Self:
        """Keep the codes that may be chosen on a day."""
        return self.filter(valid_from__lte=day).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day)
        )


class Code(models.Model):
    """One entry of a code list. A code is never deleted: it retires by date."""

    code = models.SlugField(primary_key=True, max_length=60)
    label = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0, help_text="Order in lists and tables.")
    source = models.CharField(max_length=200, help_text="Law, manual or publication.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="First day no longer; or empty.")
    note = models.TextField(blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        """Each list is a table of its own, so that a wrong list cannot be referred to."""

        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        """Give the label."""
        return self.label


class ReturnReason(Code):
    """Why a supervisor returns or reopens a record; `fields` are ticked when it is chosen."""

    fields = models.JSONField(default=list, blank=True, help_text="Keys of the fields to look at.")
