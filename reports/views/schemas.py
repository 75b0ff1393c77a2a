"""The published schemas of what machines read, and the links that lead to them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from reports.renderers.json import schema_of

SCHEMAS = ("edition-1", "edition-2", "edition-3", "api-1")
"""Every schema that was ever published. None is taken back."""
MEDIA_TYPE = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


@method_decorator(login_not_required, name="dispatch")
class SchemaDetail(View):
    """A schema, open to everybody: it holds no data."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Hand the schema out as it stands in docs/schemas."""
        if name not in SCHEMAS:
            raise Http404(f"There is no schema called {name}.")
        media_type = OPENAPI if name.startswith("api-") else MEDIA_TYPE
        path = settings.BASE_DIR / "docs" / "schemas" / f"{name}.json"
        return HttpResponse(path.read_bytes(), content_type=media_type)


def described_by(*, edition_pk: int, format: str, body: bytes) -> str:
    """Write the Link header that leads from a file to what describes it, or nothing (RFC 8288).

    The JSON of an edition leads to the schema that it was written to, which may not be the newest.
    """
    if format == "json":
        address = reverse("schema-detail", args=[schema_of(body)])
        return f'<{address}>; rel="describedby"; type="{MEDIA_TYPE}"'
    if format == "csv":
        address = reverse("edition-download", args=[edition_pk, "csvw"])
        return f'<{address}>; rel="describedby"; type="application/csvm+json"'
    return ""
