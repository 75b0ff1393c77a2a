"""Records on the desk: what every kind shares.

A package puts a kind on the desk with a class made from RecordKindAdmin, decorated with
`@admin.register(Patrol)`. What the class states:

- `kind`          the Kind
- `logs`          the permission that lets it be logged; LOG_RECORDS unless stated
- `row_argument`  the name under which the change action takes the row, such as "patrol"
- `log`           the action that logs: (id, details, by, at); wrap it in `staticmethod`
- `change`        the action that changes: (<row_argument>, version, details, by, at); likewise
- `refusals`      the exceptions of both; Refused, StaleEdit, WrongState, NoTeam and OtherDistrict
                  are added to what the class states
- `form_class`    the kind's RecordForm, the same as on its page
- `extra_columns`, `extra_filters`   columns and filters after those that all kinds have

Everything else is here: the list with its filters by state, team and month, search by reference,
summary and collar number, the page that shows what the record says and how long it is kept, the
form where the officer may change it, the journal as history, and the actions submit, approve,
return, withdraw and set retention.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts import clock, marks
from accounts.desk import DeskAdmin, Question, Rows, WithinRights, signed_in
from accounts.models import Officer
from accounts.roles import Permission
from accounts.wording import clock_time, short_date
from records import actions as actions_of_records
from records import rules, versions
from records.content import sections
from records.desk_filters import ReviewDue, with_review
from records.desk_forms import (
    KeepingForm,
    KindForm,
    NothingForm,
    grounds_form,
    key_of,
    number_of,
)
from records.forms import NoteForm
from records.kind_forms import RecordForm, Writing
from records.models import Kind, Record
from records.transitions import WrongState
from records.writing import (
    AlreadyLogged,
    NoTeam,
    OtherDistrict,
    Refused,
    StaleEdit,
    has_part_now,
    home_team,
)

R = TypeVar("R", bound=Model)
REFUSALS = (Refused, StaleEdit, WrongState, NoTeam, OtherDistrict)


def record_of(row: Any) -> Record:  # noqa: ANN401 - a row of any kind
    """Give the header of a row of any kind."""
    record: Record = row.record
    return record


class RecordKindAdmin(DeskAdmin[R], Generic[R]):
    """One kind of record on the desk. See the module for what a class made from this states."""

    kind: ClassVar[Kind]
    logs: ClassVar[Permission] = Permission.LOG_RECORDS
    row_argument: ClassVar[str]
    form_class: ClassVar[type[RecordForm[Any, Any]]]
    log: ClassVar[Callable[..., Any]]
    change: ClassVar[Callable[..., Any]]
    extra_columns: ClassVar[tuple[str, ...]] = ()
    extra_filters: ClassVar[tuple[Any, ...]] = ()

    sees = frozenset({Permission.SEE_RECORDS})
    district = "record__district"
    list_select_related: ClassVar[tuple[str, ...]] = (
        "record",
        "record__logged_by",
        "record__team",
        "record__district",
    )
    date_hierarchy = "record__occurred_at"
    ordering = ("-record__occurred_at",)
    search_fields: ClassVar[tuple[str, ...]] = (
        "record__reference",
        "record__summary",
        "record__logged_by__collar_number",
    )
    actions = ("submit", "approve", "return_records", "withdraw", "set_retention")
    question_template = "admin/record_question.html"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the word of the journal from the kind, and catch what all kinds refuse."""
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "kind"):
            cls.subject, cls.keeps = cls.kind, cls.logs
            cls.refusals = (*REFUSALS, *(kept for kept in cls.refusals if kept not in REFUSALS))

    def bound_form(
        self, data: Mapping[str, Any] | None, *, by: Officer, at: datetime, row: R | None
    ) -> KindForm:
        """Make the form of the kind, for a new record where `row` is None; unbound without data.

        Raises: NoTeam.
        """
        district = home_team(by, self.logs).district if row is None else record_of(row).district
        return self.form_class(data, writing=Writing(by=by, at=at, district=district, held=row))

    # What is seen

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read the rows of the officer's districts, each with what its keeping asks for today."""
        return with_review(super().get_queryset(request), clock.today())

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Show what all kinds have, then what this kind adds."""
        return ("reference", "occurred_at", *self.extra_columns, "logged_by", "status")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        """Filter by state, operation and team, by keeping, and by what this kind adds."""
        of_kind = {field.name for field in self.opts.get_fields()}
        operation = (("operation", WithinRights),) if "operation" in of_kind else ()
        team = ("record__team", WithinRights)
        keeping = (ReviewDue, "record__retention_group")
        return ("record__status", *operation, team, *keeping, *self.extra_filters)

    @admin.display(description="Reference", ordering="record__reference")
    def reference(self, row: R) -> str:
        """Give the reference for speech."""
        return record_of(row).reference

    @admin.display(description="State", ordering="record__status")
    def status(self, row: R) -> str:
        """Draw the state and say it in words, and whether an approval stands void."""
        record = record_of(row)
        words = record.get_status_display() + (", approval void" if record.approval_void else "")
        return marks.status(record.status, words)

    @admin.display(description="When", ordering="record__occurred_at")
    def occurred_at(self, row: R) -> str:
        """Give the moment by which reports count it."""
        at = record_of(row).occurred_at
        return f"{short_date(at)}, {clock_time(at)}"

    @admin.display(description="Logged by", ordering="record__logged_by__collar_number")
    def logged_by(self, row: R) -> str:
        """Name the author."""
        return str(record_of(row).logged_by)

    # What is written

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: Any = None,  # noqa: ANN401 - as Django declares it
    ) -> HttpResponse:
        """Log a record with the form of its kind."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.write_view(request, None)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,  # noqa: ANN401 - as Django declares it
    ) -> HttpResponse:
        """Show what a record says, and the form where the officer may change it."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return self.write_view(request, row)

    def write_view(self, request: HttpRequest, row: R | None) -> HttpResponse:
        """Show the form, or take it: what an action refuses comes back in it."""
        by, at = signed_in(request), clock.now()
        why_not = "" if row is None else why_not_change(record_of(row), by)
        if request.method == "POST" and why_not:
            raise PermissionDenied(why_not)
        if request.method == "POST":
            return self.take(request, row, by=by, at=at)
        if row is not None:
            actions_of_records.consult(record=record_of(row), by=by, at=at)
        form = None if why_not else self.bound_form(None, by=by, at=at, row=row)
        return self.page(request, row, form, why_not=why_not)

    def take(
        self,
        request: HttpRequest,
        row: R | None,
        *,
        by: Officer,
        at: datetime,
    ) -> HttpResponse:
        """Take a form that was sent: change the form itself, save, or say what is wrong."""
        form = self.bound_form(request.POST, by=by, at=at, row=row)
        if form.wants_more_rows(request.POST):
            form.rearrange(today=clock.today())
        elif form.is_valid():
            try:
                saved = self.save_kind(request, row, form)
            except AlreadyLogged as answer:
                return self.leave(request, answer.record, "was received before")
            except self.refusals as refusal:
                form.take(refusal)
            else:
                return self.leave(request, record_of(saved), "is saved")
        return self.page(request, row, form)

    def save_kind(self, request: HttpRequest, row: R | None, form: KindForm) -> Model:
        """Call the action that logs or changes, with what the valid form gives."""
        by, at, details = signed_in(request), clock.now(), form.details()
        if row is None:
            logged: Model = type(self).log(id=key_of(request), details=details, by=by, at=at)
            return logged
        given = {self.row_argument: row, "version": number_of(request, "version")}
        changed: Model = type(self).change(**given, details=details, by=by, at=at)
        return changed

    def leave(self, request: HttpRequest, record: Record, said: str) -> HttpResponse:
        """Say what became of the record and show it."""
        self.message_user(request, f"{record.reference} {said}.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[record.pk]))

    def page(
        self,
        request: HttpRequest,
        row: R | None,
        form: KindForm | None,
        *,
        why_not: str = "",
    ) -> TemplateResponse:
        """Show a record with what it says now, its form, or the sentence why it has none.

        After a stale edit the version sent next is the one shown here.
        """
        record = None if row is None else Record.objects.get(pk=row.pk)
        content = versions.content_of(versions.latest(record)) if record else ()
        context = {
            **self.admin_site.each_context(request),
            "title": str(row) if row else f"Log: {self.opts.verbose_name}",
            "opts": self.opts,
            "media": self.media,
            "object": row,
            "record": record,
            "sections": sections(content),
            "form": form,
            "id": request.POST.get("id") or uuid4(),
            "why_not": why_not,
            "may_retain": record is not None and may_retain(record, signed_in(request)),
        }
        return TemplateResponse(request, "admin/record_form.html", context)

    # What is done to several

    def has_retain_permission(self, request: HttpRequest) -> bool:
        """Offer retention to those who keep it somewhere; the action asks about each record."""
        return signed_in(request).standing.allows(Permission.KEEP_RETENTION)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Offer decisions to those who decide somewhere; the rule asks about each record."""
        return signed_in(request).standing.allows(Permission.DECIDE_RECORDS)

    def ask(
        self, request: HttpRequest, rows: Rows, question: Question, form: forms.Form
    ) -> TemplateResponse:
        """Keep the version of each record that the officer is shown."""
        response = super().ask(request, rows, question, form)
        response.context_data = {
            **(response.context_data or {}),
            "seen": {
                row.pk: number_of(request, f"version-{row.pk}") or record_of(row).version
                for row in rows
            },
        }
        return response

    @admin.action(description="Submit", permissions=["keep"])
    def submit(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Name the records, then submit each."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question("submit", "Submit records", "Submit", "Submitted", NothingForm),
            lambda row, form: actions_of_records.submit(record=record_of(row), by=by, at=at),
        )

    @admin.action(description="Approve", permissions=["decide"])
    def approve(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Name the records, then approve the version of each that was shown."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question("approve", "Approve records", "Approve", "Approved", NothingForm),
            lambda row, form: actions_of_records.approve(
                record=record_of(row), version=number_of(request, f"version-{row.pk}"), by=by, at=at
            ),
        )

    @admin.action(description="Return to the author", permissions=["decide"])
    def return_records(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Ask for the coded reason, then return each."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question(
                "return_records",
                "Return records",
                "Return",
                "Returned",
                lambda data: grounds_form(data, [record_of(row) for row in rows], at),
            ),
            lambda row, form: actions_of_records.return_record(
                record=record_of(row),
                version=number_of(request, f"version-{row.pk}"),
                grounds=form.grounds(),
                by=by,
                at=at,
            ),
        )

    @admin.action(description="Withdraw, as its author", permissions=["keep"])
    def withdraw(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Ask why, then withdraw each."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question("withdraw", "Withdraw records", "Withdraw", "Withdrawn", NoteForm),
            lambda row, form: actions_of_records.withdraw(
                record=record_of(row), by=by, at=at, note=form.cleaned_data["note"]
            ),
        )

    @admin.action(description="Set retention", permissions=["retain"])
    def set_retention(self, request: HttpRequest, rows: Rows) -> HttpResponse | None:
        """Ask for group, legal hold and reason, then keep each record so."""
        by, at = signed_in(request), clock.now()
        return self.on_each(
            request,
            rows,
            Question(
                "set_retention", "Set the retention of records", "Set", "Set for", KeepingForm
            ),
            lambda row, form: actions_of_records.set_retention(
                record=record_of(row), **form.keeping_of(record_of(row)), by=by, at=at
            ),
        )


def may_retain(record: Record, by: Officer) -> bool:
    """Tell whether the officer sets the retention of the record."""
    return by.standing.allows(Permission.KEEP_RETENTION, record.district_id)


def why_not_change(record: Record, by: Officer) -> str:
    """Say why the officer may not change the record, or nothing."""
    return rules.why_not_change(
        officer=by,
        record=record,
        taken_part=has_part_now(record, by),
        decided=record.decisions.filter(by=by).exists(),
    )
