"""Receiving a harm table: checked whole, numbered, kept for ever."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import District, Force, Officer
from accounts.roles import Permission
from accounts.typed import typed, why_not
from audit import journal
from audit.models import Operation
from incidents.models import ASB, CrimeType
from records.writing import Refused, refuse
from reports import harm_csv
from reports.harm_csv import ScoreLine
from reports.models import HarmScore, HarmTable


def forces_to_keep(officer: Officer) -> QuerySet[Force]:
    """Read the forces whose harm table the officer may upload."""
    districts = officer.standing.limit(District.objects.all(), Permission.COMPILE_REPORTS, "pk")
    return Force.objects.filter(pk__in=districts.values("force"))


def why_not_upload(*, officer: Officer, force: Force) -> str:
    """Say why the officer may not upload a harm table of the force, or nothing."""
    if forces_to_keep(officer).filter(pk=force.pk).exists():
        return ""
    return f"Commanders and analysts of {force} upload its harm table."


@transaction.atomic
def upload_harm_table(
    *, force: Force, name: str, body: bytes, by: Officer, at: datetime
) -> HarmTable:
    """Keep a harm table as the next version of a force; reports use the newest.

    Raises: Refused, harm_csv.HarmTableError with every fault.
    """
    refuse(why_not_upload(officer=by, force=force))
    name = typed(name, lines=False).text
    refuse(why_not(name, subject="name of the table"))
    lines = harm_csv.read(body)
    Force.objects.select_for_update().get(pk=force.pk)
    newest = HarmTable.objects.filter(force=force).first()
    digest = hashlib.sha256(body).hexdigest()
    if newest and (newest.sha256, newest.name) == (digest, name):
        raise Refused(f"This file is {newest} already. Nothing was stored.")
    number = newest.number + 1 if newest else 1
    table = HarmTable.objects.create(
        force=force, number=number, name=name, sha256=digest, by=by, at=at
    )
    _keep(table, lines)
    journal.write(
        verb="harm-table.upload",
        operation=Operation.COLLECTION,
        by=by,
        at=at,
        subject="harm table",
        subject_id=table.pk,
        label=str(table),
        detail={"force": force.slug, "rows": len(lines), "sha256": digest},
    )
    return table


def _keep(table: HarmTable, lines: Sequence[ScoreLine]) -> None:
    HarmScore.objects.bulk_create(
        HarmScore(
            table=table,
            code=line.code,
            title=line.title,
            days=line.days,
            source=line.source,
            valid_from=line.valid_from,
        )
        for line in lines
    )


def template() -> str:
    """Write an empty table with the types of crime that police data names."""
    types = CrimeType.objects.exclude(code=ASB).order_by("position")
    return harm_csv.template(list(types.values_list("code", "label")))


def not_named(table: HarmTable) -> list[str]:
    """List the codes of a table that police data never names: no report can weigh by them."""
    known = CrimeType.objects.exclude(code=ASB).values("code")
    rows = table.scores.exclude(code__in=known).order_by("code")
    return list(rows.values_list("code", flat=True).distinct())
