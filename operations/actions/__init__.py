"""Logging and changing each kind: one verb, one transaction, one entry in the journal."""

from operations.actions.arrest import CustodyNumberTaken, change_arrest, log_arrest
from operations.actions.engagement import change_engagement, log_engagement
from operations.actions.operation import SlugTaken, change_operation, log_operation
from operations.actions.patrol import change_patrol, log_patrol
from operations.actions.prosecution import CaseNumberTaken, change_prosecution, log_prosecution
from operations.actions.survey_wave import change_survey_wave, log_survey_wave

__all__ = [
    "CaseNumberTaken",
    "CustodyNumberTaken",
    "SlugTaken",
    "change_arrest",
    "change_engagement",
    "change_operation",
    "change_patrol",
    "change_prosecution",
    "change_survey_wave",
    "log_arrest",
    "log_engagement",
    "log_operation",
    "log_patrol",
    "log_prosecution",
    "log_survey_wave",
]
