"""The form of a wave of the residents' survey."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError

from accounts.form_fields import DateBoxesField
from operations.details import SurveyWaveDetails
from operations.models import GOOD_OR_EXCELLENT, SurveyMode, SurveyWave
from records.kind_fields import NumberField, ValueField, WordsField
from records.kind_forms import RecordForm

SAME = tuple(field.name for field in fields(SurveyWaveDetails))


class SurveyWaveForm(RecordForm[SurveyWaveDetails, SurveyWave]):
    """One question of one wave, as its publisher gave it."""

    question = WordsField(
        subject="question code",
        label="Question code",
        max_length=50,
        help_text=f"Small letters, digits, hyphens and underscores. {GOOD_OR_EXCELLENT} is the "
        "share who say that the local police do a good or excellent job",
    )
    wording = WordsField(
        subject="wording",
        label="Wording",
        lines=3,
        help_text="The question as it was asked: two waves are compared only where it is the same",
    )
    starts_on = DateBoxesField(subject="first day of the wave", label="First day")
    ends_on = DateBoxesField(subject="last day of the wave", label="Last day")
    base = NumberField(
        subject="base", label="Base", low=1, high=1_000_000, help_text="How many people answered"
    )
    percent = NumberField(
        subject="percent", label="Percent", high=100, places=2, help_text="Weighted"
    )
    margin = NumberField(
        subject="margin",
        label="Published margin",
        high=99,
        places=2,
        required=False,
        help_text="95% margin in percentage points, which reports then print as the interval. "
        "Leave empty to compute it",
    )
    design_effect = NumberField(
        subject="design effect",
        label="Design effect",
        high=50,
        places=2,
        required=False,
        help_text="How many times the variance of a simple random sample: weighting and clusters "
        "widen the interval. Leave empty where it was not published",
    )
    effective_base = NumberField(
        subject="effective base",
        label="Effective base",
        low=1,
        high=1_000_000,
        required=False,
        help_text="In place of the design effect, where the publisher gives this",
    )
    survey_house = WordsField(subject="survey house", label="Survey house", max_length=80)
    mode = ValueField(
        subject="mode", label="How people were asked", choices=SurveyMode.choices, empty="Choose"
    )

    @classmethod
    def initial_of(cls, row: SurveyWave) -> dict[str, Any]:
        """Give the values of a wave."""
        return {name: getattr(row, name) for name in SAME}

    def likely(self) -> Mapping[str, Any]:
        """Fill in the question that reports count, as it was asked last."""
        waves = SurveyWave.objects.filter(record__district=self.writing.district)
        last = waves.filter(question=GOOD_OR_EXCELLENT).order_by("-ends_on").first()
        if last is None:
            return {"question": GOOD_OR_EXCELLENT}
        same = ("question", "wording", "survey_house", "mode")
        return {name: getattr(last, name) for name in same}

    def clean_question(self) -> str:
        """Check what a code is made of."""
        question: str = self.cleaned_data["question"]
        if not re.fullmatch(r"[a-z0-9_-]+", question):
            raise ValidationError(
                f"The question code is {question}. "
                "Enter small letters, digits, hyphens and underscores"
            )
        return question

    def clean(self) -> dict[str, Any]:
        """Check the days, and that the design is said once."""
        values = self.cleaned_data
        if values.get("design_effect") == 0:
            self.add_error(
                "design_effect", "The design effect is 0. Enter a number above 0, or none"
            )
        if values.get("design_effect") and values.get("effective_base"):
            self.add_error(
                "effective_base",
                "The design effect says the same. Enter one of the two, as it was published",
            )
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day is before the first. Check both days")
        elif ends and ends > self.writing.today:
            self.add_error(
                "ends_on", "The wave is not over yet. Enter it when its results are published"
            )
        return values

    def details(self) -> SurveyWaveDetails:
        """Give the wave."""
        values = self.cleaned_data
        return SurveyWaveDetails(**{name: values[name] for name in SAME})
