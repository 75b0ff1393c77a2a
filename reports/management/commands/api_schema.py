"""`manage.py api_schema`: write the OpenAPI schema of the API from its views."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from drf_spectacular.generators import SchemaGenerator

from reports.api.views.door import SCHEMA

PUBLISHED = settings.BASE_DIR / "docs" / "schemas" / f"{SCHEMA}.json"


def written() -> str:
    """Give the schema as it is published: indented, in the order of the addresses."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call] # ships none
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """Write docs/schemas/api-1.json; a test proves that it is what the views say."""

    help = "Write the OpenAPI schema of the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("--output", type=Path, default=PUBLISHED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        options["output"].write_text(written(), encoding="utf-8")
        self.stdout.write(f"Written to {options['output']}.")
