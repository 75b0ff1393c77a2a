"""The migration operation that holds four eyes in the database, on PostgreSQL and on SQLite."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

TOOK_PART = "four eyes: an officer who has a part in a record cannot decide on it"
HAS_DECIDED = "four eyes: an officer who has decided on a record cannot have a part in it"

KEPT = "four eyes: a part in a record is neither removed nor given to another officer"

PART_EXISTS = (
    "EXISTS (SELECT 1 FROM records_recordpart"
    " WHERE record_id = NEW.record_id AND officer_id = NEW.by_id)"
)
DECISION_EXISTS = (
    "EXISTS (SELECT 1 FROM records_decision"
    " WHERE record_id = NEW.record_id AND by_id = NEW.officer_id)"
)
SQLITE_FORWARDS = (
    f"CREATE TRIGGER decision_four_eyes BEFORE INSERT ON records_decision WHEN {PART_EXISTS}"
    f" BEGIN SELECT RAISE(ABORT, '{TOOK_PART}'); END",
    f"CREATE TRIGGER part_four_eyes BEFORE INSERT ON records_recordpart WHEN {DECISION_EXISTS}"
    f" BEGIN SELECT RAISE(ABORT, '{HAS_DECIDED}'); END",
    "CREATE TRIGGER part_not_moved BEFORE UPDATE OF record_id, officer_id ON records_recordpart"
    f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER part_not_removed BEFORE DELETE ON records_recordpart"
    f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
SQLITE_BACKWARDS = (
    "DROP TRIGGER decision_four_eyes",
    "DROP TRIGGER part_four_eyes",
    "DROP TRIGGER part_not_moved",
    "DROP TRIGGER part_not_removed",
)


def postgresql_function(name: str, condition: str, message: str) -> str:
    """Write the trigger function that raises when the condition holds."""
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{message}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        " RETURN NEW; END $$ LANGUAGE plpgsql"
    )


POSTGRESQL_FORWARDS = (
    postgresql_function("decision_four_eyes", PART_EXISTS, TOOK_PART),
    "CREATE TRIGGER decision_four_eyes BEFORE INSERT ON records_decision"
    " FOR EACH ROW EXECUTE FUNCTION decision_four_eyes()",
    postgresql_function("part_four_eyes", DECISION_EXISTS, HAS_DECIDED),
    "CREATE TRIGGER part_four_eyes BEFORE INSERT ON records_recordpart"
    " FOR EACH ROW EXECUTE FUNCTION part_four_eyes()",
    postgresql_function("part_kept", "TRUE", KEPT),
    "CREATE TRIGGER part_kept BEFORE DELETE OR UPDATE OF record_id, officer_id"
    " ON records_recordpart FOR EACH ROW EXECUTE FUNCTION part_kept()",
)
POSTGRESQL_BACKWARDS = (
    "DROP TRIGGER decision_four_eyes ON records_decision",
    "DROP FUNCTION decision_four_eyes()",
    "DROP TRIGGER part_four_eyes ON records_recordpart",
    "DROP FUNCTION part_four_eyes()",
    "DROP TRIGGER part_kept ON records_recordpart",
    "DROP FUNCTION part_kept()",
)


class FourEyes(Operation):
    """Refuse a decision by an officer with a part, and a part for an officer who has decided.

    A part is kept, so that nobody gains a decision by losing it.

    Both triggers look at the other table inside one transaction; actions lock the record's row
    first, so that two writers cannot pass each other on PostgreSQL.
    """

    reversible = True
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the model state as it is: a trigger is not part of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the triggers."""
        postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in POSTGRESQL_FORWARDS if postgresql else SQLITE_FORWARDS:
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the triggers."""
        postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in POSTGRESQL_BACKWARDS if postgresql else SQLITE_BACKWARDS:
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what the migration does."""
        return "Hold four eyes in the database"
