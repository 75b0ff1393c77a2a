"""The forms of engagement events, operations, survey waves and logged incidents."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.form_renderer import when_optional
from accounts.models import Officer
from incidents import logged
from incidents.logged_forms import LoggedIncidentForm
from incidents.models import Area
from operations import actions
from operations.drafts.arrest import draft
from operations.forms import (
    ArrestForm,
    EngagementForm,
    OperationForm,
    PatrolForm,
    ProsecutionForm,
    SurveyWaveForm,
)
from operations.models import Operation
from records.kind_forms import RecordForm, Writing
from tests.operations import typing_in
from tests.operations.typing_in import day, rows, sent
from tests.people import AT


class TestEngagementForm:
    def filled(self, writing: Writing, **changes: object) -> EngagementForm:
        return EngagementForm(sent(typing_in.engagement(**changes)), writing=writing)

    def test_gives_details_that_come_back(self, writing: Writing, ward: Area) -> None:
        form = self.filled(writing, area=ward.pk)
        assert form.is_valid(), form.errors
        event = actions.log_engagement(
            id=uuid4(), details=form.details(), by=writing.by, at=writing.at
        )

        initial = EngagementForm.initial_of(event)

        assert (initial["area"], initial["attendees"], initial["under_18"]) == (ward, 42, 3)
        assert initial["held_on"] == date(2024, 4, 24)

    def test_offers_wards_only(self, writing: Writing, hotspot: Area) -> None:
        assert "area" in self.filled(writing, area=hotspot.pk).errors

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            (
                {"counting": ""},
                "counting",
                "Say whether the people were counted or estimated",
            ),
            (
                {"under_18": "43"},
                "under_18",
                "43 under 18 is more than the 42 people there. Check both numbers",
            ),
            (
                day("fed_back_on", date(2024, 4, 23)),
                "fed_back_on",
                "The feedback is before the event. Check both days",
            ),
            (
                day("fed_back_on", date(2024, 5, 1)),
                "fed_back_on",
                "The feedback is still to come. Leave it empty until people are told",
            ),
        ],
    )
    def test_says_what_is_wrong(
        self, writing: Writing, changes: dict[str, object], field: str, words: str
    ) -> None:
        assert self.filled(writing, **changes).errors[field] == [words]

    def test_takes_nobody_as_a_number_and_nothing_as_not_recorded(self, writing: Writing) -> None:
        nobody = self.filled(writing, attendees="0", under_18="0")
        nothing = self.filled(writing, attendees="", under_18="", counting="counted")

        assert nobody.is_valid()
        assert nothing.is_valid()
        assert nobody.details().attendees == 0
        assert (nothing.details().attendees, nothing.details().counting) == (None, "")


class TestOperationForm:
    def filled(self, writing: Writing, **changes: object) -> OperationForm:
        return OperationForm(sent(typing_in.operation(**changes)), writing=writing)

    def test_makes_the_key_from_the_name(
        self, writing: Writing, sergeant: Officer, hotspot: Area
    ) -> None:
        form = self.filled(writing, areas=[hotspot.pk])

        assert form.is_valid(), form.errors
        details = form.details()
        assert (details.slug, details.lead, details.areas) == ("union", sergeant, (hotspot,))

    @pytest.mark.usefixtures("sergeant")
    @pytest.mark.parametrize("slug", ["none", "Op Union", "ü"])
    def test_refuses_a_key_that_lists_cannot_use(self, writing: Writing, slug: str) -> None:
        assert "slug" in self.filled(writing, slug=slug).errors

    def test_shows_a_key_that_is_taken_at_its_box(
        self, writing: Writing, op_union: Operation, sergeant: Officer
    ) -> None:
        form = self.filled(writing)
        assert form.is_valid()

        with pytest.raises(actions.SlugTaken) as refusal:
            actions.log_operation(id=uuid4(), details=form.details(), by=sergeant, at=AT)
        form.take(refusal.value)

        assert form.error_summary() == [
            ("The key union belongs to Op Union. Enter another key for reports.", "id_slug")
        ]

    @pytest.mark.usefixtures("sergeant")
    def test_may_start_later_but_not_end_before(self, writing: Writing) -> None:
        later = self.filled(writing, **day("starts_on", date(2024, 6, 1)))
        before = self.filled(writing, **day("ends_on", date(2024, 3, 31)))

        assert later.is_valid()
        assert before.errors["ends_on"] == [
            "The last day is before the first. Check the days of the operation"
        ]

    def test_has_one_lead(self, writing: Writing, sergeant: Officer) -> None:
        form = self.filled(writing, lead="40210, 41123")

        assert form.errors["lead"] == ["An operation has one lead. Enter one collar number"]

    def test_gives_back_what_stands(
        self, writing: Writing, op_union: Operation, hotspot: Area
    ) -> None:
        held = Writing(by=writing.by, at=AT, district=writing.district, held=op_union)

        form = OperationForm(writing=held)

        assert (form["slug"].value(), form["areas"].value()) == ("union", [str(hotspot.pk)])


class TestSurveyWaveForm:
    def filled(self, writing: Writing, **changes: object) -> SurveyWaveForm:
        return SurveyWaveForm(sent(typing_in.survey_wave(**changes)), writing=writing)

    def test_gives_details_and_repeats_the_question(
        self, writing: Writing, analyst: Officer
    ) -> None:
        form = self.filled(writing, percent="80.25", margin="3.2", design_effect="1.45")
        assert form.is_valid(), form.errors
        wave = actions.log_survey_wave(id=uuid4(), details=form.details(), by=analyst, at=AT)

        next_one = SurveyWaveForm(writing=writing)

        assert (wave.percent, wave.margin) == (Decimal("80.25"), Decimal("3.2"))
        assert (wave.design_effect, wave.effective_base) == (Decimal("1.45"), None)
        assert SurveyWaveForm.initial_of(wave)["wording"] == next_one["wording"].value()
        assert next_one["percent"].value() is None

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"question": "Good or Excellent"}, "question"),
            ({"percent": "100.5"}, "percent"),
            ({"percent": "80.255"}, "percent"),
            ({"base": "0"}, "base"),
            ({"mode": "post"}, "mode"),
            ({"design_effect": "0"}, "design_effect"),
            ({"design_effect": "1.5", "effective_base": "408"}, "effective_base"),
            (day("ends_on", date(2023, 12, 31)), "ends_on"),
            (day("ends_on", date(2024, 5, 1)), "ends_on"),
        ],
    )
    def test_says_what_is_wrong(
        self, writing: Writing, changes: dict[str, object], field: str
    ) -> None:
        assert list(self.filled(writing, **changes).errors) == [field]


class TestLoggedIncidentForm:
    def filled(self, writing: Writing, **changes: object) -> LoggedIncidentForm:
        return LoggedIncidentForm(sent(typing_in.incident(**changes)), writing=writing)

    def test_gives_details_that_come_back(self, writing: Writing, hotspot: Area) -> None:
        form = self.filled(writing, area=hotspot.pk, storm_number="EP-20240429-1203")
        assert form.is_valid(), form.errors
        incident = logged.log_incident(id=uuid4(), details=form.details(), by=writing.by, at=AT)

        initial = LoggedIncidentForm.initial_of(incident)

        assert initial["happened_on"] == date(2024, 4, 29)
        assert f"{initial['time']:%H:%M}" == "21:40"
        assert (initial["area"], initial["qualifier"].pk) == (hotspot, "nuisance")

    @pytest.mark.parametrize("name", ["type", "place", "description", "time"])
    def test_needs_what_and_when_and_where(self, writing: Writing, name: str) -> None:
        form = self.filled(writing, **{name: ""})

        assert list(form.errors) == [name]

    def test_is_not_still_to_come(self, writing: Writing) -> None:
        assert "time" in self.filled(writing, **day("happened_on", date(2024, 5, 1))).errors

    def test_says_how_long_a_place_may_be(self, writing: Writing) -> None:
        assert self.filled(writing, place="x" * 130).errors["place"] == [
            "The place has 130 characters. Shorten it to 120"
        ]


FORMS: tuple[type[RecordForm[Any, Any]], ...] = (
    ArrestForm,
    EngagementForm,
    LoggedIncidentForm,
    OperationForm,
    PatrolForm,
    ProsecutionForm,
    SurveyWaveForm,
)


@pytest.mark.parametrize("form_class", FORMS, ids=lambda form: form.__name__)
class TestEveryForm:
    def test_calls_nothing_optional_that_it_asks_for(
        self, form_class: type[RecordForm[Any, Any]], writing: Writing
    ) -> None:
        form = form_class(sent({"attendees": "4", "charges-count": "1"}), writing=writing)

        asked = [form[name] for name in form.errors if name in form.fields]

        assert asked
        assert [field.name for field in asked if when_optional(field) == "(optional)"] == []

    def test_knows_the_fields_that_it_names_as_needed(
        self, form_class: type[RecordForm[Any, Any]], writing: Writing
    ) -> None:
        assert set(form_class.needed) <= set(form_class(writing=writing).fields)


def test_arrest_calls_nothing_optional_that_it_is_sent_for(writing: Writing) -> None:
    form = ArrestForm(sent(typing_in.arrest(**rows("offences"), necessities=[])), writing=writing)
    assert form.is_valid(), form.errors

    assert len(draft(form.details(), subject="").missing) == 2
    assert when_optional(form["offences"]) == when_optional(form["necessities"]) == ""
    assert "optional" not in str(form["necessities"].as_field_group())
