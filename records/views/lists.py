"""The base of every list: filters as tags, sorting, pages, an exact count, downloads.

A kind's list is a few attributes:

    class ArrestList(RecordListView):
        kind = Kind.ARREST
        model = Arrest
        filterset_class = ArrestFilterSet
        columns = (REFERENCE, occurred("Arrested"), Column(key="place", …), LOGGED_BY, STATUS)
        related = ("operation", "latest_disposal")

A list without records (imported incidents) is a FilteredListView that gives `rows` itself.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.views.generic import TemplateView

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of, url_or_nothing
from audit import journal
from audit.models import Operation
from records.filters import ListFilterSet
from records.kinds import WORDS, kind_page
from records.models import Kind, RecordPart, Status
from records.paging import CappedPaginator
from records.splits import split_sentence
from records.views.columns import Cell, Column

FORMATS = (("xlsx", "Excel"), ("ods", "OpenDocument"), ("csv", "CSV"))


class Download(NamedTuple):
    """One link of the download line."""

    label: str
    url: str


class Row(NamedTuple):
    """One row as the page shows it; `may_choose` and `may_decide` are for the bulk bar."""

    pk: object
    name: str
    cells: Sequence[tuple[Column, Cell]]
    may_choose: bool = False
    may_decide: bool = False


def begun(words: str) -> str:
    """Begin with a capital."""
    return words[:1].upper() + words[1:]


class FilteredListView(PermissionRequired, TemplateView):
    """A list of rows that the officer may see.

    Give `rows`, `filterset_class` and `columns`. `noun` and `plural` say what is counted; `subject`
    names the rows in the journal, where a search is written as a consultation; `download` is the
    name of the list for reports, "" for none; `default_sort` is a key of `columns`.
    """

    template_name = "records/list.html"
    page_size: ClassVar[int] = 25
    filterset_class: ClassVar[type[ListFilterSet]]
    columns: ClassVar[Sequence[Column]]
    noun: ClassVar[str]
    plural: ClassVar[str]
    subject: ClassVar[str]
    download: ClassVar[str] = ""
    default_sort: ClassVar[str] = ""
    marking: ClassVar[str] = "OFFICIAL"
    words_for_none: ClassVar[str] = "They appear here when officers log them."

    def rows(self, officer: Officer) -> QuerySet[Any]:
        """Read every row that the officer may see."""
        raise NotImplementedError

    def filters(self, officer: Officer) -> ListFilterSet:
        """Make the filters of the query."""
        return self.filterset_class(self.request.GET, queryset=self.rows(officer), officer=officer)

    @classmethod
    def asked(cls, request: HttpRequest) -> QuerySet[Any]:
        """Read every row that the pages of a request's query show, in their order."""
        view = cls()
        view.setup(request)
        return view.sorted(view.filters(officer_of(request)).found)

    def columns_of(self, officer: Officer) -> Sequence[Column]:
        """Give the columns that an officer is shown."""
        return self.columns

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filter, sort and cut; write a search to the journal."""
        officer = officer_of(self.request)
        filters = self.filters(officer)
        rows = self.for_page(self.sorted(filters.found), officer)
        paginator = CappedPaginator(rows, self.page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        tags = filters.tags(self.request)
        if tags:
            self.note_search(officer, paginator)
        return super().get_context_data(
            title=begun(self.plural),
            marking=self.marking,
            columns=self.columns_of(officer),
            sort=self.default_sort,
            page_obj=page,
            total=None if paginator.is_capped else paginator.count,
            total_words=paginator.words,
            heading=f"{begun(paginator.words)} {self.counted(paginator)}",
            downloads=self.downloads(officer) if paginator.count else [],
            tags=tags,
            **self.panel(filters, paginator, chosen=len(tags)),
            **self.empty(filters, paginator),
            **self.more(officer, filters, list(page.object_list), paginator),
            **kwargs,
        )

    def counted(self, paginator: CappedPaginator) -> str:
        """Name what is counted."""
        return self.noun if paginator.counted == 1 else self.plural

    def panel(
        self, filters: ListFilterSet, paginator: CappedPaginator, *, chosen: int
    ) -> dict[str, Any]:
        """Give what the filter panel shows; options carry counts while the list is short enough."""
        sort = self.request.GET.get("sort")
        return {
            "form": filters.form,
            "counts": {} if filters.errors or paginator.is_capped else filters.counts(),
            "chosen": chosen,
            "clear_url": self.request.path,
            "keep": [("sort", sort)] if sort else [],
        }

    def empty(self, filters: ListFilterSet, paginator: CappedPaginator) -> dict[str, str]:
        """Say what there is without the filters, where they leave nothing."""
        if paginator.count:
            return {}
        if filters.errors:
            said = [message for messages in filters.errors.values() for message in messages]
            return {
                "empty_heading": "A filter cannot be read",
                "empty_words": f"{'. '.join(said)}. Nothing is listed until it is mended.",
            }
        everything = CappedPaginator(filters.queryset.order_by("pk"), 1)
        if not everything.count:
            return {"empty_heading": f"No {self.plural} yet", "empty_words": self.words_for_none}
        verb, noun = ("is", self.noun) if everything.counted == 1 else ("are", self.plural)
        return {
            "empty_heading": f"No {self.plural} match these filters",
            "empty_words": f"There {verb} {everything.words} {noun} without them.",
        }

    def more(
        self,
        officer: Officer,
        filters: ListFilterSet,
        shown: Sequence[Any],
        paginator: CappedPaginator,
    ) -> dict[str, Any]:
        """Add what the list has besides: the rows of the page as it shows them."""
        return {"rows": [Row(row.pk, str(row), self.cells(row)) for row in shown]}

    def cells(self, row: object) -> list[tuple[Column, Cell]]:
        """Make the cells of a row."""
        columns = self.columns_of(officer_of(self.request))
        return [(column, column.shown(row)) for column in columns]

    def sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Sort by the column that was asked for; an unknown one is the default."""
        paths = {column.key: column.sort for column in self.columns if column.sort}
        wanted = self.request.GET.get("sort", "")
        if wanted.removeprefix("-") not in paths:
            wanted = self.default_sort
        if not wanted:
            return rows
        sign = "-" if wanted.startswith("-") else ""
        return rows.order_by(f"{sign}{paths[wanted.removeprefix('-')]}", f"{sign}pk")

    def for_page(self, rows: QuerySet[Any], officer: Officer) -> QuerySet[Any]:
        """Read with each row what only the page shows."""
        return rows

    def downloads(self, officer: Officer) -> list[Download]:
        """List the downloads of exactly this list, where the officer may and the page exists."""
        if not self.download or not officer.standing.allows(Permission.DOWNLOAD_LISTS):
            return []
        query = self.request.GET.urlencode()
        return [
            Download(label, f"{url}?{query}")
            for key, label in FORMATS
            if (url := url_or_nothing("list-download", self.download, key))
        ]

    def note_search(self, officer: Officer, paginator: CappedPaginator) -> None:
        """Write down what was searched for (Data Protection Act 2018 s.62)."""
        journal.note(
            verb=f"{self.subject}.search",
            operation=Operation.CONSULTATION,
            by=officer,
            at=clock.now(),
            subject=self.subject,
            subject_id="list",
            label=f"{paginator.words} {self.plural}",
            detail={"query": self.request.GET.urlencode(), "rows": paginator.counted},
        )


