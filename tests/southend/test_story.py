"""The demonstration tells the published story, to the digit, from its records."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts import officers
from accounts.clock import midnight
from accounts.models import District, Officer
from accounts.roles import Role
from incidents import actions as imports
from incidents import processing
from incidents.models import Area, ImportBatch, Incident
from incidents.storage import Incoming
from operations.models import Arrest, CaseStage, Prosecution
from records import actions
from records.models import Record, ReturnReason, Status
from reports.actions import compile_report
from reports.definitions import report_named
from reports.document import Cell, LeftOutItem, Link
from reports.models import Edition
from reports.periods import Period
from reports.renderers.html import url
from southend.demo import areas, crime, people, places, story
from southend.demo.password import PASSWORD

AT = story.STARTS_AT
APRIL = "2024-04/2024-04-essex-street.csv"
Figures = dict[str, dict[str, Any]]


def collar(number: str) -> Officer:
    return officers.by_collar(number, at=AT)


def figures_of(edition: Edition) -> Figures:
    """Read the figures of the compiled report's JSON, by key."""
    body = bytes(edition.files.get(format="json").body)
    return {figure["key"]: figure for figure in json.loads(body)["figures"]}


def newest() -> Edition:
    """Give the newest edition of the performance report."""
    return Edition.objects.filter(definition="performance").order_by("-id")[0]


def compiled_now() -> Figures:
    edition = compile_report(
        report=report_named("performance"),
        district=District.objects.get(slug="southend"),
        period=Period.months_to("2024-04", 12),
        by=collar("40217"),
        at=AT + timedelta(minutes=30),
    )
    return figures_of(edition)


def southend(status: Status) -> int:
    return Record.objects.filter(district__slug="southend", status=status).count()


class TestMakeFiles:
    def test_gives_the_same_files_for_the_same_seed(self) -> None:
        assert crime.make_files(seed=7) == crime.make_files(seed=7)

    def test_counts_crime_and_antisocial_behaviour_of_the_district_as_the_story(self) -> None:
        random = Random(1)
        points = places.make_points(random)

        crimes = Counter(
            (row.type, row.month >= story.YEAR_BEGINS)
            for row in crime.crimes_of_district(random, points)
        )
        antisocial = Counter(row.month for row in crime.antisocial_behaviour(random, points))

        assert {
            name: (crimes[name, False], crimes[name, True]) for name in story.CRIME
        } == story.CRIME
        assert tuple(antisocial[month] for month in story.MONTHS) == sum(story.ASB_BY_MONTH, ())

    def test_draws_each_hotspot_within_the_wards(self) -> None:
        corners = [areas.corners_of(ward) for ward in areas.WARDS]
        points = places.make_points(Random(2))

        for name, drawn in points.hotspots.items():
            for point in drawn:
                where = (float(point.longitude), float(point.latitude))
                inside = sum(places.contains(ring, where) for ring in corners)
                assert inside == 1, name


