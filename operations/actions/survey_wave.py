"""Entering and changing survey waves."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Officer
from accounts.roles import Permission
from operations.details import SurveyWaveDetails
from operations.drafts.survey_wave import draft
from operations.models import SurveyWave
from records.models import Kind
from records.writing import change_record, home_team, lock, log_record


@transaction.atomic
def log_survey_wave(
    *, id: UUID, details: SurveyWaveDetails, by: Officer, at: datetime
) -> SurveyWave:
    """Enter a survey wave.

    Raises: NoTeam, Refused, AlreadyLogged.
    """
    team = home_team(by, Permission.KEEP_SURVEYS)
    record = log_record(id=id, kind=Kind.SURVEY_WAVE, team=team, draft=draft(details), by=by, at=at)
    return store(SurveyWave(record=record), details)


@transaction.atomic
def change_survey_wave(
    *, survey_wave: SurveyWave, version: int, details: SurveyWaveDetails, by: Officer, at: datetime
) -> SurveyWave:
    """Write a survey wave anew.

    Raises: StaleEdit, Refused.
    """
    record = lock(survey_wave.pk)
    change_record(record=record, version=version, draft=draft(details), by=by, at=at)
    return store(survey_wave, details)


def store(survey_wave: SurveyWave, details: SurveyWaveDetails) -> SurveyWave:
    """Write the row; the names of the details are those of the columns."""
    for field in fields(details):
        setattr(survey_wave, field.name, getattr(details, field.name))
    survey_wave.save()
    return survey_wave
