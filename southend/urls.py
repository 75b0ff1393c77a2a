"""Every address of the project."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from southend.health import Health

handler500 = "southend.busy.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", login_not_required(Health.as_view()), name="health"),
    path("sign-in/", include("southend.sign_in_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("reports.api.urls")),
    path("", include("accounts.urls")),
    path("", include("records.urls")),
    path("", include("incidents.urls")),
    path("", include("reports.urls")),
    path("", include("incidents.logged_urls")),
    path("", include("operations.urls")),
]
