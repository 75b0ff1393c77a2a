"""Closed periods: from which day on a change of an old record is a restatement."""

from django.db import models

from accounts.models import District, Officer


class Closing(models.Model):
    """A district's records are closed up to and including a day. Append-only.

    Closing forbids nothing: records of closed days are still logged, approved and reopened. What
    comes after `takes_effect_on` is printed as a restatement of what was reported.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="closings")
    through = models.DateField(help_text="Last day that is closed, with every day before it.")
    takes_effect_on = models.DateField(help_text="The day of closing and the days of grace.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="closings")
    at = models.DateTimeField()

    class Meta:
        """Each day once; it takes effect after the last day that it closes."""

        ordering = ["district", "-through"]
        constraints = [
            models.UniqueConstraint(fields=["district", "through"], name="closing_once"),
            models.CheckConstraint(
                condition=models.Q(takes_effect_on__gt=models.F("through")),
                name="closing_takes_effect_afterwards",
            ),
        ]

    def __str__(self) -> str:
        """Name the last closed day."""
        return f"closed through {self.through}"
