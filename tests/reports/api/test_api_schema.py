"""The published schema: valid, as the views say, and about every address."""

import io
import json
from pathlib import Path

from django.core.management import call_command
from openapi_spec_validator import OpenAPIV31SpecValidator

from reports.management.commands.api_schema import PUBLISHED, written
from tests.api_addresses import API
from tests.reports.api.asking import SCHEMA


class TestCommand:
    def test_writes_what_the_views_say(self, tmp_path: Path) -> None:
        call_command("api_schema", output=tmp_path / "api.json", stdout=io.StringIO())

        assert (tmp_path / "api.json").read_text(encoding="utf-8") == written()


class TestPublished:
    def test_is_what_the_views_say(self) -> None:
        """Where it is not: manage.py api_schema, and look at what changed for those who read it."""
        assert PUBLISHED.read_text(encoding="utf-8") == written()

    def test_is_valid(self) -> None:
        assert [str(error) for error in OpenAPIV31SpecValidator(SCHEMA).iter_errors()] == []

    def test_describes_every_method_of_every_address(self) -> None:
        described = {
            (path.count("/"), method.upper())
            for path, methods in SCHEMA["paths"].items()
            for method in methods
        }
        operations = [
            operation for methods in SCHEMA["paths"].values() for operation in methods.values()
        ]

        assert len(SCHEMA["paths"]) == len({address.name for address in API})
        assert {method for _, method in described} == {address.method for address in API}
        for operation in operations:
            assert operation["security"] == [{"token": []}, {"tokenAsPassword": []}]
            assert {"401", "403", "429"} < set(operation["responses"])

    def test_has_no_address_of_any_host(self) -> None:
        assert "http" not in json.dumps(SCHEMA["paths"])