@pytest.mark.usefixtures("demonstration")
class TestStory:
    def test_compiles_the_published_figures(self) -> None:
        figures = figures_of(newest())

        def told(key: str) -> tuple[object, ...]:
            figure = figures[key]
            return (
                figure["previous"],
                figure["current"],
                figure["change"],
                figure["change_percent"],
            )

        assert told("crime_total") == (20_208, 18_268, -1_940, -9.6)
        assert told("asb_total") == (4_020, 2_629, -1_391, -34.6)
        assert told("operation.union.arrests") == (17, 23, 6, None)
        assert figures["operation.raker.prosecutions"]["current"] == 50
        assert figures["survey_good_or_excellent"]["current"] == 80
        assert figures["survey_good_or_excellent"]["base"] == 612
        assert figures["survey_good_or_excellent"]["reading"] == "No comparison"
        assert figures["unplaced"]["current"] == 41

    def test_lets_the_advisory_group_read_a_public_edition_and_no_other(self) -> None:
        client = Client()
        client.force_login(collar("IAG-07"))
        public = Edition.objects.get(definition="public")
        others = Edition.objects.exclude(pk=public.pk)

        assert public.get_absolute_url() in client.get("/").content.decode()
        assert client.get(public.get_absolute_url()).status_code == 200
        assert {client.get(each.get_absolute_url()).status_code for each in others} == {404}

    @pytest.mark.parametrize(
        ("key", "reading"),
        [
            ("crime_total", "Lower"),
            ("asb_total", "Better"),
            ("crime.shoplifting", "Higher"),
            ("crime.drugs", "Could be chance"),
            ("crime.possession-of-weapons", "Could be chance"),
            ("crime.theft-from-the-person", "Could be chance"),
            ("crime.other-crime", "Better"),
        ],
    )
    def test_reads_the_changes_as_the_story_does(self, key: str, reading: str) -> None:
        assert figures_of(newest())[key]["reading"] == reading

    def test_counts_each_type_of_crime(self) -> None:
        figures = figures_of(newest())

        counted = {
            figure["label"]: (figure["previous"], figure["current"])
            for key, figure in figures.items()
            if key.startswith("crime.") and figure["current"]
        }

        assert counted == story.CRIME

    def test_has_disposals_that_sum_to_the_arrests(self) -> None:
        figures = figures_of(newest())

        for year in ("previous", "current"):
            disposals = sum(
                figure[year]
                for key, figure in figures.items()
                if key.startswith("arrests.disposal.")
            )
            assert disposals == figures["arrests_total"][year]

    def test_tells_what_the_arrests_of_op_union_were_for_and_came_to(self) -> None:
        year = (midnight(story.YEAR_BEGINS), AT)
        union = Arrest.objects.filter(operation__slug="union").countable().within(*year)

        offences = Counter(union.values_list("principal_offence", flat=True))
        stages = Counter(union.values_list("latest_disposal__stage", flat=True))

        assert offences["violence-against-the-person"] == 8
        assert offences["drug-offences"] == 6
        assert sum(offences.values()) == 23
        assert stages == {"charged": 11, "out_of_court": 6, "open": 4, "ended": 1, None: 1}

    def test_tells_what_the_prosecutions_of_op_raker_came_to(self) -> None:
        raker = Prosecution.objects.filter(operation__slug="raker").countable()

        assert Counter(raker.values_list("stage", flat=True)) == {
            CaseStage.CONVICTED: 38,
            CaseStage.NOT_CONVICTED: 3,
            CaseStage.BEFORE_COURT: 9,
        }

    def test_keeps_several_editions_of_which_one_replaces_another(self) -> None:
        april = Edition.objects.filter(definition="performance", end="2024-05-01")

        assert sorted(april.values_list("number", flat=True)) == [1, 2]
        assert Edition.objects.exclude(end="2024-05-01").exists()


def opened(block: object) -> Iterator[tuple[int, Link]]:
    """Find every number in a block that opens a list: cells, and what was left out."""
    match block:
        case Cell(value=int() as value, link=Link() as link):
            yield value, link
        case LeftOutItem(count=count, link=Link() as link):
            yield count, link
        case tuple() as parts:
            for part in parts:
                yield from opened(part)
        case _ if is_dataclass(block):
            for each in fields(block):
                yield from opened(getattr(block, each.name))


@pytest.mark.usefixtures("demonstration")
class TestLists:
    def test_hold_as_many_rows_as_the_figure_that_opens_them(self, client: Client) -> None:
        client.force_login(collar("40217"))
        sections = newest().document.sections
        counted = {
            url(link): value
            for value, link in opened(sections)
            if not link.name.startswith(("patrol", "survey-wave"))
        }

        found = {}
        for address in counted:
            pages = client.get(address).context["page_obj"].paginator
            found[address] = pages.object_list.count()

        assert len(counted) > 60
        assert found == counted


