"""The pages of the definitions of measures, and their table on the records desk."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Officer
from audit.models import JournalEntry
from reports.models import MeasureDefinition
from tests.people import AT
from tests.reports.dictionary import define_anew, withdraw

KEY = "officer_minutes"
Page = Callable[..., str]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def page(client: Client, analyst: Officer) -> Page:
    """Read a page as the analyst."""
    client.force_login(analyst)

    def read(name: str, *args: object, status: int = 200) -> str:
        response = client.get(reverse(name, args=args))
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return read


class TestDefinitionList:
    def test_lists_each_measure_once_with_the_version_in_force(self, page: Page) -> None:
        define_anew(KEY, "2023-05-01")
        define_anew("arrests", "2099-01-01")

        shown = page("definition-list")

        assert shown.count(">Officer minutes</a>") == shown.count(">Arrests</a>") == 1
        assert 'v2 <span class="so-quiet">of 2</span>' in shown
        assert "From 1 May 2023" in shown
        assert "1 December 2010 to 31 December 2098" in shown
        assert "Force Crime Registrar" in shown

    def test_says_which_was_withdrawn(self, page: Page) -> None:
        assert "Withdrawn" not in page("definition-list")

        withdraw(KEY, "2023-05-01")

        assert "Withdrawn" in page("definition-list")

    def test_is_linked_from_the_reports(self, page: Page) -> None:
        assert reverse("definition-list") in page("report-list")


class TestDefinitionDetail:
    def test_shows_each_version_newest_first_with_what_it_changed(self, page: Page) -> None:
        define_anew(KEY, "2023-05-01")

        shown = page("definition-detail", KEY)

        assert shown.index("Version 2") < shown.index("Version 1")
        assert "Counted differently before 1 May 2023" in shown
        assert "The crew was that of the duty sheet." in shown
        assert "1 December 2010 to 30 April 2023" in shown
        assert "reports.effort.officer_minutes" in shown

    def test_is_not_found_for_a_measure_that_is_not_defined(self, page: Page) -> None:
        page("definition-detail", "searches", status=404)


class TestDesk:
    def given(self, **changes: str) -> dict[str, str]:
        return {
            "key": KEY,
            "name": "Officer minutes",
            "wording": "Minutes of who was there.",
            "unit": "minutes",
            "source": "Patrol records",
            "owner": "District commander",
            "valid_from": "2023-05-01",
            "difference": "The crew was that of the duty sheet.",
            **changes,
        }

    def test_adds_the_next_version_through_the_action(
        self, client: Client, administrator: Officer
    ) -> None:
        client.force_login(administrator)

        client.post(reverse("admin:reports_measuredefinition_add"), self.given())

        added = MeasureDefinition.objects.get(key=KEY, version=2)
        assert (added.by, added.at) == (administrator, clock.now())
        assert JournalEntry.objects.get(verb="definition.add").subject_id == str(added.pk)

    def test_shows_why_a_version_was_refused_and_saves_nothing(
        self, client: Client, administrator: Officer
    ) -> None:
        client.force_login(administrator)

        response = client.post(
            reverse("admin:reports_measuredefinition_add"), self.given(valid_from="2023-05-02")
        )

        assert "Definitions begin with a month" in response.content.decode()
        assert MeasureDefinition.objects.filter(key=KEY).count() == 1

    def test_withdraws_after_asking_from_when_and_why(
        self, client: Client, administrator: Officer
    ) -> None:
        client.force_login(administrator)
        row = MeasureDefinition.objects.get(key=KEY)
        chosen = {"action": "withdraw", "_selected_action": str(row.pk)}
        url = reverse("admin:reports_measuredefinition_changelist")

        asked = client.post(url, chosen).content.decode()
        day = {"valid_to_day": "1", "valid_to_month": "5", "valid_to_year": "2023"}
        client.post(url, {**chosen, "answered": "yes", **day, "reason": "Not recorded."})

        row.refresh_from_db()
        assert "First day of the month without it" in asked
        assert row.valid_to == date(2023, 5, 1)

    def test_lets_no_version_be_changed(self, client: Client, administrator: Officer) -> None:
        client.force_login(administrator)
        row = MeasureDefinition.objects.get(key=KEY)

        page = client.get(reverse("admin:reports_measuredefinition_change", args=[row.pk]))

        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
