"""People and places of work on the records desk, kept by the administrators of the district."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse

from accounts import actions, clock
from accounts.desk import DeskAdmin, DeskForm, Form, Question, Rows, WithinRights, signed_in
from accounts.form_fields import DateBoxesField, SouthendForm
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Permission, Role

KEEPERS = frozenset({Permission.KEEP_PEOPLE})


@admin.register(Force)
class ForceAdmin(DeskAdmin[Force]):
    """Forces, to read: published data names them and a command adds them."""

    subject = "force"
    sees = KEEPERS
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(District)
class DistrictAdmin(DeskAdmin[District]):
    """Districts: a command adds them, an administrator renames their own."""

    subject = "district"
    sees = KEEPERS
    keeps = Permission.KEEP_PEOPLE
    district = "pk"
    may_add = False
    fields = ("force", "slug", "name")
    readonly_fields = ("force", "slug")
    list_display = ("name", "force", "slug")
    search_fields = ("name", "slug")

    def change_row(self, row: District, form: Form, *, by: Officer, at: datetime) -> Model:
        """Rename the district."""
        return actions.change_district(district=row, name=form.cleaned_data["name"], by=by, at=at)


@admin.register(Team)
class TeamAdmin(DeskAdmin[Team]):
    """Teams of the administrator's districts."""

    subject = "team"
    sees = KEEPERS
    keeps = Permission.KEEP_PEOPLE
    district = "district"
    fields = ("district", "slug", "name")
    list_display = ("name", "district", "slug")
    search_fields = ("name", "slug")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> tuple[str, ...]:
        """Keep district and slug once the team is there."""
        return () if obj is None else ("district", "slug")

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Add the team."""
        return actions.add_team(**form.cleaned_data, by=by, at=at)

    def change_row(self, row: Team, form: Form, *, by: Officer, at: datetime) -> Model:
        """Rename the team."""
        return actions.change_team(team=row, name=form.cleaned_data["name"], by=by, at=at)


class ReasonForm(SouthendForm):
    """Why an account is closed or opened."""

    reason = forms.CharField(
        max_length=300,
        label="Reason",
        help_text="Stands in the journal",
        error_messages={"required": "Give the reason"},
    )


class PasswordForm(SouthendForm):
    """A new password, told to the officer in person."""

    password = forms.CharField(
        label="New password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the new password"},
    )

    def clean_password(self) -> str:
        """Hold the password to the rules for all passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class OfficerForm(DeskForm):
    """A new account with its first password."""

    password = PasswordForm.base_fields["password"]

    class Meta:
        """What an administrator gives."""

        model = Officer
        fields = ("collar_number", "title", "password")

    def clean_password(self) -> str:
        """Hold the password to the rules for all passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


@admin.register(Officer)
class OfficerAdmin(DeskAdmin[Officer]):
    """Accounts of those posted in the administrator's districts, and of those posted nowhere."""

    subject = "officer"
    sees = KEEPERS
    keeps = Permission.KEEP_PEOPLE
    fields = ("collar_number", "title")
    list_display = ("collar_number", "title", "roles", "state")
    list_filter = ("is_active",)
    search_fields = ("collar_number", "title")
    actions = ("deactivate", "reactivate", "set_password")

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read the accounts that the administrator keeps."""
        held = signed_in(request).standing.grants.get(Permission.KEEP_PEOPLE, frozenset())
        theirs = Q(postings__team__district__in=held) | Q(postings__isnull=True)
        officers = super().get_queryset(request).filter(theirs, is_service=False).distinct()
        return officers.prefetch_related("postings")

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[Form]:
        """Ask for a first password when the account is added."""
        if not change:
            kwargs.update(form=OfficerForm, fields=("collar_number", "title", "password"))
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Ask for a first password when the account is added."""
        return ("collar_number", "title", *(() if obj else ("password",)))

    @admin.display(description="Account", ordering="is_active")
    def state(self, officer: Officer) -> str:
        """Say in a word whether the account is open."""
        return "Active" if officer.is_active else "Deactivated"

    @admin.display(description="Roles now")
    def roles(self, officer: Officer) -> str:
        """List the roles of the postings that are open."""
        today = clock.today()
        found = [
            Role(posting.role).label
            for posting in officer.postings.all()
            if posting.from_on <= today and (posting.to_on is None or posting.to_on > today)
        ]
        return ", ".join(sorted(set(found))) or "None"

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Add the account."""
        return actions.add_officer(**form.cleaned_data, by=by, at=at)

    def change_row(self, row: Officer, form: Form, *, by: Officer, at: datetime) -> Model:
        """Write title and collar number anew."""
        return actions.change_officer(officer=row, **form.cleaned_data, by=by, at=at)

    @admin.action(description="Deactivate: end their sessions at once", permissions=["keep"])
    def deactivate(self, request: HttpRequest, officers: Rows) -> HttpResponse | None:
        """Ask why, then close the accounts."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            officers,
            Question("deactivate", "Deactivate accounts", "Deactivate", "Deactivated", ReasonForm),
            lambda officer, form: actions.deactivate_officer(
                officer=officer, reason=form.cleaned_data["reason"], by=by, at=at
            ),
        )

    @admin.action(description="Reactivate", permissions=["keep"])
    def reactivate(self, request: HttpRequest, officers: Rows) -> HttpResponse | None:
        """Ask why, then open the accounts again."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            officers,
            Question("reactivate", "Reactivate accounts", "Reactivate", "Reactivated", ReasonForm),
            lambda officer, form: actions.reactivate_officer(
                officer=officer, reason=form.cleaned_data["reason"], by=by, at=at
            ),
        )

    @admin.action(description="Set a new password", permissions=["keep"])
    def set_password(self, request: HttpRequest, officers: Rows) -> HttpResponse | None:
        """Ask for the password, then set it and end the sessions."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            officers,
            Question("set_password", "Set a new password", "Set", "Set for", PasswordForm),
            lambda officer, form: actions.set_password(
                officer=officer, password=form.cleaned_data["password"], by=by, at=at
            ),
        )


