"""The draft of an operation."""

from accounts.clock import midnight
from operations.details import OperationDetails
from operations.rules import MATERIAL
from records.entries import Section, plain, shown
from records.models import Kind, PartRole
from records.writing import Draft


def draft(details: OperationDetails) -> Draft:
    """Describe an operation."""
    plan = Section("Plan", MATERIAL[Kind.OPERATION])
    ends = shown(details.ends_on) if details.ends_on else "open"
    return Draft(
        occurred_at=midnight(details.starts_on),
        summary=f"{details.name}, {shown(details.starts_on)} to {ends}. {details.objective}",
        facts={
            "slug": details.slug,
            "name": details.name,
            "objective": details.objective,
            "starts_on": plain(details.starts_on),
            "ends_on": plain(details.ends_on),
            "areas": [plain(area) for area in details.areas],
        },
        content=(
            plan.one("name", "Name", details.name),
            plan.one("slug", "Key in reports", details.slug),
            plan.one("objective", "Objective", details.objective),
            plan.one("starts_on", "First day", details.starts_on),
            plan.one("ends_on", "Last day", details.ends_on, empty="Open"),
            plan.one("lead", "Led by", details.lead),
            plan.many("areas", "Areas", [(area.name, (area,)) for area in details.areas]),
        ),
        parts=((details.lead, PartRole.LED),) if details.lead else (),
    )
