"""The form of an incident that an officer logs."""

from collections.abc import Mapping
from typing import Any

from accounts.form_fields import DateBoxesField, TimeField
from incidents.area_choices import areas_to_choose, in_kinds
from incidents.logged import LoggedIncidentDetails
from incidents.models import AsbQualifier, IncidentType, LoggedIncident
from records.kind_fields import OneOfField, WordsField
from records.kind_forms import RecordForm, london_parts


class LoggedIncidentForm(RecordForm[LoggedIncidentDetails, LoggedIncident]):
    """An incident that an officer dealt with."""

    type = OneOfField(subject="type of incident", label="Type")
    qualifier = OneOfField(
        subject="qualifier",
        empty="None",
        required=False,
        help_text="For antisocial behaviour: whom it affected",
    )
    happened_on = DateBoxesField(subject="date of the incident", label="Date")
    time = TimeField(subject="incident")
    place = WordsField(
        subject="place",
        max_length=120,
        help_text="Such as Marine Parade. No house numbers, no names of people",
    )
    area = OneOfField(subject="area", empty="No area", required=False)
    storm_number = WordsField(
        subject="STORM number", label="STORM number", required=False, max_length=40, width=20
    )
    description = WordsField(
        subject="description", label="What happened", lines=4, help_text="No names of people"
    )

    @classmethod
    def initial_of(cls, row: LoggedIncident) -> dict[str, Any]:
        """Give the values of an incident."""
        happened_on, time = london_parts(row.record.occurred_at)
        return {
            "type": row.type,
            "qualifier": row.qualifier,
            "happened_on": happened_on,
            "time": time,
            "place": row.place,
            "area": row.area,
            "storm_number": row.storm_number,
            "description": row.description,
        }

    def likely(self) -> Mapping[str, Any]:
        """Fill in today."""
        return {"happened_on": self.writing.today}

    def offer(self) -> None:
        """Offer the areas and codes of the day, and those that are held."""
        held, writing = self.held, self.writing
        area = held.area if held else None
        self.offer_rows(
            "area", areas_to_choose(writing.district, writing.today, held=[area]), group=in_kinds
        )
        self.offer_codes("type", IncidentType, held.type if held else None)
        self.offer_codes("qualifier", AsbQualifier, held.qualifier if held else None)

    def clean(self) -> dict[str, Any]:
        """Make the moment."""
        values = self.cleaned_data
        values["occurred_at"] = self.moment("happened_on", "time")
        self.refuse_future(values["occurred_at"], "time", "The incident")
        return values

    def details(self) -> LoggedIncidentDetails:
        """Give the incident."""
        values = self.cleaned_data
        return LoggedIncidentDetails(
            occurred_at=values["occurred_at"],
            type=values["type"],
            place=values["place"],
            description=values["description"],
            qualifier=values["qualifier"],
            storm_number=values["storm_number"],
            area=values["area"],
        )
