"""Addresses of imported police data."""

from django.urls import path

from incidents.views.areas import AreaList
from incidents.views.imports import (
    ImportConfirm,
    ImportCreate,
    ImportDetail,
    ImportList,
    ImportProgress,
    ImportRows,
    ImportUndo,
    ImportVanished,
)
from incidents.views.incidents import IncidentDetail, IncidentList

urlpatterns = [
    path("areas/", AreaList.as_view(), name="area-list"),
    path("incidents/", IncidentList.as_view(), name="incident-list"),
    path("incidents/<int:pk>/", IncidentDetail.as_view(), name="incident-detail"),
    path("imports/", ImportList.as_view(), name="import-list"),
    path("imports/new/", ImportCreate.as_view(), name="import-create"),
    path("imports/<int:pk>/", ImportDetail.as_view(), name="import-detail"),
    path("imports/<int:pk>/progress/", ImportProgress.as_view(), name="import-progress"),
    path("imports/<int:pk>/rows.csv", ImportRows.as_view(), name="import-rows"),
    path("imports/<int:pk>/confirm/", ImportConfirm.as_view(), name="import-confirm"),
    path("imports/<int:pk>/undo/", ImportUndo.as_view(), name="import-undo"),
    path("imports/<int:pk>/vanished/", ImportVanished.as_view(), name="import-vanished"),
]
