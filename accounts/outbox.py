"""Opening tasks by name, after the row that asks for them is safe.

Web processes never import task modules, whose engines they do not need. A broker that is down
costs nothing but time: the row stays waiting and the sweeper sends it again within a minute.
"""

import logging
from collections.abc import Mapping

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def open_task(name: str, arguments: Mapping[str, str | int]) -> None:
    """Send a task by name when the transaction commits; arguments are ids."""
    transaction.on_commit(lambda: send(name, arguments))


def send(name: str, arguments: Mapping[str, str | int]) -> bool:
    """Send a task by name now; tell whether the broker took it."""
    try:
        current_app.send_task(name, kwargs=dict(arguments), retry=False)
    except OperationalError as error:
        logger.warning("The broker did not take %s: %s", name, error)
        return False
    return True
