"""The pages that ask before a record is moved: submit, withdraw, reopen, strike, retention.

Each shows what will happen, and does it when it is confirmed. What a rule refuses is answered 403
with the rule; what someone else did first is answered 409 with who and when.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import clock
from accounts.clock import LONDON
from accounts.form_fields import SouthendForm
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, Refusal, officer_of, refuse
from records import actions, closing, rules, versions
from records.forms import GroundsForm, NoteForm, RetentionForm
from records.kinds import name_of, page_of, title_of, words_of
from records.models import Record
from records.steps import Standpoint, standpoint
from records.transitions import WrongState
from records.views.fetching import record_of
from records.writing import Refused, StaleEdit


def refused(request: HttpRequest, record: Record, what: str, error: Exception) -> HttpResponse:
    """Answer what a rule refuses (403), or what someone else did first (409)."""
    first = isinstance(error, WrongState | StaleEdit)
    return refuse(
        request,
        Refusal(
            heading=f"You cannot {what} {name_of(record)}",
            rule=str(error),
            next_url=page_of(record),
            next_label="Go to the record",
        ),
        status=409 if first else 403,
    )


class MoveView(PermissionRequired):
    """One step with one record, confirmed on a page of its own.

    `verb` completes "You cannot …" and heads the page; `done` completes "Arrest A-24-00412 is …".
    """

    permission = Permission.SEE_RECORDS
    what = "records"
    verb: ClassVar[str]
    done: ClassVar[str]
    says: ClassVar[str]
    button: ClassVar[str]
    transition: ClassVar[rules.Transition | None] = None
    is_grave: ClassVar[bool] = False

    def form(self, record: Record, data: Any = None) -> SouthendForm | None:  # noqa: ANN401 - as Django declares it
        """Make the form that the step needs, None for no more than a button."""
        return None

    def why_not(self, record: Record, officer: Officer, stands: Standpoint) -> str:
        """Say why the officer may not do it, or nothing."""
        raise NotImplementedError

    def act(self, record: Record, form: Any, officer: Officer, version: int) -> None:  # noqa: ANN401 - the form of the step
        """Call the action.

        Raises: Refused, WrongState, StaleEdit.
        """
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show what will happen, or why it cannot."""
        record, officer = record_of(request, pk), officer_of(request)
        why_not = self.why_not(record, officer, standpoint(record, officer))
        if why_not:
            return refused(request, record, self.verb, Refused(why_not))
        if self.transition is not None and record.status not in self.transition.sources:
            return refused(request, record, self.verb, WrongState(record, self.transition))
        return self.page(request, record, self.form(record))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Do it."""
        record, officer = record_of(request, pk), officer_of(request)
        why_not = self.why_not(record, officer, standpoint(record, officer))
        if why_not:
            return refused(request, record, self.verb, Refused(why_not))
        form = self.form(record, request.POST)
        if form is not None and not form.is_valid():
            return self.page(request, record, form, status=422)
        text = request.POST.get("version", "")
        version = int(text) if text.isascii() and text.isdigit() else record.version
        try:
            self.act(record, form, officer, version)
        except (Refused, WrongState, StaleEdit) as error:
            return refused(request, record, self.verb, error)
        messages.success(request, f"{title_of(record)} is {self.done}.")
        return redirect(page_of(record))

    def warning(self, record: Record) -> str:
        """Say what else the step will lead to, or nothing."""
        return ""

    def page(
        self, request: HttpRequest, record: Record, form: SouthendForm | None, status: int = 200
    ) -> HttpResponse:
        """Show the page that asks."""
        verb = self.verb[:1].upper() + self.verb[1:]
        context = {
            "record": record,
            "form": form,
            "title": f"{verb} {name_of(record)}",
            "marking": words_of(record).marking,
            "says": self.says,
            "warning": self.warning(record),
            "button": self.button,
            "is_grave": self.is_grave,
            "back_url": page_of(record),
            "hidden": [("version", str(record.version))],
        }
        return render(request, "records/confirm.html", context, status=status)


class Submit(MoveView):
    """Send a record for review."""

    verb, done, button = "submit", "sent. A supervisor decides on it", "Submit"
    says = "A supervisor who took no part in it approves it, or returns it to you with a reason."
    transition = rules.SUBMIT

    def why_not(self, record: Record, officer: Officer, stands: Standpoint) -> str:
        """Ask the rule."""
        return rules.why_not_submit(officer=officer, record=record, taken_part=stands.has_part)

    def act(self, record: Record, form: Any, officer: Officer, version: int) -> None:  # noqa: ANN401 - no form
        """Submit it."""
        actions.submit(record=record, by=officer, at=clock.now())


class Withdraw(MoveView):
    """Withdraw one's own record before it is approved."""

    verb, done, button, is_grave = "withdraw", "withdrawn", "Withdraw", True
    says = "It stays where it is, with its history, is not counted, and cannot be changed again."
    transition = rules.WITHDRAW

    def form(self, record: Record, data: Any = None) -> SouthendForm:  # noqa: ANN401 - as Django declares it
        """Ask why."""
        return NoteForm(data)

    def why_not(self, record: Record, officer: Officer, stands: Standpoint) -> str:
        """Ask the rule."""
        return rules.why_not_withdraw(officer=officer, record=record)

    def act(self, record: Record, form: NoteForm, officer: Officer, version: int) -> None:
        """Withdraw it."""
        note = form.cleaned_data["note"]
        actions.withdraw(record=record, by=officer, at=clock.now(), note=note)


