"""The page of each kind, with what it is linked to."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from accounts.roles import Permission
from accounts.views import officer_of
from operations.models import Arrest, Prosecution, Subject
from records.kinds import kind_page, page_of, title_of
from records.models import Kind, Record
from records.views.detail import RecordDetailView


class Linked(NamedTuple):
    """Records that this one is linked to, under a heading; `none` is said where there are none."""

    heading: str
    records: list["LinkedRecord"]
    none: str
    log_url: str = ""
    log_label: str = ""


class LinkedRecord(NamedTuple):
    """One linked record, in a line."""

    title: str
    url: str
    summary: str
    status: str


def linked(heading: str, records: Iterable[Record], none: str) -> Linked:
    """List records under a heading."""
    lines = [
        LinkedRecord(title_of(record), page_of(record), record.summary, record.status)
        for record in records
    ]
    return Linked(heading, lines, none)


class LinkedDetailView(RecordDetailView):
    """The page of a kind that is linked to other records: give `links`."""

    template_name = "operations/linked_detail.html"

    def more(self, record: Record) -> dict[str, Any]:
        """Add the linked records."""
        return {"links": self.links(record)}

    def links(self, record: Record) -> list[Linked]:
        """List the linked records under their headings."""
        raise NotImplementedError

    def visible(self, **which: object) -> list[Record]:
        """Read some records that the officer may see, newest first."""
        rows = Record.objects.visible_to(officer_of(self.request)).filter(**which)
        return list(rows.exclude(pk=self.record.pk).order_by("-occurred_at", "id"))

    def of_subject(self, subject: Subject | None) -> list[Linked]:
        """List the other records of the same person."""
        if subject is None:
            return []
        others = self.visible(arrest__subject=subject) + self.visible(prosecution__subject=subject)
        return [linked(f"Other records of {subject}", others, "There are none.")]


class PatrolDetail(LinkedDetailView):
    """A patrol, with the arrests made on it."""

    kind = Kind.PATROL

    def links(self, record: Record) -> list[Linked]:
        """List the arrests."""
        arrests = self.visible(arrest__patrol=record.pk)
        return [linked("Arrests on this patrol", arrests, "No arrest names this patrol.")]


class ArrestDetail(LinkedDetailView):
    """An arrest, with its patrol, its cases and the person's other records."""

    kind = Kind.ARREST

    def links(self, record: Record) -> list[Linked]:
        """List patrol, cases and other records."""
        arrest = Arrest.objects.select_related("subject", "patrol__record").get(pk=record.pk)
        patrol = [arrest.patrol.record] if arrest.patrol else []
        return [
            linked("Patrol", patrol, "No patrol."),
            self.cases(record),
            *self.of_subject(arrest.subject),
        ]

    def cases(self, record: Record) -> Linked:
        """List the cases, and lead those who may to the form of another."""
        cases = self.visible(prosecution__arrests=record.pk)
        found = linked("Prosecutions", cases, "No prosecution names this arrest.")
        standing = officer_of(self.request).standing
        if not standing.allows(Permission.LOG_RECORDS, record.district_id):
            return found
        query = urlencode({"arrest": record.reference})
        url = f"{kind_page(Kind.PROSECUTION, 'create')}?{query}"
        return found._replace(log_url=url, log_label="Log a prosecution of this person")


class ProsecutionDetail(LinkedDetailView):
    """A case, with its arrests and the person's other records."""

    kind = Kind.PROSECUTION

    def links(self, record: Record) -> list[Linked]:
        """List arrests and other records."""
        case = Prosecution.objects.select_related("subject").get(pk=record.pk)
        arrests = self.visible(arrest__prosecutions=record.pk)
        return [linked("Arrests", arrests, "No arrest is named."), *self.of_subject(case.subject)]


class EngagementDetail(RecordDetailView):
    """An engagement event."""

    kind = Kind.ENGAGEMENT


class SurveyWaveDetail(RecordDetailView):
    """A wave of the residents' survey."""

    kind = Kind.SURVEY_WAVE
