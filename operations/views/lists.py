"""The list of each kind."""

from textwrap import shorten
from typing import Any

from django.db.models import QuerySet

from accounts.models import Officer
from accounts.wording import clock_time, number, short_date
from operations.filters import (
    ArrestFilterSet,
    EngagementFilterSet,
    OperationFilterSet,
    PatrolFilterSet,
    ProsecutionFilterSet,
    SurveyWaveFilterSet,
)
from operations.models import Arrest, Engagement, Operation, Patrol, Prosecution, SurveyWave
from records.kinds import page_of
from records.models import Kind
from records.views.columns import LOGGED_BY, REFERENCE, STATUS, Cell, Column, occurred
from records.views.lists import RecordListView

NO_OPERATION = "No operation"
OPERATION = Column(
    key="operation",
    label="Operation",
    sort="operation__name",
    cell=lambda row: str(row.operation or NO_OPERATION),
)


def and_more(rows: list[Any]) -> str:
    """Say how many more than the first there are."""
    return f"and {number(len(rows) - 1)} more" if len(rows) > 1 else ""


def day_of_record(label: str) -> Column:
    """Make the column of the day on which a record occurs, for kinds without a time."""
    return Column(
        key="occurred_at",
        label=label,
        sort="record__occurred_at",
        role="quiet",
        cell=lambda row: short_date(row.record.occurred_at),
    )


def offence_cell(arrest: Arrest) -> Cell:
    """Show the most serious offence, and how many more there are."""
    offence = arrest.principal_offence
    return Cell(words=offence or "No offence yet", below=and_more(list(arrest.offences.all())))


class ArrestList(RecordListView):
    """Arrests."""

    kind = Kind.ARREST
    model = Arrest
    filterset_class = ArrestFilterSet
    related = ("principal_offence", "latest_disposal")
    columns = (
        REFERENCE,
        occurred("Arrested"),
        Column(key="place", label="Place", sort="place", cell=lambda row: row.place),
        Column(
            key="offence",
            label="Most serious offence",
            sort="principal_offence__position",
            cell=offence_cell,
        ),
        LOGGED_BY,
        Column(
            key="disposal",
            label="Latest disposal",
            sort="latest_disposal__position",
            cell=lambda row: str(row.latest_disposal or ""),
        ),
        STATUS,
    )

    def rows(self, officer: Officer) -> QuerySet[Any]:
        """Read the offences with the arrests."""
        return super().rows(officer).prefetch_related("offences")


def span_cell(patrol: Patrol) -> Cell:
    """Show the day, and from when to when."""
    times = f"{clock_time(patrol.started_at)} to {clock_time(patrol.ended_at)}"
    return Cell(words=short_date(patrol.started_at), below=times)


