"""Asking the API as a program does, and holding every answer to the published schema."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse
from django.test import Client
from django.urls import Resolver404, resolve
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from accounts import tokens
from accounts.models import Officer, Token
from accounts.roles import Scope
from tests.house_rules import ROOT
from tests.people import AT

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "api-1.json").read_text(encoding="utf-8"))
REGISTRY: Any = Registry().with_resource(
    "urn:api", Resource.from_contents(SCHEMA, default_specification=DRAFT202012)
)


def bearer(owner: Officer, *scopes: Scope, secret: str = "") -> dict[str, str]:
    """Give the header of a token that the owner has now, whatever their roles let them make."""
    secret = secret or f"{tokens.PREFIX}{owner.pk}-{'-'.join(scopes)}"
    Token.objects.get_or_create(
        digest=tokens.digest_of(secret),
        defaults={
            "owner": owner,
            "name": "Test",
            "hint": secret[: tokens.HINT],
            "scopes": list(scopes),
            "made_at": AT,
            "made_by": owner,
            "expires_at": AT + 90 * tokens.NOTED_EVERY,
        },
    )
    return {"Authorization": f"Bearer {secret}"}


def template_of(path: str) -> str:
    """Give the address as the schema writes it: /api/v1/editions/{id}/."""
    route = resolve(path).route
    for kind in ("int", "uuid", "slug"):
        route = route.replace(f"<{kind}:", "{")
    return "/" + route.replace(">", "}").replace("{pk}", "{id}")


def why_not_described(response: Any, *, method: str, path: str) -> str:  # noqa: ANN401 - of the client
    """Say how an answer differs from what the schema says of it, or nothing."""
    try:
        operation = SCHEMA["paths"][template_of(path)][method.lower()]
    except Resolver404:
        return f"{path} is no address"
    described = operation["responses"].get(str(response.status_code))
    if described is None:
        return f"{response.status_code} is not described"
    media = response.headers.get("Content-Type", "").partition(";")[0]
    kinds = described.get("content", {})
    if media not in kinds and "*/*" not in kinds:
        return f"{media} is not described, only {', '.join(kinds)}"
    if not media.endswith("json") or "*/*" in kinds or isinstance(response, FileResponse):
        return ""
    pointer = "/".join(
        part.replace("~", "~0").replace("/", "~1")
        for part in (
            "paths",
            template_of(path),
            method.lower(),
            "responses",
            str(response.status_code),
            "content",
            media,
            "schema",
        )
    )
    validator = OAS31Validator({"$ref": f"urn:api#/{pointer}"}, registry=REGISTRY)
    return "; ".join(error.message for error in validator.iter_errors(response.json()))


class Program:
    """A program with one token, whose every answer is held to the schema."""

    def __init__(self, owner: Officer, *scopes: Scope) -> None:
        self.headers = bearer(owner, *scopes)
        self.client = Client()

    def get(self, path: str, query: Mapping[str, Any] | None = None, **headers: str) -> Any:  # noqa: ANN401 - of the client
        """Read."""
        said = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self.ask("GET", said, None, headers)

    def post(self, path: str, sent: object = None) -> Any:  # noqa: ANN401 - of the client
        """Ask for something."""
        return self.ask("POST", path, sent, {})

    def put(self, path: str, sent: object) -> Any:  # noqa: ANN401 - of the client
        """Write something anew."""
        return self.ask("PUT", path, sent, {})

    def ask(self, method: str, path: str, sent: object, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - of the client
        """Ask, and hold the answer to the schema."""
        response = self.client.generic(
            method,
            path,
            "" if sent is None else json.dumps(sent),
            content_type="application/json",
            headers={**self.headers, **headers},
        )
        if response.status_code != 304:
            assert why_not_described(response, method=method, path=path.partition("?")[0]) == ""
        return response
