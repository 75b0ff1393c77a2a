"""The rows of a prosecution's form: charges, sentences, orders and hearings."""

from collections.abc import Mapping
from typing import Any, ClassVar

from accounts.form_fields import DateBoxesField
from operations.models import Concurrency, Court, Plea, TermUnit
from records.kind_fields import NumberField, OneOfField, PoundsField, ValueField, WordsField
from records.kind_forms import RecordRow


class ChargeRow(RecordRow):
    """One charge, with its result once there is one."""

    needed: ClassVar[Mapping[str, str]] = {"resulted_on": "with a result"}

    group = OneOfField(subject="offence group", label="Offence group")
    wording = WordsField(
        subject="wording", required=False, max_length=200, help_text="Such as Theft from a shop"
    )
    charged_on = DateBoxesField(subject="day of the charge or requisition", label="Charged on")
    plea = ValueField(
        subject="plea", choices=Plea.choices, empty=str(Plea.NONE.label), required=False
    )
    result = OneOfField(subject="result", empty="No result yet", required=False)
    resulted_on = DateBoxesField(subject="day of the result", label="Result on", required=False)

    def clean(self) -> dict[str, Any]:
        """Check that a result has a day, not before the charge and not to come."""
        values = self.cleaned_data
        charged, resulted = values.get("charged_on"), values.get("resulted_on")
        self.refuse_future("charged_on", "The charge")
        self.refuse_future("resulted_on", "The result")
        if values.get("result") and resulted is None and "resulted_on" not in self.errors:
            self.add_error("resulted_on", "Enter the day of the result")
        if resulted and not values.get("result") and "result" not in self.errors:
            self.add_error("result", "Choose the result, or empty its day")
        if charged and resulted and resulted < charged:
            self.add_error("resulted_on", "The result is before the charge. Check both days")
        return values


class SentenceRow(RecordRow):
    """What was imposed on one charge: a term, an amount of money, or neither."""

    needed: ClassVar[Mapping[str, str]] = {"term_unit": "with a term"}

    charge = NumberField(
        subject="number of the charge", label="On charge", low=1, high=40, help_text="Its number"
    )
    type = OneOfField(subject="sentence", label="Sentence")
    passed_on = DateBoxesField(subject="day of the sentence", label="Passed on")
    term = NumberField(subject="term", required=False, low=1, high=9_999)
    term_unit = ValueField(
        subject="unit of the term",
        label="Unit",
        choices=TermUnit.choices,
        empty="No term",
        required=False,
    )
    concurrency = ValueField(
        subject="order of the terms",
        label="Served",
        choices=[(value, label.capitalize()) for value, label in Concurrency.choices],
        empty="Not stated",
        required=False,
    )
    pence = PoundsField(
        subject="amount",
        label="Amount in pounds",
        required=False,
        help_text="Of a fine or compensation, such as 415.90",
    )

    def clean(self) -> dict[str, Any]:
        """Check that a term has a unit and a unit a term."""
        values = self.cleaned_data
        self.refuse_future("passed_on", "The sentence")
        if values.get("term") is not None and not values.get("term_unit"):
            self.add_error("term_unit", "Choose the unit of the term, such as weeks")
        if values.get("term_unit") and values.get("term") is None and "term" not in self.errors:
            self.add_error("term", "Enter the term, or choose no term as its unit")
        return values


class OrderRow(RecordRow):
    """An order that the court added."""

    type = OneOfField(subject="order", label="Order")
    made_on = DateBoxesField(subject="day of the order", label="Made on")
    ends_on = DateBoxesField(
        subject="last day of the order",
        label="In force until",
        required=False,
        help_text="Its last day. Leave empty if it has none",
    )
    terms = WordsField(
        subject="terms", required=False, max_length=300, help_text="No names of people"
    )

    def clean(self) -> dict[str, Any]:
        """Check that the order does not end before it is made."""
        values = self.cleaned_data
        self.refuse_future("made_on", "The order")
        made, ends = values.get("made_on"), values.get("ends_on")
        if made and ends and ends < made:
            self.add_error("ends_on", "The order ends before it is made. Check both days")
        return values


class HearingRow(RecordRow):
    """One hearing; it may be on a day to come."""

    type = OneOfField(subject="type of hearing", label="Hearing")
    court = ValueField(subject="court", choices=Court.choices, empty="Choose")
    on = DateBoxesField(subject="day of the hearing", label="Day")
