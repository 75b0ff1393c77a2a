"""One full example of the performance report, with the numbers of the demonstration story."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from reports.comparisons import (
    Comparison,
    Counted,
    Measure,
    Share,
    count_figures,
    effort_figure,
    percent_figure,
)
from reports.document import Definition, Document, LeftOutItem, Link, Stamp
from reports.figures import Defined, Figure
from reports.measures.registry import is_measured, measure_of
from reports.performance import build
from reports.performance_inputs import (
    DisposalCount,
    EngagementRow,
    NotCounted,
    OperationResult,
    PerformanceInputs,
    Prosecutions,
    Survey,
)
from reports.periods import Period
from reports.sentences import DisposalStage
from reports.series import MonthOf, Series
from reports.statistics import Direction
from reports.tables import FigureLinks, Tally

PERIOD = Period.twelve_months_to("2024-04")
PREVIOUS = PERIOD.previous()
STAMP = Stamp(
    edition=2,
    compiled_at=datetime(2024, 5, 8, 16, 30, tzinfo=UTC),
    data_as_at=datetime(2024, 5, 8, 16, 0, tzinfo=UTC),
    replaces="Edition 1 of 1 May 2024",
    changes=("Arrests: reported 1,284, now 1,286: 2 late approvals, A-24-00377 and A-24-00398.",),
)
VERSIONS = {"crime_total": 3, "crime.shoplifting": 2, "asb_total": 3, "officer_minutes": 2}
CRIME_TYPES = [
    ("violent-crime", "Violence and sexual offences", 7412, 7986, Direction.NONE),
    ("public-order", "Public order", 1846, 2205, Direction.NONE),
    ("criminal-damage-arson", "Criminal damage and arson", 1702, 1938, Direction.LOWER),
    ("shoplifting", "Shoplifting", 1688, 1544, Direction.NONE),
    ("other-theft", "Other theft", 1226, 1420, Direction.LOWER),
    ("vehicle-crime", "Vehicle crime", 1214, 1391, Direction.LOWER),
    ("burglary", "Burglary", 862, 1009, Direction.LOWER),
    ("drugs", "Drugs", 702, 689, Direction.NONE),
    ("other-crime", "Other crime", 512, 584, Direction.LOWER),
    ("theft-from-the-person", "Theft from the person", 318, 371, Direction.LOWER),
    ("possession-of-weapons", "Possession of weapons", 289, 302, Direction.NONE),
    ("bicycle-theft", "Bicycle theft", 266, 472, Direction.LOWER),
    ("robbery", "Robbery", 231, 297, Direction.LOWER),
]
ASB_MONTHS = (282, 266, 254, 240, 226, 215, 210, 188, 196, 181, 193, 178)
ASB_MONTHS_BEFORE = (359, 352, 366, 367, 349, 331, 339, 306, 329, 304, 327, 291)
OFFENCES = [
    ("violence", "Violence against the person", 402, 371),
    ("theft", "Theft", 356, 322),
    ("public-order", "Public order", 188, 204),
    ("drugs", "Drugs", 141, 96),
    ("damage", "Arson and criminal damage", 97, 88),
    ("weapons", "Possession of weapons", 61, 44),
    ("robbery", "Robbery", 41, 38),
]
DISPOSALS = [
    ("charged", "Charged", 471, DisposalStage.CHARGED, ""),
    ("remanded", "Charged and remanded", 118, DisposalStage.CHARGED, ""),
    ("requisition", "Postal requisition", 37, DisposalStage.CHARGED, ""),
    ("caution", "Caution, simple or conditional", 96, DisposalStage.OUT_OF_COURT, ""),
    ("youth", "Youth caution or diversion", 41, DisposalStage.OUT_OF_COURT, ""),
    ("resolution", "Community resolution", 133, DisposalStage.OUT_OF_COURT, ""),
    ("rui", "Released under investigation", 102, DisposalStage.OPEN, "oldest 141 days"),
    ("bail", "Pre-charge bail", 124, DisposalStage.OPEN, "9 end within 7 days"),
    ("nfa", "No further action", 137, DisposalStage.ENDED, ""),
    ("transferred", "Transferred", 11, DisposalStage.ENDED, ""),
    ("not-recorded", "Not yet recorded", 16, DisposalStage.NOT_RECORDED, ""),
]


def spread(total: int) -> tuple[int, ...]:
    """Split a total over twelve months, evenly but for the season."""
    weights = (88, 90, 95, 94, 86, 84, 80, 78, 76, 72, 80, 77)
    months = [total * weight // sum(weights) for weight in weights]
    months[-1] += total - sum(months)
    return tuple(months)


def defined(key: str, previous: int | None) -> Defined | None:
    """Say by which version a figure was counted, where it is of a measure."""
    if not is_measured(key):
        return None
    version = VERSIONS.get(key, 1)
    return Defined(
        measure=measure_of(key).key,
        versions=(version,),
        previous_versions=() if previous is None else (version,),
    )


def compared(
    key: str,
    label: str,
    unit: str,
    current: int,
    previous: int | None,
    *,
    direction: Direction = Direction.NONE,
    by_month: tuple[tuple[int, ...], tuple[int, ...]] | None = None,
) -> Comparison:
    months = by_month or (spread(current), spread(previous or 0))
    return Comparison(
        measure=Measure(key, label, unit, direction, defined(key, previous)),
        current=Counted(current, PERIOD.days, by_month=months[0]),
        previous=None if previous is None else Counted(previous, PREVIOUS.days, by_month=months[1]),
    )


def counted(
    key: str, label: str, unit: str, current: int, previous: int | None, **more: Any
) -> Figure:
    return count_figures([compared(key, label, unit, current, previous, **more)])[0]


def minutes(key: str, label: str, current: int, previous: int) -> Figure:
    return effort_figure(
        measure=Measure(key, label, "minutes", Direction.NONE, defined(key, previous)),
        current=Counted(current, PERIOD.days),
        previous=Counted(previous, PREVIOUS.days),
    )


def crime_figures() -> tuple[Figure, tuple[Figure, ...]]:
    total = counted(
        "crime_total",
        "Recorded crime",
        "offences",
        18268,
        20208,
    )
    types = count_figures(
        [
            compared(f"crime.{key}", label, "offences", now, then, direction=direction)
            for key, label, now, then, direction in CRIME_TYPES
        ]
    )
    return total, types


def union() -> OperationResult:
    arrests = counted("operation.union.arrests", "Operation Union, arrests", "arrests", 23, 17)
    return OperationResult(
        name="Operation Union",
        short="Op Union",
        about="seafront patrols",
        arrests=arrests,
        prosecutions=counted(
            "operation.union.prosecutions", "Operation Union, prosecutions", "prosecutions", 9, 6
        ),
        patrol_minutes=minutes(
            "operation.union.patrol_minutes", "Operation Union, patrol minutes", 450_000, 431_000
        ),
        officer_minutes=minutes(
            "operation.union.officer_minutes", "Operation Union, officer minutes", 978_000, 902_400
        ),
        headline=arrests,
        detail="22 with a disposal, 1 not yet recorded",
    )


def raker() -> OperationResult:
    cases = counted(
        "operation.raker.prosecutions", "Operation Raker, prosecutions", "prosecutions", 50, 0
    )
    return OperationResult(
        name="Operation Raker",
        short="Op Raker",
        about="most frequent offenders, Town Centre Team",
        arrests=counted("operation.raker.arrests", "Operation Raker, arrests", "arrests", 64, 0),
        prosecutions=cases,
        patrol_minutes=minutes(
            "operation.raker.patrol_minutes", "Operation Raker, patrol minutes", 96_000, 0
        ),
        officer_minutes=minutes(
            "operation.raker.officer_minutes", "Operation Raker, officer minutes", 201_000, 0
        ),
        headline=cases,
        detail="38 convicted, 3 not convicted, 9 before the courts",
    )


def survey() -> Survey:
    figure = percent_figure(
        measure=Measure(
            "survey_good_or_excellent",
            "Good or excellent, year to April 2024",
            "percent",
            Direction.HIGHER,
            defined("survey_good_or_excellent", None),
        ),
        current=Share(80.0, 612),
        previous=None,
        reason="the question was reworded in October 2023",
    )
    return Survey(
        figure=figure,
        question="How good a job do the police do in your local area?",
        source="Telephone survey, 612 residents asked.",
        waves=(("Good or excellent, year to April 2023", 77.0, 598),),
    )


def prosecutions() -> Prosecutions:
    return Prosecutions(
        total=counted("prosecutions_total", "Prosecutions", "prosecutions", 634, 598),
        stages=(
            Tally("Charged or requisitioned", 634),
            Tally("Finished in court", 488),
            Tally("Sentenced", 419),
            Tally("Before the courts", 146),
        ),
        results=(
            Tally("Convicted", 431),
            Tally("Not convicted", 57),
            Tally("Before the courts", 146),
        ),
        sentences=(Tally("Immediate custody", 96), Tally("Community order", 131)),
        orders=(Tally("Criminal behaviour order", 12),),
    )


def inputs() -> PerformanceInputs:
    total, types = crime_figures()
    return PerformanceInputs(
        district_slug="southend",
        district="Southend district",
        service="Southend",
        owner="District commander",
        marking="OFFICIAL",
        period=PERIOD,
        previous=PREVIOUS,
        crime_total=total,
        crime_types=types,
        asb_total=counted(
            "asb_total",
            "Antisocial behaviour",
            "incidents",
            2629,
            4020,
            direction=Direction.LOWER,
            by_month=(ASB_MONTHS, ASB_MONTHS_BEFORE),
        ),
        unplaced=counted("unplaced", "Offences without a place", "offences", 41, 52),
        arrests_total=counted("arrests_total", "Arrests", "arrests", 1286, 1163),
        offences=tuple(
            counted(f"arrests.offence.{key}", label, "arrests", now, then)
            for key, label, now, then in OFFENCES
        ),
        disposals=tuple(
            DisposalCount(
                counted(f"arrests.disposal.{key}", label, "arrests", now, None), stage, remark
            )
            for key, label, now, stage, remark in DISPOSALS
        ),
        prosecutions=prosecutions(),
        patrol_minutes=minutes("patrol_minutes", "Patrol minutes", 1_310_400, 1_288_020),
        officer_minutes=minutes("officer_minutes", "Officer minutes", 2_744_000, 2_690_150),
        engagement_events=counted("engagement_events", "Engagement events", "events", 96, 84),
        definitions=(
            Definition("Recorded crime", "Crimes in the police data of the district.", "3"),
            Definition("Antisocial behaviour", "Incidents, never added to crime.", "3"),
            Definition("Patrol minutes", "Union of intervals: a crew counts once.", "2"),
            Definition(
                "Officer minutes",
                "Sum of intervals: each officer counts.",
                "2",
                key="officer_minutes",
                unit="minutes",
                source="Patrol records",
                owner="District commander",
                formula="reports.effort.officer_minutes",
                valid_from=date(2020, 1, 1),
            ),
        ),
        survey=survey(),
        operations=(union(), raker()),
        engagement=(
            EngagementRow("Milton", 31, 22, 640, Link("engagement-list", (), (("ward", "m"),))),
            EngagementRow("Kursaal", 37, 40, None),
            EngagementRow("Victoria", 28, 22, 415),
        ),
        by_month=by_month(),
        not_counted=(
            NotCounted("Arrests", "submitted", 9),
            NotCounted("Arrests", "returned", 3),
            NotCounted("Patrols", "submitted", 5),
            NotCounted("Patrols", "withdrawn", 2),
        ),
        left_out=(
            LeftOutItem(12, "rows rejected on import"),
            LeftOutItem(7, "cancelled crimes"),
        ),
        missing_disposals=(Tally("Up to 28 days", 9), Tally("Over 28 days", 7)),
        complete="70 of 71 shifts approved",
        notes=("Demonstration data: no real person or crime is shown.",),
        links=links(),
    )


def links() -> dict[str, FigureLinks]:
    crimes = (("kind", "crime"), ("from", "2023-05-01"), ("to", "2024-04-30"))
    before = (("kind", "crime"), ("from", "2022-05-01"), ("to", "2023-04-30"))
    return {
        "crime_total": FigureLinks(
            Link("incident-list", (), crimes), Link("incident-list", (), before)
        ),
        "crime.robbery": FigureLinks(
            Link("incident-list", (), (*crimes, ("type", "robbery"))),
            Link("incident-list", (), (*before, ("type", "robbery"))),
        ),
        "arrests_total": FigureLinks(Link("arrest-list", (), (("status", "approved"),))),
        "operation.union.arrests": FigureLinks(
            Link("arrest-list", (), (("operation", "union"), ("status", "approved")))
        ),
    }


def series(key: str, label: str, unit: str, counts: tuple[int, ...], **more: Any) -> Series:
    """Give the months of both years as a series."""
    months = (*PREVIOUS.months(), *PERIOD.months())
    return Series(
        key=key,
        label=label,
        unit=unit,
        direction=more.pop("direction", Direction.LOWER),
        months=tuple(
            MonthOf(month, count, f"{key}.month.{month.start:%Y-%m}")
            for month, count in zip(months, counts, strict=True)
        ),
        **more,
    )


def by_month() -> tuple[Series, ...]:
    """Give the series of the control charts."""
    crime = series("crime_total", "Recorded crime", "offences", spread(20208) + spread(18268))
    asb = series("asb_total", "Antisocial behaviour", "incidents", ASB_MONTHS_BEFORE + ASB_MONTHS)
    arrests = series(
        "arrests_total",
        "Arrests",
        "arrests",
        spread(1163) + spread(1286),
        direction=Direction.NONE,
    )
    types = (
        series(
            f"crime.{key}",
            label,
            "offences",
            spread(then) + spread(now),
            direction=direction,
            is_type=True,
        )
        for key, label, now, then, direction in CRIME_TYPES
    )
    return (crime, asb, arrests, *types)


def document() -> Document:
    return build(inputs()).sealed(STAMP)


def broken_in(*formats: str) -> Callable[..., bytes]:
    """Give a renderer that writes the name of each format, and breaks in some."""

    def render(document: Document, *, format: str) -> bytes:
        if format in formats:
            raise ValueError(f"the engine of {format} is broken")
        return format.encode()

    return render
