"""Who may import, and what may be undone."""

from accounts.models import Officer
from accounts.roles import Permission
from incidents.models import BatchState, ImportBatch


def why_not_import(officer: Officer) -> str:
    """Say why an officer may not import, or nothing."""
    if officer.standing.allows(Permission.IMPORT_DATA):
        return ""
    return "Analysts import police data."


def why_not_keep_areas(officer: Officer, district_id: int) -> str:
    """Say why an officer may not import areas of a district, or nothing."""
    if officer.standing.allows(Permission.KEEP_AREAS, district_id):
        return ""
    return "Analysts and administrators of the district keep its areas."


def why_not_undo(officer: Officer, batch: ImportBatch, *, later: ImportBatch | None) -> str:
    """Say why an import may not be undone, or nothing; `later` touched the same months or rows."""
    if batch.state != BatchState.DONE:
        return f"{batch} cannot be undone: {batch.get_state_display().lower()}."
    if later is not None:
        return f"{later} came after it and touched the same months or rows. Undo {later} first."
    return why_not_import(officer)