class DecisionView(MoveView):
    """A supervisor's decision with a coded reason."""

    question: ClassVar[str]

    def form(self, record: Record, data: Any = None) -> SouthendForm:  # noqa: ANN401 - as Django declares it
        """Ask for the reason, the fields and a note."""
        return GroundsForm(
            data,
            entries=versions.content_of(versions.latest(record)),
            day=clock.now().astimezone(LONDON).date(),
            question=self.question,
            author=record.logged_by,
        )

    def why_not(self, record: Record, officer: Officer, stands: Standpoint) -> str:
        """Ask the rule of four eyes."""
        return rules.why_not_decide(officer=officer, record=record, taken_part=stands.ever_part)


class Reopen(DecisionView):
    """Take an approved record out of the count, so that it can be corrected."""

    verb, done, button = "reopen", "reopened", "Reopen"
    says = "It leaves the count, and can be corrected and sent again. The approval stays in view."
    question = "Why are you reopening it?"
    transition = rules.REOPEN

    def warning(self, record: Record) -> str:
        """Say before it happens that a closed period will be restated."""
        return closing.warning(record, at=clock.now())

    def act(self, record: Record, form: GroundsForm, officer: Officer, version: int) -> None:
        """Reopen it."""
        actions.reopen(
            record=record, version=version, grounds=form.grounds(), by=officer, at=clock.now()
        )


class Strike(DecisionView):
    """Withdraw a reopened record as a supervisor, such as a duplicate."""

    verb, done, button, is_grave = "withdraw", "withdrawn", "Withdraw", True
    says = "It stays where it is, with its history, is not counted, and cannot be changed again."
    question = "Why are you withdrawing it?"
    transition = rules.STRIKE

    def act(self, record: Record, form: GroundsForm, officer: Officer, version: int) -> None:
        """Withdraw it."""
        actions.strike(
            record=record, version=version, grounds=form.grounds(), by=officer, at=clock.now()
        )


class Retention(MoveView):
    """Put a record in a retention group, or under or out of a legal hold."""

    permission = Permission.KEEP_RETENTION
    verb, done, button = "set the retention of", "kept as you set it", "Set retention"
    says = "The review date is counted anew from the day of the event."

    def form(self, record: Record, data: Any = None) -> SouthendForm:  # noqa: ANN401 - as Django declares it
        """Ask for the group, the hold and the reason."""
        return RetentionForm.of(record) if data is None else RetentionForm(data)

    def why_not(self, record: Record, officer: Officer, stands: Standpoint) -> str:
        """Ask whether it is held in the record's own district."""
        if officer.standing.allows(self.permission, record.district_id):
            return ""
        return "Supervisors and commanders of the district set retention."

    def act(self, record: Record, form: RetentionForm, officer: Officer, version: int) -> None:
        """Set it."""
        actions.set_retention(
            record=record,
            group=form.cleaned_data["group"],
            legal_hold=form.cleaned_data["legal_hold"],
            reason=form.cleaned_data["reason"],
            by=officer,
            at=clock.now(),
        )
