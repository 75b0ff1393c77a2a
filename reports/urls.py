"""Addresses of reports."""

from django.urls import path

from reports.views.editions import (
    CompilationCreate,
    CompilationDetail,
    CompilationProgress,
    EditionDetail,
    EditionDownload,
    ReportList,
)
from reports.views.home import Home
from reports.views.lists import ListDownload

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("lists/<slug:name>/<slug:format>/", ListDownload.as_view(), name="list-download"),
    path("reports/", ReportList.as_view(), name="report-list"),
    path("reports/compile/", CompilationCreate.as_view(), name="compilation-create"),
    path("reports/compile/<uuid:pk>/", CompilationDetail.as_view(), name="compilation-detail"),
    path(
        "reports/compile/<uuid:pk>/progress/",
        CompilationProgress.as_view(),
        name="compilation-progress",
    ),
    path("reports/<int:pk>/", EditionDetail.as_view(), name="edition-detail"),
    path("reports/<int:pk>/<slug:format>/", EditionDownload.as_view(), name="edition-download"),
]
