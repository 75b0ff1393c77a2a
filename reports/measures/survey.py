"""The residents' survey: the share who say that the police do a good or excellent job."""

from operations.models import GOOD_OR_EXCELLENT, SurveyWave
from records.models import Kind
from reports import links
from reports.comparisons import Measure, Share, percent_figure
from reports.measures.scope import Scope, excluded, of_district
from reports.performance_inputs import Survey
from reports.periods import Period, day_words
from reports.statistics import Direction
from reports.tables import FigureLinks

KEY = "survey_good_or_excellent"
REWORDED = "the question was reworded"


def wave_in(scope: Scope, period: Period) -> SurveyWave | None:
    """Find the last approved wave of the question that ended in a period."""
    return (
        of_district(SurveyWave.objects.all(), scope)
        .countable()
        .within(period.starts_at, period.ends_at)
        .filter(question=GOOD_OR_EXCELLENT)
        .order_by("-ends_on", "-record__reference")
        .first()
    )


def share(wave: SurveyWave | None) -> Share | None:
    """Give percent and base."""
    return Share(percent=float(wave.percent), base=wave.base) if wave else None


def survey(scope: Scope) -> Survey | None:
    """Compare the last waves of both periods; not where the question was worded otherwise."""
    now, then = wave_in(scope, scope.period), wave_in(scope, scope.previous)
    if now is None:
        return None
    reworded = then is not None and then.wording != now.wording
    figure = percent_figure(
        measure=Measure(KEY, "Good or excellent", "percent", Direction.HIGHER),
        current=share(now),
        previous=None if reworded else share(then),
        excluded=excluded(scope, Kind.SURVEY_WAVE),
        reason=REWORDED if reworded else "",
    )
    dates = f"{day_words(now.starts_on)} to {day_words(now.ends_on)}"
    return Survey(
        figure=figure,
        question=now.wording,
        source=f"{now.survey_house}, {dates}, {now.get_mode_display().lower()}",
        waves=((then_label(then), float(then.percent), then.base),) if then else (),
    )


def then_label(wave: SurveyWave) -> str:
    """Name an earlier wave by its last day."""
    return f"Wave to {day_words(wave.ends_on)}"


def survey_links(scope: Scope) -> dict[str, FigureLinks]:
    """Open the waves behind the figure."""
    return {KEY: links.both("survey-wave-list", scope, ("question", GOOD_OR_EXCELLENT))}
