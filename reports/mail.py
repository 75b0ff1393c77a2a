"""The outbox: what an officer is to be told is a row first, and a mail when the server takes it.

A mail carries a link, and the marking at the start of its subject; never the file, never a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction

from accounts.models import District, Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from reports.models import Message, MessageKind, ScheduledRun
from reports.recipients import responsible

OFFICIAL = "OFFICIAL"
LAPSE = timedelta(minutes=5)
"""Silence after which a message that was being sent may be taken up again."""
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15))
"""How long to wait after each failure; after that as after the last."""
A_ROUND = 200
NEEDS: Mapping[MessageKind, Permission] = {
    MessageKind.REPORT: Permission.SEE_REPORTS,
    MessageKind.WITHHELD: Permission.COMPILE_REPORTS,
    MessageKind.LATE: Permission.COMPILE_REPORTS,
    MessageKind.STOPPED: Permission.COMPILE_REPORTS,
    MessageKind.REMINDER: Permission.SEE_RECORDS,
}
"""What the officer must still be allowed, in the district, when the mail goes out."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told. `key` says what it is about; each officer is told it once."""

    kind: MessageKind
    key: str
    district: District
    subject: str
    words: str
    link: str
    marking: str = OFFICIAL
    run: ScheduledRun | None = None


@dataclass(kw_only=True)
class Sent:
    """What came of one round."""

    sent: int = 0
    failed: int = 0
    withheld: int = 0


def is_configured() -> bool:
    """Tell whether there is a mail server."""
    return bool(settings.MAIL_DOMAIN)


def address_of(officer: Officer) -> str:
    """Give the officer's address: no other is stored, and none outside the domain is written to."""
    return f"{officer.collar_number.lower()}@{settings.MAIL_DOMAIN}"


def tell(*, to: Officer, telling: Telling, by: Officer, at: datetime) -> bool:
    """Put a message for one officer into the outbox; tell whether it is new."""
    _, is_new = Message.objects.get_or_create(
        key=f"{telling.key}:{to.pk}",
        defaults={
            "kind": telling.kind,
            "to": to,
            "by": by,
            "district": telling.district,
            "run": telling.run,
            "marking": telling.marking,
            "subject": " ".join(telling.subject.split())[:200],
            "words": telling.words,
            "link": telling.link,
            "made_at": at,
            "next_try_at": at,
        },
    )
    return is_new


def send_waiting(*, by: Officer, at: datetime) -> Sent:
    """Send what is due, each once; where the server does not answer, leave the rest for later."""
    result = Sent()
    if not is_configured():
        return result
    due = Message.objects.unsent(at).filter(next_try_at__lte=at).order_by("made_at", "key")
    for message in due.select_related("to", "district", "run__schedule")[:A_ROUND]:
        if not claim(message, at=at):
            continue
        why = why_not_send(message, at=at)
        if why:
            withhold(message=message, why=why, by=by, at=at)
            result.withheld += 1
            continue
        try:
            mail_of(message).send()
        except OSError as error:  # an SMTPException is one too
            postpone(message, error, at=at)
            result.failed += 1
            if not isinstance(error, SMTPRecipientsRefused | SMTPDataError):
                break  # the server itself is away: do not wait for it again and again
            continue
        note_sent(message, by=by, at=at)
        result.sent += 1
    return result


def claim(message: Message, *, at: datetime) -> bool:
    """Take a message up unless another worker has it; tell whether it was taken."""
    free = models.Q(claimed_at__isnull=True) | models.Q(claimed_at__lt=at - LAPSE)
    rows = Message.objects.unsent(at).filter(free, pk=message.pk, next_try_at__lte=at)
    return bool(rows.update(claimed_at=at, attempts=models.F("attempts") + 1))


def why_not_send(message: Message, *, at: datetime) -> str:
    """Say why the officer may not be told any more, or nothing."""
    needed = NEEDS[MessageKind(message.kind)]
    if message.to.stand(at=at).allows(needed, message.district.pk):
        return ""
    return f"{message.to} no longer works for {message.district} district, or not in such a role."