@pytest.mark.usefixtures("demonstration")
class TestWork:
    def test_leaves_a_queue_as_the_story_has_it(self) -> None:
        assert southend(Status.SUBMITTED) == 14
        assert southend(Status.RETURNED) == 3
        assert southend(Status.WITHDRAWN) == 2
        assert southend(Status.REOPENED) == 1
        assert southend(Status.DRAFT) >= 2

    def test_leaves_nothing_out_of_the_figures_that_is_not_of_their_period(self) -> None:
        ends = midnight(date(2024, 5, 1))
        uncounted = (Status.SUBMITTED, Status.RETURNED, Status.WITHDRAWN, Status.REOPENED)

        records = Record.objects.filter(status__in=uncounted)

        assert records.within(midnight(story.YEAR_BEGINS), ends).count() == records.count()

    def test_holds_a_record_whose_approval_is_void(self) -> None:
        void = Record.objects.get(approval_void=True, status=Status.SUBMITTED)

        assert str(void.arrest.operation) == "Op Union"
        assert void.arrest.latest_disposal_id == "charged"

    def test_gives_every_role_somebody_who_signs_in(self) -> None:
        roles = {role for _, who, *_ in people.sign_ins() for role in Role if role.label in who}

        assert roles == set(Role)

    def test_gives_officers_and_supervisors_work(self) -> None:
        for number in ("41123", "C114"):
            unfinished = (Status.DRAFT, Status.RETURNED)
            assert Record.objects.filter(
                logged_by__collar_number=number, status__in=unfinished
            ).exists()
        waiting = Record.objects.awaiting_decision().decidable_in(collar("2216"))
        assert waiting.exclude(parts__officer__collar_number="2216").count() == 14

    def test_keeps_the_districts_apart(self) -> None:
        twin = collar("5216")

        assert Record.objects.visible_to(twin).exists()
        assert not Record.objects.visible_to(twin).filter(district__slug="southend").exists()
        assert Incident.objects.visible_to(twin).exists()

    def test_marks_every_area_as_approximate(self) -> None:
        assert not Area.objects.filter(approximate=False).exists()

    def test_rejects_and_repeats_rows_of_the_newest_files_only(self) -> None:
        newest = ImportBatch.objects.order_by("-id")[0]

        assert sum(newest.files.values_list("rejected", flat=True)) == 12
        assert sum(newest.files.values_list("repeated", flat=True)) == 31


@pytest.mark.usefixtures("demonstration")
class TestChange:
    def test_counts_one_more_arrest_once_it_is_approved(self) -> None:
        waiting = Record.objects.awaiting_decision().filter(
            arrest__operation__slug="union", arrest__principal_offence="public-order"
        )
        actions.approve(
            record=waiting.get(), version=waiting.get().version, by=collar("2216"), at=AT
        )

        assert compiled_now()["operation.union.arrests"]["current"] == 24

    def test_counts_one_prosecution_fewer_once_it_is_withdrawn(self) -> None:
        record = Prosecution.objects.filter(operation__slug="raker").countable()[0].record
        duplicate = actions.Grounds(reason=ReturnReason.objects.get(pk="duplicate"))
        by = collar("2216")

        reopened = actions.reopen(
            record=record, version=record.version, grounds=duplicate, by=by, at=AT
        )
        actions.strike(record=reopened, version=reopened.version, grounds=duplicate, by=by, at=AT)

        assert compiled_now()["operation.raker.prosecutions"]["current"] == 49

    def test_counts_one_crime_fewer_once_it_is_missing_from_the_publication(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "2024-04-essex-street.csv"
        path.write_bytes(without_one(crime.make_files()[APRIL], "Burglary"))
        analyst = collar("78014")

        batch = imports.receive_import(sources=[Incoming(path.name, path)], by=analyst, at=AT)
        processing.process_import(batch=batch, by=analyst, clock=lambda: AT)
        left_out = imports.confirm_vanished(batch=batch, by=analyst, at=AT)

        assert left_out == 1
        assert compiled_now()["crime_total"]["change"] == -1_941


def without_one(file: bytes, type: str) -> bytes:
    """Leave out one row that stands in the file once and has a place in a ward of the district."""
    header, *rows = list(csv.reader(io.StringIO(file.decode())))
    times = Counter(row[0] for row in rows)
    rings = [areas.corners_of(ward) for ward in areas.WARDS]
    gone = next(
        row
        for row in rows
        if len(row) == 12
        and row[9] == type
        and times[row[0]] == 1
        and row[4]
        and any(places.contains(ring, (float(row[4]), float(row[5]))) for ring in rings)
    )
    return crime.csv_bytes(header, [row for row in rows if row is not gone])


class TestCommand:
    def test_says_that_it_is_loaded_and_prints_the_sign_ins(self, demonstration: None) -> None:
        out = io.StringIO()

        call_command("load_demo", stdout=out)

        assert "The demonstration is loaded." in out.getvalue()
        assert "40217" in out.getvalue()
        assert PASSWORD in out.getvalue()

    def test_is_refused_in_production(self, db: None) -> None:
        with override_settings(IS_PRODUCTION=True), pytest.raises(CommandError, match="production"):
            call_command("load_demo")

    def test_is_refused_where_there_are_districts_already(self, district: District) -> None:
        with pytest.raises(CommandError, match="already holds districts"):
            call_command("load_demo")
