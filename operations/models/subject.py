"""People about whom records are kept, without their names."""

from django.db import models

from accounts.models import District


class SubjectRole(models.TextChoices):
    """What a person is in law (Data Protection Act 2018 s.38); dated, several at once."""

    SUSPECT = "suspect", "Suspect"
    CHARGED = "charged", "Charged"
    CONVICTED = "convicted", "Convicted"
    CLEARED = "cleared", "Not convicted"


class Subject(models.Model):
    """A person, known here by a random reference only."""

    reference = models.CharField(max_length=12, unique=True, help_text="Random, such as K7F3-9QWX.")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subjects")
    created_at = models.DateTimeField()

    class Meta:
        """Order by reference."""

        ordering = ["reference"]

    def __str__(self) -> str:
        """Give the reference."""
        return self.reference


class SubjectStanding(models.Model):
    """One role of one subject from a day on, and the record that says so."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="standings")
    role = models.CharField(max_length=10, choices=SubjectRole.choices)
    from_on = models.DateField()
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A record says each role once."""

        ordering = ["subject", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "role", "record"], name="standing_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=SubjectRole.values), name="standing_role_known"
            ),
        ]

    def __str__(self) -> str:
        """Name subject, role and day."""
        return f"{self.subject}: {self.get_role_display()} from {self.from_on}"
