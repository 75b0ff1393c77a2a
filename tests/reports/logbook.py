"""Records of every kind for reports, brought to a state by the actions that officers use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from accounts.clock import LONDON
from accounts.models import Officer
from accounts.roles import Role
from incidents.models import Area
from operations import actions
from operations.details import (
    ArrestDetails,
    ChargeDetails,
    DatedDisposal,
    EngagementDetails,
    ImposedSentence,
    Necessity,
    Offence,
    OperationDetails,
    OrderDetails,
    PatrolDetails,
    ProsecutionDetails,
    SurveyWaveDetails,
)
from operations.models import (
    GOOD_OR_EXCELLENT,
    Arrest,
    Audience,
    ChargeResult,
    DisposalType,
    Engagement,
    EngagementType,
    NecessityCriterion,
    OffenceGroup,
    Operation,
    OrderType,
    Patrol,
    PatrolMode,
    Prosecution,
    ProviderType,
    SentenceType,
    SurveyWave,
)
from records.actions import return_record, submit, withdraw
from records.codes import code_lists, load_list
from records.models import Record, Status
from reports.collecting import Scope
from reports.figures import Figure
from reports.periods import Period
from reports.statistics import Direction
from tests import drafting
from tests.people import AT, committed_people, posted
from tests.reports.dictionary import define_measures

WORDING = "How good a job are the police doing in your area?"
YEAR = Period.twelve_months_to("2024-03")
"""Its last day is the one on which clocks go forward: it ends at 23:00 UTC."""


def london(day: str, time: str = "12:00") -> datetime:
    """Read a moment as a clock in London shows it."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON)


