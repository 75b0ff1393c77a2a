"""The code lists of published police data."""

from django.db import models

from records.models import Code

ASB = "anti-social-behaviour"


class CrimeType(Code):
    """A category of the street files. Antisocial behaviour is one, and is no crime."""

    aliases = models.JSONField(default=list, blank=True, help_text="Other spellings in files.")


class OutcomeType(Code):
    """An outcome of the outcomes files, or a last outcome of the street files."""

    aliases = models.JSONField(default=list, blank=True, help_text="Other spellings in files.")
