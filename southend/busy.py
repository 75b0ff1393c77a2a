"""A page in place of an error where the database, or the journal, cannot be written in time.

Status 503 with Retry-After. What was typed is offered to be sent again, but passwords and files.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error

from audit import journal, spool, waiting

logger = logging.getLogger(__name__)

RETRY_AFTER = 5
BUSY = "The database is busy with somebody else's work. Nothing was saved and nothing is lost."
UNWRITABLE = (
    "What is opened here is written to the journal first, and the journal cannot be written now:"
    " neither the database nor the folder of its spool. So nothing is shown."
)


class BusyPages:
    """Answer what would be an error with a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if not spool.is_empty():
            journal.emptying.begin()  # what a process that was killed left behind

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error that is none: somebody else was at work."""
        return answer(request, error)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer what failed outside of a view, such as the writing of a session."""
    error = sys.exc_info()[1]
    busy = answer(request, error) if isinstance(error, Exception) else None
    return busy or server_error(request)


def answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Make the page for an error, if it is one of those."""
    if not (isinstance(error, spool.Unwritable) or waiting.is_busy(error)):
        return None
    logger.warning("%s %s was not answered: %s", request.method, request.path, error)
    is_unwritable = isinstance(error, spool.Unwritable)
    context = {
        "heading": "This cannot be shown now" if is_unwritable else "The site is busy",
        "rule": UNWRITABLE if is_unwritable else BUSY,
        "is_unwritable": is_unwritable,
        "is_sent": request.method == "POST",
        "address": request.get_full_path(),
        "sent": list(sent(request)),
        "has_files": bool(request.method == "POST" and request.FILES),
        "csrf_token": get_token(request),
        "frame": {"name": settings.SITE_NAME, "product": "Operations", "home_url": "/"},
    }
    response = HttpResponse(
        render_to_string("503.html", context), status=HTTPStatus.SERVICE_UNAVAILABLE
    )
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def sent(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """List the fields of a form as they were sent, but the token of the form and passwords."""
    if request.method != "POST":
        return
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name.lower():
            yield from ((name, str(value)) for value in values)
