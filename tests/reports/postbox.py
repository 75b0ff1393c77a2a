"""A mail server for tests that can be away, and knows what it took."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

TAKEN: list[EmailMessage] = []
IS_AWAY: list[str] = []
"""Not empty while the server is away."""
UNKNOWN: list[str] = []
"""Addresses that the server does not know."""


class Postbox(BaseEmailBackend):
    """Take mail unless the server is away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take messages.

        Raises: ConnectionRefusedError, SMTPRecipientsRefused.
        """
        if IS_AWAY:
            raise ConnectionRefusedError(111, "Connection refused")
        for message in email_messages:
            if set(message.to) & set(UNKNOWN):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user here")})
            message.message()  # a line break in a header would break here
            TAKEN.append(message)
        return len(email_messages)


def empty() -> None:
    """Forget everything."""
    for kept in (TAKEN, IS_AWAY, UNKNOWN):
        kept.clear()
