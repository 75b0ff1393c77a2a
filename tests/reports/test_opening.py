"""Every number of an edition opens to exactly what it counted."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from django.db.models import QuerySet

from accounts.models import Officer
from incidents.models import Area, AreaKind, Incident
from incidents.models.incident import IncidentQuerySet
from records.models import Status
from reports.collecting import collect
from reports.definitions import REPORTS
from reports.document import Cell, Document, LeftOutItem
from reports.evidence import Evidence
from reports.measures.harm import scores_of, whole_days
from reports.opening import NothingOpens, Opened, opened
from reports.periods import Period
from reports.police_rows import rejected_rows_as_read, rows_as_read
from reports.reading import evidence_now
from reports.report import About, ReportDefinition
from reports.statistics import SMALL_BASE
from tests.incidents.published import nowhere, street
from tests.operations.conftest import SQUARE, codes
from tests.reports.harm_files import uploaded
from tests.reports.logbook import YEAR, Logbook, london, scope_of
from tests.reports.measures.conftest import bring_outcomes, log, publish

__all__ = ["bring_outcomes", "codes", "log", "publish"]

REPORT = REPORTS[0]
OTHERS = [report for report in REPORTS[1:] if not report.is_public]
PERIODS = {
    "tasking": Period(date(2023, 5, 29), date(2023, 6, 5)),
    "hotspot": Period.months_to("2023-06", 1),
}
"""The period that a report is compiled for where it is not a year."""
Publish = Callable[..., None]
Outcomes = Callable[[str, list[int]], None]
Charge = tuple[str, str, str | None, str, list[str]]


def period_of(report: ReportDefinition) -> Period:
    """Give a period that a report can cover: the year, else the last of its kind in it."""
    days = Period(YEAR.end - timedelta(days=7), YEAR.end)
    shorter = (Period(date(2024, 3, 1), YEAR.end), Period(date(2024, 1, 1), YEAR.end), days)
    wanted = (PERIODS.get(report.slug, YEAR), *shorter)
    return next(period for period in wanted if not report.why_not(period))


def openings(part: object) -> Iterator[Cell | LeftOutItem]:
    """Give every cell and every count of what was left out of a document, at every depth."""
    if isinstance(part, Cell | LeftOutItem):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from openings(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from openings(getattr(part, field.name))


def cells(document: Document) -> list[Cell]:
    """Give every number of a document as the cell that shows it."""
    return [
        Cell("", number.count, opens=number.opens) if isinstance(number, LeftOutItem) else number
        for number in numbers(document)
    ]


def numbers(document: Document) -> Iterator[Cell | LeftOutItem]:
    """Give every number of a document: what opens, and both sides of each figure."""
    yield from (number for number in openings(document) if number.opens)
    for figure in document.figures:
        if not figure.symbol:
            yield Cell("", figure.current, opens=f"{figure.key}/current")
        if not figure.previous_symbol:
            yield Cell("", figure.previous, opens=f"{figure.key}/previous")


def counted(
    evidence: Evidence, cell: Cell, district: object, report: ReportDefinition = REPORT
) -> int | float | None:
    """Count what a cell opens."""
    key, side = cell.opens.rsplit("/", 1)
    found = opened(report, evidence, key, side)
    if key == "harm_days" or key.startswith("harm."):
        return harm_days(evidence, found, district, is_total=key == "harm_days")
    if key.startswith("solved_rate."):
        return solved_percent(evidence, found, district)
    if found.incidents:
        return police_rows(evidence, found, district).count()
    if found.is_minutes:
        return found.minutes()
    if key == "survey_good_or_excellent":
        return float(found.records[0].text("percent"))
    if key.startswith(("prosecutions.sentence.", "prosecutions.order.")):
        rows = "sentences" if "sentence" in key else "orders"
        code = key.rsplit(".", 1)[1]
        return sum(row[0] == code for case in found.records for row in case.rows(rows))
    if "case_ledger." in key:
        return in_units(evidence, found)
    return found.amount()


def police_rows(evidence: Evidence, found: Opened, district: Any) -> QuerySet[Any]:  # noqa: ANN401 - a District
    """Find the incidents that a number counted, or the rows that imports rejected."""
    if found.incidents is None or found.is_of_rejected_rows:
        return rejected_rows_as_read(evidence, district, found.period)
    return rows_as_read(found.incidents, evidence, district, found.period)


def harm_days(
    evidence: Evidence, found: Opened, district: object, *, is_total: bool
) -> int | float:
    """Weigh the crimes that a harm sum opens by the table that was read."""
    rows = rows_as_read(found.incidents, evidence, district, found.period)  # type: ignore[arg-type] # incidents
    assert isinstance(rows, IncidentQuerySet)
    scores = scores_of(evidence)
    days = sum(scores[code] for code in rows.values_list("crime_type", flat=True))
    return whole_days(Decimal(days)) if is_total else float(days)


def solved_percent(evidence: Evidence, found: Opened, district: object) -> float | None:
    """Set the crimes that a solved rate opens over all crimes; none on a base under 50."""
    whole = replace(found.incidents, solved=None)  # type: ignore[type-var] # incidents
    n, base = (
        rows_as_read(each, evidence, district, found.period).count()  # type: ignore[arg-type] # a District
        for each in (found.incidents, whole)
    )
    return round(100 * n / base, 1) if base >= SMALL_BASE else None


def in_units(evidence: Evidence, found: Opened) -> int:
    """Count the offenders, charges or sentences of the cases that were opened, else the cases."""
    unit, *named = found.key.split("case_ledger.")[1].split(".")
    if unit not in ("offenders", "charges", "sentences"):
        return len(found.records)
    if unit == "offenders":
        return len({case.text("subject") for case in found.records})
    step, span = named
    first = found.period.start.isoformat() if span == "in_period" else ""
    convicted = {each.code for each in evidence.lines("ChargeResult") if each.stage == "convicted"}
    days: list[str] = []
    for case in found.records:
        for _, charged, result, resulted, passed in cast("list[Charge]", case.rows("charges")):
            if unit == "sentences":
                days += passed
            elif step == "charged":
                days.append(charged)
            elif step == "convicted":
                days += [resulted] if result in convicted else []
            else:
                days += sorted(passed)[:1]
    return sum(first <= day < found.period.end.isoformat() for day in days)


@pytest.fixture
def year(log: Logbook, publish: Publish, bring_outcomes: Outcomes, analyst: Officer) -> Evidence:
    """Log at least one of everything in both periods, and read it."""
    uploaded(analyst)
    union = log.operation("union")
    pier = Area.objects.create(
        district=scope_of(log).district,
        kind=AreaKind.HOTSPOT,
        code="pier",
        name="Pier",
        geometry=SQUARE,
    )
    for day in ("2022-06-01", "2023-06-01"):
        log.patrol(london(day, "21:00"), london(day, "21:20"), partners=1, area=pier)
        log.arrest(day, operation=union, disposals=(("charged", day),))
        log.arrest(day, offence="robbery")
        log.patrol(london(day, "23:00"), london(day, "23:45"), partners=2, operation=union)
        log.prosecution(
            day, result="guilty-plea", sentences=["fine", "fine"], orders=[], operation=union
        )
        log.engagement(day, attendees=12)
        log.wave(day, "80.0")
    for state in Status:
        log.arrest("2023-08-01", status=state)
        log.prosecution("2021-08-01", status=state)
    log.arrest("2021-08-01", disposals=(("pre-charge-bail", "2021-08-01"),), operation=union)
    log.arrest("2023-08-02", disposals=(("charged", "2024-05-01"),), operation=union)
    log.prosecution("2021-08-01", "2023-06-01", result="guilty-plea", operation=union)
    for month in scope_of(log).previous.months() + scope_of(log).period.months():
        n = month.start.year * 100 + month.start.month
        crimes = [street(n * 10 + each) for each in range(5)]
        odd = [street(), street(n * 100, **nowhere()), street(n * 200, Longitude="east")]
        publish(f"{month.start:%Y-%m}", [*crimes, *odd])
        bring_outcomes(f"{month.start:%Y-%m}", [n * 10, (n - 1) * 10 + 1, n * 100])
    return collect(scope_of(log))


def incidents_apart(report: ReportDefinition, evidence: Evidence) -> bool:
    """Tell whether the numbers of police data are told without records, and are no others."""
    found = report.incidents(evidence)
    without = report.incidents(replace(evidence, facts=()))
    return without == found and found.keys().isdisjoint(report.selections(evidence))


class TestOpened:
    def test_opens_every_number_of_the_document_to_its_count(
        self, year: Evidence, log: Logbook
    ) -> None:
        document: Document = REPORT.build(year)
        found_cells = cells(document)
        district = scope_of(log).district

        wrong = {
            cell.opens: (cell.value, found)
            for cell in found_cells
            if (found := counted(year, cell, district)) != cell.value
        }

        assert wrong == {}
        assert len({cell.opens for cell in found_cells}) > 60
        assert incidents_apart(REPORT, year)

    def test_opens_every_number_of_every_other_report(self, year: Evidence, log: Logbook) -> None:
        district = scope_of(log).district
        for report in OTHERS:
            subject = "union" if report.about is About.OPERATION else ""
            evidence = evidence_now(report, district, period_of(report), subject)
            document = report.build(evidence)

            wrong = {
                cell.opens: (cell.value, found)
                for cell in cells(document)
                if (found := counted(evidence, cell, district, report)) != cell.value
            }

            assert (report.slug, wrong) == (report.slug, {})
            assert document.figures
            assert incidents_apart(report, evidence)

    def test_lists_what_was_left_out_by_its_state(self, year: Evidence) -> None:
        found = opened(REPORT, year, "arrests_total", "current")
        excluded = dict(REPORT.build(year).figure("arrests_total").excluded)

        states = [fact.status for fact in found.left_out]
        assert {state: states.count(state) for state in set(states)} == excluded
        assert set(excluded) == set(Status.values) - {Status.APPROVED}

    @pytest.mark.parametrize(
        ("key", "side"), [("arrests", "current"), ("arrests_total", "next"), ("", "current")]
    )
    def test_refuses_what_is_no_number(self, key: str, side: str, log: Logbook) -> None:
        with pytest.raises(NothingOpens):
            opened(REPORT, collect(scope_of(log)), key, side)


class TestRowsAsRead:
    def test_leave_out_what_later_imports_brought(self, log: Logbook, publish: Publish) -> None:
        scope = scope_of(log)
        publish("2023-04", [street(1), street(2)])
        then = collect(scope)
        publish("2023-04", [street(1), street(2), street(3)])

        selection = REPORT.incidents(then)["crime_total"]
        found = rows_as_read(selection, then, scope.district, scope.period)

        assert found.count() == 2
        now = collect(scope)
        assert rows_as_read(selection, now, scope.district, scope.period).count() == 3

    def test_read_what_later_imports_changed_as_it_was_before(
        self, log: Logbook, publish: Publish
    ) -> None:
        scope = scope_of(log)
        publish("2023-04", [street(1), street(2)])
        then = collect(scope)
        publish("2023-04", [street(1), street(2, Crime_type="Robbery")])

        shoplifting = REPORT.incidents(then)["crime.shoplifting"]
        robbery = REPORT.incidents(collect(scope))["crime.robbery"]

        assert Incident.objects.filter(crime_type="robbery").count() == 1
        assert rows_as_read(shoplifting, then, scope.district, scope.period).count() == 2
        assert rows_as_read(robbery, then, scope.district, scope.period).count() == 0
