"""Which crimes are solved: as it stands, and as an edition read it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.models import District
from incidents.districts import Districts
from incidents.models import (
    ASB,
    Area,
    AreaKind,
    Coverage,
    CrimeOutcome,
    FileKind,
    Incident,
    IncidentChange,
    Place,
    Presence,
)
from incidents.models.incident import IncidentQuerySet, OutcomeQuerySet
from reports.evidence import MonthCount, PoliceCounts
from reports.periods import Period, shift_months
from reports.solved import FOLLOW_UP, GIVEN, NOT_HELD, OF_COURTS, Basis

TELLING = GIVEN | OF_COURTS
"""The outcomes that tell that a crime was solved: given by police, or later by a court."""
AT_ONCE = 5_000
"""Keys that are asked for at a time."""


@dataclass(frozen=True)
class Given:
    """One crime that was given a solved outcome: its key, the outcome and its month, the type.

    The type is None where rows dispute it, and NOT_HELD where no street file held names the crime.
    """

    crime: int
    outcome: int
    month: date
    crime_type: str | None
    force: str


def covered_months(district: District, months: Q, using: str) -> tuple[date, ...]:
    """List the months for which an outcomes file of the force was imported."""
    rows = Coverage.objects.using(using).filter(
        months, force=district.force, kind=FileKind.OUTCOMES
    )
    return tuple(sorted(set(rows.values_list("month", flat=True))))


def solved_by_month(district: District, months: Q, using: str) -> tuple[MonthCount, ...]:
    """Count the crimes of some months that have a solved outcome by now, by month and type."""
    rows = Incident.objects.using(using).countable().crimes().filter(months, district=district)
    return _by_type(rows.filter(Exists(_told(CrimeOutcome.objects.countable()))))


def solved_early(district: District, months: Sequence[date], using: str) -> tuple[MonthCount, ...]:
    """Count the crimes of some months that had a solved outcome in time, by month and type."""
    rows = Incident.objects.using(using).countable().crimes()
    of_months = rows.filter(district=district, month__in=months)
    return _by_type(in_time(of_months, CrimeOutcome.objects.countable(), months))


def in_time(
    rows: IncidentQuerySet, outcomes: QuerySet[CrimeOutcome], months: Iterable[date]
) -> IncidentQuerySet:
    """Keep the crimes with a solved outcome by the end of the third month after their own."""
    last = [When(month=month, then=Value(shift_months(month, FOLLOW_UP))) for month in months]
    if not last:
        return rows.none()
    dated = rows.annotate(last=Case(*last, output_field=DateField()))
    return dated.filter(Exists(_told(outcomes).filter(month__lte=OuterRef("last"))))


def _told(outcomes: QuerySet[CrimeOutcome]) -> QuerySet[CrimeOutcome]:
    return outcomes.filter(incident=OuterRef("key"), outcome_type__in=TELLING)


def _by_type(rows: IncidentQuerySet) -> tuple[MonthCount, ...]:
    found = rows.order_by().values_list("month", "crime_type", "force__slug")
    counted = found.annotate(n=Count("pk"))
    ordered = sorted(counted, key=lambda row: (row[0], row[1] or "", row[2]))
    return tuple(MonthCount(month, kind, n, force) for month, kind, force, n in ordered)


def given_counts(
    district: District, shown: Period, sides: Sequence[Period], forces: Sequence[str], using: str
) -> tuple[tuple[MonthCount, ...], tuple[MonthCount, ...]]:
    """Count the crimes that were given a solved outcome in each of some periods, and by month.

    A crime counts once in a period, and once in each month in which it was given one. `shown` are
    the months that are read: they hold the periods.
    """
    outcomes = CrimeOutcome.objects.using(using).countable()
    found = list(given(outcomes, district, shown, forces, using))
    crimes = {
        (one.crime, side.start): (side.start, one.crime_type, one.force)
        for one in reversed(found)
        for side in sides
        if side.start <= one.month < side.end
    }
    by_month = {(one.crime, one.month): (one.month, one.crime_type, one.force) for one in found}
    return _summed(crimes.values()), _summed(by_month.values())


def _summed(rows: Iterable[tuple[date, str | None, str]]) -> tuple[MonthCount, ...]:
    counts: dict[tuple[date, str | None, str], int] = defaultdict(int)
    for row in rows:
        counts[row] += 1
    ordered = sorted(counts.items(), key=lambda row: (row[0][0], row[0][1] or "", row[0][2]))
    return tuple(MonthCount(month, kind, n, force) for (month, kind, force), n in ordered)


def given(
    outcomes: QuerySet[CrimeOutcome],
    district: District,
    period: Period,
    forces: Sequence[str],
    using: str,
    police: PoliceCounts | None = None,
) -> Iterator[Given]:
    """Find the solved outcomes of a period that the outcomes files place in a district, in order.

    The crime need not be held. With `police` it is told as an edition read it.
    """
    places = Place.objects.filter(_ever_in(district)).values("pk")
    rows = outcomes.filter(
        force__slug__in=forces,
        month__gte=period.start,
        month__lt=period.end,
        outcome_type__in=GIVEN,
        place__in=places,
    ).order_by("pk")
    read = list(
        rows.values_list(
            "pk", "incident_id", "month", "force__slug", "place_id", "place__lsoa_code"
        )
    )
    wards = _wards({row[4] for row in read}, using)
    held = _held({row[1] for row in read}, using, police)
    districts = Districts()
    for pk, crime, month, force, place, code in read:
        kind, is_counted = held.get(crime, (NOT_HELD, True))
        where = districts.of(code, wards.get(place, ()), month.isoformat())
        if is_counted and kind != ASB and where == district.pk:
            yield Given(crime, pk, month, kind, force)


def _ever_in(district: District) -> Q:
    """Keep the places that lie in a district in any month."""
    areas = Area.objects.filter(district=district)
    codes = areas.filter(kind=AreaKind.LSOA).values("code")
    wards = areas.filter(kind=AreaKind.WARD).values("pk")
    inside = Place.areas.through.objects.filter(area__in=wards).values("place")
    return Q(lsoa_code__in=codes) | Q(pk__in=inside)


def _wards(places: set[int], using: str) -> Mapping[int, list[int]]:
    """Give the wards that places lie in."""
    found: dict[int, list[int]] = defaultdict(list)
    through = Place.areas.through.objects.using(using).filter(area__kind=AreaKind.WARD)
    for some in _some(places):
        for place, area in through.filter(place__in=some).values_list("place_id", "area_id"):
            found[place].append(area)
    return found


def _held(
    crimes: set[int], using: str, police: PoliceCounts | None
) -> Mapping[int, tuple[str | None, bool]]:
    """Give the type of the crimes that are held, and whether they count."""
    found: dict[int, tuple[str | None, bool]] = {}
    for some in _some(crimes):
        rows = Incident.objects.using(using).filter(key__in=some)
        if police:
            rows = rows.filter(pk__lte=police.last_incident)
        was = _before(some, police) if police else {}
        for key, kind, presence in rows.values_list("key", "crime_type", "presence"):
            now = {"crime_type": kind or "", "presence": presence}
            then = {**now, **was.get(key, {})}
            found[key] = (then["crime_type"] or None, then["presence"] != Presence.LEFT_OUT)
    return found


def _before(crimes: Sequence[int], police: PoliceCounts) -> Mapping[int, Mapping[str, str]]:
    """Give what imports changed of some crimes after an edition read them, as it was."""
    later = IncidentChange.objects.filter(
        pk__gt=police.last_change, incident__in=crimes, field__in=("crime_type", "presence")
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for key, field, before in later.order_by("pk").values_list("incident", "field", "before"):
        found[int(key)].setdefault(field, before)
    return found


def _some(keys: set[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def given_as_read(
    types: Sequence[str | None] | None, police: PoliceCounts, district: District, period: Period
) -> OutcomeQuerySet:
    """Find the first solved outcome of each crime of a period, as an edition read them."""
    forces = [one.slug for one in police.publishers]
    found = given(as_read(police), district, period, forces, "default", police)
    first: dict[int, int] = {}
    for one in found:
        if types is None or one.crime_type in types:
            first.setdefault(one.crime, one.outcome)
    return CrimeOutcome.objects.filter(pk__in=first.values())


def solved_as_read(
    rows: IncidentQuerySet, basis: Basis, police: PoliceCounts, period: Period
) -> IncidentQuerySet:
    """Keep the crimes that were solved, by the outcomes as an edition read them."""
    if basis is Basis.EQUAL_FOLLOW_UP:
        return in_time(rows, as_read(police), [month.start for month in period.months()])
    outcomes = as_read(police).filter(incident=OuterRef("key"))
    if basis is Basis.CRIMES_OF_PERIOD:
        return rows.filter(Exists(outcomes.filter(outcome_type__in=TELLING)))
    given = outcomes.filter(month__gte=period.start, month__lt=period.end, outcome_type__in=GIVEN)
    return rows.filter(Exists(given))


def as_read(police: PoliceCounts) -> QuerySet[CrimeOutcome]:
    """Find the outcomes that counted when an edition read them.

    Of an outcome only its presence changes; what later imports said of it is read backwards.
    """
    then = CrimeOutcome.objects.filter(pk__lte=police.last_outcome)
    later = IncidentChange.objects.filter(
        pk__gt=police.last_change, field="presence", outcome=OuterRef("key")
    )
    before = Subquery(later.order_by("pk").values("before")[:1])
    told = then.annotate(before=before)
    unchanged = Q(before__isnull=True) & ~Q(presence=Presence.LEFT_OUT)
    return told.filter(unchanged | (Q(before__isnull=False) & ~Q(before=Presence.LEFT_OUT)))
