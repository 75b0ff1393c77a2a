"""Who may import, and what may be undone."""

from collections.abc import Collection

from accounts.models import District, Officer
from accounts.roles import Permission
from accounts.wording import listed
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


def why_not_keep_import(officer: Officer, keepers: Collection[District]) -> str:
    """Say why an officer may not undo an import or confirm what vanished with it, or nothing.

    Every analyst reads every import, since published data is of whole forces; but figures of a
    whole force change by the hand of the districts that brought the import in (ADR 0023). Where
    there is no such district, whoever imports may.
    """
    allows = officer.standing.allows
    if not allows(Permission.IMPORT_DATA):
        return why_not_import(officer)
    if not keepers or any(allows(Permission.IMPORT_DATA, district.pk) for district in keepers):
        return ""
    names = listed(sorted(district.name for district in keepers))
    return f"Analysts of {names} undo it and confirm what vanished: it was imported from there."


def why_not_undo(
    officer: Officer,
    batch: ImportBatch,
    *,
    keepers: Collection[District],
    later: ImportBatch | None,
) -> str:
    """Say why an import may not be undone, or nothing; `later` touched the same months or rows."""
    if batch.state != BatchState.DONE:
        return f"{batch} cannot be undone: {batch.get_state_display().lower()}."
    why_not = why_not_keep_import(officer, keepers)
    if not why_not and later is not None:
        return f"{later} came after it and touched the same months or rows. Undo {later} first."
    return why_not


def why_not_confirm(
    officer: Officer,
    batch: ImportBatch,
    *,
    keepers: Collection[District],
    waiting: int,
    later: ImportBatch | None,
) -> str:
    """Say why the months in doubt of an import may not be confirmed, or nothing.

    `waiting` counts those months; `later` is a later import that is not finished yet.
    """
    why_not = why_not_keep_import(officer, keepers)
    if why_not:
        return why_not
    if batch.state != BatchState.DONE or not waiting:
        return f"Nothing of {batch} waits to be confirmed."
    if later is not None:
        return f"{later} is not finished. Confirm {batch} when it is."
    return ""
