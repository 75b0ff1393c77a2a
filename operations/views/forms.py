"""The pages on which each kind is logged and changed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.views import officer_of
from operations import actions
from operations.forms import (
    ArrestForm,
    EngagementForm,
    OperationForm,
    PatrolForm,
    ProsecutionForm,
    SurveyWaveForm,
)
from operations.models import Arrest, Engagement, Operation, Patrol, Prosecution, SurveyWave
from records.models import Kind
from records.views.changing import RecordEditView
from records.views.writing import Form, RecordCreateView
from records.wording import clock_time


class OperationCreate(RecordCreateView):
    """Log an operation."""

    kind = Kind.OPERATION
    form_class = OperationForm
    log = staticmethod(actions.log_operation)


class OperationEdit(RecordEditView):
    """Change an operation."""

    kind = Kind.OPERATION
    model = Operation
    form_class = OperationForm
    change = staticmethod(actions.change_operation)


class PatrolCreate(RecordCreateView):
    """Log a patrol; "Nothing to report" is a button that sends what is filled in."""

    template_name = "operations/patrol_form.html"
    kind = Kind.PATROL
    form_class = PatrolForm
    log = staticmethod(actions.log_patrol)

    def more(self, form: Form) -> dict[str, Any]:
        """Say what was filled in from the last patrol."""
        return {"one_tap": True, "filled_in": filled_in(form)}


class PatrolEdit(RecordEditView):
    """Change a patrol."""

    template_name = "operations/patrol_form.html"
    kind = Kind.PATROL
    model = Patrol
    form_class = PatrolForm
    change = staticmethod(actions.change_patrol)


def filled_in(form: Form) -> list[tuple[str, str]]:
    """List what a new form took over from the officer's last patrol, in words."""
    values = form.initial
    if form.is_bound or "start" not in values:
        return []
    return [
        ("Operation", str(values["operation"] or "No operation")),
        ("Area", str(values["area"] or "No area")),
        ("How", str(values["mode"])),
        ("Crew", values["crew"]),
        ("From", f"{values['start']:%H:%M} to {values['end']:%H:%M}"),
    ]


class ArrestCreate(RecordCreateView):
    """Log an arrest; the officer's patrol fills in what it knows."""

    template_name = "operations/arrest_form.html"
    kind = Kind.ARREST
    form_class = ArrestForm
    log = staticmethod(actions.log_arrest)

    def more(self, form: Form) -> dict[str, Any]:
        """Say what was filled in from the patrol."""
        return {"filled_in": taken_from_patrol(form)}


class ArrestEdit(RecordEditView):
    """Change an arrest."""

    kind = Kind.ARREST
    model = Arrest
    form_class = ArrestForm
    change = staticmethod(actions.change_arrest)


def taken_from_patrol(form: Form) -> list[tuple[str, str]]:
    """List what a new form took over from the officer's patrol, in words."""
    patrol: Patrol | None = form.initial.get("patrol")
    if form.is_bound or patrol is None:
        return []
    times = f"{clock_time(patrol.started_at)} to {clock_time(patrol.ended_at)}"
    return [
        ("Patrol", f"{patrol.record.reference}, {times}"),
        ("Operation", str(patrol.operation or "No operation")),
        ("Area", str(patrol.area or "No area")),
        ("Arresting officer", str(form.writing.by)),
    ]


class ProsecutionCreate(RecordCreateView):
    """Log a prosecution, from an arrest where its page led here."""

    kind = Kind.PROSECUTION
    form_class = ProsecutionForm
    log = staticmethod(actions.log_prosecution)

    def initial(self, request: HttpRequest) -> Mapping[str, Any] | None:
        """Fill in the arrest whose reference the address names."""
        reference = request.GET.get("arrest", "")
        if not reference:
            return None
        rows = Arrest.objects.visible_to(officer_of(request)).select_related("record", "subject")
        arrest = get_object_or_404(rows, record__reference=reference)
        return {
            "arrests": reference,
            "subject": arrest.subject.reference if arrest.subject else "",
            "operation": arrest.operation_id,
        }


class ProsecutionEdit(RecordEditView):
    """Change a prosecution."""

    kind = Kind.PROSECUTION
    model = Prosecution
    form_class = ProsecutionForm
    change = staticmethod(actions.change_prosecution)


class EngagementCreate(RecordCreateView):
    """Log an engagement event."""

    kind = Kind.ENGAGEMENT
    form_class = EngagementForm
    log = staticmethod(actions.log_engagement)


class EngagementEdit(RecordEditView):
    """Change an engagement event."""

    kind = Kind.ENGAGEMENT
    model = Engagement
    form_class = EngagementForm
    change = staticmethod(actions.change_engagement)


class SurveyWaveCreate(RecordCreateView):
    """Enter a survey wave."""

    kind = Kind.SURVEY_WAVE
    form_class = SurveyWaveForm
    log = staticmethod(actions.log_survey_wave)


class SurveyWaveEdit(RecordEditView):
    """Change a survey wave."""

    kind = Kind.SURVEY_WAVE
    model = SurveyWave
    form_class = SurveyWaveForm
    change = staticmethod(actions.change_survey_wave)