class EndForm(SouthendForm):
    """When a posting ends."""

    to_on = DateBoxesField(
        label="First day on which the posting no longer holds", subject="first day without it"
    )


class PostingForm(DeskForm):
    """A new posting, of an officer named by collar number: they may come from another district."""

    collar_number = forms.CharField(max_length=20, label="Collar number")

    class Meta:
        """What an administrator gives."""

        model = Posting
        fields = ("team", "role", "from_on")

    def clean_collar_number(self) -> Officer:
        """Find the officer."""
        number = self.cleaned_data["collar_number"]
        officer = Officer.objects.filter(
            collar_number__iexact=number, is_service=False, is_active=True
        ).first()
        if officer is None:
            raise ValidationError(f"No active officer has the collar number {number}.")
        return officer


@admin.register(Posting)
class PostingAdmin(DeskAdmin[Posting]):
    """Who does what in the administrator's districts: postings are given and ended."""

    subject = "posting"
    sees = KEEPERS
    keeps = Permission.KEEP_PEOPLE
    district = "team__district"
    may_change = False
    form = PostingForm
    list_display = ("officer", "role", "team", "from_on", "to_on")
    list_filter = ("role", ("team", WithinRights))
    list_select_related = ("officer", "team")
    search_fields = ("officer__collar_number",)
    actions = ("end",)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Ask for a collar number; show the officer."""
        shown = ("officer",) if obj else ("collar_number",)
        return (*shown, "team", "role", "from_on", *(("to_on",) if obj else ()))

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Post the officer."""
        given = form.cleaned_data
        return actions.post_officer(
            officer=given["collar_number"],
            team=given["team"],
            role=Role(given["role"]),
            from_on=given["from_on"],
            by=by,
            at=at,
        )

    @admin.action(description="End on a day", permissions=["keep"])
    def end(self, request: HttpRequest, postings: Rows) -> HttpResponse | None:
        """Ask for the day, then end the postings."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            postings,
            Question("end", "End postings", "End them", "Ended", EndForm),
            lambda posting, form: actions.end_posting(
                posting=posting, to_on=form.cleaned_data["to_on"], by=by, at=at
            ),
        )
