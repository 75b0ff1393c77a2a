"""What the API sends and takes, field by field; docs/schemas/api-1.json is written from here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.roles import Role, Scope
from accounts.typed import typed, why_not
from reports.models import CompilationState, RunState
from reports.models.schedules import LONGEST_GRACE
from reports.recipients import RECEIVING_ROLES
from reports.schedules import RHYTHMS, SPANS

Answer = serializers.Serializer[Any]
FIRST_DAY = date(1900, 1, 1)


class ProblemAnswer(Answer):
    """What is wrong, and how to mend it (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong, and what to do.")
    errors = serializers.DictField(  # type: ignore[assignment] # a field of the answer, not of it
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong with each field or parameter.",
    )


class PlaceAnswer(Answer):
    """A district."""

    slug = serializers.CharField()
    name = serializers.CharField()


class MeAnswer(Answer):
    """Whose token this is and what it opens."""

    owner = serializers.CharField(source="owner.__str__")
    token = serializers.CharField(source="name")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    expires_at = serializers.DateTimeField()
    districts = PlaceAnswer(many=True)


class ReportAnswer(Answer):
    """A report that can be compiled."""

    definition = serializers.CharField(source="slug")
    name = serializers.CharField()
    about = serializers.CharField(help_text="What it is about: a district, or an operation.")
    is_public = serializers.BooleanField()


class EditionAnswer(Answer):
    """An edition: frozen figures of a period."""

    id = serializers.IntegerField(source="pk")
    definition = serializers.CharField()
    district = serializers.CharField(source="district.slug")
    subject = serializers.CharField(help_text="Slug of the operation; empty: the district.")
    start = serializers.DateField(help_text="First day of the period.")
    end = serializers.DateField(help_text="First day after the period.")
    number = serializers.IntegerField(help_text="1 for the first of the period.")
    compiled_at = serializers.DateTimeField()
    data_as_at = serializers.DateTimeField()
    compiled_by = serializers.CharField(source="by.__str__")
    figures_sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, edition: Any) -> str:  # noqa: ANN401 - as the framework calls it
        """Lead to the edition."""
        return reverse("api-edition-detail", args=[edition.pk])


class FileAnswer(Answer):
    """A file of an edition."""

    format = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, file: Any) -> str:  # noqa: ANN401 - as the framework calls it
        """Lead to the file."""
        return reverse("api-edition-file", args=[file.edition_id, file.format])


class EditionDetailAnswer(EditionAnswer):
    """An edition with what it says of itself, its files, and its figures."""

    marking = serializers.CharField(source="document.marking")
    title = serializers.CharField(source="document.title")
    closing = serializers.CharField(source="document.stamp.closing")
    replaces = serializers.CharField(source="document.stamp.replaces")
    changes = serializers.ListField(child=serializers.CharField(), source="document.stamp.changes")
    missing_months = serializers.ListField(
        child=serializers.CharField(), source="document.missing_months"
    )
    files = FileAnswer(many=True, source="kept_files")


@extend_schema_field({"type": ["number", "null"]})
class NumberField(serializers.Field[Any, Any, Any, Any]):
    """A number as the edition holds it: a count stays whole."""

    def to_representation(self, value: Any) -> Any:  # noqa: ANN401 - as the framework calls it
        """Give it as it is."""
        return value


