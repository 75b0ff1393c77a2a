"""The residents' survey: the last wave of each period, compared where the question is the same."""

from records.models import Status
from reports.collecting import Scope, collect
from reports.figures import Figure
from reports.measures.survey import REWORDED, survey
from reports.statistics import Direction
from tests.reports.logbook import WORDING, Logbook, named


def figure_of(scope: Scope) -> Figure:
    """Give the survey's figure."""
    found = survey(collect(scope))
    assert found is not None
    return found.figure


class TestSurvey:
    def test_is_absent_without_a_wave_in_the_period(self, log: Logbook, scope: Scope) -> None:
        log.wave("2023-03-31", "77")

        assert survey(collect(scope)) is None

    def test_takes_the_last_wave_that_ended_in_each_period(
        self, log: Logbook, scope: Scope
    ) -> None:
        for ends_on, percent in [
            ("2022-06-30", "70"),
            ("2023-03-31", "77"),
            ("2023-06-30", "78"),
            ("2024-03-31", "80"),
            ("2024-04-01", "99"),
        ]:
            log.wave(ends_on, percent)

        figure = figure_of(scope)

        assert (figure.current, figure.previous, figure.change, figure.base) == (80, 77, 3, 612)
        assert figure.reading.value != "No comparison"

    def test_compares_nothing_where_the_question_was_reworded(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.wave("2023-03-31", "77", wording="Do the police do a good job?")
        log.wave("2024-03-31", "80")

        figure = figure_of(scope)

        assert (figure.previous, figure.change, figure.change_interval) == (None, None, None)
        assert figure.reading.value == "No comparison"
        assert figure.reason == REWORDED

    def test_shows_the_reworded_wave_beside_it(self, log: Logbook, scope: Scope) -> None:
        log.wave("2023-03-31", "77", wording="Do the police do a good job?")
        log.wave("2024-03-31", "80")

        found = survey(collect(scope))

        assert found is not None
        assert found.waves == (("Wave to 31 March 2023", 77.0, 612),)

    def test_says_that_there_is_no_earlier_figure(self, log: Logbook, scope: Scope) -> None:
        log.wave("2024-03-31", "80")

        assert figure_of(scope).reason == "no previous-year figure"

    def test_passes_other_questions_and_waves_that_do_not_count_by(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.wave("2023-06-30", "80")
        log.wave("2024-03-31", "12", question="safe_after_dark")
        log.wave("2024-03-30", "13", status=Status.SUBMITTED)

        figure = figure_of(scope)

        assert figure.current == 80
        assert dict(figure.excluded) == {"submitted": 1}

    def test_is_a_percentage_that_is_hoped_to_rise(self, log: Logbook, scope: Scope) -> None:
        log.wave("2024-03-31", "80")

        assert named(figure_of(scope)) == (
            "survey_good_or_excellent",
            "Good or excellent",
            "percent",
            Direction.HIGHER,
        )

    def test_says_what_was_asked_by_whom_when_and_how(self, log: Logbook, scope: Scope) -> None:
        log.wave("2024-03-31", "80")

        found = survey(collect(scope))

        assert found is not None
        assert found.question == WORDING
        assert found.source == "SMSR, 1 March 2024 to 31 March 2024, telephone"
        assert found.waves == ()

    def test_takes_the_later_logged_of_two_waves_of_one_day(
        self, log: Logbook, scope: Scope
    ) -> None:
        for percent in ("78", "80", "79"):
            log.wave("2024-03-31", percent)

        assert figure_of(scope).current == 79

    def test_is_blind_to_the_other_district(self, twin_log: Logbook, scope: Scope) -> None:
        twin_log.wave("2024-03-31", "80")

        assert survey(collect(scope)) is None
