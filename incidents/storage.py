"""Keeping what was received, under the folder of files, until its import is finished."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from incidents.archives import Found, Refusal, entries
from incidents.models import UNFINISHED, ImportBatch, MonthInDoubt

BLOCK = 1 << 20
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Incoming:
    """One path that was given or uploaded, and what to call it."""

    name: str
    path: Path


@dataclass(frozen=True)
class Kept:
    """One source as it is kept. `refused` says why it could not be."""

    name: str
    sha256: str = ""
    size: int = 0
    is_folder: bool = False
    refused: str = ""


def folder_of(folder: UUID) -> Path:
    """Name the folder in which the sources of an import are kept."""
    return Path(settings.MEDIA_ROOT) / "imports" / str(folder)


def keep(incoming: Iterable[Incoming], folder: UUID) -> list[Kept]:
    """Copy sources; links are kept as links and never followed."""
    kept = []
    for number, source in enumerate(incoming):
        target = folder_of(folder) / str(number)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.append(keep_one(source, target))
    return kept


def keep_one(source: Incoming, target: Path) -> Kept:
    """Copy one source: a file, a folder, or neither."""
    if source.path.is_symlink():
        return Kept(source.name, refused="It is a link, not a file")
    if source.path.is_dir():
        return keep_folder(source, target)
    if not source.path.is_file():
        return Kept(source.name, refused="There is no such file")
    digest = hashlib.sha256()
    size = copy(source.path, target, digest)
    return Kept(source.name, digest.hexdigest(), size)


def keep_folder(source: Incoming, target: Path) -> Kept:
    """Copy a folder, its links as links; what is neither file nor folder becomes a dead link."""
    digest, size = hashlib.sha256(), 0
    for here, folders, files in os.walk(source.path):
        folders.sort()
        place = target / Path(here).relative_to(source.path)
        place.mkdir(parents=True, exist_ok=True)
        for name in sorted([*files, *folders]):
            path = Path(here) / name
            digest.update(f"{path.relative_to(source.path)}\0".encode("utf-8", "surrogateescape"))
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                (place / name).symlink_to("not-copied")
            elif path.is_file():
                size += copy(path, place / name, digest)
    return Kept(source.name, digest.hexdigest(), size, is_folder=True)


def copy(source: Path, target: Path, digest: "hashlib._Hash") -> int:
    """Copy one file and add it to a digest; tell its size."""
    size = 0
    with source.open("rb") as reading, target.open("wb") as writing:
        while block := reading.read(BLOCK):
            digest.update(block)
            size += len(block)
            writing.write(block)
    return size


def discard(folder: UUID) -> None:
    """Delete what was kept of an import: it is needed no more, or was never received."""
    shutil.rmtree(folder_of(folder), ignore_errors=True)


def discard_unneeded(batch: ImportBatch) -> None:
    """Delete what was kept of a finished import unless a month of it still waits in doubt."""
    if not MonthInDoubt.objects.needing_upload().filter(file__batch=batch).exists():
        discard(batch.folder)


def discard_left_over(*, at: datetime) -> int:
    """Delete what no unfinished import and no month in doubt needs; tell how many folders.

    A process that was killed may leave the folder of a finished import, or one that no import was
    made of yet: the latter is left alone for a day, for it may be a file on its way in.
    """
    home = Path(settings.MEDIA_ROOT) / "imports"
    states = dict(ImportBatch.objects.values_list("folder", "state"))
    in_doubt = set(
        MonthInDoubt.objects.needing_upload().values_list("file__batch__folder", flat=True)
    )
    found = 0
    for path in sorted(home.iterdir()) if home.is_dir() else []:
        try:
            folder = UUID(path.name)
        except ValueError:
            continue  # nothing that an import kept is called so
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        is_on_its_way = folder not in states and since > at - A_DAY
        is_needed = states.get(folder) in UNFINISHED or folder in in_doubt
        if not is_needed and not is_on_its_way:
            discard(folder)
            found += 1
    return found


def digest_of(kept: Iterable[Kept]) -> str:
    """Reduce all that was received to one digest."""
    total = hashlib.sha256()
    for source in kept:
        total.update(f"{source.name}\0{source.sha256}\0{source.refused}\n".encode())
    return total.hexdigest()


def described(kept: Iterable[Kept]) -> list[dict[str, object]]:
    """Describe what is kept, fit for JSON."""
    return [asdict(source) for source in kept]


def files_of(batch: ImportBatch) -> Iterator[Found]:
    """List the files of an import in their order; several archives get their names in front."""
    kept = [Kept(**source) for source in batch.received]
    folder = folder_of(batch.origin.folder)
    paths = [folder / str(number) for number in range(len(kept))]
    return listed(zip(kept, paths, strict=True), named=len(kept) > 1)


def listed(sources: Iterable[tuple[Kept, Path]], *, named: bool = True) -> Iterator[Found]:
    """List the files of sources."""
    for source, path in sources:
        if source.refused:
            yield Refusal(source.name, source.refused)
        else:
            yield from entries(path, source.name, f"{Path(source.name).name}/" if named else "")


def files_at(incoming: Iterable[Incoming]) -> Iterator[Found]:
    """List the files of paths where they lie, for a dry run."""
    sources = list(incoming)
    return listed(((Kept(s.name), s.path) for s in sources), named=len(sources) > 1)
