"""The pure measures that there are: each with its formula, and the figures that it gives. Pure.

What a measure means is not here: that is a dated definition (docs/adr/0230).
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from records.writing import Refused


class UnknownMeasure(Refused):
    """No measure has this key, or gives a figure of this key."""


@dataclass(frozen=True)
class PureMeasure:
    """One measure: its key, the function that computes it, and the keys of its figures.

    `figures` are patterns: operation.*.arrests is that figure of any operation.
    """

    key: str
    formula: str
    figures: tuple[str, ...]

    def gives(self, figure: str, /) -> bool:
        """Tell whether a figure is one of this measure."""
        return any(fnmatchcase(figure, pattern) for pattern in self.figures)


_POLICE = "reports.measures.police_data"
MEASURES = (
    PureMeasure(
        "recorded_crime", f"{_POLICE}.PoliceData.crime_total", ("crime_total", "crime_total.*")
    ),
    PureMeasure("recorded_crime_by_type", f"{_POLICE}.PoliceData.crime_types", ("crime.*",)),
    PureMeasure(
        "antisocial_behaviour", f"{_POLICE}.PoliceData.asb_total", ("asb_total", "asb_total.*")
    ),
    PureMeasure("incidents_without_location", f"{_POLICE}.unplaced", ("unplaced",)),
    PureMeasure(
        "arrests",
        "reports.measures.arrests.arrests_total",
        ("arrests_total", "operation.*.arrests", "tasking.arrests", "hotspot*.arrests_n"),
    ),
    PureMeasure(
        "arrests_by_offence", "reports.measures.arrests.arrests_by_offence", ("arrests.offence.*",)
    ),
    PureMeasure(
        "arrests_by_disposal",
        "reports.measures.arrests.arrests_by_disposal",
        ("arrests.disposal.*",),
    ),
    PureMeasure(
        "prosecutions",
        "reports.measures.prosecutions.prosecutions",
        ("prosecutions_total", "operation.*.prosecutions"),
    ),
    PureMeasure(
        "patrols",
        "reports.measures.one_operation.logged_figure",
        ("patrols", "operation.*.patrols", "tasking.patrols", "hotspot*.patrols_n"),
    ),
    PureMeasure(
        "patrol_minutes",
        "reports.effort.patrol_minutes",
        (
            *("patrol_minutes", "operation.*.patrol_minutes"),
            *("hotspot*.patrol_minutes", "hotspot*.foot_patrol_minutes"),
        ),
    ),
    PureMeasure(
        "officer_minutes",
        "reports.effort.officer_minutes",
        ("officer_minutes", "operation.*.officer_minutes", "hotspot*.person_minutes*"),
    ),
    PureMeasure(
        "engagement_events",
        "reports.measures.engagement.engagement_events",
        ("engagement_events", "operation.*.engagement", "hotspot*.engagements_n"),
    ),
    PureMeasure(
        "good_or_excellent", "reports.measures.survey.survey", ("survey_good_or_excellent",)
    ),
    PureMeasure("harm_of_recorded_crime", "reports.measures.harm.harm_of", ("harm_days",)),
    PureMeasure("logged_incidents", "reports.tasking_slide.figure", ("tasking.incidents",)),
    PureMeasure(
        "solved_rate_at_equal_follow_up",
        "reports.measures.solved_early.solved_early",
        ("solved_rate.equal",),
    ),
    PureMeasure(
        "solved_rate_of_crimes",
        "reports.measures.solved.solved_crimes",
        ("solved_rate.crimes",),
    ),
    PureMeasure(
        "solved_rate_of_outcomes",
        "reports.measures.solved.solved_crimes",
        ("solved_rate.given",),
    ),
    PureMeasure(
        "logged_antisocial_behaviour",
        "reports.asb_report.compared",
        ("asb.logged", "asb.qualifier.*", "hotspot*.asb_incidents_*_n"),
    ),
    # Last: a column that is no measure of its own is defined by the template of the return.
    PureMeasure("hotspot_return", "reports.hotspot_return.figure", ("hotspot.*", "hotspots.*")),
)


def measure_named(key: str, /) -> PureMeasure:
    """Find a measure by its key.

    Raises: UnknownMeasure.
    """
    for measure in MEASURES:
        if measure.key == key:
            return measure
    known = ", ".join(measure.key for measure in MEASURES)
    raise UnknownMeasure(f"There is no measure called {key}. Choose one of: {known}.")


def is_measured(figure: str, /) -> bool:
    """Tell whether any measure gives a figure of this key."""
    return any(measure.gives(figure) for measure in MEASURES)


def measure_of(figure: str, /) -> PureMeasure:
    """Find the measure that a figure is of, by the figure's key.

    Raises: UnknownMeasure.
    """
    for measure in MEASURES:
        if measure.gives(figure):
            return measure
    raise UnknownMeasure(
        f"No measure gives the figure {figure}. Add it to the measures and define what it counts."
    )
