"""The addresses of the site and those of this package, until the site includes them."""

from django.urls import include, path

urlpatterns = [path("", include("incidents.urls")), path("", include("southend.urls"))]
