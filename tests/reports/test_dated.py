"""What a measure meant in a period, and what is never compared."""

from dataclasses import replace
from datetime import date

import pytest

from reports import sentences, tables
from reports.codec import decode, encode
from reports.comparisons import Counted, Share, count_figure, effort_figure, percent_figure
from reports.dated import (
    NotDefined,
    defined,
    definitions_of,
    in_force,
    measure,
    redefined,
    refuse_undefined,
)
from reports.evidence import DatedDefinition, Evidence, Surroundings
from reports.figures import Break, Figure
from reports.periods import Period
from reports.statistics import Direction, Reading

PERIOD = Period.twelve_months_to("2024-04")
PREVIOUS = PERIOD.previous()
SHEET = "The crew was that of the duty sheet."
REASON = "counted differently before 1 May 2023: The crew was that of the duty sheet"


def line(
    version: int, valid_from: str, valid_to: str = "", key: str = "officer_minutes"
) -> DatedDefinition:
    """Give one version."""
    return DatedDefinition(
        key=key,
        version=version,
        name="Officer minutes",
        wording=f"Wording {version}.",
        formula="reports.effort.officer_minutes",
        unit="minutes",
        source="Patrol records",
        owner="District commander",
        valid_from=date.fromisoformat(valid_from),
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        difference=SHEET if version > 1 else "",
    )


ALWAYS = (line(1, "2010-12-01"),)
BETWEEN = (line(1, "2010-12-01", "2023-05-01"), line(2, "2023-05-01"))
INSIDE = (line(1, "2010-12-01", "2024-01-01"), line(2, "2024-01-01"))
WITHDRAWN = (line(1, "2010-12-01", "2024-01-01"),)
BEGINS = (line(1, "2023-05-01"),)


def evidence(*lines: DatedDefinition) -> Evidence:
    """Give evidence of the year to April 2024 that holds definitions and nothing else."""
    around = Surroundings("southend", "Southend", "essex", "Southend", PERIOD, PREVIOUS)
    return Evidence(replace(around, definitions=lines))


def minutes(*lines: DatedDefinition, now: int = 2_400_000, then: int = 450_000) -> Figure:
    """Compare officer minutes: the hours rose from 7,500 to 40,000 (WE-3)."""
    return effort_figure(
        measure=measure(evidence(*lines), "officer_minutes", "Officer minutes", "minutes"),
        current=Counted(now, PERIOD.days),
        previous=Counted(then, PREVIOUS.days),
    )


class TestDefined:
    def test_is_one_version_where_one_held_in_both_periods(self) -> None:
        found = defined(evidence(*ALWAYS), "officer_minutes")

        assert found is not None
        assert (found.versions, found.previous_versions, found.reason) == ((1,), (1,), "")
        assert (found.breaks, found.text) == ((), "v1")

    def test_names_both_versions_and_the_day_between_the_periods(self) -> None:
        found = defined(evidence(*BETWEEN), "officer_minutes")

        assert found is not None
        assert (found.versions, found.previous_versions) == ((2,), (1,))
        assert found.breaks == (Break(date(2023, 5, 1), 2),)
        assert (found.reason, found.text) == (REASON, "v1, v2")

    def test_names_both_versions_of_a_period_in_which_the_definition_changed(self) -> None:
        found = defined(evidence(*INSIDE), "officer_minutes")

        assert found is not None
        assert (found.versions, found.previous_versions) == ((1, 2), (1,))
        assert found.reason.startswith("counted differently before 1 January 2024")

    def test_says_since_when_a_measure_is_defined_that_was_not_before(self) -> None:
        figure = minutes(*BEGINS)

        assert (figure.current, figure.previous) == (2_400_000, None)
        assert figure.reason == (
            "not defined in all of the period before: Officer minutes begins with version 1 "
            "on 1 May 2023"
        )

    @pytest.mark.parametrize("lines", [(), (line(1, "2010-12-01", key="arrests"),)])
    def test_leaves_an_edition_older_than_definitions_as_it_is(
        self, lines: tuple[DatedDefinition, ...]
    ) -> None:
        assert defined(evidence(*lines), "searches_total") is None
        assert (defined(evidence(*lines), "officer_minutes") is None) is (not lines)


class TestInForce:
    @pytest.mark.parametrize(
        ("lines", "versions"),
        [
            (ALWAYS, [1]),
            (BETWEEN, [2]),
            (INSIDE, [1, 2]),
            (WITHDRAWN, []),
            ((line(1, "2010-12-01", "2023-07-01"), line(2, "2023-08-01")), []),
            ((line(1, "2023-06-01"),), []),
            ((), []),
        ],
    )
    def test_covers_every_day_or_is_nothing(
        self, lines: tuple[DatedDefinition, ...], versions: list[int]
    ) -> None:
        assert [each.version for each in in_force(lines, PERIOD)] == versions


class TestWorkedExample3:
    def test_compares_hours_that_one_definition_counted(self) -> None:
        figure = minutes(*ALWAYS)

        assert (figure.change, figure.change_percent) == (1_950_000, 433.3)
        assert not figure.is_broken

    @pytest.mark.parametrize("lines", [BETWEEN, INSIDE, BEGINS])
    def test_gives_no_change_ratio_or_reading_across_two_definitions(
        self, lines: tuple[DatedDefinition, ...]
    ) -> None:
        figure = minutes(*lines)

        assert figure.is_broken
        assert figure.current == 2_400_000
        assert (figure.change, figure.change_percent, figure.base) == (None, None, None)
        assert (figure.interval, figure.rate_ratio) == (None, None)
        assert figure.reading is Reading.NO_COMPARISON

    def test_says_why_in_the_sentence_and_under_the_table(self) -> None:
        figure = minutes(*BETWEEN)
        table = tables.effort(
            key="effort",
            caption="Effort",
            head="Effort",
            figures=[figure],
            periods=(PERIOD, PREVIOUS),
            links={},
        )

        assert sentences.change(figure) == f"2,400,000 minutes. No comparison: {REASON}."
        assert [cell.text for cell in table.rows[0]] == [
            "Officer minutes", "2,400,000", "450,000", "[b]", "[b]", "v1, v2",
        ]  # fmt: skip
        assert f"Officer minutes: {REASON}." in tables.legend(table)[0].text


