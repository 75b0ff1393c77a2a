"""The pages of incidents and imports, through HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from incidents import actions, drawing, processing, queue
from incidents.drawing import AreaFile
from incidents.models import AreaKind, BatchState, ImportBatch, Incident
from tests.incidents.conftest import Take
from tests.incidents.published import AT, crime_id, csv_of, nowhere, street
from tests.incidents.test_drawing import INSIDE, geojson, square
from tests.people import PASSWORD

pytestmark = pytest.mark.urls("tests.incidents.urls")
Sent = list[tuple[str, dict[str, int]]]


@pytest.fixture
def seaborough(tmp_path: Path, district: District, console: Officer) -> District:
    path = geojson(tmp_path, "l.geojson", ("E01099001", "Seaborough 001A", square(0.70, 51.53)))
    file = AreaFile(path, AreaKind.LSOA, "CODE", "NAME", vintage=2011)
    drawing.import_areas(file=file, district=district, by=console, at=AT)
    return district


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    tasks: Sent = []
    monkeypatch.setattr(
        "incidents.views.imports.open_task", lambda name, ids: tasks.append((name, ids))
    )
    return tasks


@pytest.fixture
def as_(client: Client) -> Callable[[Officer], Client]:
    def signed_in(officer: Officer) -> Client:
        officer.set_password(PASSWORD)
        officer.save()
        client.force_login(officer)
        return client

    return signed_in


def upload(content: bytes, name: str = "2024-04-essex-street.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


class TestIncidentList:
    @pytest.fixture(autouse=True)
    def _held(self, seaborough: District, take: Take) -> None:
        take(
            [
                street(1),
                street(2, Crime_type="Burglary"),
                street(),
                street(3, Month="2024-05"),
                street(4, **nowhere()),
                street(5, LSOA_code="E01099777", LSOA_name="Otherham 001A"),
            ]
        )

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("", 4),
            ("district=southend", 4),
            ("month_from=2024-05", 1),
            ("month_from=May 2024", 1),
            ("month_to=2024-04", 3),
            ("group=crime", 3),
            ("group=asb", 1),
            ("type=burglary", 1),
            ("type=burglary&type=shoplifting", 3),
            ("type=not-recorded", 0),
            ("place=none&district=southend", 1),
            ("month_from=2024-13", 0),
            ("district=elsewhere", 0),
            (f"q={crime_id(2)}", 1),
            ("q=" + "0" * 20, 0),
            ("sort=-month", 4),
            ("sort=place", 4),
            ("place=none&state=left_out", 0),
            ("state=left_out", 0),
        ],
    )
    def test_filters(
        self, as_: Callable[[Officer], Client], officer: Officer, query: str, count: int
    ) -> None:
        response = as_(officer).get(f"{reverse('incident-list')}?{query}")

        assert response.context["page_obj"].paginator.count == count

    def test_shows_nothing_of_another_district(
        self, as_: Callable[[Officer], Client], twin_officer: Officer
    ) -> None:
        response = as_(twin_officer).get(reverse("incident-list"))

        assert response.context["page_obj"].paginator.count == 0

    def test_is_refused_to_administrators(
        self, as_: Callable[[Officer], Client], administrator: Officer
    ) -> None:
        assert as_(administrator).get(reverse("incident-list")).status_code == 403

    def test_writes_a_search_to_the_journal(
        self, as_: Callable[[Officer], Client], officer: Officer
    ) -> None:
        as_(officer).get(reverse("incident-list"), {"group": "asb"})

        assert JournalEntry.objects.filter(verb="incident.search").count() == 1


class TestIncidentDetail:
    def test_shows_what_was_published(
        self,
        seaborough: District,
        take: Take,
        as_: Callable[[Officer], Client],
        officer: Officer,
    ) -> None:
        take([street(1), street(1, Crime_type="Burglary")])
        incident = Incident.objects.get()

        page = as_(officer).get(reverse("incident-detail", args=[incident.pk])).content.decode()

        assert "contradict each other" in page
        assert "The rows that disagree" in page
        assert JournalEntry.objects.filter(verb="incident.view").count() == 1

    def test_is_not_found_from_another_district(
        self,
        seaborough: District,
        take: Take,
        as_: Callable[[Officer], Client],
        twin_officer: Officer,
    ) -> None:
        take([street(1, **INSIDE)])
        url = reverse("incident-detail", args=[Incident.objects.get().pk])

        assert as_(twin_officer).get(url).status_code == 404


class TestImports:
    def test_are_received_and_opened_as_a_task(
        self, as_: Callable[[Officer], Client], analyst: Officer, sent: Sent
    ) -> None:
        response = as_(analyst).post(reverse("import-create"), upload(csv_of([street(1)])))

        batch = ImportBatch.objects.get()
        assert response.headers["Location"] == reverse("import-detail", args=[batch.pk])
        assert sent == [(queue.PROCESS, {"batch_id": batch.pk})]
        page = as_(analyst).get(reverse("import-detail", args=[batch.pk])).content.decode()
        assert "Waiting for a worker" in page
        progress = as_(analyst).get(reverse("import-progress", args=[batch.pk]))
        assert "data-progress-url" in progress.content.decode()

    def test_need_a_file(
        self, as_: Callable[[Officer], Client], analyst: Officer, sent: Sent
    ) -> None:
        response = as_(analyst).post(reverse("import-create"), {})

        assert response.status_code == 422
        assert "Choose a file" in response.content.decode()

    @pytest.mark.parametrize("name", ["import-list", "import-create"])
    def test_are_refused_to_officers(
        self, as_: Callable[[Officer], Client], officer: Officer, name: str
    ) -> None:
        assert as_(officer).get(reverse(name)).status_code == 403

    def test_show_the_equation_and_the_rows_turned_away(
        self, as_: Callable[[Officer], Client], analyst: Officer, take: Take
    ) -> None:
        take([street(1), street(1, Crime_type="Burglary"), street(2, Month="=2+2")])
        batch = ImportBatch.objects.get()

        page = as_(analyst).get(reverse("import-detail", args=[batch.pk])).content.decode()
        rows = as_(analyst).get(reverse("import-rows", args=[batch.pk])).content.decode()

        assert "2 of 3 rows are in. 1 was rejected." in page
        assert "3 rows were rejected or contradictory" in page
        assert len(rows.splitlines()) == 4
        assert "'=2+2" in rows
        assert JournalEntry.objects.filter(verb="import.download-rows").count() == 1
        assert str(batch) in as_(analyst).get(reverse("import-list")).content.decode()

    def test_are_undone(
        self, as_: Callable[[Officer], Client], analyst: Officer, take: Take, sent: Sent
    ) -> None:
        take([street(1)])
        batch = ImportBatch.objects.get()
        url = reverse("import-undo", args=[batch.pk])

        assert "is removed" in as_(analyst).get(url).content.decode()
        as_(analyst).post(url)

        assert sent == [(queue.UNDO, {"batch_id": batch.pk})]
        actions.undo_import(batch=batch, by=analyst, clock=clock.now)
        assert ImportBatch.objects.get().state == BatchState.UNDONE
        page = as_(analyst).get(reverse("import-detail", args=[batch.pk])).content.decode()
        assert "was undone" in page

    def test_say_why_they_cannot_be_undone(
        self, as_: Callable[[Officer], Client], analyst: Officer, take: Take, sent: Sent
    ) -> None:
        take([street(1)])
        take([street(1), street(2)])
        first = ImportBatch.objects.order_by("pk")[0]

        response = as_(analyst).post(reverse("import-undo", args=[first.pk]), follow=True)

        assert "touched the same months" in response.content.decode()
        assert sent == []

    def test_list_what_vanished_and_leave_it_out(
        self, as_: Callable[[Officer], Client], analyst: Officer, take: Take, take_anyway: Take
    ) -> None:
        take([street(1), street(2)])
        take_anyway([street(1)])
        url = reverse("import-vanished", args=[ImportBatch.objects.order_by("pk")[2].pk])

        assert "Leave all 1 out of counts" in as_(analyst).get(url).content.decode()
        as_(analyst).post(url)

        assert Incident.objects.countable().count() == 1

    @pytest.fixture
    def in_doubt(self, analyst: Officer, officer: Officer, take: Take) -> ImportBatch:
        """Have an import that names one of two crimes that are held."""
        take([street(1), street(2)])
        take([street(1)])
        return ImportBatch.objects.order_by("-pk")[0]

    def test_ask_to_confirm_or_undo_what_is_in_doubt(
        self, as_: Callable[[Officer], Client], analyst: Officer, in_doubt: ImportBatch
    ) -> None:
        page = as_(analyst).get(reverse("import-detail", args=[in_doubt.pk])).content.decode()

        assert "0 of 1 rows are in. 1 is in doubt." in page
        assert "1 month is in doubt: confirm or undo" in page
        assert "1 of the 2 rows held is missing in it, more than one in twenty." in page
        assert reverse("import-confirm", args=[in_doubt.pk]) in page
        assert reverse("import-undo", args=[in_doubt.pk]) in page
        listed = as_(analyst).get(reverse("import-list")).content.decode()
        assert "1 month in doubt" in listed

    def test_are_confirmed_once_however_often_the_button_is_pressed(
        self,
        as_: Callable[[Officer], Client],
        analyst: Officer,
        in_doubt: ImportBatch,
        sent: Sent,
    ) -> None:
        url = reverse("import-confirm", args=[in_doubt.pk])
        assert "Confirm what is in doubt" in as_(analyst).get(url).content.decode()

        first, second = (as_(analyst).post(url) for _ in range(2))

        bringing = in_doubt.confirmations.get()
        assert first["Location"] == reverse("import-detail", args=[bringing.pk])
        assert second["Location"] == reverse("import-detail", args=[in_doubt.pk])
        assert sent == [(queue.PROCESS, {"batch_id": bringing.pk})]
        processing.process_import(batch=bringing, by=analyst, clock=clock.now)
        page = as_(analyst).get(first["Location"]).content.decode()
        assert f'It brings in what was in doubt of <a href="/imports/{in_doubt.pk}/' in page
        page = as_(analyst).get(second["Location"]).content.decode()
        assert "It was confirmed as" in page

    def test_are_confirmed_by_no_officer(
        self,
        as_: Callable[[Officer], Client],
        officer: Officer,
        in_doubt: ImportBatch,
        sent: Sent,
    ) -> None:
        url = reverse("import-confirm", args=[in_doubt.pk])

        assert as_(officer).get(url).status_code == 403
        assert as_(officer).post(url).status_code == 403

        assert sent == []
        assert not in_doubt.confirmations.exists()

    def test_that_are_refused_name_their_files(
        self, as_: Callable[[Officer], Client], analyst: Officer, sent: Sent
    ) -> None:
        as_(analyst).post(reverse("import-create"), upload(b"nothing,here\n", "april.csv"))
        batch = ImportBatch.objects.get()
        processing.process_import(batch=batch, by=analyst, clock=clock.now)

        page = as_(analyst).get(reverse("import-detail", args=[batch.pk])).content.decode()

        assert "1 file was refused" in page
        assert "april.csv" in page
