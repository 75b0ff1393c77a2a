"""Telling whether a file is one of ours as it was made, and whether a later edition replaced it.

Every file of an edition is kept with its digest, so a file that has none of them is not ours or
not as it was made. What an officer may not see does not exist here either.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from django.db.models import QuerySet

from accounts.models import Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records.writing import Refused
from reports.models import Edition, EditionFile

WHOLE = 64
"""Hexadecimal digits of a SHA-256."""
FEWEST = 8
"""Fewer first digits than these could be those of several editions by chance."""
AT_ONCE = 1 << 20
MOST_CLAIMS = 200
MOST_PROPERTIES = 1 << 16
"""Bytes that are read of a spreadsheet's properties: ours have a few hundred."""
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_TYPED = re.compile(rf"[0-9a-f]{{{FEWEST},{WHOLE}}}")
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class State(StrEnum):
    """Say what a file or a digest turned out to be."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    ALTERED = "altered"
    NOT_FOUND = "not found"


class NoDigest(ValueError):
    """What was typed is no digest."""


@dataclass(frozen=True)
class Answer:
    """Hold what was found: the edition with its file, and the one that replaced it.

    An altered file has the edition that it names, where it names one.
    """

    state: State
    digest: str
    edition: Edition | None = None
    file: EditionFile | None = None
    newest: Edition | None = None


@dataclass(frozen=True)
class Read:
    """Hold what was read of a file: its digest, its size, and the digests that it names."""

    sha256: str
    size: int
    claims: tuple[str, ...]


def read(stream: BinaryIO) -> Read:
    """Read a file once, keeping nothing of it but digests."""
    total, size, tail = hashlib.sha256(), 0, b""
    claims: dict[str, None] = {}
    while chunk := stream.read(AT_ONCE):
        total.update(chunk)
        size += len(chunk)
        note_claims(tail + chunk, claims)
        tail = chunk[-WHOLE:]
    for properties in _properties(stream):
        note_claims(properties, claims)
    return Read(total.hexdigest(), size, tuple(claims))


def note_claims(body: bytes, claims: dict[str, None]) -> None:
    """Add the digests that a piece of a file names, in the order in which it does."""
    for found in _DIGEST.finditer(body):
        if len(claims) >= MOST_CLAIMS:
            return
        claims[found.group().decode()] = None


def _properties(stream: BinaryIO) -> Iterator[bytes]:
    """Give the properties of a spreadsheet; a file that is none, or is broken, has none."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for name in set(_PROPERTIES) & set(archive.namelist()):
                with archive.open(name) as part:
                    yield part.read(MOST_PROPERTIES)
    except _BROKEN:
        return


def typed_digest(text: str) -> str:
    """Read a digest as people copy it: spaces, capitals and the word before it do not matter.

    Raises: NoDigest.
    """
    plain = re.sub(r"\s|\N{NO-BREAK SPACE}", "", text).lower().removeprefix("sha256:")
    if not _TYPED.fullmatch(plain):
        raise NoDigest(
            f"Enter {FEWEST} to {WHOLE} digits, each 0 to 9 or a to f: the digest as it is printed"
        )
    return plain


def verify_file(*, stream: BinaryIO, by: Officer, at: datetime) -> Answer:
    """Tell what a file is, and write the consultation down.

    Raises: Refused.
    """
    refuse_others(by)
    found = read(stream)
    answer = of_file(found.sha256, by) or of_claims(found, by)
    note_check(answer, by=by, at=at, what="file", size=found.size)
    return answer


def verify_digest(*, digest: str, by: Officer, at: datetime) -> Answer:
    """Tell of what a digest is, or its first digits, and write the consultation down.

    A whole digest may be that of a file or that of the figures; first digits are of the figures.
    Raises: Refused.
    """
    refuse_others(by)
    answer = of_file(digest, by) if len(digest) == WHOLE else None
    answer = answer or of_figures(digest, by) or Answer(State.NOT_FOUND, digest)
    note_check(answer, by=by, at=at, what="digest", size=None)
    return answer


def refuse_others(by: Officer) -> None:
    """Refuse whoever reads neither reports nor public editions.

    Raises: Refused.
    """
    reads = (Permission.SEE_REPORTS, Permission.READ_PUBLIC)
    if not any(by.standing.allows(each) for each in reads):
        raise Refused("Files are checked by those who read reports.")


def of_file(sha256: str, by: Officer) -> Answer | None:
    """Find the file that has a digest."""
    files = EditionFile.objects.filter(sha256=sha256, edition__in=Edition.objects.visible_to(by))
    file = files.defer("body").order_by("-edition_id").first()
    if file is None:
        return None
    return standing(sha256, light(by).get(pk=file.edition_id), file)


def of_figures(digits: str, by: Officer) -> Answer | None:
    """Find the newest edition whose figures have a digest that begins with these digits."""
    edition = light(by).filter(figures_sha256__startswith=digits).order_by("-pk").first()
    return standing(digits, edition, None) if edition else None


def of_claims(found: Read, by: Officer) -> Answer:
    """Call a file altered, and name the edition that it names itself."""
    claimed = light(by).filter(figures_sha256__in=found.claims).order_by("-pk").first()
    newest = newest_of(claimed) if claimed else None
    return Answer(State.ALTERED, found.sha256, claimed, newest=newest)


def standing(digest: str, edition: Edition, file: EditionFile | None) -> Answer:
    """Say whether an edition stands, or which one replaced it."""
    newest = newest_of(edition)
    state = State.GENUINE if newest == edition else State.SUPERSEDED
    return Answer(state, digest, edition, file, newest)


def newest_of(edition: Edition) -> Edition:
    """Find the edition of the same report, district, period and subject that stands."""
    same = Edition.objects.of(edition.definition, edition.district, edition.period, edition.subject)
    return same.defer("content", "inputs").select_related("district").order_by("-number")[0]


def light(by: Officer) -> QuerySet[Edition]:
    """Read the editions that an officer may see, without their documents."""
    return Edition.objects.visible_to(by).defer("content", "inputs").select_related("district")


def note_check(answer: Answer, *, by: Officer, at: datetime, what: str, size: int | None) -> None:
    """Write down who checked what, and what came of it. The file itself is not kept."""
    edition = answer.edition
    journal.note(
        verb="edition.verify",
        operation=Operation.CONSULTATION,
        by=by,
        at=at,
        subject="edition" if edition else what,
        subject_id=edition.pk if edition else answer.digest,
        label=str(edition) if edition else "",
        district=edition.district.slug if edition else "",
        detail={"checked": what, "digest": answer.digest, "size": size, "found": answer.state},
    )
