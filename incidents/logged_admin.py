"""Logged incidents on the records desk; incidents/admin.py registers them by importing this."""

from django.contrib import admin

from accounts.desk import WithinRights
from incidents.logged import change_incident, log_incident
from incidents.logged_forms import LoggedIncidentForm
from incidents.models import LoggedIncident
from records.desk import RecordKindAdmin
from records.models import Kind


@admin.register(LoggedIncident)
class LoggedIncidentAdmin(RecordKindAdmin[LoggedIncident]):
    """Logged incidents."""

    kind = Kind.LOGGED_INCIDENT
    row_argument = "incident"
    form_class = LoggedIncidentForm
    log = staticmethod(log_incident)
    change = staticmethod(change_incident)
    refusals = tuple(LoggedIncidentForm.refusals)
    extra_columns = ("type", "place")
    extra_filters = ("type", "qualifier", ("area", WithinRights))
    search_fields = (*RecordKindAdmin.search_fields, "storm_number")
    list_select_related = (*RecordKindAdmin.list_select_related, "type")
