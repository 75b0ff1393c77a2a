"""What a report may be about besides a district: the operations that stand approved."""

from accounts.models import District
from accounts.wording import listed
from operations.models import Operation
from records.writing import Refused
from reports.periods import Period, day_words
from reports.report import About, ReportDefinition


class UnknownSubject(Refused):
    """The report is about something else, or about nothing that the district has."""


def refuse_about(*, report: ReportDefinition, district: District, subject: str) -> Operation | None:
    """Give the operation that a report is about, if it is about one; refuse any other subject.

    Raises: UnknownSubject.
    """
    if report.about is About.DISTRICT:
        if subject:
            raise UnknownSubject(f"The {report.name.lower()} is about the whole district.")
        return None
    known = Operation.objects.countable().filter(district=district)
    operation = known.filter(slug=subject).first()
    if operation is None:
        names = listed(sorted(known.values_list("slug", flat=True))) or "none yet"
        asked = f"There is no approved operation {subject} in" if subject else "Choose one of"
        raise UnknownSubject(f"{asked} {district}. Its approved operations: {names}.")
    return operation


def refuse_subject(
    *, report: ReportDefinition, district: District, period: Period, subject: str
) -> None:
    """Refuse a subject that the report cannot be about in a period.

    Raises: UnknownSubject.
    """
    operation = refuse_about(report=report, district=district, subject=subject)
    if operation is None:
        return
    if operation.starts_on >= period.end or (
        operation.ends_on and operation.ends_on < period.start
    ):
        last = f"to {day_words(operation.ends_on)}" if operation.ends_on else "with no end yet"
        raise UnknownSubject(
            f"{operation.name} did not run in the {period.label}: it began on "
            f"{day_words(operation.starts_on)}, {last}."
        )
