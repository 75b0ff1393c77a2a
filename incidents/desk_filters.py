"""Filters of areas, imported incidents and imports on the records desk.

Those of incidents begin with what an index gives: incidents of the officer's districts that count.
"""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.desk import ModelAdmin
from accounts.models import District, Officer
from incidents.area_filters import IN_FORCE
from incidents.models import Coverage, FileKind, Presence

Choices = list[tuple[str, str]]
Rows = QuerySet[Any]


def held_by(request: HttpRequest) -> Officer:
    """Give the officer who filters; the desk has let nobody else in."""
    officer: Any = request.user
    found: Officer = officer
    return found


class OneChoice(admin.SimpleListFilter):
    """One choice of several; what stands without a choice has words of its own."""

    unchosen = "All"

    def choices(self, changelist: Any) -> Any:  # noqa: ANN401 - Django's types name a template's context
        """Offer the choices, the first in the words of this filter."""
        offered = list(super().choices(changelist))
        offered[0]["display"] = self.unchosen
        return offered


class IsInForce(OneChoice):
    """Areas in force today, ended, or to come; the desk gives each row `in_force`."""

    title = "in force"
    parameter_name = "force"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """Offer the three."""
        return list(IN_FORCE)

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the areas."""
        return queryset.filter(in_force=self.value()) if self.value() else queryset


class Location(OneChoice):
    """Incidents of the districts, or those without a location, which are of the whole force."""

    title = "location"
    parameter_name = "place"
    unchosen = "In the district"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """Offer those without a location."""
        return [("none", "Without a location (whole force)")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the incidents."""
        rows: Any = queryset
        kept: Rows = (
            rows.without_location() if self.value() else rows.in_districts(held_by(request))
        )
        return kept


class Counts(OneChoice):
    """Incidents that count, or those that vanished, are disputed or were left out."""

    title = "state"
    parameter_name = "state"
    unchosen = "All that count"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """Offer the states."""
        return [
            ("disputed", "Rows contradict each other"),
            (Presence.VANISHED.value, Presence.VANISHED.label),
            (Presence.LEFT_OUT.value, Presence.LEFT_OUT.label),
        ]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the incidents."""
        rows: Any = queryset
        if self.value() == Presence.LEFT_OUT:
            return queryset.filter(presence=Presence.LEFT_OUT)
        found: Rows = rows.countable()
        if self.value() == "disputed":
            found = rows.countable().disputed()
        elif self.value() == Presence.VANISHED:
            found = found.filter(presence=Presence.VANISHED)
        return found


class YearOf(OneChoice):
    """Incidents of the months of one year that an import brought, newest first."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Choices:
        """Offer the years of the forces of the officer's districts."""
        districts = District.objects.filter(pk__in=held_by(request).standing.district_ids)
        brought = Coverage.objects.filter(kind=FileKind.STREET, force__districts__in=districts)
        return [(f"{day:%Y}", f"{day:%Y}") for day in brought.dates("month", "year", order="DESC")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """Keep the incidents of the year; one that is not offered keeps none."""
        chosen = self.value()
        if not chosen:
            return queryset
        if chosen not in {key for key, _ in self.lookup_choices}:
            return queryset.none()
        begins = date(int(chosen), 1, 1)
        return queryset.filter(month__gte=begins, month__lt=begins.replace(year=begins.year + 1))
