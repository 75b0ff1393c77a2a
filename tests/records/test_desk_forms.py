"""How long records are kept, as the desk shows, sets and finds it; patrols are the kind."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from audit import journal
from operations.actions import log_patrol
from operations.models import Patrol, PatrolMode, ProviderType
from records import actions
from records.models import Kind, Record
from tests.people import AT
from tests.records.test_desk import KEY, act, details, signed_in


@pytest.fixture
def patrol(officer: Officer) -> Patrol:
    """Give a submitted patrol."""
    for model in (ProviderType, PatrolMode):
        model.objects.create(code="one", label="One", source="Tests", valid_from=AT.date())
    patrol = log_patrol(id=UUID(KEY), details=details(), by=officer, at=AT)
    actions.submit(record=patrol.record, by=officer, at=AT)
    return Patrol.objects.get()


class TestRetention:
    def test_is_shown_on_the_page_with_the_way_to_set_it(
        self, patrol: Patrol, officer: Officer, chief_inspector: Officer, client: Client
    ) -> None:
        url = reverse("admin:operations_patrol_change", args=[patrol.pk])

        keeper = signed_in(client, chief_inspector).get(url).content.decode()
        author = signed_in(client, officer).get(url).content.decode()

        for page in (keeper, author):
            assert "3: all other offences" in page
            assert "30 April 2030" in page
        assert reverse("record-retention", args=[patrol.pk]) in keeper
        assert reverse("record-retention", args=[patrol.pk]) not in author

    def test_is_set_by_the_action_with_a_reason(
        self, patrol: Patrol, chief_inspector: Officer, client: Client
    ) -> None:
        signed_in(client, chief_inspector)
        asked = act(client, "set_retention", patrol, group="2", hold="on")
        page = act(client, "set_retention", patrol, group="2", hold="on", reason="Court case.")

        record = Record.objects.get(pk=patrol.pk)
        assert "Say why" in asked
        assert "Set for: 1 of 1." in page
        assert (record.retention_group, record.legal_hold) == (2, True)
        entry = journal.of(Kind.PATROL, patrol.pk).get(verb="patrol.set_retention")
        assert (entry.reason, entry.by_label) == ("Court case.", "Chief Inspector 40007")

    @pytest.mark.parametrize(
        ("group", "hold", "kept"),
        [
            ("4", "as-it-is", (4, True)),
            ("as-it-is", "off", (2, False)),
            ("as-it-is", "on", (2, True)),
        ],
    )
    def test_leaves_what_is_not_chosen_as_it_is(
        self,
        group: str,
        hold: str,
        kept: tuple[int, bool],
        patrol: Patrol,
        sergeant: Officer,
        client: Client,
    ) -> None:
        signed_in(client, sergeant)
        act(client, "set_retention", patrol, group="2", hold="on", reason="Court case.")

        act(client, "set_retention", patrol, group=group, hold=hold, reason="It ended.")

        record = Record.objects.get(pk=patrol.pk)
        assert (record.retention_group, record.legal_hold) == kept

    def test_asks_for_something_to_set(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        signed_in(client, sergeant)

        page = act(
            client, "set_retention", patrol, group="as-it-is", hold="as-it-is", reason="None."
        )

        assert "nothing would be set" in page
        assert not journal.of(Kind.PATROL, patrol.pk).filter(verb="patrol.set_retention").exists()

    def test_is_set_by_nobody_else(self, patrol: Patrol, officer: Officer, client: Client) -> None:
        act(
            signed_in(client, officer),
            "set_retention",
            patrol,
            group="1",
            hold="on",
            reason="None.",
        )

        assert Record.objects.get(pk=patrol.pk).retention_group == 3