class FigureAnswer(Answer):
    """One figure of one edition, in one flat row."""

    edition = serializers.IntegerField(help_text="Id of the edition.")
    definition = serializers.CharField()
    district = serializers.CharField()
    subject = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField(help_text="First day after the period.")
    number = serializers.IntegerField(help_text="Number of the edition of its period.")
    data_as_at = serializers.DateTimeField()
    figures_sha256 = serializers.CharField()
    key = serializers.CharField(help_text="The figure's name for machines.")
    label = serializers.CharField()  # type: ignore[assignment] # a field of the answer, not of it
    unit = serializers.CharField()
    direction = serializers.CharField(help_text="What is better: lower, higher, or neither.")
    current = NumberField()
    previous = NumberField()
    symbol = serializers.CharField(help_text="Stands for a number that is not published.")
    previous_symbol = serializers.CharField()
    change = NumberField()
    change_percent = NumberField(help_text="Null on a base under 50.")
    base = serializers.IntegerField(allow_null=True, help_text="What a percentage is of.")
    interval_low = NumberField(help_text="Of the 95% interval.")
    interval_high = NumberField()
    interval_of = serializers.CharField()
    reading = serializers.CharField(help_text="What the change means.")
    reason = serializers.CharField(help_text="Why something is absent.")
    measure = serializers.CharField(help_text="Key of the measure whose definition counted it.")
    definition_version = serializers.CharField(help_text="Of the period, such as v2; v1+v2.")
    previous_definition_version = serializers.CharField()
    provisional = serializers.BooleanField(help_text="[p]: the period is open.")
    revised = serializers.BooleanField(help_text="[r]: restated after the period was closed.")


class ListAnswer(Answer):
    """A list that can be read, its columns and its filters."""

    name = serializers.CharField()
    title = serializers.CharField()
    marking = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    filters = serializers.ListField(child=serializers.CharField())
    sorts = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]})
class ValueField(serializers.Field[Any, Any, Any, Any]):
    """Whatever a column of a list holds."""

    def to_representation(self, value: Any) -> Any:  # noqa: ANN401 - as the framework calls it
        """Give it as it is."""
        return value


RowAnswer = serializers.DictField(child=ValueField(), help_text="By the columns of the list.")


class CompilationAnswer(Answer):
    """A request to compile a report, and what became of it."""

    id = serializers.UUIDField(source="pk")
    definition = serializers.CharField()
    district = serializers.CharField(source="district.slug")
    subject = serializers.CharField()
    start = serializers.DateField()
    end = serializers.DateField()
    asked_by = serializers.CharField(source="by.__str__")
    asked_at = serializers.DateTimeField(source="requested_at")
    state = serializers.ChoiceField(choices=CompilationState.choices)
    doing = serializers.CharField(help_text="The step in words.")
    step = serializers.IntegerField()
    steps = serializers.IntegerField()
    failure = serializers.CharField(help_text="Why it failed, and the mend.")
    edition = serializers.IntegerField(source="edition_id", allow_null=True)
    url = serializers.SerializerMethodField()

    def get_url(self, compilation: Any) -> str:  # noqa: ANN401 - as the framework calls it
        """Lead to the request."""
        return reverse("api-compilation-detail", args=[compilation.pk])


def no_day_before_records(day: date) -> None:
    """Refuse a day that no calendar of reports reaches back from.

    Raises: ValidationError.
    """
    if day < FIRST_DAY:
        raise serializers.ValidationError(f"The day is too early. Enter {FIRST_DAY} or later.")


class CompilationAsked(Answer):
    """Which report to compile."""

    definition = serializers.CharField()
    district = serializers.CharField(help_text="Slug.")
    start = serializers.DateField(
        help_text="First day of the period.", validators=[no_day_before_records]
    )
    end = serializers.DateField(
        help_text="First day after the period.", validators=[no_day_before_records]
    )
    subject = serializers.CharField(default="", allow_blank=True, help_text="Slug of an operation.")


class RecurrenceAnswer(Answer):
    """How often, when, and what is covered."""

    rhythm = serializers.ChoiceField(choices=[(one.value, words) for one, words in RHYTHMS.items()])
    covers = serializers.ChoiceField(choices=[(one.value, words) for one, words in SPANS.items()])
    day = serializers.IntegerField(
        min_value=1, max_value=28, help_text="Of the month; weekly: 1 for Monday to 7 for Sunday."
    )
    time = serializers.TimeField(format="%H:%M", help_text="By the clocks of London.")


class ScheduleAsked(Answer):
    """What a schedule is to do."""

    definition = serializers.CharField()
    district = serializers.CharField(help_text="Slug.")
    subject = serializers.CharField(default="", allow_blank=True, help_text="Slug of an operation.")
    owner = serializers.CharField(help_text="Collar number of a commander or analyst.")
    recurrence = RecurrenceAnswer()
    grace_hours = serializers.IntegerField(min_value=1, max_value=LONGEST_GRACE)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(one.value, one.label) for one in RECEIVING_ROLES]),
        default=list,
        help_text="Recipients: whoever holds the role on the day.",
    )
    officers = serializers.ListField(
        child=serializers.CharField(), default=list, help_text="Recipients by collar number."
    )