class TestMeasure:
    def test_takes_interval_and_reading_from_a_count_but_not_from_one_definition(self) -> None:
        def arrests(*lines: DatedDefinition) -> Figure:
            named = measure(evidence(*lines), "arrests_total", "Arrests", "arrests")
            return count_figure(
                measure=named,
                current=Counted(77, PERIOD.days, history=(10,) * 24 + (6,) * 12),
                previous=Counted(120, PREVIOUS.days),
            )

        of_arrests = [replace(each, key="arrests") for each in BETWEEN]
        assert arrests(*of_arrests[:1], replace(of_arrests[1], key="patrols")).reading is (
            Reading.NO_COMPARISON
        )
        assert arrests(line(1, "2010-12-01", key="arrests")).reading is Reading.LOWER
        assert arrests(line(1, "2010-12-01", key="arrests")).rate_ratio is not None
        assert arrests(*of_arrests).interval is None
        assert arrests(*of_arrests).rate_ratio is None

    def test_gives_the_nearer_reason_where_there_is_no_number(self) -> None:
        def crime(*lines: DatedDefinition) -> Figure:
            return count_figure(
                measure=measure(evidence(*lines), "crime_total", "Recorded crime", "offences"),
                current=Counted(77, PERIOD.days, missing_months=("2024-04",)),
                previous=Counted(120, PREVIOUS.days),
            )

        broken = crime(*(replace(each, key="recorded_crime") for each in BETWEEN))

        assert broken.is_broken
        assert broken.current is None
        assert broken.reason == crime().reason != ""

    def test_keeps_the_interval_of_a_share_and_not_that_of_its_change(self) -> None:
        key = "good_or_excellent"
        lines = [replace(each, key=key) for each in BETWEEN]
        figure = percent_figure(
            measure=measure(
                evidence(*lines),
                "survey_good_or_excellent",
                "Good or excellent",
                "percent",
                Direction.HIGHER,
            ),
            current=Share(80.0, 612),
            previous=Share(70.0, 598),
        )

        assert (figure.base, figure.change, figure.change_interval) == (612, None, None)
        assert figure.interval is not None
        assert figure.previous == 70.0

    def test_survives_the_store_and_is_covered_by_the_digest(self) -> None:
        figure, other = minutes(*BETWEEN), minutes(*ALWAYS)

        assert decode(Figure, encode(figure)) == figure
        assert figure.printed() != other.printed()
        assert "definition" not in str(minutes().printed())


class TestRefuseUndefined:
    def test_lets_figures_pass_that_are_defined_even_across_a_break(self) -> None:
        for lines in (ALWAYS, BETWEEN, INSIDE, BEGINS):
            refuse_undefined([minutes(*lines)], evidence(*lines))

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            (WITHDRAWN, "version 1 was withdrawn from 1 January 2024"),
            ((line(1, "2023-06-01"),), "version 1 begins on 1 June 2023"),
            ((line(1, "2010-12-01", key="arrests"),), "officer_minutes has no definition"),
            ((), "No definition of a measure begins before 1 May 2024"),
        ],
    )
    def test_says_what_is_missing(self, lines: tuple[DatedDefinition, ...], words: str) -> None:
        with pytest.raises(NotDefined, match=words):
            refuse_undefined([minutes(*lines)], evidence(*lines))

    def test_prints_no_number_that_nobody_defined(self) -> None:
        assert minutes(*WITHDRAWN).current is None

    def test_names_a_figure_that_was_made_without_its_definition(self) -> None:
        bare = replace(minutes(*ALWAYS), defined=None)

        with pytest.raises(NotDefined, match="The figure officer_minutes was made without"):
            refuse_undefined([bare], evidence(*ALWAYS))


class TestDefinitionsOf:
    def test_gives_each_version_that_counted_once_with_its_facts(self) -> None:
        given = definitions_of(evidence(*BETWEEN), [minutes(*BETWEEN), minutes(*BETWEEN)])

        assert [(each.term, each.version, each.text) for each in given] == [
            ("Officer minutes", "1", "Wording 1."),
            ("Officer minutes", "2", "Wording 2."),
        ]
        assert (given[0].valid_to, given[1].valid_to) == (date(2023, 5, 1), None)
        assert given[1].difference == SHEET


class TestRedefined:
    def test_is_silent_where_the_definitions_stand(self) -> None:
        assert redefined([minutes(*ALWAYS)], evidence(*ALWAYS), ALWAYS) == ()

    def test_names_the_versions_then_and_now(self) -> None:
        assert redefined([minutes(*ALWAYS)], evidence(*ALWAYS), BETWEEN) == (
            "Officer minutes: definition v1 then, v1, v2 now.",
        )

    def test_says_that_a_definition_was_withdrawn(self) -> None:
        (said,) = redefined([minutes(*ALWAYS)], evidence(*ALWAYS), WITHDRAWN)

        assert said.startswith("Officer minutes: definition v1 then. Now: Officer minutes has no")
