"""Editions of reports: the documents, what they read, and their files."""

from functools import cached_property
from typing import Self

from django.db import models
from django.urls import reverse

from accounts.models import District, Officer
from accounts.roles import Permission
from records.models import Record
from reports.definitions import PUBLIC
from reports.document import Document
from reports.periods import Period
from reports.renderers.formats import FORMATS


class EditionQuerySet(models.QuerySet["Edition"]):
    """Read editions within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the editions of the districts whose reports, or public editions, they may read."""
        standing = officer.standing
        every = standing.limit(self, Permission.SEE_REPORTS, "district")
        if not standing.allows(Permission.READ_PUBLIC):
            return every
        public = self.filter(definition__in=PUBLIC)
        return every | standing.limit(public, Permission.READ_PUBLIC, "district")

    def of(self, definition: str, district: District, period: Period, subject: str = "") -> Self:
        """Keep the editions of one report of one period, and of one subject where it has one."""
        return self.filter(
            definition=definition,
            district=district,
            start=period.start,
            end=period.end,
            subject=subject,
        )


class Edition(models.Model):
    """One frozen report. Rows are only ever added: triggers refuse UPDATE and DELETE."""

    definition = models.SlugField(help_text="Which report: see definitions.REPORTS.")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="editions")
    start = models.DateField(help_text="First day of the period.")
    end = models.DateField(help_text="First day after the period.")
    subject = models.SlugField(
        blank=True, help_text="Slug of the operation that it is about; empty: the district."
    )
    number = models.PositiveIntegerField(help_text="1 for the first of a period.")
    compiled_at = models.DateTimeField()
    data_as_at = models.DateTimeField(help_text="When the figures were read.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="editions")
    figures_sha256 = models.CharField(max_length=64)
    content = models.JSONField(help_text="The document: reports.document.Document.")
    inputs = models.JSONField(
        null=True, help_text="Frozen inputs besides the records: reports.frozen.Inputs."
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        """One number a period."""

        ordering = ["-end", "-start", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "district", "start", "end", "subject", "number"],
                name="edition_once",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="edition_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Name report, subject, district, period and number."""
        named = f"{self.definition} {self.subject}".strip()
        return f"{named} {self.district} {self.period.label}, edition {self.number}"

    def get_absolute_url(self) -> str:
        """Lead to the edition's page."""
        return reverse("edition-detail", args=[self.pk])

    def is_readable_by(self, officer: Officer) -> bool:
        """Tell whether an officer may read the edition and take its files away."""
        standing, public = officer.standing, self.definition in PUBLIC
        return standing.allows(Permission.SEE_REPORTS, self.district_id) or (
            public and standing.allows(Permission.READ_PUBLIC, self.district_id)
        )

    @property
    def words(self) -> str:
        """Say its number and that it does not change: "Edition 2, frozen"."""
        return f"Edition {self.number}, frozen"

    @property
    def period(self) -> Period:
        """The period reported on."""
        return Period(start=self.start, end=self.end)

    @property
    def subject_words(self) -> str:
        """Name what it is about, as far as its slug tells: Union."""
        return self.subject.replace("-", " ").capitalize()

    def others(self) -> models.QuerySet["Edition"]:
        """Read the other editions of the same period, newest first, without their documents."""
        same = Edition.objects.of(self.definition, self.district, self.period, self.subject)
        return same.exclude(pk=self.pk).order_by("-number").defer("content", "inputs")

    @property
    def unmade(self) -> dict[str, str]:
        """The formats that could not be written and still are not there, each with the reason."""
        there = self.files.values_list("format", flat=True)
        missing = self.unmade_files.exclude(format__in=there)
        return dict(missing.values_list("format", "reason"))

    def unmade_words(self, *, with_reasons: bool) -> str:
        """Say which formats are missing, and why to those who may look behind the edition."""
        missing = self.unmade
        if not missing:
            return ""
        labels = ", ".join(kept.label for kept in FORMATS if kept.key in missing)
        said = [f"Not written: {labels}. The figures and the other formats are there."]
        if with_reasons:
            said += [*missing.values(), "Compiling the report again then adds what is missing."]
        return " ".join(said)

    @cached_property
    def document(self) -> Document:
        """The document as it was compiled, which nothing changes afterwards."""
        return Document.from_json(self.content)


class EditionRecord(models.Model):
    """One record that an edition read, by the version that it read. Append-only.

    Every record of either period is here, also those that were left out because of their state.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="records")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="editions")
    version = models.PositiveIntegerField()

    class Meta:
        """Each record once."""

        ordering = ["edition", "record"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "record"], name="edition_record_once"),
        ]

    def __str__(self) -> str:
        """Name record and version."""
        return f"{self.record_id} version {self.version}"


class EditionFile(models.Model):
    """One rendering of an edition, kept as it was made. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=5, choices=[(kept.key, kept.label) for kept in FORMATS])
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="In bytes.")
    body = models.BinaryField()

    class Meta:
        """Each format once."""

        ordering = ["edition", "format"]
        indexes = [models.Index(fields=["sha256"], name="edition_file_by_sha256")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="edition_file_once"),
        ]

    def __str__(self) -> str:
        """Name edition and format."""
        return f"{self.edition}, {self.get_format_display()}"


class UnmadeFile(models.Model):
    """A format in which an edition could not be written, and why. Append-only.

    Where the edition has a file of the format, that was written later.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="unmade_files")
    format = models.CharField(max_length=5, choices=[(kept.key, kept.label) for kept in FORMATS])
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Each format once."""

        ordering = ["edition", "format"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="unmade_file_once"),
        ]

    def __str__(self) -> str:
        """Name edition and format."""
        return f"{self.edition}, {self.get_format_display()}"
