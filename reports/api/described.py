"""How the schema describes an address: what it takes, what it answers, and what can be wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from reports.api.problems import MEDIA_TYPE
from reports.api.serializers import ProblemAnswer

ALWAYS = {
    401: "No token, or one that opens nothing any more.",
    403: "The token lacks the scope, or its owner the right.",
    429: "Asked too often.",
}
MORE = {
    400: "Something that was sent cannot be used.",
    404: "There is no such thing, or it is not yours to see.",
    406: "It is not answered in that format.",
    409: "It cannot be done as things stand.",
    422: "It could not be carried out.",
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # ships none
    """Describe the token as a bearer, and as the password of Basic."""

    target_class = "reports.api.views.door.TokenAuthentication"
    name = ["token", "tokenAsPassword"]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        """Give both ways."""
        return [{"type": "http", "scheme": "bearer"}, {"type": "http", "scheme": "basic"}]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[str]]]:
        """Ask for either, not for both."""
        return [{name: []} for name in self.name]


def parameter(name: str, words: str, type: Any = str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - as the framework declares it
    """Describe a parameter of the query."""
    return OpenApiParameter(name, type, description=words, **more)


PAGES = (
    parameter("page", "Number of the page, from 1.", int),
    parameter("page_size", "Rows of a page.", int),
)
OF_PERIODS = (
    parameter("definition", "Key of a report."),
    parameter("district", "Slug."),
    parameter("subject", "Slug of an operation."),
    parameter("start_from", "Periods that start on this day or later.", OpenApiTypes.DATE),
    parameter("end_to", "Periods that end before this day or with it.", OpenApiTypes.DATE),
)
EVERY = parameter(
    "every", "yes gives also the editions that a later one replaced.", enum=["yes", "no"]
)


def described(
    answer: Any,  # noqa: ANN401 - a serializer, or a type of the framework
    *,
    operation: str,
    wrong: Sequence[int] = (),
    status: int = 200,
    csv: bool = False,
    media_type: str = "application/json",
    **more: Any,
) -> Callable[[Any], Any]:
    """Describe a method of a view; refusals of tokens and of haste are added to each."""
    answers: dict[Any, Any] = {(status, media_type): answer}
    if csv:
        answers[(status, "text/csv")] = OpenApiTypes.STR
    said = ALWAYS | {code: MORE[code] for code in wrong}
    for code, words in said.items():
        answers[(code, MEDIA_TYPE)] = OpenApiResponse(ProblemAnswer, description=words)
    return extend_schema(operation_id=operation, responses=answers, **more)
