"""The hotspot return: hotspots in force, the template's columns, and [x] where nothing is kept."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import District, Officer
from incidents.models import Area, AreaKind
from reports import actions, hotspot_return, returns
from reports.document import Document
from reports.evidence import Evidence, Fact, Named, Surroundings
from reports.frozen import evidence_of, reproduction
from reports.hotspot_columns import COUNTS, NOT_YET
from reports.opening import opened
from reports.periods import Period
from tests.operations.conftest import SQUARE, codes
from tests.people import AT
from tests.reports.logbook import Logbook, london
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

APRIL = Period.months_to("2024-04", 1)
MARCH = Period.months_to("2024-03", 1)


def patrol(number: int, area: str, begins: str, ends: str, **more: str | int) -> Fact:
    """Give an approved patrol of 2 April 2024 in an area."""
    values = {
        "area": area,
        "provider": "police-officer",
        "mode": "foot",
        "crew_size": 2,
        "occurred_at": f"2024-04-02T{begins}:00+01:00",
        "started_at": f"2024-04-02T{begins}:00+01:00",
        "ended_at": f"2024-04-02T{ends}:00+01:00",
        **more,
    }
    return Fact(f"p-{number}", 1, "patrol", f"P-24-{number:05}", "approved", values)


def other(number: int, kind: str, area: str, **more: str | int | None) -> Fact:
    """Give an approved record of another kind."""
    values = {"area": area, "occurred_at": "2024-04-03T12:00:00+01:00", **more}
    return Fact(f"o-{number}", 1, kind, f"O-24-{number:05}", "approved", values)


@pytest.fixture
def evidence() -> Evidence:
    """Patrol two hotspots, one that is over, one that is to come, and a ward."""
    around = Surroundings(
        "southend",
        "Southend-on-Sea",
        "essex",
        "Southend",
        APRIL,
        APRIL.previous(),
        areas=(
            Named("1", "Pier", "hotspot", "pier", date(2023, 7, 1)),
            Named("2", "Arcade", "hotspot", "arcade", date(2024, 4, 10), date(2024, 5, 1)),
            Named("3", "Over", "hotspot", "over", None, date(2024, 4, 1)),
            Named("4", "To come", "hotspot", "to-come", date(2024, 5, 1)),
            Named("5", "Milton", "ward", "milton"),
        ),
        template=hotspot_return.template(APRIL),
    )
    facts = (
        patrol(1, "1", "10:00", "10:20"),
        patrol(2, "1", "10:10", "10:30", provider="pcso", mode="cycle", crew_size=1),
        patrol(3, "2", "11:00", "11:10"),
        patrol(4, "5", "12:00", "13:00"),
        other(1, "arrest", "1"),
        other(2, "logged-incident", "1", qualifier="nuisance"),
        other(3, "engagement", "1", attendees=12),
        other(4, "engagement", "2", attendees=None),
    )
    return Evidence(around, facts)


@pytest.fixture
def document(evidence: Evidence) -> Document:
    """Fill the return in."""
    return hotspot_return.build(evidence)


def row(document: Document, name: str) -> dict[str, str]:
    """Read what the return prints of one hotspot, by column."""
    return {
        column.key: cell.text
        for _, table in document.tables()
        for line in table.all_rows()
        if line[0].text == name
        for column, cell in zip(table.columns, line, strict=True)
    }


class TestBuild:
    def test_lists_the_hotspots_in_force_with_their_days(self, document: Document) -> None:
        table = next(table for _, table in document.tables())

        assert [line[0].text for line in table.rows] == ["Arcade", "Pier"]
        assert row(document, "Arcade")["valid_from"] == "10 April 2024"
        assert row(document, "Arcade")["valid_to"] == "30 April 2024"
        assert row(document, "Pier")["valid_to"] == "No end set"
        assert document.verdict == "2 hotspots, 3 patrols."

    def test_counts_two_patrols_at_once_as_time_there_and_as_time_of_officers(
        self, document: Document
    ) -> None:
        """WE-2b with a crew of two and a crew of one."""
        pier = row(document, "Pier")

        assert (pier["patrol_minutes"], pier["person_minutes"]) == ("30", "60")
        assert pier["foot_patrol_minutes"] == "20"
        assert (pier["person_minutes_police_officer"], pier["person_minutes_pcso"]) == ("40", "20")
        assert (pier["patrols_n"], pier["patrols_15min_or_more_n"]) == ("2", "2")
        assert row(document, "Arcade")["patrols_15min_or_more_n"] == "0"
        assert pier["hours_definition"] == "union, person"

    def test_prints_zero_where_there_was_none_and_x_where_nobody_recorded(
        self, document: Document
    ) -> None:
        arcade, every = row(document, "Arcade"), row(document, "All hotspots")

        assert (arcade["arrests_n"], arcade["asb_incidents_nuisance_n"]) == ("0", "0")
        assert (arcade["engagements_n"], arcade["persons_engaged_n"]) == ("1", "[x]")
        assert arcade["funded_flag"] == every["funded_flag"] == "[x]"
        assert every["days_patrolled_n"] == "[z]"
        assert document.figure("hotspots.cpn_n").current is None
        assert document.figure("hotspots.cpn_n").current_text == "[x]"

    def test_prints_every_column_of_the_template(self, document: Document) -> None:
        kept = hotspot_return.template(APRIL).columns
        printed = {column.key for _, table in document.tables() for column in table.columns}
        unfilled = {line[0].text for _, table in document.tables() for line in table.rows}

        for column in kept:
            assert column.key in printed or column.label in unfilled, column.key

    def test_sums_hotspots_to_all(self, document: Document) -> None:
        for key, counting in COUNTS.items():
            if not counting.is_additive:
                continue
            parts = [document.figure(f"hotspot.{pk}.{key}").current for pk in "12"]
            if None not in parts:
                assert (
                    sum(part or 0 for part in parts) == document.figure(f"hotspots.{key}").current
                )

    def test_compares_only_hotspots_that_were_there(self, document: Document) -> None:
        assert document.figure("hotspot.1.patrols_n").previous is None
        assert document.figure("hotspots.patrols_n").previous_text == "[x]"

    def test_opens_every_number_to_its_amount(self, document: Document, evidence: Evidence) -> None:
        figures = [one for one in document.figures if one.current is not None]

        for one in figures:
            found = opened(hotspot_return.REPORT, evidence, one.key, "current")
            assert found.amount() == one.current, one.key
        assert len(figures) > 2 * len(COUNTS)

    def test_says_that_there_is_no_hotspot(self, evidence: Evidence) -> None:
        nowhere = replace(evidence, around=replace(evidence.around, areas=()))

        assert hotspot_return.build(nowhere).verdict == "No hotspot was in force in the period."


class TestColumns:
    def test_are_each_known_for_one_thing(self) -> None:
        assert not set(COUNTS) & NOT_YET


class TestEdition:
    def test_is_made_again_after_template_and_hotspots_changed(
        self,
        log: Logbook,
        district: District,
        analyst: Officer,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: object,
    ) -> None:
        pier = Area.objects.create(
            district=district, kind=AreaKind.HOTSPOT, code="pier", name="Pier", geometry=SQUARE
        )
        log.patrol(london("2024-03-05", "18:00"), london("2024-03-05", "18:20"), area=pier)
        edition = actions.compile_report(
            report=hotspot_return.REPORT, district=district, period=MARCH, by=analyst, at=AT
        )
        Area.objects.update(valid_to=date(2024, 3, 1), name="Pier Hill")
        monkeypatch.setattr(returns, "FOLDER", tmp_path)

        assert reproduction(hotspot_return.REPORT, edition).is_the_same
        found = opened(
            hotspot_return.REPORT, evidence_of(edition), f"hotspot.{pier.pk}.patrols_n", "current"
        )
        assert len(found.records) == 1
