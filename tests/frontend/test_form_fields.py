from datetime import date, time
from typing import cast

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from accounts.form_fields import (
    DateBoxes,
    DateBoxesField,
    DateBoxesInput,
    RowsField,
    SouthendForm,
    TimeField,
    TimeInput,
)
from accounts.form_fields.forms import row_count
from accounts.form_fields.rows import RowsBoundField
from accounts.form_renderer import when_optional

TODAY = date(2024, 5, 7)


class OffenceForm(SouthendForm):
    group = forms.CharField(error_messages={"required": "Choose the offence group"})
    on = DateBoxesField(subject="date of the offence", required=False)


class ArrestForm(SouthendForm):
    on = DateBoxesField(label="When", subject="date of the arrest")
    at = TimeField(label="Time", subject="arrest")
    offences = RowsField(OffenceForm, label="Offences", noun="offence", min_rows=1, max_rows=3)
    note = forms.CharField(required=False)


def sent(**changes: str) -> QueryDict:
    """Give what a browser sends for a right form, with changes; None is not sent."""
    right = {
        "on_day": "28",
        "on_month": "4",
        "on_year": "2024",
        "at": "23:14",
        "offences-count": "1",
        "offences-0-group": "drugs",
    }
    data = QueryDict(mutable=True)
    data.update({**right, **{key.replace("__", "-"): value for key, value in changes.items()}})
    return data


def rows_of(form: SouthendForm) -> list[SouthendForm]:
    """Give the rows that the form would draw."""
    return cast("RowsBoundField", form["offences"]).rows


