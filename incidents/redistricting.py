"""Finding the districts of incidents anew after areas changed. ADR 0022.

Knows geometry by way of `placing`: for workers and commands only.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Officer
from audit import journal
from audit.models import Operation
from incidents import agreement, bulk, grounds, months, placing
from incidents.claims import Busy
from incidents.districts import Districts, PlaceBook
from incidents.models import Area, ImportBatch
from incidents.months import ForceMonth
from incidents.pace import Pace


def settle_districts(*, by: Officer, at: datetime) -> int:
    """Find the districts of all incidents anew if the days of an area changed; tell how many moved.

    Places are put into areas anew first: on a border they depend on which areas share a day.
    Safe to call again: an area stays due until the work is done, and stays due when its days were
    changed once more meanwhile.
    Raises: Busy, while an import is at work: it remembers how the areas stood when it began.
    """
    due = list(Area.objects.filter(districts_due_since__isnull=False).select_related("district"))
    if not due:
        return 0
    at_work = ImportBatch.objects.filter(at_work=True, claimed_until__gt=at).first()
    if at_work is not None:
        raise Busy(f"{at_work} is at work.")
    with transaction.atomic():
        placing.place(due)
        grounds.survey(area.district_id for area in due)
    moved = find_districts(months.months_held())
    for area in due:
        settled(area, moved, by=by, at=at)
    return moved


@transaction.atomic
def settled(area: Area, moved: int, *, by: Officer, at: datetime) -> None:
    """Note that incidents have the districts that an area, as it stood, gives them."""
    stood = Area.objects.filter(pk=area.pk, districts_due_since=area.districts_due_since)
    if stood.update(districts_due_since=None):
        journal.write(
            verb="area.settle",
            operation=Operation.ALTERATION,
            by=by,
            at=at,
            subject="area",
            subject_id=area.pk,
            label=area.name,
            district=area.district.slug,
            detail={"incidents moved": moved},
        )


def find_districts(of_months: Iterable[ForceMonth]) -> int:
    """Find the districts of the incidents of months anew; tell how many moved."""
    book, pace, moved = PlaceBook(Districts()), Pace(), 0
    for month in of_months:
        with pace.writing():
            count = find_districts_of(month, book)
            if count:
                months.recount(month)
            moved += count
    return moved


def find_districts_of(month: ForceMonth, book: PlaceBook) -> int:
    """Find the districts of the incidents of one month anew; tell how many moved."""
    sql = """
    SELECT place_id, district_id, COUNT(*) FROM incidents_incident
    WHERE force_id = %s AND month = %s AND place_id IS NOT NULL GROUP BY place_id, district_id
    """
    rows = list(bulk.fetch(sql, month))
    book.look_up({place_id for place_id, _, _ in rows})
    wrong: dict[int | None, set[int]] = defaultdict(set)
    moved = 0
    for place_id, district_id, count in rows:
        right = book.district(place_id, month.month)
        if right != district_id:
            wrong[right].add(place_id)
            moved += count
    update = (
        "UPDATE incidents_incident SET district_id = %s WHERE force_id = %s AND month = %s AND "
    )
    update += bulk.among("place_id")
    for district_id, place_ids in wrong.items():
        bulk.execute(update, [district_id, *month, bulk.listed(place_ids)])
    return moved + agreement.settle_districts(disputing_places(month), book)


def disputing_places(month: ForceMonth) -> list[int]:
    """List the incidents of a month whose place is disputed, by key."""
    sql = """
    SELECT key FROM incidents_incident
    WHERE force_id = %s AND month = %s AND place_id IS NULL AND disputed <> ''
    """
    return [key for (key,) in bulk.fetch(sql, month)]
