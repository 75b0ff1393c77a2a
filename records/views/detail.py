"""The base of every record's page: what it says, its history, and what is legal next.

A kind's page is one attribute, and may add to the context and to the blocks of the template:

    class ArrestDetail(RecordDetailView):
        kind = Kind.ARREST
"""

from typing import Any, ClassVar

from django.views.generic import TemplateView

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from records import actions, versions
from records.comparing import since_approval
from records.content import sections
from records.history import came_back, events_of
from records.kinds import WORDS, kind_page, title_of
from records.models import Kind, Record, RecordPart
from records.steps import standpoint, steps_for, waiting_sentence
from records.views.fetching import record_of
from records.writing import OFFICERS


class RecordDetailView(PermissionRequired, TemplateView):
    """The page of one record of a kind; opening it is written down as a consultation.

    Give `kind`. `more` adds to the context; `self.record` is the record.
    """

    permission = Permission.SEE_RECORDS
    template_name = "records/detail.html"
    kind: ClassVar[Kind]
    record: Record

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the words of the kind."""
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            cls.what = WORDS[cls.kind].plural

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the record, its versions and what links the officer to it."""
        officer, at = officer_of(self.request), clock.now()
        self.record = record = record_of(self.request, kwargs["pk"], kind=self.kind)
        actions.consult(record=record, by=officer, at=at)
        now = versions.latest(record)
        steps = steps_for(record, officer, standpoint(record, officer))
        words = WORDS[self.kind]
        return super().get_context_data(
            record=record,
            title=title_of(record),
            marking=words.marking,
            crumbs=[
                {"label": words.plural.capitalize(), "url": kind_page(self.kind, "list")},
                {"label": record.reference, "url": ""},
            ],
            state_words=state_words(record),
            sections=sections(entry for entry in versions.content_of(now) if entry.key != OFFICERS),
            comparison=since_approval(record, now),
            events=events_of(record),
            came_back=came_back(record),
            parts=parts_of(record),
            steps=[step for step in steps if not step.why_not],
            refusals=[step for step in steps if step.why_not],
            waiting_sentence="" if steps else waiting_sentence(record),
            at=at,
            **self.more(record),
            **kwargs,
        )

    def more(self, record: Record) -> dict[str, Any]:
        """Add what the page of the kind has besides."""
        return {}


def parts_of(record: Record) -> dict[Officer, list[RecordPart]]:
    """Read who has, or had, which parts in a record: each officer once, in order of joining."""
    found: dict[Officer, list[RecordPart]] = {}
    for part in record.parts.select_related("officer").order_by("id"):
        found.setdefault(part.officer, []).append(part)
    return found


def state_words(record: Record) -> str:
    """Say the state, and that an approval stands void."""
    word = record.get_status_display()
    return f"{word}, approval void" if record.approval_void else word
