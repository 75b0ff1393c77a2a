"""Addresses of the incidents that officers log."""

from django.urls import path

from incidents.logged_views import (
    LoggedIncidentCreate,
    LoggedIncidentDetail,
    LoggedIncidentEdit,
    LoggedIncidentList,
)

urlpatterns = [
    path("logged-incidents/", LoggedIncidentList.as_view(), name="logged-incident-list"),
    path("logged-incidents/log/", LoggedIncidentCreate.as_view(), name="logged-incident-create"),
    path(
        "logged-incidents/<uuid:pk>/",
        LoggedIncidentDetail.as_view(),
        name="logged-incident-detail",
    ),
    path(
        "logged-incidents/<uuid:pk>/change/",
        LoggedIncidentEdit.as_view(),
        name="logged-incident-edit",
    ),
]
