"""Arrests of evidence: the key, the name and the records of every number."""

import pytest

from records.models import Kind
from reports.evidence import Evidence
from reports.figures import Figure
from reports.measures.arrests import (
    arrest_selections,
    arrests_by_disposal,
    arrests_by_offence,
    arrests_total,
    lines_used,
    missing_disposals,
)
from reports.selections import Selection
from reports.sentences import DisposalStage
from reports.statistics import Direction
from reports.tables import Tally
from tests.reports.facts import APRIL, MONTHS, arrest, evidence, said

THEN = "2022-06-01 12:00"


@pytest.fixture
def logged() -> Evidence:
    """Give four arrests of the year, two of the year before, and one that waits."""
    return evidence(
        arrest(1, disposal="charged"),
        arrest(2, "2024-03-20 12:00"),
        arrest(3, "2024-02-10 12:00", offence="robbery"),
        arrest(4, "2023-04-01 00:00", disposal="bail"),
        arrest(5, THEN, offence="robbery", disposal="charged"),
        arrest(6, THEN),
        arrest(7, status="submitted", offence="fraud", disposal="warned"),
    )


def codes(found: Evidence, table: str, name: str) -> list[str]:
    """Give the codes of the lines that are used."""
    return [line.code for line in lines_used(found, table, name)]


def counts(figures: tuple[Figure, ...]) -> list[tuple[str, str, float | None, float | None]]:
    """Give key, label and both counts."""
    return [(each.key, each.label, each.current, each.previous) for each in figures]


class TestLinesUsed:
    def test_lists_the_codes_in_force_in_their_order(self) -> None:
        assert codes(evidence(), "OffenceGroup", "offence") == ["theft", "robbery"]
        assert codes(evidence(), "DisposalType", "disposal") == ["charged", "bail"]

    @pytest.mark.parametrize("at", ["2023-06-01 12:00", THEN])
    def test_keeps_a_retired_code_with_an_approved_arrest_of_either_period(self, at: str) -> None:
        found = evidence(arrest(1, at, offence="fraud", disposal="warned"))

        assert codes(found, "OffenceGroup", "offence") == ["theft", "robbery", "fraud"]
        assert codes(found, "DisposalType", "disposal") == ["charged", "bail", "warned"]

    @pytest.mark.parametrize(
        ("at", "status"), [("2021-06-01 12:00", "approved"), ("2023-06-01 12:00", "submitted")]
    )
    def test_passes_arrests_of_another_period_or_state_by(self, at: str, status: str) -> None:
        found = evidence(arrest(1, at, offence="fraud", status=status))

        assert "fraud" not in codes(found, "OffenceGroup", "offence")


class TestArrestSelections:
    def test_say_what_each_number_counts_and_how_its_list_is_filtered(self) -> None:
        found = dict(arrest_selections(evidence()))
        waiting = {key: found.pop(key) for key in list(found) if "missing" in key}

        assert found == {
            "arrests_total": Selection(Kind.ARREST),
            "arrests.offence.theft": only("offence", "theft"),
            "arrests.offence.robbery": only("offence", "robbery"),
            "arrests.disposal.charged": only("disposal", "charged"),
            "arrests.disposal.bail": only("disposal", "bail"),
            "arrests.disposal.not_yet_recorded": Selection(
                Kind.ARREST, where=(("disposal", None),), query=(("disposal", "none"),)
            ),
        }
        assert list(waiting) == ["arrests.missing.0", "arrests.missing.28", "arrests.missing.90"]
        for each in waiting.values():
            assert each.kind == Kind.ARREST
            assert each.where == (("disposal", None),)
            assert each.query == (("disposal", "none"),)

    def test_have_the_retired_codes_that_were_used(self) -> None:
        found = arrest_selections(evidence(arrest(1, offence="fraud", disposal="warned")))

        assert {"arrests.offence.fraud", "arrests.disposal.warned"} <= found.keys()


def only(name: str, value: str) -> Selection:
    """Select the arrests with one value."""
    return Selection(Kind.ARREST, where=((name, value),), query=((name, value),))


