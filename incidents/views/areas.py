"""The list of areas with their map."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import officer_of, url_or_nothing
from accounts.wording import short_date
from incidents.area_choices import NAMED
from incidents.area_filters import AreaFilterSet, as_listed
from incidents.maps import feature, source_of
from incidents.models import Area, AreaKind
from records.filters import ListFilterSet
from records.paging import CappedPaginator
from records.views.columns import Cell, Column
from records.views.lists import FilteredListView


def name_cell(area: Area) -> Cell:
    """Name an area and lead to its page on the records desk."""
    url = reverse("admin:incidents_area_change", args=[area.pk])
    return Cell(words=area.name, url=url)


def kind_cell(area: Area) -> Cell:
    """Name the kind, and say that the lines are drawn by hand."""
    below = "approximate" if area.approximate else ""
    return Cell(words=AreaKind(area.kind).label, below=below)


def code_cell(area: Area) -> Cell:
    """Show the code, and the census year of its line."""
    return Cell(words=area.code, below=f"of {area.vintage}" if area.vintage else "")


def days_in_force(area: Area) -> str:
    """Say on which days an area is in force; the last is said, not the day after."""
    last = area.valid_to - timedelta(days=1) if area.valid_to else None
    if area.valid_from and last:
        return f"{short_date(area.valid_from)} to {short_date(last)}"
    if area.valid_from:
        return f"From {short_date(area.valid_from)}"
    return f"Until {short_date(last)}" if last else "Always"


def patrols_cell(area: Area) -> Cell:
    """Lead to the patrols of an area; officers choose no statistical areas for a patrol."""
    url = url_or_nothing("patrol-list")
    if area.kind not in NAMED or not url:
        return Cell(words="Not patrolled by name")
    return Cell(words="Patrols", url=f"{url}?{urlencode({'area': area.pk})}")


COLUMNS = (
    Column(key="name", label="Area", sort="name", role="reference", cell=name_cell),
    Column(key="kind", label="Kind", sort="rank", cell=kind_cell),
    Column(key="code", label="Code", sort="code", role="quiet", cell=code_cell),
    Column(key="in_force", label="In force", sort="valid_from", role="quiet", cell=days_in_force),
)
PATROLS = Column(key="patrols", label="Records", role="quiet", cell=patrols_cell)


class AreaList(FilteredListView):
    """The areas of the officer's districts; those of a page are drawn."""

    permission = Permission.SEE_AREAS
    template_name = "incidents/area_list.html"
    filterset_class = AreaFilterSet
    columns = COLUMNS
    noun, plural, what, subject = "area", "areas", "areas", "area"
    download = "area"
    words_for_none = "The command import_areas brings them in."

    def rows(self, officer: Officer) -> QuerySet[Area]:
        """Read the areas that the officer may see."""
        return as_listed(Area.objects.visible_to(officer), clock.today())

    def columns_of(self, officer: Officer) -> Sequence[Column]:
        """Lead to patrols where the officer may see records."""
        sees = officer.standing.allows(Permission.SEE_RECORDS)
        return (*COLUMNS, PATROLS) if sees else COLUMNS

    def more(
        self,
        officer: Officer,
        filters: ListFilterSet,
        shown: Sequence[Any],
        paginator: CappedPaginator,
    ) -> dict[str, Any]:
        """Add the map of the page, and where areas are kept."""
        keeps = officer.standing.allows(Permission.KEEP_AREAS)
        return {
            **super().more(officer, filters, shown, paginator),
            **map_of(shown, officer_of(self.request)),
            "keep_url": reverse("admin:incidents_area_changelist") if keeps else "",
        }


def map_of(shown: Sequence[Area], officer: Officer) -> dict[str, Any]:
    """Draw the areas of one kind of a page: the first, among the wards of their districts.

    Areas of several kinds lie on top of each other, and a map of all of them cannot be read.
    """
    first = shown[0].kind if shown else AreaKind.WARD
    drawn = [area for area in shown if area.kind == first]
    ground = [] if first == AreaKind.LSOA else ground_of(drawn, officer)
    stand_out = first not in {AreaKind.LSOA, AreaKind.WARD} or bool(ground)
    found = picture(drawn, ground, stand_out=stand_out)
    if len(drawn) < len(shown):
        kind = AreaKind(first).label
        found["map_source"] += f" Of the areas below the map shows the first kind, {kind.lower()}: "
        found["map_source"] += "filter by another kind to draw it."
    return found


def ground_of(drawn: Sequence[Area], officer: Officer) -> list[Area]:
    """Read the wards in force today among which areas are drawn."""
    wards = Area.objects.visible_to(officer).filter(kind=AreaKind.WARD).valid_on(clock.today())
    around = wards.filter(district__in={area.district_id for area in drawn})
    return [area for area in around if area not in drawn]


def picture(drawn: Sequence[Area], ground: Sequence[Area], *, stand_out: bool) -> dict[str, Any]:
    """Make the map of some areas on the ground of others, which are drawn first."""
    features = [feature(area, chosen=False) for area in ground]
    features += [feature(area, chosen=stand_out, name=short_name(area)) for area in drawn]
    return {
        "geojson": {"type": "FeatureCollection", "features": features},
        "map_source": source_of([*ground, *drawn]),
    }


def short_name(area: Area) -> str:
    """Shorten the name of an LSOA to what tells it from its neighbours: 010G."""
    return area.name.split()[-1] if area.kind == AreaKind.LSOA else area.name
