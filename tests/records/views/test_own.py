"""The pages that an officer starts from."""

import pytest
from django.urls import reverse

from accounts.models import Officer
from tests import drafting
from tests.records.conftest import Browse, incident, sent


class TestLog:
    def test_lists_the_kinds_that_the_officer_logs(self, browse: Browse, officer: Officer) -> None:
        shown = browse(officer).get(reverse("log")).content.decode()

        assert "An incident" in shown
        assert "An operation" not in shown

    @pytest.mark.parametrize("who", ["administrator", "advisor"])
    def test_refuses_those_who_log_nothing(
        self, browse: Browse, who: str, request: pytest.FixtureRequest
    ) -> None:
        response = browse(request.getfixturevalue(who)).get(reverse("log"))

        assert response.status_code == 403


class TestMyRecords:
    def test_opens_with_what_came_back(
        self, browse: Browse, officer: Officer, other_officer: Officer
    ) -> None:
        draft, others = incident(by=officer), incident(by=other_officer)

        shown = browse(officer).get(reverse("my-records")).content.decode()

        assert draft.reference in shown
        assert others.reference not in shown
        assert "To finish" in shown

    def test_shows_one_tab(self, browse: Browse, officer: Officer) -> None:
        draft, waiting = incident(by=officer), sent(by=officer)

        shown = browse(officer).get(reverse("my-records"), {"show": "sent"}).content.decode()

        assert waiting.reference in shown
        assert draft.reference not in shown


class TestRecords:
    def test_counts_each_kind_by_state(
        self, browse: Browse, officer: Officer, sergeant: Officer, twin_officer: Officer
    ) -> None:
        drafting.approve(sent(by=officer), by=sergeant)
        incident(by=twin_officer)

        shown = browse(sergeant).get(reverse("records")).content.decode()

        assert "Logged incidents" in shown
        assert 'href="/logged-incidents/?status=approved">1</a>' in shown
        assert 'href="/logged-incidents/?status=draft">0</a>' in shown
