"""Addresses of the API."""

from django.urls import path

from reports.api.views.compilations import CompilationDetail, CompilationList
from reports.api.views.editions import (
    EditionDetail,
    EditionFigures,
    EditionFile,
    EditionList,
    FigureList,
    Me,
    ReportList,
)
from reports.api.views.lists import ListCatalogue, ListRows
from reports.api.views.schedules import (
    ScheduleDeliver,
    ScheduleDetail,
    ScheduleList,
    ScheduleRuns,
    ScheduleStart,
    ScheduleStop,
)

urlpatterns = [
    path("me/", Me.as_view(), name="api-me"),
    path("reports/", ReportList.as_view(), name="api-report-list"),
    path("editions/", EditionList.as_view(), name="api-edition-list"),
    path("editions/<int:pk>/", EditionDetail.as_view(), name="api-edition-detail"),
    path("editions/<int:pk>/figures/", EditionFigures.as_view(), name="api-edition-figures"),
    path(
        "editions/<int:pk>/files/<slug:file_format>/",
        EditionFile.as_view(),
        name="api-edition-file",
    ),
    path("figures/", FigureList.as_view(), name="api-figure-list"),
    path("lists/", ListCatalogue.as_view(), name="api-lists"),
    path("lists/<slug:name>/", ListRows.as_view(), name="api-list-rows"),
    path("compilations/", CompilationList.as_view(), name="api-compilation-list"),
    path("compilations/<uuid:pk>/", CompilationDetail.as_view(), name="api-compilation-detail"),
    path("schedules/", ScheduleList.as_view(), name="api-schedule-list"),
    path("schedules/<int:pk>/", ScheduleDetail.as_view(), name="api-schedule-detail"),
    path("schedules/<int:pk>/stop/", ScheduleStop.as_view(), name="api-schedule-stop"),
    path("schedules/<int:pk>/start/", ScheduleStart.as_view(), name="api-schedule-start"),
    path("schedules/<int:pk>/runs/", ScheduleRuns.as_view(), name="api-schedule-runs"),
    path("schedules/<int:pk>/deliver/", ScheduleDeliver.as_view(), name="api-schedule-deliver"),
]
