"""What a report is: the one shape that every line of definitions.REPORTS has. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.document import Document
from reports.evidence import Evidence, Template
from reports.measures.police_data import IncidentSelection
from reports.periods import Period
from reports.selections import Selections


class About(StrEnum):
    """Say what a report is about, besides a district and a period."""

    DISTRICT = "district"
    OPERATION = "operation"


def no_selections(evidence: Evidence) -> Selections:
    """Open no number to records."""
    return {}


def no_incidents(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Open no number to imported incidents."""
    return {}


def no_template(period: Period) -> Template | None:
    """Have no columns that somebody else lays down."""
    return None


def any_period(period: Period) -> str:
    """Have nothing against a period."""
    return ""


@dataclass(frozen=True)
class ReportDefinition:
    """One report: its key, its name, and how its document is made, unstamped.

    `selections` and `incidents` say what each number of the document counts, by its key. `about`
    is what the report needs besides a district and a period. `compared_with` gives the period that
    is compared. `why_not` says in a sentence why the report cannot cover a period. `source` is the
    key of the report whose newest edition this one is computed from; it reads nothing else.
    `is_public` lets the advisory group read its editions, and lets no number of them open.
    `template` reads the columns of a return, or raises returns.BadTemplate.
    """

    slug: str
    name: str
    build: Callable[[Evidence], Document]
    selections: Callable[[Evidence], Selections] = no_selections
    incidents: Callable[[Evidence], Mapping[str, IncidentSelection]] = no_incidents
    about: About = About.DISTRICT
    compared_with: Callable[[Period], Period] = Period.previous
    why_not: Callable[[Period], str] = any_period
    source: str = ""
    is_public: bool = False
    template: Callable[[Period], Template | None] = no_template

    @property
    def in_words(self) -> str:
        """Name it inside a sentence."""
        return self.name[:1].lower() + self.name[1:]
