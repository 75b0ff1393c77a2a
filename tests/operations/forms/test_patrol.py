"""The form of a patrol."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import District, Officer
from incidents.models import Area
from operations import actions
from operations.forms import PatrolForm
from operations.models import Operation, Patrol, PatrolMode
from records.kind_forms import Writing
from tests.operations import typing_in
from tests.operations.typing_in import day, sent
from tests.people import AT, POSTED_ON


def filled(writing: Writing, **changes: object) -> PatrolForm:
    """Fill the form in, complete but for the changes."""
    return PatrolForm(sent(typing_in.patrol(**changes)), writing=writing)


def logged(writing: Writing, **changes: object) -> Patrol:
    """Log a patrol as typed."""
    form = filled(writing, **changes)
    assert form.is_valid(), form.errors
    return actions.log_patrol(id=uuid4(), details=form.details(), by=writing.by, at=writing.at)


class TestWhen:
    def test_reads_day_start_and_end(self, writing: Writing) -> None:
        form = filled(writing)

        assert form.is_valid()
        assert form.details().started_at == datetime(2024, 4, 29, 19, 0, tzinfo=UTC)
        assert form.details().ended_at == datetime(2024, 4, 29, 20, 30, tzinfo=UTC)
        assert form.notices == []

    def test_takes_an_end_at_or_before_the_start_as_the_next_day(self, writing: Writing) -> None:
        form = filled(writing, start="22:00", end="0130")

        assert form.is_valid()
        assert form.details().ended_at == datetime(2024, 4, 30, 0, 30, tzinfo=UTC)
        assert form.notices == ["The patrol ended on the next day, 30 Apr 2024."]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(start=st.times(), end=st.times(), on=st.dates(date(2023, 1, 2), date(2024, 4, 28)))
    def test_lasts_at_most_a_day_whatever_is_typed(
        self, writing: Writing, start: time, end: time, on: date
    ) -> None:
        times = {"start": f"{start:%H:%M}", "end": f"{end:%H.%M}"}
        form = filled(writing, **times, **day("started_on", on))

        if form.is_valid():
            lasted = form.details().ended_at - form.details().started_at
            assert timedelta(0) < lasted <= timedelta(hours=25)
        else:
            assert "went forward" in str(form.errors)

    def test_refuses_an_end_that_is_still_to_come(self, writing: Writing) -> None:
        form = filled(writing, **day("started_on", date(2024, 4, 30)), start="09:00", end="10:01")

        assert form.errors["end"] == [
            "The end of the patrol is at 30 Apr 2024, 10:01, which is still to come. "
            "Check the date and the time"
        ]

    def test_keeps_what_was_typed_wrong(self, writing: Writing) -> None:
        form = filled(writing, start="25:14", note="Quiet")

        assert form.errors["start"] == [
            "The start of the patrol is at 25:14. Enter a time from 00:00 to 23:59"
        ]
        assert (form["start"].value(), form["note"].value()) == ("25:14", "Quiet")


class TestWho:
    def test_finds_the_crew_by_their_numbers(
        self, writing: Writing, officer: Officer, other_officer: Officer
    ) -> None:
        form = filled(writing, crew="PC 41187, 41123", partners="2")

        assert form.is_valid()
        assert form.details().crew == (other_officer, officer)
        assert form.details().crew_size == 4

    @pytest.mark.usefixtures("twin_officer")
    @pytest.mark.parametrize("number", ["41999", "42123"])
    def test_names_a_number_that_is_nobodys_in_the_district(
        self, writing: Writing, number: str
    ) -> None:
        form = filled(writing, crew=f"41123, {number}")

        assert form.errors["crew"] == [
            f"{number} is not the collar number of an active officer in Southend district. "
            "Check the number"
        ]

    @pytest.mark.parametrize("role", ["administrator", "advisor"])
    def test_finds_nobody_who_sees_no_records(
        self, writing: Writing, role: str, request: pytest.FixtureRequest
    ) -> None:
        form = filled(writing, crew=request.getfixturevalue(role).collar_number)

        assert "crew" in form.errors

    def test_keeps_one_who_left_since(self, writing: Writing, other_officer: Officer) -> None:
        patrol = logged(writing, crew="41123, 41187")
        other_officer.is_active = False
        other_officer.save()
        changing = Writing(by=writing.by, at=AT, district=writing.district, held=patrol)

        assert filled(changing, crew="41123, 41187").is_valid()
        assert "crew" in filled(writing, crew="41123, 41187").errors

    def test_needs_somebody(self, writing: Writing) -> None:
        form = filled(writing, crew="", partners="0")

        assert form.errors["crew"] == [
            "Nobody patrolled. Enter a collar number or a number of partners"
        ]
        assert filled(writing, crew="", partners="2").is_valid()


class TestChoices:
    def test_are_those_of_the_district(
        self, writing: Writing, op_union: Operation, hotspot: Area, twin_ward: Area
    ) -> None:
        assert filled(writing, operation=op_union.pk, area=hotspot.pk).is_valid()
        assert filled(writing, area=twin_ward.pk).errors["area"] == [
            "Choose the area from the list"
        ]

    def test_are_the_codes_of_the_day_and_the_one_that_is_held(self, writing: Writing) -> None:
        patrol = logged(writing)
        PatrolMode.objects.filter(pk="foot").update(valid_to=POSTED_ON)
        changing = Writing(by=writing.by, at=AT, district=writing.district, held=patrol)

        assert filled(writing).errors["mode"] == ["Choose the mode from the list"]
        assert filled(changing).is_valid()


class TestLikely:
    def test_starts_with_the_officers_own_number(self, writing: Writing) -> None:
        form = PatrolForm(writing=writing)

        assert form["crew"].value() == "41123"
        assert form["started_on"].value() == date(2024, 4, 30)

    def test_repeats_the_last_patrol_up_to_now_so_that_one_tap_is_enough(
        self, writing: Writing, op_union: Operation, hotspot: Area
    ) -> None:
        last = logged(writing, operation=op_union.pk, area=hotspot.pk)

        shown = PatrolForm(writing=writing)
        values = {name: shown[name].value() for name in shown.fields}
        typed = {name: values[name] for name in ("operation", "area", "provider", "mode", "crew")}
        tapped = PatrolForm(
            sent(
                typed
                | day("started_on", values["started_on"])
                | {"start": f"{values['start']:%H:%M}", "end": f"{values['end']:%H:%M}"}
                | {"nothing_to_report": "on"}
            ),
            writing=writing,
        )

        assert tapped.is_valid(), tapped.errors
        details = tapped.details()
        assert details.ended_at == AT
        assert details.ended_at - details.started_at == last.ended_at - last.started_at
        assert (details.operation, details.area, details.nothing_to_report) == (
            op_union,
            hotspot,
            True,
        )

    def test_refuses_nothing_to_report_beside_a_note(self, writing: Writing) -> None:
        form = filled(writing, nothing_to_report="on", note="Moved a group on")

        assert "note" in form.errors


class TestInitialOf:
    def test_gives_back_what_was_typed(
        self, writing: Writing, district: District, op_union: Operation, other_officer: Officer
    ) -> None:
        patrol = logged(
            writing,
            operation=op_union.pk,
            start="22:00",
            end="01:30",
            crew=f"41123, {other_officer.collar_number}",
            partners="2",
            note="Quiet",
        )

        form = PatrolForm(writing=Writing(by=writing.by, at=AT, district=district, held=patrol))

        assert {name: form[name].value() for name in form.fields} == {
            "started_on": date(2024, 4, 29),
            "start": time(22, 0),
            "end": time(1, 30),
            "operation": str(op_union.pk),
            "area": None,
            "provider": "police-officer",
            "mode": "foot",
            "crew": "41123, 41187",
            "partners": 2,
            "note": "Quiet",
            "nothing_to_report": False,
        }
