"""What forms and commands hand to the actions: the values of each kind, frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from accounts.models import Officer
from incidents.models import Area
from operations.models import (
    Arrest,
    Audience,
    ChargeResult,
    DisposalType,
    EngagementType,
    HearingType,
    NecessityCriterion,
    OffenceGroup,
    OfficerDefinedEthnicity,
    Operation,
    OrderType,
    Patrol,
    PatrolMode,
    ProviderType,
    SelfDefinedEthnicity,
    SentenceType,
    Subject,
)


@dataclass(frozen=True, kw_only=True)
class OperationDetails:
    """An operation as planned."""

    name: str
    slug: str
    objective: str
    starts_on: date
    ends_on: date | None = None
    lead: Officer | None = None
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PatrolDetails:
    """One crew's patrol. `crew` are officers with an account, `partners` counts the others."""

    operation: Operation | None
    provider: ProviderType
    mode: PatrolMode
    started_at: datetime
    ended_at: datetime
    area: Area | None
    crew: tuple[Officer, ...]
    partners: int = 0
    nothing_to_report: bool = False
    note: str = ""

    @property
    def crew_size(self) -> int:
        """Everyone who patrolled."""
        return len(self.crew) + self.partners


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One offence of an arrest; the first given is the most serious."""

    group: OffenceGroup
    wording: str = ""


@dataclass(frozen=True, kw_only=True)
class Necessity:
    """One criterion that made an arrest necessary, and how."""

    criterion: NecessityCriterion
    explanation: str = ""


@dataclass(frozen=True, kw_only=True)
class DatedDisposal:
    """What became of an arrest on a day."""

    type: DisposalType
    on: date


@dataclass(frozen=True, kw_only=True)
class ArrestDetails:
    """One arrest of one person. Empty means not yet known or not yet recorded.

    Without a subject a new one is made: a random reference, no name.
    """

    arrested_at: datetime
    arresting_officer: Officer
    place: str
    sex: str
    operation: Operation | None = None
    patrol: Patrol | None = None
    custody_number: str = ""
    area: Area | None = None
    subject: Subject | None = None
    age_at_event: int | None = None
    self_defined_ethnicity: SelfDefinedEthnicity | None = None
    officer_defined_ethnicity: OfficerDefinedEthnicity | None = None
    offences: tuple[Offence, ...] = ()
    necessities: tuple[Necessity, ...] = ()
    disposals: tuple[DatedDisposal, ...] = ()
    note: str = ""

    @property
    def latest_disposal(self) -> DisposalType | None:
        """The disposal of the latest day; of one day the one given last."""
        if not self.disposals:
            return None
        numbered = enumerate(self.disposals)
        return max(numbered, key=lambda pair: (pair[1].on, pair[0]))[1].type


@dataclass(frozen=True, kw_only=True)
class ImposedSentence:
    """What was imposed on a charge: a term with its unit, an amount in pence, or neither."""

    type: SentenceType
    passed_on: date
    term: int | None = None
    term_unit: str = ""
    concurrency: str = ""
    pence: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChargeDetails:
    """One charge, its result once there is one, and the sentences on it."""

    group: OffenceGroup
    charged_on: date
    wording: str = ""
    plea: str = ""
    result: ChargeResult | None = None
    resulted_on: date | None = None
    sentences: tuple[ImposedSentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderDetails:
    """An order that the court added."""

    type: OrderType
    made_on: date
    ends_on: date | None = None
    terms: str = ""


@dataclass(frozen=True, kw_only=True)
class HearingDetails:
    """One hearing."""

    type: HearingType
    court: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ProsecutionDetails:
    """One defendant's case; `charges` has at least one."""

    case_number: str
    charges: tuple[ChargeDetails, ...]
    operation: Operation | None = None
    subject: Subject | None = None
    arrests: tuple[Arrest, ...] = ()
    orders: tuple[OrderDetails, ...] = ()
    hearings: tuple[HearingDetails, ...] = ()
    note: str = ""

    @property
    def first_charged_on(self) -> date:
        """The day by which the case counts."""
        return min(charge.charged_on for charge in self.charges)

    @property
    def sentenced_on(self) -> date | None:
        """The day of the first sentence, if any."""
        days = [s.passed_on for charge in self.charges for s in charge.sentences]
        return min(days, default=None)


@dataclass(frozen=True, kw_only=True)
class EngagementDetails:
    """One engagement event."""

    occurred_at: datetime
    type: EngagementType
    audience: Audience
    venue: str
    operation: Operation | None = None
    area: Area | None = None
    attendees: int | None = None
    counting: str = ""
    under_18: int | None = None
    partner: str = ""
    topics: str = ""
    concerns: str = ""
    promised: str = ""
    fed_back_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SurveyWaveDetails:
    """One question of one survey wave; `margin` in percentage points.

    `design_effect` or `effective_base`, never both, as the publisher gave it.
    """

    question: str
    wording: str
    base: int
    percent: Decimal
    starts_on: date
    ends_on: date
    survey_house: str
    mode: str
    margin: Decimal | None = None
    design_effect: Decimal | None = None
    effective_base: int | None = None
