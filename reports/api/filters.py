"""The filters of editions, figures and requests to compile: one set of words for all three."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from reports.models import Edition


class PeriodFilterSet(django_filters.FilterSet):  # type: ignore[misc] # django-filter ships no types
    """Keep what is of a report, a district, a subject, and of periods within some days."""

    definition = django_filters.CharFilter()
    district = django_filters.CharFilter(field_name="district__slug")
    subject = django_filters.CharFilter()
    start_from = django_filters.DateFilter(field_name="start", lookup_expr="gte")
    end_to = django_filters.DateFilter(field_name="end", lookup_expr="lte")


class EditionFilterSet(PeriodFilterSet):
    """Keep editions; `every=yes` gives also those that a later edition replaced."""

    every = django_filters.ChoiceFilter(
        choices=[("yes", "yes"), ("no", "no")], method="with_replaced", empty_label=None
    )

    def with_replaced(self, rows: QuerySet[Edition], name: str, value: str) -> QuerySet[Edition]:
        """Keep every edition; what is newest is kept by the view."""
        return rows

    @property
    def found(self) -> QuerySet[Edition]:
        """Give what the filters keep, the newest edition of each period unless every is wanted."""
        rows: QuerySet[Edition] = self.qs
        return rows if self.form.cleaned_data.get("every") == "yes" else newest(rows)


def newest(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """Keep the editions that no later edition of the same period replaced."""
    same = {
        field: OuterRef(field) for field in ("definition", "district", "start", "end", "subject")
    }
    later = Edition.objects.filter(**same, number__gt=OuterRef("number"))
    return rows.exclude(Exists(later))
