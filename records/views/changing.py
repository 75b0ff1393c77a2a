"""The base of the page on which a record is changed.

A kind's page is a few attributes:

    class ArrestEdit(RecordEditView):
        kind = Kind.ARREST
        model = Arrest
        form_class = ArrestForm
        change = staticmethod(change_arrest)
"""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import Refusal, officer_of, refuse
from records import actions, rules, versions
from records.comparing import Comparison, compare
from records.content import Entry
from records.history import came_back
from records.kind_forms import Writing
from records.kinds import WORDS, kind_page, name_of, page_of
from records.models import Record
from records.steps import standpoint
from records.transitions import DONE, WrongState
from records.views.writing import CONFLICT, INVALID, Form, RecordFormView, taken
from records.wording import clock_time
from records.writing import StaleEdit


class RecordEditView(RecordFormView):
    """The page on which a record of a kind is changed.

    Give `kind`, `model`, `form_class` and `change`. The action takes the row under the name of its
    kind (arrest=, survey_wave=); a kind whose action names it otherwise gives `row_name`.
    """

    permission = Permission.SEE_RECORDS
    model: ClassVar[type[Model]]
    change: ClassVar[Callable[..., Any]]
    row_name: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the words of the kind."""
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            cls.what = WORDS[cls.kind].plural
            if "row_name" not in cls.__dict__:
                cls.row_name = cls.kind.value.replace("-", "_")

    def row(self, request: HttpRequest, pk: UUID) -> Any:  # noqa: ANN401 - a row of any kind
        """Fetch the row within the officer's rights, or answer 404."""
        kind: Any = self.model
        return get_object_or_404(kind.objects.visible_to(officer_of(request)).with_record(), pk=pk)

    def form(self, request: HttpRequest, row: Any, data: QueryDict | None) -> Form:  # noqa: ANN401 - a row of any kind
        """Make the form as the record stands, or as it was typed."""
        writing = Writing(
            by=officer_of(request), at=clock.now(), district=row.record.district, held=row
        )
        return self.form_class(data, writing=writing)

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the form as the record stands, or what was interrupted."""
        row = self.row(request, pk)
        refused = self.refused(request, row.record)
        if refused is not None:
            return refused
        kept = self.taken_back(request)
        form = self.form(request, row, kept)
        if kept is not None:
            form.silence()
        version = version_in(kept, row.record.version)
        actions.consult(record=row.record, by=officer_of(request), at=clock.now())
        context = self.heads(row.record, version)
        return self.shown(request, form, **context, interrupted=kept is not None)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Change the record from the version that the officer saw."""
        row = self.row(request, pk)
        refused = self.refused(request, row.record)
        if refused is not None:
            return refused
        version = version_in(request.POST, 0)
        form = self.form(request, row, request.POST)
        context = self.heads(row.record, version)
        shown = self.again(request, form, **context)
        if shown is not None:
            return shown
        try:
            self.changed(row, version, form, officer_of(request))
        except StaleEdit as error:
            return self.stale(request, form, version, error)
        except taken(form, WrongState) as error:
            form.take(error)
            return self.shown(request, form, status=INVALID, **context)
        return self.saved(request, row.record, form)

    def refused(self, request: HttpRequest, record: Record) -> HttpResponse | None:
        """Refuse an officer who may not change the record, before they type."""
        stands = standpoint(record, officer_of(request))
        why_not = rules.why_not_change(
            officer=officer_of(request),
            record=record,
            taken_part=stands.has_part,
            decided=stands.has_decided,
        )
        if not why_not:
            return None
        refusal = Refusal(
            heading=f"You cannot change {name_of(record)}",
            rule=why_not,
            next_url=page_of(record),
            next_label="Go to the record",
        )
        return refuse(request, refusal)

    def changed(self, row: Any, version: int, form: Form, officer: Officer) -> None:  # noqa: ANN401 - a row of any kind
        """Call the action of the kind."""
        type(self).change(
            **{self.row_name: row},
            version=version,
            details=form.details(),
            by=officer,
            at=clock.now(),
        )

    def stale(
        self, request: HttpRequest, form: Form, version: int, error: StaleEdit
    ) -> HttpResponse:
        """Show both versions and the form as typed; sent again, it is written over the newer."""
        record = error.record
        now = versions.latest(record)
        context = self.heads(record, record.version)
        seen = record.versions.filter(number=version).first()
        theirs = versions.content_of(now)
        typed = self.as_typed(request, record, form)
        at = clock_time(now.at)
        comparisons: list[Comparison] = []
        if seen is not None:
            comparisons.append(
                compare(
                    versions.content_of(seen),
                    theirs,
                    heading=f"What {now.by} {DONE[now.verb]} at {at}",
                    heads=("When you opened it", "Now"),
                )
            )
        if typed is not None:
            comparisons.append(
                compare(
                    theirs,
                    typed,
                    heading="What you typed, against that",
                    heads=(f"As it stands since {at}", "As you typed it"),
                )
            )
        return self.shown(
            request, form, status=CONFLICT, **context, clash=str(error), comparisons=comparisons
        )

    def as_typed(
        self, request: HttpRequest, record: Record, form: Form
    ) -> tuple[Entry, ...] | None:
        """Find what the record would say if the form were written over it now; write nothing.

        None where that would be refused.
        """
        row = self.row(request, record.pk)
        try:
            with transaction.atomic():
                self.changed(row, row.record.version, form, officer_of(request))
                content = versions.content_of(versions.latest(row.record))
                transaction.set_rollback(True)
        except taken(form, StaleEdit, WrongState):
            return None
        return content

    def heads(self, record: Record, version: int) -> dict[str, Any]:
        """Give what stands round the form, and the version that it carries."""
        title = f"Change {name_of(record)}"
        can_send = record.status in rules.SUBMIT.sources
        return {
            "title": title,
            "record": record,
            "version": version,
            "hidden": [("version", str(version))],
            "crumbs": [
                {
                    "label": WORDS[self.kind].plural.capitalize(),
                    "url": kind_page(self.kind, "list"),
                },
                {"label": record.reference, "url": page_of(record)},
                {"label": "Change", "url": ""},
            ],
            "send_label": "Check and send" if can_send else "Save the change",
            "draft_label": "Save and finish later" if can_send else "",
            "cancel_url": page_of(record),
            "came_back": came_back(record),
        }


def version_in(data: QueryDict | None, otherwise: int) -> int:
    """Read the version that a form carries."""
    text = data.get("version", "") if data is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
