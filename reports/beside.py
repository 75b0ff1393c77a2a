"""What public editions give away together: one may be safe by itself and not beside another."""

from accounts.models import District
from records.writing import Refused
from reports.definitions import PUBLIC, report_named
from reports.models import Edition
from reports.periods import Period
from reports.public_calendar import next_beside, share_days, stand_together
from reports.report import ReportDefinition


class GivesAway(Refused):
    """A public edition would let numbers of another be worked out."""


def refuse_beside_others(report: ReportDefinition, district: District, period: Period) -> None:
    """Refuse a public edition whose numbers could be subtracted from those of one that is there.

    Asked before anything is read, so that the form says it. What is published is known to the
    world for good, whatever became of it here.
    Raises: GivesAway.
    """
    if not report.is_public:
        return
    there = Edition.objects.filter(district=district, definition__in=PUBLIC).order_by("pk")
    for slug, start, end in there.values_list("definition", "start", "end").distinct():
        other = Period(start, end)
        if slug != report.slug and share_days(period, other):
            raise GivesAway(
                f"The {other.label} is published as {report_named(slug).name.lower()}. Printed by "
                "two methods, numbers could be worked out. Keep to the one that is there."
            )
        if not may_follow(period, other):
            raise GivesAway(f"The {other.label} is published. {out_of_step(period, other)}")


def may_follow(period: Period, other: Period) -> bool:
    """Tell whether both periods may be published: they share no days, or are in step."""
    return not share_days(period, other) or stand_together(period, other)


def out_of_step(period: Period, other: Period) -> str:
    """Say why two periods are not both published, and which could be."""
    said = (
        f"The {other.label} shares days with the {period.label}, or what one is compared with "
        "does, so that numbers left out of one could be worked out from the other. Publish periods "
        "of one length, whole quarters apart where they share days"
    )
    instead = next_beside(period, other)
    return f"{said}: the next is the {instead.label}." if instead else f"{said}."
