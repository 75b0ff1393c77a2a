"""The tables that every officer-logged record has in common."""

from records.models.code import Code, ReturnReason
from records.models.decision import Decision, Verdict
from records.models.record import Kind, PartRole, Record, RecordPart, ReferenceCounter, Status
from records.models.version import RecordVersion

__all__ = [
    "Code",
    "Decision",
    "Kind",
    "PartRole",
    "Record",
    "RecordPart",
    "RecordVersion",
    "ReferenceCounter",
    "ReturnReason",
    "Status",
    "Verdict",
]
