"""What reports store."""

from reports.models.compilations import Compilation, CompilationState
from reports.models.editions import Edition, EditionFile, EditionRecord

__all__ = [
    "Compilation",
    "CompilationState",
    "Edition",
    "EditionFile",
    "EditionRecord",
]
