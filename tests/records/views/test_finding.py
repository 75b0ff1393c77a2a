"""The find box."""

import pytest
from django.urls import reverse

from accounts.models import Officer
from audit.models import JournalEntry
from records.views.finding import reference_in
from tests.records.conftest import Browse, incident


class TestReferenceIn:
    @pytest.mark.parametrize("words", ["A-24-00412", "a-24-412", "A2400412", " a 24 412 "])
    def test_reads_a_reference_as_it_is_spoken(self, words: str) -> None:
        assert reference_in(words) == "A-24-00412"

    @pytest.mark.parametrize("words", ["Marine Parade", "24-00412", "A-24-0041234", ""])
    def test_reads_nothing_else_as_one(self, words: str) -> None:
        assert reference_in(words) == ""


class TestFind:
    def test_opens_the_record_of_a_reference(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer)

        response = browse(officer).get(reverse("find"), {"q": record.reference.replace("-", "")})

        assert response.status_code == 302
        assert str(record.pk) in response["Location"]

    def test_finds_every_word_and_notes_what_it_found(
        self, browse: Browse, officer: Officer
    ) -> None:
        record = incident(by=officer)
        incident(by=officer, place="York Road")

        shown = browse(officer).get(reverse("find"), {"q": "marine crowd"}).content.decode()

        assert "1 record<" in shown
        assert record.reference in shown
        entry = JournalEntry.objects.get(verb="record.find")
        assert entry.detail == {"query": "marine crowd", "records": [str(record.pk)]}

    def test_finds_nothing_of_another_district(
        self, browse: Browse, officer: Officer, twin_officer: Officer
    ) -> None:
        record = incident(by=officer)

        shown = browse(twin_officer).get(reverse("find"), {"q": record.reference})

        assert "No record has these words" in shown.content.decode()

    def test_refuses_those_who_see_no_records(
        self, browse: Browse, administrator: Officer, advisor: Officer
    ) -> None:
        assert browse(administrator).get(reverse("find")).status_code == 403
        assert browse(advisor).get(reverse("find")).status_code == 403