@dataclass(frozen=True)
class Logbook:
    """Writes records as the people of one district do; all of it as at AT."""

    officer: Officer
    sergeant: Officer
    other_sergeant: Officer
    analyst: Officer

    def arrest(
        self,
        day: str = "2023-06-01",
        time: str = "12:00",
        *,
        offence: str = "theft",
        disposals: Sequence[tuple[str, str]] = (),
        operation: Operation | None = None,
        status: Status = Status.APPROVED,
    ) -> Arrest:
        """Log an arrest."""
        details = ArrestDetails(
            arrested_at=london(day, time),
            arresting_officer=self.officer,
            place="Marine Parade",
            sex="male",
            operation=operation,
            offences=(Offence(group=OffenceGroup.objects.get(pk=offence)),),
            necessities=(Necessity(criterion=NecessityCriterion.objects.get(pk="injury-caused")),),
            disposals=tuple(
                DatedDisposal(type=DisposalType.objects.get(pk=code), on=date.fromisoformat(on))
                for code, on in disposals
            ),
        )
        arrest = actions.log_arrest(id=uuid4(), details=details, by=self.officer, at=AT)
        self.bring(arrest.record, status, by=self.officer, decided_by=self.sergeant)
        return arrest

    def patrol(
        self,
        begins: datetime,
        ends: datetime,
        *,
        area: Area | None = None,
        partners: int = 0,
        operation: Operation | None = None,
        status: Status = Status.APPROVED,
    ) -> Patrol:
        """Log a patrol of one officer and some partners without an account."""
        details = PatrolDetails(
            operation=operation,
            provider=ProviderType.objects.get(pk="police-officer"),
            mode=PatrolMode.objects.get(pk="foot"),
            started_at=begins,
            ended_at=ends,
            area=area,
            crew=(self.officer,),
            partners=partners,
        )
        patrol = actions.log_patrol(id=uuid4(), details=details, by=self.officer, at=AT)
        self.bring(patrol.record, status, by=self.officer, decided_by=self.sergeant)
        return patrol

    def prosecution(
        self,
        *charged_on: str,
        result: str = "",
        sentences: Sequence[str] = (),
        orders: Sequence[str] = (),
        operation: Operation | None = None,
        status: Status = Status.APPROVED,
    ) -> Prosecution:
        """Log a case with a charge for each day; the result is of the first."""
        days = [date.fromisoformat(day) for day in charged_on or ("2023-06-01",)]
        theft = OffenceGroup.objects.get(pk="theft")
        first = ChargeDetails(
            group=theft,
            charged_on=days[0],
            result=ChargeResult.objects.get(pk=result) if result else None,
            resulted_on=days[0] if result else None,
            sentences=tuple(
                ImposedSentence(type=SentenceType.objects.get(pk=code), passed_on=days[0])
                for code in sentences
            ),
        )
        others = [ChargeDetails(group=theft, charged_on=day) for day in days[1:]]
        details = ProsecutionDetails(
            case_number=f"42SO{uuid4().hex[:8]}",
            charges=(first, *others),
            operation=operation,
            orders=tuple(
                OrderDetails(type=OrderType.objects.get(pk=code), made_on=days[0])
                for code in orders
            ),
        )
        case = actions.log_prosecution(id=uuid4(), details=details, by=self.officer, at=AT)
        self.bring(case.record, status, by=self.officer, decided_by=self.sergeant)
        return case

    def engagement(
        self,
        day: str = "2023-06-01",
        *,
        area: Area | None = None,
        attendees: int | None = None,
        status: Status = Status.APPROVED,
    ) -> Engagement:
        """Log a coffee morning."""
        details = EngagementDetails(
            occurred_at=london(day),
            type=EngagementType.objects.get(pk="coffee-with-cops"),
            audience=Audience.objects.get(pk="residents"),
            venue="The Forum",
            area=area,
            attendees=attendees,
            counting="" if attendees is None else "counted",
        )
        event = actions.log_engagement(id=uuid4(), details=details, by=self.officer, at=AT)
        self.bring(event.record, status, by=self.officer, decided_by=self.sergeant)
        return event

    def wave(
        self,
        ends_on: str,
        percent: str,
        *,
        question: str = GOOD_OR_EXCELLENT,
        wording: str = WORDING,
        status: Status = Status.APPROVED,
    ) -> SurveyWave:
        """Log a wave of the survey, of 612 people."""
        last = date.fromisoformat(ends_on)
        details = SurveyWaveDetails(
            question=question,
            wording=wording,
            base=612,
            percent=Decimal(percent),
            starts_on=last.replace(day=1),
            ends_on=last,
            survey_house="SMSR",
            mode="telephone",
        )
        wave = actions.log_survey_wave(id=uuid4(), details=details, by=self.analyst, at=AT)
        self.bring(wave.record, status, by=self.analyst, decided_by=self.sergeant)
        return wave

    def operation(
        self,
        slug: str,
        *,
        starts_on: str = "2023-05-01",
        ends_on: str | None = None,
        status: Status = Status.APPROVED,
        name: str = "",
        objective: str = "Safer seafront",
    ) -> Operation:
        """Plan an operation."""
        details = OperationDetails(
            name=name or f"Op {slug.title()}",
            slug=slug,
            objective=objective,
            starts_on=date.fromisoformat(starts_on),
            ends_on=date.fromisoformat(ends_on) if ends_on else None,
        )
        planned = actions.log_operation(id=uuid4(), details=details, by=self.sergeant, at=AT)
        self.bring(planned.record, status, by=self.sergeant, decided_by=self.other_sergeant)
        return planned

    def bring(self, record: Record, status: Status, *, by: Officer, decided_by: Officer) -> None:
        """Bring a draft to a state."""
        if status == Status.DRAFT:
            return
        if status == Status.WITHDRAWN:
            withdraw(record=record, by=by, at=AT, note="Logged twice.")
            return
        record = submit(record=record, by=by, at=AT)
        match status:
            case Status.APPROVED:
                drafting.approve(record, by=decided_by)
            case Status.REOPENED:
                drafting.reopen(drafting.approve(record, by=decided_by), by=decided_by)
            case Status.RETURNED:
                return_record(
                    record=record,
                    version=record.version,
                    grounds=drafting.grounds(),
                    by=decided_by,
                    at=AT,
                )


def named(figure: Figure) -> tuple[str, str, str, Direction]:
    """Give what a figure says of itself: key, label, unit, and the way it is hoped to move."""
    return figure.key, figure.label, figure.unit, figure.direction


def scope_of(log: Logbook, period: Period = YEAR) -> Scope:
    """Give what a measure is asked of, for the district of a logbook."""
    posting = log.officer.postings.select_related("team__district").get()
    return Scope.of(posting.team.district, period)


def committed_logbook() -> Logbook:
    """Make one team's people and the code lists in a database that is committed to."""
    people = committed_people()
    team = people["officer"].postings.get().team
    for model in code_lists():
        if model._meta.app_label == "operations":
            load_list(model)
    define_measures()
    analyst = posted("70031", "Analyst", Role.ANALYST, team)
    return Logbook(people["officer"], people["sergeant"], people["other_team_sergeant"], analyst)