def minutes_of(patrol: Patrol) -> int:
    """Count the minutes of a patrol."""
    return int((patrol.ended_at - patrol.started_at).total_seconds() // 60)


def found_in(patrol: Patrol) -> str:
    """Say what happened on a patrol."""
    if patrol.nothing_to_report:
        return "Nothing to report"
    return shorten(patrol.note, width=60, placeholder="…") or "No note"


class PatrolList(RecordListView):
    """Patrols."""

    kind = Kind.PATROL
    model = Patrol
    filterset_class = PatrolFilterSet
    related = ("operation", "area", "provider")
    columns = (
        REFERENCE,
        Column(
            key="occurred_at",
            label="Patrolled",
            sort="record__occurred_at",
            role="quiet",
            cell=span_cell,
        ),
        Column(
            key="area",
            label="Area",
            sort="area__name",
            cell=lambda row: Cell(
                words=str(row.area or "No area"), below=str(row.operation or NO_OPERATION)
            ),
        ),
        Column(key="minutes", label="Lasted", unit="minutes", role="number", cell=minutes_of),
        Column(
            key="crew",
            label="Crew",
            unit="people",
            sort="crew_size",
            role="number",
            cell=lambda row: row.crew_size,
        ),
        Column(key="found", label="What happened", cell=found_in),
        LOGGED_BY,
        STATUS,
    )


def charge_cell(case: Prosecution) -> Cell:
    """Show the first charge, and how many more there are."""
    charges = list(case.charges.all())
    return Cell(words=charges[0].group, below=and_more(charges)) if charges else Cell()


def stage_cell(case: Prosecution) -> Cell:
    """Show where the case stands, and since when it has a sentence."""
    sentenced = f"sentenced {short_date(case.sentenced_on)}" if case.sentenced_on else ""
    return Cell(words=case.get_stage_display(), below=sentenced)


class ProsecutionList(RecordListView):
    """Prosecutions."""

    kind = Kind.PROSECUTION
    model = Prosecution
    filterset_class = ProsecutionFilterSet
    related = ("operation",)
    columns = (
        REFERENCE,
        day_of_record("First charged"),
        Column(
            key="case_number",
            label="Case number",
            sort="case_number",
            cell=lambda row: row.case_number,
        ),
        Column(key="charge", label="First charge", cell=charge_cell),
        OPERATION,
        Column(key="stage", label="Stage", sort="stage", cell=stage_cell),
        LOGGED_BY,
        STATUS,
    )

    def rows(self, officer: Officer) -> QuerySet[Any]:
        """Read the charges with the cases."""
        return super().rows(officer).prefetch_related("charges__group")


def people_cell(event: Engagement) -> Cell:
    """Show how many people came, and how that was found."""
    if event.attendees is None:
        return Cell(words="Not yet recorded")
    return Cell(words=number(event.attendees), below=event.get_counting_display().lower())


class EngagementList(RecordListView):
    """Engagement events."""

    kind = Kind.ENGAGEMENT
    model = Engagement
    filterset_class = EngagementFilterSet
    related = ("type", "area", "audience")
    columns = (
        REFERENCE,
        occurred("Held"),
        Column(
            key="type",
            label="Type",
            sort="type__position",
            cell=lambda row: Cell(words=row.type, below=str(row.audience)),
        ),
        Column(
            key="venue",
            label="Venue",
            sort="venue",
            cell=lambda row: Cell(words=row.venue, below=str(row.area or "")),
        ),
        Column(key="people", label="People", sort="attendees", cell=people_cell),
        LOGGED_BY,
        STATUS,
    )


class SurveyWaveList(RecordListView):
    """Waves of the residents' survey."""

    kind = Kind.SURVEY_WAVE
    model = SurveyWave
    filterset_class = SurveyWaveFilterSet
    columns = (
        REFERENCE,
        day_of_record("Last day"),
        Column(
            key="question",
            label="Question",
            sort="question",
            cell=lambda row: Cell(words=row.wording, below=f"{row.question}, {row.survey_house}"),
        ),
        Column(
            key="percent",
            label="Result",
            unit="%, weighted",
            sort="percent",
            role="number",
            cell=lambda row: row.percent,
        ),
        Column(
            key="base",
            label="Base",
            unit="people",
            sort="base",
            role="number",
            cell=lambda row: row.base,
        ),
        STATUS,
    )


def name_cell(operation: Operation) -> Cell:
    """Show the name, which opens the operation, and its reference."""
    return Cell(
        words=operation.name,
        below=operation.record.reference,
        url=page_of(operation.record),
    )


class OperationList(RecordListView):
    """Operations."""

    kind = Kind.OPERATION
    model = Operation
    filterset_class = OperationFilterSet
    related = ("lead",)
    columns = (
        Column(key="name", label="Name", sort="name", role="reference", cell=name_cell),
        Column(key="objective", label="Objective", cell=lambda row: row.objective),
        Column(
            key="occurred_at",
            label="First day",
            sort="starts_on",
            role="quiet",
            cell=lambda row: short_date(row.starts_on),
        ),
        Column(
            key="ends_on",
            label="Last day",
            sort="ends_on",
            role="quiet",
            cell=lambda row: short_date(row.ends_on) if row.ends_on else "Open",
        ),
        Column(key="lead", label="Led by", cell=lambda row: str(row.lead or "")),
        Column(key="areas", label="Areas", role="number", cell=lambda row: len(row.areas.all())),
        STATUS,
    )

    def rows(self, officer: Officer) -> QuerySet[Any]:
        """Read the areas with the operations."""
        return super().rows(officer).prefetch_related("areas")
