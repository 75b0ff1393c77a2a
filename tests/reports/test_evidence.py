"""Facts as they are read and arranged: moments, days and numbers, by period and by value."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports.evidence import (
    CodeLine,
    Evidence,
    Named,
    PoliceCounts,
    Surroundings,
    occurring,
)
from reports.periods import Period
from tests.reports.facts import APRIL, CODES, YEAR, arrest, changed, event, evidence

THEN = "2022-06-01 12:00"
FACT = changed(
    arrest(1, "2023-06-01 00:30"),
    charged_on="2023-06-02",
    venue="The Forum",
    attendees=0,
    disposals=[["charged", "2023-06-02"]],
    nothing=None,
)


class TestFact:
    def test_reads_the_moment_by_which_it_counts(self) -> None:
        assert FACT.occurred_at == datetime(2023, 5, 31, 23, 30, tzinfo=UTC)
        assert FACT.moment("occurred_at") == FACT.occurred_at

    @pytest.mark.usefixtures("far_away")
    @pytest.mark.parametrize("at", ["2023-06-01 00:30", "2023-06-30 23:59"])
    def test_counts_in_the_month_of_london(self, at: str) -> None:
        assert arrest(1, at).month == date(2023, 6, 1)

    def test_counts_where_it_stands_approved(self) -> None:
        assert FACT.is_approved
        assert not replace(FACT, status="reopened").is_approved

    def test_reads_a_day_words_a_number_and_rows(self) -> None:
        assert FACT.day("charged_on") == date(2023, 6, 2)
        assert FACT.text("venue") == "The Forum"
        assert FACT.number("attendees") == 0
        assert FACT.rows("disposals") == [["charged", "2023-06-02"]]

    @pytest.mark.parametrize("name", ["nothing", "unheard-of"])
    def test_reads_nothing_where_nothing_was_recorded(self, name: str) -> None:
        assert (FACT.day(name), FACT.text(name), FACT.number(name)) == (None, "", None)
        assert FACT.rows(name) == ()


class TestOccurring:
    @pytest.mark.parametrize(
        ("at", "inside"),
        [
            ("2023-03-31 23:59", False),
            ("2023-04-01 00:00", True),
            ("2023-04-30 23:59", True),
            ("2023-05-01 00:00", False),
        ],
    )
    def test_goes_by_the_moment_in_london(self, at: str, inside: bool) -> None:
        assert occurring(APRIL, arrest(1, at)) is inside


class TestNamed:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "is_in_force"),
        [
            (None, None, True),
            (date(2023, 4, 30), None, True),
            (date(2023, 5, 1), None, False),
            (None, date(2023, 4, 2), True),
            (None, date(2023, 4, 1), False),
            (date(2023, 4, 10), date(2023, 4, 20), True),
            (date(2023, 5, 1), date(2023, 6, 1), False),
        ],
    )
    def test_is_in_force_on_any_day_of_the_period(
        self, valid_from: date | None, valid_to: date | None, is_in_force: bool
    ) -> None:
        area = Named("7", "Milton", valid_from=valid_from, valid_to=valid_to)

        assert area.in_force(APRIL) is is_in_force


class TestCodeLine:
    @pytest.mark.parametrize(
        ("valid_from", "valid_to", "in_force"),
        [
            (date(2000, 1, 1), None, True),
            (date(2024, 3, 31), None, True),
            (date(2024, 4, 1), None, False),
            (date(2000, 1, 1), date(2023, 4, 2), True),
            (date(2000, 1, 1), date(2023, 4, 1), False),
            (date(2024, 4, 1), date(2025, 1, 1), False),
        ],
    )
    def test_is_in_force_on_any_day_of_a_period(
        self, valid_from: date, valid_to: date | None, in_force: bool
    ) -> None:
        assert CodeLine("fraud", "Fraud", valid_from, valid_to).in_force(YEAR) is in_force


class TestSurroundings:
    def test_hold_nothing_but_the_district_and_the_periods(self) -> None:
        assert Surroundings.nothing("southend", YEAR) == Surroundings(
            district_slug="southend",
            district_name="",
            force_slug="",
            service="",
            period=YEAR,
            previous=YEAR.previous(),
            police=PoliceCounts(),
            codes=(),
            areas=(),
            subject="",
            source=None,
        )


@pytest.fixture
def logged() -> Evidence:
    """Give arrests of two years, and an event."""
    return evidence(
        arrest(1),
        arrest(2, offence="robbery", status="submitted"),
        arrest(3, THEN),
        event(4),
        arrest(5),
        subject="union",
    )


def records(facts: object) -> list[str]:
    """Give the records of facts."""
    assert isinstance(facts, list | tuple)
    return [fact.record for fact in facts]


class TestEvidence:
    def test_says_what_surrounds_it(self, logged: Evidence) -> None:
        assert (logged.district_slug, logged.subject) == ("southend", "union")
        assert (logged.period, logged.previous) == (YEAR, YEAR.previous())
        assert logged.police is logged.around.police
        assert logged.areas == {"7": "Milton", "8": "Kursaal", "9": "Belfairs"}

    def test_gives_the_facts_of_a_kind_in_their_order(self, logged: Evidence) -> None:
        assert records(logged.of("arrest")) == ["arrest-1", "arrest-2", "arrest-3", "arrest-5"]
        assert records(logged.of("engagement")) == ["engagement-4"]
        assert logged.of("patrol") == ()
        assert list(logged.by_kind) == ["arrest", "engagement"]

    def test_gives_what_belongs_to_a_period_in_any_state(self, logged: Evidence) -> None:
        now, then = YEAR, YEAR.previous()

        assert records(logged.within("arrest", now, occurring)) == [
            "arrest-1", "arrest-2", "arrest-5",
        ]  # fmt: skip
        assert records(logged.within("arrest", then, occurring)) == ["arrest-3"]
        assert records(logged.within("engagement", now, occurring)) == ["engagement-4"]
        assert len(logged.within("arrest", now, lambda period, fact: True)) == 4
        assert records(logged.within(None, now, occurring)) == [
            "arrest-1", "arrest-2", "engagement-4", "arrest-5",
        ]  # fmt: skip

    def test_gives_what_belongs_to_a_period_by_one_value(self, logged: Evidence) -> None:
        groups = logged.having("arrest", YEAR, occurring, "offence")
        unrecorded = logged.having("arrest", YEAR, occurring, "unheard-of")

        assert {code: records(facts) for code, facts in groups.items()} == {
            "theft": ["arrest-1", "arrest-5"],
            "robbery": ["arrest-2"],
        }
        assert {code: len(facts) for code, facts in unrecorded.items()} == {None: 3}
        assert len(logged.having(None, YEAR, occurring, "unheard-of")[None]) == 4
        assert len(logged.having("arrest", YEAR.previous(), occurring, "offence")["theft"]) == 1

    def test_arranges_facts_once(self) -> None:
        asked: list[str] = []
        logged = evidence(arrest(1), arrest(2))

        def noted(period: Period, fact: object) -> bool:
            asked.append(str(period.start))
            return True

        for _ in range(3):
            logged.within("arrest", YEAR, noted)
            logged.having("arrest", YEAR, noted, "offence")

        first = logged.having("arrest", YEAR, noted, "offence")
        assert asked == ["2023-04-01"] * 2
        assert logged.having("arrest", YEAR, noted, "offence") is first

    def test_gives_the_approved_of_a_period(self, logged: Evidence) -> None:
        assert records(list(logged.approved("arrest", YEAR))) == ["arrest-1", "arrest-5"]
        assert records(list(logged.approved("arrest", YEAR.previous()))) == ["arrest-3"]

    def test_gives_the_lines_of_a_code_list(self, logged: Evidence) -> None:
        assert logged.lines("OffenceGroup") == CODES[0].lines
        assert logged.lines("OrderType") == next(
            table.lines for table in CODES if table.name == "OrderType"
        )
        assert logged.lines("Unheard") == ()
