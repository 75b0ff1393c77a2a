"""The lists that the example's figures open, so that links resolve without the application."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest, key: str = "") -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("incidents/", nothing, name="incident-list"),
    path("arrests/", nothing, name="arrest-list"),
    path("definitions/<slug:key>/", nothing, name="definition-detail"),
    path("engagements/", nothing, name="engagement-list"),
]
