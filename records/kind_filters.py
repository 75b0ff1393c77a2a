"""What the lists of the kinds add to the filters of every record: choices with none, and order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from records.filters import RecordFilterSet, SeveralFilter

NONE = "none"
"""The value of a parameter that asks for rows without one: operation=none, disposal=none."""

Rows = QuerySet[Any]


class AnyOfFilter(SeveralFilter):
    """Rows with any of the values chosen; the value "none" asks for rows without one."""

    def __init__(
        self,
        field_name: str,
        *,
        label: str,
        choices: Iterable[tuple[str, str]] = (),
        distinct: bool = False,
    ) -> None:
        super().__init__(
            field_name=field_name,
            label=label,
            choices=list(choices),
            distinct=distinct,
            error_messages={"invalid_choice": f"{label}: %(value)s is not on the list"},
        )

    def filter(self, rows: Rows, value: Sequence[str]) -> Rows:
        """Keep the rows with any of the values."""
        if not value:
            return rows
        found = Q(**{f"{self.field_name}__in": [key for key in value if key != NONE]})
        if NONE in value:
            found |= Q(**{f"{self.field_name}__isnull": True})
        return rows.filter(found).distinct() if self.distinct else rows.filter(found)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """List what is offered."""
        choices: list[tuple[str, str]] = self.extra["choices"]
        return choices

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these values; of one value the first label stands."""
        self.extra["choices"] = list(dict(reversed(list(choices))).items())[::-1]


class KindFilterSet(RecordFilterSet):
    """The filters of one kind: those of every record and its own.

    `order` is the order on the panel, `searched_label` names what `q` looks into, `occurred_label`
    the days, and `exempt` the fields of the kind without a filter, each with the reason.
    """

    order: ClassVar[tuple[str, ...]]
    searched_label: ClassVar[str] = "Reference or words"
    occurred_label: ClassVar[str]
    exempt: ClassVar[Mapping[str, str]]
    filters: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["q"].label = self.searched_label
        self.filters["occurred"].label = self.occurred_label
        self.offer()
        order = [name for name in self.order if name in self.filters]
        self.filters = {name: self.filters[name] for name in order}

    def offer(self) -> None:
        """Offer the choices of the filters that the database knows."""

    def filter_queryset(self, rows: Rows) -> Rows:
        """Filter; a parameter that cannot be read finds nothing: a wrong link is no full list."""
        if self.form.errors:
            return rows.none()
        found: Rows = super().filter_queryset(rows)
        return found
