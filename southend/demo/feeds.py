"""What comes in and goes out month by month: police data, and editions of the report."""

import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from accounts.models import District
from incidents import actions, processing
from incidents.storage import Incoming
from reports.actions import compile_report
from reports.definitions import report_named
from reports.periods import Period
from southend.demo.crime import make_earlier_files, make_files
from southend.demo.desk import Desk, moment
from southend.demo.story import EARLIER, MONTHS

EDITIONS = (
    (moment(date(2024, 4, 10), 17, 30), "performance", "2024-03", "clock"),
    (moment(date(2024, 5, 3), 6, 10), "performance", "2024-04", "clock"),
    (moment(date(2024, 5, 7), 8, 30), "performance", "2024-04", "40217"),
    (moment(date(2024, 5, 7), 8, 35), "public", "2024-04", "40217"),
)
"""Compiled at, report, last month, by whom: the second edition of April has the late approvals."""


def received_at(month: date) -> datetime:
    """Tell when a month's police data comes: early on the third of the next month."""
    following = (month + timedelta(days=31)).replace(day=3)
    return moment(following, 5, 48)


def import_months(desk: Desk) -> None:
    """Import a year at once, then each month's files when they come, with the diary up to then."""
    files = make_files()
    earlier = received_at(EARLIER[-1])
    carry_on(desk, earlier)
    import_archive(desk, "2021-05-to-2022-04-essex.zip", make_earlier_files(), at=earlier)
    for number, month in enumerate(MONTHS, start=1):
        at = received_at(month)
        carry_on(desk, at)
        own = {name: body for name, body in files.items() if name.startswith(f"{month:%Y-%m}/")}
        import_archive(desk, f"{month:%Y-%m}-essex.zip", own, at=at)
        if number % 6 == 0:
            desk.tell(f"Police data: {number} of {len(MONTHS)} months")


def import_archive(desk: Desk, name: str, files: dict[str, bytes], *, at: datetime) -> None:
    """Import files as one archive, by the analyst."""
    by = desk.officers["78014"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, body in files.items():
                archive.writestr(zipfile.ZipInfo(inside, (2024, 5, 1, 0, 0, 0)), body)
        batch = actions.receive_import(sources=[Incoming(name, path)], by=by, at=at)
    processing.process_import(batch=batch, by=by, clock=lambda: at + timedelta(seconds=6))


def carry_on(desk: Desk, until: datetime) -> None:
    """Carry out the diary up to a moment, compiling on the way what is due before it."""
    for at, slug, to, by in EDITIONS:
        if desk.told_until < at <= until:
            desk.diary.run_until(at)
            report = report_named(slug)
            desk.tell(f"{report.name} to {to}")
            compile_report(
                report=report,
                district=District.objects.get(slug="southend"),
                period=Period.months_to(to, 12),
                by=desk.officers[by],
                at=at,
            )
    desk.diary.run_until(until)
    desk.told_until = until
