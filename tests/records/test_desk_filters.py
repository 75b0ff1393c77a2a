"""Which records the desk finds by what their keeping asks for; patrols are the kind."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from operations.actions import log_patrol
from operations.models import Patrol, PatrolMode, ProviderType
from records import actions
from records.models import Record
from tests.people import AT
from tests.records.test_desk import KEY, LIST, details, signed_in


@pytest.fixture
def patrol(officer: Officer) -> Patrol:
    """Give a submitted patrol."""
    for model in (ProviderType, PatrolMode):
        model.objects.create(code="one", label="One", source="Tests", valid_from=AT.date())
    patrol = log_patrol(id=UUID(KEY), details=details(), by=officer, at=AT)
    actions.submit(record=patrol.record, by=officer, at=AT)
    return Patrol.objects.get()


class TestReviewDue:
    @pytest.mark.parametrize(
        ("due_on", "legal_hold", "review"),
        [
            (AT.date(), False, "due"),
            (AT.date() + timedelta(days=90), False, "soon"),
            (AT.date() + timedelta(days=91), False, "later"),
            (AT.date(), True, "held"),
        ],
    )
    def test_finds_records_by_their_review(
        self,
        due_on: date,
        legal_hold: bool,
        review: str,
        patrol: Patrol,
        sergeant: Officer,
        client: Client,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("accounts.clock.now", lambda: AT)
        rows = Record.objects.filter(pk=patrol.pk)
        rows.update(review_due_on=due_on, legal_hold=legal_hold)
        signed_in(client, sergeant)

        found = {
            key: client.get(reverse(LIST), {"review": key}).context["cl"].queryset.count()
            for key in ("due", "soon", "later", "held")
        }

        assert found == {key: int(key == review) for key in found}
