"""The form of an arrest."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django import forms

from accounts.form_fields import DateBoxesField, RowsField, TimeField
from accounts.models import Officer
from incidents.area_choices import areas_to_choose, in_kinds
from operations.actions import CustodyNumberTaken
from operations.details import ArrestDetails, DatedDisposal, Offence
from operations.forms.necessity import NecessityField
from operations.forms.people import (
    last_patrol_of,
    officers_named,
    operations_to_choose,
    patrols_to_choose,
    subject_named,
)
from operations.models import (
    Arrest,
    DisposalType,
    NecessityCriterion,
    OffenceGroup,
    OfficerDefinedEthnicity,
    Patrol,
    SelfDefinedEthnicity,
    Sex,
    Subject,
)
from records.kind_fields import NumberField, OneOfField, ValueField, WordsField, codes
from records.kind_forms import RecordForm, RecordRow, london_parts
from records.moments import NoSuchTime, nearest_to
from records.wording import clock_time, day_in_words, moment_in_words

NOT_YET_KNOWN = "Not yet known"
SAME_SHIFT = timedelta(hours=12)
"""How long after its end a patrol is likely the one of the arrest."""


class OffenceRow(RecordRow):
    """One offence of an arrest."""

    group = OneOfField(subject="offence group", label="Offence group")
    wording = WordsField(
        subject="wording", required=False, max_length=200, help_text="Such as Possess Class B"
    )


class DisposalRow(RecordRow):
    """What became of the arrest on a day."""

    type = OneOfField(subject="disposal", label="Disposal")
    on = DateBoxesField(subject="day of the disposal", label="Day")

    def clean(self) -> dict[str, Any]:
        """Refuse a day to come."""
        self.refuse_future("on", "The disposal")
        return self.cleaned_data


def patrol_in_words(patrol: Patrol) -> str:
    """Name a patrol so that it can be chosen: reference, when, where."""
    where = patrol.area or patrol.operation or "no area"
    return (
        f"{patrol.record.reference}, {day_in_words(patrol.started_at)}, "
        f"{clock_time(patrol.started_at)} to {clock_time(patrol.ended_at)}, {where}"
    )


class ArrestForm(RecordForm[ArrestDetails, Arrest]):
    """One arrest of one person. What is not yet known stays empty, and may be given later."""

    refusals: ClassVar[Mapping[type[Exception], str]] = {CustodyNumberTaken: "custody_number"}
    needed: ClassVar[Mapping[str, str]] = {"offences": "", "necessities": ""}

    arrested_on = DateBoxesField(subject="date of the arrest", label="When")
    time = TimeField(subject="arrest")
    operation = OneOfField(subject="operation", empty="No operation", required=False)
    patrol = OneOfField(subject="patrol", empty="No patrol", required=False)
    place = WordsField(
        subject="place of the arrest",
        label="Place",
        max_length=120,
        help_text="Such as Marine Parade. No house numbers, no names of people",
    )
    area = OneOfField(subject="area", empty="No area", required=False)
    arresting_officer = WordsField(
        subject="collar number of the arresting officer",
        label="Arresting officer",
        max_length=60,
        width=10,
        help_text="Collar number, such as 41123",
    )
    custody_number = WordsField(
        subject="custody number",
        label="Custody number",
        required=False,
        max_length=20,
        width=10,
        help_text="Such as 50/4471. Leave empty if there is none yet",
    )
    offences = RowsField(
        OffenceRow,
        noun="offence",
        label="Offences",
        required=False,
        help_text="The most serious first",
    )
    necessities = NecessityField(
        label="Why was the arrest necessary?",
        required=False,
        help_text="Choose all that apply (Code G 2.9). No names of people",
    )
    age_at_event = NumberField(
        subject="age",
        label="Age at arrest",
        required=False,
        high=120,
        help_text="In years. Leave empty if it is not yet known",
    )
    sex = ValueField(subject="sex", choices=Sex.choices, widget=forms.RadioSelect)
    self_defined_ethnicity = OneOfField(
        subject="self-defined ethnicity",
        label="Self-defined ethnicity",
        empty=NOT_YET_KNOWN,
        required=False,
        help_text="As the person said. Not stated: the person was asked and did not say",
    )
    officer_defined_ethnicity = OneOfField(
        subject="officer-defined ethnicity",
        label="Officer-defined ethnicity",
        empty=NOT_YET_KNOWN,
        required=False,
    )
    subject = WordsField(
        subject="person’s reference",
        label="Person’s reference",
        required=False,
        max_length=12,
        width=10,
        help_text="Such as K7F3-9QWX, of a person who is in another record. "
        "Leave empty for a new person. No names",
    )
    disposals = RowsField(
        DisposalRow,
        noun="disposal",
        label="Disposals",
        required=False,
        help_text="Add each when it is known. Without one the arrest counts as not yet recorded",
    )
    note = WordsField(subject="note", required=False, lines=3, help_text="No names of people")

    @classmethod
    def initial_of(cls, row: Arrest) -> dict[str, Any]:
        """Give the values of an arrest."""
        arrested_on, time = london_parts(row.record.occurred_at)
        same = (
            "operation patrol place area custody_number age_at_event sex "
            "self_defined_ethnicity officer_defined_ethnicity note"
        )
        return {name: getattr(row, name) for name in same.split()} | {
            "arrested_on": arrested_on,
            "time": time,
            "arresting_officer": row.arresting_officer.collar_number,
            "subject": row.subject.reference if row.subject else "",
            "offences": [{"group": o.group, "wording": o.wording} for o in row.offences.all()],
            "necessities": {n.criterion_id: n.explanation for n in row.necessities.all()},
            "disposals": [{"type": d.type, "on": d.on} for d in row.disposals.order_by("position")],
        }

    def likely(self) -> Mapping[str, Any]:
        """Fill in today and the officer; the operation and area of a patrol that is just over."""
        writing = self.writing
        likely: dict[str, Any] = {
            "arrested_on": writing.today,
            "arresting_officer": writing.by.collar_number,
            "offences": [{}],
        }
        patrol = last_patrol_of(writing.by)
        if patrol is None or writing.at - patrol.ended_at > SAME_SHIFT:
            return likely
        return likely | {
            "patrol": patrol,
            "operation": patrol.operation,
            "area": patrol.area,
            "arrested_on": london_parts(patrol.started_at)[0],
        }

    def offer(self) -> None:
        """Offer what the district and the day have, and what is held."""
        held, writing = self.held, self.writing
        district, today = writing.district, writing.today
        self.offer_rows(
            "operation", operations_to_choose(district, today, held.operation if held else None)
        )
        area = held.area if held else None
        self.offer_rows("area", areas_to_choose(district, today, held=[area]), group=in_kinds)
        patrol = held.patrol if held else None
        patrols = patrols_to_choose(district, by=writing.by, at=writing.at, held=patrol)
        self.offer_rows("patrol", patrols, words=patrol_in_words)
        self.offer_person_codes(held)
        self.offer_row_codes(held)

    def offer_person_codes(self, held: Arrest | None) -> None:
        """Offer both ethnicities."""
        self.offer_codes(
            "self_defined_ethnicity",
            SelfDefinedEthnicity,
            held.self_defined_ethnicity if held else None,
        )
        self.offer_codes(
            "officer_defined_ethnicity",
            OfficerDefinedEthnicity,
            held.officer_defined_ethnicity if held else None,
        )

    def offer_row_codes(self, held: Arrest | None) -> None:
        """Offer the codes of offences, criteria and disposals."""
        today = self.writing.today
        offences = [row.group for row in held.offences.all()] if held else []
        criteria = [row.criterion for row in held.necessities.all()] if held else []
        disposals = [row.type for row in held.disposals.all()] if held else []
        self.lists_for("offences", group=codes(OffenceGroup, today, offences))
        self.lists_for("disposals", type=codes(DisposalType, today, disposals))
        necessities: Any = self.fields["necessities"]
        necessities.offer(codes(NecessityCriterion, today, criteria))

    def clean_arresting_officer(self) -> Officer | None:
        """Find the arresting officer."""
        held = [self.held.arresting_officer] if self.held else []
        found = officers_named(
            self.cleaned_data["arresting_officer"],
            district=self.writing.district,
            day=self.writing.today,
            held=held,
        )
        if len(found) != 1:
            self.add_error(
                "arresting_officer", "Enter one collar number: who else took part is in the patrol"
            )
            return None
        return found[0]

    def clean_subject(self) -> Subject | None:
        """Find the person by the reference."""
        return subject_named(self.cleaned_data["subject"], district=self.writing.district)

    def clean(self) -> dict[str, Any]:
        """Make the moment, and check the disposals against it."""
        values = self.cleaned_data
        values["arrested_at"] = self.moment("arrested_on", "time")
        if values["arrested_at"] is not None and values.get("patrol"):
            self.take_from_patrol(values["patrol"])
        self.refuse_future(values["arrested_at"], "time", "The arrest")
        if values["arrested_at"] is not None and "disposals" in values:
            arrested_on = london_parts(values["arrested_at"])[0]
            for number, row in self.filled_rows("disposals"):
                if row.cleaned_data["on"] < arrested_on:
                    self.row_error(
                        "disposals", number, "on", "the day is before the arrest. Check it"
                    )
        return values

    def take_from_patrol(self, patrol: Patrol) -> None:
        """Take a time of the small hours, typed with the patrol's first day, as the next day's."""
        values = self.cleaned_data
        span = (patrol.started_at, patrol.ended_at)
        typed = values["arrested_at"]
        try:
            values["arrested_at"] = nearest_to(span, values["arrested_on"], values["time"])
        except NoSuchTime as error:
            self.add_error("time", str(error))
        if values["arrested_at"] != typed:
            self.told.append(
                f"The arrest is recorded at {moment_in_words(values['arrested_at'])}: "
                f"{patrol.record.reference} ran past midnight."
            )

    def details(self) -> ArrestDetails:
        """Give the arrest."""
        values = self.cleaned_data
        same = (
            "arrested_at arresting_officer place sex operation patrol custody_number area subject "
            "age_at_event self_defined_ethnicity officer_defined_ethnicity necessities note"
        )
        return ArrestDetails(
            **{name: values[name] for name in same.split()},
            offences=tuple(Offence(**row) for row in values["offences"]),
            disposals=tuple(DatedDisposal(**row) for row in values["disposals"]),
        )

    def take(self, refusal: Exception) -> None:
        """Show what an action refused, with the way to the record that has the number."""
        super().take(refusal)
        if isinstance(refusal, CustodyNumberTaken):
            self.lead_to("custody_number", refusal.arrest.record)
