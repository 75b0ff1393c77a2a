"""Areas, places, imported police data and the incidents that officers log."""

from incidents.models.area import Area, AreaKind
from incidents.models.logged_incident import AsbQualifier, IncidentType, LoggedIncident

__all__ = ["Area", "AreaKind", "AsbQualifier", "IncidentType", "LoggedIncident"]