class ScheduleAnswer(Answer):
    """A schedule and how it stands."""

    id = serializers.IntegerField(source="schedule.pk")
    definition = serializers.CharField(source="schedule.definition")
    district = serializers.CharField(source="schedule.district.slug")
    subject = serializers.CharField(source="schedule.subject")
    owner = serializers.CharField(source="schedule.owner.collar_number")
    recurrence = RecurrenceAnswer(source="schedule.recurrence")
    grace_hours = serializers.IntegerField(source="schedule.grace_hours")
    roles = serializers.SerializerMethodField()
    officers = serializers.SerializerMethodField()
    next_at = serializers.DateTimeField(source="schedule.next_at", allow_null=True)
    state = serializers.CharField(help_text="How it stands, in words.")
    warnings = serializers.ListField(child=serializers.CharField())
    stopped_at = serializers.DateTimeField(source="schedule.stopped_at", allow_null=True)
    why_stopped = serializers.CharField(source="schedule.why_stopped")
    url = serializers.SerializerMethodField()

    def get_roles(self, row: Any) -> list[str]:  # noqa: ANN401 - as the framework calls it
        """Give the recipients by role."""
        return [Role(one.role).value for one in row.schedule.recipients.all() if one.role]

    def get_officers(self, row: Any) -> list[str]:  # noqa: ANN401 - as the framework calls it
        """Give the recipients in person, by collar number."""
        return [one.officer.collar_number for one in row.schedule.recipients.all() if one.officer]

    def get_url(self, row: Any) -> str:  # noqa: ANN401 - as the framework calls it
        """Lead to the schedule."""
        return reverse("api-schedule-detail", args=[row.schedule.pk])


class TypedField(serializers.CharField):
    """Text that is kept: what cannot be seen is taken out, what cannot be kept is refused."""

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - as the framework calls it
        """Read it as forms do.

        Raises: ValidationError.
        """
        text = typed(super().to_internal_value(data), lines=False).text
        if why := why_not(text, subject=str(self.field_name)):
            raise serializers.ValidationError(f"{why}.")
        return text


class ReasonAsked(Answer):
    """Why a schedule is stopped."""

    reason = TypedField(max_length=300)


class RunAnswer(Answer):
    """One period of a schedule, and what became of it."""

    id = serializers.IntegerField(source="pk")
    start = serializers.DateField()
    end = serializers.DateField(help_text="First day after the period.")
    due_at = serializers.DateTimeField()
    late_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=RunState.choices)
    attempts = serializers.IntegerField()
    next_try_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    failure = serializers.CharField()
    edition = serializers.IntegerField(source="edition_id", allow_null=True)


class DeliveryAsked(Answer):
    """Which run to deliver again."""

    run = serializers.IntegerField(
        required=False, help_text="Id of a finished run; without it the newest."
    )


class DeliveryAnswer(Answer):
    """Who was told."""

    run = serializers.IntegerField()
    edition = serializers.IntegerField(help_text="Id of the edition that stands.")
    told = serializers.ListField(child=serializers.CharField())
    left_out = serializers.ListField(
        child=serializers.CharField(), help_text="Named, but may no longer read it."
    )


def page_of(rows: type[Answer] | serializers.Field[Any, Any, Any, Any], name: str) -> type[Answer]:
    """Describe a page of rows: how many there are, the rows, and where the next page is."""
    results = rows(many=True) if isinstance(rows, type) else serializers.ListField(child=rows)
    fields: Mapping[str, Any] = {
        "count": serializers.IntegerField(
            allow_null=True, help_text="How many rows there are; null for more than 10,000."
        ),
        "next": serializers.CharField(allow_null=True, help_text="Address of the next page."),
        "results": results,
        "__doc__": "One page.",
    }
    return type(name, (serializers.Serializer,), dict(fields))
