"""What the list of logged incidents filters by: `type=<code>` `qualifier=<code>` `area=<pk>`.

The parameters of every kind are in records/filters.py.
"""

from collections.abc import Mapping
from typing import ClassVar

from incidents.area_choices import NAMED, with_kind
from incidents.models import Area, AsbQualifier, IncidentType, LoggedIncident
from records.kind_filters import NONE, AnyOfFilter, KindFilterSet


class LoggedIncidentFilterSet(KindFilterSet):
    """The filters of logged incidents."""

    order = ("q", "occurred", "type", "qualifier", "status", "area", "team", "district")
    facets: ClassVar[Mapping[str, str]] = {**KindFilterSet.facets, "type": "type"}
    searched = ("record__reference", "storm_number")
    searched_label = "Reference or STORM number"
    occurred_label = "Happened"
    exempt: ClassVar[Mapping[str, str]] = {
        "record": "each part of the header has its own filter",
        "place": "free text is read on the record, not searched",
        "description": "free text is read on the record, not searched",
    }

    type = AnyOfFilter("type", label="Type")
    qualifier = AnyOfFilter("qualifier", label="Qualifier")
    area = AnyOfFilter("area", label="Area")

    class Meta:
        """Of logged incidents."""

        model = LoggedIncident
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer types, qualifiers and areas."""
        super().offer()
        self.filters["type"].offer(IncidentType.objects.values_list("code", "label"))
        qualifiers = AsbQualifier.objects.values_list("code", "label")
        self.filters["qualifier"].offer([*qualifiers, (NONE, "None")])
        rows = Area.objects.visible_to(self.officer).filter(kind__in=NAMED).order_by("name")
        named = [(str(area.pk), with_kind(area)) for area in rows.defer("geometry")]
        self.filters["area"].offer([*named, (NONE, "No area")])
