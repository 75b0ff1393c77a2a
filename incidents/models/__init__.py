"""Areas, places, imported police data and the incidents that officers log."""

from incidents.models.area import Area, AreaKind
from incidents.models.batch import (
    BUCKETS,
    SETTLED,
    UNFINISHED,
    BatchState,
    FileKind,
    FileState,
    ImportBatch,
    ImportFile,
    RejectedRow,
)
from incidents.models.change import Coverage, DisputedRow, IncidentChange
from incidents.models.codes import ASB, CrimeType, OutcomeType
from incidents.models.counts import MonthlyCount
from incidents.models.doubt import MonthInDoubt
from incidents.models.incident import CrimeOutcome, Incident, Presence
from incidents.models.logged_incident import AsbQualifier, IncidentType, LoggedIncident
from incidents.models.place import Place
from incidents.models.succession import Outline, SucceedingKind, Succession

__all__ = [
    "ASB",
    "BUCKETS",
    "SETTLED",
    "UNFINISHED",
    "Area",
    "AreaKind",
    "AsbQualifier",
    "BatchState",
    "Coverage",
    "CrimeOutcome",
    "CrimeType",
    "DisputedRow",
    "FileKind",
    "FileState",
    "ImportBatch",
    "ImportFile",
    "Incident",
    "IncidentChange",
    "IncidentType",
    "LoggedIncident",
    "MonthInDoubt",
    "MonthlyCount",
    "OutcomeType",
    "Outline",
    "Place",
    "Presence",
    "RejectedRow",
    "SucceedingKind",
    "Succession",
]
