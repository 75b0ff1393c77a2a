"""Ledgers add up, or are refused: partitions, where arrests stand, and what moved."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.ledgers import (
    ArrestEntry,
    ArrestLedger,
    Dealt,
    arrest_ledger,
    completed,
    partition,
    press_sentence,
    standing,
)
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
DAYS = st.dates(date(2023, 10, 1), date(2024, 6, 30))
CODES = {
    "charged": DisposalStage.CHARGED,
    "simple-caution": DisposalStage.OUT_OF_COURT,
    "pre-charge-bail": DisposalStage.OPEN,
    "released-under-investigation": DisposalStage.OPEN,
    "released-no-further-action": DisposalStage.ENDED,
}
DEALT = st.tuples(DAYS, st.sampled_from(sorted(CODES))).map(
    lambda drawn: Dealt(drawn[0], drawn[1], CODES[drawn[1]])
)
ENTRIES = st.lists(
    st.tuples(st.integers(1, 60), DAYS, st.lists(DEALT, max_size=4)), unique_by=lambda row: row[0]
).map(lambda rows: [ArrestEntry(f"A-{n}", on, tuple(dealt)) for n, on, dealt in rows])


def entry(reference: str, arrested_on: date, *disposals: tuple[date, str]) -> ArrestEntry:
    """Give an arrest with its disposals by code."""
    return ArrestEntry(
        reference, arrested_on, tuple(Dealt(on, code, CODES[code]) for on, code in disposals)
    )


def ledger(*entries: ArrestEntry, as_at: date = APRIL) -> ArrestLedger:
    """Make a ledger of all the entries."""
    return arrest_ledger(entries, arrests=len(entries), as_at=as_at)


def up_to(entries: list[ArrestEntry], day: date) -> ArrestLedger:
    """Make the ledger of the arrests made by a day, as they stood on it."""
    return ledger(*(each for each in entries if each.arrested_on <= day), as_at=day)


class TestPartition:
    def test_gives_operation_union_the_row_that_was_not_printed(self) -> None:
        """WE-4: 26 + 2 + 8 + 31 are 67 of 77, so that 10 have no published disposal."""
        published = {
            "Charged": 26,
            "Cautioned": 2,
            "Community resolution": 8,
            "Released under investigation or on bail": 31,
        }

        with pytest.raises(LedgerDoesNotAddUpError, match=r"sum to 67, the whole is 77\.$"):
            partition(published, total=77)
        found = completed(published, total=77)

        assert found.count("Not yet recorded") == 10
        assert found.words == "77 of 77 accounted for"
        assert [row.share for row in found.rows] == [33.8, 2.6, 10.4, 40.2, 13.0]

    @pytest.mark.parametrize(
        "counts",
        [
            {"Charged": 36, "Still open": 7, "Cautioned": 1, "No further action": 6},
            {
                "Southend": 14,
                "Chelmsford": 13,
                "Colchester": 9,
                "Thurrock": 6,
                "Tendring": 5,
                "Basildon": 3,
            },
        ],
    )
    def test_accounts_for_fifty_arrests_both_ways(self, counts: dict[str, int]) -> None:
        """WE-39: by disposal and by district."""
        found = partition(counts, total=50)

        assert found.words == "50 of 50 accounted for"
        assert [row.share for row in found.rows] == [2.0 * count for count in counts.values()]

    @pytest.mark.parametrize(
        ("parts", "total"),
        [
            ((712_397, 169_270, 64_800), 946_467),
            ((699_888, 155_473, 58_702), 914_063),
            ((711_251, 140_756, 55_900), 907_907),
            ((40_654, 2_705, 139_868, 28_708), 211_935),
            ((29_264, 2_400, 125_102, 29_035), 185_801),
            ((22_269, 2_255, 112_556, 27_330), 164_410),
        ],
    )
    def test_adds_the_results_of_three_years_up(self, parts: tuple[int, ...], total: int) -> None:
        """WE-40: convictions and unsuccessful outcomes of 2005 to 2007."""
        found = partition({str(n): part for n, part in enumerate(parts)}, total=total)

        assert found.total == total

    def test_refuses_the_parts_that_a_printed_table_does_not_add_up(self) -> None:
        """WE-40: prosecutions dropped in 2005."""
        dropped = (41_105, 77, 670, 46_666, 165, 51_254)

        with pytest.raises(LedgerDoesNotAddUpError, match="sum to 139,937, the whole is 139,868"):
            partition({str(n): part for n, part in enumerate(dropped)}, total=139_868)

    @pytest.mark.parametrize(("total", "shares"), [(49, [None, None]), (50, [98.0, 2.0])])
    def test_has_shares_from_a_base_of_fifty(self, total: int, shares: list[float | None]) -> None:
        found = partition({"a": total - 1, "b": 1}, total=total)

        assert [row.share for row in found.rows] == shares

    def test_refuses_more_parts_than_there_is(self) -> None:
        with pytest.raises(LedgerDoesNotAddUpError):
            completed({"a": 3}, total=2)

    @given(st.dictionaries(st.text(), st.integers(0, 500)), st.integers(0, 500))
    def test_prints_one_hundred_per_cent(self, counts: dict[str, int], rest: int) -> None:
        counts.pop("Not yet recorded", None)
        total = sum(counts.values()) + rest
        rows = completed(counts, total=total).rows

        assert sum(row.count for row in rows) == total
        if total >= 50:
            assert sum(round(10 * (row.share or 0)) for row in rows) == 1000

    @given(st.dictionaries(st.text(), st.integers(0, 500)), st.integers(-5, 5).filter(bool))
    def test_refuses_every_other_total(self, counts: dict[str, int], gap: int) -> None:
        with pytest.raises(LedgerDoesNotAddUpError):
            partition(counts, total=sum(counts.values()) + gap)


class TestStanding:
    ARREST = entry(
        "A-1",
        date(2024, 1, 5),
        (date(2024, 1, 6), "pre-charge-bail"),
        (date(2024, 2, 6), "released-under-investigation"),
        (date(2024, 3, 6), "charged"),
    )

    @pytest.mark.parametrize(
        ("as_at", "code", "stage", "since"),
        [
            (date(2024, 1, 5), "", DisposalStage.NOT_RECORDED, date(2024, 1, 5)),
            (date(2024, 1, 6), "pre-charge-bail", DisposalStage.OPEN, date(2024, 1, 6)),
            (
                date(2024, 3, 5),
                "released-under-investigation",
                DisposalStage.OPEN,
                date(2024, 1, 6),
            ),
            (date(2024, 3, 6), "charged", DisposalStage.CHARGED, date(2024, 3, 6)),
        ],
    )
    def test_is_that_of_the_day(
        self, as_at: date, code: str, stage: DisposalStage, since: date
    ) -> None:
        found = standing(self.ARREST, as_at=as_at)

        assert (found.code, found.stage, found.since) == (code, stage, since)

    def test_waits_anew_after_an_end(self) -> None:
        again = entry(
            "A-1",
            date(2024, 1, 5),
            (date(2024, 1, 6), "pre-charge-bail"),
            (date(2024, 2, 6), "released-no-further-action"),
            (date(2024, 3, 6), "pre-charge-bail"),
        )

        assert standing(again, as_at=APRIL).since == date(2024, 3, 6)

    def test_takes_the_later_of_one_day(self) -> None:
        both = entry(
            "A-1", MARCH, (APRIL, "pre-charge-bail"), (APRIL, "charged"), (MARCH, "simple-caution")
        )

        assert standing(both, as_at=APRIL).code == "charged"


class TestArrestLedger:
    def test_puts_every_arrest_into_one_row(self) -> None:
        found = ledger(
            entry("A-1", MARCH, (APRIL, "charged")),
            entry("A-2", MARCH, (APRIL, "charged")),
            entry("A-3", MARCH, (APRIL, "pre-charge-bail")),
            entry("A-4", MARCH),
        )

        assert [row.count for row in found.by_stage.rows] == [2, 0, 1, 0, 1]
        assert found.by_stage.rows[-1].label == "Not yet recorded"
        assert found.by_code.count("charged") == 2
        assert [each.reference for each in found.standings if each.waits] == ["A-3", "A-4"]

    @pytest.mark.parametrize("arrests", [0, 2])
    def test_is_refused_where_the_measure_counts_others(self, arrests: int) -> None:
        with pytest.raises(
            LedgerDoesNotAddUpError, match=f"holds 1 arrest, the measure counts {arrests}"
        ):
            arrest_ledger([entry("A-1", MARCH)], arrests=arrests, as_at=APRIL)

    def test_is_refused_with_an_arrest_twice(self) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^A-1: twice in the ledger\.$"):
            ledger(entry("A-1", MARCH), entry("A-1", MARCH))

    def test_is_refused_with_an_arrest_of_a_later_day(self) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^A-1: made after 31 March 2024\.$"):
            ledger(entry("A-1", APRIL), as_at=MARCH)

    @given(ENTRIES)
    def test_always_accounts_for_everything(self, entries: list[ArrestEntry]) -> None:
        found = up_to(entries, APRIL)

        for rows in (found.by_stage.rows, found.by_code.rows):
            assert sum(row.count for row in rows) == len(found.standings)


class TestPressSentence:
    def test_gives_counts_only_under_fifty(self) -> None:
        found = ledger(
            *(entry(f"A-{n}", MARCH, (APRIL, "charged")) for n in range(22)), entry("A-22", MARCH)
        )

        assert press_sentence(found.by_stage, period="year to 30 April 2024") == (
            "Officers made 23 arrests in the year to 30 April 2024. 22 led to a charge or "
            "requisition and 1 has no result recorded yet."
        )

    def test_gives_shares_that_sum_to_a_hundred_from_fifty(self) -> None:
        codes = ["charged"] * 26 + ["simple-caution"] * 10 + ["pre-charge-bail"] * 31
        arrests = [entry(f"A-{n}", MARCH, (APRIL, code)) for n, code in enumerate(codes)]
        none = [entry(f"B-{n}", MARCH) for n in range(10)]

        assert press_sentence(ledger(*arrests, *none).by_stage, period="season") == (
            "Officers made 77 arrests in the season. 26 (33.8%) led to a charge or requisition, "
            "10 (13.0%) were dealt with out of court, 31 (40.2%) are still open, and 10 (13.0%) "
            "have no result recorded yet."
        )

    def test_of_no_arrest_says_so(self) -> None:
        found = press_sentence(ledger().by_stage, period="month")

        assert found == "Officers made 0 arrests in the month."

    @given(ENTRIES)
    def test_has_no_percentage_under_fifty(self, entries: list[ArrestEntry]) -> None:
        found = up_to(entries, APRIL)

        assert ("%" in press_sentence(found.by_stage, period="month")) is (
            len(found.standings) >= 50
        )