class RecordListView(FilteredListView):
    """The list of one kind of record, with the states of what it counts and a bulk bar.

    Give `kind`, `model`, `filterset_class` and `columns`; `related` are paths for select_related.
    """

    permission = Permission.SEE_RECORDS
    kind: ClassVar[Kind]
    model: ClassVar[type[Model]]
    related: ClassVar[tuple[str, ...]] = ()
    default_sort = "-occurred_at"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the words of the kind."""
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            words = WORDS[cls.kind]
            cls.noun, cls.plural, cls.marking = words.noun, words.plural, words.marking
            cls.subject, cls.what, cls.download = cls.kind.value, words.plural, cls.kind.value

    def rows(self, officer: Officer) -> QuerySet[Any]:
        """Read the records of the kind in the officer's districts."""
        kind: Any = self.model
        rows: QuerySet[Any] = kind.objects.visible_to(officer).with_record()
        return rows.select_related(*self.related) if self.related else rows

    def more(
        self,
        officer: Officer,
        filters: ListFilterSet,
        shown: Sequence[Any],
        paginator: CappedPaginator,
    ) -> dict[str, Any]:
        """Add the split by state, the button to log another, and who may choose which rows."""
        words = WORDS[self.kind]
        shown_rows = [self.row(row, officer) for row in shown]
        is_split = paginator.count and not paginator.is_capped
        split = filters.split("status") if is_split else {}
        may_log = officer.standing.allows(words.logs)
        return {
            "rows": shown_rows,
            "sentence": split_sentence(split),
            "may_choose": any(row.may_choose for row in shown_rows),
            "log_url": kind_page(self.kind, "create") if may_log else "",
            "log_label": f"Log {words.one}",
            "approve_url": reverse("review-approve-several"),
        }

    def for_page(self, rows: QuerySet[Any], officer: Officer) -> QuerySet[Any]:
        """Read with each row whether the officer took part in it, for those who decide."""
        if not officer.standing.allows(Permission.DECIDE_RECORDS):
            return rows
        parts = RecordPart.objects.filter(officer=officer, record=OuterRef("pk"))
        told: QuerySet[Any] = rows.annotate(took_part=Exists(parts))
        return told

    def row(self, row: Any, officer: Officer) -> Row:  # noqa: ANN401 - a row of any kind
        """Make a row; what waits for a decision can be chosen by those who decide there."""
        record = row.record
        may_choose = record.status == Status.SUBMITTED and officer.standing.allows(
            Permission.DECIDE_RECORDS, record.district_id
        )
        may_decide = may_choose and not row.took_part
        return Row(row.pk, record.reference, self.cells(row), may_choose, may_decide)
