"""The pages of the incidents that officers log."""

from incidents.logged import change_incident, log_incident
from incidents.logged_filters import LoggedIncidentFilterSet
from incidents.logged_forms import LoggedIncidentForm
from incidents.models import LoggedIncident
from records.models import Kind
from records.views.changing import RecordEditView
from records.views.columns import LOGGED_BY, REFERENCE, STATUS, Cell, Column, occurred
from records.views.detail import RecordDetailView
from records.views.lists import RecordListView
from records.views.writing import RecordCreateView


class LoggedIncidentList(RecordListView):
    """Logged incidents."""

    kind = Kind.LOGGED_INCIDENT
    model = LoggedIncident
    filterset_class = LoggedIncidentFilterSet
    related = ("type", "qualifier", "area")
    columns = (
        REFERENCE,
        occurred("Happened"),
        Column(
            key="type",
            label="Type",
            sort="type__position",
            cell=lambda row: Cell(words=row.type, below=str(row.qualifier or "")),
        ),
        Column(
            key="place",
            label="Place",
            sort="place",
            cell=lambda row: Cell(words=row.place, below=str(row.area or "")),
        ),
        Column(
            key="storm",
            label="STORM number",
            sort="storm_number",
            cell=lambda row: row.storm_number,
        ),
        LOGGED_BY,
        STATUS,
    )


class LoggedIncidentDetail(RecordDetailView):
    """A logged incident."""

    kind = Kind.LOGGED_INCIDENT


class LoggedIncidentCreate(RecordCreateView):
    """Log an incident."""

    kind = Kind.LOGGED_INCIDENT
    form_class = LoggedIncidentForm
    log = staticmethod(log_incident)


class LoggedIncidentEdit(RecordEditView):
    """Change a logged incident."""

    kind = Kind.LOGGED_INCIDENT
    model = LoggedIncident
    form_class = LoggedIncidentForm
    change = staticmethod(change_incident)
    row_name = "incident"
