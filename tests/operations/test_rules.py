"""What of a record is material: all that reports count or print of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from incidents import logged
from operations import actions
from operations.details import OperationDetails
from operations.rules import MATERIAL
from records import versions
from records.models import Kind, Status
from tests.operations import test_journeys as journeys
from tests.operations.conftest import codes
from tests.operations.test_journeys import at_the_desk, everybody
from tests.people import AT
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log

__all__ = ["at_the_desk", "codes", "everybody", "log"]

MADE_OF: Mapping[str, str] = {
    "offence": "offences",
    "disposal": "disposals",
    "stage": "charges",
    "sentenced_on": "charges",
}
"""Facts that a draft makes of other fields."""
PRINTED = {
    Kind.OPERATION: frozenset({"name", "slug", "objective"}),
    Kind.SURVEY_WAVE: frozenset({"wording", "survey_house", "mode"}),
}


class TestMaterial:
    @pytest.mark.parametrize("kind", journeys.JOURNEYS)
    @pytest.mark.usefixtures("at_the_desk", "codes")
    def test_is_all_that_a_version_counts_as(
        self, kind: Kind, client: Client, everybody: Callable[..., Any]
    ) -> None:
        record = journeys.logged(client, everybody(journeys.JOURNEYS[kind].author), kind)
        held = {**MATERIAL, Kind.LOGGED_INCIDENT: logged.MATERIAL}[kind]
        counted = dict(versions.latest(record).facts or {}).keys() - {"occurred_at"}

        assert {MADE_OF.get(fact, fact) for fact in counted} <= held
        assert PRINTED.get(kind, frozenset()) <= counted & held


class TestChange:
    @pytest.mark.parametrize("change", [{"objective": "Plain words"}, {"slug": "onion"}])
    def test_of_the_words_of_an_operation_voids_its_approval(
        self, change: Mapping[str, Any], log: Logbook
    ) -> None:
        union = log.operation("union")
        union.record.refresh_from_db()
        details = OperationDetails(
            name=union.name, slug=union.slug, objective=union.objective, starts_on=union.starts_on
        )

        actions.change_operation(
            operation=union,
            version=union.record.version,
            details=replace(details, **change),
            by=log.sergeant,
            at=AT,
        )

        union.record.refresh_from_db()
        assert union.record.status == Status.REOPENED
