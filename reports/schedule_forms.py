"""The forms of schedules: what is made when and for whom, and why one is stopped."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts import officers
from accounts.form_fields import SouthendForm, TimeField
from accounts.models import District, Officer
from accounts.roles import Role
from reports.definitions import REPORTS
from reports.models import Schedule
from reports.models.schedules import LONGEST_GRACE
from reports.recipients import RECEIVING_ROLES
from reports.schedules import RHYTHMS, SPANS, BadRecurrence, Covers, Recurrence, Rhythm
from reports.scheduling import FIRST_RECURRENCE, GRACE_HOURS, Plan


class ScheduleForm(SouthendForm):
    """Which report of which district, when, what it covers, who owns it and who receives it."""

    report = forms.ChoiceField(choices=[(report.slug, report.name) for report in REPORTS])
    district = forms.ModelChoiceField(queryset=District.objects.none(), empty_label=None)
    subject = forms.ChoiceField(
        label="Operation", required=False, help_text="Only for the report about one operation."
    )
    each = forms.ChoiceField(
        label="How often",
        choices=[(key.value, words) for key, words in RHYTHMS.items()],
        widget=forms.RadioSelect,
    )
    covers = forms.ChoiceField(
        label="What it covers",
        choices=[(key.value, words) for key, words in SPANS.items()],
        widget=forms.RadioSelect,
        help_text="Up to the last day of the week or month before. Each week covers a week, and"
        " each season a season.",
    )
    day = forms.IntegerField(
        help_text="Of the month, 1 to 28. Each week: 1 for Monday to 7 for Sunday.",
        error_messages={"invalid": "Enter the day as a number, such as 8"},
    )
    time = TimeField(help_text="By the clocks of London, summer and winter, such as 06:00.")
    grace = forms.IntegerField(
        label="Hours of grace",
        help_text="The report is late if it is not there so long after its time. The owner is told"
        " at half of it.",
        min_value=1,
        max_value=LONGEST_GRACE,
        error_messages={
            "invalid": "Enter the hours as a number, such as 12",
            "min_value": f"Enter 1 to {LONGEST_GRACE} hours",
            "max_value": f"Enter 1 to {LONGEST_GRACE} hours",
        },
    )
    roles = forms.MultipleChoiceField(
        label="Recipients by role",
        choices=[(role.value, f"{role.label}s of the district") for role in RECEIVING_ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Whoever holds the role on the day.",
    )
    people = forms.CharField(
        label="Recipients in person",
        help_text="Collar numbers, one a line.",
        widget=forms.Textarea(attrs={"rows": "3"}),
        required=False,
        max_length=1_000,
    )
    owner = forms.CharField(
        label="Owner",
        help_text="Collar number of a commander or analyst of the district, who is told when a"
        " report is about to be late, fails, or somebody can no longer receive it.",
        max_length=20,
    )

    def __init__(
        self,
        *args: Any,
        districts: QuerySet[District],
        operations: Sequence[tuple[str, str]] = (),
        at: datetime,
        schedule: Schedule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.schedule = at, schedule
        if schedule is not None:
            del self.fields["report"], self.fields["district"], self.fields["subject"]
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = districts
        subject = self.fields.get("subject")
        if isinstance(subject, forms.ChoiceField):
            subject.choices = [("", "None"), *operations]

    def clean_owner(self) -> Officer:
        """Find the owner."""
        return self._officer(self.cleaned_data["owner"])

    def clean_people(self) -> list[Officer]:
        """Find everyone who is named."""
        return [
            self._officer(collar)
            for collar in re.split(r"[\s,;]+", self.cleaned_data["people"])
            if collar
        ]

    def clean(self) -> dict[str, Any]:
        """Put day, time and rhythm together."""
        cleaned = super().clean() or {}
        wanted = ("each", "covers", "day", "time")
        if all(cleaned.get(name) is not None for name in wanted):
            try:
                cleaned["recurrence"] = Recurrence(
                    rhythm=Rhythm(cleaned["each"]),
                    covers=Covers(cleaned["covers"]),
                    day=cleaned["day"],
                    time=cleaned["time"],
                )
            except BadRecurrence as error:
                is_day = str(error).startswith("The day")
                raise ValidationError({"day" if is_day else "covers": str(error)}) from error
        if not cleaned.get("roles") and "people" in cleaned and not cleaned["people"]:
            raise ValidationError({"roles": "Choose a role, or name an officer below"})
        return cleaned

    def plan(self) -> Plan:
        """Give what was filled in; only of a form without errors."""
        cleaned = self.cleaned_data
        kept = self.schedule
        return Plan(
            definition=kept.definition if kept else cleaned["report"],
            district=kept.district if kept else cleaned["district"],
            owner=cleaned["owner"],
            recurrence=cleaned["recurrence"],
            roles=[Role(role) for role in cleaned["roles"]],
            officers=cleaned["people"],
            grace_hours=cleaned["grace"],
            subject=kept.subject if kept else cleaned["subject"],
        )

    def _officer(self, collar: str) -> Officer:
        try:
            return officers.by_collar(collar.strip(), at=self.at)
        except officers.UnknownOfficer as error:
            raise ValidationError(str(error)) from error


def initial_of(schedule: Schedule | None, *, owner: Officer) -> dict[str, object]:
    """Fill the form in: with what a schedule says, or with what a new district gets."""
    if schedule is None:
        return written(FIRST_RECURRENCE, GRACE_HOURS) | {
            "roles": [Role.COMMANDER, Role.ANALYST],
            "owner": owner.collar_number,
        }
    recipients = list(schedule.recipients.select_related("officer"))
    named = [one.officer.collar_number for one in recipients if one.officer]
    return written(schedule.recurrence, schedule.grace_hours) | {
        "roles": [one.role for one in recipients if one.role],
        "people": "\n".join(named),
        "owner": schedule.owner.collar_number,
    }


def written(recurrence: Recurrence, grace: int) -> dict[str, object]:
    """Give a recurrence as the form's boxes hold it."""
    moment: time = recurrence.time
    return {
        "each": recurrence.rhythm.value,
        "covers": recurrence.covers.value,
        "day": recurrence.day,
        "time": moment,
        "grace": grace,
    }


class StopForm(SouthendForm):
    """Why a schedule is stopped."""

    reason = forms.CharField(
        label="Why is it stopped?",
        help_text="Everyone who reads the board sees it. No names of people.",
        max_length=300,
        error_messages={"required": "Say why it is stopped"},
    )