def message_of(field: forms.Field, value: object) -> tuple[str, str]:
    """Give the words and the code of a refusal."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages[0], str(refusal.value.code)


class TestDateBoxesField:
    @pytest.mark.parametrize("month", ["5", "05", "May", "may", "MAY"])
    @pytest.mark.parametrize("day", ["5", "05"])
    def test_accepts_days_and_months_as_they_are_written(self, day: str, month: str) -> None:
        assert DateBoxesField().clean(DateBoxes(day, month, "2024")) == date(2024, 5, 5)

    @given(st.dates(date(1000, 1, 1)))
    def test_reads_back_what_it_shows(self, on: date) -> None:
        assert DateBoxesField().clean(DateBoxes.of(on)) == on

    @given(st.text(max_size=4), st.text(max_size=9), st.text(max_size=6))
    def test_answers_any_text_by_a_date_or_by_words(self, day: str, month: str, year: str) -> None:
        data = {"on_day": day, "on_month": month, "on_year": year}
        form = SouthendForm(data)
        form.fields["on"] = DateBoxesField(required=False)

        assert all(form.error_summary()[0]) if form.errors else "on" in form.cleaned_data

    @pytest.mark.parametrize(
        ("typed", "words", "box"),
        [
            (("28", "4", "24"), "The year is 24. Enter the year with four digits", "year"),
            (("28", "", "2024"), "The date of the arrest needs a month", "month"),
            (("", "", "2024"), "The date of the arrest needs a day and a month", "day"),
            (("31", "2", "2024"), "31/2/2024 is not a date. Check the day and the month", "day"),
            (("32", "2", "2024"), "The day is 32. Enter a day from 1 to 31", "day"),
            (
                ("1", "13", "2024"),
                "The month is 13. Enter a month from 1 to 12, or its name",
                "month",
            ),
            (("", "", ""), "Enter the date of the arrest", "day"),
        ],
    )
    def test_says_which_box_is_wrong(
        self, typed: tuple[str, str, str], words: str, box: str
    ) -> None:
        field = DateBoxesField(subject="date of the arrest")

        assert message_of(field, DateBoxes(*typed)) == (words, box)

    def test_reads_an_iso_date_of_a_link(self) -> None:
        typed = DateBoxesInput().value_from_datadict({"on": "2024-05-05"}, {}, "on")

        assert typed == DateBoxes("5", "5", "2024")


class TestTimeField:
    @pytest.mark.parametrize("text", ["1:30", "01:30", "0130", "130", "1.30", " 01:30 "])
    def test_accepts_times_as_they_are_spoken(self, text: str) -> None:
        assert TimeField().clean(text) == time(1, 30)

    @given(st.times())
    def test_reads_back_what_it_shows(self, at: time) -> None:
        minute = at.replace(second=0, microsecond=0)

        assert TimeField().clean(TimeInput().format_value(minute)) == minute

    @pytest.mark.parametrize("text", ["25:14", "24:00", "23:60", "2514"])
    def test_refuses_what_no_clock_shows(self, text: str) -> None:
        words = f"The arrest is at {text}. Enter a time from 00:00 to 23:59"

        assert message_of(TimeField(subject="arrest"), text)[0] == words

    @pytest.mark.parametrize("text", ["noon", "1", "١٢:٣٠"])
    def test_refuses_what_is_no_time(self, text: str) -> None:
        words = f"The arrest is at {text}. Enter a time such as 23:14"

        assert message_of(TimeField(subject="arrest"), text)[0] == words

    def test_asks_for_a_missing_time(self) -> None:
        assert message_of(TimeField(subject="arrest"), "")[0] == "Enter the time of the arrest"


class TestRowsField:
    def test_gives_the_cleaned_rows_without_the_empty_ones(self) -> None:
        form = ArrestForm(sent(**{"offences-count": "3", "offences-2-group": "theft"}))

        assert form.is_valid(), form.errors
        assert [row["group"] for row in form.cleaned_data["offences"]] == ["drugs", "theft"]

    def test_takes_no_more_rows_than_may_be(self) -> None:
        form = ArrestForm(sent(**{"offences-count": "9999"}))

        assert len(rows_of(form)) == 3

    @pytest.mark.parametrize("count", ["", "-1", "abc", "٣", "1e9", "99999"])
    def test_reads_a_count_that_is_none_as_no_rows(self, count: str) -> None:
        assert row_count({"offences-count": count}, "offences") == 0

    def test_asks_for_the_first_row_at_its_box(self) -> None:
        form = ArrestForm(sent(**{"offences-0-group": ""}))

        assert form.error_summary() == [("Choose the offence group", "id_offences-0-group")]
        assert list(rows_of(form)[0]["group"].errors) == ["Choose the offence group"]

    def test_names_the_row_where_there_are_several(self) -> None:
        form = ArrestForm(
            sent(**{"offences-count": "2", "offences-1-on_day": "3", "offences-1-on_month": "4"})
        )

        assert form.error_summary() == [
            ("Offence 2: Choose the offence group", "id_offences-1-group"),
            ("Offence 2: The date of the offence needs a year", "id_offences-1-on_year"),
        ]
        shown = [str(error) for error in rows_of(form)[1]["group"].errors]
        assert shown == ["Offence 2: Choose the offence group"]

    def test_asks_for_a_row_where_none_was_sent(self) -> None:
        form = ArrestForm(sent(**{"offences-count": "0"}))

        assert form.error_summary() == [("Add an offence", "id_offences")]

    def test_shows_the_first_values(self) -> None:
        form = ArrestForm(initial={"offences": [{"group": "a"}, {"group": "b"}]})

        assert [row["group"].value() for row in rows_of(form)] == ["a", "b"]

    def test_shows_as_many_rows_as_must_be(self) -> None:
        assert len(rows_of(ArrestForm())) == 1


class TestRearrange:
    def rearranged(self, **changes: str) -> ArrestForm:
        form = ArrestForm(sent(**changes))
        assert form.wants_more_rows(form.data)
        form.rearrange(today=TODAY)
        return form

    def test_adds_a_row_and_keeps_what_was_typed(self) -> None:
        form = self.rearranged(add="offences", at="25:14")

        assert [row["group"].value() for row in rows_of(form)] == ["drugs", None]
        assert form["at"].value() == "25:14"
        assert form.errors == {}
        assert "govuk-error-message" not in str(form)

    def test_removes_the_row_that_was_named(self) -> None:
        form = self.rearranged(
            **{
                "remove": "offences:1",
                "offences-count": "3",
                "offences-1-group": "b",
                "offences-2-group": "c",
            }
        )

        assert [row["group"].value() for row in rows_of(form)] == ["drugs", "c"]

    @pytest.mark.parametrize(
        ("which", "day"), [("today", ("7", "5", "2024")), ("yesterday", ("6", "5", "2024"))]
    )
    def test_fills_the_date_by_the_clock_it_is_told(
        self, which: str, day: tuple[str, str, str]
    ) -> None:
        assert self.rearranged(fill=f"on:{which}")["on"].value() == DateBoxes(*day)

    def test_fills_a_date_in_a_row(self) -> None:
        form = self.rearranged(fill="offences-0-on:today")

        assert rows_of(form)[0]["on"].value() == DateBoxes("7", "5", "2024")

    @pytest.mark.parametrize("value", ["", ":", "offences:9", "offences:x", "nothing:0"])
    def test_leaves_the_form_alone_where_the_row_is_none(self, value: str) -> None:
        form = self.rearranged(remove=value)

        assert [row["group"].value() for row in rows_of(form)] == ["drugs"]

    @given(st.text(max_size=30), st.sampled_from(["add", "remove", "fill", "restore"]))
    def test_answers_any_value_by_a_form(self, value: str, button: str) -> None:
        assert "govuk-form-group" in str(self.rearranged(**{button: value}))

    def test_is_not_wanted_by_the_button_that_sends(self) -> None:
        assert not SouthendForm.wants_more_rows(sent())


class TestRequired:
    def test_asks_for_what_the_label_names(self) -> None:
        class PlaceForm(SouthendForm):
            number = forms.CharField(label="Custody number")
            operation = forms.ChoiceField(label="Operation")
            reason = forms.MultipleChoiceField(label="Why was the arrest necessary?")
            area = forms.CharField(label="ASB area")
            own = forms.CharField(error_messages={"required": "Say where"})

        assert [message for message, _ in PlaceForm({}).error_summary()] == [
            "Enter the custody number",
            "Choose the operation",
            "Answer “Why was the arrest necessary?”",
            "Enter the ASB area",
            "Say where",
        ]


class TestErrorSummary:
    def test_lists_errors_in_the_order_of_the_fields(self) -> None:
        form = ArrestForm(sent(on_year="24", at="25:14"))

        assert form.error_summary() == [
            ("The year is 24. Enter the year with four digits", "id_on_year"),
            ("The arrest is at 25:14. Enter a time from 00:00 to 23:59", "id_at"),
        ]

    def test_puts_errors_of_the_whole_form_first(self) -> None:
        form = ArrestForm(sent(at=""))
        form.add_error(None, "Sgt 2198 approved this at 09:44. Your edit was not saved")

        assert form.error_summary()[0] == (
            "Sgt 2198 approved this at 09:44. Your edit was not saved",
            "",
        )

    def test_says_the_same_words_at_the_box(self) -> None:
        form = ArrestForm(sent(at="25:14"))

        assert all(message in str(form) for message, _ in form.error_summary())

    def test_leads_to_boxes_that_are_on_the_page(self) -> None:
        form = ArrestForm(sent(on_year="24", at="", **{"offences-0-group": ""}))

        assert all(f'id="{anchor}"' in str(form) for _, anchor in form.error_summary())


class TestWhenOptional:
    class Form(SouthendForm):
        needed = {"offences": "", "unit": "with a term"}
        place = forms.CharField()
        note = forms.CharField(required=False)
        unit = forms.CharField(required=False)
        offences = RowsField(OffenceForm, noun="offence", required=False)

    @pytest.mark.parametrize(
        ("name", "words"),
        [("place", ""), ("note", "(optional)"), ("unit", "(with a term)"), ("offences", "")],
    )
    def test_says_so_of_what_may_stay_empty_only(self, name: str, words: str) -> None:
        form = self.Form()

        assert when_optional(form[name]) == words
        assert str(form[name].as_field_group()).count("so-optional") == bool(words) + (
            name == "offences" and len(rows_of(form))
        )
