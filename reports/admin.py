"""The definitions of measures on the records desk: versions are added and withdrawn."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from accounts import clock
from accounts.desk import DeskAdmin, DeskForm, Form, Question, Rows, signed_in
from accounts.form_fields import DateBoxesField, SouthendForm
from accounts.models import Officer
from accounts.roles import Permission
from records.writing import Refused
from reports import defining
from reports.measures.registry import MEASURES
from reports.models import MeasureDefinition

GIVEN = ("key", "name", "wording", "unit", "source", "owner", "valid_from", "difference")


class DefinitionForm(DeskForm):
    """The next version of a definition: its number and the formula follow from the measure."""

    key = forms.ChoiceField(
        label="Measure", choices=[(measure.key, measure.key) for measure in MEASURES]
    )

    class Meta:
        """What an administrator gives."""

        model = MeasureDefinition
        fields = GIVEN


class WithdrawForm(SouthendForm):
    """From when nothing is counted by a definition, and why."""

    valid_to = DateBoxesField(
        label="First day of the month without it", subject="first day without it"
    )
    reason = forms.CharField(label="Reason", max_length=200)


@admin.register(MeasureDefinition)
class MeasureDefinitionAdmin(DeskAdmin[MeasureDefinition]):
    """Definitions: another way of counting is a new version, and none is rewritten."""

    subject = "definition"
    sees = frozenset({Permission.KEEP_CODES})
    keeps = Permission.KEEP_CODES
    refusals = (Refused,)
    may_change = False
    form = DefinitionForm
    list_display = ("name", "version", "unit", "owner", "valid_from", "valid_to")
    list_filter = ("owner",)
    search_fields = ("key", "name", "wording")
    actions = ("withdraw",)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Ask for what the next version says; show all of one that stands."""
        more = ("version", "formula", "valid_to", "by", "at") if obj else ()
        return (*GIVEN, *more)

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Add the version."""
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in GIVEN}
        return defining.add_definition(wording=defining.Wording(**given), by=by, at=at)

    @admin.action(description="Withdraw from a month", permissions=["keep"])
    def withdraw(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Ask from when and why, then end the definitions."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question(
                "withdraw", "Withdraw definitions", "Withdraw them", "Withdrawn", WithdrawForm
            ),
            lambda row, form: defining.withdraw_definition(
                definition=row, **form.cleaned_data, by=by, at=at
            ),
        )
