"""Loading the code lists from the files beside the packages that define them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records.models import Code
from records.writing import refuse

SEPARATOR = "|"
"""Between the values of a column that holds several."""


class BadCodeFile(ValueError):
    """A file of codes is missing or wrong; the message names the file and the row."""


@dataclass(frozen=True)
class Loaded:
    """What became of one code list: how many rows of its file were added, changed, retired.

    `retired` counts the codes that now have a last day and had none; they are among `updated`.
    `kept` counts the codes that stand in the database and not in the file.
    """

    name: str
    added: int
    updated: int
    retired: int
    unchanged: int
    kept: int


def code_lists() -> list[type[Code]]:
    """Find every code list of the installed packages, by package and name."""
    lists = [model for model in apps.get_models() if issubclass(model, Code)]
    return sorted(lists, key=lambda model: model._meta.label)


def file_of(model: type[Code]) -> Path:
    """Name the file of a code list: the model's name in snake case, beside its package."""
    name = model.__name__
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    folder = Path(apps.get_app_config(model._meta.app_label).path) / "codes"
    return folder / f"{snake.removeprefix('_')}.csv"


def read_codes(model: type[Code]) -> Iterator[Code]:
    """Read a code list from its file, each row checked as the model checks it.

    Raises: BadCodeFile.
    """
    path = file_of(model)
    if not path.exists():
        raise BadCodeFile(f"{path}: the file of {model._meta.label} is missing.")
    fields = {field.name: field for field in model._meta.concrete_fields}
    with path.open(newline="", encoding="utf-8") as lines:
        table = csv.DictReader(lines)
        if set(table.fieldnames or ()) != set(fields):
            raise BadCodeFile(f"{path}: the columns are not {', '.join(fields)}.")
        for row in table:
            code = model(**{name: value_of(fields[name], text) for name, text in row.items()})
            try:
                code.clean_fields()
            except ValidationError as error:
                raise BadCodeFile(f"{path}, line {table.line_num}: {error.messages}") from error
            yield code


def value_of(field: Any, text: str) -> Any:  # noqa: ANN401 - as wide as the fields of models
    """Read one cell as its field wants it: several values are parted by a vertical bar."""
    if isinstance(field, models.JSONField):
        return [part for part in text.split(SEPARATOR) if part]
    return field.to_python(text) if text or not field.null else None


@transaction.atomic
def load_codes(*, by: Officer, at: datetime) -> list[Loaded]:
    """Load every code list from its file; a second call changes nothing.

    Codes are added and updated and never deleted: they retire by date. A last day that was given
    by hand stands where the file gives none, and so does a code that is in no file.
    Raises: BadCodeFile, Refused.
    """
    if not (by.is_service or by.standing.allows(Permission.KEEP_CODES)):
        refuse("Administrators load code lists.")
    loaded = []
    for model in code_lists():
        done = load_list(model)
        journal.write(
            verb="code.load",
            operation=Operation.ALTERATION if done.updated else Operation.COLLECTION,
            by=by,
            at=at,
            subject="code-list",
            subject_id=done.name,
            detail={"added": done.added, "updated": done.updated, "retired": done.retired},
        )
        loaded.append(done)
    return loaded


@transaction.atomic
def add_code(*, code: Code, by: Officer, at: datetime) -> Code:
    """Add one code to a list by hand.

    Raises: Refused.
    """
    refuse_others(by)
    if type(code)._default_manager.filter(pk=code.pk).exists():
        refuse(f"The list has a code {code.pk} already.")
    code.save(force_insert=True)
    code_line(code, "add", Operation.COLLECTION, by=by, at=at, fields=[])
    return code


@transaction.atomic
def change_code(*, code: Code, by: Officer, at: datetime) -> Code:
    """Write one code anew; a last day retires it.

    Raises: Refused.
    """
    refuse_others(by)
    before = type(code)._default_manager.select_for_update().get(pk=code.pk)
    names = [field.name for field in code._meta.concrete_fields]
    changed = [name for name in names if getattr(code, name) != getattr(before, name)]
    if changed:
        code.save(force_update=True)
        code_line(code, "change", Operation.ALTERATION, by=by, at=at, fields=changed)
    return code


def refuse_others(by: Officer) -> None:
    """Refuse those who do not keep code lists.

    Raises: Refused.
    """
    if not (by.is_service or by.standing.allows(Permission.KEEP_CODES)):
        refuse("Administrators keep code lists.")


def code_line(
    code: Code, verb: str, operation: Operation, *, by: Officer, at: datetime, fields: list[str]
) -> None:
    """Write the journal's line about one code: the fields that changed, with their new values."""
    journal.write(
        verb=f"code.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject=code._meta.label,
        subject_id=code.pk,
        label=str(code),
        detail={name: str(getattr(code, name)) for name in fields},
    )


def load_list(model: type[Code]) -> Loaded:
    """Write the rows of one file that are new or differ from what stands."""
    standing: Mapping[str, Code] = model._default_manager.in_bulk()
    codes = list(read_codes(model))
    names = [field.name for field in model._meta.concrete_fields]
    for code in codes:
        before = standing.get(code.code)
        if before is not None and code.valid_to is None:
            code.valid_to = before.valid_to
    added = [code for code in codes if code.code not in standing]
    updated = [
        code
        for code in codes
        if code.code in standing
        and any(getattr(code, name) != getattr(standing[code.code], name) for name in names)
    ]
    model._default_manager.bulk_create(added)
    if updated:
        model._default_manager.bulk_update(updated, [name for name in names if name != "code"])
    return Loaded(
        name=model._meta.label,
        added=len(added),
        updated=len(updated),
        retired=sum(
            code.valid_to is not None and standing[code.code].valid_to is None for code in updated
        ),
        unchanged=len(codes) - len(added) - len(updated),
        kept=len(set(standing) - {code.code for code in codes}),
    )
