"""The form of an engagement event."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from accounts.form_fields import DateBoxesField, TimeField
from incidents.area_choices import areas_to_choose
from incidents.models import AreaKind
from operations.details import EngagementDetails
from operations.forms.people import operations_to_choose
from operations.models import Audience, Counting, Engagement, EngagementType
from records.kind_fields import NumberField, OneOfField, ValueField, WordsField
from records.kind_forms import RecordForm, london_parts

NO_NAMES = "No names of people"


class EngagementForm(RecordForm[EngagementDetails, Engagement]):
    """One event: what, when, where, with whom, and what came of it."""

    needed: ClassVar[Mapping[str, str]] = {"counting": "with a number of people"}

    type = OneOfField(subject="type of event", label="Type")
    held_on = DateBoxesField(subject="date of the event", label="Date")
    start = TimeField(subject="event", label="Time")
    venue = WordsField(
        subject="venue", max_length=120, help_text="Such as The Forum. No names of people"
    )
    area = OneOfField(subject="ward", label="Ward", empty="Not in one ward", required=False)
    operation = OneOfField(subject="operation", empty="No operation", required=False)
    audience = OneOfField(subject="audience")
    attendees = NumberField(
        subject="number of people", label="How many people", required=False, high=1_000_000
    )
    counting = ValueField(
        subject="way of counting",
        label="Counted or estimated",
        choices=Counting.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    under_18 = NumberField(
        subject="number of people under 18",
        label="How many of them under 18",
        required=False,
        high=1_000_000,
        help_text="Leave empty if it was not recorded; 0 means none",
    )
    partner = WordsField(
        subject="partner",
        required=False,
        max_length=120,
        help_text="An organisation, such as Southend Business Improvement District",
    )
    topics = WordsField(subject="topics", required=False, lines=2, help_text=NO_NAMES)
    concerns = WordsField(
        subject="concerns", label="Concerns raised", required=False, lines=3, help_text=NO_NAMES
    )
    promised = WordsField(
        subject="promise", label="Promised", required=False, lines=2, help_text=NO_NAMES
    )
    fed_back_on = DateBoxesField(
        subject="day of the feedback",
        label="Fed back on",
        required=False,
        help_text="When people were told what came of it",
    )

    @classmethod
    def initial_of(cls, row: Engagement) -> dict[str, Any]:
        """Give the values of an event."""
        held_on, start = london_parts(row.record.occurred_at)
        same = (
            "type venue area operation audience attendees counting under_18 partner topics "
            "concerns promised fed_back_on"
        )
        return {name: getattr(row, name) for name in same.split()} | {
            "held_on": held_on,
            "start": start,
        }

    def likely(self) -> Mapping[str, Any]:
        """Fill in today."""
        return {"held_on": self.writing.today}

    def offer(self) -> None:
        """Offer the wards, operations and codes of the day, and those that are held."""
        held, writing = self.held, self.writing
        area = held.area if held else None
        self.offer_rows(
            "area",
            areas_to_choose(writing.district, writing.today, kinds=[AreaKind.WARD], held=[area]),
        )
        self.offer_rows(
            "operation",
            operations_to_choose(writing.district, writing.today, held.operation if held else None),
        )
        self.offer_codes("type", EngagementType, held.type if held else None)
        self.offer_codes("audience", Audience, held.audience if held else None)

    def clean(self) -> dict[str, Any]:
        """Check the moment, the numbers of people and the day of the feedback."""
        values = self.cleaned_data
        values["occurred_at"] = self.moment("held_on", "start")
        self.refuse_future(values["occurred_at"], "start", "The event")
        self.check_people(values.get("attendees"), values.get("under_18"))
        told, held = values.get("fed_back_on"), values.get("held_on")
        if told and held and told < held:
            self.add_error("fed_back_on", "The feedback is before the event. Check both days")
        elif told and told > self.writing.today:
            self.add_error(
                "fed_back_on", "The feedback is still to come. Leave it empty until people are told"
            )
        return values

    def check_people(self, attendees: int | None, under_18: int | None) -> None:
        """Check that the number says how it was found, and that the young are among all."""
        if attendees is not None and not self.cleaned_data.get("counting"):
            self.add_error("counting", "Say whether the people were counted or estimated")
        if attendees is not None and under_18 is not None and under_18 > attendees:
            self.add_error(
                "under_18",
                f"{under_18:,} under 18 is more than the {attendees:,} people there. "
                "Check both numbers",
            )

    def details(self) -> EngagementDetails:
        """Give the event; a way of counting stands only with a number."""
        values = self.cleaned_data
        counted = values["attendees"] is not None
        return EngagementDetails(
            occurred_at=values["occurred_at"],
            type=values["type"],
            audience=values["audience"],
            venue=values["venue"],
            operation=values["operation"],
            area=values["area"],
            attendees=values["attendees"],
            counting=values["counting"] if counted else "",
            under_18=values["under_18"],
            partner=values["partner"],
            topics=values["topics"],
            concerns=values["concerns"],
            promised=values["promised"],
            fed_back_on=values["fed_back_on"],
        )
