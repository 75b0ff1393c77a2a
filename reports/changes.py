"""What changed between two editions of a report, figure by figure, in words. Pure."""

from reports.document import Document
from reports.figures import Figure
from reports.tables import full_name

NONE = "The figures of the period stand; what is printed beside them changed."


def changes(before: Document, now: Document, /) -> tuple[str, ...]:
    """Say figure by figure what an earlier edition reported and what is reported now.

    In the order of the figures; those that are no longer reported come last.
    """
    old = {figure.key: figure for figure in before.figures}
    kept = {figure.key for figure in now.figures}
    said = [line for figure in now.figures for line in change(old.get(figure.key), figure)]
    gone = [
        f"{full_name(figure)}: reported {figure.current_text}, no longer reported."
        for figure in before.figures
        if figure.key not in kept
    ]
    return (*said, *gone) or (NONE,)


def change(old: Figure | None, now: Figure, /) -> list[str]:
    """Say what changed of one figure, in this period and in the one before."""
    name = full_name(now)
    if old is None:
        return [f"{name}: not reported before, now {now.current_text}."]
    pairs = (
        (name, old.current_text, now.current_text),
        (f"{name}, the period before", old.previous_text, now.previous_text),
    )
    return [
        f"{label}: reported {reported}, now {found}."
        for label, reported, found in pairs
        if reported != found
    ]
