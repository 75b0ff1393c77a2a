"""What reports store."""

from reports.models.compilations import Compilation, CompilationState
from reports.models.definitions import MeasureDefinition
from reports.models.editions import Edition, EditionFile, EditionRecord, UnmadeFile
from reports.models.harm import HarmScore, HarmTable
from reports.models.messages import Message, MessageKind
from reports.models.schedules import (
    MOST_FAILURES,
    RunState,
    Schedule,
    ScheduledRun,
    ScheduleRecipient,
)

__all__ = [
    "MOST_FAILURES",
    "Compilation",
    "CompilationState",
    "Edition",
    "EditionFile",
    "EditionRecord",
    "HarmScore",
    "HarmTable",
    "MeasureDefinition",
    "Message",
    "MessageKind",
    "RunState",
    "Schedule",
    "ScheduleRecipient",
    "ScheduledRun",
    "UnmadeFile",
]
