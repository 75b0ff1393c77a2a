"""The records desk: Django's admin as a workplace that reads by rights and writes by actions.

A package registers its tables on `admin.site`, which is the RecordsDesk (southend/desk.py), with
a class made from DeskAdmin. What a class states:

- `subject`      the word under which the journal keeps the rows; history reads it
- `sees`, `keeps`   the permissions that open the table and that let its rows be written
- `district`     the path from a row to its district, "" where rows belong to no district
- `add_row`, `change_row`   one call each of an action; without them nothing is added or changed
- `refusals`     the exceptions of those actions; they come back as errors of the form

Nothing is deleted here, nothing is edited in a list, and Django's own log is not written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, TypeAlias, TypeVar, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.db.models.fields.related import RelatedField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import actions, clock
from accounts.form_fields import TypedText
from accounts.models import District, Officer, Team
from accounts.roles import Permission
from audit import journal

if TYPE_CHECKING:
    ModelAdmin: TypeAlias = admin.ModelAdmin[Any]
    Form: TypeAlias = forms.ModelForm[Any]
    Related: TypeAlias = "RelatedField[Any, Any]"
    ForeignKey: TypeAlias = models.ForeignKey[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    Form = forms.ModelForm
    Related = RelatedField
    ForeignKey = models.ForeignKey

R = TypeVar("R", bound=Model)
Rows: TypeAlias = "QuerySet[Any]"
REFUSAL = "southend.desk.refusal"
AT_ONCE = 100
"""Rows that one action takes at most, so that a page can name each of them."""


class DeskForm(TypedText, Form):
    """A row of the desk as it is typed."""


class RecordsDesk(admin.AdminSite):
    """The desk of officers, supervisors, commanders, analysts and administrators."""

    site_header = "Records desk"
    site_title = "Records desk"
    index_title = "Records desk"

    def has_permission(self, request: HttpRequest) -> bool:
        """Open to those with any role but that of the advisory group."""
        user = request.user
        return isinstance(user, Officer) and user.is_active and user.is_staff

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one sign-in; refuse those who have signed in and may not enter."""
        if self.has_permission(request):
            return redirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise PermissionDenied("The records desk is not open to your role.")
        wanted = request.GET.get("next") or reverse("admin:index", current_app=self.name)
        return redirect_to_login(wanted, resolve_url(settings.LOGIN_URL))

    def password_change(  # type: ignore[override]  # the stub is narrower than Django
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page on which officers change their password."""
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # the stub is narrower than Django
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page on which officers sign out."""
        return redirect("account_logout")


def signed_in(request: HttpRequest) -> Officer:
    """Give the officer behind a request to the desk.

    Raises: PermissionDenied.
    """
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user


class WithinRights(admin.RelatedFieldListFilter):
    """Filter by a related row, of which only those within the officer's rights are offered."""

    def field_choices(
        self, field: Related, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, str | Any]]:
        """List the rows that the officer may see."""
        rows = offered(related(field), signed_in(request))
        return [(str(row.pk), str(row)) for row in rows]


def related(field: Related) -> type[Model]:
    """Give the table that a field refers to."""
    return field.related_model


def offered(model: type[Model], officer: Officer) -> Rows:
    """Read the rows of a table that a choice or a filter may name to an officer."""
    rows = model._default_manager.all()
    visible_to = getattr(rows, "visible_to", None)
    if visible_to is not None:
        visible: Rows = visible_to(officer)
        return visible
    if issubclass(model, Team):
        return rows.filter(district__in=officer.standing.district_ids)
    if issubclass(model, District):
        return rows.filter(pk__in=officer.standing.district_ids)
    return rows


@dataclass(frozen=True)
class Question:
    """What a page asks before an action on several rows.

    `action` is the name of the method that asks, `done` what is said of the rows afterwards.
    """

    action: str
    title: str
    button: str
    done: str
    form: Callable[[QueryDict | None], forms.Form]


