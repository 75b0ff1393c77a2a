"""Approving several records: the exact total first, the same checks one by one."""

from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from records.models import Record, Status
from tests import drafting
from tests.records.conftest import Browse, incident, sent

URL = "review-approve-several"


def ask(client: Client, *records: Record, next: str = "") -> str:
    """Choose records in a list."""
    posted = {"record": [str(record.pk) for record in records], "next": next}
    return client.post(reverse(URL), posted).content.decode()


def confirm(client: Client, *records: Record, next: str = "") -> str:
    """Confirm what was listed."""
    chosen = [f"{record.pk}:{record.version}" for record in records]
    posted = {"confirm": "1", "chosen": chosen, "next": next}
    return client.post(reverse(URL), posted, follow=True).content.decode()


class TestApproveSeveral:
    def test_lists_what_will_happen_and_what_is_left_out_and_why(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        ready = [sent(by=officer), sent(by=officer)]
        own, draft = sent(by=sergeant), incident(by=officer)

        shown = ask(browse(sergeant), *ready, own, draft)

        assert "Approve 2 logged incidents" in shown
        assert "4 chosen. 2 will be approved when you confirm. 2 will be left out." in shown
        assert "You logged this record." in shown
        assert "It is draft, and does not wait for a decision." in shown
        assert shown.count('name="chosen"') == 2
        assert not Record.objects.filter(status=Status.APPROVED).exists()

    def test_approves_each_and_says_which_it_left(
        self, browse: Browse, officer: Officer, sergeant: Officer, other_team_sergeant: Officer
    ) -> None:
        first, second, own = sent(by=officer), sent(by=officer), sent(by=sergeant)
        client = browse(sergeant)
        ask(client, first, second, own)
        drafting.approve(Record.objects.get(pk=second.pk), by=other_team_sergeant)

        shown = confirm(client, first, second, own)

        assert "1 record approved." in shown
        assert f"{second.reference} was left. Sergeant 40388 approved" in shown
        assert f"{own.reference} was left. You logged this record." in shown
        assert Record.objects.filter(status=Status.APPROVED).count() == 2

    def test_takes_those_of_the_queue_without_flags(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        plain, own = sent(by=officer), sent(by=sergeant)

        shown = browse(sergeant).get(reverse(URL)).content.decode()

        assert f"{plain.pk}:{plain.version}" in shown
        assert str(own.pk) not in shown

    def test_never_touches_another_district(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        client = browse(twin_sergeant)

        assert record.reference not in ask(client, record)
        confirm(client, record)

        record.refresh_from_db()
        assert record.status == Status.SUBMITTED

    def test_leads_back_to_the_list_but_never_off_the_site(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record, client = sent(by=officer), browse(sergeant)
        here = "/logged-incidents/?status=submitted"

        assert here in ask(client, record, next=here)
        assert "elsewhere" not in ask(client, record, next="https://elsewhere.example/")
        assert "elsewhere" not in ask(client, record, next="//elsewhere.example/")

    def test_refuses_those_who_decide_nothing(self, browse: Browse, officer: Officer) -> None:
        response = browse(officer).post(reverse(URL), {"confirm": "1", "chosen": []})

        assert response.status_code == 403

    def test_ignores_what_is_no_record(self, browse: Browse, sergeant: Officer) -> None:
        client = browse(sergeant)

        chosen = {"record": ["x", "1:2"], "chosen": ["x:1", ":", "x"]}

        assert "Nothing to approve" in client.post(reverse(URL), chosen).content.decode()
        assert client.post(reverse(URL), {"confirm": "1", **chosen}).status_code == 302
