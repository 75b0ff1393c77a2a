"""The code lists of operations; entries and sources are loaded by `manage.py load_codes`."""

from django.db import models

from records.models import Code


class OffenceGroup(Code):
    """Home Office offence groups, most serious first."""


class DisposalStage(models.TextChoices):
    """How final a disposal is; the order of the ledger, most final first."""

    CHARGED = "charged", "Charged or requisitioned"
    OUT_OF_COURT = "out_of_court", "Out of court"
    OPEN = "open", "Still open"
    ENDED = "ended", "No further action or transferred"
    NOT_RECORDED = "not_recorded", "Not yet recorded"


class DisposalType(Code):
    """What became of an arrest."""

    stage = models.CharField(max_length=14, choices=DisposalStage.choices)


class SelfDefinedEthnicity(Code):
    """The 18+1 codes of self-defined ethnicity."""

    class Meta(Code.Meta):
        """Say it in words."""

        verbose_name = "self-defined ethnicity"
        verbose_name_plural = "self-defined ethnicities"


class OfficerDefinedEthnicity(Code):
    """The identity codes IC1 to IC9, as an officer perceived."""

    class Meta(Code.Meta):
        """Say it in words."""

        verbose_name = "officer-defined ethnicity"
        verbose_name_plural = "officer-defined ethnicities"


class NecessityCriterion(Code):
    """Why an arrest was necessary: PACE 1984 Code G, paragraph 2.9."""

    class Meta(Code.Meta):
        """Say it in words."""

        verbose_name_plural = "necessity criteria"


class ProviderType(Code):
    """Who patrolled: police officer, special, PCSO, council officer, British Transport Police."""


class PatrolMode(Code):
    """On foot, by cycle, by vehicle, or mixed."""


class ResultClass(models.TextChoices):
    """What a result of a charge counts as (Crown Prosecution Service outcome set)."""

    CONVICTED = "convicted", "Convicted"
    NOT_CONVICTED = "not_convicted", "Not convicted"
    ADMINISTRATIVE = "administrative", "Administrative finalisation"


class ChargeResult(Code):
    """How a charge ended."""

    counts_as = models.CharField(max_length=16, choices=ResultClass.choices)


class SentenceType(Code):
    """What a court imposed on a charge."""


class OrderType(Code):
    """Orders that a court adds, such as a criminal behaviour order."""


class HearingType(Code):
    """What a hearing was for, in the order of a case."""


class EngagementType(Code):
    """Kinds of engagement event."""


class Audience(Code):
    """Whom an engagement event was for."""