class DeskAdmin(ModelAdmin, Generic[R]):
    """One table on the desk. See the module for what a class made from this states."""

    subject: ClassVar[str]
    sees: ClassVar[frozenset[Permission]]
    keeps: ClassVar[Permission | None] = None
    district: ClassVar[str] = ""
    refusals: ClassVar[tuple[type[Exception], ...]] = (actions.Refused,)
    may_add: ClassVar[bool] = True
    may_change: ClassVar[bool] = True
    list_per_page = 50
    list_max_show_all = 0
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False
    empty_value_display = "None"
    question_template = "admin/desk_question.html"
    form = DeskForm

    def get_urls(self) -> list[URLPattern]:
        """Leave out the address of a deletion, which does not exist here."""
        return [url for url in super().get_urls() if not (url.name or "").endswith("_delete")]

    # What is seen

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the table to those who may see it."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Ask the table of roles; which rows, the queryset says."""
        standing = signed_in(request).standing
        return any(standing.allows(permission) for permission in self.sees)

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Read the rows of the officer's districts."""
        rows = super().get_queryset(request)
        if not self.district:
            return rows
        keys: set[int] = set()
        for permission in self.sees:
            keys |= signed_in(request).standing.grants.get(permission, frozenset())
        return rows.filter(**{f"{self.district}__in": keys})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> R:
        """Find a row within the officer's rights; any other does not exist.

        Raises: Http404.
        """
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        return cast("R", row)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Head the list with what it lists."""
        name = str(self.opts.verbose_name_plural)
        title = name[:1].upper() + name[1:]
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what the journal holds about a row, newest first."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "entries": journal.of(self.subject, object_id)[:500],
            "object": row,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> "forms.ModelChoiceField[Any] | None":
        """Offer only the rows within the officer's rights."""
        kwargs.setdefault("queryset", offered(related(db_field), signed_in(request)))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # What may be written

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the table of roles."""
        return self.may_add and self.may_keep(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Ask the table of roles; the action asks again about the row."""
        return self.may_change and self.may_keep(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: nothing is deleted."""
        return False

    def has_keep_permission(self, request: HttpRequest) -> bool:
        """Tell whether actions on rows of this table are offered."""
        return self.may_keep(request)

    def may_keep(self, request: HttpRequest) -> bool:
        """Tell whether the officer may write rows of this table at all."""
        return self.keeps is not None and signed_in(request).standing.allows(self.keeps)

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Call the action that adds a row from a valid form."""
        raise NotImplementedError

    def change_row(self, row: R, form: Form, *, by: Officer, at: datetime) -> Model:
        """Call the action that changes a row, given as it is stored, from a valid form."""
        raise NotImplementedError

    # How Django's admin is made to do so

    def save_form(self, request: HttpRequest, form: Form, change: bool) -> Model:
        """Leave the row unwritten: an action writes it."""
        return cast("Model", form.instance)

    def save_model(self, request: HttpRequest, obj: Model, form: Form, change: bool) -> None:
        """Call the action, and show the row that it wrote."""
        by, at = signed_in(request), clock.now()
        if change:
            stored = self.get_queryset(request).get(pk=obj.pk)
            written = self.change_row(stored, form, by=by, at=at)
        else:
            written = self.add_row(form, by=by, at=at)
        vars(obj).update(vars(written))

    def save_related(
        self, request: HttpRequest, form: Form, formsets: Sequence[object], change: bool
    ) -> None:
        """Write nothing beside the action."""

    def save_formset(
        self, request: HttpRequest, form: Form, formset: object, change: bool
    ) -> NoReturn:
        """Refuse: no rows are written inline."""
        raise NotImplementedError("The records desk writes by actions, not inline.")

    def log_addition(  # type: ignore[override]  # Django uses nothing of it
        self, request: HttpRequest, obj: Model, message: object
    ) -> None:
        """Leave Django's log empty: the action wrote the journal."""

    def log_change(  # type: ignore[override]  # Django uses nothing of it
        self, request: HttpRequest, obj: Model, message: object
    ) -> None:
        """Leave Django's log empty: the action wrote the journal."""

    def log_deletions(  # type: ignore[override]  # Django uses nothing of it
        self, request: HttpRequest, queryset: object
    ) -> None:
        """Leave Django's log empty: nothing is deleted."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the actions of the class, never Django's deletion."""
        offered_actions = super().get_actions(request)
        offered_actions.pop("delete_selected", None)
        return offered_actions

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what an action refused as an error of the form; nothing of it was saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except self.refusals as refusal:
            request.META[REFUSAL] = str(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[Form]:
        """Make the form, which repeats what the action refused a moment ago."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = request.META.get(REFUSAL)
        return (
            form if refusal is None else type("RefusedForm", (form,), {"clean": raising(refusal)})
        )

    # Actions on several rows

    def on_each(
        self, request: HttpRequest, rows: Rows, question: Question, do: Callable[[R, Any], object]
    ) -> HttpResponse | None:
        """Ask on a page that names the rows, then do it to each and say what was refused.

        `do` takes a row and the valid form, and calls one action.
        """
        if rows.count() > AT_ONCE:
            self.message_user(request, f"Choose at most {AT_ONCE} at once.", messages.ERROR)
            return None
        is_answered = request.POST.get("answered") == "yes"
        form = question.form(request.POST if is_answered else None)
        if not is_answered or not form.is_valid():
            return self.ask(request, rows, question, form)
        done = 0
        for row in rows:
            try:
                do(row, form)
            except self.refusals as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
            else:
                done += 1
        self.message_user(request, f"{question.done}: {done} of {len(rows)}.")
        return None

    def ask(
        self, request: HttpRequest, rows: Rows, question: Question, form: forms.Form
    ) -> TemplateResponse:
        """Show the page of a question."""
        context = {
            **self.admin_site.each_context(request),
            "title": question.title,
            "question": question,
            "rows": rows,
            "form": form,
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, self.question_template, context)


def raising(refusal: str) -> Any:  # noqa: ANN401 - a method of a form that is made at run time
    """Make the `clean` of a form that says what an action refused."""

    def clean(form: forms.Form) -> NoReturn:
        raise ValidationError(refusal, code="refused")

    return clean
