"""The residents' survey: the share who say that the police do a good or excellent job. Pure."""

from operations.models import GOOD_OR_EXCELLENT
from records.models import Kind
from reports.comparisons import Share, percent_figure
from reports.dated import measure
from reports.evidence import Evidence, Fact
from reports.performance_inputs import Survey
from reports.periods import Period, day_words
from reports.selections import Selection, Selections, excluded
from reports.statistics import Direction

KEY = "survey_good_or_excellent"
REWORDED = "the question was reworded"


def last_wave(waves: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Keep the wave that ended last."""
    return tuple(sorted(waves, key=lambda wave: (wave.text("ends_on"), wave.reference))[-1:])


WAVES = Selection(
    Kind.SURVEY_WAVE,
    where=(("question", GOOD_OR_EXCELLENT),),
    query=(("question", GOOD_OR_EXCELLENT),),
    chosen=last_wave,
)


def survey_selections(evidence: Evidence) -> Selections:
    """Say which waves the figure is made of."""
    return {KEY: WAVES}


def wave_in(evidence: Evidence, period: Period) -> Fact | None:
    """Find the last approved wave of the question that ended in a period."""
    return next(iter(WAVES.counted(evidence, period)), None)


def share(wave: Fact | None) -> Share | None:
    """Give percent and base, with what was published of margin and design."""
    if wave is None:
        return None
    base, effect, margin = wave.number("base") or 0, wave.text("design_effect"), wave.text("margin")
    effective = wave.number("effective_base")
    if effective is None and effect:
        effective = max(1, round(base / float(effect)))
    return Share(
        percent=float(wave.text("percent")),
        base=base,
        effective=effective,
        margin=float(margin) if margin else None,
    )


def design(wave: Fact, share: Share) -> str:
    """Say what the interval of a wave rests on, in one sentence."""
    house = wave.text("survey_house")
    if share.margin is not None:
        return f"The interval is the margin of {share.margin:g} points that {house} published."
    if share.effective is None:
        return "The interval takes the sample for a simple random one: no design was published."
    effect = wave.text("design_effect")
    of = f" by a design effect of {float(effect):g}" if effect else ""
    return f"For the interval {share.base:,} asked count as {share.effective:,}{of} ({house})."


def survey(evidence: Evidence) -> Survey | None:
    """Compare the last waves of both periods; not where the question was worded otherwise."""
    now, then = wave_in(evidence, evidence.period), wave_in(evidence, evidence.previous)
    current = share(now)
    if now is None or current is None:
        return None
    reworded = then is not None and then.text("wording") != now.text("wording")
    figure = percent_figure(
        measure=measure(evidence, KEY, "Good or excellent", "percent", Direction.HIGHER),
        current=current,
        previous=None if reworded else share(then),
        excluded=excluded(WAVES, evidence),
        reason=REWORDED if reworded else "",
    )
    return Survey(
        figure=figure,
        question=now.text("wording"),
        source=f"{now.text('survey_house')}, {dates(now)}, {now.text('mode').lower()}",
        design=design(now, current),
        weight=current.weight,
        waves=(then_line(then),) if then else (),
    )


def dates(wave: Fact) -> str:
    """Print the days of a wave."""
    first, last = wave.day("starts_on"), wave.day("ends_on")
    return f"{day_words(first)} to {day_words(last)}" if first and last else ""


def then_line(wave: Fact) -> tuple[str, float, int]:
    """Give an earlier wave as it is printed: named by its last day, percent, base."""
    last = wave.day("ends_on")
    label = f"Wave to {day_words(last)}" if last else "Earlier wave"
    return label, float(wave.text("percent")), wave.number("base") or 0