class TestArrestsTotal:
    def test_compares_the_approved_and_names_the_rest(self, logged: Evidence) -> None:
        figure = arrests_total(logged)

        assert said(figure) == ("arrests_total", "Arrests", "arrests", 4, 2, {"submitted": 1})
        assert (figure.direction, figure.days, figure.previous_days) == (Direction.NONE, 366, 365)

    @pytest.mark.parametrize(("first", "degrees"), [("2022-04", 11), ("2021-04", 22)])
    def test_allows_for_the_months_since_the_first_that_was_logged(
        self, first: str, degrees: int
    ) -> None:
        months = [f"{month:%Y-%m}" for month in MONTHS]
        logged = [arrest(n, f"{m}-15 12:00") for n, m in enumerate([first, *months])]

        ratio = arrests_total(evidence(*logged)).rate_ratio

        assert ratio is not None
        assert degrees - 1 < (ratio.degrees or 0) <= degrees

    def test_reads_nothing_of_a_year_in_which_logging_began(self) -> None:
        found = arrests_total(evidence(*(arrest(n, f"2023-0{n}-15 12:00") for n in range(1, 7))))

        assert found.rate_ratio is not None
        assert found.rate_ratio.dispersion is None


class TestArrestsByOffence:
    def test_sums_to_the_arrests_group_by_group(self, logged: Evidence) -> None:
        assert counts(arrests_by_offence(logged)) == [
            ("arrests.offence.theft", "Theft", 3, 1),
            ("arrests.offence.robbery", "Robbery", 1, 1),
        ]
        assert {figure.unit for figure in arrests_by_offence(logged)} == {"arrests"}

    def test_leaves_the_records_left_out_to_the_total(self, logged: Evidence) -> None:
        assert [figure.excluded for figure in arrests_by_offence(logged)] == [(), ()]

    def test_has_the_retired_groups_that_were_used(self) -> None:
        figures = arrests_by_offence(evidence(arrest(1, offence="fraud")))

        assert counts(figures)[-1] == ("arrests.offence.fraud", "Fraud", 1, 0)


class TestArrestsByDisposal:
    def test_sums_to_the_arrests_with_the_unknown_last(self, logged: Evidence) -> None:
        lines = arrests_by_disposal(logged)

        assert counts(tuple(line.figure for line in lines)) == [
            ("arrests.disposal.charged", "Charged", 1, 1),
            ("arrests.disposal.bail", "Bail", 1, 0),
            ("arrests.disposal.not_yet_recorded", "Not yet recorded", 2, 1),
        ]
        assert [line.stage for line in lines] == [
            DisposalStage.CHARGED,
            DisposalStage.OPEN,
            DisposalStage.NOT_RECORDED,
        ]

    def test_has_the_retired_disposals_that_were_used(self) -> None:
        line = arrests_by_disposal(evidence(arrest(1, disposal="warned")))[-2]

        assert counts((line.figure,)) == [("arrests.disposal.warned", "Warned", 1, 0)]
        assert line.stage is DisposalStage.OUT_OF_COURT


class TestMissingDisposals:
    def test_counts_by_age_at_the_end_and_opens_each_band(self, logged: Evidence) -> None:
        assert missing_disposals(logged) == (
            Tally("under 28 days", 1, opens="arrests.missing.0"),
            Tally("28 to 89 days", 1, opens="arrests.missing.28"),
            Tally("90 days and more", 0, opens="arrests.missing.90"),
        )

    @pytest.mark.parametrize(
        ("at", "band"),
        [
            ("2024-03-31 23:59", 0),
            ("2024-03-05 00:00", 0),
            ("2024-03-04 23:59", 1),
            ("2024-01-03 00:00", 1),
            ("2024-01-02 23:59", 2),
            ("2023-04-01 00:00", 2),
        ],
    )
    def test_goes_by_days_to_the_end_of_the_period(self, at: str, band: int) -> None:
        rows = missing_disposals(evidence(arrest(1, at)))

        assert [row.count for row in rows] == [int(n == band) for n in range(3)]

    @pytest.mark.usefixtures("far_away")
    @pytest.mark.parametrize(("at", "band"), [("2023-04-04 00:30", 0), ("2023-04-03 23:30", 1)])
    def test_takes_the_day_from_londons_calendar(self, at: str, band: int) -> None:
        rows = missing_disposals(evidence(arrest(1, at), period=APRIL))

        assert [row.count for row in rows] == [int(n == band) for n in range(3)]
