"""The form of an operation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.text import slugify

from accounts.form_fields import DateBoxesField
from accounts.models import Officer
from incidents.area_choices import areas_to_choose, with_kind
from operations.actions import SlugTaken
from operations.details import OperationDetails
from operations.forms.people import officers_named
from operations.models import Operation
from records.kind_fields import ManyOfField, WordsField
from records.kind_forms import RecordForm

RESERVED = "none"
"""Lists use this word for records without an operation."""


class OperationForm(RecordForm[OperationDetails, Operation]):
    """An operation as planned; it may start on a day to come."""

    refusals: ClassVar[Mapping[type[Exception], str]] = {SlugTaken: "slug"}

    name = WordsField(subject="name of the operation", max_length=80, help_text="Such as Op Union")
    objective = WordsField(
        subject="objective",
        lines=3,
        help_text="What it is for, in one or two sentences. No names of people",
    )
    starts_on = DateBoxesField(subject="first day", label="First day")
    ends_on = DateBoxesField(
        subject="last day",
        label="Last day",
        required=False,
        help_text="Leave empty while it is open",
    )
    lead = WordsField(
        subject="collar number of the lead",
        label="Led by",
        required=False,
        max_length=60,
        width=10,
        help_text="Collar number, such as 41123",
    )
    areas = ManyOfField(subject="areas", label="Areas", required=False)
    slug = WordsField(
        subject="key in reports",
        label="Key in reports",
        required=False,
        max_length=50,
        width=20,
        help_text="A short word for addresses and data, such as union. "
        "Leave empty to make it from the name",
    )

    @classmethod
    def initial_of(cls, row: Operation) -> dict[str, Any]:
        """Give the values of an operation."""
        return {
            "name": row.name,
            "objective": row.objective,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "lead": row.lead.collar_number if row.lead else "",
            "areas": list(row.areas.all()),
            "slug": row.slug,
        }

    def offer(self) -> None:
        """Offer the areas of the district."""
        held = list(self.held.areas.all()) if self.held else []
        self.offer_rows(
            "areas",
            areas_to_choose(self.writing.district, self.writing.today, held=held),
            words=with_kind,
        )

    def clean_lead(self) -> Officer | None:
        """Find the officer who leads."""
        held = [self.held.lead] if self.held and self.held.lead else []
        text: str = self.cleaned_data["lead"]
        found = officers_named(
            text, district=self.writing.district, day=self.writing.today, held=held
        )
        if len(found) > 1:
            self.add_error("lead", "An operation has one lead. Enter one collar number")
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        """Check the days against each other and make the key."""
        values = self.cleaned_data
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on", "The last day is before the first. Check the days of the operation"
            )
        if "slug" in values and values.get("name"):
            self.check_slug(values["slug"] or slugify(values["name"].removeprefix("Op "))[:50])
        return values

    def check_slug(self, slug: str) -> None:
        """Keep the key, or say what it may be made of."""
        if not slug or slug == RESERVED or slugify(slug) != slug:
            self.add_error(
                "slug",
                f"The key in reports is {slug or 'empty'}. "
                "Enter small letters, digits and hyphens, such as union",
            )
        self.cleaned_data["slug"] = slug

    def details(self) -> OperationDetails:
        """Give the operation as planned."""
        values = self.cleaned_data
        return OperationDetails(
            name=values["name"],
            slug=values["slug"],
            objective=values["objective"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            lead=values["lead"],
            areas=values["areas"],
        )
