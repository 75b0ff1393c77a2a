"""The form of a prosecution."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Officer
from operations import actions
from operations.forms import ProsecutionForm
from operations.models import CaseStage, Prosecution
from records.kind_forms import Writing
from tests.operations import typing_in
from tests.operations.forms import test_arrest
from tests.operations.typing_in import day, rows, sent
from tests.people import AT

A_CHARGE = {"group": "theft", **day("charged_on", date(2024, 2, 1))}
CONVICTED = {**A_CHARGE, "result": "guilty-plea", **day("resulted_on", date(2024, 3, 1))}
A_SENTENCE = {"charge": "1", "type": "fine", **day("passed_on", date(2024, 3, 1))}


def filled(writing: Writing, **changes: object) -> ProsecutionForm:
    """Fill the form in, complete but for the changes."""
    return ProsecutionForm(sent(typing_in.prosecution(**changes)), writing=writing)


def logged(writing: Writing, **changes: object) -> Prosecution:
    """Log a case as typed."""
    form = filled(writing, **changes)
    assert form.is_valid(), form.errors
    return actions.log_prosecution(id=uuid4(), details=form.details(), by=writing.by, at=AT)


class TestDetails:
    def test_hold_charges_with_their_sentences(self, writing: Writing) -> None:
        form = filled(writing)

        assert form.is_valid(), form.errors
        first, second = form.details().charges
        assert [(s.type.pk, s.term, s.term_unit, s.pence) for s in first.sentences] == [
            ("immediate-custody", 8, "weeks", None),
            ("compensation", None, "", 41590),
        ]
        assert (second.group.pk, second.result, second.sentences) == ("public-order", None, ())

    def test_make_a_case_with_its_stage(self, writing: Writing) -> None:
        case = logged(writing)

        assert case.stage == CaseStage.CONVICTED
        assert case.first_charged_on == date(2024, 2, 1)
        assert case.sentenced_on == date(2024, 3, 1)
        assert case.orders.get().terms == "Four shops"

    def test_count_charges_by_the_number_on_the_page(self, writing: Writing) -> None:
        form = filled(
            writing,
            **rows("charges", A_CHARGE, {}, CONVICTED),
            **rows("sentences", {**A_SENTENCE, "charge": "3"}),
        )

        assert form.is_valid(), form.errors
        assert [len(charge.sentences) for charge in form.details().charges] == [0, 1]


class TestCharges:
    def test_are_at_least_one(self, writing: Writing) -> None:
        form = filled(writing, **rows("charges"), **rows("sentences"))

        assert form.errors["charges"] == ["Add a charge"]

    @pytest.mark.parametrize(
        ("changes", "words", "box"),
        [
            ({"result": "acquitted"}, "Enter the day of the result", "resulted_on_day"),
            (
                day("resulted_on", date(2024, 3, 1)),
                "Choose the result, or empty its day",
                "result",
            ),
            (
                {"result": "acquitted", **day("resulted_on", date(2024, 1, 1))},
                "The result is before the charge. Check both days",
                "resulted_on_day",
            ),
            (
                day("charged_on", date(2024, 5, 1)),
                "The charge is on 1 May 2024, which is still to come. Check it",
                "charged_on_day",
            ),
        ],
    )
    def test_have_a_result_and_its_day_or_neither(
        self, writing: Writing, changes: dict[str, object], words: str, box: str
    ) -> None:
        form = filled(writing, **rows("charges", {**A_CHARGE, **changes}), **rows("sentences"))

        assert form.error_summary() == [(words, f"id_charges-0-{box}")]


class TestSentences:
    @pytest.mark.parametrize(
        ("changes", "words", "box"),
        [
            (
                {"charge": "2"},
                "Sentence 1: there is no charge 2. There is 1 charge",
                "charge",
            ),
            (
                day("passed_on", date(2024, 1, 1)),
                "Sentence 1: the day is before the charge. Check both days",
                "passed_on_day",
            ),
            ({"term": "8"}, "Choose the unit of the term, such as weeks", "term_unit"),
            (
                {"term_unit": "weeks"},
                "Enter the term, or choose no term as its unit",
                "term",
            ),
            (
                {"pence": "12.345"},
                "The amount is 12.345. Enter pounds and pence such as 415.90",
                "pence",
            ),
        ],
    )
    def test_say_what_is_wrong_at_their_box(
        self, writing: Writing, changes: dict[str, object], words: str, box: str
    ) -> None:
        form = filled(
            writing,
            **rows("charges", CONVICTED),
            **rows("sentences", {**A_SENTENCE, **changes}),
        )

        assert form.error_summary() == [(words, f"id_sentences-0-{box}")]

    def test_need_a_conviction(self, writing: Writing) -> None:
        form = filled(writing, **rows("charges", A_CHARGE), **rows("sentences", A_SENTENCE))

        assert form.errors["sentences"] == [
            "Sentence 1: charge 1 has no conviction. Give its result, or check the number"
        ]

    @pytest.mark.parametrize(
        ("typed", "pence"), [("415.90", 41590), ("£1,234.5", 123450), ("0", 0), ("7", 700)]
    )
    def test_take_pounds_as_pence(self, writing: Writing, typed: str, pence: int) -> None:
        form = filled(
            writing,
            **rows("charges", CONVICTED),
            **rows("sentences", {**A_SENTENCE, "pence": typed}),
        )

        assert form.is_valid(), form.errors
        assert form.details().charges[0].sentences[0].pence == pence


class TestPerson:
    def test_is_taken_from_the_arrests(self, writing: Writing) -> None:
        arrest = test_arrest.logged(writing)

        form = filled(writing, arrests=arrest.record.reference.lower())

        assert form.is_valid(), form.errors
        assert (form.details().arrests, form.details().subject) == ((arrest,), arrest.subject)

    def test_is_one(self, writing: Writing) -> None:
        first = test_arrest.logged(writing)
        second = test_arrest.logged(writing, custody_number="50/4472")

        form = filled(writing, arrests=f"{first.record.reference} {second.record.reference}")

        assert form.errors["arrests"] == [
            f"{second.record.reference} is the arrest of {second.subject}, not of "
            f"{first.subject}. A case has one defendant: check the references"
        ]

    def test_names_arrests_of_the_district_only(
        self, writing: Writing, twin_officer: Officer
    ) -> None:
        theirs = Writing(by=twin_officer, at=AT, district=twin_officer.postings.get().team.district)
        twin = test_arrest.logged(theirs, arresting_officer="42123")

        form = filled(writing, arrests=twin.record.reference)

        assert form.errors["arrests"] == [
            f"{twin.record.reference} is not an arrest of Southend district. Check the reference"
        ]


class TestInitialOf:
    def test_gives_back_what_was_typed(self, writing: Writing) -> None:
        case = logged(writing)
        changing = Writing(by=writing.by, at=AT, district=writing.district, held=case)

        initial = ProsecutionForm.initial_of(case)

        assert [row["charge"] for row in initial["sentences"]] == [1, 1]
        assert [row["charged_on"] for row in initial["charges"]] == [
            date(2024, 2, 1),
            date(2024, 2, 2),
        ]
        drawn = str(ProsecutionForm(writing=changing))
        assert 'value="415.90"' in drawn
        assert 'value="42SO1234524"' in drawn
        assert filled(changing).is_valid()
