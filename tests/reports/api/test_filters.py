"""Which editions are read, and their figures as they were frozen: on both databases."""

from typing import Any

import pytest

from accounts.models import District, Officer
from reports import actions
from reports.api.filters import EditionFilterSet, newest
from reports.api.views.editions import EDITION, READ, figures_of
from reports.definitions import report_named
from reports.models import Edition
from reports.periods import Period
from tests.people import AT

PERIODS = (Period.twelve_months_to("2024-03"), Period.twelve_months_to("2024-02"))


@pytest.fixture
def editions(
    district: District, chief_inspector: Officer, monkeypatch: pytest.MonkeyPatch
) -> list[Edition]:
    """Give three editions: two of one period, one of another."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: b"")
    made = [
        actions.compile_report(
            report=report_named("performance"),
            district=district,
            period=period,
            by=chief_inspector,
            at=AT,
        )
        for period in PERIODS
    ]
    second = Edition.objects.get(pk=made[0].pk)
    second.pk, second.number = None, 2
    second.save()
    return [*made, second]


class TestNewest:
    def test_leaves_out_what_a_later_edition_replaced(self, editions: list[Edition]) -> None:
        first, other, second = editions

        assert set(newest(Edition.objects.order_by("pk"))) == {other, second}
        assert first in Edition.objects.order_by("pk")


class TestEditionFilterSet:
    @pytest.mark.parametrize(
        ("query", "kept"),
        [
            ({}, [1, 2]),
            ({"every": "yes"}, [0, 1, 2]),
            ({"every": "no"}, [1, 2]),
            ({"start_from": "2023-04-01"}, [2]),
            ({"end_to": "2024-03-01"}, [1]),
            ({"district": "chelmsford"}, []),
            ({"definition": "performance", "district": "southend"}, [1, 2]),
        ],
    )
    def test_keeps(self, editions: list[Edition], query: dict[str, str], kept: list[int]) -> None:
        filters = EditionFilterSet(query, queryset=Edition.objects.order_by("pk"))

        assert not filters.errors
        assert set(filters.found) == {editions[n] for n in kept}


class TestFiguresOf:
    def test_are_those_of_the_document(self, editions: list[Edition]) -> None:
        [values] = Edition.objects.filter(pk=editions[0].pk).values(*EDITION, *READ)

        rows: list[dict[str, Any]] = list(figures_of(values))

        figures = editions[0].document.figures
        assert [(row["key"], row["current"], row["reading"]) for row in rows] == [
            (figure.key, figure.current, figure.reading.value) for figure in figures
        ]
        assert {row["provisional"] for row in rows} == {True}
        assert {row["edition"] for row in rows} == {editions[0].pk}
