"""The schemas that are published, and the links that lead to them."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from reports.views import schemas
from tests.house_rules import ROOT

SAYING = b'{"$schema": "urn:southend:schemas:edition-3"}'
FOLDER = ROOT / "docs" / "schemas"


class TestSchemaDetail:
    def test_is_open_to_machines_that_have_not_signed_in(self, client: Client) -> None:
        response = client.get(reverse("schema-detail", args=["edition-3"]))

        assert response.headers["Content-Type"] == "application/schema+json"
        assert json.loads(response.content)["$id"] == "urn:southend:schemas:edition-3"

    def test_hands_out_every_schema_that_is_kept_and_nothing_else(
        self, client: Client, sergeant: Officer
    ) -> None:
        client.force_login(sergeant)

        assert {path.stem for path in FOLDER.glob("*.json")} == set(schemas.SCHEMAS)
        assert client.get(reverse("schema-detail", args=["edition-9"])).status_code == 404


class TestDescribedBy:
    @pytest.mark.parametrize(
        ("format", "body", "link"),
        [
            ("json", SAYING, '</schemas/edition-3.json>; rel="describedby"; type="{schema}"'),
            (
                "json",
                b'{"definitions": []}',
                '</schemas/edition-2.json>; rel="describedby"; type="{schema}"',
            ),
            ("json", b"{}", '</schemas/edition-1.json>; rel="describedby"; type="{schema}"'),
            ("csv", b"", '</reports/7/csvw/>; rel="describedby"; type="application/csvm+json"'),
            ("pdf", b"", ""),
        ],
    )
    def test_leads_to_what_describes_a_file(self, format: str, body: bytes, link: str) -> None:
        found = schemas.described_by(edition_pk=7, format=format, body=body)

        assert found == link.format(schema="application/schema+json")
