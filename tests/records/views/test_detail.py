"""The page of a record: what it says, what is legal next, and that opening it is noted."""

import pytest
from django.urls import reverse

from accounts.models import Officer
from audit.models import JournalEntry
from records import actions
from records.models import PartRole, Record, RecordPart, RetentionGroup
from tests import drafting
from tests.people import AT
from tests.records.conftest import Browse, incident, sent


def url(record: Record) -> str:
    """Give the address of the page."""
    return reverse("logged-incident-detail", args=[record.pk])


class TestRecordDetailView:
    def test_shows_what_the_newest_version_says(self, browse: Browse, officer: Officer) -> None:
        shown = browse(officer).get(url(incident(by=officer))).content.decode()

        assert "Marine Parade" in shown
        assert "STORM number" in shown
        assert "Group" not in shown
        assert "3: all other offences" in shown

    def test_names_each_officer_with_a_part_once(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = incident(by=officer)
        RecordPart.objects.create(record=record, officer=officer, role=PartRole.CREW)

        shown = browse(sergeant).get(url(record)).content.decode()
        parts = shown[shown.index('id="parts"') : shown.index('id="keeping"')]

        assert parts.count("PC 41123") == 1
        assert "Logged it" in parts
        assert "Crew" in parts
        assert ">Officers<" not in shown

    def test_notes_the_consultation(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer)

        browse(officer).get(url(record))

        entry = JournalEntry.objects.get(operation="consultation")
        assert (entry.subject_id, entry.by_label) == (str(record.pk), "PC 41123")

    def test_hides_a_record_of_another_district(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer
    ) -> None:
        response = browse(twin_sergeant).get(url(incident(by=officer)))

        assert response.status_code == 404
        assert not JournalEntry.objects.filter(operation="consultation").exists()

    @pytest.mark.parametrize(
        ("who", "offered", "withheld"),
        [
            ("officer", ["Change", "Withdraw"], ["Approve or return"]),
            ("sergeant", ["Change", "Approve or return", "Set retention"], ["Withdraw"]),
            ("chief_inspector", ["Set retention"], ["Change", "Approve or return", "Withdraw"]),
            ("analyst", [], ["Change", "Approve or return", "Withdraw", "Set retention"]),
        ],
    )
    def test_offers_what_is_legal_next(
        self,
        browse: Browse,
        officer: Officer,
        who: str,
        offered: list[str],
        withheld: list[str],
        request: pytest.FixtureRequest,
    ) -> None:
        shown = browse(request.getfixturevalue(who)).get(url(sent(by=officer))).content.decode()

        assert [label for label in offered if f">{label}</a>" not in shown] == []
        assert [label for label in withheld if f">{label}</a>" in shown] == []

    def test_says_why_a_button_is_missing(self, browse: Browse, sergeant: Officer) -> None:
        shown = browse(sergeant).get(url(sent(by=sergeant))).content.decode()

        assert "You cannot approve or return this record." in shown
        assert "Another supervisor of the district decides on it." in shown

    def test_lists_the_whole_history(
        self, browse: Browse, officer: Officer, sergeant: Officer, chief_inspector: Officer
    ) -> None:
        record = drafting.reopen(drafting.approve(sent(by=officer), by=sergeant), by=sergeant)
        actions.set_retention(
            record=record,
            group=RetentionGroup.SERIOUS,
            legal_hold=True,
            reason="Asked for by the coroner.",
            by=chief_inspector,
            at=AT,
        )

        shown = browse(officer).get(url(record)).content.decode()

        for title in ("Logged", "Submitted", "Approved", "Reopened", "Retention set"):
            assert f'moj-timeline__title">{title}<' in shown
        assert "Asked for by the coroner." in shown
        assert "Reopened, approval void" in shown
