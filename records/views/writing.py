"""The bases of the pages on which a record is written: what both share, and logging.

A kind's page is a few attributes (changing.py has the page on which a record is changed):

    class ArrestCreate(RecordCreateView):
        kind = Kind.ARREST
        form_class = ArrestForm
        log = staticmethod(log_arrest)

`form_class` is a records.kind_forms.RecordForm. The key of a new record is made when its form is
opened, so that a double press or a second sending is one record.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from accounts import clock
from accounts.models import Officer
from accounts.views import PermissionRequired, Refusal, officer_of, refuse
from records import actions, interrupted, rules
from records.kind_forms import RecordForm, Writing
from records.kinds import WORDS, kind_page, page_of, title_of
from records.models import Kind, Record, Status
from records.transitions import WrongState
from records.views.fetching import record_of
from records.writing import AlreadyLogged, NoTeam, OtherDistrict, Refused, home_team

Form = RecordForm[Any, Any]
INVALID, CONFLICT = 422, 409


@method_decorator(login_not_required, name="dispatch")
class RecordFormView(PermissionRequired):
    """What logging and changing share: the form, what interrupts it, and what a button asks.

    `more` adds to the context; `initial` fills a new form in, None for what the form itself likes.
    """

    template_name: ClassVar[str] = "records/form.html"
    kind: ClassVar[Kind]
    form_class: ClassVar[type[Form]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what someone sends who was signed out; refuse what another officer opened."""
        if not request.user.is_authenticated:
            return interrupted.sign_in_first(request)
        if interrupted.is_of_another(request.POST, officer_of(request)):
            return refuse(
                request,
                Refusal(
                    heading="This form was opened by another officer",
                    rule="Nothing was saved, so that the record does not bear your name.",
                    who="Open the form again to write as yourself.",
                    next_url=request.path,
                    next_label="Open the form again",
                ),
                status=CONFLICT,
            )
        return super().dispatch(request, *args, **kwargs)

    def shown(
        self, request: HttpRequest, form: Form, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        """Show the form."""
        words = WORDS[self.kind]
        return render(
            request,
            self.template_name,
            {
                "form": form,
                "words": words,
                "marking": words.marking,
                "writer": interrupted.signed(officer_of(request)),
                **self.more(form),
                **context,
            },
            status=status,
        )

    def more(self, form: Form) -> dict[str, Any]:
        """Add what the page of the kind has besides, such as what was filled in."""
        return {}

    def taken_back(self, request: HttpRequest) -> QueryDict | None:
        """Give what was being written here before a sign-out, once."""
        return interrupted.taken_back(request, officer_of(request))

    def again(self, request: HttpRequest, form: Form, **context: Any) -> HttpResponse | None:
        """Show the form again where a button changes the form itself, or where it is not valid."""
        if form.wants_more_rows(request.POST):
            form.rearrange(today=clock.today())
            return self.shown(request, form, **context)
        if not form.is_valid():
            return self.shown(request, form, status=INVALID, **context)
        return None

    def saved(self, request: HttpRequest, record: Record, form: Form) -> HttpResponse:
        """Say what was saved, send it where that was asked, and lead to it."""
        record = record_of(request, record.pk)
        wants_send = "draft" not in request.POST
        if wants_send and record.status in rules.SUBMIT.sources:
            return self.sent(request, record, form)
        was = "saved as a draft" if record.status == Status.DRAFT else "saved"
        messages.success(request, f"{title_of(record)} is {was}.")
        say(request, form.notices)
        return redirect(page_of(record))

    def sent(self, request: HttpRequest, record: Record, form: Form) -> HttpResponse:
        """Submit what was saved; what is refused stays saved."""
        try:
            actions.submit(record=record, by=officer_of(request), at=clock.now())
        except (Refused, WrongState) as error:
            messages.success(request, f"{title_of(record)} is saved, and was not sent.")
            say(request, [*form.notices, str(error)])
            return redirect(page_of(record, "edit") or page_of(record))
        messages.success(request, f"{title_of(record)} is sent. A supervisor decides on it.")
        say(request, form.notices)
        return redirect(page_of(record))


def taken(form: Form, *more: type[Exception]) -> tuple[type[Exception], ...]:
    """Name what the actions of the kind refuse and its form shows."""
    return (Refused, OtherDistrict, *form.refusals, *more)


def say(request: HttpRequest, sentences: list[str]) -> None:
    """Show sentences on the next page."""
    for sentence in sentences:
        messages.warning(request, sentence)


class RecordCreateView(RecordFormView):
    """The page on which a record of a kind is logged. Give `kind`, `form_class` and `log`."""

    log: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the permission and the words of the kind."""
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            words = WORDS[cls.kind]
            cls.permission, cls.what = words.logs, f"the form that logs {words.one}"

    def initial(self, request: HttpRequest) -> Mapping[str, Any] | None:
        """Fill a new form in otherwise than the form itself would."""
        return None

    def form(self, request: HttpRequest, data: QueryDict | None) -> Form:
        """Make the form for the officer's own district.

        Raises: NoTeam.
        """
        officer = officer_of(request)
        writing = Writing(
            by=officer,
            at=clock.now(),
            district=home_team(officer, self.permission).district,
        )
        initial = self.initial(request) if data is None else None
        return self.form_class(data, writing=writing, initial=initial)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty form under a new key, or what was interrupted."""
        kept = self.taken_back(request)
        try:
            form = self.form(request, kept)
        except NoTeam as error:
            return self.without_team(request, error)
        if kept is not None:
            form.silence()
        return self.page(request, form, key_in(kept), interrupted=kept is not None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Log the record, once."""
        key = key_in(request.POST)
        try:
            form = self.form(request, request.POST)
        except NoTeam as error:
            return self.without_team(request, error)
        context = self.heads(key)
        shown = self.again(request, form, **context)
        if shown is not None:
            return shown
        try:
            record = self.logged(key, form, officer_of(request))
        except AlreadyLogged as error:
            return self.received_already(request, error.record, form)
        except taken(form) as error:
            form.take(error)
            return self.shown(request, form, status=INVALID, **context)
        return self.saved(request, record, form)

    def received_already(self, request: HttpRequest, record: Record, form: Form) -> HttpResponse:
        """Lead to the one record; a draft whose sending was cut off is sent now."""
        if record.status == Status.DRAFT:
            return self.saved(request, record, form)
        messages.success(request, f"{title_of(record)} was received already.")
        return redirect(page_of(record))

    def logged(self, key: UUID, form: Form, officer: Officer) -> Record:
        """Call the action of the kind; of two sendings at once the later finds the record there.

        Raises: AlreadyLogged, Refused, OtherDistrict, and what the kind's form names.
        """
        try:
            row = type(self).log(id=key, details=form.details(), by=officer, at=clock.now())
        except IntegrityError:
            standing = Record.objects.filter(pk=key, logged_by=officer, kind=self.kind).first()
            if standing is None:
                raise
            raise AlreadyLogged(standing) from None
        record: Record = row.record
        return record

    def page(
        self, request: HttpRequest, form: Form, key: UUID, *, interrupted: bool
    ) -> HttpResponse:
        """Show the form under a key."""
        return self.shown(request, form, **self.heads(key), interrupted=interrupted)

    def heads(self, key: UUID) -> dict[str, Any]:
        """Give what stands round the form, and the key that it carries."""
        words = WORDS[self.kind]
        return {
            "title": f"Log {words.one}",
            "hidden": [("record", str(key))],
            "crumbs": [
                {"label": words.plural.capitalize(), "url": kind_page(self.kind, "list")},
                {"label": f"Log {words.one}", "url": ""},
            ],
            "send_label": "Check and send",
            "draft_label": "Save and finish later",
            "cancel_url": kind_page(self.kind, "list"),
        }

    def without_team(self, request: HttpRequest, error: NoTeam) -> HttpResponse:
        """Refuse an officer for whom a record would belong to no team."""
        words = WORDS[self.kind]
        return refuse(
            request,
            Refusal(
                heading=f"You cannot log {words.one}",
                rule=str(error),
                who="An administrator of your district keeps postings.",
            ),
        )


def key_in(data: QueryDict | None) -> UUID:
    """Read the key that a form carries; make one where it has none."""
    try:
        return UUID(data.get("record", "") if data is not None else "")
    except ValueError:
        return uuid4()
