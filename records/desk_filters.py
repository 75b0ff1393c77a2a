"""The filter of the records desk by which records are found whose keeping is to be reviewed."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest

from accounts.desk import ModelAdmin

SOON = timedelta(days=90)
DUE, SOON_DUE, HELD, LATER = "due", "soon", "held", "later"
REVIEWS = (
    (DUE, "Review due"),
    (SOON_DUE, f"Due within {SOON.days} days"),
    (HELD, "Under legal hold"),
    (LATER, "Due later"),
)
"""What the keeping of a record asks for; a record under legal hold is kept whatever the day."""


def with_review(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Add to each row of a kind which of the reviews it is in on a day."""
    review = Case(
        When(record__legal_hold=True, then=Value(HELD)),
        When(record__review_due_on__lte=day, then=Value(DUE)),
        When(record__review_due_on__lte=day + SOON, then=Value(SOON_DUE)),
        default=Value(LATER),
        output_field=CharField(),
    )
    found: QuerySet[Any] = rows.annotate(review=review)
    return found


class ReviewDue(admin.SimpleListFilter):
    """Records whose review is due, comes soon, or waits for a legal hold to end."""

    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """Offer the reviews."""
        return list(REVIEWS)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the records of the review chosen."""
        return queryset.filter(review=self.value()) if self.value() else queryset
