"""The form of an arrest."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from accounts.models import Officer
from operations import actions
from operations.actions import CustodyNumberTaken
from operations.forms import ArrestForm
from operations.models import Arrest, Patrol
from records.kind_forms import Writing
from tests.operations import typing_in
from tests.operations.forms import test_patrol
from tests.operations.typing_in import day, rows, sent
from tests.people import AT


def filled(writing: Writing, **changes: object) -> ArrestForm:
    """Fill the form in, complete but for the changes."""
    return ArrestForm(sent(typing_in.arrest(**changes)), writing=writing)


def logged(writing: Writing, **changes: object) -> Arrest:
    """Log an arrest as typed."""
    form = filled(writing, **changes)
    assert form.is_valid(), form.errors
    return actions.log_arrest(id=uuid4(), details=form.details(), by=writing.by, at=writing.at)


@pytest.fixture
def night(writing: Writing) -> Patrol:
    """Give a patrol from 22:00 to 04:00."""
    return test_patrol.logged(writing, start="22:00", end="04:00")


class TestWhen:
    def test_is_a_day_and_a_time_in_london(self, writing: Writing) -> None:
        form = filled(writing)

        assert form.is_valid()
        assert form.details().arrested_at == datetime(2024, 4, 29, 22, 14, tzinfo=UTC)

    def test_says_what_is_wrong_with_a_time_and_how_to_mend_it(self, writing: Writing) -> None:
        form = filled(writing, time="25:14")

        assert form.errors["time"] == ["The arrest is at 25:14. Enter a time from 00:00 to 23:59"]

    def test_is_not_still_to_come(self, writing: Writing) -> None:
        form = filled(writing, **day("arrested_on", AT.date()), time="10:01")

        assert "which is still to come" in str(form.errors["time"])
        assert filled(writing, **day("arrested_on", AT.date()), time="10:00").is_valid()

    def test_is_of_the_next_day_in_the_small_hours_of_a_night_patrol(
        self, writing: Writing, night: Patrol
    ) -> None:
        form = filled(writing, patrol=night.pk, time="1.30")

        assert form.is_valid(), form.errors
        assert form.details().arrested_at == datetime(2024, 4, 30, 0, 30, tzinfo=UTC)
        assert form.notices == [
            f"The arrest is recorded at 30 Apr 2024, 01:30: {night.record.reference} "
            "ran past midnight."
        ]

    def test_stays_as_typed_before_midnight(self, writing: Writing, night: Patrol) -> None:
        form = filled(writing, patrol=night.pk)

        assert form.is_valid()
        assert form.details().arrested_at == datetime(2024, 4, 29, 22, 14, tzinfo=UTC)
        assert form.notices == []


class TestOffences:
    def test_stand_in_the_order_typed(self, writing: Writing) -> None:
        form = filled(
            writing,
            **rows(
                "offences", {"group": "public-order"}, {}, {"group": "theft", "wording": "Shop"}
            ),
        )

        assert form.is_valid()
        assert [(o.group.pk, o.wording) for o in form.details().offences] == [
            ("public-order", ""),
            ("theft", "Shop"),
        ]

    def test_may_be_missing_from_a_draft(self, writing: Writing) -> None:
        arrest = logged(writing, **rows("offences"), necessities=[])

        assert arrest.record.missing == [
            "Give at least one offence.",
            "Say why the arrest was necessary (Code G 2.9).",
        ]

    def test_name_the_row_that_is_wrong(self, writing: Writing) -> None:
        form = filled(writing, **rows("offences", {"group": "theft"}, {"wording": "Affray"}))

        assert form.error_summary() == [
            ("Offence 2: Choose the offence group", "id_offences-1-group")
        ]


class TestNecessities:
    def test_carry_how(self, writing: Writing) -> None:
        form = filled(
            writing,
            **{"necessities": ["property", "injury-caused"], "necessities-how-property": ""},
        )

        assert form.is_valid()
        assert [(n.criterion.pk, n.explanation) for n in form.details().necessities] == [
            ("injury-caused", "Threw a bottle"),
            ("property", ""),
        ]

    def test_are_drawn_as_they_were_sent(self, writing: Writing) -> None:
        drawn = str(filled(writing, time="25:14")["necessities"])

        assert 'value="injury-caused" data-aria-controls="id_necessities_2_more" checked' in drawn
        assert 'value="Threw a bottle"' in drawn

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"necessities": ["because"]}, "Choose the reasons from the list"),
            (
                {"necessities-how-injury-caused": "x" * 301},
                "One explanation has 301 characters. Shorten it to 300",
            ),
        ],
    )
    def test_are_those_of_the_list_and_short(
        self, writing: Writing, changes: dict[str, object], words: str
    ) -> None:
        assert filled(writing, **changes).errors["necessities"] == [words]


class TestPerson:
    def test_may_be_not_yet_known(self, writing: Writing) -> None:
        form = filled(writing, age_at_event="", officer_defined_ethnicity="")

        assert form.is_valid()
        details = form.details()
        assert (details.age_at_event, details.subject) == (None, None)
        assert (details.self_defined_ethnicity, details.officer_defined_ethnicity) == (None, None)

    def test_is_found_by_the_reference(self, writing: Writing) -> None:
        known = logged(writing).subject
        assert known is not None

        form = filled(writing, subject=known.reference.lower(), custody_number="")

        assert form.is_valid()
        assert form.details().subject == known

    def test_of_another_district_is_nobody(self, writing: Writing, twin_officer: Officer) -> None:
        theirs = Writing(by=twin_officer, at=AT, district=twin_officer.postings.get().team.district)
        twin = logged(theirs, arresting_officer="42123").subject
        assert twin is not None

        form = filled(writing, subject=twin.reference)

        assert form.errors["subject"] == [
            f"No person has the reference {twin.reference} in Southend district. "
            "Check the reference"
        ]

    @pytest.mark.parametrize("age", ["-1", "121", "24.5", "twenty"])
    def test_has_an_age_in_years(self, writing: Writing, age: str) -> None:
        assert filled(writing, age_at_event=age).errors["age_at_event"] == [
            f"The age is {age}. Enter a whole number from 0 to 120"
        ]


class TestDisposals:
    def test_are_dated(self, writing: Writing) -> None:
        form = filled(
            writing,
            **rows("disposals", {"type": "charged", **day("on", date(2024, 4, 30))}),
        )

        assert form.is_valid()
        assert form.details().latest_disposal is not None

    @pytest.mark.parametrize(
        ("on", "words"),
        [
            (date(2024, 4, 28), "Disposal 1: the day is before the arrest. Check it"),
            (
                date(2024, 5, 1),
                "The disposal is on 1 May 2024, which is still to come. Check it",
            ),
        ],
    )
    def test_lie_between_the_arrest_and_today(self, writing: Writing, on: date, words: str) -> None:
        form = filled(writing, **rows("disposals", {"type": "charged", **day("on", on)}))

        assert form.error_summary() == [(words, "id_disposals-0-on_day")]
        assert words in str(form)


class TestTake:
    def test_puts_a_custody_number_that_is_taken_at_its_box(self, writing: Writing) -> None:
        first = logged(writing)
        form = filled(writing)
        assert form.is_valid()

        with pytest.raises(CustodyNumberTaken) as refusal:
            actions.log_arrest(id=uuid4(), details=form.details(), by=writing.by, at=AT)
        form.take(refusal.value)

        assert form.error_summary() == [
            (
                f"Custody number 50/4471 belongs to an arrest by PC 41123, "
                f"{first.record.reference}. Open that record or check the number",
                "id_custody_number",
            )
        ]
        assert form["place"].value() == "Marine Parade"


class TestLikely:
    def test_takes_over_the_patrol_that_is_just_over(self, writing: Writing, night: Patrol) -> None:
        form = ArrestForm(writing=writing)

        assert form["patrol"].value() == str(night.pk)
        assert form["arrested_on"].value() == date(2024, 4, 29)
        assert len(form["offences"].rows) == 1  # type: ignore[attr-defined] # the bound field of rows

    def test_starts_with_today_and_the_officer(self, writing: Writing) -> None:
        form = ArrestForm(writing=writing)

        assert form["arrested_on"].value() == date(2024, 4, 30)
        assert form["arresting_officer"].value() == "41123"


class TestInitialOf:
    def test_makes_the_same_details_again(self, writing: Writing, night: Patrol) -> None:
        arrest = logged(
            writing,
            patrol=night.pk,
            time="01:30",
            **rows("disposals", {"type": "charged", **day("on", date(2024, 4, 30))}),
        )
        changing = Writing(by=writing.by, at=AT, district=writing.district, held=arrest)
        initial = ArrestForm.initial_of(arrest)

        form = filled(
            changing,
            patrol=night.pk,
            **day("arrested_on", initial["arrested_on"]),
            time=f"{initial['time']:%H:%M}",
            subject=initial["subject"],
            **rows("disposals", {"type": "charged", **day("on", date(2024, 4, 30))}),
        )

        assert form.is_valid(), form.errors
        assert form.details().arrested_at == arrest.record.occurred_at
        assert form.notices == []
        assert initial["necessities"] == {"injury-caused": "Threw a bottle"}
        assert initial["offences"] == [
            {"group": arrest.principal_offence, "wording": "Common assault"}
        ]
        assert "Remove disposal 1" in str(ArrestForm(writing=changing))
