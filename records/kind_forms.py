"""The form of a kind of record, the same on the page and on the desk. It never writes.

A form gives `details()`, which an action takes; what an action refuses comes back by `take`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import format_html

from accounts.clock import LONDON
from accounts.form_fields import AnchoredError, SouthendForm
from accounts.form_fields.rows import RowsBoundField
from accounts.models import District, Officer
from records.kind_fields import ManyOfField, OneOfField, codes
from records.kinds import page_of
from records.models import Code, Record
from records.moments import NoSuchTime, moment_of
from records.wording import moment_in_words

D = TypeVar("D")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Who writes a record, when, for which district, and the row as it stands when it changes."""

    by: Officer
    at: datetime
    district: District
    held: Model | None = None

    @property
    def today(self) -> date:
        """The day in Europe/London."""
        return self.at.astimezone(LONDON).date()


class RecordRow(SouthendForm):
    """One row of a record's form: a charge, a disposal. `lists` offers the rows of its choices."""

    def __init__(
        self, *args: Any, lists: Mapping[str, Sequence[Model]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, rows in lists.items():
            cast("OneOfField", self.fields[name]).offer(rows)

    def refuse_future(self, name: str, what: str) -> None:
        """Put an error at a day that is still to come."""
        day = self.cleaned_data.get(name)
        if day is not None and day > self.today:
            self.add_error(name, f"{what} is on {_day(day)}, which is still to come. Check it")


class RecordForm(SouthendForm, Generic[D, M]):
    """What the forms of every kind share.

    `refusals` names the field at which each exception of the kind's actions is shown.
    `told` are sentences to show after saving: what was taken in another way than typed.
    """

    refusals: ClassVar[Mapping[type[Exception], str]] = {}

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - as Django declares it
        *,
        writing: Writing,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        self.writing = writing
        self.told: list[str] = []
        if initial is None and data is None:
            initial = self.first_values()
        super().__init__(data, initial=dict(initial or {}), prefix=prefix)
        self.offer()

    @property
    def notices(self) -> list[str]:
        """What was taken in another way than typed, a sentence each, rows included."""
        rows = [row for name in self.fields for row in getattr(self[name], "rows", ())]
        return [*self.told, *self.taken_out, *(said for row in rows for said in row.taken_out)]

    @property
    def held(self) -> M | None:
        """The row as it stands, when a record is changed."""
        return cast("M | None", self.writing.held)

    def first_values(self) -> Mapping[str, Any]:
        """Fill the form in: as the record stands, or with what is likely in a new one."""
        return self.initial_of(self.held) if self.held is not None else self.likely()

    @classmethod
    def initial_of(cls, row: M) -> dict[str, Any]:
        """Give the values of a row as the form's boxes take them."""
        raise NotImplementedError

    def likely(self) -> Mapping[str, Any]:
        """Give what is likely in a new record."""
        return {}

    def offer(self) -> None:
        """Offer the choices of the district and of the day."""

    def details(self) -> D:
        """Give what the actions take. Call it on a valid form."""
        raise NotImplementedError

    def offer_codes(self, name: str, model: type[Code], *held: Code | None) -> None:
        """Offer the codes of the day in a choice."""
        field = cast("OneOfField | ManyOfField", self.fields[name])
        field.offer(codes(model, self.writing.today, held))

    def offer_rows(self, name: str, rows: Iterable[Model], **how: Callable[[Any], str]) -> None:
        """Offer rows of the district in a choice: in which words, under which heading."""
        field: Any = self.fields[name]
        field.offer(rows, **how)

    def lists_for(self, name: str, **lists: Sequence[Model]) -> None:
        """Tell the rows of a field what their choices are and which day it is."""
        field: Any = self.fields[name]
        field.row_kwargs = {"lists": lists, "today": self.writing.today}

    def moment(self, day: str, at: str) -> datetime | None:
        """Make a moment of the boxes of a day and of a time, or put an error at the time."""
        on: date | None = self.cleaned_data.get(day)
        clock: time | None = self.cleaned_data.get(at)
        if on is None or clock is None:
            return None
        try:
            return moment_of(on, clock)
        except NoSuchTime as error:
            self.add_error(at, str(error))
            return None

    def refuse_future(self, moment: datetime | None, name: str, what: str) -> None:
        """Put an error at a moment that is still to come."""
        if moment is not None and moment > self.writing.at:
            self.add_error(
                name,
                f"{what} is at {moment_in_words(moment)}, which is still to come. "
                "Check the date and the time",
            )

    def filled_rows(self, name: str) -> list[tuple[int, SouthendForm]]:
        """List the rows that were filled in, with their number on the page."""
        bound = cast("RowsBoundField", self[name])
        return [(n, row) for n, row in enumerate(bound.rows, start=1) if row.has_changed()]

    def row_error(self, name: str, number: int, box: str, message: str) -> None:
        """Put an error at one box of one row, there and in the summary."""
        row = cast("RowsBoundField", self[name]).rows[number - 1]
        field: Any = self.fields[name]
        message = f"{field.noun.capitalize()} {number}: {message}"
        row.add_error(box, message)
        anchor = next((a for words, a in row.error_summary() if words == message), row[box].auto_id)
        self.add_error(name, AnchoredError(message, anchor=anchor))

    def take(self, refusal: Exception) -> None:
        """Show what an action refused at the field that it is about, or above the form."""
        name = next(
            (field for kind, field in self.refusals.items() if isinstance(refusal, kind)), None
        )
        self.add_error(name, ValidationError(str(refusal), code="refused"))

    def lead_to(self, name: str, record: Record) -> None:
        """Put a link to another record, the one that is in the way, under a field's label."""
        link = format_html('<a href="{}">Open {}</a>', page_of(record), record.reference)
        self.fields[name].help_text = link
        self._bound_fields_cache.pop(name, None)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def london_parts(moment: datetime) -> tuple[date, time]:
    """Split a moment into the day and the time of day that London's clocks show."""
    local = moment.astimezone(LONDON)
    return local.date(), local.time().replace(second=0, microsecond=0)
