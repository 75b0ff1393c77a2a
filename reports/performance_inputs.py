"""What the performance report is made of: filled from the database, turned into a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.case_book import CaseLedger
from reports.coverage import COMPARED
from reports.document import Definition, LeftOutItem, Link
from reports.figures import Figure
from reports.harm_weighed import HarmOf
from reports.periods import Period
from reports.publishers import PublishedBy
from reports.rolled import Refused, Rolled
from reports.sentences import DisposalStage
from reports.series import Series
from reports.solved_crimes import SolvedCrimes
from reports.statistics import SMALL_BASE
from reports.tables import FigureLinks, Tally

NO_LEDGER = Refused("No records were read for it.")


@dataclass(frozen=True)
class Survey:
    """Hold the residents' survey.

    `figure` is `survey_good_or_excellent`; `question` its wording; `source` names the survey house
    and the wave; `design` says what the interval rests on; `weight` is the base that the rule of 50
    asks for, where that is not the figure's own; `waves` lists earlier waves as they are printed:
    label, percent, base.
    """

    figure: Figure
    question: str
    source: str
    waves: tuple[tuple[str, float, int], ...] = ()
    design: str = ""
    weight: int | None = None

    @property
    def is_small(self) -> bool:
        """Tell whether so few were asked that no percentage is published."""
        base = self.figure.base if self.weight is None else self.weight
        return (base or 0) < SMALL_BASE


@dataclass(frozen=True)
class OperationResult:
    """Hold one operation.

    `name` in full (Operation Union) and `short` (Op Union); `about` says where or against what;
    the four figures have the keys `operation.<slug>.arrests` and so on; `headline` is the one that
    goes on page one; `detail` says the rest in words (22 with a disposal, 1 not yet recorded).
    """

    name: str
    short: str
    about: str
    arrests: Figure
    prosecutions: Figure
    patrol_minutes: Figure
    officer_minutes: Figure
    headline: Figure
    detail: str = ""


@dataclass(frozen=True)
class DisposalCount:
    """Hold one line of the arrest ledger: figure `arrests.disposal.<code>`, its stage, a remark."""

    figure: Figure
    stage: DisposalStage
    remark: str = ""


@dataclass(frozen=True)
class Prosecutions:
    """Hold prosecutions from charge to sentence.

    `total` counts defendant cases by the date of first charge or requisition. `stages` (charged,
    convicted, sentenced, before the courts) are cases too; `results` sum to the cases; `sentences`
    and `orders` are counted each in its own unit and never added to cases.
    """

    total: Figure
    stages: tuple[Tally, ...] = ()
    results: tuple[Tally, ...] = ()
    sentences: tuple[Tally, ...] = ()
    orders: tuple[Tally, ...] = ()


@dataclass(frozen=True)
class EngagementRow:
    """Count the events of one ward or type, and the people who came where they were counted."""

    label: str
    events: int
    previous_events: int
    attendees: int | None
    link: Link | None = None
    opens: str = ""


@dataclass(frozen=True)
class PublishedRow:
    """Count what one publisher recorded, or what is not compared, of one total in both periods.

    `opens` is the key of the rows; empty counts open nothing.
    """

    label: str
    now: int
    then: int
    opens: str


@dataclass(frozen=True)
class Published:
    """Say who published what is recorded in the district, and what of it is compared.

    `totals` gives for each total its label, then its rows: by publisher, and where not all of it is
    compared what lies between and what is compared. `says` are sentences; `beside` says of what the
    compared numbers are and `why` why not of all, both empty where all is compared.
    """

    totals: tuple[tuple[str, tuple[PublishedRow, ...]], ...]
    says: tuple[str, ...]
    beside: str = ""
    why: str = ""


@dataclass(frozen=True)
class NotCounted:
    """Count the records of a kind that did not count because of their state.

    `opens` is the key of those of the kind, `across` that of all kinds in the state.
    """

    kind: str
    state: str
    count: int
    link: Link | None = None
    opens: str = ""
    across: str = ""


@dataclass(frozen=True)
class PerformanceInputs:
    """Hold everything that one performance report prints, and nothing of its edition.

    district_slug and district name the scope; service is the text mark; owner is who answers for
    the report. missing_months names the police-data months of either period that no import covers
    (2023-05). crime_total, asb_total and unplaced are the headline figures, of all that is
    recorded; crime_types sum to crime_total and are printed in their order. compared holds the
    figures of what may be compared, where that is not all, and published says who published what
    is recorded, where the district's own force is not alone. offences and disposals sum to
    arrests_total each. left_out adds what is not a record's state: rows rejected on import, crimes
    cancelled.
    missing_disposals lists the arrests without a disposal by age; complete says how much is in (70
    of 71 shifts approved). links gives the lists that figures open, by the figure's key. by_month
    holds the months of control charts, none where the period is not made of months; solved the
    rates on both bases, none where no outcomes were imported. arrest_ledger and case_ledger roll
    forward what is open, or say why they are refused. engagement_words says which wards of an
    earlier map stand together, or why there is no table by ward. harm is None without a harm table.
    """

    district_slug: str
    district: str
    service: str
    owner: str
    marking: str
    period: Period
    previous: Period
    crime_total: Figure
    crime_types: tuple[Figure, ...]
    asb_total: Figure
    unplaced: Figure
    arrests_total: Figure
    offences: tuple[Figure, ...]
    disposals: tuple[DisposalCount, ...]
    prosecutions: Prosecutions
    patrol_minutes: Figure
    officer_minutes: Figure
    engagement_events: Figure
    definitions: tuple[Definition, ...]
    survey: Survey | None = None
    operations: tuple[OperationResult, ...] = ()
    engagement: tuple[EngagementRow, ...] = ()
    engagement_words: tuple[str, ...] = ()
    missing_months: tuple[str, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    left_out: tuple[LeftOutItem, ...] = ()
    missing_disposals: tuple[Tally, ...] = ()
    complete: str = ""
    notes: tuple[str, ...] = ()
    links: Mapping[str, FigureLinks] = field(default_factory=dict)
    by_month: tuple[Series, ...] = ()
    solved: tuple[SolvedCrimes, ...] = ()
    arrest_ledger: Rolled | Refused = NO_LEDGER
    case_ledger: CaseLedger | Refused = NO_LEDGER
    harm: HarmOf | None = None
    compared: tuple[Figure, ...] = ()
    published: Published | None = None
    publishers: tuple[PublishedBy, ...] = ()

    def read(self, figure: Figure, /) -> Figure:
        """Give the figure that is read for a recorded one: what of it may be compared."""
        key = figure.key + COMPARED
        return next((each for each in self.compared if each.key == key), figure)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure of the report once, in the order of the JSON."""
        survey = (self.survey.figure,) if self.survey else ()
        return (
            self.crime_total,
            self.asb_total,
            *self.crime_types,
            self.unplaced,
            *self.compared,
            self.arrests_total,
            *self.offences,
            *(disposal.figure for disposal in self.disposals),
            self.prosecutions.total,
            self.patrol_minutes,
            self.officer_minutes,
            self.engagement_events,
            *survey,
            *(
                figure
                for operation in self.operations
                for figure in (
                    operation.arrests,
                    operation.prosecutions,
                    operation.patrol_minutes,
                    operation.officer_minutes,
                )
            ),
            *(solved.figure for solved in self.solved),
            *([self.harm.figure] if self.harm else ()),
        )
