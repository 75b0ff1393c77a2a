"""A migration operation that makes a table append-only on PostgreSQL and on SQLite."""

from abc import ABC, abstractmethod

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION southend_append_only() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
  USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION southend_append_only()
"""
POSTGRESQL_TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION southend_append_only()
"""


class Triggers(Operation, ABC):
    """Triggers of one table, which a migration creates and drops."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, table: str) -> None:
        self.table = table

    @abstractmethod
    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Create the triggers."""

    @abstractmethod
    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Drop the triggers."""

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
        self.create(schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the triggers."""
        self.drop(schema_editor)


class AppendOnly(Triggers):
    """Refuse UPDATE, DELETE and TRUNCATE on one table, by trigger."""

    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Create the triggers."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # a bare % is no placeholder
            schema_editor.execute(POSTGRESQL.format(table=self.table))
            schema_editor.execute(POSTGRESQL_TRUNCATE.format(table=self.table))
            return
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(table=self.table, event=event))

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Drop the triggers."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {self.table}_append_only ON {self.table}")
            schema_editor.execute(f"DROP TRIGGER {self.table}_no_truncate ON {self.table}")
            return
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {self.table}_no_{event}")

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Make {self.table} append-only"


SQLITE_FIXED = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
SQLITE_ONCE = """
CREATE TRIGGER {table}_once BEFORE UPDATE OF {column} ON {table} WHEN OLD.{column} IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_GONE = """
CREATE TRIGGER {table}_append_only BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION southend_append_only()
"""
POSTGRESQL_FIXED = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table}
FOR EACH ROW EXECUTE FUNCTION southend_append_only()
"""
POSTGRESQL_ONCE = """
CREATE TRIGGER {table}_once BEFORE UPDATE OF {column} ON {table}
FOR EACH ROW WHEN (OLD.{column} IS NOT NULL) EXECUTE FUNCTION southend_append_only()
"""


class FilledOnce(AppendOnly):
    """Refuse DELETE, TRUNCATE and UPDATE on one table, but for one column that is filled later.

    `column` may be written while it is empty, and no more; `fixed` are all the others.
    """

    def __init__(self, table: str, column: str, fixed: tuple[str, ...]) -> None:
        super().__init__(table)
        self.column = column
        self.fixed = fixed

    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Create the triggers."""
        names = {"table": self.table, "column": self.column, "fixed": ", ".join(self.fixed)}
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # a bare % is no placeholder
            wanted = [POSTGRESQL_GONE, POSTGRESQL_TRUNCATE, POSTGRESQL_FIXED, POSTGRESQL_ONCE]
        else:
            schema_editor.execute(SQLITE.format(table=self.table, event="DELETE"))
            wanted = [SQLITE_FIXED, SQLITE_ONCE]
        for statement in wanted:
            schema_editor.execute(statement.format(**names))

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Drop the triggers."""
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        on = f" ON {self.table}" if is_postgresql else ""
        gone = ("append_only", "no_truncate") if is_postgresql else ("no_DELETE",)
        for name in (*gone, "fixed", "once"):
            schema_editor.execute(f"DROP TRIGGER {self.table}_{name}{on}")

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Make {self.table} append-only but for {self.column}"


class Changeable(AppendOnly):
    """Lift the refusal while a migration changes a table; AppendOnly puts it back after it.

    SQLite makes a table anew to change it, and its triggers are lost with the old one.
    """

    def create(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Drop the triggers."""
        super().drop(schema_editor)

    def drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Create the triggers again."""
        super().create(schema_editor)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Let {self.table} be changed"
