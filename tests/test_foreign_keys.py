"""Every foreign key that something deletes by has an index, in the database itself.

When a row is deleted, both engines look for rows that name it, once for each row: without an index
every one of them reads a whole table. Where nothing is ever deleted an index would only cost every
insert; those tables are named here with the reason, and what deletes is compared with the code.
"""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

from tests.house_rules import Module

pytestmark = pytest.mark.django_db

KEPT = {
    "accounts.District": "no page, action or command deletes one",
    "incidents.CrimeType": "a code ends on a day and stays",
    "incidents.ImportBatch": "an import that was undone stays, undone",
    "incidents.OutcomeType": "a code ends on a day and stays",
}
"""Tables that nothing deletes from, so that keys which point at them need no index."""
DELETED = {
    "incidents/months.py": {"incidents.MonthlyCount"},
    "incidents/grounds.py": {"incidents.Outline"},
    "incidents/ledger.py": {"incidents.DisputedRow"},
    "incidents/placing.py": {"incidents.Place_areas"},
    "incidents/successions.py": {"incidents.Succession"},
    "incidents/undoing.py": {
        "incidents.IncidentChange",
        "incidents.Coverage",
        "incidents.DisputedRow",
        "incidents.Incident",
        "incidents.CrimeOutcome",
        "incidents.Place",
        "incidents.Place_areas",
    },
    "operations/actions/subject.py": {"operations.SubjectStanding"},
    "operations/actions/arrest.py": {
        "operations.ArrestOffence",
        "operations.ArrestNecessity",
        "operations.Disposal",
    },
    "operations/actions/prosecution.py": {
        "operations.Sentence",
        "operations.Charge",
        "operations.Hearing",
        "operations.CourtOrder",
    },
    "reports/scheduling.py": {"reports.ScheduleRecipient"},
}
"""Which module deletes from which tables; tests/test_architecture.py compares it with the code."""
Key = tuple[type[models.Model], models.ForeignKey[models.Model, models.Model]]


def foreign_keys() -> Iterator[Key]:
    """List the foreign keys of every table, those between many and many included."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                yield model, field


def leading_columns(table: str) -> set[str]:
    """Read the first column of each whole index of a table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    partial = {
        index.name
        for model in apps.get_models()
        if model._meta.db_table == table
        for index in (*model._meta.indexes, *model._meta.constraints)
        if getattr(index, "condition", None) is not None
    }
    return {
        each["columns"][0]
        for name, each in found.items()
        if name not in partial
        and each["columns"]
        and (each["index"] or each["unique"] or each["primary_key"])
    }


def label(model: type[models.Model]) -> str:
    """Name a table as the lists above do."""
    return f"{model._meta.app_label}.{model._meta.object_name}"


def deletes(module: Module) -> bool:
    """Tell whether a module deletes rows."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called, arguments = node.func.attr, node.args
            if called in ("_raw_delete", "bulk_delete") or (called == "delete" and not arguments):
                return True
        if isinstance(node, ast.Constant) and "DELETE FROM" in str(node.value):
            return True
    return False


class TestForeignKeys:
    def test_have_an_index_or_point_where_nothing_is_deleted(self) -> None:
        bare = [
            f"{label(model)}.{field.name}"
            for model, field in foreign_keys()
            if field.column not in leading_columns(model._meta.db_table)
            and label(field.related_model) not in KEPT
        ]

        assert bare == []

    def test_are_told_from_columns_without_an_index(self) -> None:
        columns = leading_columns("incidents_crimeoutcome")

        assert {"place_id", "incident_id"} <= columns
        assert "outcome_type_id" not in columns

    def test_take_no_index_over_some_of_the_rows_for_one(self) -> None:
        """Both indexes that begin with the district of an incident hold some of the rows."""
        assert "district_id" not in leading_columns("incidents_incident")

    def test_point_at_kept_tables_only_where_one_is_without_index(self) -> None:
        targets = {
            label(field.related_model)
            for model, field in foreign_keys()
            if field.column not in leading_columns(model._meta.db_table)
        }

        assert targets == set(KEPT)


class TestDeleting:
    def test_is_done_from_tables_that_there_are_and_that_are_not_kept(self) -> None:
        known = {label(model) for model in apps.get_models(include_auto_created=True)}
        deleted = set().union(*DELETED.values())

        assert deleted <= known
        assert deleted & set(KEPT) == set()
