"""The list of a kind: what it shows, to whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Officer
from audit.models import JournalEntry
from records import actions
from tests import drafting
from tests.people import AT
from tests.records.conftest import Browse, incident, sent

URL = "logged-incident-list"


def page(client: Client, query: str = "") -> str:
    """Open the list."""
    response = client.get(f"{reverse(URL)}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def n_queries(client: Client, url: str) -> int:
    """Count the queries of a page."""
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


class TestRecordListView:
    def test_splits_the_count_by_state(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.approve(sent(by=officer), by=sergeant)
        sent(by=officer)

        shown = page(browse(sergeant))

        assert "2 logged incidents" in shown
        assert "1 approved and counted. 1 submitted is not counted yet." in shown

    def test_shows_no_record_of_another_district(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = sent(by=officer)

        shown = page(browse(twin_sergeant))

        assert record.reference not in shown
        assert "No logged incidents yet" in shown

    def test_says_which_filter_cannot_be_read_and_leads_out(
        self, browse: Browse, officer: Officer
    ) -> None:
        record = incident(by=officer)

        shown = page(browse(officer), "from_day=45&from_month=5&from_year=2023")

        assert "A filter cannot be read" in shown
        assert "The day is 45. Enter a day from 1 to 31. Nothing is listed" in shown
        assert "Clear all filters" in shown
        assert record.reference not in shown

    def test_takes_days_in_boxes_and_in_links_alike(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer)
        day = record.occurred_at.date()

        link = page(browse(officer), f"from={day}&to={day}")
        boxes = page(
            browse(officer),
            f"from_day={day.day}&from_month={day:%B}&from_year={day.year}&to_day=&to_month=",
        )

        assert record.reference in link
        assert record.reference in boxes
        assert "until" not in boxes
        assert record.reference not in page(browse(officer), "to_day=1&to_month=1&to_year=1999")

    def test_gives_each_chosen_filter_a_tag_that_removes_it(
        self, browse: Browse, officer: Officer
    ) -> None:
        incident(by=officer)

        shown = page(browse(officer), "status=draft&from=2024-04-01&to=2024-04-30&sort=place")

        assert "1 to 30 April 2024" in shown
        assert 'href="?status=draft&amp;sort=place"' in shown
        assert 'href="?from=2024-04-01&amp;to=2024-04-30&amp;sort=place"' in shown

    def test_says_what_there_is_without_filters_that_leave_nothing(
        self, browse: Browse, officer: Officer
    ) -> None:
        incident(by=officer)

        shown = page(browse(officer), "status=approved")

        assert "No logged incidents match these filters" in shown
        assert "There is 1 logged incident without them." in shown

    @pytest.mark.parametrize("query", ["status=nonsense", "from=yesterday", "district=chelmsford"])
    def test_finds_nothing_by_a_filter_that_cannot_be_read(
        self, browse: Browse, officer: Officer, query: str
    ) -> None:
        record = incident(by=officer)

        assert record.reference not in page(browse(officer), query)

    def test_counts_days_in_london_with_both_ends(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer, at=AT.replace(hour=22, minute=59))

        client = browse(officer)

        assert record.reference in page(client, "from=2024-04-30&to=2024-04-30")
        assert record.reference not in page(client, "from=2024-05-01")

    def test_sorts_by_a_column_and_says_so(self, browse: Browse, officer: Officer) -> None:
        first = incident(by=officer, place="Adventure Island")
        last = incident(by=officer, place="York Road")

        shown = page(browse(officer), "sort=-place")

        assert shown.index(last.reference) < shown.index(first.reference)
        assert 'aria-sort="descending"' in shown

    def test_offers_to_choose_only_what_waits_and_only_to_those_who_decide(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        waiting, own, draft = sent(by=officer), sent(by=sergeant), incident(by=officer)

        decides, logs = page(browse(sergeant)), page(browse(officer))

        assert f'value="{waiting.pk}"' in decides
        box_of_own = decides[decides.index(f'value="{own.pk}"') :][:200]
        assert 'data-decidable="no"' in box_of_own
        assert f'value="{draft.pk}"' not in decides
        assert f'value="{waiting.pk}"' not in logs

    def test_offers_downloads_to_those_who_may(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        incident(by=officer)

        assert "Download exactly" in page(browse(sergeant), "status=draft")
        assert "Download exactly" not in page(browse(officer), "status=draft")

    def test_writes_a_search_to_the_journal(self, browse: Browse, officer: Officer) -> None:
        incident(by=officer)
        client = browse(officer)

        page(client)
        page(client, "q=Marine")

        [entry] = JournalEntry.objects.filter(verb="logged-incident.search")
        assert entry.operation == "consultation"
        assert entry.detail == {"query": "q=Marine", "rows": 1}

    def test_costs_the_same_for_one_row_and_for_fifty(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        client = browse(sergeant)
        client.get(reverse("help"))  # begins the session, which is written once
        sent(by=officer)
        one = n_queries(client, reverse(URL))
        for n in range(49):
            sent(by=officer, at=AT - timedelta(minutes=n))

        assert n_queries(client, reverse(URL)) == one <= 15

    def test_refuses_those_who_see_no_records(self, browse: Browse, administrator: Officer) -> None:
        response = browse(administrator).get(reverse(URL))

        assert response.status_code == 403
        assert "You cannot open logged incidents" in response.content.decode()
        assert "They do not see records" in response.content.decode()


class TestWithdrawn:
    def test_stay_in_the_list(self, browse: Browse, officer: Officer) -> None:
        record = actions.withdraw(record=incident(by=officer), by=officer, at=AT, note="Twice.")

        shown = page(browse(officer))

        assert record.reference in shown
        assert "1 withdrawn is not counted." in shown
