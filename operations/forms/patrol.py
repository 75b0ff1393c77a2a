"""The form of a patrol: quick to fill in, and past midnight without a second date."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from accounts.form_fields import DateBoxesField, TimeField
from accounts.models import Officer
from incidents.area_choices import areas_to_choose, in_kinds
from operations.details import PatrolDetails
from operations.forms.people import last_patrol_of, officers_named, operations_to_choose
from operations.models import Patrol, PatrolMode, ProviderType
from records.kind_fields import NumberField, OneOfField, WordsField
from records.kind_forms import RecordForm, london_parts
from records.models import PartRole
from records.moments import NoSuchTime, moment_after
from records.wording import day_in_words


def crew_of(patrol: Patrol) -> list[Officer]:
    """Read the officers who have a part as crew in force."""
    parts = patrol.record.parts.filter(role=PartRole.CREW, until_version__isnull=True)
    return [part.officer for part in parts.select_related("officer").order_by("id")]


class PatrolForm(RecordForm[PatrolDetails, Patrol]):
    """One crew's patrol: a date, a start, and an end that may lie past midnight.

    A new one is filled in with the officer's own number and what the last patrol had; with the
    same length, up to now, so that "Nothing to report" is one tap.
    """

    needed: ClassVar[Mapping[str, str]] = {"crew": "or partners", "partners": "or a crew"}

    started_on = DateBoxesField(subject="date of the patrol", label="Date")
    start = TimeField(subject="start of the patrol", label="Start")
    end = TimeField(
        subject="end of the patrol",
        label="End",
        help_text="At or before the start means the next day: 01:30 after 22:00 needs no date",
    )
    operation = OneOfField(subject="operation", empty="No operation", required=False)
    area = OneOfField(subject="area", empty="No area", required=False)
    provider = OneOfField(subject="provider", label="Who patrolled")
    mode = OneOfField(subject="mode", label="How", widget=forms.RadioSelect)
    crew = WordsField(
        subject="crew",
        label="Crew",
        required=False,
        max_length=200,
        width=30,
        help_text="Collar numbers with commas between them, such as 41123, 40876",
    )
    partners = NumberField(
        subject="number of partners",
        label="Partners",
        required=False,
        high=200,
        help_text="How many others patrolled with you, such as council officers. No names",
    )
    note = WordsField(
        subject="note",
        label="What happened",
        required=False,
        lines=3,
        help_text="No names of people",
    )
    nothing_to_report = forms.BooleanField(label="Nothing to report", required=False)

    @classmethod
    def initial_of(cls, row: Patrol) -> dict[str, Any]:
        """Give the values of a patrol."""
        crew = crew_of(row)
        started_on, start = london_parts(row.started_at)
        return {
            "started_on": started_on,
            "start": start,
            "end": london_parts(row.ended_at)[1],
            "operation": row.operation,
            "area": row.area,
            "provider": row.provider,
            "mode": row.mode,
            "crew": ", ".join(officer.collar_number for officer in crew),
            "partners": row.crew_size - len(crew),
            "note": row.note,
            "nothing_to_report": row.nothing_to_report,
        }

    def likely(self) -> Mapping[str, Any]:
        """Fill in the officer's own number and what the last patrol had, up to now."""
        by, at = self.writing.by, self.writing.at
        last = last_patrol_of(by)
        likely: dict[str, Any] = {"crew": by.collar_number, "started_on": self.writing.today}
        if last is None:
            return likely
        started_on, start = london_parts(at - (last.ended_at - last.started_at))
        return likely | {
            "started_on": started_on,
            "start": start,
            "end": london_parts(at)[1],
            "operation": last.operation,
            "area": last.area,
            "provider": last.provider,
            "mode": last.mode,
        }

    def offer(self) -> None:
        """Offer the operations, areas and codes of the day, and those that are held."""
        held, writing = self.held, self.writing
        operation, area = (held.operation, held.area) if held else (None, None)
        self.offer_rows(
            "operation", operations_to_choose(writing.district, writing.today, operation)
        )
        self.offer_rows(
            "area", areas_to_choose(writing.district, writing.today, held=[area]), group=in_kinds
        )
        self.offer_codes("provider", ProviderType, held.provider if held else None)
        self.offer_codes("mode", PatrolMode, held.mode if held else None)

    def clean_crew(self) -> tuple[Officer, ...]:
        """Find the officers of the crew."""
        return officers_named(
            self.cleaned_data["crew"],
            district=self.writing.district,
            day=self.writing.today,
            held=crew_of(self.held) if self.held else (),
        )

    def clean(self) -> dict[str, Any]:
        """Make the two moments, and check that somebody patrolled."""
        values = self.cleaned_data
        values["started_at"] = self.moment("started_on", "start")
        self.refuse_future(values["started_at"], "start", "The start of the patrol")
        if "start" not in self.errors:
            values["ended_at"] = self.ended_at(values["started_at"])
            self.refuse_future(values["ended_at"], "end", "The end of the patrol")
        if not ({"crew", "partners"} & set(self.errors)) and not (
            values["crew"] or values["partners"]
        ):
            self.add_error(
                "crew", "Nobody patrolled. Enter a collar number or a number of partners"
            )
        if values.get("nothing_to_report") and values.get("note"):
            self.add_error(
                "note", "The note says what happened. Take the note away, or save with it"
            )
        return values

    def ended_at(self, started_at: datetime | None) -> datetime | None:
        """Find the end: the first moment after the start that the clocks show so."""
        end = self.cleaned_data.get("end")
        if started_at is None or end is None:
            return None
        try:
            ended_at = moment_after(started_at, end)
        except NoSuchTime as error:
            self.add_error("end", str(error))
            return None
        if london_parts(ended_at)[0] != london_parts(started_at)[0]:
            self.told.append(f"The patrol ended on the next day, {day_in_words(ended_at)}.")
        return ended_at

    def details(self) -> PatrolDetails:
        """Give the patrol."""
        values = self.cleaned_data
        return PatrolDetails(
            operation=values["operation"],
            provider=values["provider"],
            mode=values["mode"],
            started_at=values["started_at"],
            ended_at=values["ended_at"],
            area=values["area"],
            crew=values["crew"],
            partners=values["partners"] or 0,
            nothing_to_report=values["nothing_to_report"],
            note=values["note"],
        )
