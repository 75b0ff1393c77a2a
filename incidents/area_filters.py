"""What the list of areas filters by.

`kind=ward|lsoa|beat|hotspot` (may repeat) `force=now|ended|later` `district=<slug>` `q=<name or
code>` `sort=name`. The view gives each row `in_force` and `rank`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When

from accounts.models import District
from accounts.roles import Permission
from incidents.area_choices import NAMED
from incidents.models import Area, AreaKind
from records.filters import ListFilterSet, SeveralFilter

NOW, ENDED, LATER = "now", "ended", "later"
IN_FORCE = ((NOW, "In force today"), (ENDED, "Ended"), (LATER, "Not yet in force"))
ORDER = (*NAMED, AreaKind.LSOA)
"""Those that officers know by name come first."""


def as_listed(rows: QuerySet[Area], day: date) -> QuerySet[Area]:
    """Add to each area whether it is in force on a day, and the rank of its kind."""
    in_force = Case(
        When(valid_to__lte=day, then=Value(ENDED)),
        When(valid_from__gt=day, then=Value(LATER)),
        default=Value(NOW),
        output_field=CharField(),
    )
    rank = Case(
        *(When(kind=kind, then=Value(number)) for number, kind in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    return rows.annotate(in_force=in_force, rank=rank).order_by("rank", "name", "pk")


class AreaFilterSet(ListFilterSet):
    """The filters of areas."""

    facets: ClassVar[Mapping[str, str]] = {"kind": "kind"}

    q = django_filters.CharFilter(method="search", label="Name or code")
    kind = SeveralFilter(choices=[(kind, kind.label) for kind in ORDER], label="Kind")
    force = django_filters.ChoiceFilter(
        field_name="in_force", choices=IN_FORCE, label="In force", empty_label="All"
    )
    district = django_filters.ChoiceFilter(
        field_name="district__slug", label="District", empty_label="All districts"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.officer.standing.limit(District.objects.all(), Permission.SEE_AREAS, "pk")
        choices = list(districts.order_by("name").values_list("slug", "name"))
        self.filters["district"].extra["choices"] = choices
        if len(choices) < 2 and not (self.data or {}).get("district"):
            del self.filters["district"]

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the areas whose name or code has the words."""
        words = value.strip()
        return rows.filter(Q(name__icontains=words) | Q(code__icontains=words))
