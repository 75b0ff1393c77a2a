"""How the API says what is wrong: problem details (RFC 9457), which name the thing and the mend."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from audit import waiting
from audit.spool import Unwritable

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(exceptions.APIException):
    """Something that the caller can mend; `errors` says it field by field."""

    def __init__(
        self,
        sentence: str,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        errors: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status_code = int(status)
        self.errors = errors


class Absent(Problem):
    """There is no such thing for the caller: absent, or not theirs to see."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, status=HTTPStatus.NOT_FOUND)


class Busy(exceptions.APIException):
    """Others were at the rows, or the journal could not be written: asking again may do."""

    status_code = int(HTTPStatus.SERVICE_UNAVAILABLE)
    wait = 5

    def __init__(self) -> None:
        super().__init__(
            "The site is busy, or its journal cannot be written. Nothing was given out and nothing"
            " was changed. Ask again in a few seconds."
        )


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into problem details, with the headers that belong to it."""
    if isinstance(error, Unwritable) or waiting.is_busy(error):
        logger.warning("%s was not answered: %s", context["request"].path, error)
        error = Busy()
    response = exception_handler(error, context)
    if response is None:
        return None
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
        "detail": sentence_of(error),
    }
    if fields := fields_of(error):
        content["errors"] = fields
    response.data, response.content_type = content, MEDIA_TYPE
    # What was asked for may have been CSV; what is wrong is always said in JSON.
    request = context["request"]
    request.accepted_renderer = JSONRenderer()
    request.accepted_media_type = JSONRenderer.media_type
    return response


def sentence_of(error: Exception) -> str:
    """Say in a sentence what is wrong and how to mend it."""
    if isinstance(error, exceptions.ValidationError):
        return "Something that was sent cannot be used. See errors."
    if isinstance(error, exceptions.Throttled):
        seconds: float | None = getattr(error, "wait", None)
        wait = f"{seconds:.0f} seconds" if seconds else "a minute"
        return f"Too many requests. Wait {wait} and try again."
    if isinstance(error, Http404 | PermissionDenied):
        return str(error) or HTTPStatus.NOT_FOUND.description
    if isinstance(error, exceptions.NotAcceptable):
        return "This address is not answered in that format. Ask for JSON, or for CSV where it is."
    return str(getattr(error, "detail", error))


def fields_of(error: Exception) -> dict[str, list[str]]:
    """Give what is wrong field by field, as text."""
    if isinstance(error, Problem):
        return dict(error.errors or {})
    if isinstance(error, exceptions.ValidationError):
        return dict(flat(error.detail))
    return {}


def flat(detail: Any, name: str = "") -> list[tuple[str, list[str]]]:  # noqa: ANN401 - nested
    """Flatten what serializers say: recurrence.day rather than an object in an object."""
    if isinstance(detail, Mapping):
        inner = [(f"{name}.{key}" if name else str(key), part) for key, part in detail.items()]
        return [pair for key, part in inner for pair in flat(part, key)]
    if isinstance(detail, list) and any(isinstance(part, Mapping) for part in detail):
        return [pair for n, part in enumerate(detail) for pair in flat(part, f"{name}[{n}]")]
    said = detail if isinstance(detail, list) else [detail]
    return [(name or "non_field_errors", [str(part) for part in said])]
