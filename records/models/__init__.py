"""The tables that every officer-logged record has in common."""

from records.models.closing import Closing
from records.models.code import Code, ReturnReason
from records.models.decision import Decision, Verdict
from records.models.record import (
    LETTERS,
    Kind,
    PartRole,
    Record,
    RecordPart,
    ReferenceCounter,
    RetentionGroup,
    Status,
)
from records.models.version import RecordVersion

__all__ = [
    "LETTERS",
    "Closing",
    "Code",
    "Decision",
    "Kind",
    "PartRole",
    "Record",
    "RecordPart",
    "RecordVersion",
    "ReferenceCounter",
    "RetentionGroup",
    "ReturnReason",
    "Status",
    "Verdict",
]
