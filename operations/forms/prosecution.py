"""The form of a prosecution: one defendant's case."""

from collections.abc import Mapping
from typing import Any, ClassVar

from accounts.form_fields import RowsField
from operations.actions import CaseNumberTaken
from operations.details import (
    ChargeDetails,
    HearingDetails,
    ImposedSentence,
    OrderDetails,
    ProsecutionDetails,
)
from operations.forms.people import arrests_named, operations_to_choose, subject_named
from operations.forms.prosecution_rows import ChargeRow, HearingRow, OrderRow, SentenceRow
from operations.models import (
    Arrest,
    Charge,
    ChargeResult,
    HearingType,
    OffenceGroup,
    OrderType,
    Prosecution,
    ResultClass,
    Sentence,
    SentenceType,
    Subject,
)
from records.kind_fields import OneOfField, WordsField, codes
from records.kind_forms import RecordForm

CHARGE = ("group", "wording", "charged_on", "plea", "result", "resulted_on")
SENTENCE = ("type", "passed_on", "term", "term_unit", "concurrency", "pence")
ORDER = ("type", "made_on", "ends_on", "terms")
HEARING = ("type", "court", "on")


def values_of(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Read some attributes of a row."""
    return {name: getattr(row, name) for name in names}


def sentences_of(charges: list[Charge]) -> list[tuple[int, Sentence]]:
    """List the sentences of a case with the number of their charge."""
    return [(n, row) for n, charge in enumerate(charges, start=1) for row in charge.sentences.all()]


class ProsecutionForm(RecordForm[ProsecutionDetails, Prosecution]):
    """One defendant's case, from its first charge to its last order."""

    refusals: ClassVar[Mapping[type[Exception], str]] = {CaseNumberTaken: "case_number"}

    case_number = WordsField(
        subject="case number",
        label="Case number",
        max_length=30,
        width=20,
        help_text="The unique reference number (URN), such as 42SO1234524",
    )
    operation = OneOfField(subject="operation", empty="No operation", required=False)
    arrests = WordsField(
        subject="arrests",
        required=False,
        max_length=200,
        help_text="References with commas between them, such as A-24-00412. "
        "Leave empty where nobody was arrested",
    )
    subject = WordsField(
        subject="person’s reference",
        label="Person’s reference",
        required=False,
        max_length=12,
        width=10,
        help_text="Such as K7F3-9QWX. Leave empty to take it from the arrests. No names",
    )
    charges = RowsField(
        ChargeRow,
        noun="charge",
        label="Charges",
        min_rows=1,
        max_rows=40,
        help_text="The most serious first",
    )
    sentences = RowsField(
        SentenceRow, noun="sentence", label="Sentences", max_rows=80, required=False
    )
    orders = RowsField(OrderRow, noun="order", label="Orders", required=False)
    hearings = RowsField(HearingRow, noun="hearing", label="Hearings", max_rows=40, required=False)
    note = WordsField(subject="note", required=False, lines=3, help_text="No names of people")

    @classmethod
    def initial_of(cls, row: Prosecution) -> dict[str, Any]:
        """Give the values of a case."""
        charges = list(row.charges.all())
        arrests = row.arrests.select_related("record").order_by("record__reference")
        return {
            "case_number": row.case_number,
            "operation": row.operation,
            "arrests": ", ".join(arrest.record.reference for arrest in arrests),
            "subject": row.subject.reference if row.subject else "",
            "charges": [values_of(charge, CHARGE) for charge in charges],
            "sentences": [
                {"charge": n, **values_of(sentence, SENTENCE)}
                for n, sentence in sentences_of(charges)
            ],
            "orders": [values_of(order, ORDER) for order in row.orders.all()],
            "hearings": [
                values_of(hearing, HEARING) for hearing in row.hearings.order_by("position")
            ],
            "note": row.note,
        }

    def offer(self) -> None:
        """Offer what the district and the day have, and what is held."""
        held, writing = self.held, self.writing
        self.offer_rows(
            "operation",
            operations_to_choose(writing.district, writing.today, held.operation if held else None),
        )
        charges = list(held.charges.all()) if held else []
        orders = [row.type for row in held.orders.all()] if held else []
        hearings = [row.type for row in held.hearings.all()] if held else []
        sentences = [row.type for _, row in sentences_of(charges)]
        today = writing.today
        self.lists_for(
            "charges",
            group=codes(OffenceGroup, today, [charge.group for charge in charges]),
            result=codes(ChargeResult, today, [charge.result for charge in charges]),
        )
        self.lists_for("sentences", type=codes(SentenceType, today, sentences))
        self.lists_for("orders", type=codes(OrderType, today, orders))
        self.lists_for("hearings", type=codes(HearingType, today, hearings))

    def clean_arrests(self) -> tuple[Arrest, ...]:
        """Find the arrests by their references."""
        return arrests_named(self.cleaned_data["arrests"], district=self.writing.district)

    def clean_subject(self) -> Subject | None:
        """Find the person by the reference."""
        return subject_named(self.cleaned_data["subject"], district=self.writing.district)

    def clean(self) -> dict[str, Any]:
        """Check that the person is that of the arrests, and each sentence against its charge."""
        values = self.cleaned_data
        if "arrests" in values and "subject" in values:
            values["subject"] = self.one_subject(values["subject"], values["arrests"])
        if "charges" in values and "sentences" in values:
            charges = self.filled_rows("charges")
            for number, row in self.filled_rows("sentences"):
                self.check_sentence(number, row.cleaned_data, dict(charges))
        return values

    def one_subject(self, subject: Subject | None, arrests: tuple[Arrest, ...]) -> Subject | None:
        """Give the one person whom the reference and the arrests are about."""
        for arrest in arrests:
            if arrest.subject is None:
                continue
            if subject is None:
                subject = arrest.subject
            elif arrest.subject != subject:
                self.add_error(
                    "arrests",
                    f"{arrest.record.reference} is the arrest of {arrest.subject}, not of "
                    f"{subject}. A case has one defendant: check the references",
                )
        return subject

    def check_sentence(self, number: int, values: dict[str, Any], charges: dict[int, Any]) -> None:
        """Put an error at a sentence whose charge is not there, or stands without conviction."""
        key = values["charge"]
        if key not in charges:
            n = len(charges)
            there = "There is 1 charge" if n == 1 else f"There are {n} charges"
            self.row_error("sentences", number, "charge", f"there is no charge {key}. {there}")
            return
        charge = charges[key].cleaned_data
        result = charge["result"]
        if result is None or result.counts_as != ResultClass.CONVICTED:
            self.row_error(
                "sentences",
                number,
                "charge",
                f"charge {key} has no conviction. Give its result, or check the number",
            )
        elif values["passed_on"] < charge["charged_on"]:
            self.row_error(
                "sentences", number, "passed_on", "the day is before the charge. Check both days"
            )

    def details(self) -> ProsecutionDetails:
        """Give the case; each sentence goes with the charge whose number it names."""
        values = self.cleaned_data
        numbers = [number for number, _ in self.filled_rows("charges")]
        return ProsecutionDetails(
            case_number=values["case_number"],
            charges=tuple(
                ChargeDetails(**charge, sentences=self.sentences_on(number))
                for number, charge in zip(numbers, values["charges"], strict=True)
            ),
            operation=values["operation"],
            subject=values["subject"],
            arrests=values["arrests"],
            orders=tuple(OrderDetails(**row) for row in values["orders"]),
            hearings=tuple(HearingDetails(**row) for row in values["hearings"]),
            note=values["note"],
        )

    def sentences_on(self, number: int) -> tuple[ImposedSentence, ...]:
        """Give the sentences on one charge."""
        return tuple(
            ImposedSentence(**{name: row[name] for name in SENTENCE})
            for row in self.cleaned_data["sentences"]
            if row["charge"] == number
        )

    def take(self, refusal: Exception) -> None:
        """Show what an action refused, with the way to the record that has the number."""
        super().take(refusal)
        if isinstance(refusal, CaseNumberTaken):
            self.lead_to("case_number", refusal.prosecution.record)
