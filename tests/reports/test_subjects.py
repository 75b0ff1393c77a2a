"""A report is about what it says, and about nothing that the district does not have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import District, Officer
from records.models import Status
from reports import actions, requests
from reports.definitions import report_named
from reports.models import Compilation, Edition
from reports.periods import Period
from reports.report import About
from reports.subjects import UnknownSubject, refuse_subject
from reports.verifying import newest_of
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log, twin_log

__all__ = ["codes", "log", "twin_log"]

WHOLE = report_named("performance")
ABOUT_ONE = replace(WHOLE, about=About.OPERATION)


class TestRefuseSubject:
    def test_lets_an_approved_operation_of_the_period_through(
        self, log: Logbook, district: District
    ) -> None:
        log.operation("union", starts_on="2024-03-31")

        refuse_subject(report=ABOUT_ONE, district=district, period=YEAR, subject="union")
        refuse_subject(report=WHOLE, district=district, period=YEAR, subject="")

    @pytest.mark.parametrize(
        ("subject", "sentence"),
        [
            ("", "Choose one of .*Its approved operations: early, late and union"),
            ("raker", "There is no approved operation raker in .*: early, late and union"),
            ("draft", "There is no approved operation draft"),
            ("twin", "There is no approved operation twin"),
            ("late", "Op Late did not run .*it began on 1 April 2024, with no end yet"),
            ("early", "Op Early did not run .*it began on 1 May 2022, to 31 March 2023"),
        ],
    )
    def test_refuses_any_other_and_says_which_there_are(
        self, subject: str, sentence: str, log: Logbook, twin_log: Logbook, district: District
    ) -> None:
        log.operation("union")
        log.operation("draft", status=Status.DRAFT)
        log.operation("late", starts_on="2024-04-01")
        log.operation("early", starts_on="2022-05-01", ends_on="2023-03-31")
        twin_log.operation("twin")

        with pytest.raises(UnknownSubject, match=sentence):
            refuse_subject(report=ABOUT_ONE, district=district, period=YEAR, subject=subject)

    def test_refuses_a_subject_of_a_report_about_the_district(
        self, log: Logbook, district: District, analyst: Officer
    ) -> None:
        log.operation("union")

        with pytest.raises(UnknownSubject, match="is about the whole district"):
            actions.compile_report(
                report=WHOLE, district=district, period=YEAR, subject="union", by=analyst, at=AT
            )
        assert not Edition.objects.exists()


class TestRequestCompilation:
    def test_is_another_request_for_another_subject(
        self,
        log: Logbook,
        district: District,
        analyst: Officer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(requests, "report_named", lambda slug: ABOUT_ONE)
        for slug in ("union", "raker"):
            log.operation(slug)

        def asked(subject: str) -> Compilation:
            return requests.request_compilation(
                definition="x", district=district, period=YEAR, subject=subject, by=analyst, at=AT
            )

        assert asked("union") == asked("union")
        assert asked("union") != asked("raker")


class TestEdition:
    def test_is_numbered_for_each_subject_by_itself(
        self,
        log: Logbook,
        district: District,
        analyst: Officer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(actions, "render", lambda document, *, format: b"")
        union = log.operation("union")
        log.operation("raker")

        def compiled(subject: str, days: int = 0) -> Edition:
            return actions.compile_report(
                report=ABOUT_ONE,
                district=district,
                period=Period.twelve_months_to("2024-03"),
                subject=subject,
                by=analyst,
                at=AT + timedelta(days=days),
            )

        first, other = compiled("union"), compiled("raker")
        log.arrest(operation=union)
        second = compiled("union", 1)

        assert [one.number for one in (first, other, second)] == [1, 1, 2]
        assert list(second.others()) == [first]
        assert compiled("raker", 1) == other
        assert newest_of(first) == second
        assert newest_of(other) == other
