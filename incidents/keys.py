"""Keys of imported rows: digests of what identifies them, the same on every machine. ADR 0021.

A key is a positive number of 63 bits, unique in its table. Two different identifiers with one key
are as likely as 1 in 4,600,000 among two million rows; the import checks for it and stops.
"""

from hashlib import blake2b

from incidents.police_csv import PlaceKey, Row

BETWEEN = "\x1f"
LARGEST = (1 << 63) - 1


def digest(text: str) -> int:
    """Reduce a text to a positive number of 63 bits."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def crime_key(force: str, crime_id: str) -> int:
    """Key a crime by the slug of its force and its published identifier."""
    return digest(f"crime{BETWEEN}{force}{BETWEEN}{crime_id}")


def row_text(force: str, row: Row) -> str:
    """Write out all that a row without an identifier says, in one fixed spelling."""
    place = row.place or ()
    parts = (force, row.month, *place, row.crime_type, row.outcome, row.rest)
    return BETWEEN.join(str(part) for part in parts)


def occurrence_key(text: str, occurrence: int) -> int:
    """Key a row without an identifier by its text and by how often it has occurred before."""
    return digest(f"row{BETWEEN}{text}{BETWEEN}{occurrence}")


def outcome_step(month: str, outcome: str) -> int:
    """Give the distance from the key of a crime to the key of its outcome of a month and type."""
    return digest(f"outcome{BETWEEN}{month}{BETWEEN}{outcome}")


def outcome_key(crime: int, step: int) -> int:
    """Key an outcome by the key of its crime and the step of its month and type."""
    return (crime + step) & LARGEST


def place_key(place: PlaceKey) -> int:
    """Key a place by all that is said of it."""
    return digest(f"place{BETWEEN}{BETWEEN.join(str(part) for part in place)}")
