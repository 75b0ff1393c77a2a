"""What each column of the hotspot return holds, by its key (docs/adr/0233). Pure.

A column is a fact about the hotspot, a number of records, or one whose records do not exist yet:
that is known by name, so that a template may ask for it, and prints [x].
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from records.models import Kind
from reports.codec import Json
from reports.evidence import Fact, Named
from reports.periods import day_words
from reports.returns import Catalogue
from reports.selections import Adds, Selection, anything, touching

LONG_ENOUGH = 15
"""Minutes of a stay that keep disorder away longest (Koper 1995: 10 to 16)."""


@dataclass(frozen=True)
class Counting:
    """Hold which records a column counts, its unit, and whether hotspots may be added up."""

    selection: Selection
    unit: str
    is_additive: bool = True


def _days(named: Named) -> tuple[str, str]:
    starts = day_words(named.valid_from) if named.valid_from else "Always"
    last = named.valid_to - timedelta(days=1) if named.valid_to else None
    return starts, day_words(last) if last else "No end set"


TEXTS: Mapping[str, Callable[[Named], str]] = {
    "hotspot_id": lambda hotspot: hotspot.code,
    "valid_from": lambda hotspot: _days(hotspot)[0],
    "valid_to": lambda hotspot: _days(hotspot)[1],
    "hours_definition": lambda hotspot: "union, person",
}


def is_long(fact: Fact) -> bool:
    """Tell whether a patrol stayed for 15 minutes or more."""
    stayed = fact.moment("ended_at") - fact.moment("started_at")
    return stayed.total_seconds() >= LONG_ENOUGH * 60


def _minutes(adds: Adds, *where: tuple[str, Json]) -> Counting:
    return Counting(Selection(Kind.PATROL, where, within=touching, adds=adds), adds.value)


def _incidents(qualifier: str) -> Counting:
    return Counting(Selection(Kind.LOGGED_INCIDENT, (("qualifier", qualifier),)), "incidents")


PROVIDERS = ("police-officer", "special", "pcso", "council-officer", "btp", "other")
COUNTS: Mapping[str, Counting] = {
    "patrols_n": Counting(Selection(Kind.PATROL), "patrols"),
    "patrols_15min_or_more_n": Counting(Selection(Kind.PATROL, also=is_long), "patrols"),
    "days_patrolled_n": Counting(Selection(Kind.PATROL, adds=Adds.DAYS), "days", is_additive=False),
    "patrol_minutes": _minutes(Adds.PATROL_MINUTES),
    "foot_patrol_minutes": _minutes(Adds.PATROL_MINUTES, ("mode", "foot")),
    "person_minutes": _minutes(Adds.OFFICER_MINUTES),
    **{
        f"person_minutes_{code.replace('-', '_')}": _minutes(
            Adds.OFFICER_MINUTES, ("provider", code)
        )
        for code in PROVIDERS
    },
    "arrests_n": Counting(Selection(Kind.ARREST), "arrests"),
    **{
        f"asb_incidents_{qualifier}_n": _incidents(qualifier)
        for qualifier in ("personal", "nuisance", "environmental")
    },
    "engagements_n": Counting(Selection(Kind.ENGAGEMENT), "events"),
    "persons_engaged_n": Counting(Selection(Kind.ENGAGEMENT, adds=Adds.PEOPLE), "people"),
}
NOT_YET = frozenset(
    [
        "hotspot_type",
        "area_m2",
        "funded_flag",
        "stop_searches_n",
        "stop_search_finds_n",
        "informal_warnings_n",
        "cpw_n",
        "cpn_n",
        "cpn_breach_n",
        "s34_authorisations_n",
        "s35_directions_n",
        "s35_breach_n",
        "pspo_breaches_n",
        "fpn_n",
        "abc_n",
        "civil_injunctions_n",
        "closure_notices_n",
        "closure_orders_n",
        "cbo_n",
        "weapons_found_n",
        "knives_n",
        "alcohol_seizures_n",
        "young_persons_engaged_n",
        "crimes_n",
        "cchi_sum",
        "pop_activities_text",
    ]
)
"""Columns of which no records are kept yet, or none that say in which hotspot."""
CATALOGUE = Catalogue(
    known=frozenset({*TEXTS, *COUNTS, *NOT_YET}),
    required=frozenset({"hotspot_id", "patrols_n", "person_minutes", "hours_definition"}),
)
"""Hours never travel without their definition, so no template may leave that out."""


def within(counting: Counting, *keys: str) -> Selection:
    """Return the records of a column that were logged in some hotspots."""
    selection, wanted = counting.selection, frozenset(keys)
    if len(keys) == 1:
        return replace(selection, where=(*selection.where, ("area", keys[0])))
    before = selection.also

    def is_there(fact: Fact) -> bool:
        return fact.text("area") in wanted and (before is anything or before(fact))

    return replace(selection, also=is_there)
