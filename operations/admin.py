"""Operations and what is logged against them, on the records desk; subjects are only read."""

from django.contrib import admin

from accounts.desk import DeskAdmin, WithinRights
from accounts.roles import Permission
from operations import actions
from operations.forms import (
    ArrestForm,
    EngagementForm,
    OperationForm,
    PatrolForm,
    ProsecutionForm,
    SurveyWaveForm,
)
from operations.models import (
    Arrest,
    Engagement,
    Operation,
    Patrol,
    Prosecution,
    Subject,
    SurveyWave,
)
from records.desk import RecordKindAdmin
from records.models import Kind


@admin.register(Operation)
class OperationAdmin(RecordKindAdmin[Operation]):
    """Operations."""

    kind = Kind.OPERATION
    logs = Permission.PLAN_OPERATIONS
    row_argument = "operation"
    form_class = OperationForm
    log = staticmethod(actions.log_operation)
    change = staticmethod(actions.change_operation)
    refusals = tuple(OperationForm.refusals)
    extra_columns = ("name", "starts_on", "ends_on")
    search_fields = (*RecordKindAdmin.search_fields, "name")


@admin.register(Patrol)
class PatrolAdmin(RecordKindAdmin[Patrol]):
    """Patrols."""

    kind = Kind.PATROL
    row_argument = "patrol"
    form_class = PatrolForm
    log = staticmethod(actions.log_patrol)
    change = staticmethod(actions.change_patrol)
    refusals = tuple(PatrolForm.refusals)
    extra_columns = ("operation", "area")
    extra_filters = (("area", WithinRights), "provider", "mode", "nothing_to_report")
    list_select_related = (*RecordKindAdmin.list_select_related, "operation", "area")


@admin.register(Arrest)
class ArrestAdmin(RecordKindAdmin[Arrest]):
    """Arrests."""

    kind = Kind.ARREST
    row_argument = "arrest"
    form_class = ArrestForm
    log = staticmethod(actions.log_arrest)
    change = staticmethod(actions.change_arrest)
    refusals = tuple(ArrestForm.refusals)
    extra_columns = ("operation", "principal_offence")
    extra_filters = ("principal_offence", "latest_disposal", "sex", ("area", WithinRights))
    search_fields = (*RecordKindAdmin.search_fields, "custody_number")
    list_select_related = (
        *RecordKindAdmin.list_select_related,
        "operation",
        "principal_offence",
    )


@admin.register(Prosecution)
class ProsecutionAdmin(RecordKindAdmin[Prosecution]):
    """Prosecutions."""

    kind = Kind.PROSECUTION
    row_argument = "prosecution"
    form_class = ProsecutionForm
    log = staticmethod(actions.log_prosecution)
    change = staticmethod(actions.change_prosecution)
    refusals = tuple(ProsecutionForm.refusals)
    extra_columns = ("case_number", "stage")
    extra_filters = ("stage",)
    search_fields = (*RecordKindAdmin.search_fields, "case_number")


@admin.register(Engagement)
class EngagementAdmin(RecordKindAdmin[Engagement]):
    """Engagement events."""

    kind = Kind.ENGAGEMENT
    row_argument = "engagement"
    form_class = EngagementForm
    log = staticmethod(actions.log_engagement)
    change = staticmethod(actions.change_engagement)
    refusals = tuple(EngagementForm.refusals)
    extra_columns = ("type", "venue")
    extra_filters = ("type", "audience", ("area", WithinRights))
    list_select_related = (*RecordKindAdmin.list_select_related, "type")


@admin.register(SurveyWave)
class SurveyWaveAdmin(RecordKindAdmin[SurveyWave]):
    """Waves of the residents' survey, which analysts enter."""

    kind = Kind.SURVEY_WAVE
    logs = Permission.KEEP_SURVEYS
    row_argument = "survey_wave"
    form_class = SurveyWaveForm
    log = staticmethod(actions.log_survey_wave)
    change = staticmethod(actions.change_survey_wave)
    refusals = tuple(SurveyWaveForm.refusals)
    extra_columns = ("question", "percent")
    extra_filters = ("question",)


@admin.register(Subject)
class SubjectAdmin(DeskAdmin[Subject]):
    """People without names: their references, read and never written here."""

    subject = "subject"
    sees = frozenset({Permission.SEE_RECORDS})
    district = "district"
    list_display = ("reference", "district", "created_at")
    list_filter = (("district", WithinRights),)
    list_select_related = ("district",)
    search_fields = ("reference",)
    ordering = ("reference",)
