"""Form fields for police work: dates in three boxes, times as they are spoken, rows of sub-forms.

Nothing here reads the clock: the view tells `SouthendForm.rearrange` what today is.
"""

from accounts.form_fields.boxes import (
    DateBoxes,
    DateBoxesField,
    DateBoxesInput,
    TimeField,
    TimeInput,
)
from accounts.form_fields.forms import AnchoredError, SouthendForm
from accounts.form_fields.rows import RowsField, RowsInput
from accounts.form_fields.text import TypedText

__all__ = [
    "AnchoredError",
    "DateBoxes",
    "DateBoxesField",
    "DateBoxesInput",
    "RowsField",
    "RowsInput",
    "SouthendForm",
    "TimeField",
    "TimeInput",
    "TypedText",
]
