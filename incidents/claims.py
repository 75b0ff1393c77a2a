"""One process at a time works on imports, in the order in which they were received.

A claim is taken and renewed by conditional updates and lapses when it is not renewed, so that the
work of a process that was killed is taken up by another. Whoever lost the claim can write no more:
every stretch of rows renews it in its own transaction.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from incidents.models import UNFINISHED, BatchState, ImportBatch

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
Clock = Callable[[], datetime]


class Busy(RuntimeError):
    """Another process works on this import, or an earlier one comes first."""


class Finished(RuntimeError):
    """Nothing is left to do on this import."""


class ClaimLost(RuntimeError):
    """The claim lapsed and another process took it."""


@dataclass(frozen=True)
class Claim:
    """The right to work on one import."""

    batch_id: int
    token: str
    clock: Clock

    def renew(self, **fields: object) -> None:
        """Renew the claim and write fields of the import.

        Raises: ClaimLost.
        """
        until = self.clock() + LEASE
        held = ImportBatch.objects.filter(pk=self.batch_id, claim=self.token)
        if not held.update(claimed_until=until, **fields):
            raise ClaimLost(f"Import {self.batch_id} was taken up by another process.")

    def release(self, **fields: object) -> None:
        """Give the claim back and write fields of the import."""
        self.renew(at_work=None, claim="", **fields)


def take(batch: ImportBatch, *, clock: Clock) -> Claim:
    """Claim an import that waits, or whose claim has lapsed.

    Raises: Busy, Finished.
    """
    at = clock()
    batch.refresh_from_db()
    if batch.state not in UNFINISHED:
        raise Finished(f"{batch}: {batch.get_state_display().lower()}.")
    if batch.claim and batch.claimed_until is not None and batch.claimed_until >= at:
        raise Busy(f"{batch} is being worked on.")  # without asking for the lock of a writer
    free = Q(claim="") | Q(claimed_until__lt=at)
    earlier = ImportBatch.objects.filter(state__in=UNFINISHED, pk__lt=batch.pk).order_by("pk")
    waiting = earlier.first()
    if waiting is not None:
        raise Busy(f"{waiting} comes first.")
    lapsed = ImportBatch.objects.filter(at_work=True, claimed_until__lt=at)
    lapsed.update(at_work=None, claim="")
    claim = Claim(batch.pk, str(uuid.uuid4()), clock)
    state = BatchState.RUNNING if batch.state != BatchState.UNDOING else BatchState.UNDOING
    try:
        with transaction.atomic():
            taken = ImportBatch.objects.filter(free, pk=batch.pk, state__in=UNFINISHED).update(
                claim=claim.token,
                claimed_until=at + LEASE,
                at_work=True,
                state=state,
                attempts=F("attempts") + 1,
            )
    except IntegrityError as error:
        raise Busy("Another import is at work.") from error
    if not taken:
        raise Busy(f"{batch} is being worked on.")
    batch.refresh_from_db()
    return claim
