from dataclasses import replace

import pytest

from reports import performance
from reports.document import Document, LeftOut, Note, Paragraph, Role, Table
from reports.figures import Figure
from reports.performance_inputs import NotCounted, PerformanceInputs
from tests.reports import example


def table(document: Document, key: str) -> Table:
    return next(found for _, found in document.tables() if found.key == key)


def words(document: Document) -> str:
    return " ".join(
        block.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph | Note)
    )


class TestBuild:
    def test_says_page_one_as_the_press_would(self) -> None:
        document = example.document()

        assert document.verdict == (
            "Better on antisocial behaviour, criminal damage and arson, other theft, vehicle crime "
            "and 3 more; worse on none, against the year before. Recorded crime is down on the "
            "year before, by more than chance alone would explain. Shoplifting rose."
        )
        assert document.summary[:2] == (
            "Recorded crime fell by 1,940, from 20,208 to 18,268 (−9.6%).",
            "Antisocial behaviour fell by 1,391, from 4,020 to 2,629 (−34.6%).",
        )
        assert document.summary[2].startswith("Operation Union: 23 arrests, 6 more")
        assert document.summary[3].startswith("Operation Raker: 50 prosecutions;")
        assert [tile.value.text for tile in document.tiles] == [
            "18,268",
            "2,629",
            "23",
            "50",
            "80%",
        ]

    def test_says_what_it_leaves_out(self) -> None:
        left_out = {entry.reason: entry.count for entry in example.document().left_out.items}

        assert left_out["submitted, not yet approved"] == 14
        assert left_out["withdrawn"] == 2
        assert left_out["rows rejected on import"] == 12

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (0, "Violence and sexual offences|7,412|7,986|−574|−7.2%|−11.0% to −3.7%|Lower|v1"),
            (3, "Shoplifting|1,688|1,544|+144|+9.3%|+0.1% to +18.7%|Higher|v2"),
            (7, "Drugs|702|689|+13|+1.9%|−10.8% to +15.7%|Could be chance|v1"),
            (11, "Bicycle theft|266|472|−206|−43.6%|−53.3% to −32.3%|Better|v1"),
            (13, "Recorded crime|18,268|20,208|−1,940|−9.6%|−11.9% to −7.8%|Lower|v3"),
        ],
    )
    def test_prints_the_crime_table(self, row: int, expected: str) -> None:
        crime = table(example.document(), "crime")

        assert "|".join(cell.text for cell in crime.all_rows()[row]) == expected

    def test_has_disposals_that_sum_to_the_arrests_and_to_one_hundred(self) -> None:
        disposals = table(example.document(), "disposals")

        assert sum(row[1].value or 0 for row in disposals.rows) == 1286
        assert sum(round(10 * (row[2].value or 0)) for row in disposals.rows) == 1000
        assert disposals.sum_row is not None
        assert [cell.text for cell in disposals.sum_row] == ["All arrests", "1,286", "100.0%"]

    def test_prints_no_shares_on_a_base_under_fifty(self) -> None:
        inputs = example.inputs()
        few = replace(
            inputs,
            arrests_total=example.counted("arrests_total", "Arrests", "arrests", 16, 12),
            disposals=inputs.disposals[-1:],
        )

        columns = table(performance.build(few), "disposals").columns

        assert [column.key for column in columns] == ["label", "count"]

    def test_writes_no_press_sentence_that_does_not_add_up(self) -> None:
        inputs = example.inputs()
        short = replace(inputs, disposals=inputs.disposals[1:])

        document = performance.build(short)

        assert "The parts sum to 815, the whole is 1,286." in words(document)
        assert "Officers made" not in words(document)

    def test_carries_every_figure_once(self) -> None:
        figures = example.document().figures
        keys = [figure.key for figure in figures]

        assert len(keys) == len(set(keys))
        assert {
            "crime_total", "asb_total", "crime.robbery", "unplaced", "arrests_total",
            "arrests.offence.drugs", "arrests.disposal.not-recorded", "prosecutions_total",
            "patrol_minutes", "officer_minutes", "engagement_events", "survey_good_or_excellent",
            "operation.union.arrests", "operation.raker.prosecutions",
            "operation.union.patrol_minutes", "operation.union.officer_minutes",
        } <= set(keys)  # fmt: skip

    def test_prints_every_figure_in_a_section(self) -> None:
        document = example.document()
        printed = " ".join(
            cell.text for _, found in document.tables() for row in found.all_rows() for cell in row
        )

        for figure in document.figures:
            assert figure.current_text in printed, figure.key

    def test_names_the_months_that_no_import_covers(self) -> None:
        inputs = replace(example.inputs(), missing_months=("2022-05", "2022-06"))

        found = words(performance.build(inputs))

        assert "May 2022 and June 2022. They are not zero." in found

    def test_knows_a_state_by_its_label_as_well(self) -> None:
        inputs = replace(example.inputs(), not_counted=(NotCounted("Arrest", "Submitted", 4),))

        document = performance.build(inputs)

        assert document.left_out.items[0].reason == "submitted, not yet approved"
        assert table(document, "not-counted").rows[0][0].text.endswith("not yet approved")

    def test_tells_the_figures_of_operations_apart(self) -> None:
        inputs = example.inputs()
        arrests = replace(inputs.operations[0].arrests, label="Arrests")
        operation = replace(inputs.operations[0], arrests=arrests, headline=arrests)

        document = performance.build(replace(inputs, operations=(operation,)))

        names = [row[0].text for row in table(document, "statistics").rows]
        assert "Operation Union, arrests" in names
        assert len(names) == len(set(names))

    def test_stands_with_nothing_but_zeros(self) -> None:
        document = performance.build(empty_inputs())

        assert document.verdict == "Recorded crime is unchanged on the year before."
        assert any(
            isinstance(block, LeftOut) for section in document.sections for block in section.blocks
        )
        assert "No operation ran in this period." in words(document)

    def test_leads_each_part_with_what_happened(self) -> None:
        leads = [
            block.text
            for section in example.document().sections
            for block in section.blocks
            if isinstance(block, Paragraph) and block.role is Role.LEAD
        ]

        assert leads[0].startswith("Recorded crime fell by 1,940")
        assert len(leads) == 6


def empty_inputs() -> PerformanceInputs:
    def zero(figure: Figure) -> Figure:
        return example.counted(figure.key, figure.label, figure.unit, 0, 0)

    inputs = example.inputs()
    return replace(
        inputs,
        crime_total=zero(inputs.crime_total),
        crime_types=tuple(zero(figure) for figure in inputs.crime_types),
        asb_total=zero(inputs.asb_total),
        unplaced=zero(inputs.unplaced),
        arrests_total=zero(inputs.arrests_total),
        offences=tuple(zero(figure) for figure in inputs.offences),
        disposals=(),
        prosecutions=replace(
            inputs.prosecutions,
            total=zero(inputs.prosecutions.total),
            stages=(),
            results=(),
            sentences=(),
            orders=(),
        ),
        patrol_minutes=example.minutes("patrol_minutes", "Patrol minutes", 0, 0),
        officer_minutes=example.minutes("officer_minutes", "Officer minutes", 0, 0),
        engagement_events=zero(inputs.engagement_events),
        survey=None,
        operations=(),
        engagement=(),
        by_month=(),
        not_counted=(),
        left_out=(),
        missing_disposals=(),
        complete="",
        notes=(),
        links={},
    )