def mail_of(message: Message) -> EmailMessage:
    """Write the mail. Its Message-ID is always the same: a server that got it twice can see it."""
    body = (
        f"{message.words}\n\n{settings.SITE_ADDRESS}{message.link}\n\n"
        "The page opens after signing in. This mail is sent by a machine and nobody reads answers."
    )
    return EmailMessage(
        subject=str(message),
        body=body,
        to=[address_of(message.to)],
        headers={"Message-ID": f"<{message.pk}@{settings.MAIL_DOMAIN}>"},
        connection=get_connection(),
    )


def postpone(message: Message, error: OSError, *, at: datetime) -> None:
    """Write down why the server did not take a message, and when to try again."""
    attempts = Message.objects.values_list("attempts", flat=True).get(pk=message.pk)
    wait = AGAIN_AFTER[min(attempts, len(AGAIN_AFTER)) - 1]
    Message.objects.filter(pk=message.pk).update(
        claimed_at=None, next_try_at=at + wait, failure=failure_words(error)
    )


def failure_words(error: OSError) -> str:
    """Say what a server did, without what it was sent."""
    if isinstance(error, SMTPRecipientsRefused):
        return "The mail server does not know the address."
    if isinstance(error, SMTPDataError):
        return f"The mail server refused the mail (code {error.smtp_code})."
    return f"The mail server does not answer ({error.strerror or type(error).__name__})."


@transaction.atomic
def note_sent(message: Message, *, by: Officer, at: datetime) -> None:
    """Write down that a mail is on its way, to whom, and what it leads to."""
    Message.objects.filter(pk=message.pk).update(sent_at=at, claimed_at=None, failure="")
    _line(message, "send", by=by, at=at, to=address_of(message.to))


@transaction.atomic
def withhold(*, message: Message, why: str, by: Officer, at: datetime) -> None:
    """Keep a message from someone who may not have it, and tell who answers for the schedule."""
    Message.objects.filter(pk=message.pk).update(withheld_at=at, claimed_at=None, failure=why)
    _line(message, "withhold", by=by, at=at, why=why)
    if message.run is not None and message.kind == MessageKind.REPORT:
        tell_left_out(run=message.run, left_out=message.to, by=by, at=at)


def tell_left_out(*, run: ScheduledRun, left_out: Officer, by: Officer, at: datetime) -> None:
    """Tell who answers for a schedule that a recipient got nothing."""
    schedule = run.schedule
    telling = Telling(
        kind=MessageKind.WITHHELD,
        key=f"withheld:{run.pk}:{left_out.pk}",
        district=schedule.district,
        subject=f"{left_out} no longer receives reports of {schedule.district} district",
        words=(
            f"{left_out} is named as a recipient and may no longer read reports of"
            f" {schedule.district} district. Nothing was sent to them. Take them off the schedule."
        ),
        link=schedule.get_absolute_url(),
        run=run,
    )
    for officer in responsible(schedule, at=at):
        tell(to=officer, telling=telling, by=by, at=at)


@transaction.atomic
def put_away(*, message: Message, by: Officer, at: datetime) -> None:
    """Take a message off the home page of the one whom it is addressed to."""
    rows = Message.objects.visible_to(by).filter(pk=message.pk, seen_at__isnull=True)
    if rows.update(seen_at=at):
        _line(message, "put_away", by=by, at=at, operation=Operation.CONSULTATION)


def _line(
    message: Message,
    verb: str,
    *,
    by: Officer,
    at: datetime,
    operation: Operation = Operation.DISCLOSURE,
    **detail: str,
) -> None:
    """Write the journal's line about a message."""
    journal.write(
        verb=f"message.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject="message",
        subject_id=message.pk,
        label=str(message)[:200],
        district=message.district.slug,
        detail={"kind": message.kind, "officer": str(message.to), **detail},
    )
