"""Addresses of reports."""

from django.urls import path

from reports.views.closing import PeriodClose
from reports.views.definitions import DefinitionDetail, DefinitionList
from reports.views.editions import (
    CompilationCreate,
    CompilationDetail,
    CompilationProgress,
    EditionDetail,
    EditionDownload,
    ReportList,
)
from reports.views.figures import (
    Compare,
    FigureByDigest,
    FigureDetail,
    FigureDownload,
    Reproduce,
)
from reports.views.harm import HarmTableDetail, HarmTableList, HarmTemplate
from reports.views.home import Home
from reports.views.lists import ListDownload
from reports.views.readiness import MessagePutAway, ReadinessPage, ReadinessRemind
from reports.views.schedules import (
    HealthBoard,
    ScheduleCreate,
    ScheduleDetail,
    ScheduleEdit,
    ScheduleStart,
    ScheduleStop,
)
from reports.views.schemas import SchemaDetail
from reports.views.verify import Verify

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("lists/<slug:name>/<slug:format>/", ListDownload.as_view(), name="list-download"),
    path("schemas/<slug:name>.json", SchemaDetail.as_view(), name="schema-detail"),
    path("reports/", ReportList.as_view(), name="report-list"),
    path("reports/close/", PeriodClose.as_view(), name="period-close"),
    path("reports/compile/", CompilationCreate.as_view(), name="compilation-create"),
    path("reports/compile/<uuid:pk>/", CompilationDetail.as_view(), name="compilation-detail"),
    path(
        "reports/compile/<uuid:pk>/progress/",
        CompilationProgress.as_view(),
        name="compilation-progress",
    ),
    path("reports/harm/", HarmTableList.as_view(), name="harm-table-list"),
    path("reports/harm/template.csv", HarmTemplate.as_view(), name="harm-template"),
    path("reports/harm/<int:pk>/", HarmTableDetail.as_view(), name="harm-table-detail"),
    path("reports/definitions/", DefinitionList.as_view(), name="definition-list"),
    path("reports/definitions/<slug:key>/", DefinitionDetail.as_view(), name="definition-detail"),
    path("reports/verify/", Verify.as_view(), name="verify"),
    path("reports/schedules/", HealthBoard.as_view(), name="health-board"),
    path("reports/schedules/add/", ScheduleCreate.as_view(), name="schedule-create"),
    path("reports/schedules/<int:pk>/", ScheduleDetail.as_view(), name="schedule-detail"),
    path("reports/schedules/<int:pk>/change/", ScheduleEdit.as_view(), name="schedule-edit"),
    path("reports/schedules/<int:pk>/stop/", ScheduleStop.as_view(), name="schedule-stop"),
    path("reports/schedules/<int:pk>/start/", ScheduleStart.as_view(), name="schedule-start"),
    path("reports/readiness/", ReadinessPage.as_view(), name="readiness"),
    path("reports/readiness/<int:pk>/", ReadinessRemind.as_view(), name="readiness-remind"),
    path("messages/<uuid:pk>/", MessagePutAway.as_view(), name="message-put-away"),
    path("reports/<int:pk>/", EditionDetail.as_view(), name="edition-detail"),
    path("reports/<int:pk>/reproduce/", Reproduce.as_view(), name="edition-reproduce"),
    path("reports/<int:pk>/compare/", Compare.as_view(), name="edition-compare"),
    path(
        "reports/<int:pk>/figures/<str:key>/<slug:side>/",
        FigureDetail.as_view(),
        name="figure-detail",
    ),
    path(
        "reports/<int:pk>/figures/<str:key>/<slug:side>/<slug:format>/",
        FigureDownload.as_view(),
        name="figure-download",
    ),
    path(
        "reports/figures/<slug:digest>/<str:key>/<slug:side>/",
        FigureByDigest.as_view(),
        name="figure-by-digest",
    ),
    path("reports/<int:pk>/<slug:format>/", EditionDownload.as_view(), name="edition-download"),
]
