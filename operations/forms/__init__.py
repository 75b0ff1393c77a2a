"""The form of each kind of record, the same on its page and on the desk."""

from operations.forms.arrest import ArrestForm
from operations.forms.engagement import EngagementForm
from operations.forms.operation import OperationForm
from operations.forms.patrol import PatrolForm
from operations.forms.prosecution import ProsecutionForm
from operations.forms.survey_wave import SurveyWaveForm

__all__ = [
    "ArrestForm",
    "EngagementForm",
    "OperationForm",
    "PatrolForm",
    "ProsecutionForm",
    "SurveyWaveForm",
]
