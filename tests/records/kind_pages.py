"""One kind's pages on the shared bases, as a URLconf of the tests: a few attributes each."""

from django.urls import include, path

from incidents.logged import change_incident, log_incident
from incidents.logged_forms import LoggedIncidentForm
from incidents.models import LoggedIncident
from records.filters import RecordFilterSet
from records.models import Kind
from records.views.changing import RecordEditView
from records.views.columns import LOGGED_BY, REFERENCE, STATUS, Column, occurred
from records.views.detail import RecordDetailView
from records.views.lists import RecordListView
from records.views.writing import RecordCreateView


class IncidentList(RecordListView):
    """The list of the kind."""

    kind = Kind.LOGGED_INCIDENT
    model = LoggedIncident
    filterset_class = RecordFilterSet
    related = ("type",)
    columns = (
        REFERENCE,
        occurred("Happened"),
        Column(key="type", label="Type", sort="type__label", cell=lambda row: str(row.type)),
        Column(key="place", label="Place", sort="place", cell=lambda row: row.place, role="quiet"),
        LOGGED_BY,
        STATUS,
    )


class IncidentDetail(RecordDetailView):
    """The page of one record."""

    kind = Kind.LOGGED_INCIDENT


class IncidentCreate(RecordCreateView):
    """The form that logs one."""

    kind = Kind.LOGGED_INCIDENT
    form_class = LoggedIncidentForm
    log = staticmethod(log_incident)


class IncidentEdit(RecordEditView):
    """The form that changes one."""

    kind = Kind.LOGGED_INCIDENT
    model = LoggedIncident
    form_class = LoggedIncidentForm
    change = staticmethod(change_incident)
    row_name = "incident"


urlpatterns = [
    path("logged-incidents/", IncidentList.as_view(), name="logged-incident-list"),
    path("logged-incidents/log/", IncidentCreate.as_view(), name="logged-incident-create"),
    path("logged-incidents/<uuid:pk>/", IncidentDetail.as_view(), name="logged-incident-detail"),
    path("logged-incidents/<uuid:pk>/change/", IncidentEdit.as_view(), name="logged-incident-edit"),
    path("", include("southend.urls")),
]
