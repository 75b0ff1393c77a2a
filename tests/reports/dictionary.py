"""The definitions of measures for tests, and further versions of them."""

from datetime import date

from django.db import transaction

from accounts import officers
from reports import defining
from reports.models import MeasureDefinition
from tests.people import AT


@transaction.atomic
def define_measures() -> None:
    """Write the definitions of the file, where there are none."""
    if MeasureDefinition.objects.exists():
        return
    console = officers.service(officers.CONSOLE, at=AT)
    for row in defining.read_definitions():
        defining.write(row, by=console, at=AT)


def define_anew(
    key: str, valid_from: str, difference: str = "The crew was that of the duty sheet."
) -> MeasureDefinition:
    """Add a version that says the same in other words."""
    last = defining.versions_of(key)[0]
    wording = defining.Wording(
        key=key,
        name=last.name,
        wording=f"{last.wording} Counted anew.",
        unit=last.unit,
        source=last.source,
        owner=last.owner,
        valid_from=date.fromisoformat(valid_from),
        difference=difference,
    )
    console = officers.service(officers.CONSOLE, at=AT)
    return defining.add_definition(wording=wording, by=console, at=AT)


def withdraw(key: str, valid_to: str) -> MeasureDefinition:
    """End the last version."""
    return defining.withdraw_definition(
        definition=defining.versions_of(key)[0],
        valid_to=date.fromisoformat(valid_to),
        reason="Nobody records it any more.",
        by=officers.service(officers.CONSOLE, at=AT),
        at=AT,
    )
