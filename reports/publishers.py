"""The forces whose rows are counted, as a document carries them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublishedBy:
    """Name a force whose rows lie in the district, and the months it does not cover (2023-05)."""

    name: str
    missing: tuple[str, ...]
