"""What lists filter by: the parameters that reports link with, and no field forgotten."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.test import RequestFactory

from accounts.models import Officer
from incidents.logged_filters import LoggedIncidentFilterSet
from incidents.models import Area
from operations import actions
from operations.filters import (
    ArrestFilterSet,
    EngagementFilterSet,
    OperationFilterSet,
    PatrolFilterSet,
    ProsecutionFilterSet,
    SurveyWaveFilterSet,
)
from operations.forms import EngagementForm, SurveyWaveForm
from operations.models import Arrest, Engagement, Operation, Patrol, Prosecution, SurveyWave
from records.actions import approve, submit
from records.kind_filters import KindFilterSet
from records.kind_forms import Writing
from tests.operations import typing_in
from tests.operations.forms import test_arrest, test_patrol, test_prosecution
from tests.operations.typing_in import day, rows, sent
from tests.people import AT

ALL = [
    ArrestFilterSet,
    EngagementFilterSet,
    LoggedIncidentFilterSet,
    OperationFilterSet,
    PatrolFilterSet,
    ProsecutionFilterSet,
    SurveyWaveFilterSet,
]
Asked = Callable[[str], set[str]]


def shown_to(
    officer: Officer, filterset: type[KindFilterSet], query: str, rows: QuerySet[Any] | None = None
) -> KindFilterSet:
    """Make the filters of a list that an officer opens with a query."""
    model: Any = filterset._meta.model
    return filterset(
        QueryDict(query), queryset=model.objects.all() if rows is None else rows, officer=officer
    )


def asking(filterset: type[KindFilterSet], model: type[Model], officer: Officer) -> Asked:
    """Give what asks a list by a query and answers with the references found."""

    def ask(query: str) -> set[str]:
        rows: Any = model._default_manager
        found = shown_to(officer, filterset, query, rows.visible_to(officer))
        return {row.record.reference for row in found.qs}

    return ask


@pytest.mark.parametrize("filterset", ALL, ids=lambda kind: kind.__name__)
class TestEveryFilterSet:
    def test_has_a_filter_or_a_reason_for_each_field(self, filterset: type[KindFilterSet]) -> None:
        opts = filterset._meta.model._meta
        fields = {field.name for field in [*opts.concrete_fields, *opts.many_to_many]}
        paths = [str(one.field_name) for one in filterset.base_filters.values()]
        filtered = {path.split("__")[0] for path in (*paths, *filterset.searched)}

        assert fields - filtered == set(filterset.exempt) - filtered
        assert set(filterset.exempt) <= fields
        assert all(filterset.exempt.values())

    @pytest.mark.parametrize("query", ["", "page=2", "q=A-24", "status=approved"])
    def test_answers_any_officer(
        self, filterset: type[KindFilterSet], query: str, officer: Officer
    ) -> None:
        assert asking(filterset, filterset._meta.model, officer)(query) == set()

    @pytest.mark.parametrize(
        "query",
        [
            "status=counted",
            "district=atlantis",
            "team=nobody",
            "from=tomorrow",
            "from=2024-05-01&to=2024-04-30",
        ],
    )
    def test_finds_nothing_by_what_it_cannot_read(
        self, filterset: type[KindFilterSet], query: str, officer: Officer
    ) -> None:
        found = shown_to(officer, filterset, query)

        assert found.form.errors
        assert found.qs.query.is_empty()


class TestArrestFilterSet:
    @pytest.fixture
    def arrests(self, writing: Writing, op_union: Operation, hotspot: Area) -> list[str]:
        """Log an assault of Op Union, a theft without operation, and a draft without offence."""
        charged = rows("disposals", {"type": "charged", **day("on", date(2024, 4, 30))})
        theft = rows("offences", {"group": "theft"})
        logged = [
            test_arrest.logged(writing, operation=op_union.pk, area=hotspot.pk, **charged),
            test_arrest.logged(writing, custody_number="50/9", sex="female", **theft),
            test_arrest.logged(
                writing,
                custody_number="",
                time="00:00",
                **day("arrested_on", date(2024, 4, 1)),
                **rows("offences"),
            ),
        ]
        return [arrest.record.reference for arrest in logged]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {0, 1, 2}),
            ("district=southend", {0, 1, 2}),
            ("from=2024-04-29&to=2024-04-29", {0, 1}),
            ("from=2024-04-30", set()),
            ("to=2024-04-28", {2}),
            ("from=2024-04-01&to=2024-04-01", {2}),
            ("to=2024-03-31", set()),
            ("status=draft", {0, 1, 2}),
            ("status=approved&status=submitted", set()),
            ("operation=union", {0}),
            ("operation=none", {1, 2}),
            ("operation=none&operation=union", {0, 1, 2}),
            ("team=town-centre", {0, 1, 2}),
            ("q=50/9", {1}),
            ("q=a-24-", {0, 1, 2}),
            ("offence=theft", {1}),
            ("offence=theft&offence=violence-against-the-person", {0, 1}),
            ("offence=none", {2}),
            ("disposal=charged", {0}),
            ("disposal=none", {1, 2}),
            ("sex=female", {1}),
            ("area=none", {1, 2}),
            ("operation=none&offence=theft&from=2024-04-29", {1}),
        ],
    )
    def test_finds_by_each_parameter(
        self, arrests: list[str], officer: Officer, query: str, found: set[int]
    ) -> None:
        ask = asking(ArrestFilterSet, Arrest, officer)

        assert ask(query) == {arrests[n] for n in found}

    def test_finds_by_area(self, arrests: list[str], officer: Officer, hotspot: Area) -> None:
        assert asking(ArrestFilterSet, Arrest, officer)(f"area={hotspot.pk}") == {arrests[0]}

    @pytest.mark.parametrize("query", ["", "operation=none", "sex=male&q=50", "disposal=none"])
    @pytest.mark.usefixtures("arrests")
    def test_counts_what_each_option_would_find(self, officer: Officer, query: str) -> None:
        shown = shown_to(officer, ArrestFilterSet, query, Arrest.objects.visible_to(officer))
        assert not shown.errors
        ask = asking(ArrestFilterSet, Arrest, officer)

        for name, counts in shown.counts().items():
            others = QueryDict(query, mutable=True)
            others.pop(name, None)
            for option, _ in shown.form.fields[name].choices:
                found = ask(f"{others.urlencode()}&{name}={option}")
                assert len(found) == counts.get(option, 0), (name, option)

    @pytest.mark.usefixtures("arrests", "twin_sergeant")
    def test_shows_twins_nothing(self, twin_officer: Officer) -> None:
        ask = asking(ArrestFilterSet, Arrest, twin_officer)

        assert ask("") == set()
        assert ask("district=southend") == set()
        assert ask("operation=union") == set()

    @pytest.mark.usefixtures("op_union", "codes")
    def test_says_in_words_what_is_chosen(self, officer: Officer) -> None:
        query = (
            "operation=union&operation=none&status=approved&from=2023-05-01&to=2024-04-30"
            "&disposal=none&q=50"
        )
        shown = shown_to(officer, ArrestFilterSet, query)
        assert not shown.errors

        assert [
            (tag.name, tag.words) for tag in shown.tags(RequestFactory().get(f"/?{query}"))
        ] == [
            ("Reference or custody number", "50"),
            ("Arrested", "1 May 2023 to 30 April 2024"),
            ("Operation", "Op Union, No operation"),
            ("Status", "Approved"),
            ("Latest disposal", "Not yet recorded"),
        ]


class TestProsecutionFilterSet:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("stage=convicted", {0}),
            ("stage=before_court", {1}),
            ("stage=convicted&stage=before_court", {0, 1}),
            ("sentenced=yes", {0}),
            ("sentenced=no", {1}),
            ("q=42so", {0}),
            ("from=2024-02-01&to=2024-02-01", {0}),
            ("operation=none", {0, 1}),
        ],
    )
    def test_finds_by_each_parameter(
        self, writing: Writing, officer: Officer, query: str, found: set[int]
    ) -> None:
        charge = {"group": "theft", **day("charged_on", date(2024, 4, 2))}
        cases = [
            test_prosecution.logged(writing),
            test_prosecution.logged(
                writing, case_number="N-2", **rows("charges", charge), **rows("sentences")
            ),
        ]

        answer = asking(ProsecutionFilterSet, Prosecution, officer)(query)

        assert answer == {cases[n].record.reference for n in found}


class TestPatrolFilterSet:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("provider=pcso", {1}),
            ("provider=police-officer&provider=pcso", {0, 1}),
            ("mode=cycle", {1}),
            ("found=nothing", {1}),
            ("found=something", {0}),
            ("area=none", {1}),
            ("operation=union", {0}),
        ],
    )
    def test_finds_by_each_parameter(
        self,
        writing: Writing,
        officer: Officer,
        op_union: Operation,
        hotspot: Area,
        query: str,
        found: set[int],
    ) -> None:
        patrols = [
            test_patrol.logged(writing, operation=op_union.pk, area=hotspot.pk),
            test_patrol.logged(writing, provider="pcso", mode="cycle", nothing_to_report="on"),
        ]
        ask = asking(PatrolFilterSet, Patrol, officer)

        assert ask(query) == {patrols[n].record.reference for n in found}
        assert ask(f"area={hotspot.pk}") == {patrols[0].record.reference}


class TestOtherFilterSets:
    def test_find_engagement_by_type_audience_and_ward(
        self, writing: Writing, officer: Officer, ward: Area
    ) -> None:
        form = EngagementForm(sent(typing_in.engagement(area=ward.pk)), writing=writing)
        assert form.is_valid()
        actions.log_engagement(id=uuid4(), details=form.details(), by=officer, at=AT)
        ask = asking(EngagementFilterSet, Engagement, officer)

        for query in ("type=coffee-with-cops", "audience=residents", f"area={ward.pk}"):
            assert len(ask(query)) == 1
        for query in ("type=online", "audience=schools", "area=none"):
            assert not ask(query)

    def test_find_waves_by_question(self, writing: Writing, analyst: Officer) -> None:
        form = SurveyWaveForm(sent(typing_in.survey_wave()), writing=writing)
        assert form.is_valid()
        actions.log_survey_wave(id=uuid4(), details=form.details(), by=analyst, at=AT)

        assert len(asking(SurveyWaveFilterSet, SurveyWave, analyst)("question=good_or_excellent"))

    def test_find_an_operation_once_by_several_areas(
        self, op_union: Operation, officer: Officer, hotspot: Area, ward: Area
    ) -> None:
        op_union.areas.add(ward)
        found = shown_to(officer, OperationFilterSet, f"area={hotspot.pk}&area={ward.pk}")

        assert list(found.qs) == [op_union]


class TestStatus:
    def test_follows_the_record(
        self, writing: Writing, officer: Officer, sergeant: Officer
    ) -> None:
        record = test_patrol.logged(writing).record
        ask = asking(PatrolFilterSet, Patrol, officer)

        record = submit(record=record, by=officer, at=AT)
        assert ask("status=submitted") == {record.reference}
        approve(record=record, version=record.version, by=sergeant, at=AT)
        assert ask("status=approved") == {record.reference}
        assert ask("status=submitted") == set()
