"""Areas, imported incidents and imports on the records desk."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from audit import journal
from incidents import actions, queue
from incidents.models import Area, AreaKind, BatchState, ImportBatch, Incident
from tests.incidents.conftest import Take
from tests.incidents.published import crime_id, nowhere, street
from tests.incidents.test_areas import area_of
from tests.incidents.test_drawing import square
from tests.people import AT

Sent = list[tuple[str, dict[str, int]]]


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk's clock show AT."""
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Collect the tasks that the desk opens."""
    tasks: Sent = []
    monkeypatch.setattr("incidents.admin.open_task", lambda name, ids: tasks.append((name, ids)))
    return tasks


@pytest.fixture
def as_(client: Client) -> Callable[[Officer], Client]:
    def signed_in(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return signed_in


def address(model: type[Model], page: str, *arguments: object) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=arguments)


def act(client: Client, action: str, *rows: Model, **answer: str) -> str:
    """Choose an action in the list and answer what it asks."""
    chosen = [str(row.pk) for row in rows]
    sent = {"action": action, "_selected_action": chosen, "answered": "yes", **answer}
    url = address(type(rows[0]), "changelist")
    return client.post(url, sent, follow=True).content.decode()


class TestAreaAdmin:
    @pytest.fixture
    def ward(self, district: District) -> Area:
        return area_of(district)

    def change(self, client: Client, area: Area, **typed: str) -> str:
        sent = {"name": area.name, "valid_from": "", "valid_to": "", **typed}
        url = address(Area, "change", area.pk)
        return client.post(url, sent, follow=True).content.decode()

    def test_renames_by_the_action_and_opens_no_task(
        self, ward: Area, administrator: Officer, as_: Callable[[Officer], Client], sent: Sent
    ) -> None:
        self.change(as_(administrator), ward, name="Seafront")

        assert Area.objects.get().name == "Seafront"
        assert journal.of("area", ward.pk).get().by_label == str(administrator)
        assert sent == []

    def test_has_districts_found_anew_when_days_change(
        self, ward: Area, analyst: Officer, as_: Callable[[Officer], Client], sent: Sent
    ) -> None:
        page = self.change(as_(analyst), ward, valid_to="2024-05-01", _continue="yes")

        assert sent == [(queue.SETTLE, {})]
        assert "incidents are given their districts anew" in page

    def test_changes_neither_lines_nor_code(
        self, ward: Area, analyst: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        self.change(as_(analyst), ward, code="W9", geometry="{}", kind="beat")

        area = Area.objects.get()
        assert (area.code, area.kind, area.geometry) == ("W1", "ward", square(0.70, 51.53))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"valid_from": "2024-05-01", "valid_to": "2024-04-01"}, "Give a day after the first"),
            ({"valid_to": "2030-01-01"}, "code W1 is in force on some of these days"),
        ],
    )
    def test_shows_what_is_refused(
        self,
        typed: dict[str, str],
        said: str,
        ward: Area,
        analyst: Officer,
        as_: Callable[[Officer], Client],
    ) -> None:
        area_of(ward.district, valid_from=AT.date())

        assert said in self.change(as_(analyst), ward, **typed)
        assert Area.objects.get(pk=ward.pk).valid_to is None

    def test_shows_the_map_and_where_the_area_lies_to_those_who_only_see(
        self, ward: Area, officer: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        page = as_(officer).get(address(Area, "change", ward.pk))

        assert page.context["geojson"]["features"][0]["properties"]["name"] == "Pier"
        assert "Longitude 0.7000 to 0.7200" in page.content.decode()
        assert not page.context["has_change_permission"]
        assert as_(officer).post(address(Area, "change", ward.pk), {}).status_code == 403

    def test_ends_several_on_a_day_and_keeps_them(
        self, ward: Area, analyst: Officer, as_: Callable[[Officer], Client], sent: Sent
    ) -> None:
        hotspot = area_of(ward.district, AreaKind.HOTSPOT, code="H1", name="York Road")
        day = {"end_day": "1", "end_month": "5", "end_year": "2024"}

        page = act(as_(analyst), "end", ward, hotspot, **day)

        assert "Ended: 2 of 2." in page
        assert {area.valid_to.isoformat() for area in Area.objects.all() if area.valid_to} == {
            "2024-05-01"
        }
        assert sent == [(queue.SETTLE, {})]

    def test_offers_ends_to_keepers_only(
        self, ward: Area, officer: Officer, analyst: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        def offered(person: Officer) -> set[str]:
            page = as_(person).get(address(Area, "changelist"))
            return set(admin.site._registry[Area].get_actions(page.wsgi_request))

        assert offered(analyst) == {"end"}
        assert offered(officer) == set()

    @pytest.mark.parametrize(
        ("query", "found"),
        [("", 3), ("kind__exact=ward", 2), ("force=ended", 1), ("force=now", 2), ("q=york", 1)],
    )
    def test_filters_and_searches(
        self,
        query: str,
        found: int,
        ward: Area,
        officer: Officer,
        as_: Callable[[Officer], Client],
    ) -> None:
        area_of(ward.district, code="W2", name="Milton", valid_to=AT.date())
        area_of(ward.district, AreaKind.HOTSPOT, code="H1", name="York Road")

        page = as_(officer).get(f"{address(Area, 'changelist')}?{query}")

        assert page.context["cl"].queryset.count() == found


class TestIncidentAdmin:
    @pytest.fixture(autouse=True)
    def _held(self, district: District, take: Take) -> None:
        area_of(district, AreaKind.LSOA, code="E01099001", vintage=2011)
        take(
            [
                street(1),
                street(2, Crime_type="Burglary"),
                street(),
                street(4, **nowhere()),
                street(5),
                street(5, Crime_type="Burglary"),
                street(6, LSOA_code="E01099777", LSOA_name="Otherham 001A"),
            ]
        )

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", 4),
            ("place=none", 1),
            ("state=disputed", 1),
            ("state=vanished", 0),
            ("state=left_out", 0),
            ("year=2024", 4),
            ("year=2023", 0),
            ("year=never", 0),
            ("crime_type__code__exact=burglary", 1),
            (f"q={crime_id(2)}", 1),
            ("q=elsewhere", 0),
        ],
    )
    def test_filters_and_searches(
        self, query: str, found: int, officer: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        page = as_(officer).get(f"{address(Incident, 'changelist')}?{query}")

        assert page.context["cl"].queryset.count() == found

    def test_lists_none_of_another_district(
        self, twin_officer: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        page = as_(twin_officer).get(address(Incident, "changelist"))

        assert page.context["cl"].queryset.count() == 0

    def test_shows_what_was_published_and_writes_the_consultation(
        self, officer: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        incident = Incident.objects.get(crime_id=crime_id(5))

        page = as_(officer).get(address(Incident, "change", incident.pk)).content.decode()
        history = as_(officer).get(address(Incident, "history", incident.pk)).content.decode()

        assert "crime type" in page
        assert f"Import {incident.added_by_id}" in page
        assert journal.of("incident", incident.pk).get().operation == "consultation"
        assert "View" in history

    def test_is_changed_by_nobody(self, analyst: Officer, as_: Callable[[Officer], Client]) -> None:
        incident = Incident.objects.get(crime_id=crime_id(1))

        response = as_(analyst).post(address(Incident, "change", incident.pk), {"disputed": "x"})

        assert response.status_code == 403
        assert as_(analyst).get(address(Incident, "add")).status_code == 403

    def test_is_not_there_for_another_district(
        self, twin_officer: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        url = address(Incident, "change", Incident.objects.get(crime_id=crime_id(1)).pk)

        assert as_(twin_officer).get(url).status_code == 404


class TestImportBatchAdmin:
    @pytest.fixture
    def batch(self, take: Take, analyst: Officer, district: District) -> ImportBatch:
        take([street(1), street(2, Month="never")])
        ImportBatch.objects.update(by=analyst)
        return ImportBatch.objects.get()

    def test_shows_the_equation_the_files_and_the_history(
        self, batch: ImportBatch, analyst: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        page = as_(analyst).get(address(ImportBatch, "change", batch.pk)).content.decode()
        history = as_(analyst).get(address(ImportBatch, "history", batch.pk)).content.decode()

        assert "2 read = 1 added + 0 updated" in page
        assert "2024-04-essex-street.csv: 2 rows read" in page
        assert "Undone by" not in page
        assert "Receive" in history

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("state__exact=done", 1),
            ("state__exact=refused", 0),
            ("q=essex-street", 1),
            ("q=70031", 1),
            ("q=kent", 0),
        ],
    )
    def test_filters_and_searches(
        self,
        query: str,
        found: int,
        batch: ImportBatch,
        analyst: Officer,
        as_: Callable[[Officer], Client],
    ) -> None:
        page = as_(analyst).get(f"{address(ImportBatch, 'changelist')}?{query}")

        assert page.context["cl"].queryset.count() == found

    def test_is_undone_by_the_action_of_its_page(
        self, batch: ImportBatch, analyst: Officer, as_: Callable[[Officer], Client], sent: Sent
    ) -> None:
        page = act(as_(analyst), "undo", batch)

        batch.refresh_from_db()
        assert "To be undone: 1 of 1." in page
        assert (batch.state, batch.undone_by) == (BatchState.UNDOING, analyst)
        assert sent == [(queue.UNDO, {"batch_id": batch.pk})]
        actions.undo_import(batch=batch, by=analyst, clock=clock.now)
        shown = as_(analyst).get(address(ImportBatch, "change", batch.pk)).content.decode()
        assert "Undone by" in shown

    def test_is_not_undone_from_another_district(
        self,
        batch: ImportBatch,
        twin_analyst: Officer,
        as_: Callable[[Officer], Client],
        sent: Sent,
    ) -> None:
        page = act(as_(twin_analyst), "undo", batch)

        batch.refresh_from_db()
        assert "Analysts of Southend undo it" in page
        assert batch.state == BatchState.DONE
        assert sent == []

    def test_is_shown_to_analysts_only(
        self, batch: ImportBatch, chief_inspector: Officer, as_: Callable[[Officer], Client]
    ) -> None:
        client = as_(chief_inspector)

        assert client.get(address(ImportBatch, "change", batch.pk)).status_code == 403
