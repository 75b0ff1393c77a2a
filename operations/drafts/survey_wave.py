"""The draft of a survey wave."""

from collections.abc import Mapping

from accounts.clock import midnight
from operations.details import SurveyWaveDetails
from operations.models import SurveyMode
from operations.rules import MATERIAL
from records.content import Json
from records.entries import Section, plain, shown
from records.models import Kind
from records.writing import Draft

UNPUBLISHED = "Not published"


def draft(details: SurveyWaveDetails) -> Draft:
    """Describe a survey wave."""
    wave = Section("Survey wave", MATERIAL[Kind.SURVEY_WAVE])
    period = f"{shown(details.starts_on)} to {shown(details.ends_on)}"
    return Draft(
        occurred_at=midnight(details.ends_on),
        summary=f"{details.question}: {details.percent}% of {details.base:,}, {period}.",
        facts=facts(details),
        content=(
            wave.one("question", "Question code", details.question),
            wave.one("wording", "Wording", details.wording),
            wave.one("base", "Base", details.base),
            wave.one("percent", "Percent", details.percent),
            wave.one("margin", "Published margin, points", details.margin, empty=UNPUBLISHED),
            wave.one("design_effect", "Design effect", details.design_effect, empty=UNPUBLISHED),
            wave.one("effective_base", "Effective base", details.effective_base, empty=UNPUBLISHED),
            wave.one("starts_on", "First day", details.starts_on),
            wave.one("ends_on", "Last day", details.ends_on),
            wave.one("survey_house", "Survey house", details.survey_house),
            wave.one("mode", "Mode", SurveyMode(details.mode).label),
        ),
    )


def facts(details: SurveyWaveDetails) -> Mapping[str, Json]:
    """Give what a wave counts as, with what its publisher said of margin and design."""
    return {
        "question": details.question,
        "wording": details.wording,
        "base": details.base,
        "percent": str(details.percent),
        "margin": plain(details.margin),
        "design_effect": plain(details.design_effect),
        "effective_base": details.effective_base,
        "starts_on": plain(details.starts_on),
        "ends_on": plain(details.ends_on),
        "survey_house": details.survey_house,
        "mode": SurveyMode(details.mode).label,
    }
