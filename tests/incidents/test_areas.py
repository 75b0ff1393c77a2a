"""areas.py and the page of areas: names and days, kept by actions, seen within rights."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from accounts.roles import Role
from audit import journal
from incidents import areas
from incidents.areas import DaysInForce
from incidents.models import Area, AreaKind
from incidents.views.areas import days_in_force
from records.writing import Refused
from tests.incidents.test_drawing import square
from tests.people import AT

ALWAYS = DaysInForce(None, None)
ENDS = date(2024, 5, 1)


def area_of(district: District, kind: AreaKind = AreaKind.WARD, **more: Any) -> Area:
    """Draw an area called Pier, code W1."""
    fields: dict[str, Any] = {"code": "W1", "name": "Pier", "geometry": square(0.70, 51.53)}
    return Area.objects.create(district=district, kind=kind, **(fields | more))


@pytest.fixture
def ward(district: District) -> Area:
    return area_of(district)


def change(area: Area, by: Officer, *, name: str = "Pier", days: DaysInForce = ALWAYS) -> Area:
    return areas.change_area(area=area, name=name, days=days, by=by, at=AT)


class TestChangeArea:
    @pytest.mark.parametrize("keeper", ["analyst", "administrator"])
    def test_renames_with_a_line_in_the_journal(
        self, ward: Area, keeper: str, request: pytest.FixtureRequest
    ) -> None:
        by: Officer = request.getfixturevalue(keeper)

        change(ward, by, name="Pier and seafront")

        entry = journal.of("area", ward.pk).get()
        assert Area.objects.get().name == "Pier and seafront"
        assert (entry.verb, entry.by_label, entry.district) == ("area.change", str(by), "southend")
        assert entry.detail["changes"] == {"name": ["Pier", "Pier and seafront"]}

    @pytest.mark.parametrize("other", ["officer", "sergeant", "chief_inspector", "twin_analyst"])
    def test_is_refused_to_those_who_do_not_keep_areas_there(
        self, ward: Area, other: str, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(Refused, match="Analysts and administrators of the district"):
            change(ward, request.getfixturevalue(other), name="Elsewhere")
        assert Area.objects.get().name == "Pier"

    def test_writes_nothing_where_nothing_changed(self, ward: Area, analyst: Officer) -> None:
        change(ward, analyst)

        assert not journal.of("area", ward.pk).exists()

    @pytest.mark.parametrize(
        ("kind", "is_due"),
        [
            (AreaKind.WARD, True),
            (AreaKind.LSOA, True),
            (AreaKind.BEAT, False),
            (AreaKind.HOTSPOT, False),
        ],
    )
    def test_has_districts_found_anew_where_the_area_decides_them(
        self, kind: AreaKind, is_due: bool, district: District, analyst: Officer
    ) -> None:
        area = change(area_of(district, kind), analyst, days=DaysInForce(None, ENDS))

        assert (area.districts_due_since == AT) is is_due

    def test_leaves_districts_when_only_the_name_changed(
        self, ward: Area, analyst: Officer
    ) -> None:
        assert change(ward, analyst, name="Seafront").districts_due_since is None

    def test_refuses_an_end_before_the_first_day(self, ward: Area, analyst: Officer) -> None:
        with pytest.raises(Refused, match="It begins on 1 May 2024"):
            change(ward, analyst, days=DaysInForce(ENDS, ENDS))

    @pytest.mark.parametrize(
        ("days", "is_allowed"),
        [
            (DaysInForce(ENDS, None), True),
            (DaysInForce(ENDS, date(2030, 1, 1)), True),
            (DaysInForce(date(2024, 4, 30), None), False),
            (DaysInForce(None, date(2020, 1, 1)), False),
            (ALWAYS, False),
        ],
    )
    def test_refuses_days_on_which_another_area_has_the_code(
        self, days: DaysInForce, is_allowed: bool, district: District, analyst: Officer
    ) -> None:
        area_of(district, valid_to=ENDS)
        newer = area_of(district, valid_from=date(2029, 1, 1))

        if is_allowed:
            assert change(newer, analyst, days=days).valid_from == days.first
        else:
            with pytest.raises(Refused, match="code W1 is in force on some of these days"):
                change(newer, analyst, days=days)

    def test_lets_lsoas_of_two_censuses_share_a_code(
        self, district: District, analyst: Officer
    ) -> None:
        area_of(district, AreaKind.LSOA, vintage=2011)
        newer = area_of(district, AreaKind.LSOA, vintage=2021)

        assert change(newer, analyst, days=DaysInForce(ENDS, None)).valid_from == ENDS


class TestEndArea:
    def test_ends_on_a_day(self, ward: Area, analyst: Officer) -> None:
        areas.end_area(area=ward, end=ENDS, by=analyst, at=AT)

        assert Area.objects.get().valid_to == ENDS
        assert journal.of("area", ward.pk).get().detail["changes"] == {"days": ["/", "/2024-05-01"]}

    def test_is_refused_when_it_has_an_end(self, ward: Area, analyst: Officer) -> None:
        areas.end_area(area=ward, end=ENDS, by=analyst, at=AT)

        with pytest.raises(Refused, match="has its end on 1 May 2024 already"):
            areas.end_area(area=ward, end=date(2024, 6, 1), by=analyst, at=AT)


class TestDaysInForce:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (ALWAYS, "Always"),
            (DaysInForce(ENDS, None), "From 1 May 2024"),
            (DaysInForce(None, ENDS), "Until 30 Apr 2024"),
            (DaysInForce(date(2023, 5, 4), ENDS), "4 May 2023 to 30 Apr 2024"),
        ],
    )
    def test_names_the_last_day_and_not_the_day_after(self, days: DaysInForce, words: str) -> None:
        assert days_in_force(Area(valid_from=days.first, valid_to=days.end)) == words


class TestAreaList:
    @pytest.fixture(autouse=True)
    def _drawn(self, ward: Area, twin_district: District, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: AT)
        district = ward.district
        area_of(district, code="W2", name="Milton", valid_to=date(2020, 1, 1))
        area_of(district, AreaKind.HOTSPOT, code="H1", name="York Road", approximate=True)
        area_of(district, AreaKind.LSOA, code="E01099001", name="Southend 001A", vintage=2011)
        area_of(twin_district, name="Moulsham")

    def found(self, client: Client, officer: Officer, query: str = "") -> list[str]:
        client.force_login(officer)
        response = client.get(f"{reverse('area-list')}?{query}")
        return [row.name for row in response.context["rows"]]

    @pytest.mark.parametrize("role", list(Role))
    def test_opens_to_all_but_the_advisory_group(
        self, role: Role, everyone: dict[Role, Officer], client: Client
    ) -> None:
        client.force_login(everyone[role])

        status = client.get(reverse("area-list")).status_code

        assert status == (403 if role == Role.ADVISORY_GROUP else 200)

    def test_lists_the_areas_of_the_district_those_known_by_name_first(
        self, officer: Officer, twin_officer: Officer, client: Client
    ) -> None:
        assert self.found(client, officer) == ["York Road", "Milton", "Pier", "Southend 001A"]
        assert self.found(client, twin_officer) == ["Moulsham"]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("kind=ward", ["Milton", "Pier"]),
            ("kind=hotspot&kind=lsoa", ["York Road", "Southend 001A"]),
            ("force=now", ["York Road", "Pier", "Southend 001A"]),
            ("force=ended", ["Milton"]),
            ("force=later", []),
            ("q=e01099", ["Southend 001A"]),
            ("q=york", ["York Road"]),
            ("sort=-name", ["York Road", "Southend 001A", "Pier", "Milton"]),
            ("kind=parish", []),
        ],
    )
    def test_filters(self, query: str, names: list[str], officer: Officer, client: Client) -> None:
        assert self.found(client, officer, query) == names

    @pytest.mark.parametrize(
        ("query", "drawn"),
        [
            ("", [("Pier", False), ("York Road", True)]),
            ("kind=ward&q=pier", [("Pier", False)]),
            ("kind=lsoa", [("001A", False)]),
        ],
    )
    def test_draws_the_first_kind_among_the_wards_in_force(
        self, query: str, drawn: list[tuple[str, bool]], officer: Officer, client: Client
    ) -> None:
        client.force_login(officer)

        features = client.get(f"{reverse('area-list')}?{query}").context["geojson"]["features"]

        said = [feature["properties"] for feature in features]
        assert [(each["name"], each["chosen"]) for each in said] == drawn

    def test_leads_to_patrols_where_records_may_be_seen(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        def links(person: Officer) -> bool:
            client.force_login(person)
            return reverse("patrol-list") in client.get(reverse("area-list")).content.decode()

        assert links(officer)
        assert not links(administrator)

    def test_leads_keepers_to_the_desk(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        def keeps(person: Officer) -> bool:
            client.force_login(person)
            return "Rename and end areas" in client.get(reverse("area-list")).content.decode()

        assert keeps(administrator)
        assert not keeps(officer)
