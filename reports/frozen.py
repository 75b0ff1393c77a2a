"""The inputs of an edition, as they were stored with it: what it can be computed again from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast

from django.db.models import F

from records.models import RecordVersion
from reports.codec import Json, decode, encode
from reports.collecting import definition_lines, facts
from reports.comparing import Reading
from reports.dated import redefined
from reports.definitions import ReportDefinition
from reports.evidence import Evidence, Fact, Surroundings
from reports.models import Edition, EditionRecord

HERE = Path(__file__).parent


class WithoutInputs(LookupError):
    """The edition was stored before inputs were kept."""


@cache
def code_version() -> str:
    """Name the code that computes reports: a digest of the sources of this package."""
    digest = hashlib.sha256()
    for source in sorted(HERE.rglob("*.py")):
        digest.update(source.relative_to(HERE).as_posix().encode() + b"\0")
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class Inputs:
    """What an edition read besides the records, and the code that read it."""

    around: Surroundings
    code_version: str

    @classmethod
    def of(cls, evidence: Evidence) -> "Inputs":
        """Give the inputs of what was read just now."""
        return cls(around=evidence.around, code_version=code_version())

    def to_json(self) -> Json:
        """Return the inputs as JSON values, for the store."""
        return encode(self)

    @classmethod
    def from_json(cls, source: Json, /) -> "Inputs":
        """Read what `to_json` wrote. Raises codec.UnreadableError."""
        return decode(cls, source)


def pairs(edition: Edition, evidence: Evidence) -> Iterator[EditionRecord]:
    """List the record versions that an edition read."""
    return (
        EditionRecord(edition=edition, record_id=fact.record, version=fact.version)
        for fact in evidence.facts
    )


def inputs_of(edition: Edition) -> Inputs:
    """Read the inputs of an edition.

    Raises: WithoutInputs.
    """
    if edition.inputs is None:
        raise WithoutInputs(f"{edition} was stored before inputs were kept. Compile it again.")
    return Inputs.from_json(cast(Json, edition.inputs))


def evidence_of(edition: Edition) -> Evidence:
    """Read what an edition was computed from, as it was then.

    Raises: WithoutInputs.
    """
    return replace(evidence_without_records(edition), facts=facts_of(edition))


def evidence_without_records(edition: Edition) -> Evidence:
    """Read what an edition was computed from besides the records: police data needs no more.

    Raises: WithoutInputs.
    """
    return Evidence(around=inputs_of(edition).around)


def facts_of(edition: Edition) -> tuple[Fact, ...]:
    """Read the versions of records that an edition read."""
    versions = RecordVersion.objects.filter(
        record__editions__edition=edition, number=F("record__editions__version")
    )
    return tuple(facts(versions))


def reading_of(report: ReportDefinition, edition: Edition) -> Reading:
    """Give an edition as it is compared: its document, with its evidence where it was kept."""
    if edition.inputs is None:
        around = Surroundings.nothing(edition.district.slug, edition.period)
        return Reading(edition.document, Evidence(around), {})
    evidence = evidence_of(edition)
    return Reading(edition.document, evidence, report.selections(evidence))


@dataclass(frozen=True)
class Reproduction:
    """An edition computed again from its frozen inputs.

    `differing` are the keys of the figures that came out otherwise; empty where the digests are
    the same. A digest that differs without a differing figure is of words beside the figures.
    `redefined` says which measures would be counted by another definition now.
    """

    stored: str
    computed: str
    code_then: str
    code_now: str
    differing: tuple[str, ...]
    redefined: tuple[str, ...] = ()

    @property
    def is_the_same(self) -> bool:
        """Tell whether the digest is proved."""
        return self.stored == self.computed


def reproduction(report: ReportDefinition, edition: Edition) -> Reproduction:
    """Compute an edition again from its inputs and compare digests.

    Raises: WithoutInputs.
    """
    evidence = evidence_of(edition)
    document = report.build(evidence)
    stored = {figure.key: figure.printed() for figure in edition.document.figures}
    computed = {figure.key: figure.printed() for figure in document.figures}
    return Reproduction(
        stored=edition.figures_sha256,
        computed=document.figures_sha256(),
        code_then=inputs_of(edition).code_version,
        code_now=code_version(),
        differing=tuple(
            key for key in {**stored, **computed} if stored.get(key) != computed.get(key)
        ),
        redefined=redefined(document.figures, evidence, definition_lines(edition.period)),
    )
