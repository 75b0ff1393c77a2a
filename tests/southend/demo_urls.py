"""The lists that the report's figures open, so that links resolve without their pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

KINDS = (
    "incident",
    "operation",
    "patrol",
    "arrest",
    "prosecution",
    "engagement",
    "logged-incident",
    "survey-wave",
)


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path(f"{kind}/", nothing, name=f"{kind}-list") for kind in KINDS]
